# SPDX-License-Identifier: EUPL-1.2
"""What the search leaves out is no answer: no journey is better than a bound that could have left it out, and
whatever follows a stop that gave way to another follows that other one as well, and is no better.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from overstap.engine.journeys.bounds import Bounds
from overstap.engine.journeys.front import COUNTS, Rows
from overstap.engine.journeys.search import _merge, counts_of
from overstap.engine.journeys.steps import Steps, Takes
from overstap.engine.journeys.stops import ORIGIN, Key, Stop
from tests.engine.journeys.case import Case
from tests.properties.journeys_at_length import case_of, twins_of
from tests.properties.test_journeys import FEW

NOTHING: Rows = np.empty((0, COUNTS), dtype=np.int64)
FAR = 2**40


@FEW
@given(st.integers(0, 10**9).map(case_of))
def test_no_journey_is_better_than_its_bounds(case: Case) -> None:
    steps = case.steps()
    bounds = Bounds(steps)
    for arrived in every_arrival(steps, [steps.origin()]):
        counts = counts_of(steps.facts, arrived)
        if drops_when_it_may_not(steps, counts):
            continue  # no answer, so nothing need lead to it
        for before, stop in pairwise(arrived.trail()):
            last = stop is arrived
            look = bounds.ending_in if last else bounds.passing
            row = look(before, NOTHING)[stop.job]
            assert (row <= counts).all(), (before.trail(), stop, row, counts)
            for other in hardly_better(counts):
                assert stop.job in look(before, other), (before.trail(), stop, other, counts)
                assert is_worth_its_courses(bounds, before, stop, other, way=not last)


def drops_when_it_may_not(steps: Steps, counts: tuple[int, ...]) -> bool:
    """Whether income falls below that of today for somebody who does not want that."""
    facts = steps.facts
    lowest = -counts[2] / 100
    return facts.question.no_income_drop and lowest < (facts.today_monthly or 0.0)


@FEW
@given(st.integers(0, 10**9).map(twins_of))
def test_a_stop_that_gives_way_has_nothing_to_offer_that_the_other_has_not(case: Case) -> None:
    steps = case.steps()
    twice = onwards(steps, onwards(steps, [steps.origin()]))
    for kept, gone in those_that_give_way(twice):
        better = {counts_of(steps.facts, arrived) for arrived in every_arrival(steps, [kept])}
        for counts in {counts_of(steps.facts, arrived) for arrived in every_arrival(steps, [gone])}:
            assert any(all(a <= b for a, b in zip(one, counts, strict=True)) for one in better), (kept, gone)


def those_that_give_way(stops: list[Stop]) -> Iterator[tuple[Stop, Stop]]:
    """Pairs of which the search keeps the first and drops the second."""
    for one, other in combinations(stops, 2):
        reached: dict[tuple[int, int, int, Key], list[Stop]] = {}
        if (one.job, one.starts) == (other.job, other.starts):
            _merge(reached, one)
            _merge(reached, other)
        kept = [stop for group in reached.values() for stop in group]
        if len(kept) == 1:
            yield kept[0], other if kept[0] is one else one


def every_arrival(steps: Steps, stops: list[Stop]) -> Iterator[Stop]:
    """Every way from these stops to a goal, with nothing left out."""
    goal, jobs = steps.facts.is_goal, steps.facts.timetable.jobs
    while stops and stops[0].changes < steps.facts.question.most_changes:
        reached = onwards(steps, stops)
        yield from (stop for stop in reached if goal[stop.job])
        own = steps.facts.traveller.occupation
        stops = [stop for stop in reached if jobs[stop.job].occupation != own]


def onwards(steps: Steps, stops: list[Stop]) -> list[Stop]:
    """Everything that is one change from these stops."""
    facts = steps.facts
    return [
        stop
        for before in stops
        for job in np.flatnonzero(facts.is_work).tolist()
        if may_follow(steps, before, job, last=before.changes + 1 == facts.question.most_changes)
        for stop in steps.to(before, job)
    ]


def may_follow(steps: Steps, before: Stop, job: int, *, last: bool) -> bool:
    """Whether a journey may go to a job: not twice in an occupation, in one's own only straight to a goal."""
    facts = steps.facts
    occupation = facts.timetable.jobs[job].occupation
    if last and not facts.is_goal[job]:
        return False
    own = before.job == ORIGIN and occupation == facts.traveller.occupation
    return bool(facts.is_goal[job]) if own else occupation not in before.visited


def hardly_better(counts: tuple[int, ...]) -> Iterator[Rows]:
    """Rows that are far better than a journey on all counts but one, and on that one a whit worse."""
    for row in np.where(np.eye(COUNTS, dtype=np.bool_), np.array(counts) + 1, -FAR):
        yield row.reshape(1, -1)


def is_worth_its_courses(bounds: Bounds, before: Stop, stop: Stop, front: Rows, *, way: bool) -> bool:
    """Whether a step is followed beside a journey that is known: its courses, and its way to follow them."""
    courses = [one.course for one in stop.plan.followed]
    row = np.array([[*courses, -1, -1, -1][:3]], dtype=np.int64)
    packages, least = bounds.steps.takes(before, row)
    plan = stop.plan
    ready = np.array([plan.ready])
    taken = Takes(ready, ready, np.array([plan.cost]), np.array([plan.hours]))
    return len(packages) == 1 and all(
        bounds.worth(before, stop.job, takes, front, way=way).all() for takes in (least, taken)
    )
