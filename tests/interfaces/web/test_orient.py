# SPDX-License-Identifier: EUPL-1.2
"""Finding out what suits: without an account, in the session only, and into the planner with one press."""

from __future__ import annotations

import json

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from overstap.engine.orientation.items import ITEMS, Letter

pytestmark = pytest.mark.django_db


def answer(client: Client, **high: int) -> None:
    """Answers all five pages: 1, except for the letters that are named."""
    for part in range(1, 6):
        items = ITEMS[(part - 1) * 6 : part * 6]
        posted = {item.id: str(high.get(item.letter.value, 1)) for item in items}
        answered = client.post(reverse("orient-questions", args=[part]), posted)
        assert answered.status_code == 302


def text(client: Client, name: str, *args: object) -> str:
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_looking_keeps_nothing(client: Client) -> None:
    for name, args in (("orient", ()), ("orient-questions", (1,)), ("orient-cards", ()), ("orient-wishes", ())):
        text(client, name, *args)
    assert "overstap" not in client.cookies
    assert not Session.objects.exists()


def test_answers_order_the_work_and_say_why(client: Client) -> None:
    answer(client, R=4)
    page = client.get(reverse("orient"))
    assert next(one["high"] for one in page.context["letters"])
    assert len(page.context["work"]) == 12
    assert all("doen en maken" in one["why"] for one in page.context["work"][:5])
    answer(client, R=0, S=4)
    caring = client.get(reverse("orient")).context["work"]
    assert {one["id"] for one in caring} != {one["id"] for one in page.context["work"]}


def test_what_is_left_open_stays_open(client: Client) -> None:
    client.post(reverse("orient-questions", args=[1]), {"R1": "4", "I1": "9", "X": "1"})
    assert client.session["orientation"]["answers"] == {"R1": 4}
    assert "te weinig antwoorden" in text(client, "orient")
    assert 'name="R1" value="4" checked' in text(client, "orient-questions", 1)


def test_a_flat_profile_is_said_to_tell_nothing(client: Client) -> None:
    answer(client)
    page = client.get(reverse("orient"))
    assert page.context["work"] == []
    assert "bijna hetzelfde" in page.content.decode()


def test_cards_are_sorted_and_do_not_come_back(client: Client) -> None:
    first = client.get(reverse("orient-cards")).context["cards"]
    assert len(first) == 8
    ids = [card["id"] for card in first]
    piles = {f"pile-{id_}": pile for id_, pile in zip(ids, ("can", "learn", "not", "maybe"), strict=False)}
    answered = client.post(reverse("orient-cards"), {"card": [*ids, "no-such"], **piles, "go": "more"})
    assert answered["Location"] == reverse("orient-cards")
    assert client.session["orientation"]["cards"] == dict(zip(ids, ("can", "learn", "not"), strict=False))
    again = {card["id"] for card in client.get(reverse("orient-cards")).context["cards"]}
    assert not again & set(ids[:3])


def test_wishes_order_nothing_and_become_questions(client: Client) -> None:
    answer(client, S=4)
    before = [one["id"] for one in client.get(reverse("orient")).context["work"]]
    client.post(reverse("orient-wishes"), {"value": ["calm", "money"], "circumstance": ["quiet", "illness"]})
    assert client.session["orientation"]["values"] == ["calm"]
    assert client.session["orientation"]["circumstances"] == ["quiet"]
    page = client.get(reverse("orient"))
    assert [one["id"] for one in page.context["work"]] == before
    assert "Wanneer is het druk" in page.content.decode()


def test_one_press_plans_the_way_with_what_one_can(client: Client) -> None:
    (card, *_rest) = client.get(reverse("orient-cards")).context["cards"]
    client.post(reverse("orient-cards"), {"card": [card["id"]], f"pile-{card['id']}": "can"})
    answered = client.post(reverse("orient-go"), {"occupation": "secretary"})
    assert answered["Location"] == reverse("my-journeys")
    trip = client.session["trip"]
    assert trip["goal_occupation"] == "secretary"
    assert trip["skills"] == {card["id"]: "claimed"}
    assert text(client, "my-journeys")


def test_without_skills_the_planner_asks_first(client: Client) -> None:
    assert client.post(reverse("orient-go"), {"occupation": "secretary"})["Location"] == reverse("front")
    assert client.session["trip"]["goal_occupation"] == "secretary"
    assert client.post(reverse("orient-go"), {"occupation": "no-such"})["Location"] == reverse("front")


def test_thrown_away_is_gone_everywhere(client: Client) -> None:
    answer(client, S=4)
    client.post(reverse("orient-forget"))
    assert "orientation" not in client.session
    assert all("orientation" not in json.dumps(one.get_decoded()) for one in Session.objects.all())
    assert client.get(reverse("orient")).context["work"] == []


def test_wiping_takes_it_along(client: Client) -> None:
    answer(client, S=4)
    client.post(reverse("wipe"))
    assert client.get(reverse("orient")).context["begun"] is False


def test_a_page_that_is_not_there_is_not_there(client: Client) -> None:
    for part in (0, 6):
        assert client.get(reverse("orient-questions", args=[part])).status_code == 404


def test_the_letters_stand_in_a_table_with_their_numbers(client: Client) -> None:
    answer(client, E=4)
    page = text(client, "orient")
    assert page.count("<meter") == len(Letter)
    assert '<span class="num">100</span>' in page
