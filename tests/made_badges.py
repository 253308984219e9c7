# SPDX-License-Identifier: EUPL-1.2
"""Badges as other issuers make them, signed by another library (joserfc) than the product checks them with."""

from __future__ import annotations

import hashlib
import json
import struct
import warnings
import zlib
from base64 import urlsafe_b64decode
from datetime import UTC, datetime
from typing import Any

import rfc8785
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from joserfc import jws
from joserfc.jwk import ECKey, Key, OKPKey, RSAKey

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
ISSUER = "did:web:school.example"
ADDRESS = "anna@example.org"
LETTERS = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"

ED, OTHER = OKPKey.generate_key("Ed25519"), OKPKey.generate_key("Ed25519")
EC, RSA = ECKey.generate_key("P-256"), RSAKey.generate_key(2048)
ALGORITHMS = ["EdDSA", "ES256", "RS256", "HS256", "Ed25519"]


def public(key: Key) -> dict[str, Any]:
    """The public JWK of a key."""
    return dict(key.as_dict(private=False))


def identity(address: str = ADDRESS) -> dict[str, Any]:
    """Whom it is for, hashed as badges have it."""
    told = "sha256$" + hashlib.sha256((address + "zout").encode()).hexdigest()
    return {"type": "IdentityObject", "identityType": "emailAddress", "hashed": True, "identityHash": told} | {
        "salt": "zout"
    }


def credential(**changed: Any) -> dict[str, Any]:
    """An Open Badge 3.0."""
    return {
        "@context": [
            "https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        ],
        "id": "urn:uuid:1",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {"id": ISSUER, "type": ["Profile"], "name": "ROC Mondriaan"},
        "validFrom": "2026-01-10T00:00:00Z",
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "identifier": [identity()],
            "achievement": {
                "type": ["Achievement"],
                "id": "urn:uuid:2",
                "name": "Klachten behandelen",
                "description": "Kan klachten van klanten behandelen.",
                "criteria": {"narrative": "Een gesprek gevoerd."},
            },
        },
    } | changed


def jwt(told: dict[str, Any], key: Key = ED, alg: str = "EdDSA", header: dict[str, Any] | None = None) -> str:
    """The badge as JWT."""
    issuer = told["issuer"]
    payload = {**told, "iss": issuer["id"] if isinstance(issuer, dict) else issuer, "jti": told["id"]}
    return signed(payload, key, alg, header)


def signed(payload: dict[str, Any], key: Key, alg: str, header: dict[str, Any] | None = None) -> str:
    """A JWS of any payload."""
    protected = {"alg": alg, "typ": "JWT", **(header or {})}
    with warnings.catch_warnings():
        # Its newer name is Ed25519 (RFC 9864); verifiers of badges know this one.
        warnings.filterwarnings("ignore", "EdDSA is deprecated")
        return str(jws.serialize_compact(protected, json.dumps(payload).encode(), key, algorithms=ALGORITHMS))


def assertion(**changed: Any) -> dict[str, Any]:
    """An Open Badge 2.0, all of it in one."""
    return {
        "@context": "https://w3id.org/openbadges/v2",
        "type": "Assertion",
        "id": "https://school.example/badge/7",
        "recipient": {"type": "email", "hashed": False, "identity": ADDRESS},
        "issuedOn": "2025-06-01T00:00:00+00:00",
        "verification": {"type": "hosted"},
        "badge": {
            "type": "BadgeClass",
            "id": "https://school.example/class/7",
            "name": "BHV",
            "description": "Bedrijfshulpverlener",
            "criteria": {"narrative": "Examen gehaald"},
            "issuer": {"type": "Issuer", "id": "https://school.example", "name": "De Brandschool"},
        },
    } | changed


def did_key(key: OKPKey) -> str:
    """The `did:key` of an Ed25519 key."""
    return "did:key:z" + base58(b"\xed\x01" + _raw(key, "x"))


def _raw(key: OKPKey, name: str) -> bytes:
    told = str(key.as_dict(private=True)[name])
    return urlsafe_b64decode(told + "=" * (-len(told) % 4))


def base58(data: bytes) -> str:
    """Bytes in base58."""
    number, text = int.from_bytes(data, "big"), ""
    while number:
        number, rest = divmod(number, 58)
        text = LETTERS[rest] + text
    return "1" * (len(data) - len(data.lstrip(b"\0"))) + text


def with_proof(told: dict[str, Any], key: OKPKey, method: str) -> dict[str, Any]:
    """The badge with a Data Integrity proof (eddsa-jcs-2022)."""
    options = {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-jcs-2022",
        "created": "2026-01-10T00:00:00Z",
        "verificationMethod": method,
        "proofPurpose": "assertionMethod",
        "@context": told["@context"],
    }
    digest = hashlib.sha256(rfc8785.dumps(options)).digest() + hashlib.sha256(rfc8785.dumps(told)).digest()
    value = "z" + base58(Ed25519PrivateKey.from_private_bytes(_raw(key, "d")).sign(digest))
    return {**told, "proof": {**options, "proofValue": value}}


def in_png(text: str, keyword: bytes = b"openbadgecredential", *, packed: bool = False) -> bytes:
    """A picture of one dot with the badge baked in."""
    told = zlib.compress(text.encode()) if packed else text.encode()
    data = keyword + bytes([0, int(packed), 0]) + b"\0\0" + told
    dot = zlib.compress(b"\0\0")
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)),
        (b"iTXt", data),
        (b"IDAT", dot),
        (b"IEND", b""),
    )
    parts = (struct.pack(">I", len(d)) + k + d + struct.pack(">I", zlib.crc32(k + d)) for k, d in chunks)
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def in_svg(text: str, version: int = 3) -> bytes:
    """A drawing with the badge baked in."""
    space, name = (
        ("https://purl.imsglobal.org/ob/v3p0", "credential")
        if version == 3
        else ("http://openbadges.org", "assertion")
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:openbadges="{space}">'
        f'<openbadges:{name} verify="{text}"/><circle r="5"/></svg>'
    ).encode()
