# SPDX-License-Identifier: EUPL-1.2
"""The search: in rounds of one change each, everything that is not provably beaten.

Round k extends every stop reached with k - 1 changes by one step, as RAPTOR does for vehicles (Delling, Pajor
and Werneck 2015). Arrivals at a goal go into one Pareto front over six counts. Two rules leave out work, and
neither an answer:

- a stop whose best conceivable continuation is beaten by an arrival that is known is not continued (a bound);
- of two stops in the same job, on the same days, with the same skills gained, one that is at least as good on
  all that is counted stands for both (merging).

Earlier is not always better here, since staying longer in work that pays more brings in more; so stops on
different days never replace one another.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from overstap.engine.journeys.bounds import Bounds
from overstap.engine.journeys.facts import Facts
from overstap.engine.journeys.front import Counts, Front, Rows, beaten
from overstap.engine.journeys.steps import Steps, Takes
from overstap.engine.journeys.stops import Key, Stop

Stopped = Callable[[], bool]


@dataclass(frozen=True)
class Found:
    """The exact Pareto set: arrivals and their counts, in order of the counts."""

    arrivals: tuple[Stop, ...]
    counts: tuple[Counts, ...]
    complete: bool


def search(steps: Steps, stopped: Stopped | None = None) -> Found:
    """All journeys that no other beats. When `stopped` answers yes it ends early with what there is by then."""
    facts = steps.facts
    front: Front[Stop] = Front()
    stops = [steps.origin()]
    bounds = Bounds(steps)
    complete = True
    for changes in range(1, facts.question.most_changes + 1):
        last = changes == facts.question.most_changes
        reached: Reached = {}
        for stop in stops:
            ends = bounds.ending_in(stop, front.rows)
            passes = {} if last else bounds.passing(stop, front.rows)
            complete = complete and _explore(bounds, front, reached, stop, sorted(ends), ends, passes, stopped)
            # Goals came first: what is known now leaves out ways, and is there when the search is stopped.
            ways = {} if last else bounds.passing(stop, front.rows)
            others = sorted(ways.keys() - ends.keys())
            complete = complete and _explore(bounds, front, reached, stop, others, {}, ways, stopped)
            if not complete:
                break
        stops = [stop for group in reached.values() for stop in group]
        stops.sort(key=lambda stop: (stop.since, stop.job, stop.cost, stop.hours))
    order = sorted(range(len(front)), key=lambda at: tuple(front.rows[at].tolist()))
    counts = tuple(_row(front.rows[at]) for at in order)
    return Found(tuple(front.kept[at] for at in order), counts, complete)


Reached = dict[tuple[int, int, int, Key], list[Stop]]
"""Stops to go on from, those in the same place with the same skills together."""


def _explore(
    bounds: Bounds,
    front: Front[Stop],
    reached: Reached,
    stop: Stop,
    jobs: Sequence[int],
    ends: dict[int, Rows],
    passes: dict[int, Rows],
    stopped: Stopped | None,
) -> bool:
    """Every step from a stop into one of these jobs, to end there or to go on from. False when stopped."""
    steps = bounds.steps
    for job in jobs:
        if stopped is not None and stopped():
            return False
        end, way = (
            job in rows and not beaten(front.rows, rows[job].reshape(1, -1))[0] for rows in (ends, passes)
        )
        if not end and not way:
            continue

        def worth(takes: Takes, job: int = job, end: bool = end, way: bool = way) -> npt.NDArray[np.bool_]:
            return _worth(bounds, front.rows, stop, job, takes, end=end, way=way)

        for arrived in steps.to(stop, job, worth):
            if end:
                _keep_arrival(steps.facts, front, arrived)
            if way:
                _merge(reached, arrived)
    return True


def _worth(
    bounds: Bounds, front: Rows, stop: Stop, job: int, takes: Takes, *, end: bool, way: bool
) -> npt.NDArray[np.bool_]:
    """Which sets of courses, or ways to follow them, could be part of a journey that nothing known beats."""
    worth = np.zeros(len(takes.ready), dtype=np.bool_)
    if end:
        worth |= bounds.worth(stop, job, takes, front, way=False)
    if way:
        worth |= bounds.worth(stop, job, takes, front, way=True)
    return worth


def _row(row: Rows) -> Counts:
    first, second, third, fourth, fifth, sixth = (int(value) for value in row)
    return first, second, third, fourth, fifth, sixth


def counts_of(facts: Facts, stop: Stop) -> Counts:
    """The six counts of a journey that ends at a stop."""
    income = stop.income + stop.path.earned(stop.since, facts.income_until)
    return (
        stop.since,
        stop.cost,
        -round(stop.lowest * 100),
        -round(income * 100),
        stop.changes,
        round(stop.hours * 10),
    )


def _keep_arrival(facts: Facts, front: Front[Stop], arrived: Stop) -> None:
    """Puts an arrival on the front, when it is one that was asked for."""
    if facts.floor and arrived.path.monthly_on(arrived.since) < facts.floor - 0.005:
        return
    steady = facts.today_monthly if facts.question.no_income_drop else None
    if steady is not None and arrived.lowest < steady - 0.005:
        return
    if _passes(facts, arrived):
        front.add(counts_of(facts, arrived), arrived)


def _passes(facts: Facts, arrived: Stop) -> bool:
    """Whether a journey comes along where it was asked to."""
    via = facts.question.via
    jobs, courses = facts.timetable.jobs, facts.timetable.courses
    passed = {jobs[stop.job].occupation for stop in arrived.trail()[1:-1]}
    followed = {courses[course].id for course in arrived.gained.key[0]}
    return (not via.occupations or bool(passed & via.occupations)) and (
        not via.courses or bool(followed & via.courses)
    )


def _merge(reached: dict[tuple[int, int, int, Key], list[Stop]], new: Stop) -> None:
    """Keeps a stop unless one in the same place with the same skills is at least as good on all that counts."""
    group = reached.setdefault((new.job, new.starts, new.since, new.gained.key), [])
    if any(_at_least_as_good(old, new) for old in group):
        return
    group[:] = [old for old in group if not _at_least_as_good(new, old)]
    group.append(new)


def _at_least_as_good(one: Stop, other: Stop) -> bool:
    return (
        one.cost <= other.cost
        and one.hours <= other.hours
        and one.lowest >= other.lowest
        and one.income >= other.income
        and one.short - one.cushion <= other.short - other.cushion
        and one.visited <= other.visited
        and one.leaves_from == other.leaves_from
        # Not less: which ways to study are worth their price depends on what instruments have left.
        and one.used == other.used
    )
