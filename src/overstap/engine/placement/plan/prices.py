# SPDX-License-Identifier: EUPL-1.2
"""Prices for places, seats and limits, and with them a bound that no plan can beat.

Lagrangian relaxation (Held and Karp 1971, Fisher 1981): instead of forbidding what is full, every place,
seat and euro gets a price. First all of them by many quick steps (`descent`); then, at the prices of seats and
limits that came out, people and places are assigned exactly (`kernels`): in whole numbers, so that the
bound holds to the last digit. What that suggests is mended to a plan (`mending`). Where courses have a least
number, the finer steps are those of `by_editions`.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from overstap.engine.placement.plan.by_editions import by_editions
from overstap.engine.placement.plan.descent import descend
from overstap.engine.placement.plan.editions import both
from overstap.engine.placement.plan.kernels import assign
from overstap.engine.placement.plan.mending import Ways
from overstap.engine.placement.plan.model import Floats, Integers, Prices
from overstap.engine.placement.plan.so_far import Search, mended, reduced_by

ROUGHLY, FINELY = (200, 20), (3000, 30)
"""Steps at most, and steps without progress before they shrink."""
FIRST_GUESS = 0.6
"""Share of what everybody would have alone: what a plan is taken to be worth before one is known."""


def search(
    ways: Ways,
    target: float,
    stopped: Callable[[], bool],
    told: Callable[[Search], None],
    start: Integers | None = None,
) -> Search:
    """A plan and a bound by prices; ends early when the gap is at most `target`. `told` after each part.

    `start` (people,): a plan to begin with; else nobody's.
    """
    people = len(ways.first) - 1
    nothing = np.zeros(len(ways.places), np.int64)
    price, seat, limit = np.zeros(len(ways.places)), np.zeros(len(ways.seats)), np.zeros(len(ways.most))
    none = Prices(np.zeros(people, np.int64), nothing, seat, limit)
    taken = np.full(people, -1) if start is None else start
    worth = int(ways.worth[taken[taken >= 0]].sum())
    found = Search(ways, taken, none, ways.worth, np.zeros(len(ways.seats)), worth)
    scale = np.abs(ways.use).mean(axis=1) if ways.use.size else np.ones(len(ways.most))
    scale = np.where(scale > 0, scale, 1.0)
    guess, size = FIRST_GUESS * float(_alone(ways).sum()), 1.0
    for steps, patience in (ROUGHLY, FINELY):
        if found.bound < 2**62 and (ways.least > 1).any():
            by_editions(found, scale, steps, patience, stopped)
        else:
            descend(ways, scale, price, seat, limit, guess, size, steps, patience, stopped)
            _settle(found, seat, limit, stopped)
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


def _settle(found: Search, seat: Floats, limit: Floats, stopped: Callable[[], bool]) -> None:
    """The bound at these prices of seats and limits, and the plan that they suggest."""
    reduced = reduced_by(found.ways, seat, limit)
    taken, gain, price = assign(found.ways.first, found.ways.opening, reduced, found.ways.places)
    owed = float(seat @ found.ways.seats + limit @ found.ways.most)
    bound = int(gain.sum()) + int((price * found.ways.places).sum()) + int(np.ceil(owed))
    if bound < found.bound:
        found.bound = found.priced = bound
        found.reduced = reduced
        found.prices = Prices(gain, price, seat.copy(), limit.copy())
    found.offer(mended(found.ways, both(found.ways), taken, reduced, stopped))
