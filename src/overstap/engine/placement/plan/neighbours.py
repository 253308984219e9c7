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
from overstap.engine.placement.plan.so_far import Search, slacks

NEAR = 40 * FINE
"""Options this much worse than a person's best, at the prices, are looked at."""
SEED, SIZE = 1, 800
UNSURE = 0.02
"""Weight of an edition of which prices are sure."""
LEAST, STILL = (200, 100), 4
"""People that are planned anew at least, without and with editions; and how often without gain before one looks
farther."""
QUICK, SLOW, LONGEST = 0.5, 1.2, 3.0
"""Seconds: below the first more people are planned anew, above the second fewer; none takes longer than
the last."""


def better(found: Search, target: float, stopped: Callable[[], bool], told: Callable[[Search], None]) -> None:
    """Betters the plan that was found until the gap is at most `target`, or it is stopped.

    Where courses have a least number, every second time some of them may open or close; and when nothing gains
    any more, options farther from the best are looked at: as far as a better plan can have them.
    """
    ways = found.ways
    people, random = len(ways.first) - 1, np.random.default_rng(SEED)
    slack, person = slacks(found), np.repeat(np.arange(people), np.diff(ways.first))
    reach, still = NEAR, 0
    near = np.flatnonzero(slack <= reach)
    sizes = [min(SIZE, people), min(SIZE // 2, people)]
    by_editions, turn = bool((ways.least > 1).any()), 0
    most = max(people, SIZE) if by_editions else people
    while found.gap > target and not stopped():
        opened = _opened(found, near, person, sizes[1], random) if turn else np.zeros(len(ways.seats), np.bool_)
        freed = _freed(found, slack, near, person, sizes[turn], random, opened)
        began, before = time.perf_counter(), found.worth
        _anew(found, freed, near[freed[person[near]]], opened)
        took = time.perf_counter() - began
        factor = 1.4 if took < QUICK else 1.0 if took < SLOW else 0.7
        sizes[turn] = int(np.clip(sizes[turn] * factor, min(LEAST[turn], people), most))
        told(found)
        still = 0 if found.worth > before else still + 1
        if by_editions and still >= STILL and reach < found.bound - found.worth:
            reach, still = min(2 * reach, found.bound - found.worth), 0
            near = np.flatnonzero(slack <= reach)
        turn = 1 - turn if by_editions else 0


def _opened(
    found: Search, near: Integers, person: Integers, size: int, random: np.random.Generator
) -> Booleans:
    """Editions that may open or close (editions,): one of which prices are not sure, and others that the same
    people would like."""
    ways = found.ways
    opened = np.zeros(len(ways.seats), np.bool_)
    tied = np.flatnonzero((ways.least > 1) & (ways.seats > 0))
    if len(tied) == 0:
        return opened
    unsure = UNSURE + found.share * (1 - found.share)
    first = random.choice(tied, p=unsure[tied] / unsure[tied].sum())
    edition = ways.edition[near]
    asking = np.zeros(len(ways.first) - 1, np.bool_)
    asking[person[near[edition == first]]] = True
    asked = np.bincount(edition[asking[person[near]] & (edition >= 0)], minlength=len(ways.seats))
    weight = (asked + 0.01) * unsure
    weight[first] = 0
    others = tied[tied != first]
    opened[first] = True
    count = min(max(size // 25, 3), len(others))
    if count:
        chance = weight[others] / weight[others].sum()
        opened[random.choice(others, count, replace=False, p=chance)] = True
    return opened


def _freed(
    found: Search,
    slack: Integers,
    near: Integers,
    person: Integers,
    size: int,
    random: np.random.Generator,
    opened: Booleans,
) -> Booleans:
    """Who is planned anew (people,): those in editions `opened` and who would like to be; or else a quarter by
    what they miss. The others by holding what those would like."""
    ways, taken = found.ways, found.taken
    has = taken >= 0
    held = np.where(has, taken, 0)
    missed = np.where(has, slack[held], found.prices.gain) + FINE
    freed = np.zeros(len(taken), np.bool_)
    if opened.any():
        freed[has & (ways.edition[held] >= 0) & opened[ways.edition[held]]] = True
        liking = np.zeros(len(taken), np.bool_)
        liking[person[near[(ways.edition[near] >= 0) & opened[ways.edition[near]]]]] = True
        freed[_drawn(np.flatnonzero(liking & ~freed), missed + 2 * FINE, size // 2, random)] = True
    else:
        freed[_drawn(np.arange(len(taken)), missed, max(size // 4, 1), random)] = True
    wanted = near[freed[person[near]]]
    openings, editions = np.zeros(len(ways.places), np.bool_), np.zeros(len(ways.seats) + 1, np.bool_)
    openings[ways.opening[wanted]] = True
    editions[ways.edition[wanted]] = True
    editions[-1] = False  # where those without an edition ended up
    holding = has & ~freed & (openings[ways.opening[held]] | editions[ways.edition[held]])
    freed[
        _drawn(np.flatnonzero(holding), missed + 2 * FINE, max(size - int(freed.sum()), size // 4), random)
    ] = True
    return freed


def _drawn(among: Integers, weight: Integers, size: int, random: np.random.Generator) -> Integers:
    """Some of those `among`, the heavier the likelier."""
    if len(among) <= size:
        return among
    chance = np.maximum(weight[among], 1).astype(np.float64)
    drawn: Integers = random.choice(among, size, replace=False, p=chance / chance.sum())
    return drawn


def _anew(found: Search, freed: Booleans, chosen: Integers, opened: Booleans) -> None:
    """Plans those freed anew beside all others, as well as can be; editions `opened` may open or close."""
    ways = found.ways
    others = np.where(freed, -1, found.taken)
    filled = filled_by(ways, others)
    runs = filled_by(ways, found.taken).edition > 0
    stays = runs & ~opened & (ways.least > 1)
    shut = ~runs & ~opened & (ways.least > 1)
    left = ways._replace(
        places=ways.places - filled.opening,
        seats=np.where(shut, 0, ways.seats - filled.edition),
        least=np.maximum(ways.least - filled.edition, 0),
        most=ways.most - filled.limit,
    )
    seats = np.append(left.seats, 1)  # the last, at -1, for who needs no course
    room = (left.places[ways.opening[chosen]] > 0) & (seats[ways.edition[chosen]] > 0)
    mine = found.taken[freed & (found.taken >= 0)]
    options = np.union1d(chosen[room], mine)
    solved = solve_core(
        left,
        options,
        running=stays | (filled.edition > 0),
        seconds=LONGEST,
        gap=1e-5,
    )
    if solved is not None:
        found.offer(np.where(solved.taken >= 0, solved.taken, others))
