# SPDX-License-Identifier: EUPL-1.2
"""A school holds a round: students from a file, places, wishes by code, who gets what."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from overstap.apps.accounts.enums import Role
from overstap.apps.openings.models import Opening
from overstap.apps.rounds.models import Round, RoundPlace, RoundStudent
from overstap.bridge.region_import import import_pack
from overstap.engine.pack import read_pack
from tests.interfaces.web.conftest import SHIPPED
from tests.interfaces.web.who import account_of, an_organisation, came_in

pytestmark = pytest.mark.django_db

LIST = """nummer;beroep;woonplaats;vaardigheden
a1;receptionist;Leiden;gasten ontvangen, telefoon aannemen
a2;receptionist;Delft;
a3;installateur zonnepanelen;Den Haag;zonnepanelen leggen
"""


@pytest.fixture
def school(db: None) -> Client:
    import_pack(read_pack(SHIPPED), by="terminal")
    return came_in(account_of(Role.SCHOOL, an_organisation("De School")))


@pytest.fixture
def round_(school: Client) -> Round:
    day = timezone.localdate()
    told = {
        "name": "Voorjaar",
        "wishes_until": day + timedelta(days=10),
        "starts_on": day + timedelta(days=30),
        "ends_on": day + timedelta(days=130),
        "choice": "stable",
    }
    answer = school.post(reverse("round-new"), told)
    assert answer.status_code == 302, answer.content.decode()
    return Round.objects.get()


def bring(school: Client, round_: Round, text: str = LIST) -> dict[str, str]:
    file = SimpleUploadedFile("studenten.csv", text.encode())
    page = school.post(reverse("round-students", args=[round_.pk]), {"do": "bring", "file": file})
    found = re.findall(r'<th scope="row">(\w+)</th><td class="num">([A-Z0-9-]+)</td>', page.content.decode())
    assert page.status_code == 200, page.content.decode()
    return dict(found)


def offer(school: Client, round_: Round, *openings: str) -> None:
    for opening in openings:
        told = {"do": "offer", "opening": opening, "places": 1, "criterion": "score"}
        assert school.post(reverse("round-places", args=[round_.pk]), told).status_code == 302


def learning(number: int) -> list[str]:
    found = Opening.objects.exclude(kind="vacancy").order_by("pk")
    return list(found.values_list("pk", flat=True)[:number])


def test_from_a_list_of_students_to_who_gets_what(school: Client, round_: Round) -> None:
    codes = bring(school, round_)
    assert set(codes) == {"a1", "a2", "a3"}
    offer(school, round_, *learning(2))
    places = list(RoundPlace.objects.order_by("opening_id"))
    for reference in ("a1", "a2"):
        student = Client()
        assert student.post(reverse("round-code"), {"code": codes[reference].lower()}).status_code == 302
        page = student.get(reverse("round-wishes")).content.decode()
        assert "Waar wil je leren?" in page
        kept = student.post(reverse("round-wishes"), {"do": "keep", "wish_1": str(places[0].pk)})
        assert kept.status_code == 302
    do = reverse("round-do", args=[round_.pk])
    assert school.post(do, {"do": "hold"}).status_code == 302
    page = school.get(reverse("round", args=[round_.pk])).content.decode()
    assert "Niemand heeft liever elkaar" in page
    got = {one.reference: one.got_id for one in RoundStudent.objects.all()}
    assert len([one for one in (got["a1"], got["a2"]) if one == places[0].pk]) == 1
    assert "Er is minstens 1 plek te weinig" in page
    school.post(do, {"do": "fix"})
    winner = next(name for name in ("a1", "a2") if got[name] == places[0].pk)
    student = Client()
    student.post(reverse("round-code"), {"code": codes[winner]})
    assert "Je hebt een plek" in student.get(reverse("round-wishes")).content.decode()
    table = school.get(reverse("round-list", args=[round_.pk])).content.decode()
    assert len(table.strip().splitlines()) == 4


def test_a_list_with_a_fault_brings_nobody_in(school: Client, round_: Round) -> None:
    file = SimpleUploadedFile("studenten.csv", f"{LIST}a4;receptionist;Atlantis;\n".encode())
    page = school.post(reverse("round-students", args=[round_.pk]), {"do": "bring", "file": file})
    assert page.status_code == 422
    assert "Atlantis" in page.content.decode()
    assert RoundStudent.objects.count() == 0


def test_the_same_place_is_not_wished_twice(school: Client, round_: Round) -> None:
    codes = bring(school, round_)
    offer(school, round_, *learning(1))
    place = str(RoundPlace.objects.get().pk)
    student = Client()
    student.post(reverse("round-code"), {"code": codes["a1"]})
    page = student.post(reverse("round-wishes"), {"do": "keep", "wish_1": place, "wish_2": place})
    assert page.status_code == 422
    assert "Deze koos je hierboven al" in page.content.decode()


def test_a_wrong_code_opens_nothing_and_may_not_be_guessed_without_end(school: Client) -> None:
    stranger = Client()
    page = stranger.post(reverse("round-code"), {"code": "AAAAA-AAAAA"})
    assert page.status_code == 422
    assert stranger.get(reverse("round-wishes")).status_code == 302
    answers = {stranger.post(reverse("round-code"), {"code": "AAAAA-AAAAA"}).status_code for _ in range(40)}
    assert 429 in answers


def test_another_school_sees_nothing_of_it(school: Client, round_: Round) -> None:
    other = came_in(account_of(Role.COACH, an_organisation("Elders")))
    for name in ("round", "round-places", "round-students", "round-list", "round-change", "round-remove"):
        assert other.get(reverse(name, args=[round_.pk])).status_code == 404


def test_pages_ask_the_database_little_however_many_students(
    school: Client, round_: Round, django_assert_max_num_queries: object
) -> None:
    rows = "".join(f"s{number};receptionist;Leiden;\n" for number in range(200))
    bring(school, round_, f"nummer;beroep;woonplaats;vaardigheden\n{rows}")
    offer(school, round_, *learning(8))
    school.post(reverse("round-do", args=[round_.pk]), {"do": "hold"})
    for name in ("round", "round-places", "round-students", "round-list"):
        with django_assert_max_num_queries(24):  # type: ignore[operator]
            assert school.get(reverse(name, args=[round_.pk])).status_code == 200


def test_places_are_sought_by_work_host_or_municipality_and_what_students_study_comes_first(
    school: Client, round_: Round
) -> None:
    address = reverse("round-places", args=[round_.pk])
    bring(school, round_, "nummer;beroep;woonplaats\nc1;kok;Leiden\n")
    assert school.get(address).context["offers"][0]["opening"].occupation_id == "cook"
    for text in ("leerling-kok", "Zilte Meeuw", "kok", "katwijk"):
        found = school.get(address, {"q": text}).context["offers"]
        assert "bbl-kok-meeuw-a" in [one["opening"].pk for one in found], text
    assert school.get(address, {"q": "xyzzy"}).context["offers"] == []
    told = {"do": "offer", "opening": "bbl-kok-meeuw-a", "places": 1, "criterion": ""}
    answer = school.post(f"{address}?q=katwijk", told)
    assert answer["location"] == f"{address}?q=katwijk"
    assert RoundPlace.objects.get().opening_id == "bbl-kok-meeuw-a"
