# SPDX-License-Identifier: EUPL-1.2
"""What is short, in public without small numbers; and the list of firms to ask."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from overstap.apps.rounds import figures
from overstap.apps.rounds.figures import Figures
from overstap.apps.rounds.models import Hunt, Round
from overstap.web.rounds.presenters.shortage import withheld
from tests.interfaces.web.test_rounds import bring, learning, offer, round_, school

__all__ = ["round_", "school"]

pytestmark = pytest.mark.django_db


def test_the_public_page_draws_days_and_tells_no_small_numbers(school: Client, round_: Round) -> None:
    many = "".join(f"m{at};receptionist;Leiden;\n" for at in range(7))
    few = "".join(f"f{at};kok;Delft;\n" for at in range(3))
    bring(school, round_, f"nummer;beroep;woonplaats;vaardigheden\n{many}{few}")
    today = timezone.localdate()
    for days in (2, 1, 0):
        figures.note_day(today=today - timedelta(days=days), by="terminal")
    page = Client().get(reverse("shortage")).content.decode()
    assert "<polyline" in page
    assert "niet verteld" in page
    table = Client().get(reverse("shortage-csv")).content.decode()
    rows = [line.split(";") for line in table.strip().splitlines()]
    assert not [row for row in rows if row[2] in ("1", "2", "3", "4")]
    one = Client().get(reverse("shortage"), {"of": "home:leiden"}).content.decode()
    assert '<h2 id="line-title">Leiden</h2>' in one
    assert Client().get(reverse("shortage"), {"of": "home:nowhere"}).status_code == 200


def test_without_figures_the_page_says_so(school: Client) -> None:
    assert "Nog geen cijfers." in school.get(reverse("shortage")).content.decode()


def test_one_small_number_takes_another_along_so_that_the_sum_tells_nothing() -> None:
    rows = [(name, name, Figures(count, count, 9, 9)) for name, count in (("a", 30), ("b", 3), ("c", 12))]
    assert [one.id for one in withheld(rows) if one.students is None] == ["b", "c"]
    rows.append(("d", "d", Figures(2, 2, 9, 9)))
    assert [one.id for one in withheld(rows) if one.students is None] == ["b", "d"]


def test_a_firm_is_listed_with_why_and_called(school: Client, round_: Round) -> None:
    bring(school, round_)
    here = reverse("round-hunt", args=[round_.pk])
    page = school.get(here).content.decode()
    assert "Heeft een werkplek:" in page
    firm = page.split('name="firm" value="')[1].split('"')[0]
    school.post(here, {"do": "take-up", "firm": firm, "call_on": "2099-01-05"})
    hunt = Hunt.objects.get()
    assert (hunt.firm_id, str(hunt.call_on)) == (firm, "2099-01-05")
    again = school.post(here, {"do": "take-up", "firm": firm}, follow=True).content.decode()
    assert "Iemand anders" in again
    school.post(here, {"do": "outcome", "hunt": str(hunt.pk), "outcome": "asked"})
    assert "gevraagd" in school.get(here).content.decode().lower()
    assert school.post(here, {"do": "take-up", "firm": "no-such"}).status_code == 404


def test_a_firm_with_a_place_now_is_not_called(school: Client, round_: Round) -> None:
    bring(school, round_)
    here = reverse("round-hunt", args=[round_.pk])
    before = school.get(here).content.decode().count('name="firm"')
    offer(school, round_, *learning(200))
    assert school.get(here).content.decode().count('name="firm"') <= before
