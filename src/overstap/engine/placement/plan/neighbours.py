# SPDX-License-Identifier: EUPL-1.2
"""Makes a plan better by planning some hundreds of people anew, exactly, while all others stay: again and
again.

Large neighbourhood search (Shaw 1998), over the core of options that prices nearly suggest (Balas and
Zemel 1980). Who is planned anew: people who have less than prices promise them, and whoever holds what
those would like. How many, goes up while HiGHS is done at once, and down when it is not.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np

from overstap.engine.placement.plan.core import solve_core
from overstap.engine.placement.plan.mending import filled_by
from overstap.engine.placement.plan.model import FINE, Booleans, Integers
from overstap.engine.placement.plan.prices import Search, slacks

NEAR = 40 * FINE
"""Options this much worse than a person's best, at the prices, are looked at."""
SEED, SIZE = 1, 800
QUICK, SLOW, LONGEST = 0.5, 1.2, 3.0
"""Seconds: below the first more people are planned anew, above the second fewer; none takes longer than
the last."""


def better(found: Search, target: float, stopped: Callable[[], bool], told: Callable[[Search], None]) -> None:
    """Betters the plan that was found until the gap is at most `target`, or it is stopped."""
    ways = found.ways
    slack = slacks(ways, found.prices)
    near = np.flatnonzero(slack <= NEAR)
    person = np.repeat(np.arange(len(ways.first) - 1), np.diff(ways.first))
    random = np.random.default_rng(SEED)
    size = min(SIZE, len(ways.first) - 1)
    while found.gap > target and not stopped():
        freed = _freed(found, slack, near, person, size, random)
        began = time.perf_counter()
        _anew(found, freed, near[freed[person[near]]])
        took = time.perf_counter() - began
        factor = 1.4 if took < QUICK else 1.0 if took < SLOW else 0.7
        size = int(np.clip(size * factor, min(200, len(freed)), len(freed)))
        told(found)


def _freed(
    found: Search, slack: Integers, near: Integers, person: Integers, size: int, random: np.random.Generator
) -> Booleans:
    """Who is planned anew (people,): a quarter by what they miss, the others by holding what those would
    like."""
    ways, taken = found.ways, found.taken
    has = taken >= 0
    held = np.where(has, taken, 0)
    missed = np.where(has, slack[held], found.prices.gain) + FINE
    freed = np.zeros(len(taken), np.bool_)
    freed[_drawn(np.arange(len(taken)), missed, max(size // 4, 1), random)] = True
    wanted = near[freed[person[near]]]
    openings, editions = np.zeros(len(ways.places), np.bool_), np.zeros(len(ways.seats) + 1, np.bool_)
    openings[ways.opening[wanted]] = True
    editions[ways.edition[wanted]] = True
    editions[-1] = False  # where those without an edition ended up
    holding = has & ~freed & (openings[ways.opening[held]] | editions[ways.edition[held]])
    freed[_drawn(np.flatnonzero(holding), missed + 2 * FINE, size - size // 4, random)] = True
    return freed


def _drawn(among: Integers, weight: Integers, size: int, random: np.random.Generator) -> Integers:
    """Some of those `among`, the heavier the likelier."""
    if len(among) <= size:
        return among
    chance = np.maximum(weight[among], 1).astype(np.float64)
    drawn: Integers = random.choice(among, size, replace=False, p=chance / chance.sum())
    return drawn


def _anew(found: Search, freed: Booleans, chosen: Integers) -> None:
    """Plans those freed anew beside all others, as well as can be."""
    ways = found.ways
    others = np.where(freed, -1, found.taken)
    filled = filled_by(ways, others)
    left = ways._replace(
        places=ways.places - filled.opening, seats=ways.seats - filled.edition, most=ways.most - filled.limit
    )
    room = (left.places[ways.opening[chosen]] > 0) & (
        (ways.edition[chosen] < 0) | (left.seats[ways.edition[chosen]] > 0)
    )
    mine = found.taken[freed & (found.taken >= 0)]
    options = np.union1d(chosen[room], mine)
    solved = solve_core(
        left,
        np.maximum(found.least - filled.edition, 0),
        options,
        running=filled.edition > 0,
        seconds=LONGEST,
        gap=1e-5,
    )
    if solved is not None:
        found.offer(np.where(solved.taken >= 0, solved.taken, others))
