# SPDX-License-Identifier: EUPL-1.2
"""Reading copies of journeys: shared ones by the token of their link, kept ones by whose they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from overstap.apps.journeys.actions import hash_of
from overstap.apps.journeys.models import KeptJourney, SharedJourney


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


def kept_journeys(account: UUID) -> tuple[KeptJourney, ...]:
    """What an account keeps, proposals first, then the newest; one query, organisations included."""
    found = KeptJourney.objects.filter(account_id=account).select_related("offered_by")
    return tuple(found.order_by("-proposed", "-kept_at", "pk"))


def kept_journey(account: UUID, id_: UUID) -> KeptJourney | None:
    """One journey of this account."""
    return KeptJourney.objects.select_related("offered_by").filter(account_id=account, pk=id_).first()


def kept_by(accounts: Iterable[UUID]) -> Mapping[UUID, tuple[KeptJourney, ...]]:
    """What each of these accounts has said to keep, the newest first; one query, without the contents."""
    found: dict[UUID, list[KeptJourney]] = defaultdict(list)
    rows = KeptJourney.objects.filter(account_id__in=list(accounts), proposed=False).defer("content")
    for row in rows.order_by("-kept_at"):
        found[row.account_id].append(row)
    return {account: tuple(journeys) for account, journeys in found.items()}
