# SPDX-License-Identifier: EUPL-1.2
"""Every question in every role: open, refused or hidden, as the table says; no guessed id opens anything."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from overstap.apps.accounts.models import Account
from overstap.apps.openings.models import Opening
from overstap.apps.organisations.models import Membership
from overstap.apps.passports.models import Passport, Proof, Share
from overstap.apps.tokens.models import Token
from tests.interfaces.api.access_table import BODIES, OF_ORGANISATION, OWN, PUBLIC
from tests.interfaces.api.world import ROLES, World, token_for, with_token
from tests.interfaces.web.who import came_in

pytestmark = pytest.mark.django_db

SECURED = {**OWN, **OF_ORGANISATION}


def questions(client: Client) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every question that is described."""
    for path, methods in client.get("/openapi.json").json()["paths"].items():
        for method, said in methods.items():
            yield f"{method.upper()} {path}", said


def ask(client: Client, question: str, world: World, **more: str) -> Any:
    """Asks it about what is there: of somebody else where it is somebody's."""
    method, path = question.split(" ")
    ids = {
        "proof": world.proof,
        "organisation": world.organisation,
        "skill": "help-customers",
        "occupation": "secretary",
        "opening": world.draft,
        "member": world.member,
        "invitation": world.invitation,
        "share": world.share,
        "need": world.need,
        "candidate": world.candidate,
        "contact": world.contact,
        "kind": "trial",
        "guidance": world.guidance,
        "round_id": world.round,
        "internship": world.internship,
        "train": world.train,
        "meeting": world.meeting,
        "code": "23456-23456-23456-23456",
        "question": uuid4(),
        "course": "no-such",
        **more,
    }
    headers = {"If-Match": "*"} if method in ("PUT", "PATCH", "DELETE") and "shares" not in path else {}
    body = BODIES.get(question)
    sent = {} if body is None else {"data": body, "content_type": "application/json"}
    return getattr(client, method.lower())(path.format(**ids), headers=headers, **sent)


def outcome(answer: Any) -> str:
    """What somebody got, in the words of the table."""
    assert answer.status_code < 500, answer.content
    return {401: "token", 403: "refused", 404: "hidden"}.get(answer.status_code, "open")


def test_every_question_is_in_the_table(client: Client) -> None:
    described = dict(questions(client))
    assert set(described) == {*PUBLIC, *SECURED}
    assert {one for one, said in described.items() if said.get("security")} == set(SECURED)
    assert all(set(row) == set(ROLES) for row in SECURED.values())


def test_without_a_token_what_anybody_may_know_is_open_and_all_else_is_not(
    client: Client, world: World
) -> None:
    for question in PUBLIC:
        assert outcome(ask(client, question, world)) in ("open", "hidden"), question
    for secret in ("", "overstap_x", "x" * 5000, world.own["person"][:-1], f"{world.own['person']} x", "é"):
        for question in SECURED:
            answer = ask(with_token(secret), question, world)
            assert outcome(answer) == "token", (question, secret)
            assert answer["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize("role", ROLES)
def test_every_question_answers_a_role_as_the_table_says(role: str, world: World) -> None:
    for questions_, secret in ((OWN, world.own[role]), (OF_ORGANISATION, world.theirs.get(role))):
        asking = with_token(secret or "")
        got = {one: outcome(ask(asking, one, world)) for one in questions_}
        assert got == {one: row[role] if secret else "token" for one, row in questions_.items()}
    assert Proof.objects.filter(pk=world.proof).exists()
    assert Membership.objects.filter(pk=world.member).exists() == (role != "owner")
    assert Opening.objects.filter(pk=world.draft).exists() == (role not in ("employer", "owner", "broker"))
    assert Share.objects.filter(pk=world.share).exists()


@pytest.mark.parametrize("role", ROLES)
def test_a_token_does_nothing_that_is_not_among_its_scopes(role: str, world: World) -> None:
    """One for oneself nothing of an organisation, and the other way round; one scope nothing of another."""
    wrong = [(world.own[role], OF_ORGANISATION)]
    if role in world.theirs:
        wrong.append((world.theirs[role], OWN))
    for secret, questions_ in wrong:
        for question in questions_.keys() - {"GET /v1/token"}:
            assert outcome(ask(with_token(secret), question, world)) == "refused", question
    read = with_token(token_for(world.accounts[role], scopes=["passport:read"]))
    for question in OWN.keys() - {"GET /v1/token"}:
        expected = OWN[question][role] if question.startswith("GET /v1/passport") else "refused"
        assert outcome(ask(read, question, world)) == expected, question
    assert Passport.objects.filter(account=world.accounts[role]).exists()


def test_a_session_opens_nothing_here(world: World) -> None:
    """So no page elsewhere can ask anything as somebody who happens to be logged in."""
    asking = came_in(world.accounts["operator"])
    for question in SECURED:
        assert outcome(ask(asking, question, world)) == "token", question


def test_who_is_logged_in_without_a_second_factor_asks_as_anybody(world: World) -> None:
    client = came_in(world.accounts["adviser"], second_factor=False)
    assert client.get("/v1/places").status_code == 200


@pytest.mark.parametrize("question", [one for one in SECURED if "{proof}" in one])
def test_what_is_anothers_looks_like_what_is_not_there(question: str, world: World) -> None:
    asking = with_token(world.own["stranger"])
    theirs, nowhere = (ask(asking, question, world, proof=one) for one in (world.proof, uuid4()))
    assert theirs.status_code == nowhere.status_code == 404
    assert theirs.content == nowhere.content


def test_a_token_stops_when_it_ends_is_withdrawn_or_its_account_is_closed(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = timezone.now()
    client = with_token(world.own["person"])
    assert client.get("/v1/token").status_code == 200
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(days=30))
    assert client.get("/v1/token").status_code == 401
    monkeypatch.setattr(timezone, "now", lambda: now)
    Account.objects.filter(pk=world.accounts["person"].pk).update(is_active=False)
    assert client.get("/v1/token").status_code == 401
    other = with_token(world.own["coach"])
    Token.objects.filter(account=world.accounts["coach"]).delete()
    assert other.get("/v1/token").status_code == 401


def test_a_token_for_an_organisation_does_nothing_once_its_maker_has_left(world: World) -> None:
    Membership.objects.filter(account=world.accounts["adviser"]).delete()
    asking = with_token(world.theirs["adviser"])
    for question in OF_ORGANISATION:
        assert outcome(ask(asking, question, world)) in ("hidden", "refused"), question


def test_a_token_that_asks_too_much_waits_for_the_next_minute(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OVERSTAP_API_PER_MINUTE", "3")
    client, now = with_token(world.own["person"]), timezone.now()
    assert [client.get("/v1/token").status_code for _ in range(4)] == [200, 200, 200, 429]
    assert client.get("/v1/token")["Retry-After"] == "60"
    assert with_token(world.own["coach"]).get("/v1/token").status_code == 200
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(minutes=1))
    assert client.get("/v1/token").status_code == 200
