# SPDX-License-Identifier: EUPL-1.2
"""Who is left over after a round: why each wish failed, a place by hand, and a second round in one click."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from overstap.apps.rounds.models import Round, RoundPlace, RoundStudent
from tests.interfaces.web.test_rounds import bring, learning, offer, round_, school

__all__ = ["round_", "school"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(school: Client, round_: Round) -> Round:
    """A round of three students and one place that all of them wished; another place came in too late."""
    codes = bring(school, round_)
    offer(school, round_, learning(1)[0])
    place = str(RoundPlace.objects.get().pk)
    for code in codes.values():
        student = Client()
        student.post(reverse("round-code"), {"code": code})
        student.post(reverse("round-wishes"), {"do": "keep", "wish_1": place})
    school.post(reverse("round-do", args=[round_.pk]), {"do": "hold"})
    offer(school, round_, learning(2)[1])
    return Round.objects.get()


def test_each_failed_wish_says_why_and_a_place_left_is_given_by_hand(school: Client, held: Round) -> None:
    here = reverse("round-left", args=[held.pk])
    page = school.get(here).content.decode()
    assert page.count("vol; ") == 2
    left = RoundStudent.objects.filter(got__isnull=True).first()
    free = RoundPlace.objects.exclude(taken_by__isnull=False).get()
    assert left is not None
    school.post(here, {"do": "give", "student": str(left.pk), "place": str(free.pk)})
    left.refresh_from_db()
    assert left.got_id == free.pk
    other = RoundStudent.objects.filter(got__isnull=True).get()
    refused = school.post(here, {"do": "give", "student": str(other.pk), "place": str(free.pk)}, follow=True)
    assert "net weggegeven" in refused.content.decode()
    school.post(here, {"do": "take", "student": str(left.pk)})
    left.refresh_from_db()
    assert left.got_id is None


def test_a_second_round_opens_in_one_click_with_who_is_left(school: Client, held: Round) -> None:
    here = reverse("round-left", args=[held.pk])
    answer = school.post(here, {"do": "next"}, follow=True)
    assert "tweede ronde" in answer.content.decode()
    second = Round.objects.get(after=held)
    assert (second.students.count(), second.places.count()) == (2, 1)
    again = school.post(here, {"do": "next"}, follow=True).content.decode()
    assert "al in de volgende ronde" in again
    assert Round.objects.count() == 2


def test_before_it_is_held_nobody_is_left_over(school: Client, round_: Round) -> None:
    assert school.get(reverse("round-left", args=[round_.pk])).status_code == 302
    nobody = {"do": "give", "student": "no-number", "place": "no-number"}
    assert school.post(reverse("round-left", args=[round_.pk]), nobody).status_code == 404


def test_the_page_asks_the_database_little(
    school: Client, round_: Round, django_assert_max_num_queries: object
) -> None:
    rows = "".join(f"s{number};receptionist;Leiden;\n" for number in range(150))
    bring(school, round_, f"nummer;beroep;woonplaats;vaardigheden\n{rows}")
    offer(school, round_, *learning(6))
    school.post(reverse("round-do", args=[round_.pk]), {"do": "hold"})
    with django_assert_max_num_queries(24):  # type: ignore[operator]
        assert school.get(reverse("round-left", args=[round_.pk])).status_code == 200


def test_page_by_page_everybody_left_over_and_every_place_left_is_shown(
    school: Client, round_: Round, django_assert_max_num_queries: object
) -> None:
    rows = "".join(f"s{number:02d};receptionist;Leiden;\n" for number in range(50))
    bring(school, round_, f"nummer;beroep;woonplaats;vaardigheden\n{rows}")
    openings = learning(31)
    offer(school, round_, openings[0])
    with django_assert_max_num_queries(30):  # type: ignore[operator] # however many students there are
        school.post(reverse("round-do", args=[round_.pk]), {"do": "hold"})
    RoundPlace.objects.bulk_create(
        RoundPlace(round=round_, opening_id=one, places=1, criteria=["score"]) for one in openings[1:]
    )
    students: list[str] = []
    places: list[str] = []
    for number in ("1", "2", "3"):
        page = school.get(reverse("round-left", args=[round_.pk]), {"page": number, "places": number})
        told = page.context
        assert len(told["lines"]) <= 20
        assert len(told["places"]) <= 20
        students += [one["student"].reference for one in told["lines"]]
        if int(number) <= told["places_page"].pages:
            places += [one["title"] for one in told["places"]]
        assert "places=" in page.content.decode()
    without = RoundStudent.objects.filter(got__isnull=True).order_by("reference")
    assert students == list(without.values_list("reference", flat=True))
    assert len(places) == RoundPlace.objects.exclude(taken_by__isnull=False).count()


def test_where_a_student_stood_is_kept_when_the_round_is_held(school: Client, held: Round) -> None:
    wishes = [wish for one in RoundStudent.objects.filter(got__isnull=True) for wish in one.wishes.all()]
    assert len(wishes) == 2
    (full,) = RoundPlace.objects.filter(lowest__isnull=False)
    # Whoever got the place stood before those who did not, or drew the better lot.
    assert all(one.place_id == full.pk and (one.priority or 0) >= (full.lowest or 0) for one in wishes)
    winner = RoundStudent.objects.get(got=full)
    assert [one.priority for one in winner.wishes.all()] == [None]
