# SPDX-License-Identifier: EUPL-1.2
"""What one takes along of a journey: a PDF, a calendar, a link to a copy."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from overstap.apps.journeys.models import SharedJourney
from tests.interfaces.web.travellers import CLERK

Tell = Callable[..., Client]


@pytest.fixture
def clerk(told: Tell) -> Client:
    client = told(**{**CLERK, "to": "Boekhoudkundig medewerker"})
    client.post(reverse("my-skills"), {"occupation": "bank-counter-clerk", "choose": "yes"})
    client.post(reverse("my-skills"), {"take_usual": "all"})
    return client


@pytest.fixture
def journey(clerk: Client) -> str:
    """The id of her first journey by way of a course."""
    cards = clerk.get(reverse("my-journeys")).context["cards"]
    return next(card.id for card in cards if any(step.kind == "study" for step in card.steps))


def link(client: Client, journey: str, **more: str) -> str:
    client.post(reverse("share", args=[journey]), more)
    page = client.get(reverse("journey", args=[journey])).content.decode()
    return re.findall(r'value="http://testserver([^"]+)"', page)[-1]


# --- paper and calendar ---------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_pdf_is_tagged_in_the_language_of_the_page(language: str, clerk: Client, journey: str) -> None:
    prefix = "" if language == "nl" else "/en"
    address = "/mijn-reizen/{}/pdf/" if language == "nl" else "/my-journeys/{}/pdf/"
    answer = clerk.get(prefix + address.format(journey))
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Cache-Control"] == "no-store"
    pdf = answer.content
    assert pdf.startswith(b"%PDF-")
    assert b"/MarkInfo" in pdf
    assert f"/Lang({language})".encode() in pdf
    assert re.search(rb"/Type/Pages/Count [12]/", pdf)
    assert b"AtkinsonHyperlegibleNext" in pdf


def test_the_calendar_has_the_course_and_the_first_day_and_the_same_ids_each_time(
    clerk: Client, journey: str
) -> None:
    first, second = (clerk.get(reverse("journey-calendar", args=[journey])) for _ in range(2))
    assert first["Content-Type"].startswith("text/calendar")
    events = Calendar.from_ical(first.content).walk("VEVENT")
    again = Calendar.from_ical(second.content).walk("VEVENT")
    assert [str(event["uid"]) for event in events] == [str(event["uid"]) for event in again]
    said = " ".join(str(event["summary"]) for event in events)
    assert "Opleiding:" in said
    assert "Eerste werkdag:" in said
    assert all(event["dtend"].dt > event["dtstart"].dt for event in events)


def test_who_has_no_such_journey_gets_no_file(clerk: Client, client: Client) -> None:
    for name in ("journey-pdf", "journey-calendar"):
        assert clerk.get(reverse(name, args=["abc"]))["Location"] == reverse("my-journeys")
        assert Client().get(reverse(name, args=["abc"]))["Location"] == reverse("front")


# --- a link ---------------------------------------------------------------------------------------


def test_a_link_shows_the_journey_to_somebody_else_and_nothing_of_the_traveller(
    clerk: Client, journey: str
) -> None:
    address = link(clerk, journey)
    assert len(address.rstrip("/").rsplit("/", 1)[1]) >= 32
    page = Client().get(address)
    assert page.status_code == 200
    text = page.content.decode()
    assert "Boekhoudkundig medewerker" in text
    for own in ("2.843", "2.132", "17.397", "Zoetermeer", "Je kunt al", "onbekend"):
        assert own not in text.replace("Zoetermeer, ", ""), own
    assert "noindex" in text
    assert page["X-Robots-Tag"] == "noindex, nofollow"
    assert page["Referrer-Policy"] == "no-referrer"
    assert page["Cache-Control"] == "no-store"


def test_pay_is_in_the_copy_when_it_is_ticked(clerk: Client, journey: str) -> None:
    text = Client().get(link(clerk, journey, with_pay="yes")).content.decode()
    assert "2.843" in text


def test_a_link_can_be_withdrawn_by_who_made_it_and_nobody_else(clerk: Client, journey: str) -> None:
    address = link(clerk, journey)
    token = address.rstrip("/").rsplit("/", 1)[1]
    Client().post(reverse("withdraw"), {"link": token})
    assert Client().get(address).status_code == 200
    clerk.post(reverse("withdraw"), {"link": token})
    gone = Client().get(address)
    assert gone.status_code == 404
    assert "ingetrokken" in gone.content.decode()
    assert SharedJourney.objects.count() == 0


def test_wiping_everything_withdraws_every_link(clerk: Client, journey: str) -> None:
    addresses = [link(clerk, journey), link(clerk, journey, with_pay="yes")]
    clerk.post(reverse("wipe"))
    assert [Client().get(address).status_code for address in addresses] == [404, 404]


def test_one_session_has_ten_links_at_most(clerk: Client, journey: str) -> None:
    for _ in range(12):
        clerk.post(reverse("share", args=[journey]))
    assert SharedJourney.objects.count() == 10


def test_a_copy_that_can_no_longer_be_shown_says_so(clerk: Client, journey: str) -> None:
    address = link(clerk, journey)
    row = SharedJourney.objects.get()
    for leg in row.content["legs"]:
        if leg["kind"] == "study":
            leg["course"] = "no-longer-given"
    row.save()
    assert Client().get(address).status_code == 410
