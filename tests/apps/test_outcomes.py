# SPDX-License-Identifier: EUPL-1.2
"""What came of contacts: noted by either side, asked after half a year and a year, told of enough people."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError

from overstap.apps.contacts import asking, lapsing, outcomes
from overstap.apps.contacts.enums import (
    GROUP_FROM,
    Ending,
    NoticeKind,
    OutcomeKind,
    Side,
    State,
    Still,
    StoppedBy,
    StopReason,
)
from overstap.apps.contacts.models import Contact, Notice, Outcome, StillAtWork
from overstap.apps.contacts.outcomes import Came
from overstap.apps.contacts.totals import totals
from overstap.bridge.personal_data import erase
from tests.apps.test_contacts import BY, NOW, Desk, of, told

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 26)
STARTED = Came(OutcomeKind.STARTED, TODAY)
STOPPED = Came(OutcomeKind.STOPPED, TODAY, StoppedBy.PERSON, StopReason.HOURS)


@pytest.fixture
def desk(db: None) -> Desk:
    return Desk()


def talking(desk: Desk, name: str = "anna", now: datetime = NOW) -> Contact:
    return asking.note_touch(contact=desk.agrees(desk.somebody(name), now).pk, now=now, by=BY)


def note(contact: Contact, came: Came, side: Side = Side.PERSON, now: datetime = NOW) -> Outcome:
    return outcomes.note_outcome(contact=contact.pk, came=came, side=side, now=now, by=BY)


@pytest.mark.parametrize("kind", OutcomeKind)
def test_what_leads_on_leaves_it_open_and_the_rest_ends_it(kind: OutcomeKind, desk: Desk) -> None:
    row = talking(desk)
    later = NOW + timedelta(days=20)
    note(row, STOPPED if kind is OutcomeKind.STOPPED else Came(kind, TODAY), now=later)
    due = row.due_at
    row.refresh_from_db()
    if kind in (OutcomeKind.TRIAL, OutcomeKind.TRAINING):
        assert (row.state, row.due_at) == (State.TALKING, due + timedelta(days=20))
    else:
        assert (row.state, row.ending) == (State.CLOSED, Ending.OUTCOME)


def test_nothing_comes_of_a_contact_that_never_was_one(desk: Desk) -> None:
    for row in (desk.asks(desk.somebody("anna")), desk.agrees(desk.somebody("bob"))):
        with pytest.raises(asking.NotNow):
            note(row, STARTED)
    assert not Outcome.objects.exists()


def test_a_trial_may_lead_to_work_and_work_may_stop(desk: Desk) -> None:
    row = talking(desk)
    for came in (Came(OutcomeKind.TRIAL, TODAY), STARTED, STOPPED):
        note(row, came)
    assert set(Outcome.objects.values_list("kind", flat=True)) == {"trial", "started", "stopped"}
    assert not StillAtWork.objects.exists()  # who stopped is not asked whether she is still there


def test_noting_again_corrects_and_taking_back_is_for_whose_it_is(desk: Desk) -> None:
    row = talking(desk)
    first = note(row, STARTED, Side.ORGANISATION)
    again = note(row, Came(OutcomeKind.STARTED, TODAY + timedelta(days=4)), Side.PERSON)
    assert (first.pk, Outcome.objects.get().on) == (again.pk, TODAY + timedelta(days=4))
    taken = {"contact": row.pk, "outcome": again.pk, "by": BY}
    assert not outcomes.remove_outcome(side=Side.ORGANISATION, **taken)  # it is the person's word now
    assert outcomes.remove_outcome(side=Side.PERSON, **taken)
    assert not StillAtWork.objects.exists()


def test_a_stop_says_by_whom_and_why(desk: Desk) -> None:
    with pytest.raises(IntegrityError, match="outcome_stop_says_by_whom_and_why"):
        note(talking(desk), Came(OutcomeKind.STOPPED, TODAY))


@pytest.mark.parametrize("name", [*StopReason, *StoppedBy])
def test_no_reason_is_about_health(name: str) -> None:
    assert not {"ill", "sick", "health", "medical", "pregnant"} & set(name.split("-"))


def test_whoever_began_is_asked_after_half_a_year_and_a_year_and_may_stay_silent(desk: Desk) -> None:
    row = talking(desk)
    note(row, Came(OutcomeKind.STARTED, date(2026, 8, 31)))
    Notice.objects.all().delete()
    asked = {}
    for day in (date(2027, 2, 27), date(2027, 2, 28), date(2027, 8, 30), date(2027, 8, 31), date(2028, 1, 1)):
        asked[day] = outcomes.ask_still_at_work(today=day, now=NOW.replace(year=day.year))
    assert list(asked.values()) == [0, 1, 0, 1, 0]
    assert told(of(row.candidate)) == [NoticeKind.STILL_AT_WORK] * 2
    first = StillAtWork.objects.get(months=6)
    answers = {"contact": row.pk, "question": first.pk, "by": BY}
    assert outcomes.answer_still_at_work(answer=Still.NO_SAY, now=first.asked_at + timedelta(days=1), **answers)
    assert outcomes.answer_still_at_work(answer=Still.HERE, now=first.asked_at + timedelta(days=2), **answers)
    assert not outcomes.answer_still_at_work(
        answer=Still.NO, now=first.asked_at + timedelta(days=30), **answers
    )
    first.refresh_from_db()
    assert first.answer == Still.HERE
    assert lapsing.lapse_due(now=NOW + timedelta(days=700), by=BY) == 0


def began(desk: Desk, name: str, answer: Still | None = None) -> None:
    outcome = note(talking(desk, name), STARTED)
    if answer:
        StillAtWork.objects.filter(outcome=outcome, months=6).update(
            asked_at=NOW, answer=str(answer), answered_at=NOW
        )


def count(desk: Desk, **more: str):
    return totals(since=TODAY, until=TODAY, organisation=desk.organisation, **more)


def test_totals_are_told_of_enough_people_and_of_no_fewer(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("overstap.apps.contacts.asking.ASKED_A_DAY", 1000)
    for n in range(GROUP_FROM - 1):
        began(desk, f"p{n}", Still.HERE)
    few = count(desk)
    assert few.came[OutcomeKind.STARTED] is None
    assert (few.later[6].answered, few.later[6].at_work) == (None, None)
    began(desk, "ten", Still.ELSEWHERE)
    enough = count(desk)
    assert enough.came[OutcomeKind.STARTED] == GROUP_FROM
    assert enough.came[OutcomeKind.TRIAL] == 0
    assert (enough.later[6].answered, enough.later[6].at_work) == (10, 10)
    began(desk, "one-of-few", Still.NO)
    # One who is no longer at work could be told from the difference: then neither is told.
    assert (count(desk).later[6].answered, count(desk).later[6].at_work) == (None, None)
    began(desk, "silent", Still.NO_SAY)
    assert count(desk).came[OutcomeKind.STARTED] == 12
    assert totals(since=TODAY + timedelta(days=1), until=date(2030, 1, 1)).came[OutcomeKind.STARTED] == 0
    assert totals(since=TODAY, until=TODAY, organisation="other").came[OutcomeKind.STARTED] == 0


def test_why_it_stopped_is_told_of_enough_people(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("overstap.apps.contacts.asking.ASKED_A_DAY", 1000)
    for n in range(GROUP_FROM):
        note(talking(desk, f"p{n}"), STOPPED)
    note(talking(desk, "other"), Came(OutcomeKind.STOPPED, TODAY, StoppedBy.BOTH, StopReason.PAY))
    found = count(desk)
    assert found.stopped == {("person", "hours"): GROUP_FROM}
    assert found.came[OutcomeKind.STOPPED] == GROUP_FROM + 1


def test_erasing_takes_outcomes_along(desk: Desk) -> None:
    row = talking(desk)
    note(row, STARTED)
    erase(account=of(row.candidate).pk)
    assert [model for model in (Contact, Outcome, StillAtWork) if model.objects.exists()] == []
