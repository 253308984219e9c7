# SPDX-License-Identifier: EUPL-1.2
"""Codes that people get on paper and type: made of letters nobody mistakes, kept as their hash alone."""

from __future__ import annotations

import hashlib
import secrets

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""What codes are made of: nothing that looks like something else."""


def make_code(length: int) -> str:
    """A code nobody can guess, of so many signs."""
    return "".join(secrets.choice(LETTERS) for _ in range(length))


def hash_of(code: str) -> str:
    """What the database keeps of a code; blanks, dashes and small letters make no other code."""
    bare = "".join(sign for sign in code.upper() if sign.isalnum())
    return hashlib.sha256(bare.encode()).hexdigest()
