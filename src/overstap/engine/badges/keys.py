# SPDX-License-Identifier: EUPL-1.2
"""Public keys: out of JWKs, DID documents and `did:key`. Nothing is fetched."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from jwt import PyJWK
from jwt.exceptions import PyJWTError

from overstap.engine.badges import wording
from overstap.engine.problems import InputRefused

PublicKey = Ed25519PublicKey | EllipticCurvePublicKey | RSAPublicKey
_LETTERS = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_ED25519, _P256 = b"\xed\x01", b"\x80\x24"
"""What a key of each kind begins with in `did:key` (multicodec)."""
SMALLEST_RSA = 2048
"""Bits; a smaller key can be forged."""


def algorithm_of(key: PublicKey) -> str:
    """The one algorithm that a key signs with here; so that no badge chooses it."""
    if isinstance(key, Ed25519PublicKey):
        return "EdDSA"
    return "ES256" if isinstance(key, EllipticCurvePublicKey) else "RS256"


def key_of_jwk(jwk: Mapping[str, Any]) -> PublicKey | None:
    """The public key in a JWK; `None` for one that is not known here, too small, or private."""
    if "d" in jwk:
        return None
    try:
        key = PyJWK(dict(jwk)).key
    except (PyJWTError, ValueError, TypeError, KeyError):
        return None
    if isinstance(key, RSAPublicKey):
        return key if key.key_size >= SMALLEST_RSA else None
    if isinstance(key, EllipticCurvePublicKey):
        return key if isinstance(key.curve, SECP256R1) else None
    return key if isinstance(key, Ed25519PublicKey) else None


def key_of_did(did: str) -> PublicKey | None:
    """The key that a `did:key` is; `None` for another DID, or a kind that is not known here.

    >>> type(key_of_did("did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK")).__name__
    'Ed25519PublicKey'
    """
    text = did.split("#")[0].removeprefix("did:key:")
    if not did.startswith("did:key:z"):
        return None
    raw = base58(text[1:])
    try:
        if raw is not None and raw.startswith(_ED25519):
            return Ed25519PublicKey.from_public_bytes(raw[2:])
        if raw is not None and raw.startswith(_P256):
            return EllipticCurvePublicKey.from_encoded_point(SECP256R1(), raw[2:])
    except ValueError:
        return None
    return None


def base58(text: str) -> bytes | None:
    """Bytes out of base58 (the alphabet of Bitcoin); `None` when it is none.

    >>> base58("2g")
    b'a'
    """
    if len(text) > 200 or any(letter not in _LETTERS for letter in text):
        return None
    number = 0
    for letter in text:
        number = number * 58 + _LETTERS.index(letter)
    zeros = len(text) - len(text.lstrip("1"))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8, "big")


def jwk_of(key: Ed25519PublicKey, key_id: str) -> dict[str, str]:
    """A public key as JWK, to publish."""
    raw = base64.urlsafe_b64encode(key.public_bytes_raw()).rstrip(b"=").decode()
    return {"kty": "OKP", "crv": "Ed25519", "x": raw, "kid": key_id, "use": "sig", "alg": "EdDSA"}


def read_keys(content: bytes, name: str = "") -> list[dict[str, Any]]:
    """The JWKs in a file: a JWKS, one JWK, or a DID document. Raises `InputRefused` when none is of use."""
    try:
        told = json.loads(content)
    except (ValueError, RecursionError):
        told = None
    found: list[Any] = []
    if isinstance(told, dict):
        methods = told.get("verificationMethod")
        listed = [one.get("publicKeyJwk") for one in methods if isinstance(one, dict)] if methods else []
        found = [*listed, *(told.get("keys") or []), *([told] if "kty" in told else [])]
    keys = [one for one in found if isinstance(one, dict) and key_of_jwk(one) is not None]
    if not keys:
        raise InputRefused([wording.bad_keys(name)])
    return keys
