# SPDX-License-Identifier: EUPL-1.2
"""Planning on the pages: the question, what comes of it, and what one changes about it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from overstap.engine.journeys.model import Goal
from overstap.engine.region import Region
from overstap.web.forms import PlanForm, income_floor
from overstap.web.journeys.planning import asked_of, fingerprint_of, own_parameters
from overstap.web.planner.goals import set_goal
from overstap.web.planner.travel import Travel, is_travel
from overstap.web.planner.trip import Trip
from tests.interfaces.web.travellers import CLERK

Tell = Callable[..., Client]
TODAY = date(2026, 11, 23)


@pytest.fixture
def clerk(told: Tell) -> Client:
    """She has told, and has taken the usual skills of her work."""
    client = told(**{**CLERK, "to": "Secretaresse"})
    client.post(reverse("my-skills"), {"occupation": "bank-counter-clerk", "choose": "yes"})
    client.post(reverse("my-skills"), {"take_usual": "all"})
    return client


def asked(trip: Trip, region: Region) -> Any:
    return asked_of(region, trip, TODAY, "nl")


def kept(client: Client) -> Travel:
    return Travel.from_plain(client.session["trip"]["travel"])


# --- the question ---------------------------------------------------------------------------------


def test_what_the_clerk_tells_is_the_planners_question(clerk: Client, haaglanden: Region) -> None:
    plain = clerk.session["trip"]
    trip = Trip(**{**plain, "travel": Travel.from_plain(plain["travel"])})
    question = asked(trip, haaglanden)
    person = question.traveller
    assert (person.wage, person.hours, person.free_hours) == (20.5, 32.0, 12.0)
    assert (person.last_day, person.work_years, person.service_years) == (date(2027, 3, 31), 17.0, 17.0)
    assert (person.budget, person.savings, person.income_floor) == (1500.0, 4000.0, 1900.0)
    assert question.question.departs_on == TODAY
    assert question.question.goal == Goal(occupations=frozenset({"secretary"}))
    assert question.assumed == {"level", "departs_on"}


def test_who_tells_nothing_of_work_gets_assumptions_that_are_named(haaglanden: Region) -> None:
    question = asked(Trip(occupation="cook", skills={"prepare-meals": "claimed"}), haaglanden)
    assert question.traveller.wage == haaglanden.records.occupations["cook"].wage_middle
    assert question.traveller.hours == 36.0
    assert question.assumed == {"wage", "hours", "free_hours", "work_years", "level", "departs_on"}


def test_who_has_no_occupation_has_no_assumed_pay(haaglanden: Region) -> None:
    question = asked(Trip(), haaglanden)
    assert question.traveller.wage is None
    assert "wage" not in question.assumed


def test_a_departure_that_has_passed_meanwhile_is_today(haaglanden: Region) -> None:
    question = asked(Trip(travel=Travel(departs_on="2026-11-01")), haaglanden)
    assert question.question.departs_on == TODAY


@pytest.mark.parametrize(
    ("said", "kind", "occupation", "more", "sector"),
    [
        ("een beroep met tekort", "shortage", "", [], ""),
        ("beter betaald werk", "better_paid", "", [], ""),
        ("better paid work", "better_paid", "", [], ""),
        ("laat maar zien", "", "", [], ""),
        ("zorg", "", "", [], "care"),
        ("kok", "", "cook", [], ""),
        ("kok, secretaresse", "", "cook", ["secretary"], ""),
        ("kok of secretaresse", "", "cook", ["secretary"], ""),
    ],
)
def test_a_goal_is_read_as_people_say_it(
    said: str, kind: str, occupation: str, more: list[str], sector: str, haaglanden: Region
) -> None:
    trip = Trip()
    set_goal(haaglanden, trip, said)
    assert (trip.travel.goal_kind, trip.goal_occupation, trip.goal_sector) == (kind, occupation, sector)
    assert trip.travel.more_goals == more


def test_work_short_of_people_is_a_goal_of_many_occupations(haaglanden: Region) -> None:
    goal = asked(Trip(travel=Travel(goal_kind="shortage")), haaglanden).question.goal
    outlooks = {haaglanden.records.occupations[one].outlook for one in goal.occupations}
    assert outlooks == {"shortage"}


def test_better_paid_without_any_pay_says_why_it_cannot_be_told(haaglanden: Region) -> None:
    question = asked(Trip(travel=Travel(goal_kind="better_paid")), haaglanden)
    assert question.question.goal == Goal()
    assert "verdien" in question.goal_problem


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("departs_on", "2026-11-01"),
        ("departs_on", "2036-01-01"),
        ("last_day", "1999-01-01"),
        ("free_hours", "200"),
        ("budget", "-5"),
        ("level", "9"),
        ("most_changes", "7"),
        ("times", "nacht"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(field: str, value: str) -> None:
    form = PlanForm({"now": "x", field: value}, places={})
    assert list(form.errors) == [field]


def test_nobody_worked_longer_for_one_employer_than_in_all() -> None:
    form = PlanForm({"now": "x", "work_years": "5", "service_years": "9"}, places={})
    assert list(form.errors) == ["service_years"]


def test_what_is_needed_a_month_is_the_lowest_pay_of_the_wishes(told: Tell) -> None:
    client = told(income_floor="1.900", pay_hours="32")
    plain = client.session["trip"]
    trip = Trip(**{**plain, "travel": Travel.from_plain(plain["travel"])})
    assert trip.wage_floor == pytest.approx(1900 * 12 / 52 / 32)
    assert income_floor(trip) == 1900.0


@pytest.mark.parametrize(
    "wrong",
    [
        {"departs_on": "gisteren"},
        {"free_hours": 500},
        {"level": "hbo"},
        {"times": [["day"]]},
        {"goal_kind": []},
        {"assumed": {"search.days_stable": "veel"}},
        {"avoid_courses": "x"},
        {"onbekend": 1},
        [],
    ],
)
def test_a_file_with_a_travel_that_is_not_ours_is_refused(wrong: object) -> None:
    assert not is_travel(wrong)


def test_the_same_question_has_the_same_fingerprint_and_another_does_not(haaglanden: Region) -> None:
    ours = Trip(skills={"handle-complaints": "claimed"}, travel=Travel(avoid_courses=["a", "b"]))
    same = Trip(skills={"handle-complaints": "claimed"}, travel=Travel(avoid_courses=["b", "a"]))
    other = Trip(skills={"handle-complaints": "claimed"}, travel=Travel(assumed={"search.days_stable": 10.0}))
    fingerprints = [fingerprint_of(asked(trip, haaglanden)) for trip in (ours, same, other)]
    assert fingerprints[0] == fingerprints[1] != fingerprints[2]


def test_an_assumption_that_cannot_be_any_more_is_left_out() -> None:
    parameters = own_parameters({"search.days_stable": 45.0, "search.gone": 1.0, "search.notice_days": -1.0})
    assert dict(parameters.own) == {"search.days_stable": 45.0}


# --- the page -------------------------------------------------------------------------------------


def test_the_journeys_say_the_drop_first_then_how_long_what_it_costs_and_the_lowest_income(
    clerk: Client,
) -> None:
    page = clerk.get(reverse("my-journeys"))
    assert page.status_code == 200
    cards = page.context["cards"]
    assert 1 <= len(cards) <= 6
    text = page.content.decode().split('<li class="card journey')[1].split('id="assume"')[0]
    card = cards[0]
    places = [text.index(card.drop), *(text.index(figure.value) for figure in card.figures)]
    assert places[0] < min(places[1:])
    assert text.count("<table") == 2


def test_no_address_of_the_journeys_holds_what_was_told(clerk: Client) -> None:
    page = clerk.get(reverse("my-journeys")).content.decode()
    for told in ("1900", "20,50", "20.5", "2027-03-31"):
        assert not re.search(rf'(?:href|action)="[^"]*{re.escape(told)}', page)


def test_who_told_nothing_is_sent_to_the_planner(client: Client, db: None) -> None:
    for name in ("my-journeys", "change-question", "assumptions"):
        assert client.get(reverse(name))["Location"] == reverse("front")
    assert client.post(reverse("replan"), {"leave": "later"})["Location"] == reverse("front")
    assert client.get(reverse("journey", args=["abc"]))["Location"] == reverse("front")


@pytest.mark.parametrize("order", ["soonest", "cheapest", "least-drop", "best-paid", "least-study", "nonsense"])
def test_journeys_stand_in_the_order_that_is_asked(order: str, clerk: Client) -> None:
    page = clerk.get(reverse("my-journeys"), {"order": order})
    assert page.context["order"] == (order if order != "nonsense" else "soonest")


@pytest.mark.parametrize(
    ("posted", "field", "value"),
    [
        ({"leave": "later"}, "departs_on", "2026-11-30"),
        ({"leave": "earlier"}, "departs_on", ""),
        ({"steady": "yes"}, "no_income_drop", True),
        ({"most_changes": "1"}, "most_changes", 1),
        ({"most_changes": "9"}, "most_changes", 2),
        ({"via": "care"}, "via_sector", "care"),
        ({"via": "nowhere"}, "via_sector", ""),
        ({"avoid_occupations": "cook"}, "avoid_occupations", ["cook"]),
        ({"avoid_courses": "no-such-course"}, "avoid_courses", []),
        ({"loosen": "budget"}, "budget", None),
        ({"loosen": "most_changes"}, "most_changes", 3),
    ],
)
def test_a_button_changes_one_thing_of_the_question(
    posted: dict[str, str], field: str, value: object, clerk: Client
) -> None:
    before = kept(clerk)
    answer = clerk.post(reverse("replan"), posted)
    assert answer["Location"] == reverse("my-journeys")
    after = kept(clerk)
    assert getattr(after, field) == value
    others = {name: one for name, one in vars(after).items() if name != field}
    assert others == {name: one for name, one in vars(before).items() if name != field}


def test_what_was_left_out_can_be_taken_in_again(clerk: Client) -> None:
    clerk.post(reverse("replan"), {"avoid_occupations": "cook"})
    assert "zonder Kok" in clerk.get(reverse("my-journeys")).content.decode()
    clerk.post(reverse("replan"), {"allow_occupations": "cook"})
    assert kept(clerk).avoid_occupations == []


def test_a_question_that_cannot_be_read_keeps_the_old_one(clerk: Client) -> None:
    answer = clerk.post(reverse("change-question"), {"to": "Kok", "free_hours": "veel"})
    assert answer.status_code == 422
    assert "Fout:" in answer.content.decode()
    assert clerk.session["trip"]["goal_occupation"] == "secretary"


def test_an_assumption_of_ones_own_is_used_and_can_be_taken_back(clerk: Client) -> None:
    clerk.post(reverse("assumptions"), {"search-days_stable": "10", "search-stay_months": "12"})
    assert kept(clerk).assumed == {"search.days_stable": 10.0}
    assert any(one.changed for one in clerk.get(reverse("my-journeys")).context["changeable"])
    clerk.post(reverse("assumptions"), {"reset": "yes"})
    assert kept(clerk).assumed == {}


@pytest.mark.parametrize("typed", ["onzin", "-4", "100000"])
def test_an_assumption_that_cannot_be_is_refused_and_nothing_is_kept(typed: str, clerk: Client) -> None:
    answer = clerk.post(reverse("assumptions"), {"search-days_stable": typed})
    assert answer.status_code == 422
    assert kept(clerk).assumed == {}


def test_when_nothing_is_found_the_page_says_what_to_let_go_of(clerk: Client) -> None:
    form = {**CLERK, "to": "Secretaresse", "income_floor": "9000", "savings": "0"}
    clerk.post(reverse("change-question"), form)
    page = clerk.get(reverse("my-journeys"))
    assert page.context["found"] == 0
    assert "income_floor" in [one["limit"] for one in page.context["loosened"]]
    clerk.post(reverse("replan"), {"loosen": "income_floor"})
    assert clerk.get(reverse("my-journeys")).context["found"] > 0


def test_the_way_to_an_opening_is_planned_from_its_page(clerk: Client, haaglanden: Region) -> None:
    opening = haaglanden.stock.in_occupation("secretary", 1).ids[0]
    assert f'value="{opening}"' in clerk.get(reverse("opening", args=[opening])).content.decode()
    answer = clerk.post(reverse("to-opening"), {"opening": opening})
    assert answer["Location"] == reverse("my-journeys")
    assert kept(clerk).goal_opening == opening


def test_a_journey_has_a_page_of_its_own_leg_by_leg(clerk: Client) -> None:
    card = clerk.get(reverse("my-journeys")).context["cards"][0]
    page = clerk.get(reverse("journey", args=[card.id]))
    assert page.status_code == 200
    assert len(page.context["details"]) == len(card.steps)
    text = unescape(page.content.decode())
    assert "Een mens beslist" in text
    for detail in page.context["details"]:
        if detail.study:
            assert detail.study.provider in text
            assert f'value="{detail.study.edition}"' in text


def test_a_journey_that_is_no_longer_in_the_plan_leads_back_to_the_plan(clerk: Client) -> None:
    assert clerk.get(reverse("journey", args=["0123456789ab"]))["Location"] == reverse("my-journeys")


def test_english_pages_speak_english(clerk: Client) -> None:
    page = clerk.get("/en/my-journeys/").content.decode()
    assert "What we assume" in page
    assert "bruto" not in page


# --- on the map -----------------------------------------------------------------------------------


def test_a_journey_lies_over_the_map_with_its_stops_in_a_table(clerk: Client) -> None:
    page = clerk.get(reverse("my-journeys")).content.decode()
    journey = re.search(r'href="/mijn-reizen/(\w{12})/"', page)
    assert journey
    shown = clerk.get(f"/mijn-reizen/{journey[1]}/kaart/").content.decode()
    assert 'class="map-journey' in shown
    assert "Baliemedewerker bank" in shown
    assert "mensen maken deze stap" in shown
    assert " style=" not in shown


def test_a_journey_that_is_no_longer_in_the_plan_leads_back_to_it(clerk: Client) -> None:
    answer = clerk.get("/mijn-reizen/0123456789ab/kaart/")
    assert (answer.status_code, answer["Location"]) == (302, "/mijn-reizen/")


def test_the_departure_board_says_what_a_course_opens_up_for_who_told(clerk: Client) -> None:
    nobody = Client().get(reverse("departures")).content.decode()
    assert "met jouw vaardigheden" not in nobody
    page = clerk.get(reverse("departures"), {"q": "boekhouden"})
    row = next(one for one in page.context["departures"] if one.for_you)
    assert "met jouw vaardigheden" in page.content.decode()
    course = clerk.get(reverse("course", args=[row.course_id]))
    assert row.for_you[0] in course.content.decode()
