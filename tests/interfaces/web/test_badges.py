# SPDX-License-Identifier: EUPL-1.2
"""Badges on the pages: brought with their issuer and how sure they are, given for an assessment, withdrawn."""

from __future__ import annotations

import json
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, OKPKey

from overstap.apps.accounts.actions import create_account
from overstap.apps.accounts.enums import Role
from overstap.apps.accounts.models import Account
from overstap.apps.organisations.members import add_member
from overstap.apps.passports.actions import Told, keep_passport
from overstap.apps.passports.badges import trust_issuer
from overstap.apps.passports.enums import Part, ProofKind
from overstap.apps.passports.models import IssuedBadge, Passport, Proof
from overstap.apps.passports.sharing import give_proof, share
from tests.interfaces.web.conftest import NOON
from tests.interfaces.web.test_bringing import bring
from tests.interfaces.web.who import BY, came_in
from tests.made_badges import (
    ADDRESS,
    ALGORITHMS,
    ED,
    ISSUER,
    OTHER,
    assertion,
    credential,
    in_png,
    in_svg,
    jwt,
    public,
)

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore:EdDSA is deprecated")]


@pytest.fixture
def anna() -> Account:
    return create_account(email=ADDRESS, by=BY)


@pytest.fixture
def school() -> None:
    trust_issuer(issuer=ISSUER, name="ROC Mondriaan", keys=[public(ED)], now=NOON, by=BY)


def shown(client: Client, name: str = "brought") -> str:
    return unescape(client.get(reverse(name)).content.decode())


@pytest.mark.parametrize(
    "content",
    [jwt(credential()).encode(), in_png(jwt(credential())), in_svg(jwt(credential()))],
    ids=["jwt", "png", "svg"],
)
def test_a_badge_shows_its_issuer_and_that_it_was_checked(content: bytes, client: Client, school: None) -> None:
    assert bring(client, content, "badge")["Location"] == reverse("brought")
    page = shown(client)
    assert "ROC Mondriaan" in page
    assert ISSUER in page
    assert "vertrouwd" in page
    client.post(reverse("brought"), {"take": "yes"})
    (proof,) = client.session["trip"]["proofs"]
    assert (proof["title"], proof["checked"]) == ("Klachten behandelen", "signed")
    assert client.session["trip"]["skills"]["handle-complaints"] == "certified"


def test_made_out_to_the_account_it_is_verified_and_stays_so_in_the_passport(
    anna: Account, school: None
) -> None:
    client = came_in(anna)
    bring(client, jwt(credential()).encode(), "badge.jwt")
    client.post(reverse("brought"), {"take": "yes"})
    client.post(reverse("passport-keep"))
    (proof,) = Proof.objects.all()
    assert (proof.checked, proof.issuer) == ("verified", ISSUER)
    assert "op jouw naam" in shown(client, "passport")
    # Nobody writes over what an issuer signed.
    answer = client.post(reverse("proof", args=[proof.pk]), {"kind": "certificate", "title": "Directeur"})
    assert answer.status_code == 422
    assert Proof.objects.get().title == "Klachten behandelen"


def test_one_that_cannot_be_checked_says_so_plainly(client: Client) -> None:
    bring(client, json.dumps(assertion()).encode(), "badge.json")
    page = shown(client)
    assert "niet gecontroleerd" in page
    assert "https://school.example/badge/7" in page
    client.post(reverse("brought"), {"take": "yes"})
    assert client.session["trip"]["proofs"][0]["checked"] == "unchecked"


def test_a_forged_one_is_refused_and_nothing_is_taken(client: Client, school: None) -> None:
    answer = bring(client, jwt(credential(), OTHER).encode(), "badge.jwt")
    assert answer.status_code == 422
    assert "handtekening klopt niet" in unescape(answer.content.decode())
    assert "brought" not in client.session


def test_a_file_of_ours_cannot_say_that_a_badge_was_checked(client: Client) -> None:
    told = {
        "format": "overstap-passport",
        "version": 1,
        "skills": [],
        "page": {"proofs": [{"checked": "verified"}]},
    }
    assert bring(client, json.dumps(told).encode(), "x.json").status_code == 422


# --- given here --------------------------------------------------------------------------------------


@pytest.fixture
def assessed(anna: Account, a_bakery: str) -> Proof:
    """Anna's skills, assessed by the bakery."""
    told = Told(language="nl", skills={"handle-complaints": "claimed"})
    passport = keep_passport(account=anna.pk, told=told, now=NOON, by=BY)
    given = share(
        passport=passport,
        organisation=a_bakery,
        parts=[Part.SKILLS, Part.PROOFS],
        blind=False,
        now=NOON,
        until=NOON.replace(year=2027),
        by=BY,
    )
    said = {"kind": ProofKind.ASSESSMENT, "title": "Klachten behandelen", "note": "Gezien.", "by": BY}
    proof = give_proof(share=given, skills=["handle-complaints"], **said)
    Proof.objects.update(kept_at=NOON)
    proof.refresh_from_db()
    return proof


def published(client: Client) -> KeySet:
    """The keys as anybody finds them."""
    told = client.get(reverse("did")).json()
    assert told["id"] == "did:web:testserver"
    keys = [OKPKey.import_key(one["publicKeyJwk"]) for one in told["verificationMethod"]]
    assert [one.as_dict(private=False)["x"] for one in keys] == [
        one["x"] for one in client.get(reverse("jwks")).json()["keys"]
    ]
    return KeySet(keys)


def taken_along(client: Client, proof: Proof) -> str:
    answer = client.post(reverse("badge", args=[proof.pk]))
    assert answer["Content-Type"] == "application/vc+jwt"
    return str(answer.content.decode())


def verified(text: str, client: Client) -> dict[str, Any]:
    """By another library, with the published keys."""
    key = published(client).keys[0]
    return dict(json.loads(jws.deserialize_compact(text, key, algorithms=ALGORITHMS).payload))


def test_what_was_assessed_becomes_a_badge_that_another_library_verifies(
    anna: Account, assessed: Proof
) -> None:
    client = came_in(anna)
    assert "Meenemen als badge" in shown(client, "passport")
    text = taken_along(client, assessed)
    told = verified(text, Client())
    assert told["issuer"]["id"] == "did:web:testserver"
    assert told["credentialSubject"]["source"]["name"] == "De Zon"
    assert told["credentialSubject"]["achievement"]["alignment"]
    assert ADDRESS not in json.dumps(told)
    assert taken_along(client, assessed) == text  # asked again, the same one
    with pytest.raises(JoseError):
        verified(text[:-6] + "AAAAAA", Client())
    # And it is verified here, for whom it is.
    bring(client, text.encode(), "badge.jwt")
    assert "op jouw naam" in shown(client)


def test_a_badge_of_anything_else_is_not_there(anna: Account, assessed: Proof) -> None:
    client = came_in(anna)
    passport = Passport.objects.get()
    own = Proof.objects.create(passport=passport, kind="work", title="Kok")
    assert client.post(reverse("badge", args=[own.pk])).status_code == 404
    assert client.get(reverse("badge", args=[assessed.pk])).status_code == 405
    assert not IssuedBadge.objects.exists()


def test_taken_back_it_stands_in_the_list_and_is_refused(anna: Account, assessed: Proof, a_bakery: str) -> None:
    client = came_in(anna)
    text = taken_along(client, assessed)
    told = verified(text, Client())
    boss = create_account(email="boss@example.org", by=BY)
    add_member(organisation=a_bakery, account=boss.pk, role=Role.SCHOOL, by=BY)
    address = reverse("shared-passport", args=[assessed.passport.shares.get().pk])
    assert "Neem dit terug" in came_in(boss).get(address).content.decode()
    came_in(boss).post(address, {"take_back": str(assessed.pk)})
    assert not Proof.objects.exists()
    listed = Client().get(told["credentialStatus"]["id"].removeprefix("http://testserver")).json()
    assert listed["revokedCredential"] == [{"id": told["id"], "revoked": True}]
    answer = bring(client, text.encode(), "badge.jwt")
    assert "ingetrokken" in unescape(answer.content.decode())


def test_another_organisation_takes_nothing_back(anna: Account, assessed: Proof, a_bakery: str) -> None:
    boss = create_account(email="boss@example.org", by=BY)
    add_member(organisation=a_bakery, account=boss.pk, role=Role.SCHOOL, by=BY)
    Proof.objects.filter(pk=assessed.pk).update(kind="work", organisation=None)
    address = reverse("shared-passport", args=[assessed.passport.shares.get().pk])
    came_in(boss).post(address, {"take_back": str(assessed.pk)})
    assert Proof.objects.exists()


def test_a_badge_counts_on_when_its_owner_removes_the_proof(anna: Account, assessed: Proof) -> None:
    client = came_in(anna)
    taken_along(client, assessed)
    client.post(reverse("proof", args=[assessed.pk]), {"do": "remove"})
    assert IssuedBadge.objects.get().proof is None
    assert Client().get(reverse("withdrawn-badges")).json()["revokedCredential"] == []
