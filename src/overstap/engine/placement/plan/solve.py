# SPDX-License-Identifier: EUPL-1.2
"""Makes a plan, and says how far from the best it can be at most.

Prices first (`prices`), then the core of what they suggest (`core`); a small case whole. Method, worked
example and sources: docs/methods/plan.md.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from overstap.engine.placement.plan.core import solve_core
from overstap.engine.placement.plan.fairest import nearest_to_fair
from overstap.engine.placement.plan.mending import Ways
from overstap.engine.placement.plan.model import Case, Floats, Integers, Plan, Prices, Weights
from overstap.engine.placement.plan.neighbours import better
from overstap.engine.placement.plan.prices import search
from overstap.engine.placement.plan.so_far import Search, slacks


@dataclass(frozen=True)
class Effort:
    """How much is done. `target`: the gap at which it is good enough; `seconds`: at most, about; `small`:
    options up to which a case is solved whole, to a proven best.
    """

    target: float = 0.0005
    seconds: float = 15.0
    small: int = 20_000


@dataclass(frozen=True)
class Fairness:
    """No group's share of placed people may be more than `most` below that of all (0..1).

    Where what is locked makes that impossible, `most` is raised as little as it takes (`fairest`).
    """

    most: float


def make_plan(
    case: Case,
    weights: Weights | None = None,
    *,
    fairness: Fairness | None = None,
    effort: Effort | None = None,
    stopped: Callable[[], bool] = lambda: False,
    progress: Callable[[int, int], None] = lambda _worth, _bound: None,
) -> Plan:
    """Who goes where by which course. `progress` is told worth and bound; `stopped` ends with the best so far.

    Raises `ValueError` when what is locked does not fit together.
    """
    effort = effort or Effort()
    kept = np.where(case.locked, case.now, -1)
    ways, chosen, person = _to_plan(case, weights or Weights(), fairness, kept)
    until = time.perf_counter() + effort.seconds
    small = len(chosen) <= effort.small

    def enough() -> bool:
        return stopped() or time.perf_counter() > until

    def tell(found: Search) -> None:
        progress(found.worth, found.bound)

    target = 0.0 if small else effort.target
    start = nearest_to_fair(ways, _shares(case, fairness), effort.small, effort.seconds / 4)
    found = search(start.ways, target, enough, tell, start.taken)
    proven = found.worth >= found.bound
    if small and not proven and not stopped():
        proven = _whole_case(found, effort.seconds, stopped, tell)
    elif not small:
        better(found, target, enough, tell)
        proven = found.worth >= found.bound
    proven &= start.proven
    return _everybody(case, weights or Weights(), kept, found, chosen, person, proven, stopped())


def _to_plan(
    case: Case, weights: Weights, fairness: Fairness | None, kept: Integers
) -> tuple[Ways, Integers, Integers]:
    """What is to be planned beside what is locked: the ways, which options and which people."""
    options = case.options
    locked = kept[kept >= 0]
    places = case.places - np.bincount(options.opening[locked], minlength=len(case.places))
    inside = options.edition[locked]
    there = np.bincount(inside[inside >= 0], minlength=len(case.seats))
    use, most = _limits(case, fairness)
    left = most - use[:, locked].sum(axis=1)
    if (places < 0).any() or (there > case.seats).any() or (left[: len(case.limits)] < -1e-6).any():
        raise ValueError("what is locked takes more than there is")
    worth = case.worth(weights)
    person = np.flatnonzero(kept < 0)
    # Nobody is sent somewhere for others: what is worth nothing is no option, whatever would run by it.
    chosen = np.flatnonzero((options.barred == 0) & (kept[options.person] < 0) & (worth > 0))
    number = np.cumsum(kept < 0) - 1
    ways = Ways(
        np.searchsorted(number[options.person[chosen]], np.arange(len(person) + 1)).astype(np.int64),
        options.opening[chosen],
        options.edition[chosen],
        np.ascontiguousarray(use[:, chosen]),
        worth[chosen],
        places,
        np.where((case.least > case.seats) & (there == 0), 0, case.seats - there),
        np.where(there > 0, 0, case.least),  # who is locked in an edition makes it run
        left,
    )
    return ways, chosen, person


def ways_of(case: Case, weights: Weights, fairness: Fairness | None) -> tuple[Ways, Integers, Integers]:
    """What is to be planned beside what is locked; which options (positions) and which people that are."""
    return _to_plan(case, weights, fairness, np.where(case.locked, case.now, -1))


def _limits(case: Case, fairness: Fairness | None) -> tuple[Floats, Floats]:
    """What options take of each limit (limits, options), and how much there is; fairness as limits of its
    own."""
    use, most = case.options.use, np.array([limit.most for limit in case.limits], dtype=np.float64)
    if fairness is None or _shares(case, fairness) == 0:
        return use, most
    rows = [
        1 / len(case.people) - members[case.options.person] / members.sum()
        for members in case.groups.values()
        if members.any()
    ]
    return np.vstack((use, *rows)), np.append(most, np.full(len(rows), fairness.most))


def _shares(case: Case, fairness: Fairness | None) -> int:
    """How many limits, the last, are shares of groups."""
    return 0 if fairness is None else sum(bool(members.any()) for members in case.groups.values())


def _whole_case(
    found: Search, seconds: float, stopped: Callable[[], bool], tell: Callable[[Search], None]
) -> bool:
    """Solves a small case whole; whether the best plan is then proven to be the best.

    Where courses have a least number HiGHS may need long: then the plan is bettered in between, which
    leaves fewer options that a better plan can have.
    """
    until = time.perf_counter() + seconds
    hard = bool((found.ways.least > 1).any())
    if _solved(found, seconds / 4 if hard else seconds) or not hard or stopped():
        tell(found)
        return found.worth >= found.bound
    tell(found)
    half = time.perf_counter() + (until - time.perf_counter()) / 2
    better(found, 0.0, lambda: stopped() or time.perf_counter() > half, tell)
    left = until - time.perf_counter()
    if found.worth < found.bound and left > 0 and not stopped():
        _solved(found, left)
        tell(found)
    return found.worth >= found.bound


def _solved(found: Search, seconds: float) -> bool:
    """Has HiGHS solve what a better plan can be made of; whether that is done.

    Whoever takes an option gives up its slack: one with more of that than the gap is in no better plan.
    """
    solved = solve_core(
        found.ways,
        np.flatnonzero(slacks(found) <= found.priced - found.worth),
        running=np.zeros(len(found.ways.seats), np.bool_),
        seconds=seconds,
        gap=0.0,
    )
    if solved is None:
        return False
    found.offer(solved.taken)
    found.bound = found.worth if solved.proven else min(found.bound, max(solved.bound, found.worth))
    return solved.proven


def _everybody(
    case: Case,
    weights: Weights,
    kept: Integers,
    found: Search,
    chosen: Integers,
    person: Integers,
    proven: bool,
    stopped: bool,
) -> Plan:
    """The plan of everybody, those locked included."""
    taken = kept.copy()
    inside = found.taken >= 0
    taken[person[inside]] = chosen[found.taken[inside]]
    worth = case.worth(weights)
    locked = int(worth[kept[kept >= 0]].sum())
    gain = np.zeros(len(case.people), np.int64)
    prices = found.prices
    gain[person] = prices.gain
    return Plan(
        taken,
        found.worth + locked,
        max(found.bound, found.worth) + locked,
        proven,
        stopped,
        Prices(gain, prices.opening, prices.seat, prices.limit),
    )
