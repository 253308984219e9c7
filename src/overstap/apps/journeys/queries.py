# SPDX-License-Identifier: EUPL-1.2
"""Reading shared copies, by the token of their link."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from overstap.apps.journeys.actions import hash_of
from overstap.apps.journeys.models import SharedJourney


@dataclass(frozen=True, slots=True)
class SharedCopy:
    """A copy that can be read."""

    content: Mapping[str, Any]
    with_pay: bool
    shared_at: datetime
    expires_at: datetime


def shared_copy(token: str, now: datetime) -> SharedCopy | None:
    """The copy behind a link; none when it never was, was withdrawn or has expired."""
    row = SharedJourney.objects.filter(token_hash=hash_of(token), expires_at__gt=now).first()
    return None if row is None else SharedCopy(row.content, row.with_pay, row.shared_at, row.expires_at)
