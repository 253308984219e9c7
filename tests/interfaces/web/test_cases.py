# SPDX-License-Identifier: EUPL-1.2
"""The desk for mass redundancy: what an adviser sees and does, fast with 1,500 people; others see nothing."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from overstap.apps.accounts.actions import create_account
from overstap.apps.accounts.enums import Role
from overstap.apps.mobility.models import Case, CasePerson
from overstap.apps.organisations.members import add_member
from overstap.apps.passports import sharing
from overstap.apps.passports.actions import Told, keep_passport
from overstap.apps.passports.enums import Part
from overstap.engine.generate.bank import Bank, bank_roster
from overstap.engine.region import Region
from tests.interfaces.web.who import BY, account_of, an_organisation, came_in

pytestmark = pytest.mark.django_db

FILLED = {"name": "Bank van de Vliet", "notified_on": "2027-01-11", "last_day": "2027-06-30", "people": "1500"}


@pytest.fixture
def centre(db: None) -> str:
    return an_organisation("Werkcentrum")


@pytest.fixture
def adviser(centre: str) -> Client:
    return came_in(account_of(Role.ADVISER, centre))


@pytest.fixture
def case(adviser: Client) -> Case:
    answer = adviser.post(reverse("case-new"), FILLED)
    assert answer.status_code == 302, answer.content.decode()[:3000]
    return Case.objects.get()


def bring_in(adviser: Client, case: Case, data: bytes) -> Any:
    file = SimpleUploadedFile("mensen.csv", data)
    return adviser.post(reverse("case-bring-in", args=[case.pk]), {"file": file})


@pytest.fixture
def full(adviser: Client, case: Case, haaglanden: Region) -> Case:
    """With the 1,500 people of the made-up bank."""
    assert bring_in(adviser, case, bank_roster(haaglanden.records, Bank())).status_code == 302
    return case


def test_a_case_shows_its_days_as_a_table_with_sources(adviser: Client, case: Case) -> None:
    page = adviser.get(reverse("case", args=[case.pk])).content.decode()
    for said in ("11 februari 2027", "art. 672 lid 2", "28 april 2027", "31 mei 2027", "schatting"):
        assert said in page
    assert "Niet iedereen kan" not in page


def test_a_case_of_a_company_we_know_is_tied_to_it(adviser: Client) -> None:
    known = an_organisation("Bank van de Vliet")
    adviser.post(reverse("case-new"), FILLED | {"name": "bank van de vliet"})
    adviser.post(reverse("case-new"), FILLED | {"name": "Een andere bank"})
    assert {one.name: one.company_id for one in Case.objects.all()} == {
        "bank van de vliet": known,
        "Een andere bank": None,
    }


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"last_day": "2027-01-10"}, "Kies een latere"),
        ({"people": "0"}, "Vul in hoeveel mensen"),
        ({"staff": "1499"}, "minder dan de mensen"),
        ({"name": " "}, "Vul de naam"),
        ({"notified_on": "morgen"}, "Dit is geen dag"),
    ],
)
def test_what_is_wrong_is_said_and_opens_nothing(adviser: Client, wrong: dict[str, str], said: str) -> None:
    answer = adviser.post(reverse("case-new"), FILLED | wrong)
    assert (answer.status_code, Case.objects.count()) == (422, 0)
    assert said in answer.content.decode()


def test_the_calendar_has_every_step_under_an_id_that_stays(adviser: Client, case: Case) -> None:
    def loaded() -> dict[str, Any]:
        answer = adviser.get(reverse("case-calendar", args=[case.pk]))
        assert answer["Content-Type"].startswith("text/calendar")
        events = Calendar.from_ical(answer.content).walk("VEVENT")
        return {str(event["uid"]): event["dtstart"].dt for event in events}

    before = loaded()
    adviser.post(reverse("case-change", args=[case.pk]), FILLED | {"last_day": "2027-07-31"})
    after = loaded()
    assert len(before) == 12
    assert set(before) == set(after)
    assert before != after


def test_a_file_comes_in_with_what_it_did(adviser: Client, full: Case, haaglanden: Region) -> None:
    assert full.members.count() == 1500
    some = b"\r\n".join(bank_roster(haaglanden.records, Bank()).splitlines()[:11])
    again = bring_in(adviser, full, some)
    page = adviser.get(again["Location"]).content.decode()
    assert "0 nieuw, 0 veranderd, 10 hetzelfde" in page


def test_a_wrong_file_brings_nobody_in_and_says_where_it_is_wrong(adviser: Client, case: Case) -> None:
    answer = bring_in(adviser, case, b"nummer;beroep;woonplaats\n1;secretaresse;Delf\n111222333;kok;Delft\n")
    page = answer.content.decode()
    assert (answer.status_code, case.members.count()) == (422, 0)
    assert "mensen.csv, rij 2, kolom woonplaats: “Delf”" in page
    assert "rij 3, kolom nummer" in page
    assert "111222333" not in page


def test_the_example_that_is_offered_comes_in(adviser: Client, case: Case) -> None:
    answer = adviser.get(reverse("case-example", args=[case.pk]))
    assert bring_in(adviser, case, answer.content).status_code == 302
    assert case.members.count() == 1500


def test_the_board_of_1500_asks_few_questions(adviser: Client, full: Case) -> None:
    address = reverse("case-people", args=[full.pk])
    adviser.get(address)
    few = CaptureQueriesContext(connection)
    with few:
        page = adviser.get(address).content.decode()
    assert page.count("/mensen/") >= 50
    assert len(few) <= 14
    third = adviser.get(address, {"page": "3"}).content.decode()
    assert "VOORBEELD-00101" in third


def test_the_board_finds_people(adviser: Client, full: Case) -> None:
    address = reverse("case-people", args=[full.pk])

    def found(**asked: str) -> int:
        page = adviser.get(address, asked).content.decode()
        return int(re.search(r'role="status">([\d.]+)', page)[1].replace(".", ""))  # type: ignore[index]

    members = CasePerson.objects.all()
    assert found() == 1500
    assert found(work="secretary") == members.filter(occupation="secretary").count() > 0
    assert found(place="delft", work="secretary") < found(place="delft")
    assert found(q="00042") == 1
    assert found(stage="placed") == 0
    assert found(stage="nonsense", work="nonsense", place="nonsense") == 1500


def test_somebody_is_moved_with_a_reason_and_not_without(adviser: Client, full: Case) -> None:
    person = full.members.first()
    address = reverse("case-person", args=[full.pk, person.pk])
    asked = {"before": "orientation", "after": "training", "reason": ""}
    assert adviser.post(address, asked).status_code == 422
    assert adviser.post(address, asked | {"reason": "Begint in maart"}).status_code == 302
    assert "Begint in maart" in adviser.get(address).content.decode()
    late = adviser.post(address, asked | {"reason": "Te laat"})
    assert late.status_code == 422
    assert "intussen" in late.content.decode()


def test_a_colleague_of_another_centre_gets_at_nothing(full: Case) -> None:
    other = create_account(email="other@example.org", by=BY)
    add_member(organisation=an_organisation("Elders"), account=other.pk, role=Role.ADVISER, by=BY)
    client, person = came_in(other), full.members.first()
    for name in ("case-change", "case-remove", "case-bring-in", "case-bring-in-shared"):
        assert client.post(reverse(name, args=[full.pk]), FILLED).status_code == 404
    for name in ("case-person", "case-person-remove"):
        asked = {"before": "orientation", "after": "out", "reason": "x", "sure": "yes"}
        assert client.post(reverse(name, args=[full.pk, person.pk]), asked).status_code == 404
    assert full.members.count() == 1500
    assert not person.moves.exists()
    assert "Bank van de Vliet" not in client.get(reverse("cases")).content.decode()


def test_who_shares_a_passport_is_brought_in_and_told_apart(adviser: Client, case: Case) -> None:
    account = create_account(email="fatima@example.org", by=BY)
    passport = keep_passport(account=account.pk, told=Told(language="nl"), now=timezone.now(), by=BY)
    until = {"now": timezone.now(), "until": timezone.now() + timedelta(days=30), "by": BY}
    share = sharing.share(
        passport=passport, organisation=case.centre_id, parts=[Part.SKILLS], blind=True, **until
    )
    page = adviser.get(reverse("case-bring-in", args=[case.pk])).content.decode()
    assert f'value="{share.pk}"' in page
    assert "fatima" not in page
    adviser.post(reverse("case-bring-in-shared", args=[case.pk]), {"share": str(share.pk)})
    person = case.members.get()
    shown = adviser.get(reverse("case-person", args=[case.pk, person.pk])).content.decode()
    assert reverse("shared-passport", args=[share.pk]) in shown
    assert "fatima" not in shown
    for nobody in (str(uuid4()), "x"):
        adviser.post(reverse("case-bring-in-shared", args=[case.pk]), {"share": nobody})
    assert case.members.count() == 1


def test_somebody_and_a_case_are_removed_when_one_is_sure(adviser: Client, full: Case) -> None:
    person = full.members.first()
    gone = reverse("case-person-remove", args=[full.pk, person.pk])
    assert adviser.post(gone).status_code == 403
    assert adviser.post(gone, {"sure": "yes"}).status_code == 302
    assert full.members.count() == 1499
    adviser.get(reverse("case-remove", args=[full.pk]))
    assert full.members.count() == 1499
    adviser.post(reverse("case-remove", args=[full.pk]))
    assert not Case.objects.exists()
