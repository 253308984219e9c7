# SPDX-License-Identifier: EUPL-1.2
"""By API: whether a badge is real, one's own badges, and a ranking by its code."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from overstap.apps.passports.badges import issue_badge, trust_issuer
from overstap.apps.passports.enums import ProofKind
from overstap.apps.passports.models import Share
from overstap.apps.passports.sharing import give_proof
from tests.interfaces.api.world import World, token_for, with_token
from tests.interfaces.web.who import BY
from tests.made_badges import ADDRESS, ED, ISSUER, NOW, OTHER, assertion, credential, jwt, public

pytestmark = pytest.mark.django_db


def check(client: Client, badge: str, **more: str) -> Any:
    return client.post("/v1/badge-checks", {"badge": badge, **more}, content_type="application/json")


@pytest.fixture
def trusted() -> None:
    trust_issuer(issuer=ISSUER, name="School", keys=[public(ED)], now=NOW, by=BY)


@pytest.fixture
def _no_guesses() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.mark.usefixtures("trusted")
def test_a_real_badge_is_told_from_one_to_somebody_else(client: Client) -> None:
    real = check(client, jwt(credential()), address=ADDRESS)
    assert real.status_code == 200, real.content
    assert {name: real.json()[name] for name in ("check", "issuer", "name")} == {
        "check": "verified",
        "issuer": ISSUER,
        "name": "Klachten behandelen",
    }
    assert check(client, jwt(credential()), address="else@example.org").json()["check"] == "signed"


@pytest.mark.usefixtures("trusted")
def test_one_that_is_not_real_is_refused_and_not_repeated(client: Client) -> None:
    for badge in (jwt(credential(), OTHER), "hello there, no badge", jwt({**credential(), "exp": 1e30})):
        answer = check(client, badge)
        assert answer.status_code == 422, answer.content
        assert [one["in"] for one in answer.json()["errors"]] == ["badge"]
        assert badge not in answer.content.decode()


def test_without_trust_a_signature_proves_little(client: Client) -> None:
    assert check(client, jwt(credential())).json()["check"] in ("unknown-issuer", "unchecked")


def test_ones_own_badges_are_listed_and_nobody_elses(world: World) -> None:
    shared = Share.objects.get(pk=world.share)
    given = give_proof(
        share=shared,
        kind=ProofKind.ASSESSMENT,
        title="Proefdag",
        note="",
        skills=["help-customers"],
        by=BY,
    )
    row = issue_badge(proof=given, now=timezone.now(), by=BY)
    theirs = with_token(token_for(shared.passport.account))
    (one,) = theirs.get("/v1/passport/badges").json()["items"]
    assert (one["id"], one["title"], one["revoked_at"]) == (f"urn:uuid:{row.pk}", "Proefdag", None)
    assert with_token(world.own["person"]).get("/v1/passport/badges").json()["items"] == []


@pytest.mark.usefixtures("_no_guesses")
def test_a_ranking_is_read_back_by_its_code_and_by_no_other(client: Client) -> None:
    asked = {"skills": [{"skill": "help-customers"}, {"skill": "handle-complaints"}], "top": 3}
    found = client.post("/v1/matches", asked, content_type="application/json").json()
    told = client.get(f"/v1/rankings/{found['ranking']}").json()
    assert (told["kind"], told["channel"], told["parameters"]["top"]) == ("openings", "api", 3)
    first = [one["opening"] for name in ("now", "one_away", "further") for one in found[name]]
    assert [one["id"] for one in told["places"]] == first
    assert client.get(f"/v1/rankings/{found['ranking'].lower().replace('-', '')}").json() == told
    assert client.get("/v1/rankings/23456-23456-23456-23456").status_code == 404


@pytest.mark.usefixtures("_no_guesses")
def test_who_guesses_at_codes_is_stopped(client: Client) -> None:
    got = [client.get(f"/v1/rankings/{number}").status_code for number in range(40)]
    assert (got[0], got[-1]) == (404, 429)
    assert int(client.get("/v1/rankings/1")["Retry-After"]) > 0


def test_the_badge_of_another_kind_tells_that_it_could_not_be_checked(client: Client) -> None:
    assert check(client, json.dumps(assertion())).json()["check"] == "unchecked"
