# SPDX-License-Identifier: EUPL-1.2
"""Asking, answering and reacting on the pages: names open with two yeses, and mails tell nothing."""

from __future__ import annotations

from datetime import timedelta
from smtplib import SMTPException

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from overstap.apps.accounts.actions import create_account
from overstap.apps.accounts.enums import Role
from overstap.apps.contacts import finding
from overstap.apps.contacts.enums import Ending, State
from overstap.apps.contacts.models import Contact, Findable, Notice, Outcome, StillAtWork
from overstap.apps.contacts.outcomes import ask_still_at_work
from overstap.apps.openings.models import Opening
from overstap.apps.organisations.actions import add_organisation
from overstap.apps.organisations.enums import OrganisationKind
from overstap.apps.organisations.mandates import give_mandate
from overstap.apps.organisations.members import add_member
from overstap.apps.passports.models import Passport
from overstap.engine.region import Region
from overstap.web.contacts.telling import send_waiting
from tests.interfaces.web.stored import TILL, store_opening
from tests.interfaces.web.test_candidates import findable, listed, numbers_on, somebody
from tests.interfaces.web.who import BY, came_in

pytestmark = pytest.mark.django_db

YES = {"do": "yes", "name": "Anna de Vries", "reach": "06-11111111"}


@pytest.fixture
def till(db: None, haaglanden: Region) -> Opening:
    return store_opening(haaglanden, TILL)


@pytest.fixture
def boss(till: Opening) -> Client:
    account = create_account(email="boss@example.org", by=BY)
    add_member(organisation=till.organisation_id, account=account.pk, role=Role.EMPLOYER, by=BY)
    return came_in(account)


@pytest.fixture
def anna(till: Opening) -> Passport:
    return findable(somebody())


def asked(boss: Client, message: str = "Kom je praten? Bel 06-99999999.") -> Contact:
    (number,) = numbers_on(listed(boss))
    answer = boss.post(reverse("candidate", args=[TILL, number]), {"message": message})
    contact = Contact.objects.get()
    assert answer["Location"] == reverse("people-contact", args=[contact.organisation_id, contact.pk])
    return contact


def theirs(boss: Client, contact: Contact) -> str:
    return boss.get(reverse("people-contact", args=[contact.organisation_id, contact.pk])).content.decode()


def mine(client: Client, contact: Contact) -> str:
    return client.get(reverse("my-contact", args=[contact.pk])).content.decode()


def test_a_question_an_answer_and_the_names_open(boss: Client, anna: Passport, till: Opening) -> None:
    contact, her = asked(boss), came_in(anna.account)
    assert "Anna" not in theirs(boss, contact)
    page = mine(her, contact)
    assert "06-99999999" not in page
    assert till.organisation.name in page
    assert "gedekt" in page
    assert "wensen verteld" in page or "wens" in page
    her.post(reverse("my-contact", args=[contact.pk]), YES)
    page = theirs(boss, contact)
    assert "Anna de Vries" in page
    assert "06-11111111" in page
    assert "boss@example.org" in mine(her, contact)
    her.post(reverse("my-contact", args=[contact.pk]), {"do": "end"})
    page = theirs(boss, contact)
    for word in ("Anna", "06-11111111", "kas"):
        assert word not in page


def test_a_no_opens_nothing_and_the_reason_is_told(boss: Client, anna: Passport) -> None:
    contact, her = asked(boss), came_in(anna.account)
    her.post(reverse("my-contact", args=[contact.pk]), {"do": "no", "reason": "found-work"})
    contact.refresh_from_db()
    assert (contact.ending, contact.name) == (Ending.REFUSED_BY_PERSON, "")
    page = theirs(boss, contact)
    assert "hebben werk gevonden" in page
    assert "kas" not in page


def test_a_yes_without_a_name_is_asked_for_again(boss: Client, anna: Passport) -> None:
    contact, her = asked(boss), came_in(anna.account)
    answer = her.post(reverse("my-contact", args=[contact.pk]), {"do": "yes", "name": "", "reach": ""})
    assert answer.status_code == 422
    assert 'href="#name"' in answer.content.decode()
    contact.refresh_from_db()
    assert contact.state == State.ASKED


def test_a_citizen_service_number_gets_in_by_no_field(boss: Client, anna: Passport) -> None:
    contact, her = asked(boss, "bsn 111222333"), came_in(anna.account)
    her.post(
        reverse("my-contact", args=[contact.pk]), {**YES, "name": "Anna 111222333", "reach": "111.222.333"}
    )
    contact.refresh_from_db()
    kept = f"{contact.message} {contact.name} {contact.reach}"
    assert contact.state == State.AGREED
    assert "222" not in kept


def test_who_answers_after_it_ended_is_told_so(boss: Client, anna: Passport) -> None:
    contact, her = asked(boss), came_in(anna.account)
    finding.withdraw(passport=anna.pk, now=timezone.now(), by=BY)
    answer = her.post(reverse("my-contact", args=[contact.pk]), YES, follow=True)
    assert "intussen" in answer.content.decode()
    contact.refresh_from_db()
    assert contact.name == ""


def test_somebody_reacts_blind_and_the_organisation_answers(boss: Client, till: Opening) -> None:
    anna = somebody()  # not to be found
    her = came_in(anna.account)
    assert her.get(reverse("react", args=[TILL])).status_code == 200
    posted = {**YES, "parts": ["wishes"], "message": "Ik ben Anna, ik kom graag."}
    answer = her.post(reverse("react", args=[TILL]), posted)
    contact = Contact.objects.get()
    assert answer["Location"] == reverse("my-contact", args=[contact.pk])
    assert not Findable.objects.exists()
    page = theirs(boss, contact)
    assert "kom graag" in page
    for word in ("Anna", "06-11111111", "deed de kas"):
        assert word not in page
    address = reverse("people-contact", args=[contact.organisation_id, contact.pk])
    boss.post(address, {"do": "no"})
    contact.refresh_from_db()
    assert contact.state == State.APPLIED  # without a reason it is no answer
    boss.post(address, {"do": "yes"})
    assert "Anna de Vries" in theirs(boss, contact)
    assert her.get(reverse("react", args=[TILL])).status_code == 302  # to what there is already


def test_who_has_no_passport_is_led_to_it(till: Opening, boss: Client) -> None:
    client = came_in(create_account(email="new@example.org", by=BY))
    assert client.get(reverse("react", args=[TILL]))["Location"] == reverse("passport")


def test_where_nobody_would_answer_one_cannot_react(till: Opening) -> None:
    her = came_in(somebody().account)
    assert "Niemand van" in her.get(reverse("react", args=[TILL])).content.decode()
    her.post(reverse("react", args=[TILL]), YES)
    assert not Contact.objects.exists()
    assert reverse("react", args=[TILL]) not in her.get(reverse("opening", args=[TILL])).content.decode()


def test_a_stranger_finds_nothing_by_guessing(boss: Client, anna: Passport, haaglanden: Region) -> None:
    contact = asked(boss)
    other = store_opening(haaglanden, "barista-mokka-a")
    account = create_account(email="other@example.org", by=BY)
    add_member(organisation=other.organisation_id, account=account.pk, role=Role.EMPLOYER, by=BY)
    stranger = came_in(account)
    for address in (
        reverse("people-contact", args=[contact.organisation_id, contact.pk]),
        reverse("people-contact", args=[other.organisation_id, contact.pk]),
        reverse("my-contact", args=[contact.pk]),
        reverse("candidate", args=[TILL, contact.candidate_id]),
    ):
        assert stranger.get(address).status_code == 404, address
        assert stranger.post(address, YES).status_code == 404, address
    contact.refresh_from_db()
    assert contact.state == State.ASKED


def test_mails_tell_that_there_is_something_and_nothing_else(
    boss: Client, anna: Passport, till: Opening
) -> None:
    contact, her = asked(boss), came_in(anna.account)
    her.post(reverse("my-contact", args=[contact.pk]), YES)
    assert send_waiting(now=timezone.now()) == 2
    assert send_waiting(now=timezone.now()) == 0
    assert sorted(one.to for one in mail.outbox) == [["anna@example.org"], ["boss@example.org"]]
    for one in mail.outbox:
        said = f"{one.subject} {one.body}"
        assert str(contact.pk) in said
        for word in ("Anna", "Vries", "0611", "06-1", "kas", str(till.title["nl"]), till.organisation.name):
            assert word not in said, word


def test_a_mail_that_no_server_takes_is_tried_again(
    boss: Client, anna: Passport, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked(boss)

    def broken(*_of: object) -> None:
        raise SMTPException

    with monkeypatch.context() as patch:
        patch.setattr("overstap.web.mails.send", broken)
        assert send_waiting(now=timezone.now()) == 0
    assert Notice.objects.filter(sent_at=None).count() == 1
    assert send_waiting(now=timezone.now()) == 1


def test_who_else_sees_it_is_told_before_one_says_yes(boss: Client, anna: Passport, till: Opening) -> None:
    contact = asked(boss)
    broker = add_organisation(name="De Makelaar", kind=OrganisationKind.BROKER, place=till.place_id, by=BY).pk
    account = create_account(email="broker@example.org", by=BY)
    add_member(organisation=broker, account=account.pk, role=Role.BROKER, by=BY)
    via = came_in(account)
    address = reverse("people-contact", args=[till.organisation_id, contact.pk])
    assert via.get(address).status_code == 404
    assert "De Makelaar" not in mine(came_in(anna.account), contact)
    give_mandate(firm=till.organisation_id, broker=broker, by=BY)
    assert via.get(address).status_code == 200
    assert "De Makelaar" in mine(came_in(anna.account), contact)


def test_how_fast_an_organisation_answers_stands_where_one_decides(boss: Client, anna: Passport) -> None:
    contact = asked(boss)
    page = mine(came_in(anna.account), contact)
    assert "tien mensen" in page
    now = timezone.now()
    Contact.objects.all().delete()
    for n in range(10):
        one = somebody(f"p{n}")
        number = finding.numbers_for(opening=TILL, passports=[one.pk])[one.pk]
        Contact.objects.create(
            candidate_id=number,
            organisation_id=contact.organisation_id,
            begun_by="person",
            state="closed",
            ending="refused-by-organisation",
            reason="place-is-taken",
            parts=["skills"],
            begun_at=now - timedelta(days=5),
            person_yes_at=now - timedelta(days=5),
            closed_at=now - timedelta(days=2),
        )
    for page in (
        boss.get(reverse("people-desk", args=[contact.organisation_id])),
        boss.get(reverse("opening", args=[TILL])),
    ):
        text = " ".join(page.content.decode().split())
        assert "binnen 3 dagen" in text
        assert "100% op tijd" in text


def test_both_sides_say_what_came_of_it_and_she_says_whether_she_is_still_there(
    boss: Client, anna: Passport
) -> None:
    contact, her = asked(boss), came_in(anna.account)
    my, address = (
        reverse("my-contact", args=[contact.pk]),
        reverse("people-contact", args=[contact.organisation_id, contact.pk]),
    )
    today = timezone.localdate().isoformat()
    started = {"do": "outcome", "kind": "started", "on": today}
    assert "intussen" in her.post(my, started, follow=True).content.decode()  # not in touch yet
    her.post(my, YES)
    her.post(my, {"do": "touch"})
    for wrong in ({**started, "on": ""}, {**started, "on": "2099-01-01"}, {**started, "kind": "stopped"}):
        assert her.post(my, wrong).status_code == 422, wrong
        assert boss.post(address, wrong).status_code == 422, wrong
    boss.post(address, started)
    assert "Begonnen met werk" in mine(her, contact)
    (outcome,) = Outcome.objects.all()
    her.post(my, {"do": "remove-outcome", "outcome": str(outcome.pk)})
    assert not Outcome.objects.exists()
    her.post(my, started)
    boss.post(address, {"do": "remove-outcome", "outcome": str(Outcome.objects.get().pk)})
    assert Outcome.objects.exists()  # her word stays
    now = timezone.now()
    ask_still_at_work(today=now.date() + timedelta(days=200), now=now)
    question = StillAtWork.objects.get(months=6)
    assert "6 maanden later" in mine(her, contact)
    assert "6 maanden later" not in theirs(boss, contact)
    answer = {"do": "still", "question": str(question.pk), "answer": "elsewhere"}
    assert boss.post(address, answer).status_code == 403
    her.post(my, answer)
    question.refresh_from_db()
    assert question.answer == "elsewhere"
    stopped = {"do": "outcome", "kind": "stopped", "on": today, "stopped_by": "person", "reason": "pay"}
    her.post(my, stopped)
    assert "hun keuze, het loon" in theirs(boss, contact)
