# SPDX-License-Identifier: EUPL-1.2
"""Reminders go once to who asked for them; a replaced skill keeps the stronger evidence; said is said."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from smtplib import SMTPException

import pytest
from django.db import connection
from django.utils import timezone

from overstap.apps.accounts.actions import create_account
from overstap.apps.accounts.models import Account
from overstap.apps.audit.queries import latest
from overstap.apps.passports.actions import ProofTold, Told, add_proof, keep_passport
from overstap.apps.passports.enums import Part, ProofKind
from overstap.apps.passports.models import Passport, Proof
from overstap.apps.passports.sharing import give_proof, share
from overstap.apps.upkeep import actions, queries
from overstap.apps.upkeep.enums import Kind
from overstap.apps.upkeep.models import Reminder
from tests.interfaces.web.who import BY, an_organisation

pytestmark = pytest.mark.django_db

TODAY = date(2027, 1, 31)
NOW = timezone.now()


@pytest.fixture
def anna(db: None) -> Account:
    return create_account(email="anna@example.org", by=BY)


def passport_of(account: Account, **skills: str) -> Passport:
    told = Told(language="nl", occupation="old-job", skills=skills)
    return keep_passport(account=account.pk, told=told, now=NOW, by=BY)


def remind(account: Account, day: date = TODAY, months: int = 1) -> Reminder:
    return actions.set_reminder(account=account.pk, every_months=months, next_on=day, by=BY)


def sent_on(day: date) -> list[str]:
    sent: list[str] = []
    actions.send_due(now=NOW, today=day, send=lambda to, _language: sent.append(to), by="system:worker")
    return sent


def test_a_reminder_goes_on_its_day_and_then_as_often_as_was_chosen(anna: Account) -> None:
    remind(anna)
    assert sent_on(TODAY - timedelta(days=1)) == []
    assert sent_on(TODAY) == ["anna@example.org"]
    assert sent_on(TODAY) == []
    assert Reminder.objects.get().next_on == date(2027, 2, 28)
    assert sent_on(date(2027, 3, 5)) == ["anna@example.org"]  # late, and once


def test_who_switched_it_off_or_is_shut_out_gets_none(anna: Account) -> None:
    remind(anna)
    assert actions.stop_reminding(account=anna.pk, by=BY)
    assert not actions.stop_reminding(account=anna.pk, by=BY)
    assert sent_on(TODAY) == []
    remind(anna)
    Account.objects.update(is_active=False)
    assert sent_on(TODAY) == []


@pytest.mark.parametrize("failure", [OSError, SMTPException])
def test_one_that_could_not_be_sent_stays_due_and_keeps_nobody_else_waiting(
    failure: type[OSError], anna: Account
) -> None:
    remind(anna)
    remind(create_account(email="bob@example.org", by=BY))
    sent: list[str] = []

    def send(to: str, _language: str) -> None:
        if to.startswith("anna"):
            raise failure
        sent.append(to)

    assert actions.send_due(now=NOW, today=TODAY, send=send, by="system:worker") == 1
    assert sent == ["bob@example.org"]
    assert sent_on(TODAY) == ["anna@example.org"]


def test_the_trail_knows_how_many_and_not_to_whom(anna: Account) -> None:
    remind(anna)
    sent_on(TODAY)
    event = latest(limit=1)[0]
    assert (event.what, event.subject, event.counts) == ("reminders.sent", "reminders", {"sent": 1})


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_it_once(anna: Account) -> None:
    remind(anna)
    sent: list[str] = []
    together = threading.Barrier(2, timeout=30)
    sending = threading.Event()

    def send(to: str, _language: str) -> None:
        sent.append(to)
        sending.wait(2)  # the other worker comes by meanwhile

    def work(_number: int) -> int:
        try:
            together.wait()
            return actions.send_due(now=NOW, today=TODAY, send=send, by="system:worker")
        finally:
            sending.set()
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        counts = list(threads.map(work, range(2)))
    assert sorted(counts) == [0, 1]
    assert sent == ["anna@example.org"]


def test_taking_a_proposal_keeps_the_evidence_and_what_one_wrote(anna: Account) -> None:
    passport = passport_of(anna, old="inferred", other="claimed")
    add_proof(passport=passport, told=ProofTold(ProofKind.WORK, "x", skills=("old", "other")), by=BY)
    assert actions.accept(account=anna.pk, kind=Kind.SKILL, old="old", new="new", by=BY)
    assert dict(passport.skills.values_list("skill", "evidence")) == {"new": "inferred", "other": "claimed"}
    assert Proof.objects.get().skills == ["new", "other"]
    assert not actions.accept(account=anna.pk, kind=Kind.SKILL, old="old", new="new", by=BY)


@pytest.mark.parametrize(("old", "new"), [("certified", "claimed"), ("claimed", "certified")])
def test_of_two_that_become_one_the_stronger_evidence_stays(old: str, new: str, anna: Account) -> None:
    passport = passport_of(anna, old=old, new=new)
    actions.accept(account=anna.pk, kind=Kind.SKILL, old="old", new="new", by=BY)
    assert dict(passport.skills.values_list("skill", "evidence")) == {"new": "certified"}


def test_what_an_organisation_said_stays_as_it_said_it(anna: Account) -> None:
    passport = passport_of(anna, old="claimed")
    to = {"organisation": an_organisation("De Zon"), "parts": [Part.SKILLS], "blind": True}
    until = {"now": NOW, "until": NOW + timedelta(days=1)}
    row = share(passport=passport, **to, **until, by=BY)
    give_proof(share=row, kind=ProofKind.ENDORSEMENT, title="Seen", note="", skills=["old"], by=BY)
    actions.accept(account=anna.pk, kind=Kind.SKILL, old="old", new="new", by=BY)
    assert Proof.objects.get().skills == ["old"]


def test_taking_out_takes_out_and_an_occupation_follows_too(anna: Account) -> None:
    passport = passport_of(anna, old="claimed")
    actions.accept(account=anna.pk, kind=Kind.SKILL, old="old", new="", by=BY)
    actions.accept(account=anna.pk, kind=Kind.OCCUPATION, old="old-job", new="new-job", by=BY)
    passport.refresh_from_db()
    assert not passport.skills.exists()
    assert passport.occupation == "new-job"


def test_a_no_is_remembered_with_the_passport(anna: Account) -> None:
    passport = passport_of(anna, old="claimed")
    for _twice in range(2):
        actions.refuse(passport=passport.pk, kind=Kind.SKILL, old="old", new="new", by=BY)
    assert queries.refused_by(passport.pk) == {("skill", "old", "new")}
