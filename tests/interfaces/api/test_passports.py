# SPDX-License-Identifier: EUPL-1.2
"""One's own passport by API: made, read, changed by who read it last, shared, and removed."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from overstap.apps.accounts.actions import create_account
from overstap.apps.audit.queries import latest
from overstap.apps.passports.models import Look, Passport, Proof, Share
from overstap.apps.passports.sharing import give_proof
from tests.interfaces.api.world import World, token_for, with_token
from tests.interfaces.web.who import BY

pytestmark = pytest.mark.django_db

WHOLE = {
    "story": "Ik stond 12 jaar achter de balie.",
    "occupation": "secretary",
    "wage": 18.5,
    "skills": [{"skill": "help-customers", "evidence": "inferred"}, {"skill": "handle-complaints"}],
    "certificates": ["vca-basic"],
    "languages": [{"language": "nl", "level": "C1"}, {"language": "ar", "level": "B2"}],
    "wishes": {"place": "delft", "distance": 15, "hours_low": 24, "hours_high": 32, "kinds": ["vacancy"]},
    "circumstances": ["quiet"],
}


def send(client: Client, method: str, path: str, body: Any, **headers: str) -> Any:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return getattr(client, method)(f"/v1/passport{path}", body, content_type="application/json", headers=named)


@pytest.fixture
def anna(db: None) -> Client:
    return with_token(token_for(create_account(email="anna@example.org", by=BY)))


@pytest.fixture
def whole(region: Any) -> dict[str, Any]:
    return {**WHOLE, "certificates": [next(iter(region.records.certificates))]}


def test_it_comes_back_as_it_was_made(anna: Client, whole: dict[str, Any]) -> None:
    assert anna.get("/v1/passport").status_code == 404
    made = send(anna, "put", "", whole)
    assert made.status_code == 201, made.content
    told = anna.get("/v1/passport").json()
    assert told == made.json()
    for name in ("story", "occupation", "wage", "certificates", "circumstances"):
        assert told[name] == whole[name]
    assert {one["language"]: one["level"] for one in told["languages"]} == {"nl": "C1", "ar": "B2"}
    assert {one["skill"]: one["evidence"] for one in told["skills"]} == {
        "help-customers": "inferred",
        "handle-complaints": "claimed",
    }
    assert {name: told["wishes"][name] for name in whole["wishes"]} == whole["wishes"]
    assert latest(limit=50, what="passport.kept")[0].by.startswith("token:")


def test_only_who_read_the_last_version_changes_it(anna: Client, whole: dict[str, Any]) -> None:
    first = send(anna, "put", "", whole)["ETag"]
    assert send(anna, "put", "", whole).status_code == 428
    second = send(anna, "patch", "", {"wage": 19}, If_Match=first)
    assert second.status_code == 200
    assert second["ETag"] != first
    assert send(anna, "put", "", whole, If_Match=first).status_code == 412
    assert send(anna, "put", "", whole, If_None_Match="*").status_code == 412
    third = send(anna, "put", "", {**whole, "wage": 20}, If_Match=f'"x", W/{second["ETag"]}')
    assert third.status_code == 200
    assert anna.get("/v1/passport", headers={"If-None-Match": first}).status_code == 200
    now = anna.get("/v1/passport")["ETag"]
    assert anna.get("/v1/passport", headers={"If-None-Match": now}).status_code == 304
    assert anna.delete("/v1/passport", headers={"If-Match": first}).status_code == 412
    assert anna.delete("/v1/passport").status_code == 204
    assert send(anna, "put", "", whole, If_Match=now).status_code == 412
    assert not Passport.objects.exists()


def test_a_patch_changes_what_it_names_and_nothing_else(anna: Client, whole: dict[str, Any]) -> None:
    before = send(anna, "put", "", whole).json()
    patch = {"wishes": {"hours_low": None, "wage_floor": 17}, "languages": None, "story": "Kort."}
    after = send(anna, "patch", "", patch, If_Match="*").json()
    assert after["wishes"] == {**before["wishes"], "hours_low": None, "wage_floor": 17}
    assert (after["languages"], after["story"]) == ([], "Kort.")
    for name in ("skills", "certificates", "occupation", "wage", "circumstances"):
        assert after[name] == before[name]


@pytest.mark.parametrize(
    ("wrong", "place"),
    [
        ({"skills": [{"skill": "no-such"}]}, "skills/0/skill"),
        ({"skills": [{"skill": "help-customers", "evidence": "certified"}]}, "skills/0/evidence"),
        ({"certificates": ["no-such"]}, "certificates/0"),
        ({"occupation": "no-such"}, "occupation"),
        ({"wishes": {"place": "nowhere"}}, "wishes/place"),
        ({"wishes": {"hours_low": 32, "hours_high": 24}}, "wishes/hours_high"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_kept(anna: Client, wrong: dict[str, Any], place: str) -> None:
    answer = send(anna, "put", "", {"story": "x", **wrong})
    assert answer.status_code == 422
    assert [one["in"] for one in answer.json()["errors"]] == [place]
    assert not Passport.objects.exists()


def test_a_citizen_service_number_is_not_kept(anna: Client) -> None:
    told = send(anna, "put", "", {"story": "bsn 111.222.333"}).json()
    assert "111" not in told["story"]
    proof = send(anna, "post", "/proofs", {"kind": "work", "title": "bsn 111222333"}).json()
    assert "111222333" not in proof["title"]


def test_a_proof_is_made_once_for_a_key_changed_and_removed(anna: Client) -> None:
    send(anna, "put", "", {})
    body = {
        "kind": "certificate",
        "title": "Klachten",
        "skills": ["handle-complaints"],
        "from_on": "2020-01-31",
    }
    made = [send(anna, "post", "/proofs", body, Idempotency_Key="a-1") for _ in range(2)]
    assert [one.status_code for one in made] == [201, 201]
    assert made[0].json() == made[1].json()
    assert Proof.objects.count() == 1
    assert send(anna, "post", "/proofs", {**body, "title": "Y"}, Idempotency_Key="a-1").status_code == 409
    assert send(anna, "post", "/proofs", body).status_code == 201
    address = made[0]["Location"].removeprefix("/v1/passport")
    assert anna.get("/v1/passport").json()["skills"][0]["strongest"] == "certified"
    one = anna.get("/v1/passport" + address)
    assert one.json() == made[0].json()
    assert send(anna, "put", address, {**body, "title": "Z"}).status_code == 428
    changed = send(anna, "put", address, {**body, "title": "Z"}, If_Match=one["ETag"])
    assert changed.json()["title"] == "Z"
    assert send(anna, "put", address, body, If_Match=one["ETag"]).status_code == 412
    assert anna.delete("/v1/passport" + address).status_code == 204
    assert anna.get("/v1/passport" + address).status_code == 404
    assert anna.delete("/v1/passport" + address).status_code == 404


@pytest.mark.parametrize(
    ("wrong", "place"),
    [
        ({"kind": "endorsement"}, "kind"),
        ({"title": " \t"}, "title"),
        ({"from_on": "2021-02-01", "until_on": "2020-02-01"}, "until_on"),
        ({"from_on": "2030-02-01"}, "from_on"),
        ({"skills": ["no-such"]}, "skills/0"),
    ],
)
def test_a_proof_that_is_wrong_is_not_kept(anna: Client, wrong: dict[str, Any], place: str) -> None:
    send(anna, "put", "", {})
    answer = send(anna, "post", "/proofs", {"kind": "work", "title": "x", **wrong})
    assert answer.status_code == 422
    assert [one["in"] for one in answer.json()["errors"]] == [place]
    assert not Proof.objects.exists()


def test_what_an_organisation_gave_is_removed_but_not_changed(world: World) -> None:
    client = with_token(world.own["person"])
    send(client, "put", f"/shares/{world.organisation}", {"parts": ["skills"], "until": "2026-12-24"})
    share = Share.objects.get(passport__account=world.accounts["person"])
    said = {"title": "Seen", "note": "", "skills": ["help-customers"], "by": BY}
    given = give_proof(share=share, kind="endorsement", **said)
    address = f"/proofs/{given.pk}"
    body = {"kind": "work", "title": "Mine"}
    assert send(client, "put", address, body, If_Match="*").status_code == 409
    assert client.get(f"/v1/passport{address}").json()["given_by"] == world.organisation
    assert client.delete(f"/v1/passport{address}").status_code == 204


def test_sharing_is_for_a_while_replaced_and_withdrawn(world: World) -> None:
    client = with_token(world.own["person"])
    address = f"/shares/{world.organisation}"
    asked = {"parts": ["skills", "wishes"], "until": "2026-12-24", "blind": False}
    shared = send(client, "put", address, asked)
    assert shared.status_code == 200
    assert (shared.json()["parts"], shared.json()["blind"]) == (["skills", "wishes"], False)
    again = send(client, "put", address, {"parts": ["story"], "until": "2026-12-25"}).json()
    assert client.get("/v1/passport/shares").json()["items"] == [again]
    assert again["blind"]
    for until in ("2026-11-23", "2028-01-01"):
        assert send(client, "put", address, {**asked, "until": until}).status_code == 422
    assert send(client, "put", "/shares/no-such", asked).status_code == 404
    assert client.delete(f"/v1/passport{address}").status_code == 204
    assert client.delete(f"/v1/passport{address}").status_code == 404


def test_everything_we_know_is_given_and_no_key(world: World) -> None:
    told = with_token(world.own["person"]).get("/v1/account").json()["tables"]
    assert told["passports.Passport"][0]["story"] == "Ik ben Fatima."
    assert told["tokens.Token"][0]["name"] == "x"
    assert "hash" not in str(told)
    assert Look.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_of_two_who_change_the_same_version_one_does(anna: Client) -> None:
    tag = send(anna, "put", "", {"story": "a"})["ETag"]
    together = threading.Barrier(2, timeout=30)

    def change(story: str) -> int:
        try:
            together.wait()
            return send(anna, "patch", "", {"story": story}, If_Match=tag).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        statuses = [one.result() for one in [pool.submit(change, "b"), pool.submit(change, "c")]]
    assert sorted(statuses) == [200, 412]
