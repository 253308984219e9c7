# SPDX-License-Identifier: EUPL-1.2
"""A host sees blind what students want to learn, and brings places that the school takes in or declines."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from overstap.apps.accounts.enums import Role
from overstap.apps.openings.models import Opening
from overstap.apps.rounds.models import Round, RoundPlace, RoundStudent
from overstap.bridge.region import current_region
from tests.interfaces.web.test_rounds import bring, learning, round_, school
from tests.interfaces.web.who import account_of, an_organisation, came_in

__all__ = ["round_", "school"]

pytestmark = pytest.mark.django_db

NEW = {
    "do": "bring",
    "opening": "new",
    "title": "Leerling aan de balie",
    "occupation": "receptionist",
    "where": "delft",
    "hours": "24",
    "track": "bol",
    "places": "2",
    "days": ["mo", "tu"],
    "guidance_hours": "3",
    "extra_students": "1",
    "extra_hours": "2",
    "says_recognised": "yes",
    "criterion": "score",
}


@pytest.fixture
def host(school: Client) -> tuple[str, Client]:
    id_ = an_organisation("Het Loket")
    return id_, came_in(account_of(Role.EMPLOYER, id_))


def test_a_host_makes_a_place_and_the_school_takes_it_in(
    school: Client, round_: Round, host: tuple[str, Client]
) -> None:
    bring(school, round_)
    id_, employer = host
    here = reverse("host-round", args=[id_, round_.pk])
    assert round_.name in employer.get(reverse("host-rounds", args=[id_])).content.decode()
    made = employer.post(here, NEW)
    assert made.status_code == 302, made.content.decode()
    opening = Opening.objects.get(organisation=id_)
    assert (opening.status, opening.kind, opening.places) == ("published", "internship", 2)
    offers = reverse("round-offers", args=[round_.pk])
    seen = school.get(offers).content.decode()
    assert "Leerling aan de balie" in seen
    place = RoundPlace.objects.get()
    school.post(offers, {"do": "take-in", "place": str(place.pk), "recognised": "yes"})
    page = employer.get(here).content.decode()
    assert "doet mee" in page
    assert "nagekeken door de school" in page


def test_a_declined_place_tells_the_host_why_and_needs_a_reason(
    school: Client, round_: Round, host: tuple[str, Client]
) -> None:
    bring(school, round_)
    id_, employer = host
    here, offers = reverse("host-round", args=[id_, round_.pk]), reverse("round-offers", args=[round_.pk])
    employer.post(here, NEW)
    place = str(RoundPlace.objects.get().pk)
    assert school.post(offers, {"do": "decline", "place": place, "because": " "}).status_code == 422
    school.post(offers, {"do": "decline", "place": place, "because": "Geen begeleider op vrijdag."})
    assert "Geen begeleider op vrijdag." in employer.get(here).content.decode()


def test_a_host_sees_codes_and_what_they_want_to_learn_and_nothing_else(
    school: Client, round_: Round, host: tuple[str, Client]
) -> None:
    bring(school, round_, "nummer;beroep;woonplaats;vaardigheden\nq17z;receptionist;Leiden;telefoon aannemen\n")
    id_, employer = host
    page = employer.get(reverse("host-round", args=[id_, round_.pk])).content.decode()
    student = RoundStudent.objects.get()
    assert student.pk.hex[:6].upper() in page
    assert student.skills
    assert all(current_region().skill_label(skill, "nl") in page for skill in student.skills)
    # The place of living stands in the list of places to choose for a new one, and nowhere else.
    told = page.split('id="who-title"')[1].split("<form")[0]
    for secret in ("q17z", "Leiden", str(student.pk)):
        assert secret not in told
    assert "q17z" not in page


def test_an_order_that_is_not_allowed_and_half_told_guidance_are_refused(
    school: Client, round_: Round, host: tuple[str, Client]
) -> None:
    bring(school, round_)
    id_, employer = host
    here = reverse("host-round", args=[id_, round_.pk])
    for wrong in (
        {"criterion": "photo"},
        {"extra_hours": ""},
        {"extra_students": "3"},
        {"title": ""},
        {"opening": learning(1)[0]},  # of another employer
        {"starts_on": "2099-02-01", "ends_on": "2099-01-01"},
    ):
        assert employer.post(here, {**NEW, **wrong}).status_code == 422, wrong
    assert not RoundPlace.objects.exists()
    assert not Opening.objects.filter(organisation=id_).exists()


def test_after_it_stands_a_host_sees_which_places_are_taken(
    school: Client, round_: Round, host: tuple[str, Client]
) -> None:
    bring(school, round_)
    id_, employer = host
    here = reverse("host-round", args=[id_, round_.pk])
    employer.post(here, NEW)
    place = RoundPlace.objects.get()
    school.post(reverse("round-offers", args=[round_.pk]), {"do": "take-in", "place": str(place.pk)})
    do = reverse("round-do", args=[round_.pk])
    school.post(do, {"do": "hold"})
    assert "2 van 2 plekken zijn bezet" not in employer.get(here).content.decode()
    school.post(do, {"do": "fix"})
    assert "2 van 2 plekken zijn bezet" in employer.get(here).content.decode()
    assert employer.post(here, NEW).status_code == 200
    assert RoundPlace.objects.count() == 1


def test_a_student_who_needs_guidance_is_told_in_hours(school: Client, round_: Round) -> None:
    bring(school, round_)
    student = RoundStudent.objects.get(reference="a1")
    there = reverse("round-guidance", args=[round_.pk])
    school.post(there, {"student": str(student.pk), "hours": "2,5"})
    assert (
        "2,5 uur meer begeleiding" in school.get(reverse("round-students", args=[round_.pk])).content.decode()
    )
    school.post(there, {"student": str(student.pk), "hours": "99"})
    student.refresh_from_db()
    assert student.guidance_hours == 2.5
    stranger = came_in(account_of(Role.COACH, an_organisation("Elders")))
    assert stranger.post(there, {"student": str(student.pk), "hours": "1"}).status_code == 404


def test_host_pages_ask_the_database_little(
    school: Client, round_: Round, host: tuple[str, Client], django_assert_max_num_queries: object
) -> None:
    rows = "".join(f"s{number};receptionist;Leiden;\n" for number in range(100))
    bring(school, round_, f"nummer;beroep;woonplaats;vaardigheden\n{rows}")
    id_, employer = host
    employer.post(reverse("host-round", args=[id_, round_.pk]), NEW)
    for name, args in (("host-rounds", [id_]), ("host-round", [id_, round_.pk])):
        with django_assert_max_num_queries(20):  # type: ignore[operator]
            assert employer.get(reverse(name, args=args)).status_code == 200
    with django_assert_max_num_queries(20):  # type: ignore[operator]
        assert school.get(reverse("round-offers", args=[round_.pk])).status_code == 200
