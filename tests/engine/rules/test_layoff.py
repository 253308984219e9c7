# SPDX-License-Identifier: EUPL-1.2
"""The steps of a collective dismissal: worked out by hand, and laws that hold for any days."""

from __future__ import annotations

import doctest
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overstap.engine.problems import InputRefused
from overstap.engine.rules.layoff import Layoff, StepKind, layoff
from overstap.engine.rules.parameters import load_parameters

TOLD, LAST = date(2027, 1, 11), date(2027, 6, 30)


def plan(told: date = TOLD, last: date = LAST, people: int = 1500, **more: object) -> Layoff:
    return layoff(notified_on=told, last_day=last, people=people, parameters=load_parameters(), **more)


def days(found: Layoff) -> dict[StepKind, date]:
    return {step.kind: step.on for step in found.steps}


def test_a_bank_of_1500_by_hand() -> None:
    on = days(plan())
    assert on[StepKind.WAITING_OVER] == date(2027, 2, 11)  # a month after the notification
    assert on[StepKind.UWV_DECIDES] == date(2027, 2, 8)  # four weeks
    assert on[StepKind.NOTICE_FIRST] == date(2027, 2, 11)  # the later of the two
    assert on[StepKind.BENEFIT_BEGINS] == date(2027, 7, 1)
    assert on[StepKind.BENEFIT_ASKED] == date(2027, 6, 24)
    assert on[StepKind.BENEFIT_LATEST] == date(2027, 7, 8)
    assert on[StepKind.SEVERANCE_PAID] == date(2027, 7, 30)
    assert on[StepKind.NOTICE_LAST] == date(2027, 3, 28)  # of who is owed four months


def test_notice_by_years_of_service_by_hand() -> None:
    """28 March + 4 months = 28 July, less four weeks = 30 June; a day later runs into July."""
    notices = plan().notices
    assert [one.months for one in notices] == [1, 2, 3, 4]
    assert [one.give_by for one in notices] == [
        date(2027, 5, 31),  # a month is left at least, however long UWV took
        date(2027, 5, 28),
        date(2027, 4, 28),
        date(2027, 3, 28),
    ]
    assert [one.ends_on for one in notices] == [
        date(2027, 3, 31),
        date(2027, 3, 31),
        date(2027, 4, 30),
        date(2027, 5, 31),
    ]


def test_who_cannot_be_out_in_time_is_told() -> None:
    found = plan(last=date(2027, 4, 30))
    assert [one.low for one in found.too_late] == [15]
    assert found.too_late[0].ends_on == date(2027, 5, 31)


def test_nineteen_people_are_no_collective_dismissal_and_twenty_are() -> None:
    assert not plan(people=19).collective
    assert StepKind.NOTIFIED not in days(plan(people=19))
    assert plan(people=20).collective


def test_unions_that_agree_take_the_waiting_away() -> None:
    on = days(plan(unions_agree=True))
    assert on[StepKind.WAITING_OVER] == TOLD
    assert on[StepKind.NOTICE_FIRST] == on[StepKind.UWV_DECIDES] == date(2027, 2, 8)


def test_a_small_enterprise_needs_no_works_council() -> None:
    assert StepKind.COUNCIL_ASKED in days(plan(staff=None))
    assert StepKind.COUNCIL_ASKED in days(plan(people=20, staff=50))
    assert StepKind.COUNCIL_ASKED not in days(plan(people=20, staff=49))


@pytest.mark.parametrize(("last", "people"), [(TOLD - timedelta(days=1), 30), (LAST, 0)])
def test_what_cannot_be_is_refused_in_both_languages(last: date, people: int) -> None:
    with pytest.raises(InputRefused) as refusal:
        plan(last=last, people=people)
    assert refusal.value.text("nl") != refusal.value.text("en")


def test_every_step_is_said_in_both_languages_and_rests_on_what_is_known() -> None:
    known = load_parameters().all
    for step in plan().steps:
        assert set(step.title) == set(step.why) == {"nl", "en"}
        assert set(step.rests_on) <= set(known)


def test_the_page_gives_what_it_says() -> None:
    page = Path(__file__).parents[3] / "docs" / "methods" / "layoff.md"
    outcome = doctest.testfile(str(page), module_relative=False)
    assert (outcome.attempted, outcome.failed) == (5, 0)


@given(
    told=st.dates(date(2024, 1, 1), date(2035, 12, 31)),
    length=st.integers(0, 700),
    agree=st.booleans(),
)
def test_notice_always_ends_a_month_in_time_and_longer_service_never_ends_sooner(
    told: date, length: int, agree: bool
) -> None:
    last = told + timedelta(days=length)
    found = plan(told, last, unions_agree=agree)
    first = days(found)[StepKind.NOTICE_FIRST]
    for one in found.notices:
        assert (one.ends_on + timedelta(days=1)).day == 1
        assert one.ends_on >= first
        assert one.give_by is None or first <= one.give_by <= last
        assert one.give_by is not None or one.ends_on > last
    assert [one.ends_on for one in found.notices] == sorted(one.ends_on for one in found.notices)
    assert [step.on for step in found.steps] == sorted(step.on for step in found.steps)
