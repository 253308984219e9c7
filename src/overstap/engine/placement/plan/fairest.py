# SPDX-License-Identifier: EUPL-1.2
"""Where a search begins when what is locked leaves a group too far behind: the plan that is nearest to fair.

Without locks a plan of nobody is fair. With them it need not be, and there may be no fair plan at all; then
shares may be farther below that of all than was asked, by as little as it takes.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np

from overstap.engine.placement.plan.core import solve_core, solve_fairest, used_by
from overstap.engine.placement.plan.mending import Ways
from overstap.engine.placement.plan.model import Integers

_ROUNDING = 1e-9
FAIR, FAIRER = 1e-6, 1e-5
"""A share this much farther below is the rounding of a fraction; one fairer by the second is looked for."""


@dataclass(frozen=True)
class Start:
    """A plan `taken` (people,) to begin with, and the ways in which its shares are fair enough.

    `proven`: no plan is fairer, or it is as fair as was asked.
    """

    ways: Ways
    taken: Integers
    proven: bool


def nearest_to_fair(ways: Ways, shares: int, small: int, seconds: float) -> Start:
    """The plan to begin with. The last `shares` limits are those of shares; with more than `small` options only
    the best of each person are looked at."""
    nobody = np.full(len(ways.first) - 1, -1)
    if shares == 0 or (ways.most[-shares:] >= -_ROUNDING).all():
        return Start(ways, nobody, True)
    chosen = _best_of_each(ways, small)
    solved = solve_fairest(ways, chosen, shares, seconds=seconds)
    taken = nobody if solved is None else solved.taken
    over = _over(ways, shares, taken)
    whole = solved is not None and solved.proven and len(chosen) == len(ways.worth)
    # HiGHS has been seen to presolve the fairest plan away: it is asked in other words for a fairer one.
    none = np.zeros(len(ways.seats), np.bool_)
    until = time.perf_counter() + seconds
    while over > FAIR and time.perf_counter() < until:
        fairer = _by(ways, shares, max(over - FAIRER, 0.0))
        again = solve_core(fairer, chosen, running=none, seconds=seconds, gap=1.0)
        if again is None:
            break
        taken, over = again.taken, _over(ways, shares, again.taken)
    start = _by(ways, shares, over + _ROUNDING) if over > 0 else ways
    return Start(start, taken, whole or over <= FAIR)


def _over(ways: Ways, shares: int, taken: Integers) -> float:
    return max(float((used_by(ways, taken) - ways.most)[-shares:].max()), 0.0)


def _by(ways: Ways, shares: int, over: float) -> Ways:
    """The same with shares that may be so much farther below."""
    most = ways.most.copy()
    most[-shares:] += over
    return ways._replace(most=most)


def _best_of_each(ways: Ways, most: int) -> Integers:
    """All options, or so many of each person, those worth most, that there are about `most` in all."""
    people = len(ways.first) - 1
    if len(ways.worth) <= most:
        return np.arange(len(ways.worth))
    person = np.repeat(np.arange(people), np.diff(ways.first))
    order = np.lexsort((-ways.worth, person))
    rank = np.arange(len(order)) - ways.first[person]
    return np.sort(order[rank < max(most // people, 1)])
