# SPDX-License-Identifier: EUPL-1.2
"""The planner finds exactly the journeys that nothing beats: what a planner that tries everything finds.

`python -m tests.properties.journeys_at_length` does the same many thousands of times.
"""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.engine.journeys import brute_force
from tests.engine.journeys.case import Case, counts
from tests.engine.journeys.random_cases import Maker
from tests.properties.journeys_at_length import case_of

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


@pytest.mark.parametrize("first", range(0, 250, 50))
def test_it_does_so_for_the_same_cases_every_time(first: int) -> None:
    for seed in range(first, first + 50):
        case = case_of(seed)
        assert [counts(one) for one in case.plan().everything] == brute_force.everything(case), seed
