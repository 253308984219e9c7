# SPDX-License-Identifier: EUPL-1.2
"""Prices for places, seats and limits, and with them a bound that no plan can beat.

Lagrangian relaxation (Held and Karp 1971, Fisher 1981): instead of forbidding what is full, every place,
seat and euro gets a price. First all of them by many quick steps (`descent`); then, at the prices of seats and
limits that came out, people and places are assigned exactly (`kernels`): in whole numbers, so that the
bound holds to the last digit. What that suggests is mended to a plan (`mending`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from overstap.engine.placement.plan.descent import descend
from overstap.engine.placement.plan.kernels import assign
from overstap.engine.placement.plan.mending import Ways, improve, mend
from overstap.engine.placement.plan.model import Floats, Integers, Prices

ROUGHLY, FINELY = (200, 20), (3000, 30)
"""Steps at most, and steps without progress before they shrink."""
FIRST_GUESS = 0.6
"""Share of what everybody would have alone: what a plan is taken to be worth before one is known."""


@dataclass
class Search:
    """The best plan and the best bound so far, in thousandths of a point.

    `least` (editions,): with how many an edition runs.
    """

    ways: Ways
    least: Integers
    taken: Integers
    prices: Prices
    worth: int = 0
    bound: int = 2**62

    def offer(self, taken: Integers) -> None:
        """Keeps a plan when it is better than the best so far."""
        worth = int(self.ways.worth[taken[taken >= 0]].sum())
        if worth > self.worth:
            self.worth, self.taken = worth, taken

    @property
    def gap(self) -> float:
        """How much better the best can be at most, as a share."""
        if self.bound <= self.worth:
            return 0.0
        return (self.bound - self.worth) / self.worth if self.worth > 0 else np.inf


def search(
    ways: Ways, least: Integers, target: float, stopped: Callable[[], bool], told: Callable[[Search], None]
) -> Search:
    """A plan and a bound by prices; ends early when the gap is at most `target`. `told` after each part."""
    people = len(ways.first) - 1
    nothing = np.zeros(len(ways.places), np.int64)
    price, seat, limit = np.zeros(len(ways.places)), np.zeros(len(ways.seats)), np.zeros(len(ways.most))
    none = Prices(np.zeros(people, np.int64), nothing, seat, limit)
    found = Search(ways, least, np.full(people, -1), none)
    scale = np.abs(ways.use).mean(axis=1) + 1e-12 if ways.use.size else np.ones(len(ways.most))
    guess, size = FIRST_GUESS * float(_alone(ways).sum()), 1.0
    for steps, patience in (ROUGHLY, FINELY):
        descend(ways, scale, price, seat, limit, guess, size, steps, patience)
        _settle(found, seat, limit)
        told(found)
        if found.gap <= target or stopped():
            break
        guess, size = float(found.worth), 0.5
    return found


def _alone(ways: Ways) -> Integers:
    """What each person would have if there were nobody else."""
    best = np.zeros(len(ways.first) - 1, np.int64)
    person = np.repeat(np.arange(len(best)), np.diff(ways.first))
    np.maximum.at(best, person, ways.worth)
    return best


def _settle(found: Search, seat: Floats, limit: Floats) -> None:
    """The bound at these prices of seats and limits, and the plan that they suggest."""
    reduced = reduced_by(found.ways, seat, limit)
    taken, gain, price = assign(found.ways.first, found.ways.opening, reduced, found.ways.places)
    owed = float(seat @ found.ways.seats + limit @ found.ways.most)
    bound = int(gain.sum()) + int((price * found.ways.places).sum()) + int(np.ceil(owed))
    if bound < found.bound:
        found.bound = bound
        found.prices = Prices(gain, price, seat.copy(), limit.copy())
    found.offer(mended(found.ways, found.least, taken, reduced))


def reduced_by(ways: Ways, seat: Floats, limit: Floats) -> Integers:
    """What options are worth less the prices of seats and limits, rounded up so that a bound holds."""
    column = np.where(ways.edition < 0, len(ways.seats), ways.edition)
    exact = ways.worth - np.append(seat, 0.0)[column] - limit @ ways.use
    reduced: Integers = np.ceil(exact - 1e-6).astype(np.int64)
    return reduced


def slacks(ways: Ways, prices: Prices) -> Integers:
    """How much less than the best each option is worth to its person, at the prices. Shape (options,)."""
    person = np.repeat(np.arange(len(ways.first) - 1), np.diff(ways.first))
    slack: Integers = (
        prices.gain[person] + prices.opening[ways.opening] - reduced_by(ways, prices.seat, prices.limit)
    )
    return slack


def mended(ways: Ways, least: Integers, taken: Integers, reduced: Integers) -> Integers:
    """A plan within all limits out of what prices suggest; editions that too few would take are closed.

    The emptiest are closed first, half of them at a time: whom they lose may fill others.
    """
    order = np.argsort(-np.where(taken >= 0, reduced[taken], 0), kind="stable") if len(reduced) else taken
    seats = ways.seats.copy()
    while True:
        within = ways._replace(seats=seats)
        plan, filled = mend(within, order, taken, reduced)
        improve(within, order, plan, filled, 3)
        short = np.flatnonzero((filled.edition > 0) & (filled.edition < least))
        if len(short) == 0:
            result: Integers = plan
            return result
        lacking = filled.edition[short] / least[short]
        seats[short[np.argsort(lacking, kind="stable")[: (len(short) + 1) // 2]]] = 0
