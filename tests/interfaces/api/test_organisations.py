# SPDX-License-Identifier: EUPL-1.2
"""What an organisation does by API: members, passports shared with it, openings from draft to filled."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from overstap.apps.accounts.enums import Role
from overstap.apps.audit.queries import latest
from overstap.apps.openings.models import Opening
from overstap.apps.organisations.members import add_member
from overstap.apps.passports.enums import Part
from overstap.apps.passports.models import Look, Passport, Proof
from overstap.apps.passports.sharing import share
from tests.interfaces.api.world import World, with_token
from tests.interfaces.web.who import BY

pytestmark = pytest.mark.django_db


def send(client: Client, method: str, path: str, body: Any, **headers: str) -> Any:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return getattr(client, method)(f"/v1{path}", body, content_type="application/json", headers=named)


@pytest.fixture
def owner(world: World) -> Client:
    return with_token(world.theirs["owner"])


def test_members_are_seen_made_owner_and_removed_never_the_last_owner(world: World, owner: Client) -> None:
    members = f"/organisations/{world.organisation}/members"
    there = owner.get(f"/v1{members}").json()["items"]
    assert {one["role"] for one in there} >= {"employer", "coach", "host"}
    boss = next(one for one in there if one["owner"])
    assert send(owner, "patch", f"{members}/{boss['id']}", {"owner": False}).status_code == 409
    assert owner.delete(f"/v1{members}/{boss['id']}").status_code == 409
    made = send(owner, "patch", f"{members}/{world.member}", {"owner": True})
    assert made.json()["owner"]
    assert send(owner, "patch", f"{members}/{boss['id']}", {"owner": False}).status_code == 200
    # Its maker is owner no longer: the token may do no more than they.
    assert owner.delete(f"/v1{members}/{world.member}").status_code == 403


def test_an_invitation_is_withdrawn(world: World, owner: Client) -> None:
    invitations = f"/v1/organisations/{world.organisation}/invitations"
    (one,) = owner.get(invitations).json()["items"]
    assert (one["email"], one["id"]) == ("else@example.org", str(world.invitation))
    assert [owner.delete(f"{invitations}/{one['id']}").status_code for _ in range(2)] == [204, 404]


def test_a_shared_passport_shows_what_is_shared_blind_and_its_owner_sees_the_look(world: World) -> None:
    client = with_token(world.theirs["coach"])
    (one,) = client.get("/v1/shared-passports").json()["items"]
    assert (one["id"], one["blind"], one["email"]) == (str(world.share), True, None)
    assert Look.objects.count() == 0
    told = client.get(f"/v1/shared-passports/{world.share}")
    assert "Fatima" not in told.content.decode()
    assert "someone@" not in told.content.decode()
    assert told.json()["skills"] == [{"skill": "help-customers", "evidence": "claimed"}]
    assert Look.objects.get().role == "coach"
    assert latest(limit=1)[0].what == "passport.looked-at"


def test_an_open_share_shows_its_parts_and_no_other(world: World) -> None:
    mine = Passport.objects.get(account=world.accounts["person"])
    now = timezone.now()
    to = {"organisation": world.organisation, "now": now, "until": now + timedelta(days=1), "by": BY}
    row = share(passport=mine, parts=[Part.STORY], blind=False, **to)
    told = with_token(world.theirs["host"]).get(f"/v1/shared-passports/{row.pk}").json()
    assert (told["email"], told["story"]) == ("person@example.org", "Ik ben Fatima.")
    for part in ("skills", "proofs", "languages", "certificates", "wishes"):
        assert told[part] is None
    given = {"kind": "endorsement", "title": "x", "skills": ["help-customers"]}
    refused = send(with_token(world.theirs["host"]), "post", f"/shared-passports/{row.pk}/proofs", given)
    assert refused.status_code == 403  # skills were not shared


def test_who_saw_it_done_endorses_and_who_tests_assesses_once_for_a_key(world: World) -> None:
    path = f"/shared-passports/{world.share}/proofs"
    given = {"kind": "assessment", "title": "Proefdag", "skills": ["help-customers"]}
    assert send(with_token(world.theirs["employer"]), "post", path, given).status_code == 403
    coach = with_token(world.theirs["coach"])
    made = [send(coach, "post", path, given, Idempotency_Key="k").json() for _ in range(2)]
    assert made[0] == made[1]
    assert Proof.objects.filter(kind="assessment").count() == 1
    for wrong in ({"kind": "work"}, {"title": " "}, {"skills": ["handle-cash"]}):
        assert send(coach, "post", path, {**given, **wrong}).status_code == 422
    assert (
        send(with_token(world.theirs["employer"]), "post", path, {**given, "kind": "endorsement"}).status_code
        == 201
    )


WHOLE = {
    "kind": "vacancy",
    "title": {"nl": "Secretaresse", "en": "Secretary"},
    "occupation": "secretary",
    "place": "delft",
    "text": "Je helpt klanten.",
    "hours_low": 24,
    "hours_high": 32,
    "wage_low": 16,
    "wage_high": 19.5,
    "closes_on": "2026-12-31",
    "places": 2,
    "days": ["tu", "mo"],
    "demands": [{"skill": "help-customers", "importance": "must"}],
}


def test_an_opening_goes_from_draft_to_filled_and_back(
    world: World, owner: Client, rows_of_the_region: None
) -> None:
    desk = f"/organisations/{world.organisation}/openings"
    draft = send(owner, "post", desk, {"kind": "vacancy", "title": {"nl": "Secretaresse"}}, Idempotency_Key="1")
    assert draft.status_code == 201, draft.content
    again = send(owner, "post", desk, {"kind": "vacancy", "title": {"nl": "Secretaresse"}}, Idempotency_Key="1")
    assert again.json()["id"] == draft.json()["id"]
    address = draft["Location"].removeprefix("/v1")
    early = send(owner, "put", f"{address}/status", {"status": "published"}, If_Match=draft["ETag"])
    assert early.status_code == 422
    assert {one["in"] for one in early.json()["errors"]} >= {"occupation", "place", "demands"}
    whole = send(owner, "put", address, WHOLE, If_Match=draft["ETag"])
    assert whole.status_code == 200, whole.content
    told = whole.json()
    assert {name: told[name] for name in WHOLE if name != "days"} == {
        name: value for name, value in WHOLE.items() if name != "days"
    }
    assert told["days"] == ["mo", "tu"]
    assert send(owner, "put", address, WHOLE, If_Match=draft["ETag"]).status_code == 412
    assert send(owner, "put", address, WHOLE).status_code == 428
    live = send(owner, "put", f"{address}/status", {"status": "published"}, If_Match=whole["ETag"])
    assert live.json()["status"] == "published"
    assert owner.delete(f"/v1{address}", headers={"If-Match": "*"}).status_code == 409
    filled = send(owner, "put", f"{address}/status", {"taken": 2}, If_Match=live["ETag"])
    assert (filled.json()["status"], filled.json()["taken"]) == ("filled", 2)
    assert send(owner, "put", f"{address}/status", {"taken": 3}, If_Match="*").status_code == 409
    assert send(owner, "put", f"{address}/status", {"taken": 1}, If_Match="*").json()["status"] == "published"
    assert (
        send(owner, "put", f"{address}/status", {"status": "draft"}, If_Match="*").json()["status"] == "draft"
    )
    assert owner.delete(f"/v1{address}", headers={"If-Match": "*"}).status_code == 204
    assert owner.get(f"/v1{address}").status_code == 404
    assert [event.by.split(":")[0] for event in latest(limit=1)] == ["token"]


@pytest.mark.parametrize(
    ("wrong", "place"),
    [
        ({"occupation": "no-such"}, "occupation"),
        ({"place": "nowhere"}, "place"),
        ({"hours_low": 40}, "hours_high"),
        ({"wage_low": 40}, "wage_high"),
        ({"demands": [{"skill": "no-such", "importance": "must"}]}, "demands/0/skill"),
        ({"certificates": ["no-such"]}, "certificates/0"),
    ],
)
def test_an_opening_that_is_wrong_is_not_written(
    world: World, owner: Client, wrong: dict[str, Any], place: str
) -> None:
    answer = send(owner, "post", f"/organisations/{world.organisation}/openings", {**WHOLE, **wrong})
    assert answer.status_code == 422, answer.content
    assert [one["in"] for one in answer.json()["errors"]] == [place]
    assert Opening.objects.count() == 1


def test_what_a_source_has_is_its_own(world: World, owner: Client, rows_of_the_region: None) -> None:
    address = f"/organisations/{world.organisation}/openings/{world.draft}"
    send(owner, "put", address, WHOLE, If_Match="*")
    send(owner, "put", f"{address}/status", {"status": "published"}, If_Match="*")
    Opening.objects.filter(pk=world.draft).update(origin="haaglanden")
    assert send(owner, "put", address, WHOLE, If_Match="*").status_code == 409


def test_an_opening_of_another_organisation_is_not_there(world: World) -> None:
    client = with_token(world.theirs["stranger"])
    for organisation in (world.organisation, world.other):
        address = f"/v1/organisations/{organisation}/openings/{world.draft}"
        assert client.get(address).status_code == 404


def test_the_trail_is_read_in_parts_by_operators(world: World) -> None:
    client = with_token(world.own["operator"])
    first = client.get("/v1/events?size=2").json()
    assert first["total"] > 20
    assert [one["what"] for one in first["items"]] == [event.what for event in latest(limit=2)]
    made = client.get("/v1/events?what=token.made&size=1&page=2").json()
    assert made["items"][0]["subject"] == latest(limit=2, what="token.made")[1].subject
    (one,) = client.get(f"/v1/events?subject={world.share}").json()["items"]
    assert one["what"] == "passport.shared"


def test_a_role_counts_at_the_moment_it_is_asked(world: World) -> None:
    """A token made as member becomes no more when its maker becomes owner: it has the scopes it was given."""
    client = with_token(world.theirs["host"])
    account = world.accounts["host"].pk
    add_member(organisation=world.organisation, account=account, role=Role.HOST, owner=True, by=BY)
    assert client.get(f"/v1/organisations/{world.organisation}/invitations").status_code == 403
    assert client.get(f"/v1/organisations/{world.organisation}/members").status_code == 200
