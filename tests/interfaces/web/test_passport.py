# SPDX-License-Identifier: EUPL-1.2
"""A passport's pages: kept from the session, back into the planner, shared blind without telling who it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from overstap.apps.accounts.actions import create_account
from overstap.apps.accounts.enums import Role
from overstap.apps.accounts.models import Account
from overstap.apps.audit.queries import latest
from overstap.apps.organisations.members import add_member
from overstap.apps.passports.models import Look, Passport, Proof, Share
from overstap.engine.masking import mask_who_it_is
from tests.interfaces.web.who import BY, came_in, code_in_mail

pytestmark = pytest.mark.django_db
Tell = Callable[..., Client]

STORY = "Ik ben Fatima el Idrissi, 45 jaar oud. Ik deed de kas en behandelde klachten. Bel 06-12345678."
WHO = ("Fatima", "Idrissi", "45 jaar", "06-1234", "anna@example.org")


@pytest.fixture
def anna() -> Account:
    return create_account(email="anna@example.org", by=BY)


def with_story(told: Tell, account: Account, story: str = STORY) -> Client:
    """Somebody who told their story, came in, and kept it."""
    trip = told(story, place="delft", hours_low="24", hours_high="32").session["trip"]
    client = came_in(account)
    session = client.session
    session["trip"] = trip
    session.save()
    assert client.post(reverse("passport-keep"))["Location"] == reverse("passport")
    return client


def coworker(organisation: str) -> Client:
    account = create_account(email="boss@example.org", by=BY)
    add_member(organisation=organisation, account=account.pk, role=Role.EMPLOYER, by=BY)
    return came_in(account)


def share(client: Client, organisation: str, *, parts: tuple[str, ...], blind: str = "yes") -> Share:
    until = (timezone.localdate() + timedelta(days=30)).isoformat()
    posted = {"organisation": organisation, "parts": parts, "until": until, "blind": blind}
    assert client.post(reverse("share-passport"), posted)["Location"] == reverse("passport")
    return Share.objects.get()


def test_what_was_told_is_kept_and_comes_back_when_one_comes_in_elsewhere(told: Tell, anna: Account) -> None:
    kept = with_story(told, anna).session["trip"]
    elsewhere = Client()
    elsewhere.post(reverse("account_login"), {"login": anna.email})
    elsewhere.post(reverse("account_confirm_login_code"), {"code": code_in_mail()})
    trip = elsewhere.session["trip"]
    assert {name: trip[name] for name in trip if name not in ("masked", "example")} == {
        name: kept[name] for name in kept if name not in ("masked", "example")
    }
    assert elsewhere.get(reverse("my-work")).status_code == 200
    assert len(mail.outbox) == 1


def test_a_proof_makes_the_planner_see_the_skill_as_shown(told: Tell, anna: Account) -> None:
    client = with_story(told, anna)
    posted = {"kind": "certificate", "title": "Certificaat klachten behandelen", "note": "", "whose": "ROC"}
    client.post(reverse("proof-new"), posted)
    (proof,) = Proof.objects.all()
    assert "handle-complaints" in proof.skills
    client.post(reverse("passport-use"), {"go": "skills"})
    assert client.session["trip"]["skills"]["handle-complaints"] == "certified"


def test_somebody_elses_example_is_not_kept(client: Client, haaglanden: object, anna: Account) -> None:
    client = came_in(anna)
    person = next(iter(haaglanden.records.people))  # type: ignore[attr-defined]
    client.post(reverse("example"), {"person": person})
    client.post(reverse("passport-keep"))
    assert not Passport.objects.exists()


def test_blind_tells_nowhere_who_it_is(told: Tell, anna: Account, a_bakery: str) -> None:
    client = with_story(told, anna)
    told_of_it = {"kind": "work", "title": "Balie", "whose": "Bank in de Kerkstraat", "note": "Ik ben Fatima."}
    client.post(reverse("proof-new"), told_of_it)
    boss = coworker(a_bakery)
    row = share(client, a_bakery, parts=("skills", "proofs", "languages", "licences", "wishes", "story"))
    for address in (reverse("shared-passports"), reverse("shared-passport", args=[row.pk])):
        page = boss.get(address).content.decode()
        for word in (*WHO, "Kerkstraat", "Delft", str(anna.pk)):
            assert word not in page, word
    assert "kas" in page


def test_open_shows_what_was_shared_and_no_other_part(told: Tell, anna: Account, a_bakery: str) -> None:
    client = with_story(told, anna)
    boss = coworker(a_bakery)
    row = share(client, a_bakery, parts=("skills",), blind="no")
    page = boss.get(reverse("shared-passport", args=[row.pk])).content.decode()
    assert "anna@example.org" in page
    assert "Fatima" not in page  # the story was not shared
    assert 'id="proofs-title"' not in page
    assert 'id="wishes-title"' not in page


def test_the_owner_sees_who_looked_and_withdraws_it_at_once(told: Tell, anna: Account, a_bakery: str) -> None:
    client = with_story(told, anna)
    boss = coworker(a_bakery)
    row = share(client, a_bakery, parts=("skills",))
    address = reverse("shared-passport", args=[row.pk])
    assert boss.get(address).status_code == 200
    assert Look.objects.count() == 1
    page = client.get(reverse("passport")).content.decode()
    assert "Wie er keek" in page
    assert "De Zon" in page
    client.post(reverse("withdraw-passport"), {"share": str(row.pk)})
    assert boss.get(address).status_code == 404
    assert boss.post(address, {"kind": "endorsement", "title": "x", "skills": "handle-cash"}).status_code == 404
    assert [event.what for event in latest(limit=2)] == ["share.withdrawn", "passport.looked-at"]


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("organisation", "", "Kies met wie."),
        ("parts", "", "Kies minstens één deel."),
        ("until", "2020-01-01", "Kies een dag na vandaag, binnen een jaar."),
        ("until", "2099-01-01", "Kies een dag na vandaag, binnen een jaar."),
    ],
)
def test_what_cannot_be_shared_is_said_and_nothing_is_shared(
    field: str, value: str, sentence: str, told: Tell, anna: Account, a_bakery: str
) -> None:
    client = with_story(told, anna)
    coworker(a_bakery)
    until = (timezone.localdate() + timedelta(days=30)).isoformat()
    posted = {"organisation": a_bakery, "parts": "skills", "until": until, "blind": "yes", field: value}
    answer = client.post(reverse("share-passport"), posted)
    assert answer.status_code == 422
    assert answer.content.decode().count(sentence) >= 2  # in the alert, and at the field
    assert not Share.objects.exists()


def test_removing_a_passport_leaves_the_account(told: Tell, anna: Account) -> None:
    client = with_story(told, anna)
    client.post(reverse("passport-remove"))
    assert not Passport.objects.exists()
    assert client.get(reverse("account")).status_code == 200


@pytest.mark.parametrize(
    "text",
    [
        "Mijn naam is Jan de Vries",
        "I'm John Smith",
        "geboren op 12-03-1980 in Rabat",
        "Ik ben 52 jaar en moeder",
        "Kerkstraat 12, 2511 AB Den Haag",
        "+31 6 12345678",
        "linkedin.com/in/jan",
        "Marokkaanse vrouw",
    ],
)
def test_what_tells_who_it_is_is_made_unreadable(text: str) -> None:
    for word in (
        "Vries",
        "Smith",
        "1980",
        "Rabat",
        "52",
        "moeder",
        "Kerkstraat",
        "2511",
        "1234",
        "jan",
        "Marok",
    ):
        assert word not in mask_who_it_is(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ik ben verpleegkundige en werkte 12 jaar in de zorg",
        "In 2010 werkte ik met 24 klanten per week",
        "Ik haalde mijn rijbewijs B en VCA",
    ],
)
def test_other_words_stay(text: str) -> None:
    assert mask_who_it_is(text) == text
