# SPDX-License-Identifier: EUPL-1.2
"""What an organisation tells by API of work to come, and of many openings at once."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from overstap.apps.audit.queries import latest
from overstap.apps.openings.models import Need, Opening
from tests.interfaces.api.world import World, with_token

pytestmark = pytest.mark.django_db

NEED = {"occupation": "secretary", "skills": ["help-customers"], "place": "delft", "from_on": "2027-03-01"}
POSTING = {
    "@type": "JobPosting",
    "identifier": "4711",
    "title": "Secretaresse",
    "description": "Wij vragen: je behandelt klachten.",
    "workHours": "24-32 uur",
    "jobLocation": {"address": {"addressLocality": "Delft"}},
}
ROW = {
    "reference": "4711",
    "title": "Secretaresse",
    "text": "Je helpt klanten;\nen meer.",
    "occupation": "secretary",
    "place": "Delft",
    "hours": "24-32",
    "skills": "help-customers: must",
}


def send(client: Client, method: str, path: str, body: Any, **headers: str) -> Any:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return getattr(client, method)(path, body, content_type="application/json", headers=named)


@pytest.fixture
def owner(world: World) -> Client:
    return with_token(world.theirs["owner"])


@pytest.fixture
def needs(world: World) -> str:
    return f"/v1/organisations/{world.organisation}/needs"


@pytest.fixture
def imports(world: World) -> str:
    return f"/v1/organisations/{world.organisation}/opening-imports"


@pytest.mark.usefixtures("rows_of_the_region")
def test_a_need_is_told_once_changed_and_ended(owner: Client, needs: str) -> None:
    made = [send(owner, "post", needs, NEED, Idempotency_Key="1") for _ in range(2)]
    assert [one.status_code for one in made] == [201, 201]
    assert made[0].json() == made[1].json()
    address = made[0]["Location"]
    assert {one["id"] for one in owner.get(needs).json()["items"]} >= {made[0].json()["id"]}
    wanted = {**NEED, "occupation": None, "number": 3}
    assert send(owner, "put", address, wanted).status_code == 428
    changed = send(owner, "put", address, wanted, If_Match=made[0]["ETag"])
    assert changed.status_code == 200, changed.content
    assert {name: changed.json()[name] for name in wanted} == wanted
    assert send(owner, "put", address, wanted, If_Match=made[0]["ETag"]).status_code == 412
    ended = send(owner, "put", f"{address}/status", {"status": "ended"}, If_Match=changed["ETag"])
    assert ended.json()["status"] == "ended"
    assert send(owner, "put", address, wanted, If_Match="*").status_code == 409
    assert latest(limit=1)[0].by.startswith("token:")


@pytest.mark.usefixtures("rows_of_the_region")
def test_a_need_becomes_a_draft_of_its_organisation(owner: Client, needs: str, world: World) -> None:
    address = send(owner, "post", needs, {**NEED, "number": 2})["Location"]
    opened = send(owner, "put", f"{address}/status", {"status": "opened"}, If_Match="*").json()
    row = Opening.objects.get(pk=opened["opening"])
    assert (opened["status"], row.status, row.places) == ("opened", "draft", 2)
    assert row.organisation_id == world.organisation
    assert row.title["nl"]


@pytest.mark.parametrize(
    ("wrong", "place"),
    [
        ({"occupation": "no-such"}, "occupation"),
        ({"skills": ["no-such"]}, "skills/0"),
        ({"place": "nowhere"}, "place"),
        ({"occupation": None, "skills": []}, "occupation"),
    ],
)
def test_a_need_that_is_wrong_is_not_told(owner: Client, needs: str, wrong: Any, place: str) -> None:
    answer = send(owner, "post", needs, {**NEED, **wrong})
    assert answer.status_code == 422, answer.content
    assert [one["in"] for one in answer.json()["errors"]] == [place]
    assert Need.objects.count() == 1


def test_a_need_of_another_organisation_is_not_there(world: World) -> None:
    stranger = with_token(world.theirs["stranger"])
    for organisation in (world.organisation, world.other):
        address = f"/v1/organisations/{organisation}/needs/{world.need}"
        assert stranger.get(address).status_code == 404
        assert send(stranger, "put", f"{address}/status", {"status": "ended"}, If_Match="*").status_code == 404
    assert Need.objects.get(pk=world.need).status == "standing"


@pytest.mark.usefixtures("rows_of_the_region")
@pytest.mark.parametrize("body", [{"postings": [POSTING]}, {"rows": [ROW]}], ids=["postings", "rows"])
def test_openings_are_brought_and_again_changes_nothing(owner: Client, imports: str, body: Any) -> None:
    done = send(owner, "post", imports, {**body, "publish": True})
    assert done.status_code == 200, done.content
    assert done.json() == {"added": 1, "changed": 0, "unchanged": 0, "published": 1}
    again = send(owner, "post", imports, {**body, "publish": True})
    assert again.json() == {"added": 0, "changed": 0, "unchanged": 1, "published": 0}
    row = Opening.objects.get(reference="4711")
    assert (row.occupation_id, row.place_id, row.hours_low, row.hours_high) == ("secretary", "delft", 24, 32)


@pytest.mark.parametrize(
    ("body", "places"),
    [
        ({"rows": [ROW, {**ROW, "hours": "many"}]}, {"rows/1/hours", "rows/1/reference"}),
        ({"rows": [ROW, {**ROW, "reference": "2", "place": "Atlantis"}]}, {"rows/1/place"}),
        ({"postings": [POSTING, {**POSTING, "identifier": ""}]}, {"postings/1/identifier"}),
        ({"postings": [{"@type": "Person"}]}, {"postings"}),
        ({"rows": [ROW], "postings": [POSTING]}, {"rows"}),
        ({}, {"rows"}),
    ],
)
def test_one_that_is_wrong_stops_all_and_is_told_by_place(
    owner: Client, imports: str, body: Any, places: set[str]
) -> None:
    answer = send(owner, "post", imports, body)
    assert answer.status_code == 422, answer.content
    assert {one["in"] for one in answer.json()["errors"]} == places
    assert "Atlantis" not in answer.content.decode()
    assert Opening.objects.count() == 1


def test_openings_are_brought_to_ones_own_organisation_only(world: World, imports: str) -> None:
    stranger = with_token(world.theirs["stranger"])
    assert send(stranger, "post", imports, {"postings": [POSTING]}).status_code == 404
    assert Opening.objects.count() == 1
