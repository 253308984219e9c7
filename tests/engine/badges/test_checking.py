# SPDX-License-Identifier: EUPL-1.2
"""Badges of others: a real one counts for what it is, one that is forged, changed or borrowed for nothing."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from joserfc.jwk import OctKey, RSAKey

from overstap.engine.badges.baking import badge_in_png, badge_in_svg
from overstap.engine.badges.checking import Trusted, check_badge
from overstap.engine.badges.keys import key_of_jwk, read_keys
from overstap.engine.badges.model import Check, Checked
from overstap.engine.documents.document import read_document
from overstap.engine.problems import InputRefused
from tests.made_badges import (
    ADDRESS,
    EC,
    ED,
    ISSUER,
    NOW,
    OTHER,
    RSA,
    assertion,
    credential,
    did_key,
    in_png,
    in_svg,
    jwt,
    public,
    signed,
    with_proof,
)

TRUSTED: Trusted = {ISSUER: [public(OTHER), public(ED), public(EC), public(RSA)]}


def check(text: str, trusted: Trusted = TRUSTED, **more: Any) -> Checked:
    return check_badge(text, trusted, NOW, **more)


def why_refused(text: str, trusted: Trusted = TRUSTED, **more: Any) -> str:
    with pytest.raises(InputRefused) as refused:
        check(text, trusted, **more)
    (problem,) = refused.value.problems
    assert problem.text("nl") != problem.text("en")
    return problem.text("en")


@pytest.mark.parametrize(
    ("key", "alg"), [(ED, "EdDSA"), (EC, "ES256"), (RSA, "RS256")], ids=["ed", "ec", "rsa"]
)
def test_a_badge_of_a_trusted_issuer_counts_whichever_kind_of_key(key: Any, alg: str) -> None:
    checked = check(jwt(credential(), key, alg))
    assert checked.check is Check.SIGNED
    badge = checked.badge
    assert (badge.name, badge.issuer_name, badge.issuer) == ("Klachten behandelen", "ROC Mondriaan", ISSUER)
    assert "Een gesprek gevoerd." in badge.says


def test_it_is_verified_for_whom_it_was_made_out_to_only() -> None:
    checked = check(jwt(credential()))
    assert checked.towards("Anna@example.org ") is Check.VERIFIED
    assert checked.towards("somebody@example.org") is Check.SIGNED
    assert checked.towards("") is Check.SIGNED


def test_a_key_that_nobody_vouches_for_is_told_apart() -> None:
    own = did_key(ED)
    told = credential(issuer={"id": own, "type": ["Profile"], "name": "Ik"})
    assert check(jwt(told), {}).check is Check.UNKNOWN_ISSUER
    assert check(jwt(told), {own: [public(ED)]}).check is Check.SIGNED
    header = {"jwk": public(ED)}
    assert check(jwt(credential(), header=header), {}).check is Check.UNKNOWN_ISSUER
    assert check(jwt(credential()), {}).check is Check.UNCHECKED  # no key anywhere


def test_nobody_is_verified_by_a_key_they_brought_themselves() -> None:
    forged = jwt(credential(), OTHER, header={"jwk": public(OTHER)})
    assert "signed by another" in why_refused(forged, {ISSUER: [public(ED)]})


def altered(text: str) -> str:
    """The same signature under other words."""
    from base64 import urlsafe_b64decode, urlsafe_b64encode

    header, payload, signature = text.split(".")
    told = json.loads(urlsafe_b64decode(payload + "=="))
    told["credentialSubject"]["achievement"]["name"] = "Directeur"
    changed = urlsafe_b64encode(json.dumps(told).encode()).rstrip(b"=").decode()
    return f"{header}.{changed}.{signature}"


REFUSED: dict[str, tuple[str, str]] = {
    "forged": (jwt(credential(), OTHER), "signature is not right"),
    "altered": (altered(jwt(credential())), "signature is not right"),
    "expired": (jwt(credential(validUntil="2026-11-01T00:00:00Z")), "expired"),
    "expired by its claim": (
        signed({**credential(), "iss": ISSUER, "exp": 1700000000}, ED, "EdDSA"),
        "expired",
    ),
    "not yet": (jwt(credential(validFrom="2027-01-01T00:00:00Z")), "does not count yet"),
    "claims another issuer": (
        signed({**credential(), "iss": "did:web:else.example"}, ED, "EdDSA"),
        "signed by another",
    ),
    "claims another id": (signed({**credential(), "jti": "urn:uuid:9"}, ED, "EdDSA"), "not right"),
    "no secret for a signature": (
        signed({**credential()}, OctKey.import_key("k" * 40), "HS256"),
        "not safe",
    ),
    "no signature at all": (
        "eyJhbGciOiJub25lIn0." + jwt(credential()).split(".")[1] + ".AAAAAAAAAA",
        "not safe",
    ),
    "no badge": (signed({"hello": "world"}, ED, "EdDSA"), "no Open Badge"),
    "broken": ("aaaaaaaaaa.bbbbbbbbbb.cccccccccc", "broken"),
    "only an address": (json.dumps(assertion(badge="https://school.example/class/7")), "only addresses"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_real_is_refused(name: str) -> None:
    text, reason = REFUSED[name]
    trusted = {ISSUER: [public(ED)]}
    assert reason in why_refused(text, trusted)


def test_a_withdrawn_badge_is_refused() -> None:
    assert "withdrawn" in why_refused(jwt(credential()), withdrawn=frozenset({"urn:uuid:1"}))


def test_a_short_rsa_key_and_a_private_one_are_no_key() -> None:
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        short = RSAKey.generate_key(1024)
    assert key_of_jwk(public(short)) is None
    assert key_of_jwk(dict(ED.as_dict(private=True))) is None


# --- Data Integrity ----------------------------------------------------------------------------------


def test_a_data_integrity_proof_counts() -> None:
    own = did_key(ED)
    told = credential(issuer={"id": own, "type": ["Profile"], "name": "Ik"})
    proven = with_proof(told, ED, f"{own}#{own.removeprefix('did:key:')}")
    assert check(json.dumps(proven), {}).check is Check.UNKNOWN_ISSUER
    assert check(json.dumps(proven), {own: [public(ED)]}).check is Check.SIGNED
    changed = copy.deepcopy(proven)
    changed["credentialSubject"]["achievement"]["name"] = "Directeur"
    assert "not right" in why_refused(json.dumps(changed), {})
    other = with_proof(told, OTHER, f"{did_key(OTHER)}#x")
    assert "signed by another" in why_refused(json.dumps(other), {})


def test_a_proof_of_a_kind_we_cannot_check_is_told_as_unchecked() -> None:
    proof = {"type": "DataIntegrityProof", "cryptosuite": "eddsa-rdfc-2022", "proofValue": "zabc"}
    assert check(json.dumps(credential(proof=proof))).check is Check.UNCHECKED


# --- Open Badges 2.0 ---------------------------------------------------------------------------------


def test_a_hosted_badge_is_read_and_told_as_unchecked() -> None:
    checked = check(json.dumps(assertion()))
    assert checked.check is Check.UNCHECKED
    assert checked.badge.hosted_at == "https://school.example/badge/7"
    assert checked.towards(ADDRESS) is Check.UNCHECKED


def test_a_signed_badge_of_version_two() -> None:
    told = assertion(verification={"type": "signed", "creator": "https://school.example/key"})
    text = signed(told, RSA, "RS256")
    checked = check(text, {"https://school.example": [public(RSA)]})
    assert (checked.check, checked.badge.name) == (Check.SIGNED, "BHV")
    assert checked.towards(ADDRESS) is Check.VERIFIED
    assert check(text, {}).check is Check.UNCHECKED
    assert "not right" in why_refused(text, {"https://school.example": [public(ED)]})


# --- out of pictures ---------------------------------------------------------------------------------


@pytest.mark.parametrize("packed", [False, True])
def test_out_of_a_png(packed: bool) -> None:
    text = jwt(credential())
    assert badge_in_png(in_png(text, packed=packed)) == text
    assert badge_in_png(in_png("{}", b"openbadges")) == "{}"


def test_out_of_an_svg() -> None:
    text = jwt(credential())
    for version in (2, 3):
        tree = read_document(in_svg(text, version)).tree
        assert tree is not None
        assert badge_in_svg(tree) == text


def test_a_png_that_grows_and_one_without_a_badge_are_refused() -> None:
    for content in (in_png(" " * 5_000_000, packed=True), in_png("x", b"Comment"), b"\x89PNG\r\n\x1a\n\0\0"):
        with pytest.raises(InputRefused):
            badge_in_png(content)


# --- keys and odd input ------------------------------------------------------------------------------


def test_keys_come_out_of_a_jwks_a_jwk_and_a_did_document() -> None:
    jwk = public(ED)
    for told in (jwk, {"keys": [jwk]}, {"id": ISSUER, "verificationMethod": [{"publicKeyJwk": jwk}]}):
        assert read_keys(json.dumps(told).encode()) == [jwk]
    for content in (b"", b"[]", b"{}", b'{"keys": [{"kty": "oct", "k": "eA"}]}'):
        with pytest.raises(InputRefused):
            read_keys(content)


def test_any_text_is_checked_or_refused_in_words() -> None:
    base = jwt(credential())

    @given(st.integers(0, len(base) - 1), st.sampled_from("aZ9-_.=") | st.text(max_size=3))
    @settings(max_examples=150, deadline=None)
    def changed(at: int, letter: str) -> None:
        text = base[:at] + letter + base[at + 1 :]
        try:
            checked = check(text, {ISSUER: [public(ED)]})
        except InputRefused:
            return
        # Only bits that the text does not carry may differ.
        assert checked.badge == check(base).badge

    changed()
