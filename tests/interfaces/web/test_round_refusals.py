# SPDX-License-Identifier: EUPL-1.2
"""Who had to do without a place they wished, by host; small groups are withheld."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from overstap.apps.rounds.models import Round, RoundPlace, RoundStudent
from overstap.bridge.round_refusals import refusals
from tests.interfaces.web.test_rounds import bring, learning, offer, round_, school

__all__ = ["round_", "school"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def standing(school: Client, round_: Round) -> Round:
    """Six receptionists and two cooks who wished one place, for one of them; one wished another more."""
    rows = "".join(f"r{at};receptionist;Leiden;\n" for at in range(6)) + "c0;kok;Delft;\nc1;kok;Delft;\n"
    codes = bring(school, round_, f"nummer;beroep;woonplaats;vaardigheden\n{rows}")
    offer(school, round_, *learning(2))
    first, second = (str(one.pk) for one in RoundPlace.objects.order_by("opening_id"))
    for reference, code in codes.items():
        student = Client()
        student.post(reverse("round-code"), {"code": code})
        wishes = {"wish_1": second, "wish_2": first} if reference == "r0" else {"wish_1": first}
        student.post(reverse("round-wishes"), {"do": "keep", **wishes})
    for do in ("hold", "fix"):
        school.post(reverse("round-do", args=[round_.pk]), {"do": do})
    return Round.objects.get()


def test_who_got_what_they_would_rather_have_is_not_refused(school: Client, standing: Round) -> None:
    account = standing.organisation.members.get(role="school").account_id
    place = RoundPlace.objects.order_by("opening_id").first()
    assert place is not None
    (one,) = [host for host in refusals(account) if host.id == place.opening.organisation_id]
    mine = RoundStudent.objects.get(reference="r0")
    content = RoundStudent.objects.filter(got=place).exclude(pk=mine.pk).count() + (mine.got_id is not None)
    assert content >= 1
    assert (one.all.wished, one.all.refused) == (8, 8 - content)
    assert {id_: count.wished for id_, count in one.studies.items() if count.told} == {"receptionist": 6}


def test_a_small_group_is_withheld_and_another_with_it(school: Client, standing: Round) -> None:
    page = school.get(reverse("round-refusals")).content.decode()
    assert "8 studenten" in page
    assert page.count("elke groep is te klein") >= 2
    assert '<td class="num"' not in page


def test_a_round_that_does_not_stand_tells_nothing(school: Client, round_: Round) -> None:
    bring(school, round_)
    assert "Nog niets te zien." in school.get(reverse("round-refusals")).content.decode()
