# SPDX-License-Identifier: EUPL-1.2
"""What we sign, another library verifies; and what we publish holds public keys only."""

from __future__ import annotations

import json

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey

from overstap.engine.badges.checking import check_badge
from overstap.engine.badges.issuing import (
    Assessed,
    Issuer,
    credential,
    did_document,
    did_of_host,
    key_id,
    public_jwk,
    revocation_list,
    signed,
)
from overstap.engine.badges.model import Check, Recipient, hashed
from tests.made_badges import ALGORITHMS, NOW

pytestmark = pytest.mark.filterwarnings("ignore:EdDSA is deprecated")  # by its newer name, Ed25519


def a_pem() -> bytes:
    key = Ed25519PrivateKey.generate()
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


PEM = a_pem()
ISSUER = Issuer(
    did_of_host("overstap.example"), "Overstap Haaglanden", "https://overstap.example/badges/withdrawn.json"
)
ASSESSED = Assessed(
    "urn:uuid:7",
    "Klachten behandelen",
    "Twee gesprekken gezien.",
    "ROC Mondriaan",
    NOW,
    Recipient(hashed("anna@example.org", "zout"), "zout"),
    (("klachten behandelen", "http://data.europa.eu/esco/skill/1"),),
)
TEXT = signed(credential(ASSESSED, ISSUER), PEM)


def verified(text: str, pem: bytes = PEM) -> dict[str, object]:
    """By joserfc, with the key as it is published."""
    key = OKPKey.import_key(public_jwk(pem))
    return dict(json.loads(jws.deserialize_compact(text, key, algorithms=ALGORITHMS).payload))


def test_another_library_verifies_it_with_the_published_key() -> None:
    payload = verified(TEXT)
    assert payload["iss"] == "did:web:overstap.example"
    assert payload["credentialSubject"]["source"]["name"] == "ROC Mondriaan"  # type: ignore[index]
    assert payload["credentialStatus"]["type"] == "1EdTechRevocationList"  # type: ignore[index]
    assert "anna" not in json.dumps(payload)


def test_another_library_refuses_it_changed_or_by_another_key() -> None:
    header, payload, signature = TEXT.split(".")
    for text, pem in ((f"{header}.{payload[:-4]}AAAA.{signature}", PEM), (TEXT, a_pem())):
        with pytest.raises(JoseError):
            verified(text, pem)


def test_ours_is_verified_here_for_whom_it_is() -> None:
    checked = check_badge(TEXT, {ISSUER.did: [public_jwk(PEM)]}, NOW)
    assert checked.check is Check.SIGNED
    assert checked.badge.assessor == "ROC Mondriaan"
    assert checked.towards("anna@example.org") is Check.VERIFIED


def test_after_a_new_key_what_the_old_one_signed_still_counts() -> None:
    new = a_pem()
    document = did_document(ISSUER.did, [new, PEM])
    keys = [one["publicKeyJwk"] for one in document["verificationMethod"]]
    assert [one["kid"] for one in keys] == [key_id(new), key_id(PEM)]
    assert check_badge(TEXT, {ISSUER.did: keys}, NOW).check is Check.SIGNED
    assert check_badge(signed(credential(ASSESSED, ISSUER), new), {ISSUER.did: keys}, NOW).check is Check.SIGNED


def test_what_is_published_holds_no_private_key() -> None:
    told = json.dumps(did_document(ISSUER.did, [PEM]))
    assert '"d"' not in told
    assert "PRIVATE" not in told


def test_the_same_assessment_gives_the_same_badge() -> None:
    assert signed(credential(ASSESSED, ISSUER), PEM) == TEXT


def test_the_list_of_what_was_withdrawn() -> None:
    told = revocation_list(ISSUER, ["urn:uuid:7"])
    assert told["revokedCredential"] == [{"id": "urn:uuid:7", "revoked": True}]
