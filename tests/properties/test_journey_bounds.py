# SPDX-License-Identifier: EUPL-1.2
"""No journey is ever better than the bound that could have left it out: at no stop, on none of the counts."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from overstap.engine.journeys.front import COUNTS, Rows
from overstap.engine.journeys.search import _Bounds, _worth, counts_of
from overstap.engine.journeys.steps import Steps
from overstap.engine.journeys.stops import ORIGIN, Stop
from tests.engine.journeys.case import Case
from tests.properties.journeys_at_length import case_of
from tests.properties.test_journeys import FEW

NOTHING: Rows = np.empty((0, COUNTS), dtype=np.int64)
FAR = 2**40


@FEW
@given(st.integers(0, 10**9).map(case_of))
def test_no_journey_is_better_than_its_bounds(case: Case) -> None:
    steps = case.steps()
    bounds = _Bounds(steps)
    for arrived in every_arrival(steps):
        counts = counts_of(steps.facts, arrived)
        for before, stop in pairwise(arrived.trail()):
            last = stop is arrived
            rows = bounds.ending_in(before, NOTHING) if last else bounds.passing(before, NOTHING)
            assert (rows[stop.job] <= counts).all(), (before.trail(), stop, rows[stop.job], counts)
            assert is_worth_its_courses(steps, before, stop, rows[stop.job], counts)


def every_arrival(steps: Steps) -> Iterator[Stop]:
    """Every way to a goal, with nothing left out."""
    facts, stops = steps.facts, [steps.origin()]
    work = np.flatnonzero(facts.is_work).tolist()
    for changes in range(facts.question.most_changes):
        reached = [
            stop
            for before in stops
            for job in work
            if may_follow(steps, before, job, last=changes + 1 == facts.question.most_changes)
            for stop in steps.to(before, job)
        ]
        own = facts.traveller.occupation
        yield from (stop for stop in reached if facts.is_goal[stop.job])
        stops = [stop for stop in reached if facts.timetable.jobs[stop.job].occupation != own]


def may_follow(steps: Steps, before: Stop, job: int, *, last: bool) -> bool:
    """Whether a journey may go to a job: not twice in an occupation, in one's own only straight to a goal."""
    facts = steps.facts
    occupation = facts.timetable.jobs[job].occupation
    if last and not facts.is_goal[job]:
        return False
    own = before.job == ORIGIN and occupation == facts.traveller.occupation
    return bool(facts.is_goal[job]) if own else occupation not in before.visited


def is_worth_its_courses(steps: Steps, before: Stop, stop: Stop, row: Rows, counts: tuple[int, ...]) -> bool:
    """Whether what courses take at least stays within what they took, on each of the counts."""
    least = steps.least(before, tuple(one.course for one in stop.plan.followed))
    if least is None:
        return False
    # A row that is far better on all counts but one, and on that one a whit worse than the journey.
    better = np.where(np.eye(COUNTS, dtype=np.bool_), np.array(counts) + 1, -FAR)
    lead = int(steps.facts.lead[stop.job])
    return all(_worth(one.reshape(1, -1), [row], before, least, lead) for one in better)
