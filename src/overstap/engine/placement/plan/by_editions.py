# SPDX-License-Identifier: EUPL-1.2
"""A bound that knows from how many people an edition runs, and plans with those that prices let run.

First the bound: prices of people, places and limits by many quick steps (`editions`), and what editions ask
for each option made exact with all people and places (`kernels`), in whole numbers. Then a dive: a few editions
at a time are taken to run or not, those first of which prices were surest, while prices adapt to it; when all
are, what is left is nearly an assignment.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from overstap.engine.placement.plan.core import solve_core
from overstap.engine.placement.plan.editions import Both, both, charge, descend_by_editions
from overstap.engine.placement.plan.kernels import assign
from overstap.engine.placement.plan.mending import Ways
from overstap.engine.placement.plan.model import FINE, Booleans, Floats, Integers, Prices
from overstap.engine.placement.plan.so_far import Search, mended, reduced_by, slacks

NEAR, MANY = 200 * FINE, 40_000
"""Steps look at options this much worse than a person's best at the first prices, and so many in any case."""
POLISHED = 2
"""How often what editions ask and the prices of people and places are made exact in turn."""
SURE, PARTS = 0.45, 8
"""In a dive editions are decided of which prices are as sure as this, and at least one in so many."""
DIVE_STEPS, DIVE_PATIENCE, DIVE_SIZE = 60, 15, 0.3
CORE, CORE_NEAR, CORE_SECONDS = 3000, 20 * FINE, 3.0
"""A dive ends with HiGHS when so few options are this near the best."""


@dataclass
class MovingPrices:
    """Prices that move: what people gain, of places and of limits; `share` (editions,): how often each ran."""

    person: Floats
    place: Floats
    limit: Floats
    share: Floats


@dataclass(frozen=True)
class Settled:
    """What prices come to with all options, in whole numbers: what these are worth less all but the place
    (`reduced`), the option of each person, prices of people, places and seats, and the bound."""

    reduced: Integers
    taken: Integers
    gain: Integers
    place: Integers
    seat: Integers
    bound: int


def by_editions(found: Search, scale: Floats, steps: int, patience: int, stopped: Callable[[], bool]) -> None:
    """Betters the bound, and the plan, where editions have a least number. `scale` as of `descent.descend`.

    Stopped, what editions are not decided of yet is decided at once.
    """
    ways, sides = found.ways, both(found.ways)
    start = found.prices
    prices = MovingPrices(
        start.gain.astype(np.float64),
        start.opening.astype(np.float64),
        start.limit.copy(),
        np.zeros(len(ways.seats)),
    )
    near = _part_of(ways, _nearest(slacks(found)))
    near_sides = both(near)
    free = np.zeros(len(ways.seats), np.bool_)
    _descend(found, near, near_sides, scale, prices, 0.5, steps, patience, free, stopped)
    found.share = prices.share.copy()
    settled = settle(ways, sides, prices, free, POLISHED)
    if settled.bound < found.bound:
        found.bound = found.priced = settled.bound
        found.reduced = settled.reduced
        seat = settled.seat.astype(np.float64)
        found.prices = Prices(settled.gain, settled.place, seat, prices.limit.copy())
    found.offer(mended(ways, sides, settled.taken, settled.reduced, stopped))
    if found.worth < found.bound:
        _dive(found, sides, near, near_sides, scale, prices, stopped)


def _descend(
    found: Search,
    near: Ways,
    sides: Both,
    scale: Floats,
    prices: MovingPrices,
    size: float,
    steps: int,
    patience: int,
    runs: Booleans,
    stopped: Callable[[], bool],
) -> None:
    target = float(found.worth)
    descend_by_editions(
        near, sides, scale, prices.person, prices.place, prices.limit,
        target, size, steps, patience, runs, prices.share, stopped,
    )  # fmt: skip


def settle(ways: Ways, sides: Both, prices: MovingPrices, runs: Booleans, turns: int) -> Settled:
    """What prices come to with all options; those `runs` (editions,) run in any case."""
    gain, place = np.rint(prices.person).astype(np.int64), np.rint(prices.place).astype(np.int64)
    before = reduced_by(ways, np.zeros(len(ways.seats)), prices.limit)
    owed = int(np.ceil(prices.limit @ ways.most))
    for _ in range(turns):
        asked, worth, seat = charge(ways, sides, before - gain[sides.person] - place[ways.opening], runs)
        taken, gain, place = assign(ways.first, ways.opening, before - asked, ways.places)
        bound = int(gain.sum()) + int((place * ways.places).sum()) + int(worth.sum()) + owed
    return Settled(before - asked, taken, gain, place, seat, bound)


def _dive(
    found: Search,
    sides: Both,
    near: Ways,
    near_sides: Both,
    scale: Floats,
    prices: MovingPrices,
    stopped: Callable[[], bool],
) -> None:
    """Plans with editions taken to run, or not, a few at a time."""
    ways, seats = found.ways, found.ways.seats.copy()
    runs = np.zeros(len(seats), np.bool_)
    while True:
        free = np.flatnonzero((ways.least > 1) & (seats > 0) & ~runs)
        if len(free) == 0:
            break
        sure = np.abs(prices.share[free] - 0.5)
        surest = free[np.argsort(-sure, kind="stable")]
        enough = stopped()
        now = surest if enough else surest[: max(int((sure >= SURE).sum()), -(-len(free) // PARTS))]
        run = prices.share[now] >= 0.5
        runs[now[run]], seats[now[~run]] = True, 0
        if enough:
            break
        _descend(
            found, near._replace(seats=seats), near_sides, scale, prices,
            DIVE_SIZE, DIVE_STEPS, DIVE_PATIENCE, runs, stopped,
        )  # fmt: skip
    open_ = ways._replace(seats=seats)
    settled = settle(open_, sides, prices, runs, 1)
    found.offer(mended(open_, sides, settled.taken, settled.reduced, stopped))
    slack = settled.gain[sides.person] + settled.place[ways.opening] - settled.reduced
    core = np.flatnonzero(slack <= CORE_NEAR)
    if len(core) <= CORE and not stopped():
        solved = solve_core(open_, core, running=runs, seconds=CORE_SECONDS, gap=1e-4)
        if solved is not None:
            found.offer(solved.taken)


def _nearest(slack: Integers) -> Integers:
    """The options near the best of their people, and in any case so many."""
    near = np.flatnonzero(slack <= NEAR)
    return near if len(near) >= MANY else np.sort(np.argsort(slack, kind="stable")[:MANY])


def _part_of(ways: Ways, chosen: Integers) -> Ways:
    """The same with these options (positions, in order) alone."""
    return ways._replace(
        first=np.searchsorted(chosen, ways.first).astype(np.int64),
        opening=ways.opening[chosen],
        edition=ways.edition[chosen],
        use=np.ascontiguousarray(ways.use[:, chosen]),
        worth=ways.worth[chosen],
    )
