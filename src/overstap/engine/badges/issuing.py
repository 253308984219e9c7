# SPDX-License-Identifier: EUPL-1.2
"""Makes badges: Open Badges 3.0 as a signed JWT (EdDSA with an Ed25519 key), and what an issuer publishes."""

from __future__ import annotations

import hashlib
import json
from base64 import urlsafe_b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from overstap.engine.badges.keys import jwk_of
from overstap.engine.badges.model import Recipient

CONTEXTS = (
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
)


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who signs. `did`: a `did:web`; `status`: address of the list of badges that were withdrawn."""

    did: str
    name: str
    status: str


@dataclass(frozen=True, slots=True)
class Assessed:
    """What a badge is given for. `skills`: name and identifier of each; `id`: of the badge, a URN."""

    id: str
    name: str
    says: str
    assessor: str
    at: datetime
    recipient: Recipient
    skills: tuple[tuple[str, str], ...] = ()


def credential(assessed: Assessed, issuer: Issuer) -> dict[str, Any]:
    """The badge as a verifiable credential, without its signature."""
    moment = assessed.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    says = assessed.says or assessed.name
    return {
        "@context": list(CONTEXTS),
        "id": assessed.id,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {"id": issuer.did, "type": ["Profile"], "name": issuer.name},
        "validFrom": moment,
        "name": assessed.name,
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "identifier": [
                {
                    "type": "IdentityObject",
                    "hashed": True,
                    "identityHash": assessed.recipient.identity,
                    "identityType": "emailAddress",
                    "salt": assessed.recipient.salt,
                }
            ],
            "source": {"id": f"{issuer.did}#assessor", "type": ["Profile"], "name": assessed.assessor},
            "achievement": {
                "id": f"{assessed.id}#achievement",
                "type": ["Achievement"],
                "name": assessed.name,
                "description": says,
                "criteria": {"narrative": says},
                "alignment": [
                    {"type": ["Alignment"], "targetName": name, "targetUrl": url}
                    for name, url in assessed.skills
                ],
            },
        },
        "credentialStatus": {"id": issuer.status, "type": "1EdTechRevocationList"},
    }


def signed(told: Mapping[str, Any], pem: bytes) -> str:
    """The credential as a JWT. `pem`: an Ed25519 private key (PKCS 8). The same input gives the same text."""
    key = _private(pem)
    payload = {
        **told,
        "iss": told["issuer"]["id"],
        "jti": told["id"],
        "nbf": int(datetime.fromisoformat(told["validFrom"]).timestamp()),
    }
    header = {"typ": "JWT", "kid": f"{told['issuer']['id']}#{key_id(pem)}"}
    return jwt.api_jws.encode(json.dumps(payload).encode(), key, algorithm="EdDSA", headers=header)


def key_id(pem: bytes) -> str:
    """The name of a key: the thumbprint of its public part (RFC 7638)."""
    jwk = jwk_of(_private(pem).public_key(), "")
    told = json.dumps({name: jwk[name] for name in ("crv", "kty", "x")}, separators=(",", ":"))
    return urlsafe_b64encode(hashlib.sha256(told.encode()).digest()).rstrip(b"=").decode()


def public_jwk(pem: bytes) -> dict[str, str]:
    """The public part of a key, to publish."""
    return jwk_of(_private(pem).public_key(), key_id(pem))


def did_document(did: str, keys: Iterable[bytes]) -> dict[str, Any]:
    """The DID document of an issuer with these keys (PEM, private: only the public parts go in)."""
    jwks = [public_jwk(pem) for pem in keys]
    methods = [
        {"id": f"{did}#{jwk['kid']}", "type": "JsonWebKey", "controller": did, "publicKeyJwk": jwk}
        for jwk in jwks
    ]
    return {
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/jwk/v1"],
        "id": did,
        "verificationMethod": methods,
        "assertionMethod": [one["id"] for one in methods],
    }


def revocation_list(issuer: Issuer, withdrawn: Iterable[str]) -> dict[str, Any]:
    """The list of badges that were withdrawn, as Open Badges 3.0 has it (1EdTech Revocation List)."""
    return {
        "id": issuer.status,
        "issuer": issuer.did,
        "revokedCredential": [{"id": one, "revoked": True} for one in withdrawn],
    }


def did_of_host(host: str) -> str:
    """The `did:web` of a site.

    >>> did_of_host("localhost:8000")
    'did:web:localhost%3A8000'
    """
    return f"did:web:{host.replace(':', '%3A')}"


def _private(pem: bytes) -> Ed25519PrivateKey:
    key = load_pem_private_key(pem, None)
    if not isinstance(key, Ed25519PrivateKey):
        raise TypeError("badges are signed with an Ed25519 key")
    return key
