# SPDX-License-Identifier: EUPL-1.2
"""The code of a ranking, which only who asked has, and the fingerprints that are made with it."""

from __future__ import annotations

import hashlib
import secrets
from typing import Any

import msgspec

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without what is taken for something else when it is read aloud or typed over: 0 O, 1 I L, U V."""
LETTERS = 20
"""98 bits of chance."""
GROUP = 5


def new_code() -> str:
    """A code as it is told: four groups of five."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(LETTERS))
    return "-".join(letters[at : at + GROUP] for at in range(0, LETTERS, GROUP))


def plain_code(told: str) -> str:
    """The code as it is hashed, however it was typed over: capitals, without spaces and dashes."""
    return "".join(letter for letter in told.upper() if letter.isalnum())


def code_hash(code: str) -> str:
    """What the database keeps of a code."""
    return hashlib.sha256(b"code\0" + plain_code(code).encode()).hexdigest()


def canonical(value: Any) -> bytes:
    """A value as bytes that are the same whenever the value is: JSON with keys and sets in order.

    >>> canonical({"b": {2, 1}, "a": 0.5})
    b'{"a":0.5,"b":[1,2]}'
    """
    return msgspec.json.encode(value, order="deterministic")


def fingerprint(value: Any) -> str:
    """SHA-256 of a value in canonical form."""
    return hashlib.sha256(canonical(value)).hexdigest()


def keyed(code: str, value: Any) -> str:
    """As `fingerprint`, so that only who has the code can tell what value it is of."""
    return hashlib.sha256(plain_code(code).encode() + b"\0" + canonical(value)).hexdigest()
