# SPDX-License-Identifier: EUPL-1.2
"""Cases: lists come in whole and once, moves have a reason, and nobody stays longer than they should."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection

from overstap.apps.accounts.actions import create_account
from overstap.apps.accounts.enums import Role
from overstap.apps.audit.queries import latest
from overstap.apps.mobility import actions, plans, queries
from overstap.apps.mobility.enums import KEPT_AFTER, Rule, Stage
from overstap.apps.mobility.models import Case, CasePerson, Move, PersonRule
from overstap.apps.organisations.members import add_member
from overstap.apps.passports import sharing
from overstap.apps.passports.actions import Told, keep_passport
from overstap.apps.passports.enums import Part
from overstap.apps.passports.models import Passport, Share
from overstap.engine.roster.model import Listed
from tests.interfaces.web.who import BY, an_organisation

pytestmark = pytest.mark.django_db

NOW = datetime(2027, 2, 1, 12, tzinfo=UTC)
LAST = date(2027, 6, 30)
TOLD = actions.CaseTold("Bank", date(2027, 1, 11), LAST, people=3)
FIRST = Listed("A-1", "secretary", "secretaresse", "delft", pay=20.0, skills=("plan",))
SECOND = Listed("A-2", "cook", "kok", "leiden")


@pytest.fixture
def case(db: None) -> Case:
    return actions.open_case(centre=an_organisation("Centrum"), told=TOLD, by=BY)


def take_in(case: Case, *people: Listed) -> actions.TakenIn:
    return actions.take_in(case=case.pk, people=people, by=BY)


def move(case: Case, person: CasePerson, before: Stage, after: Stage, reason: str = "Fits") -> bool:
    return actions.move(case=case.pk, person=person.pk, before=before, after=after, reason=reason, by=BY)


def somebody(case: Case, name: str = "anna", parts: tuple[Part, ...] = (Part.SKILLS,)) -> Share:
    account = create_account(email=f"{name}@example.org", by=BY)
    passport = keep_passport(account=account.pk, told=Told(language="nl"), now=NOW, by=BY)
    until = {"now": NOW, "until": NOW + timedelta(days=30), "by": BY}
    return sharing.share(passport=passport, organisation=case.centre_id, parts=parts, blind=True, **until)


def test_a_list_comes_in_and_again_doubles_nobody(case: Case) -> None:
    assert take_in(case, FIRST, SECOND) == actions.TakenIn(new=2, changed=0, same=0)
    assert take_in(case, FIRST, replace(SECOND, place="delft")) == actions.TakenIn(new=0, changed=1, same=1)
    assert {one.reference: one.place for one in case.members.all()} == {"A-1": "delft", "A-2": "delft"}
    assert latest(limit=1)[0].counts == {"new": 0, "changed": 1, "same": 1}


def test_a_list_leaves_alone_where_people_stand_and_who_is_not_on_it(case: Case) -> None:
    take_in(case, FIRST, SECOND)
    move(case, case.members.get(reference="A-1"), Stage.ORIENTATION, Stage.TRAINING)
    take_in(case, replace(FIRST, pay=21.0))
    assert {one.reference: one.stage for one in case.members.all()} == {"A-1": "training", "A-2": "orientation"}


def test_a_list_comes_in_whole_or_not_at_all(case: Case) -> None:
    with pytest.raises(IntegrityError):
        take_in(case, FIRST, replace(SECOND, pay=1.0))
    assert not case.members.exists()
    assert latest(limit=1)[0].what == "case.opened"


def test_a_case_holds_no_more_than_it_can(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "PEOPLE_AT_MOST", 2)
    take_in(case, FIRST, SECOND)
    take_in(case, FIRST, SECOND)
    with pytest.raises(actions.TooMany):
        take_in(case, Listed("A-3", "cook", "kok", "delft"))
    with pytest.raises(actions.TooMany):
        actions.take_in_shared(case=case.pk, share=somebody(case).pk, now=NOW, by=BY)


def test_a_move_is_kept_with_its_reason_and_no_citizen_number(case: Case) -> None:
    take_in(case, FIRST)
    person = case.members.get()
    assert move(case, person, Stage.ORIENTATION, Stage.MATCHED, "Past, bsn 111222333")
    (kept,) = queries.moves_of(person)
    assert (kept.before, kept.after) == ("orientation", "matched")
    assert "111222333" not in kept.reason
    event = latest(limit=1)[0]
    assert (event.what, event.subject, event.by) == ("case-person.moved", str(person.pk), BY)


def test_a_move_from_where_somebody_no_longer_stands_is_refused(case: Case) -> None:
    take_in(case, FIRST)
    person = case.members.get()
    move(case, person, Stage.ORIENTATION, Stage.MATCHED)
    with pytest.raises(actions.ChangedMeanwhile):
        move(case, person, Stage.ORIENTATION, Stage.OUT)
    with pytest.raises(IntegrityError):
        move(case, person, Stage.MATCHED, Stage.TRAINING, reason=" ")
    assert Move.objects.count() == 1


def test_somebody_of_another_case_is_not_moved_or_removed(case: Case) -> None:
    other = actions.open_case(centre=case.centre_id, told=TOLD, by=BY)
    take_in(other, FIRST)
    person = other.members.get()
    assert not move(case, person, Stage.ORIENTATION, Stage.OUT)
    assert not actions.remove_person(case=case.pk, person=person.pk, by=BY)
    assert other.members.get().stage == "orientation"


def test_who_shares_skills_with_the_centre_comes_in_once(case: Case) -> None:
    share = somebody(case)
    for _twice in range(2):
        actions.take_in_shared(case=case.pk, share=share.pk, now=NOW, by=BY)
    assert case.members.get().passport_id == share.passport_id


def test_who_does_not_share_skills_with_this_centre_does_not_come_in(case: Case) -> None:
    wishes = somebody(case, parts=(Part.WISHES,))
    elsewhere = actions.open_case(centre=an_organisation("Elders"), told=TOLD, by=BY)
    for share, where in ((wishes.pk, case), (somebody(case, "bob").pk, elsewhere), (uuid4(), case)):
        with pytest.raises(actions.NotShared):
            actions.take_in_shared(case=where.pk, share=share, now=NOW, by=BY)
    assert not CasePerson.objects.exists()


def test_who_stops_sharing_is_not_seen_from_that_moment_and_forgotten_soon(case: Case) -> None:
    share = somebody(case)
    person = actions.take_in_shared(case=case.pk, share=share.pk, now=NOW, by=BY)
    assert queries.counts(case, NOW).total == 1
    assert actions.forget_people(now=NOW, by=BY) == 0
    sharing.withdraw(passport=Passport.objects.get(), share=share.pk, by=BY)
    assert queries.counts(case, NOW).total == 0
    assert queries.person(case, person.pk, NOW) is None
    assert not queries.sought(case, queries.Sought(), NOW).exists()
    assert actions.forget_people(now=NOW, by=BY) == 1
    assert not CasePerson.objects.exists()


def test_people_are_forgotten_a_year_after_the_last_day(case: Case) -> None:
    take_in(case, FIRST)
    ends = datetime(LAST.year, LAST.month, LAST.day, tzinfo=UTC) + KEPT_AFTER
    assert actions.forget_people(now=ends, by=BY) == 0
    assert actions.forget_people(now=ends + timedelta(days=1), by=BY) == 1
    assert latest(limit=1)[0].what == "case-people.forgotten"


def test_a_case_goes_with_everybody_in_it(case: Case) -> None:
    take_in(case, FIRST)
    move(case, case.members.get(), Stage.ORIENTATION, Stage.OUT)
    actions.remove_case(case=case.pk, by=BY)
    assert [model.objects.count() for model in (Case, CasePerson, Move)] == [0, 0, 0]
    assert latest(limit=1)[0].counts == {"people": 1}


def test_counts_and_search_agree(case: Case) -> None:
    take_in(case, FIRST, SECOND, Listed("B-3", "cook", "kok", "delft", name="Jo"))
    counted = queries.counts(case, NOW)
    assert (counted.total, counted.occupations) == (3, {"cook": 2, "secretary": 1})
    for what, found in (
        ({"occupation": "cook"}, ["A-2", "B-3"]),
        ({"place": "delft", "occupation": "cook"}, ["B-3"]),
        ({"text": "a-"}, ["A-1", "A-2"]),
        ({"text": "jo"}, ["B-3"]),
        ({"stage": "placed"}, []),
    ):
        rows = queries.sought(case, queries.Sought(**what), NOW)
        assert [one.reference for one in rows] == found


def test_only_advisers_have_a_centre(case: Case) -> None:
    anna = create_account(email="anna@example.org", by=BY)
    for role, owner in ((Role.COACH, True), (Role.EMPLOYER, True)):
        add_member(organisation=case.centre_id, account=anna.pk, role=role, owner=owner, by=BY)
    assert queries.centres_of(anna.pk) == ()
    add_member(organisation=case.centre_id, account=anna.pk, role=Role.ADVISER, by=BY)
    assert [one.pk for one in queries.centres_of(anna.pk)] == [case.centre_id]
    assert [one.known for one in queries.cases_of(queries.centres_of(anna.pk))] == [0]


@pytest.mark.django_db(transaction=True)
def test_two_who_bring_in_the_same_list_at_once_double_nobody(case: Case) -> None:
    together = threading.Barrier(2, timeout=30)

    def bring_in(_number: int) -> actions.TakenIn:
        try:
            together.wait()
            return take_in(case, FIRST, SECOND)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        taken = list(threads.map(bring_in, range(2)))
    assert sorted((one.new, one.same) for one in taken) == [(0, 2), (2, 0)]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_move_somebody_at_once_one_does(case: Case) -> None:
    take_in(case, FIRST)
    person, together = case.members.get(), threading.Barrier(2, timeout=30)

    def go(after: Stage) -> UUID | None:
        try:
            together.wait()
            return person.pk if move(case, person, Stage.ORIENTATION, after) else None
        except actions.ChangedMeanwhile:
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        moved = list(threads.map(go, (Stage.MATCHED, Stage.OUT)))
    assert sorted(one is None for one in moved) == [False, True]
    assert Move.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_advisers_cannot_both_give_the_last_place_or_seat(case: Case) -> None:
    take_in(case, FIRST, SECOND)
    people, together = list(case.members.all()), threading.Barrier(2, timeout=30)

    def give(person: CasePerson, opening: str, edition: str, room: plans.Room) -> bool:
        try:
            together.wait()
            return plans.set_rule(
                case=case.pk,
                person=person.pk,
                opening=opening,
                edition=edition,
                rule=Rule.LOCKED,
                room=room,
                by=BY,
            )
        except plans.Full:
            return False
        finally:
            connection.close()

    for openings, edition, room in (
        (("one-place", "one-place"), "", plans.Room(1)),
        (("many-a", "many-b"), "one-seat", plans.Room(9, 1)),
    ):
        PersonRule.objects.all().delete()
        with ThreadPoolExecutor(2) as threads:
            each = zip(people, openings, strict=True)
            given = list(threads.map(lambda one: give(*one, edition, room), list(each)))  # noqa: B023
        assert sorted(given) == [False, True]
        assert PersonRule.objects.filter(rule=Rule.LOCKED).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_advisers_of_different_cases_wait_for_each_other_too(case: Case) -> None:
    take_in(case, FIRST)
    other = actions.open_case(centre=case.centre_id, told=TOLD, by=BY)
    take_in(other, SECOND)
    together = threading.Barrier(2, timeout=30)

    def give(mine: Case) -> bool:
        try:
            together.wait()
            about = {"case": mine.pk, "person": mine.members.get().pk, "opening": "one-place"}
            return plans.set_rule(**about, rule=Rule.LOCKED, room=plans.Room(1), by=BY)
        except plans.Full:
            return False
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(give, (case, other))) == [False, True]


@pytest.mark.django_db(transaction=True)
def test_two_advisers_cannot_both_start_a_plan(case: Case) -> None:
    together = threading.Barrier(2, timeout=30)

    def ask(_number: int) -> bool:
        try:
            together.wait()
            plans.ask_plan(case=case.pk, asked={}, by=BY)
        except plans.AlreadyPlanning:
            return False
        else:
            return True
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(ask, range(2))) == [False, True]
    assert case.plans.count() == 1


def test_what_is_worked_out_behind_a_plan_ends_when_the_next_is_asked_for(case: Case) -> None:
    first = plans.ask_plan(case=case.pk, asked={}, by=BY)
    plans.begin(plan=first.pk, of=0)
    plans.finish(plan=first.pk, lines=[], found={"weighed": False}, now=NOW, by=BY)
    assert not plans.next_is_asked(first)
    plans.ask_plan(case=case.pk, asked={}, by=BY)
    assert plans.next_is_asked(first)
    plans.add_figures(plan=first.pk, found={"weighed": True})
    first.refresh_from_db()
    assert first.found == {"weighed": True}
