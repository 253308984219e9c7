# SPDX-License-Identifier: EUPL-1.2
"""A badge, and what is known of whether it is real."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Check(StrEnum):
    """How sure a badge is, from weak to strong. One that is forged, expired or withdrawn is none at all."""

    UNCHECKED = "unchecked"
    """Nothing in it that can be checked here: no signature, or one of a kind that is not known here."""
    UNKNOWN_ISSUER = "unknown-issuer"
    """The signature is right, by a key that nobody here vouches for: anybody can make one."""
    SIGNED = "signed"
    """The signature is right, and the key is that of an issuer who is trusted here."""
    VERIFIED = "verified"
    """As `SIGNED`, and made out to the e-mail address of whose passport it is."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whom a badge was made out to: an e-mail address, plain or hashed (`sha256$...`) with a salt."""

    identity: str
    salt: str = ""

    def is_address(self, address: str) -> bool:
        """Whether it is this e-mail address.

        >>> Recipient("Jan@example.org").is_address("jan@example.org")
        True
        """
        if not self.identity.startswith("sha256$"):
            return bool(self.identity) and self.identity.strip().lower() == address.strip().lower()
        spellings = {address.strip(), address.strip().lower()}
        return self.identity.lower() in {hashed(one, self.salt) for one in spellings}


def hashed(address: str, salt: str) -> str:
    """An address that cannot be read, as badges have it."""
    return "sha256$" + hashlib.sha256((address + salt).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Badge:
    """What a badge says. `version`: 2 or 3; `issuer`: its identifier, an address or a DID."""

    version: int
    id: str
    name: str
    says: str
    issuer: str
    issuer_name: str
    assessor: str = ""
    """Who assessed it on behalf of the issuer."""
    issued_at: datetime | None = None
    expires_at: datetime | None = None
    recipients: tuple[Recipient, ...] = ()
    hosted_at: str = ""
    """Where the issuer keeps a badge that is not signed, for a person to look it up."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A badge with how sure it is."""

    badge: Badge
    check: Check

    def towards(self, address: str) -> Check:
        """How sure it is for who has this e-mail address; empty is somebody unknown."""
        own = bool(address) and any(one.is_address(address) for one in self.badge.recipients)
        return Check.VERIFIED if self.check is Check.SIGNED and own else self.check
