# SPDX-License-Identifier: EUPL-1.2
"""Guidance: nothing before the person's yes, nothing after its end, one coach at a time, whoever is quicker."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from overstap.apps.accounts.actions import create_account
from overstap.apps.accounts.enums import Act, Role
from overstap.apps.accounts.models import Account
from overstap.apps.accounts.permission import may
from overstap.apps.audit import actions as audit
from overstap.apps.audit.queries import latest
from overstap.apps.guidance import actions, notes, queries
from overstap.apps.guidance.enums import Part
from overstap.apps.guidance.models import Coach, Guidance, Invitation, Note, Planned, Step
from overstap.apps.journeys import keeping
from overstap.apps.journeys.models import KeptJourney
from overstap.apps.organisations.members import add_member, remove_member
from overstap.apps.organisations.models import Membership
from tests.interfaces.web.who import BY, an_organisation

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def agreed(*parts: Part, days: int = 30) -> actions.Agreed:
    return actions.Agreed(parts or (Part.SKILLS,), timezone.now() + timedelta(days=days))


def a_coach(name: str, organisation: str) -> Coach:
    account = create_account(email=f"{name}@example.org", by=BY)
    member = add_member(organisation=organisation, account=account.pk, role=Role.COACH, by=BY)
    return actions.name_coach(membership=member.pk, account=account.pk, name=name, asked=True, by=BY)


@pytest.fixture
def organisation(db: None) -> str:
    return an_organisation("De Zon")


@pytest.fixture
def carla(organisation: str) -> Coach:
    return a_coach("carla", organisation)


@pytest.fixture
def dirk(organisation: str) -> Coach:
    return a_coach("dirk", organisation)


@pytest.fixture
def anna(db: None) -> Account:
    return create_account(email="anna@example.org", by=BY)


@pytest.fixture
def guided(anna: Account, carla: Coach) -> Guidance:
    """Anna, whom Carla guides."""
    return begun(anna, carla)


def begun(account: Account, coach: Coach) -> Guidance:
    asked = actions.invite(coach=coach.pk, email=account.email, now=timezone.now(), by=BY)
    return accepted(asked.token, account)


def accepted(token: str, account: Account) -> Guidance:
    told = {"account": account.pk, "email": account.email, "agreed": agreed(), "now": timezone.now()}
    return actions.accept_invitation(token=token, **told, by=BY)


def of(row: Guidance, coach: Coach) -> dict[str, Any]:
    return {"guidance": row.pk, "coach": coach.pk, "now": timezone.now(), "by": BY}


def theirs(row: Guidance) -> dict[str, Any]:
    return {"guidance": row.pk, "account": row.account_id, "now": timezone.now(), "by": BY}


def account_of(coach: Coach) -> Account:
    return Account.objects.get(pk=coach.membership.account_id)


def test_an_invitation_alone_shows_nothing_and_only_whom_it_was_sent_to_can_say_yes(
    anna: Account, carla: Coach
) -> None:
    asked = actions.invite(coach=carla.pk, email="Anna@Example.org", now=timezone.now(), by=BY)
    assert asked.token not in str(list(Invitation.objects.values()))
    assert queries.caseload_of(carla.membership.account_id, timezone.now()) == ()
    with pytest.raises(actions.NotForYou):
        accepted(asked.token, create_account(email="bob@example.org", by=BY))
    row = accepted(asked.token, anna)
    assert (row.account_id, row.coach_id, row.parts) == (anna.pk, carla.pk, ["skills"])
    with pytest.raises(actions.NotForYou):
        accepted(asked.token, anna)


def test_who_asks_is_seen_only_after_the_coach_said_yes(anna: Account, carla: Coach) -> None:
    told = {"account": anna.pk, "coach": carla.pk, "agreed": agreed(), "now": timezone.now(), "by": BY}
    row = actions.ask(**told)
    with pytest.raises(notes.NoLonger):
        notes.add_note(text="Too soon", **of(row, carla))
    with pytest.raises(actions.AlreadyGuided):
        actions.ask(**told)
    assert actions.answer_request(yes=True, **of(row, carla))
    assert not actions.answer_request(yes=True, **of(row, carla))
    assert notes.add_note(text="Talked", **of(row, carla)).text == "Talked"


def test_a_coach_who_may_not_be_asked_is_not(anna: Account, carla: Coach) -> None:
    Coach.objects.update(asked=False)
    told = {"account": anna.pk, "coach": carla.pk, "agreed": agreed(), "now": timezone.now(), "by": BY}
    with pytest.raises(actions.NotForYou):
        actions.ask(**told)
    assert queries.coaches_to_ask() == ()


def test_nobody_guides_themselves_and_only_coaches_and_advisers_guide(carla: Coach, organisation: str) -> None:
    asked = actions.invite(coach=carla.pk, email="carla@example.org", now=timezone.now(), by=BY)
    with pytest.raises(actions.OwnCoach):
        accepted(asked.token, account_of(carla))
    boss = create_account(email="boss@example.org", by=BY)
    member = add_member(organisation=organisation, account=boss.pk, role=Role.EMPLOYER, by=BY)
    for account in (boss.pk, carla.membership.account_id):
        with pytest.raises(actions.NotForYou):
            actions.name_coach(membership=member.pk, account=account, name="Boss", asked=True, by=BY)


def test_ending_is_at_once_and_leaves_the_notes_to_the_person(guided: Guidance, carla: Coach) -> None:
    notes.add_note(text="Talked about care.", **of(guided, carla))
    assert actions.end(**theirs(guided))
    assert not actions.end(**theirs(guided))
    ended = queries.guidance(guided.pk)
    assert ended is not None
    assert not may(account_of(carla), Act.GUIDE, ended)
    assert queries.running(guided.pk, carla.membership.account_id, timezone.now()) is None
    deeds: tuple[Callable[[], object], ...] = (
        lambda: notes.add_note(text="More", **of(guided, carla)),
        lambda: notes.add_step(told=notes.StepTold("x", timezone.localdate()), **of(guided, carla)),
        lambda: notes.plan_for(content={"legs": []}, **of(guided, carla)),
        lambda: notes.note_seen(seen={}, **of(guided, carla)),
    )
    for deed in deeds:
        with pytest.raises(notes.NoLonger):
            deed()
    assert [one.text for one in ended.all_notes] == ["Talked about care."]
    assert not KeptJourney.objects.exists()


def test_the_time_that_was_agreed_ends_it_also_before_it_is_tidied_up(guided: Guidance, carla: Coach) -> None:
    late = timezone.now() + 31 * DAY
    assert queries.caseload_of(carla.membership.account_id, late) == ()
    with pytest.raises(notes.NoLonger):
        notes.add_note(**{**of(guided, carla), "now": late}, text="Late")
    assert actions.purge(now=late, by="system:worker") == 0  # the notes are the person's to read
    guided.refresh_from_db()
    assert guided.ended_at == guided.until
    assert actions.purge(now=late + 367 * DAY, by="system:worker") == 1
    assert not Guidance.objects.exists()


def test_a_request_nobody_answers_goes(anna: Account, carla: Coach) -> None:
    told = {"account": anna.pk, "coach": carla.pk, "agreed": agreed(), "now": timezone.now(), "by": BY}
    actions.ask(**told)
    actions.invite(coach=carla.pk, email="b@example.org", now=timezone.now(), by=BY)
    assert actions.purge(now=timezone.now() + 15 * DAY, by="system:worker") == 1
    assert not Guidance.objects.exists()
    assert not Invitation.objects.exists()


def test_no_citizen_number_gets_into_a_note_or_a_step(guided: Guidance, carla: Coach) -> None:
    follows = notes.StepTold("Bel over 111222333", timezone.localdate())
    notes.add_note(text="Mijn BSN is 111222333.", follow_up=follows, **of(guided, carla))
    assert "111222333" not in str([*Note.objects.values(), *Step.objects.values()])


def test_passing_on_happens_only_with_a_yes(guided: Guidance, carla: Coach, dirk: Coach) -> None:
    notes.add_note(text="Talked", **of(guided, carla))
    assert actions.ask_to_pass_on(to=dirk.pk, **of(guided, carla))
    assert queries.running(guided.pk, dirk.membership.account_id, timezone.now()) is None
    with pytest.raises(notes.NoLonger):
        notes.add_note(text="Not yet", **of(guided, dirk))
    assert actions.answer_passing_on(yes=False, **theirs(guided))
    assert not actions.answer_passing_on(yes=True, **theirs(guided))  # it is not asked any more
    actions.ask_to_pass_on(to=dirk.pk, **of(guided, carla))
    assert actions.answer_passing_on(yes=True, **theirs(guided))
    found = queries.running(guided.pk, dirk.membership.account_id, timezone.now())
    assert found is not None
    assert found.seen_at is None  # the new coach has not looked yet
    with pytest.raises(notes.NoLonger):
        notes.add_note(text="Mine no more", **of(guided, carla))


def test_one_passes_on_to_a_colleague_only(guided: Guidance, carla: Coach) -> None:
    elsewhere = a_coach("eva", an_organisation("De Maan"))
    for to in (elsewhere.pk, carla.pk):
        with pytest.raises(actions.NotForYou):
            actions.ask_to_pass_on(to=to, **of(guided, carla))


def test_a_coach_who_leaves_sees_nothing_and_the_notes_stay(guided: Guidance, carla: Coach) -> None:
    notes.add_note(text="Talked", **of(guided, carla))
    account = carla.membership.account_id
    Membership.objects.filter(pk=carla.membership_id).update(owner=False)
    remove_member(membership=carla.membership_id, organisation=guided.organisation_id, by=BY)
    assert queries.running(guided.pk, account, timezone.now()) is None
    left = queries.guidance(guided.pk)
    assert left is not None
    assert left.coach is None
    assert [one.text for one in left.all_notes] == ["Talked"]


def test_what_is_planned_together_is_the_persons_to_keep(guided: Guidance, carla: Coach) -> None:
    plan = notes.plan_for(content={"legs": []}, **of(guided, carla))
    assert plan is not None
    assert notes.plan_for(content={"legs": []}, **of(guided, carla)) is None  # it is there already
    row = KeptJourney.objects.get()
    assert (row.account_id, row.proposed, row.offered_by_id) == (
        guided.account_id,
        True,
        guided.organisation_id,
    )
    other = create_account(email="bob@example.org", by=BY)
    answer = {"journey": row.pk, "now": timezone.now(), "by": BY}
    assert not keeping.answer_proposal(account=other.pk, keep=True, **answer)
    assert keeping.answer_proposal(account=guided.account_id, keep=True, **answer)
    assert not KeptJourney.objects.get().proposed
    assert keeping.let_go(account=guided.account_id, journey=row.pk, by=BY)
    assert not Planned.objects.exists()


def test_a_journey_is_kept_once_and_not_without_end(anna: Account) -> None:
    for number in (*range(keeping.KEPT_AT_MOST), 0):
        keeping.keep_journey(account=anna.pk, content={"n": number}, now=timezone.now(), by=BY)
    assert KeptJourney.objects.count() == keeping.KEPT_AT_MOST
    with pytest.raises(keeping.TooManyKept):
        keeping.keep_journey(account=anna.pk, content={"n": -1}, now=timezone.now(), by=BY)


def test_nothing_is_saved_when_the_trail_cannot_be_written(
    guided: Guidance, carla: Coach, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(**_event: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(audit, "record", broken)
    for deed in (
        lambda: notes.add_note(text="x", **of(guided, carla)),
        lambda: notes.plan_for(content={}, **of(guided, carla)),
        lambda: actions.end(**theirs(guided)),
    ):
        with pytest.raises(RuntimeError):
            deed()
    guided.refresh_from_db()
    assert guided.ended_at is None
    assert not Note.objects.exists()
    assert not KeptJourney.objects.exists()


def test_the_trail_knows_no_name_and_no_note(guided: Guidance, carla: Coach) -> None:
    notes.add_note(text="Talked about care.", **of(guided, carla))
    said = str([vars(event) for event in latest()])
    for word in ("anna", "carla", "care"):
        assert word not in said


def at_once(*deeds: Callable[[], Any]) -> list[Any]:
    """Each deed on a connection of its own, begun at the same moment; what each gave, or what it raised."""
    together = threading.Barrier(len(deeds), timeout=30)

    def do(deed: Callable[[], Any]) -> Any:
        try:
            together.wait()
            return deed()
        except (actions.NotForYou, actions.AlreadyGuided, actions.TooMany, notes.NoLonger) as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as threads:
        return list(threads.map(do, deeds))


@pytest.mark.django_db(transaction=True)
def test_two_answers_at_once_make_one_guidance(anna: Account, carla: Coach) -> None:
    asked = actions.invite(coach=carla.pk, email=anna.email, now=timezone.now(), by=BY)
    answers = at_once(*[lambda: accepted(asked.token, anna)] * 2)
    assert sorted(isinstance(one, Guidance) for one in answers) == [False, True]
    assert Guidance.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_asking_and_accepting_at_once_make_one_guidance(anna: Account, carla: Coach) -> None:
    asked = actions.invite(coach=carla.pk, email=anna.email, now=timezone.now(), by=BY)
    told = {"account": anna.pk, "coach": carla.pk, "agreed": agreed(), "now": timezone.now(), "by": BY}
    answers = at_once(lambda: accepted(asked.token, anna), lambda: actions.ask(**told))
    assert sorted(isinstance(one, Guidance) for one in answers) == [False, True]


@pytest.mark.django_db(transaction=True)
def test_of_two_coaches_at_once_the_one_it_was_passed_to_may_write(
    guided: Guidance, carla: Coach, dirk: Coach
) -> None:
    """The old coach writes while the person says yes to the new one: their note waits, and is refused."""
    actions.ask_to_pass_on(to=dirk.pk, **of(guided, carla))
    begun_, may_go_on = threading.Event(), threading.Event()

    def pass_on() -> bool:
        try:
            with transaction.atomic():
                done = actions.answer_passing_on(yes=True, **theirs(guided))
                begun_.set()
                may_go_on.wait(30)
            return done
        finally:
            connection.close()

    def write() -> Any:
        try:
            return notes.add_note(text="Mine still?", **of(guided, carla))
        except notes.NoLonger as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        passing = threads.submit(pass_on)
        assert begun_.wait(30)
        writing = threads.submit(write)
        assert not writing.done()  # it waits for the lock
        may_go_on.set()
        assert passing.result(30)
        assert isinstance(writing.result(30), notes.NoLonger)
    assert notes.add_note(text="Mine now", **of(guided, dirk)).writer_id == dirk.pk
    assert Note.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_coaches_who_put_the_same_journey_there_at_once_put_it_there_once(
    guided: Guidance, anna: Account, carla: Coach, dirk: Coach
) -> None:
    other = begun(anna, dirk)
    made = at_once(
        lambda: notes.plan_for(content={"legs": []}, **of(guided, carla)),
        lambda: notes.plan_for(content={"legs": []}, **of(other, dirk)),
    )
    assert sorted(one is None for one in made) == [False, True]
    assert KeptJourney.objects.count() == Planned.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_last_place_of_a_coach_goes_to_one(
    anna: Account, carla: Coach, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "CASELOAD_AT_MOST", 1)
    bob = create_account(email="bob@example.org", by=BY)
    now = timezone.now()
    asked = [
        (one, actions.invite(coach=carla.pk, email=one.email, now=now, by=BY).token) for one in (anna, bob)
    ]
    answers = at_once(*[lambda one=one, token=token: accepted(token, one) for one, token in asked])
    assert sorted(isinstance(one, Guidance) for one in answers) == [False, True]
