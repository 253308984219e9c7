# SPDX-License-Identifier: EUPL-1.2
"""Finding each other by API: blind, two scores apart, and names that open with two yeses."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from overstap.apps.accounts.actions import create_account
from overstap.apps.accounts.enums import Role
from overstap.apps.contacts.models import Contact, Findable, StillAtWork
from overstap.apps.openings.models import Opening
from overstap.apps.organisations.members import add_member
from overstap.apps.passports.actions import ProofTold, Told, add_proof, keep_passport
from overstap.apps.passports.enums import ProofKind
from overstap.apps.passports.models import Look, Passport
from overstap.apps.rankings.queries import by_code
from overstap.engine.region import Region
from tests.interfaces.api.world import World, token_for, with_token
from tests.interfaces.web.stored import TILL, store_opening
from tests.interfaces.web.who import BY

pytestmark = pytest.mark.django_db

SKILLS = {"handle-cash": "certified", "help-customers": "claimed", "be-honest": "claimed"}
STORY = "Ik ben Fatima el Idrissi. Bel 06-12345678. Ik deed de kas."
WHO = ("Fatima", "Idrissi", "06-1234", "anna@", "Kerkstraat", "1998", "delft")
FOUND = {
    "parts": ["wishes", "proofs", "story"],
    "conditions": ["hours"],
    "not_for": [],
    "until": "2026-12-24",
}
YES = {"answer": "yes", "name": "Anna de Vries", "reach": "06-11111111"}


def send(client: Client, method: str, path: str, body: Any = None, **headers: str) -> Any:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return getattr(client, method)(f"/v1{path}", body, content_type="application/json", headers=named)


@pytest.fixture
def till(db: None, region: Region) -> Opening:
    return store_opening(region, TILL)


@pytest.fixture
def boss(till: Opening) -> Client:
    account = create_account(email="boss@example.org", by=BY)
    add_member(organisation=till.organisation_id, account=account.pk, role=Role.EMPLOYER, by=BY)
    return with_token(token_for(account, till.organisation_id))


@pytest.fixture
def passport(till: Opening) -> Passport:
    account = create_account(email="anna@example.org", by=BY)
    told = Told(language="nl", skills=SKILLS, story=STORY, place="delft", hours_low=8, hours_high=16)
    mine = keep_passport(account=account.pk, told=told, now=timezone.now(), by=BY)
    began = timezone.localdate().replace(year=1998)
    add_proof(
        passport=mine,
        told=ProofTold(ProofKind.WORK, "Balie", whose="Bank in de Kerkstraat", from_on=began),
        by=BY,
    )
    return mine


@pytest.fixture
def anna(passport: Passport) -> Client:
    return with_token(token_for(passport.account))


def people(till: Opening) -> str:
    return f"/organisations/{till.organisation_id}/openings/{TILL}/candidates"


def listed(client: Client, till: Opening) -> list[Any]:
    told = client.get(f"/v1{people(till)}").json()
    return [one for name in ("now", "one_away", "further") for one in told[name]]


def asked(boss: Client, anna: Client, till: Opening) -> tuple[str, str]:
    """The addresses of a contact to either side, after a question."""
    assert send(anna, "put", "/being-found", FOUND).status_code == 200
    (one,) = listed(boss, till)
    message = {"message": "Kom je praten? Bel 06-99999999."}
    made = send(boss, "post", f"{people(till)}/{one['number']}/contacts", message, Idempotency_Key="1")
    assert made.status_code == 201, made.content
    return made["Location"].removeprefix("/v1"), f"/contacts/{made.json()['id']}"


def test_nobody_is_found_before_they_agree_nor_after_they_stop(
    boss: Client, anna: Client, till: Opening
) -> None:
    assert anna.get("/v1/being-found").status_code == 404
    assert listed(boss, till) == []
    agreed = send(anna, "put", "/being-found", FOUND)
    assert agreed.status_code == 200, agreed.content
    assert agreed.json()["parts"] == ["proofs", "skills", "story", "wishes"]
    assert anna.get("/v1/being-found").json() == agreed.json()
    assert len(listed(boss, till)) == 1
    assert [anna.delete("/v1/being-found").status_code for _ in range(2)] == [204, 404]
    assert listed(boss, till) == []


@pytest.mark.parametrize(
    ("wrong", "place"),
    [
        ({"conditions": ["wage"]}, "conditions/0"),
        ({"not_for": ["no-such"]}, "not_for/0"),
        ({"until": "2026-11-01"}, "until"),
        ({"until": "2030-01-01"}, "until"),
    ],
)
def test_what_cannot_be_agreed_to_is_refused(anna: Client, wrong: Any, place: str) -> None:
    answer = send(anna, "put", "/being-found", {**FOUND, **wrong})
    assert answer.status_code == 422
    assert [one["in"] for one in answer.json()["errors"]] == [place]
    assert not Findable.objects.exists()


def test_people_are_seen_blind_with_two_scores_and_they_see_who_looked(
    boss: Client, anna: Client, till: Opening, passport: Passport
) -> None:
    send(anna, "put", "/being-found", FOUND)
    page = boss.get(f"/v1{people(till)}?order=wishes")
    (one,) = listed(boss, till)
    assert 0 < one["shown"] < one["claimed"] < 1
    assert one["wish"] is not None
    whole = boss.get(f"/v1{people(till)}/{one['number']}?language=en")
    for answer in (page, whole):
        for word in (*WHO, str(passport.pk), str(passport.account_id), str(passport.proofs.get().pk)):
            assert word not in answer.content.decode(), word
    told = whole.json()
    assert told["scores"]["claimed"] == one["claimed"]
    assert told["shows"]["proofs"][0]["title"] == "Balie"
    assert "deed de kas" in told["shows"]["story"]
    assert told["shows"]["languages"] is None
    assert {look.organisation_id for look in Look.objects.all()} == {till.organisation_id}
    noted = by_code(page.json()["ranking"])
    assert noted is not None
    assert (str(noted.channel), noted.found) == ("api", 1)


def test_wishes_are_told_only_when_that_was_agreed(boss: Client, anna: Client, till: Opening) -> None:
    send(anna, "put", "/being-found", {**FOUND, "parts": []})
    (one,) = listed(boss, till)
    told = boss.get(f"/v1{people(till)}/{one['number']}").json()
    assert told["scores"]["wish"] is not None
    assert told["scores"]["wishes"] is None
    assert told["shows"]["wishes"] is None


def test_names_open_with_two_yeses_and_close_again(boss: Client, anna: Client, till: Opening) -> None:
    theirs, mine = asked(boss, anna, till)
    seen = anna.get(f"/v1{mine}").json()
    assert (seen["state"], seen["waits_for"], seen["organisation"]) == ("asked", "person", till.organisation_id)
    assert "06-99999999" not in seen["message"]
    assert seen["scores"]["claimed"] > 0
    before = boss.get(f"/v1{theirs}").json()
    assert (before["name"], before["reach"], seen["handler"]) == (None, None, None)
    assert (
        send(anna, "post", f"{mine}/answers", {"answer": "yes", "name": " ", "reach": "x"}).status_code == 422
    )
    assert send(anna, "post", f"{mine}/answers", {**YES, "reach": "bsn 111222333"}).status_code == 200
    after = boss.get(f"/v1{theirs}").json()
    assert after["name"] == "Anna de Vries"
    assert "111222333" not in after["reach"]
    assert anna.get(f"/v1{mine}").json()["handler"] == "boss@example.org"
    assert send(anna, "post", f"{mine}/answers", YES).status_code == 409
    assert send(anna, "post", f"{mine}/answers", {"answer": "end"}).json()["state"] == "closed"
    gone = boss.get(f"/v1{theirs}").json()
    assert (gone["name"], gone["reach"], gone["scores"], gone["shows"]) == (None, None, None, None)


def test_a_no_tells_the_reason_and_no_name(boss: Client, anna: Client, till: Opening) -> None:
    theirs, mine = asked(boss, anna, till)
    send(anna, "post", f"{mine}/answers", {"answer": "no", "reason": "too-far"})
    told = boss.get(f"/v1{theirs}").json()
    assert (told["ending"], told["reason"], told["name"]) == ("refused-by-person", "too-far", None)
    (one,) = listed(boss, till)
    again = send(boss, "post", f"{people(till)}/{one['number']}/contacts", {"message": "Toch?"})
    assert again.status_code == 409


def test_one_question_is_asked_once_however_often_it_is_sent(boss: Client, anna: Client, till: Opening) -> None:
    send(anna, "put", "/being-found", FOUND)
    (one,) = listed(boss, till)
    path, body = f"{people(till)}/{one['number']}/contacts", {"message": "Kom je praten?"}
    made = [send(boss, "post", path, body, Idempotency_Key="1") for _ in range(2)]
    assert [answer.status_code for answer in made] == [201, 201]
    assert Contact.objects.count() == 1


def test_somebody_reacts_and_is_answered(boss: Client, anna: Client, till: Opening) -> None:
    body = {"opening": TILL, "message": "Ik doe graag de kas.", "name": "Anna", "reach": "06-11111111"}
    made = send(anna, "post", "/reactions", body, Idempotency_Key="1")
    assert made.status_code == 201, made.content
    assert send(anna, "post", "/reactions", body, Idempotency_Key="1").json()["id"] == made.json()["id"]
    assert send(anna, "post", "/reactions", body).status_code == 409
    (one,) = boss.get(f"/v1/organisations/{till.organisation_id}/contacts").json()["items"]
    theirs = f"/organisations/{till.organisation_id}/contacts/{one['id']}"
    blind = boss.get(f"/v1{theirs}")
    assert "Anna" not in blind.content.decode()
    assert send(boss, "post", f"{theirs}/answers", {"answer": "no"}).status_code == 422
    welcomed = send(boss, "post", f"{theirs}/answers", {"answer": "yes"}).json()
    assert (welcomed["state"], welcomed["name"]) == ("agreed", "Anna")


def test_what_cannot_be_reacted_to_is_refused(anna: Client, till: Opening) -> None:
    body = {"name": "Anna", "reach": "06"}
    assert send(anna, "post", "/reactions", {**body, "opening": "no-such"}).status_code == 422
    answer = send(anna, "post", "/reactions", {**body, "opening": TILL})  # nobody there has an account
    assert answer.status_code == 409
    assert not Contact.objects.exists()


def test_what_came_of_it_is_noted_by_both_and_asked_after(boss: Client, anna: Client, till: Opening) -> None:
    theirs, mine = asked(boss, anna, till)
    assert send(boss, "put", f"{theirs}/outcomes/started", {"on": "2026-11-30"}).status_code == 409
    send(anna, "post", f"{mine}/answers", YES)
    send(boss, "post", f"{theirs}/answers", {"answer": "touch"})
    for wrong in ({"on": "2028-01-01"}, {"on": "2026-11-30", "reason": "pay"}):
        assert send(boss, "put", f"{theirs}/outcomes/started", wrong).status_code == 422
    assert send(boss, "put", f"{theirs}/outcomes/stopped", {"on": "2026-11-30"}).status_code == 422
    noted = send(boss, "put", f"{theirs}/outcomes/started", {"on": "2026-11-23"})
    assert noted.status_code == 200, noted.content
    assert [one["kind"] for one in anna.get(f"/v1{mine}").json()["outcomes"]] == ["started"]
    later = StillAtWork.objects.order_by("months").first()
    assert later is not None
    still = f"{mine}/still-at-work/{later.pk}"
    assert send(anna, "put", still, {"answer": "here"}).status_code == 404
    StillAtWork.objects.filter(pk=later.pk).update(asked_at=timezone.now() - timedelta(days=1))
    assert send(anna, "put", still, {"answer": "here"}).json()["still_at_work"][0]["answer"] == "here"
    assert anna.delete(f"/v1{mine}/outcomes/started").status_code == 204
    assert boss.delete(f"/v1{theirs}/outcomes/started").status_code == 404


def test_response_times_are_kept_back_while_few_waited(boss: Client, till: Opening) -> None:
    told = boss.get(f"/v1/organisations/{till.organisation_id}/response-times").json()
    assert told == {"waited": 0, "median_days": None, "in_time": None}


def test_to_a_stranger_nothing_of_it_is_there(boss: Client, anna: Client, till: Opening, world: World) -> None:
    theirs, mine = asked(boss, anna, till)
    (one,) = listed(boss, till)
    employer, own = with_token(world.theirs["employer"]), with_token(world.own["employer"])
    there = f"/organisations/{world.organisation}"
    for path in (
        theirs,
        f"{people(till)}",
        f"{people(till)}/{one['number']}",
        f"{there}/openings/{TILL}/candidates",
        f"{there}/openings/{TILL}/candidates/{one['number']}",
        f"{there}{theirs.removeprefix(f'/organisations/{till.organisation_id}')}",
    ):
        assert employer.get(f"/v1{path}").status_code == 404, path
    assert own.get(f"/v1{mine}").status_code == 404
    assert send(own, "post", f"{mine}/answers", YES).status_code == 404
    assert Contact.objects.get(candidate__opening=TILL).state == "asked"


def test_who_keeps_hidden_from_an_organisation_is_not_found_there(
    boss: Client, anna: Client, till: Opening
) -> None:
    send(anna, "put", "/being-found", {**FOUND, "not_for": [till.organisation_id]})
    assert listed(boss, till) == []
