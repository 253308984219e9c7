# SPDX-License-Identifier: EUPL-1.2
"""The best plan and the best bound so far, and how what prices suggest becomes a plan."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from overstap.engine.placement.plan.core import used_by
from overstap.engine.placement.plan.editions import Both
from overstap.engine.placement.plan.mending import Ways, fill, improve, mend
from overstap.engine.placement.plan.model import Floats, Integers, Prices


@dataclass
class Search:
    """The best plan and the best bound so far, in thousandths of a point.

    `reduced` (options,): what options are worth at the prices less all but the place, rounded up; `share`
    (editions,): how often each ran as prices went. `bound`: the best of all; `priced`: that of the prices that
    are kept.
    """

    ways: Ways
    taken: Integers
    prices: Prices
    reduced: Integers
    share: Floats
    worth: int = 0
    bound: int = 2**62
    priced: int = 2**62

    def offer(self, taken: Integers) -> None:
        """Keeps a plan when it is better than the best so far, and within all limits.

        Small changes need not end there: a share falls when somebody makes room.
        """
        worth = int(self.ways.worth[taken[taken >= 0]].sum())
        if worth > self.worth and (used_by(self.ways, taken) <= self.ways.most + 1e-6).all():
            self.worth, self.taken = worth, taken

    @property
    def gap(self) -> float:
        """How much better the best can be at most, as a share."""
        if self.bound <= self.worth:
            return 0.0
        return (self.bound - self.worth) / self.worth if self.worth > 0 else np.inf


def reduced_by(ways: Ways, seat: Floats, limit: Floats) -> Integers:
    """What options are worth less the prices of seats and limits, rounded up so that a bound holds."""
    column = np.where(ways.edition < 0, len(ways.seats), ways.edition)
    exact = ways.worth - np.append(seat, 0.0)[column] - limit @ ways.use
    reduced: Integers = np.ceil(exact - 1e-6).astype(np.int64)
    return reduced


def slacks(found: Search) -> Integers:
    """How much less than the best each option is worth to its person, at the prices. Shape (options,)."""
    person = np.repeat(np.arange(len(found.ways.first) - 1), np.diff(found.ways.first))
    prices = found.prices
    slack: Integers = prices.gain[person] + prices.opening[found.ways.opening] - found.reduced
    return slack


def mended(
    ways: Ways, sides: Both, taken: Integers, reduced: Integers, stopped: Callable[[], bool]
) -> Integers:
    """A plan within all limits out of what prices suggest. Editions that too few would take are filled, and
    closed when that cannot be.

    The emptiest are closed first, half of them at a time: whom they lose may fill others. Stopped, all of
    them are closed at once, and the rest is made better but once.
    """
    order = np.argsort(-np.where(taken >= 0, reduced[taken], 0), kind="stable") if len(reduced) else taken
    seats = ways.seats.copy()
    while True:
        within = ways._replace(seats=seats)
        plan, filled = mend(within, order, taken, reduced)
        fill(within, sides, plan, filled)
        improve(within, order, plan, filled, 1 if stopped() else 3)
        fill(within, sides, plan, filled)
        short = np.flatnonzero((filled.edition > 0) & (filled.edition < ways.least))
        if len(short) == 0:
            result: Integers = plan
            return result
        lacking = filled.edition[short] / ways.least[short]
        closed = len(short) if stopped() else (len(short) + 1) // 2
        seats[short[np.argsort(lacking, kind="stable")[:closed]]] = 0
