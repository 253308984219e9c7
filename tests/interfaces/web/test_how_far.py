# SPDX-License-Identifier: EUPL-1.2
"""How far one person gets: the page says what the engine says, and leads on to the journeys."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from overstap.engine import HeldSkill, Passport, Question, Stopper, Traveller
from overstap.engine.journeys.reach import Help, Isochrone
from overstap.engine.region import Region
from overstap.web.journeys.planning import asked_of
from overstap.web.journeys.presenters.reach import by_line, held_back
from overstap.web.planner.trip import read_trip

TODAY = date(2026, 11, 23)


@pytest.fixture
def samira(client: Client, db: None, haaglanden: Region) -> Client:
    """The session of somebody with the story of the first example person who has work."""
    person = next(one for one in haaglanden.records.people.values() if one.occupation)
    assert client.post(reverse("example"), {"person": person.id}).status_code == 302
    return client


def opened(client: Client, **asked: Any) -> Any:
    answer = client.get(reverse("how-far"), {**asked, "wait": "yes"})
    assert answer.status_code == 200
    return answer


def test_who_told_nothing_is_asked_first(client: Client, db: None) -> None:
    assert client.get(reverse("how-far")).status_code == 302


def test_the_page_shows_what_the_engine_reaches_and_more_months_reach_more(samira, haaglanden):
    trip = read_trip(samira.session)
    assert trip is not None
    asked = asked_of(haaglanden, trip, TODAY, "nl")
    reach = haaglanden.reach(asked.traveller, asked.question, 24, parameters=asked.parameters, explain=False)
    for months in (6, 12, 24):
        page = opened(samira, months=months)
        shown = {row.row.id for line in page.context["lines"] for row in line.rows}
        assert shown == {one.occupation for one in reach.within(months)}
        assert page.context["found"] == len(shown)


def test_what_stops_one_is_told_when_asked(samira, haaglanden):
    asking = opened(samira, months=6).content.decode()
    assert "why=yes" in asking
    told = opened(samira, months=6, why="yes")
    assert len(told.context["held"]) == told.context["out"]
    assert all(one.because for one in told.context["held"])


def test_the_way_there_is_planned_from_the_page(samira, haaglanden):
    answer = samira.post(reverse("go-there"), {"occupation": "receptionist"})
    assert answer.headers["Location"] == reverse("my-journeys")
    trip = read_trip(samira.session)
    assert trip is not None
    assert trip.goal_occupation == "receptionist"


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_stopper_has_its_sentence(haaglanden, language):
    traveller = Traveller(
        Passport((HeldSkill(haaglanden.usual_skills("receptionist")[0]),)),
        "receptionist",
        budget=200.0,
        income_floor=1900.0,
        distance=15.0,
    )
    named = [stopper for stopper in Stopper if stopper is not Stopper.SKILL]
    helps = tuple(Help(stopper, 14.0, 900.0, 1500.0) for stopper in named)
    reach = Isochrone(
        TODAY, a_year_after(TODAY), (), {"cook": tuple(named), "roofer": (Stopper.SKILL,)}, {"cook": helps}
    )
    with translation.override(language):
        held = held_back(haaglanden, traveller, reach)
    sentences = [sentence for one in held for sentence in one.because]
    assert len(sentences) == len(named) + 1
    assert any("700" in sentence for sentence in sentences)
    assert not any("%(" in sentence for sentence in sentences)


def a_year_after(day: date) -> date:
    return day.replace(year=day.year + 1)


def test_lines_come_with_the_soonest_first(haaglanden):
    clerk = Traveller(
        Passport(tuple(HeldSkill(skill) for skill in haaglanden.usual_skills("bank-counter-clerk"))),
        "bank-counter-clerk",
        budget=500.0,
    )
    reach = haaglanden.reach(clerk, Question(TODAY, most_changes=1), 12, explain=False)
    lines = by_line(haaglanden, reach.arrivals)
    assert sum(len(line.rows) for line in lines) == len(reach.arrivals)
    assert lines[0].rows[0].row.id == reach.arrivals[0].occupation
