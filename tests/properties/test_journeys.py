# SPDX-License-Identifier: EUPL-1.2
"""The planner finds exactly the journeys that nothing beats: what a planner that tries everything finds.

`python -m tests.properties.journeys_at_length` does the same many thousands of times.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from overstap.engine.journeys.model import Goal, Via
from overstap.engine.journeys.ways import ways
from tests.engine.journeys import brute_force
from tests.engine.journeys.case import Case, counts
from tests.engine.journeys.random_cases import Maker
from tests.properties.journeys_at_length import case_of, twins_of

FEW = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=(
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.large_base_example,
        HealthCheck.filter_too_much,
    ),
)
"""Few of a large and slow example."""


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """A small region and a question."""
    return Maker(lambda options: draw(st.sampled_from(options))).case()


@settings(FEW, max_examples=100)
@given(cases())
def test_the_planner_finds_exactly_what_trying_everything_finds(case: Case) -> None:
    plan = case.plan()
    assert [counts(journey) for journey in plan.everything] == brute_force.everything(case)
    assert plan.complete


@pytest.mark.parametrize("first", range(0, 200, 50))
@pytest.mark.parametrize("make", [case_of, twins_of])
def test_it_does_so_for_the_same_cases_every_time(make: Callable[[int], Case], first: int) -> None:
    for seed in range(first, first + 50):
        case = make(seed)
        assert [counts(one) for one in case.plan().everything] == brute_force.everything(case), seed


@settings(FEW, max_examples=80)
@given(st.integers(0, 10**9).map(case_of))
def test_how_far_one_gets_is_what_trying_everything_finds(case: Case) -> None:
    anywhere = replace(case.question, goal=Goal(), via=Via(), no_income_drop=False)
    case = replace(case, question=anywhere)
    found: dict[str, set[tuple[int, int]]] = {}
    for spot in brute_force.arrivals(case):
        assert spot.job is not None
        found.setdefault(spot.job.occupation, set()).add((spot.since, spot.cost))
    soonest_and_cheapest = {
        occupation: sorted(
            one for one in rows if not any(o != one and o[0] <= one[0] and o[1] <= one[1] for o in rows)
        )
        for occupation, rows in found.items()
    }
    got = {
        occupation: [(way.arrives, way.cost) for way in all_] for occupation, all_ in ways(case.steps()).items()
    }
    assert got == soonest_and_cheapest
