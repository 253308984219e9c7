# SPDX-License-Identifier: EUPL-1.2
"""What holds for every journey, and for what more or less of something does to all of them."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from overstap.engine.journeys.model import StudyLeg
from overstap.engine.rules.paths import DAYS_A_MONTH, add_months
from tests.engine.journeys.case import Case, Counts, counts
from tests.engine.journeys.walk import broken, stretches
from tests.properties.journeys_at_length import case_of
from tests.properties.test_journeys import FEW

CASES = st.integers(0, 10**9).map(case_of)
"""By their seeds: faster to make than from single choices, and as easy to make again."""


def rows(case: Case) -> list[Counts]:
    """The counts of all journeys."""
    return [counts(journey) for journey in case.plan().everything]


def ids(case: Case) -> list[str]:
    """The journeys, all of them and those that are shown."""
    plan = case.plan()
    return [journey.id for journey in (*plan.everything, *plan.journeys)]


def at_least_as_good(after: list[Counts], before: list[Counts], but_for: int | None = None) -> bool:
    """Whether every row of before is there after, or beaten or equalled by another; `but_for` one count."""
    compared = [at for at in range(6) if at != but_for]
    return all(any(all(new[at] <= old[at] for at in compared) for new in after) for old in before)


# --- every journey ---------------------------------------------------------------------------------


@FEW
@given(CASES)
def test_every_leg_of_every_journey_holds(case: Case) -> None:
    for journey in case.plan().everything:
        assert broken(case, journey) == []


@FEW
@given(CASES)
def test_the_income_line_adds_up_to_the_income(case: Case) -> None:
    end = add_months(case.question.departs_on, 12 * case.settings.income_years)
    for journey in case.plan().everything:
        line = sum(days * monthly for days, monthly in stretches(journey, end)) / DAYS_A_MONTH
        assert line + journey.severance == pytest.approx(journey.measures.income, abs=0.5)


@FEW
@given(CASES)
def test_no_journey_beats_another_and_those_shown_are_among_them(case: Case) -> None:
    plan = case.plan()
    found = [counts(journey) for journey in plan.everything]
    for one in found:
        assert not any(other != one and all(a <= b for a, b in zip(other, one, strict=True)) for other in found)
    assert len(set(found)) == len(found)
    assert {journey.id for journey in plan.journeys} <= {journey.id for journey in plan.everything}
    assert len(plan.journeys) <= case.question.shown_at_most
    assert all(journey.best_at for journey in plan.journeys)


# --- more of something -----------------------------------------------------------------------------


@FEW
@given(CASES, st.sampled_from((100, 500, 5000)))
def test_a_larger_budget_never_makes_it_worse(case: Case, more: int) -> None:
    assume(case.traveller.budget is not None)
    larger = replace(case.traveller, budget=(case.traveller.budget or 0) + more)
    assert at_least_as_good(rows(replace(case, traveller=larger)), rows(case))


@FEW
@given(CASES, st.integers(0, 6))
def test_a_course_more_never_makes_it_worse(case: Case, which: int) -> None:
    course = case.trainings[which % len(case.trainings)]
    assume(all(job.course != course.id for job in case.jobs))
    fewer = replace(case, trainings=tuple(one for one in case.trainings if one is not course))
    assert at_least_as_good(rows(case), rows(fewer))


@FEW
@given(CASES, st.sampled_from((1, 4, 20)))
def test_more_free_hours_never_make_it_worse_but_for_income(case: Case, more: float) -> None:
    """Of the same courses an earlier edition takes the place of a later one: sooner, and sometimes with less
    income in all. Left out is where sooner can shut a door: learning places whose training is too far off
    then, a floor, payers that look at the day, and courses joined on any day, which take more hours when
    joined sooner.
    """
    plain = without_doors(case)
    freer = replace(plain, traveller=replace(plain.traveller, free_hours=plain.traveller.free_hours + more))
    assert at_least_as_good(rows(freer), rows(plain), but_for=3)


def without_doors(case: Case) -> Case:
    """The same with fixed editions only, no learning places, no floor and nobody who pays."""
    fixed = tuple(
        replace(course, departures=tuple(one for one in course.departures if not one.continuous))
        for course in case.trainings
    )
    return replace(
        case,
        trainings=fixed,
        jobs=tuple(job for job in case.jobs if not job.is_learning_place),
        traveller=replace(case.traveller, income_floor=None),
        instruments=(),
    )


# --- what makes no difference ----------------------------------------------------------------------


@FEW
@given(CASES)
def test_a_course_that_no_journey_uses_makes_no_difference(case: Case) -> None:
    used = {leg.course for one in case.plan().everything for leg in one.legs if isinstance(leg, StudyLeg)} | {
        job.course for job in case.jobs
    }
    without = replace(case, trainings=tuple(course for course in case.trainings if course.id in used))
    assert ids(without) == ids(case)


@FEW
@given(CASES, st.integers(0, 2**32))
def test_the_order_of_the_rows_makes_no_difference(case: Case, seed: int) -> None:
    mixed = random.Random(seed).sample  # noqa: S311 (nothing secret)

    def shuffled(rows):
        return tuple(mixed(rows, len(rows)))

    person = case.traveller
    other = replace(
        case,
        skills=shuffled(case.skills),
        jobs=shuffled([replace(job, demands=shuffled(job.demands)) for job in case.jobs]),
        trainings=shuffled(
            [replace(course, departures=shuffled(course.departures)) for course in case.trainings]
        ),
        instruments=shuffled(case.instruments),
        traveller=replace(person, passport=replace(person.passport, skills=shuffled(person.passport.skills))),
    )
    assert ids(other) == ids(case)
    assert rows(other) == rows(case)


@FEW
@given(CASES)
def test_planning_twice_gives_the_same(case: Case) -> None:
    assert ids(case) == ids(case)
