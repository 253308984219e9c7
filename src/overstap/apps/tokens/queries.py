# SPDX-License-Identifier: EUPL-1.2
"""Reads of tokens."""

from __future__ import annotations

import hashlib
from datetime import datetime
from uuid import UUID

from overstap.apps.tokens.models import Token


def tokens_of(account: UUID, now: datetime) -> tuple[Token, ...]:
    """The tokens of an account that work, the newest first; one query, organisations included."""
    found = Token.objects.filter(account_id=account, ends_at__gt=now).select_related("organisation")
    return tuple(found.order_by("-made_at", "pk"))


def hash_of(secret: str | bytes) -> str:
    """What the database keeps of a secret: it is chance enough that no salt is needed."""
    return hashlib.sha256(secret.encode() if isinstance(secret, str) else secret).hexdigest()
