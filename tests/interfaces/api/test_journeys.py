# SPDX-License-Identifier: EUPL-1.2
"""Journeys by API: those of the planner, in the shape that is described; what is wrong is told."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from overstap.api import journeys
from overstap.api.schemas_journey import JourneysFound, ReachFound
from overstap.engine.matching.model import HeldSkill, Passport
from overstap.engine.region import Region
from overstap.engine.region.journey_request import JourneyRequest, asked_of
from overstap.engine.region.plain_journeys import plan_as_plain
from overstap.engine.region.plain_reach import reach_as_plain
from tests.interfaces.api.conftest import NOON

SKILLS = ("help-customers", "handle-complaints", "manage-diary")
SAID = {"occupation": "secretary", "place": "Delft", "wage": 18.0, "money": 2500.0, "last_day": NOON.date()}
BODY = {
    "skills": [{"skill": one} for one in SKILLS],
    "occupation": "secretary",
    "place": "Delft",
    "wage": 18,
    "money": 2500,
    "last_day": NOON.date().isoformat(),
    "seconds": 10,
}


def ask(client: Client, address: str, body: dict[str, Any]) -> Any:
    return client.post(address, body, content_type="application/json")


def question(region: Region, **more: Any) -> Any:
    request = JourneyRequest(Passport(tuple(HeldSkill(one) for one in SKILLS)), **SAID, **more)
    return asked_of(region, request, today=NOON.date(), language="nl")


def plain(value: Any) -> Any:
    return json.loads(json.dumps(value))


def test_journeys_are_those_of_the_planner(client: Client, region: Region) -> None:
    asked = question(region, to_sector=("care",))
    found = region.plan(asked.traveller, asked.question, parameters=asked.parameters)
    expected = plan_as_plain(region, found, asked.traveller, asked.question, asked.parameters, "nl")
    answer = ask(client, "/v1/journeys", {**BODY, "to_sector": ["care"]})
    assert answer.status_code == 200, answer.content
    assert answer.json() == plain(expected)
    assert answer.json()["journeys"]
    told = JourneysFound.model_validate(answer.json())
    assert {leg.kind for one in told.journeys for leg in one.legs} >= {"work", "change"}


def test_all_of_them_are_told_when_asked(client: Client) -> None:
    told = ask(client, "/v1/journeys", {**BODY, "to_sector": ["care"], "all": True}).json()
    assert len(told["journeys"]) == len(told["everything"])
    JourneysFound.model_validate(told)


def test_reach_is_that_of_the_planner(client: Client, region: Region) -> None:
    asked = question(region)
    found = region.reach(asked.traveller, asked.question, 12, parameters=asked.parameters, explain=True)
    expected = reach_as_plain(region, found, asked.traveller, asked.question, asked.parameters, [6, 12], "nl")
    body = {name: value for name, value in BODY.items() if name != "seconds"}
    answer = ask(client, "/v1/reaches", {**body, "months": [12, 6, 12], "why": True})
    assert answer.json() == plain(expected)
    ReachFound.model_validate(answer.json())


@pytest.mark.parametrize(
    ("wrong", "place", "status"),
    [
        ({"to": ["no such work at all qqq"]}, "to", 422),
        ({"to_sector": ["no-such"]}, "to_sector", 422),
        ({"place": "nowhere"}, "place", 422),
        ({"occupation": "no-such"}, "occupation", 422),
        ({"skills": [{"skill": "no-such"}]}, "skills/0/skill", 422),
        ({"arrive_by": "2020-01-01"}, "arrive_by", 422),
        ({"assume": {"no.such": 1}}, None, 422),
        ({"wage": 501}, "body/asked/wage", 400),
        ({"seconds": 11}, "body/asked/seconds", 400),
        ({"changes": 4}, "body/asked/changes", 400),
    ],
)
def test_what_is_wrong_is_told_and_not_repeated(
    client: Client, wrong: dict[str, Any], place: str | None, status: int
) -> None:
    answer = ask(client, "/v1/journeys", {**BODY, **wrong})
    assert answer.status_code == status, answer.content
    if place:
        assert place in [one["in"] for one in answer.json()["errors"]]
    assert "qqq" not in answer.content.decode()


def test_who_finds_every_turn_taken_is_told_when_to_come_back(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journeys, "QUEUED_SECONDS", 0.01)
    turns = [journeys.AT_ONCE.acquire(blocking=False) for _ in range(2)]
    try:
        answer = ask(client, "/v1/journeys", BODY)
    finally:
        for _ in filter(None, turns):
            journeys.AT_ONCE.release()
    assert answer.status_code == 503
    assert "Retry-After" in answer
