# SPDX-License-Identifier: EUPL-1.2
"""Sharing a copy of a journey, withdrawing it, and removing what has expired."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from overstap.apps.audit import actions as audit
from overstap.apps.audit.enums import What
from overstap.apps.journeys.enums import KEPT_FOR, SHARED_AN_HOUR
from overstap.apps.journeys.models import SharedJourney

TOKEN_BYTES = 24
"""192 bits of chance: nobody guesses a link, however long they try."""


class TooManyShared(Exception):
    """The whole site has shared so much this hour that it takes no more for now."""


@dataclass(frozen=True, slots=True)
class Shared:
    """A copy that was made. `token` is said this once only: the database holds no more than its hash."""

    id: str
    token: str
    expires_at: datetime


def hash_of(token: str) -> str:
    """What the database keeps of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def share_journey(*, content: Mapping[str, Any], with_pay: bool, now: datetime, by: str) -> Shared:
    """Keeps a copy of a journey for thirty days, for who has the link.

    `content` holds nothing about who travels. Raises `TooManyShared` when the site has shared too much within
    an hour, and Django's `IntegrityError` for what a constraint forbids.
    """
    if SharedJourney.objects.filter(shared_at__gt=now - timedelta(hours=1)).count() >= SHARED_AN_HOUR:
        raise TooManyShared
    token = secrets.token_urlsafe(TOKEN_BYTES)
    row = SharedJourney.objects.create(
        token_hash=hash_of(token),
        content=dict(content),
        with_pay=with_pay,
        shared_at=now,
        expires_at=now + KEPT_FOR,
    )
    audit.record(what=What.JOURNEY_SHARED, subject=str(row.pk), by=by)
    return Shared(str(row.pk), token, row.expires_at)


@transaction.atomic
def withdraw_journey(*, token: str, by: str) -> bool:
    """Removes a copy at once; false when it was gone already."""
    row = SharedJourney.objects.select_for_update().filter(token_hash=hash_of(token)).first()
    if row is None:
        return False
    audit.record(what=What.JOURNEY_WITHDRAWN, subject=str(row.pk), by=by)
    row.delete()
    return True


@transaction.atomic
def purge_expired(*, now: datetime, by: str) -> int:
    """Removes every copy whose time is over, and says how many those were."""
    removed, _ = SharedJourney.objects.filter(expires_at__lte=now).delete()
    if removed:
        audit.record(what=What.JOURNEYS_EXPIRED, subject="journeys", by=by, counts={"removed": removed})
    return removed
