# SPDX-License-Identifier: EUPL-1.2
"""Journeys on the shipped region: a bank clerk in Zoetermeer whose counter closes."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from overstap.engine import (
    Avoid,
    Circumstances,
    Goal,
    GoalKind,
    HeldSkill,
    InputRefused,
    Passport,
    Question,
    Stopper,
    Traveller,
    Via,
    goal_of,
    members_of,
)
from overstap.engine.journeys.model import Best, ChangeLeg, StudyLeg, WorkLeg

TODAY = date(2027, 1, 4)


@pytest.fixture(scope="module")
def clerk(region) -> Traveller:
    usual = tuple(HeldSkill(skill) for skill in region.usual_skills("bank-counter-clerk"))
    return Traveller(
        Passport(usual),
        "bank-counter-clerk",
        "zoetermeer",
        region.records.places["zoetermeer"].position,
        wage=20.5,
        hours=32,
        last_day=date(2027, 3, 31),
        work_years=17,
        service_years=17,
        free_hours=12,
        budget=1500,
        income_floor=1900,
        distance=25,
    )


@pytest.fixture(scope="module")
def plan(region, clerk):
    return region.plan(clerk, Question(TODAY))


def test_the_clerk_gets_three_to_six_journeys_that_differ_in_kind(plan):
    assert 3 <= len(plan.journeys) <= 6
    assert len({journey.id for journey in plan.journeys}) == len(plan.journeys)
    named = {best for journey in plan.journeys for best in journey.best_at}
    assert {Best.FASTEST, Best.CHEAPEST, Best.BEST_PAID, Best.LEAST_STUDY, Best.SAFEST} <= named


def test_no_journey_is_beaten_on_all_counts(plan):
    counts = [
        (
            one.measures.arrives_on,
            one.measures.cost,
            -one.measures.lowest_monthly,
            -one.measures.income,
            one.measures.changes,
            one.measures.study_hours,
        )
        for one in plan.everything
    ]
    for one in counts:
        assert not any(
            other != one and all(mine <= theirs for mine, theirs in zip(other, one, strict=True))
            for other in counts
        )


def test_what_the_clerk_asked_for_holds_on_every_journey(plan, clerk):
    for journey in plan.everything:
        assert journey.measures.cost <= clerk.budget
        assert journey.destination.monthly_later >= clerk.income_floor
        for leg in journey.legs:
            if isinstance(leg, StudyLeg) and leg.starts_on <= clerk.last_day:
                assert leg.hours <= clerk.free_hours


def test_legs_follow_one_another_and_end_in_work(plan):
    for journey in plan.everything:
        assert isinstance(journey.legs[-1], WorkLeg)
        assert journey.legs[-1].ends_on is None
        starts = [leg.on if isinstance(leg, ChangeLeg) else leg.starts_on for leg in journey.legs]
        assert all(earlier <= later for earlier, later in pairwise(starts) if later) or any(
            isinstance(leg, WorkLeg) and leg.ends_on for leg in journey.legs
        )
        assert starts[0] >= TODAY


def test_a_journey_is_planned_to_one_opening(region, clerk):
    plan = region.plan(clerk, Question(TODAY, Goal(opening="burgerzaken-leerwerk-a")))
    assert {journey.destination.opening for journey in plan.everything} == {"burgerzaken-leerwerk-a"}


def test_over_another_line_means_work_in_it_on_the_way(region, clerk):
    care = goal_of(region.records, GoalKind.SECTORS, ["care"]).occupations
    plan = region.plan(clerk, Question(TODAY, via=Via(occupations=care)))
    assert plan.everything
    for journey in plan.everything:
        passed = [leg.occupation for leg in journey.legs if isinstance(leg, ChangeLeg)][:-1]
        assert care & set(passed)


def test_a_full_course_is_no_part_of_any_journey(region, clerk, plan):
    used = {leg.edition for journey in plan.everything for leg in journey.legs if isinstance(leg, StudyLeg)}
    assert used
    without = region.plan(clerk, Question(TODAY, avoid=Avoid(editions=frozenset(used))))
    left = {leg.edition for one in without.everything for leg in one.legs if isinstance(leg, StudyLeg)}
    assert not used & left


def test_without_an_income_drop_no_month_brings_less_than_today(region, clerk):
    plan = region.plan(clerk, Question(TODAY, no_income_drop=True))
    assert all(journey.drop == 0 for journey in plan.everything)


def test_a_drop_is_said_before_anything_else_and_until_when(region, plan):
    dropping = next(one for one in plan.everything if one.drop and one.good_again_on)
    words = region.explain_journey(dropping, "nl")
    assert words.drop.startswith("Je inkomen daalt onderweg")
    assert str(dropping.good_again_on.year) in words.drop
    assert len(words.legs) == len(dropping.legs)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_journey_can_be_told_in_words(region, plan, language):
    for journey in plan.everything:
        words = region.explain_journey(journey, language)
        assert all((words.title, words.summary, words.why, *words.legs))
        assert "{" not in "".join((words.title, words.drop, words.summary, words.why, *words.legs))


def test_a_course_of_which_nothing_new_is_known_is_not_told_as_something_learned(region, plan):
    studied = next(one for one in plan.everything if any(isinstance(leg, StudyLeg) for leg in one.legs))
    legs = tuple(
        replace(leg, new_skills=(), new_certificates=()) if isinstance(leg, StudyLeg) else leg
        for leg in studied.legs
    )
    assert "leert erbij" not in region.explain_journey(replace(studied, legs=legs), "nl").why


def test_an_unknown_wage_is_said_and_not_guessed(region, clerk):
    plan = region.plan(replace(clerk, wage=None, income_floor=None), Question(TODAY))
    words = region.explain_journey(plan.journeys[0], "en")
    assert "do not know what you earn" in words.drop
    assert plan.journeys[0].income_against_staying is None


# --- goals ----------------------------------------------------------------------------------------


def test_a_shortage_goal_holds_shortage_occupations_alone(region):
    goal = goal_of(region.records, GoalKind.SHORTAGE)
    assert goal.occupations
    assert {region.records.occupations[one].outlook for one in goal.occupations} == {"shortage"}


def test_better_paid_is_above_present_pay(region):
    goal = goal_of(region.records, GoalKind.BETTER_PAID, occupation="bank-counter-clerk", wage=25.0)
    assert all(region.records.occupations[one].wage_middle > 25.0 for one in goal.occupations)


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        (GoalKind.OCCUPATIONS, ["astronaut"]),
        (GoalKind.OPENING, []),
        (GoalKind.SECTORS, ["space"]),
        (GoalKind.BETTER_PAID, []),
    ],
)
def test_a_goal_that_cannot_be_is_refused_with_what_to_do(region, kind, values):
    with pytest.raises(InputRefused) as refused:
        goal_of(region.records, kind, values)
    assert refused.value.problems[0].mend["nl"]


# --- how far --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def reach(region, clerk):
    return region.reach(clerk, Question(TODAY, most_changes=1), 12)


def test_within_more_months_nothing_is_lost(reach):
    assert {one.occupation for one in reach.within(6)} <= {one.occupation for one in reach.within(12)}
    assert reach.within(12) == reach.arrivals


def test_the_soonest_arrival_is_that_of_the_soonest_journey(region, clerk, reach):
    for arrival in reach.arrivals[:6]:
        plan = region.plan(clerk, Question(TODAY, Goal(frozenset({arrival.occupation})), most_changes=1))
        soonest = min(journey.measures.arrives_on for journey in plan.everything)
        assert arrival.arrives_on == soonest


def test_what_stops_someone_is_what_lets_them_through_when_taken_away(region, clerk, reach):
    by_money = [one for one, those in reach.stopped_by.items() if Stopper.MONEY in those]
    assert by_money
    rich = region.reach(replace(clerk, budget=None), Question(TODAY, most_changes=1), 12, explain=False)
    assert set(by_money) <= {one.occupation for one in rich.arrivals}


def test_every_occupation_is_reached_or_has_what_stops_one(region, clerk, reach):
    told = {one.occupation for one in reach.arrivals} | reach.stopped_by.keys()
    assert told | {clerk.occupation} == set(region.records.occupations)


@pytest.fixture(scope="module")
def stretch(region, clerk):
    circumstances = Circumstances(budgets=(0.0, 1500.0), free_hours=(12.0,), distances=(25.0,))
    return region.stretch(members_of(clerk, circumstances), TODAY, 12)


def test_a_share_counts_the_members_who_get_there_alone(region, clerk, reach, stretch):
    share = {one.occupation: one.share for one in stretch.occupations}
    poor = region.reach(replace(clerk, budget=0.0), Question(TODAY, most_changes=1), 12, explain=False)
    with_money = {one.occupation for one in reach.arrivals}
    without = {one.occupation for one in poor.arrivals}
    for occupation in region.records.occupations:
        assert share[occupation] == ((occupation in with_money) + (occupation in without)) / 2


def test_reached_and_stopped_add_up_to_the_group(stretch):
    for one in stretch.occupations:
        if one.occupation != "bank-counter-clerk":
            assert one.reached + max(one.stopped_by.values(), default=0) <= stretch.members
            assert one.reached + sum(one.stopped_by.values()) >= stretch.members


def test_a_stretch_can_be_stopped_and_says_so(region, clerk):
    members = members_of(clerk, Circumstances())
    seen = []
    stretch = region.stretch(
        members, TODAY, 6, progress=lambda done, _of: seen.append(done), stopped=lambda: len(seen) >= 2
    )
    assert (stretch.members, stretch.complete) == (2, False)


# --- what a course opens up -----------------------------------------------------------------------


def test_a_course_opens_up_what_it_alone_makes_possible(region, clerk):
    opened = region.opened_by_courses(clerk)
    assert opened
    course, occupations = next((one, found) for one, found in opened.items() if len(found) == 1)
    goal = Goal(occupations=frozenset(occupations))
    free = replace(clerk, free_hours=40.0, budget=None, income_floor=None, distance=None)
    others = Avoid(courses=frozenset(region.records.courses) - {course})
    plan = region.plan(free, Question(TODAY, goal, most_changes=1, avoid=others))
    studied = {
        frozenset(leg.course for leg in one.legs if isinstance(leg, StudyLeg)) for one in plan.everything
    }
    assert frozenset({course}) in studied


def test_nothing_is_opened_up_that_one_can_do_already(region, clerk):
    opened = {one for found in region.opened_by_courses(clerk).values() for one in found}
    plan = region.plan(clerk, Question(TODAY, most_changes=1))
    at_once = {
        one.destination.occupation
        for one in plan.everything
        if not one.destination.opening and not any(isinstance(leg, StudyLeg) for leg in one.legs)
    }
    assert at_once
    assert not opened & at_once
