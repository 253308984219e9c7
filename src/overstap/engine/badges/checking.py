# SPDX-License-Identifier: EUPL-1.2
"""Whether a badge is real, by what it holds and the keys of issuers that are trusted here. Nothing is fetched.

Signatures: JWS and JWT with EdDSA (Ed25519), ES256 or RS256, and the Data Integrity proof `eddsa-jcs-2022`
(W3C Data Integrity EdDSA Cryptosuites v1.0). The algorithm follows from the key, never from the badge.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
import rfc8785
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from jwt.exceptions import PyJWTError

from overstap.engine.badges import wording
from overstap.engine.badges.baking import LARGEST_BADGE, is_signed_text
from overstap.engine.badges.keys import PublicKey, algorithm_of, base58, key_of_did, key_of_jwk
from overstap.engine.badges.model import Badge, Check, Checked
from overstap.engine.badges.reading import badge_of
from overstap.engine.problems import InputRefused

Trusted = Mapping[str, Sequence[Mapping[str, Any]]]
"""Issuer -> its public keys (JWK), as whoever runs this looked them up."""
_KNOWN_ALGORITHMS = frozenset({"EdDSA", "Ed25519", "ES256", "RS256"})
_JCS = "eddsa-jcs-2022"
CLOCKS_DIFFER = timedelta(minutes=5)
"""A badge that begins to count this little later counts already."""


def check_badge(
    text: str, trusted: Trusted, now: datetime, *, withdrawn: frozenset[str] = frozenset()
) -> Checked:
    """The badge in JSON or signed text, with how sure it is.

    `withdrawn`: ids of badges that are known to be revoked. Raises `InputRefused` for one that is forged,
    changed, signed by another than it says, expired, not valid yet, withdrawn, or no badge.
    """
    if len(text) > LARGEST_BADGE:
        raise InputRefused([wording.refused("too-large")])
    text = text.strip()
    checked = _signed(text, trusted) if is_signed_text(text) else _plain(text, trusted)
    badge = checked.badge
    if badge.id and badge.id in withdrawn:
        raise InputRefused([wording.refused("revoked")])
    if badge.expires_at and badge.expires_at <= now:
        raise InputRefused([wording.refused("expired")])
    if badge.issued_at and badge.issued_at > now + CLOCKS_DIFFER:
        raise InputRefused([wording.refused("not-yet")])
    return checked


def signer_of(text: str) -> str:
    """The key that a badge says it was signed with, not yet checked; empty when it says none."""
    try:
        header = jwt.get_unverified_header(text.strip())
    except PyJWTError:
        return ""
    return str(header.get("kid", ""))


def _signed(text: str, trusted: Trusted) -> Checked:
    """A JWS or JWT."""
    try:
        header = jwt.get_unverified_header(text)
        payload = json.loads(jwt.api_jws.decode(text, options={"verify_signature": False}))
    except (PyJWTError, ValueError, RecursionError):
        raise InputRefused([wording.refused("broken")]) from None
    if not isinstance(payload, dict):
        raise InputRefused([wording.refused("broken")])
    if header.get("alg") not in _KNOWN_ALGORITHMS or "crit" in header:
        raise InputRefused([wording.refused("algorithm")])
    badge = _as_claimed(payload, badge_of(payload))
    return _by_the_keys(text, badge, header, trusted)


def _as_claimed(payload: Mapping[str, Any], badge: Badge) -> Badge:
    """What the JWT claims is what the credential says; of two times to end the first counts."""
    if "iss" in payload and payload["iss"] != badge.issuer:
        raise InputRefused([wording.refused("wrong-issuer")])
    if badge.version == 3 and "jti" in payload and payload["jti"] != badge.id:
        raise InputRefused([wording.refused("forged")])
    ends = payload.get("exp")
    if not isinstance(ends, int | float):
        return badge
    try:
        claimed = datetime.fromtimestamp(ends, UTC)
    except (ValueError, OverflowError, OSError):  # no moment that a calendar knows
        raise InputRefused([wording.refused("broken")]) from None
    return replace(badge, expires_at=min(badge.expires_at or claimed, claimed))


def _by_the_keys(text: str, badge: Badge, header: Mapping[str, Any], trusted: Trusted) -> Checked:
    """Signed by a key of an issuer who is trusted; else by the one that came along, which proves little."""
    keys = list(_trusted_keys(badge.issuer, trusted))
    if keys:
        if any(_is_signature(text, key) for key in keys):
            return Checked(badge, Check.SIGNED)
        raise InputRefused([wording.refused("forged" if not _came_along(header, badge) else "wrong-issuer")])
    own = _came_along(header, badge)
    if own is None:
        return Checked(badge, Check.UNCHECKED)
    if not _is_signature(text, own):
        raise InputRefused([wording.refused("forged")])
    return Checked(badge, Check.UNKNOWN_ISSUER)


def _came_along(header: Mapping[str, Any], badge: Badge) -> PublicKey | None:
    """The key in the badge: its issuer is a key itself (`did:key`), or it stands in the header."""
    own = key_of_did(badge.issuer)
    if own is not None:
        return own
    jwk = header.get("jwk")
    return key_of_jwk(jwk) if isinstance(jwk, Mapping) else None


def _trusted_keys(issuer: str, trusted: Trusted) -> Iterator[PublicKey]:
    for jwk in trusted.get(issuer, ()):
        key = key_of_jwk(jwk)
        if key is not None:
            yield key


def _is_signature(text: str, key: PublicKey) -> bool:
    try:
        jwt.api_jws.decode(text, key=key, algorithms=[algorithm_of(key)])
    except (PyJWTError, ValueError, TypeError):
        return False
    return True


def _plain(text: str, trusted: Trusted) -> Checked:
    """JSON: with a Data Integrity proof, or with nothing that proves it."""
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        raise InputRefused([wording.refused("no-badge")]) from None
    if not isinstance(told, dict):
        raise InputRefused([wording.refused("no-badge")])
    badge = badge_of(told)
    proofs = told.get("proof")
    for proof in proofs if isinstance(proofs, list) else [proofs]:
        if isinstance(proof, dict) and proof.get("cryptosuite") == _JCS:
            return _by_proof(told, proof, badge, trusted)
    return Checked(badge, Check.UNCHECKED)


def _by_proof(told: Mapping[str, Any], proof: Mapping[str, Any], badge: Badge, trusted: Trusted) -> Checked:
    method = str(proof.get("verificationMethod", ""))
    if method.split("#")[0] != badge.issuer or proof.get("proofPurpose") != "assertionMethod":
        raise InputRefused([wording.refused("wrong-issuer")])
    vouched = list(_trusted_keys(badge.issuer, trusted))
    own = key_of_did(badge.issuer)
    keys = vouched or ([own] if own is not None else [])
    if not keys:
        return Checked(badge, Check.UNCHECKED)
    if not any(isinstance(key, Ed25519PublicKey) and _is_proof(told, proof, key) for key in keys):
        raise InputRefused([wording.refused("forged")])
    return Checked(badge, Check.SIGNED if vouched else Check.UNKNOWN_ISSUER)


def _is_proof(told: Mapping[str, Any], proof: Mapping[str, Any], key: Ed25519PublicKey) -> bool:
    """Whether the proof holds: its own settings and the document, each in canonical form, hashed and signed."""
    document = {name: value for name, value in told.items() if name != "proof"}
    options = {name: value for name, value in proof.items() if name != "proofValue"}
    value = str(proof.get("proofValue", ""))
    signature = base58(value[1:]) if value.startswith("z") else None
    if signature is None:
        return False
    if "@context" in options:
        context = options["@context"]
        if not _begins_with(document.get("@context"), context):
            return False
        document["@context"] = context
    try:
        signed = hashlib.sha256(rfc8785.dumps(options)).digest()
        signed += hashlib.sha256(rfc8785.dumps(document)).digest()
        key.verify(signature, signed)
    except (InvalidSignature, rfc8785.CanonicalizationError, RecursionError):
        return False
    return True


def _begins_with(value: object, start: object) -> bool:
    listed = value if isinstance(value, list) else [value]
    wanted = start if isinstance(start, list) else [start]
    return listed[: len(wanted)] == wanted
