# SPDX-License-Identifier: EUPL-1.2
"""Matches by API: those of the engine, in the shape that is described; what is wrong is told."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from overstap.api.schemas import MatchesFound
from overstap.bridge.region import NoRegionError
from overstap.engine.matching.index import Filters
from overstap.engine.matching.model import Evidence, HeldSkill, Passport
from overstap.engine.region import Region

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def ask(client: Client, body: Any, **headers: str) -> Any:
    text = body if isinstance(body, str) else json.dumps(body)
    return client.post("/v1/matches", text, content_type="application/json", headers=headers)


def test_it_gives_what_the_engine_finds_to_the_last_digit(client, region):
    for person in region.records.people.values():
        passport, wishes = region.passport_of(person), region.wishes_of(person)
        answer = ask(
            client,
            {
                "skills": [{"skill": one.skill, "evidence": str(one.evidence)} for one in passport.skills],
                "certificates": sorted(passport.certificates),
                "wishes": {
                    "place": person.place or None,
                    "distance": wishes.distance,
                    "hours_low": wishes.hours_low,
                    "hours_high": wishes.hours_high,
                    "wage_floor": wishes.wage_floor,
                    "kinds": [str(kind) for kind in wishes.kinds],
                    "starts_on": wishes.starts_on.isoformat() if wishes.starts_on else None,
                },
                "top": 7,
            },
        )
        assert answer.status_code == 200, answer.content
        told = answer.json()
        found = region.match(passport, wishes, today=NOON.date(), top=7)
        for group in ("now", "one_away", "further"):
            expected = [(m.opening, m.coverage.shown, m.coverage.claimed) for m in getattr(found, group)]
            assert [
                (one["opening"], one["coverage"]["shown"], one["coverage"]["claimed"]) for one in told[group]
            ] == expected


def test_the_answer_has_the_shape_that_is_described(client, region):
    occupation = next(iter(region.records.occupations))
    answer = ask(client, {"skills": [{"skill": one} for one in region.usual_skills(occupation)]})
    MatchesFound.model_validate(answer.json())
    described = client.get("/openapi.json").json()
    assert described["openapi"].startswith("3.")
    assert "/v1/matches" in described["paths"]


def test_wishes_become_limits_when_asked(client, region):
    skills = [{"skill": one} for one in region.usual_skills(next(iter(region.records.occupations)))]
    wishes = {"hours_low": 36, "wage_floor": 20}
    free = ask(client, {"skills": skills, "wishes": wishes, "top": 50}).json()
    kept = ask(client, {"skills": skills, "wishes": wishes, "top": 50, "only_wished": True}).json()
    groups = ("now", "one_away", "further")
    assert sum(len(kept[one]) for one in groups) < sum(len(free[one]) for one in groups)
    assert all(one["hours_high"] >= 36 for group in groups for one in kept[group])
    passing = region.stock.count(Filters(hours_low=36, wage_floor=20, today=NOON.date()))
    assert sum(len(kept[one]) for one in groups) <= passing


def test_evidence_that_others_stand_for_counts_as_shown(client, region):
    skills = region.usual_skills(next(iter(region.records.occupations)))
    told = ask(client, {"skills": [{"skill": one, "evidence": "certified"} for one in skills]}).json()
    passport = Passport(tuple(HeldSkill(one, Evidence.CERTIFIED) for one in skills))
    best = region.match(passport, today=NOON.date(), top=10).all()[0]
    first = next(one for group in ("now", "one_away", "further") for one in told[group])
    assert first["coverage"]["shown"] == best.coverage.shown > 0


@pytest.mark.parametrize(
    ("body", "place", "status"),
    [
        ({"skills": [{"skill": "no-such-skill"}]}, "skills/0/skill", 422),
        ({"certificates": ["no-such-paper"]}, "certificates/0", 422),
        ({"wishes": {"place": "nowhere"}}, "wishes/place", 422),
        ({"top": 0}, "body/asked/top", 400),
        ({"top": 51}, "body/asked/top", 400),
        ({"top": "5"}, "body/asked/top", 400),
        ({"name": "Jan"}, "body/asked/name", 400),
        ({"skills": [{"skill": "x", "evidence": "sworn"}]}, "body/asked/skills/0/evidence", 400),
    ],
)
def test_what_is_wrong_is_told_with_its_place(client, body, place, status):
    answer = ask(client, body)
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    assert place in [error["in"] for error in answer.json()["errors"]]


@pytest.mark.parametrize("body", ["", "{", "[]", "null", '"text"', '{"skills": 3}'])
def test_what_cannot_be_read_is_refused_as_a_problem(client, body):
    answer = ask(client, body)
    assert answer.status_code in (400, 422)
    assert answer["Content-Type"] == "application/problem+json"


def test_what_was_sent_is_not_repeated_when_it_does_not_fit(client):
    answer = ask(client, {"wishes": {"distance": "mijn oude adres 12"}})
    assert "mijn oude adres" not in answer.content.decode()


def test_problems_are_told_in_the_readers_language(client):
    body = {"skills": [{"skill": "no-such-skill"}]}
    dutch = ask(client, body, **{"Accept-Language": "nl"}).json()
    english = ask(client, body, **{"Accept-Language": "en"}).json()
    assert "geen vaardigheid" in dutch["errors"][0]["detail"]
    assert "is no skill" in english["errors"][0]["detail"]


def test_without_a_region_it_says_so(client, monkeypatch):
    def none() -> Region:
        raise NoRegionError

    monkeypatch.setattr("overstap.api.region.current_region", none)
    answer = ask(client, {})
    assert answer.status_code == 503
    assert answer["Content-Type"] == "application/problem+json"


def test_asking_by_get_is_not_possible(client):
    assert client.get("/v1/matches").status_code == 405
