# SPDX-License-Identifier: EUPL-1.2
"""Reads of who may be found."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from overstap.apps.contacts.models import Candidate, Findable


def findable_of(passport: UUID, now: datetime) -> Findable | None:
    """What somebody agreed to, while it lasts."""
    return Findable.objects.filter(passport_id=passport, until__gt=now).first()


def findable_for(organisation: str, now: datetime) -> QuerySet[Findable]:
    """Who may be found for an opening of this organisation, each with their passport; one query.

    Not who keeps hidden from it, nor who belongs to it themselves.
    """
    found = Findable.objects.filter(until__gt=now).exclude(not_for__contains=[organisation])
    others = found.exclude(passport__account__memberships__organisation=organisation)
    return others.filter(passport__account__is_active=True).select_related("passport")


class MayBeFound(NamedTuple):
    """Somebody who may be found: what they agreed to and wish, and nothing else of them."""

    passport_id: UUID
    parts: list[str]
    conditions: list[str]
    place: str
    distance: float | None
    hours_low: float | None
    hours_high: float | None
    wage_floor: float | None
    kinds: list[str]
    starts_on: date | None


def in_brief(findable: QuerySet[Findable]) -> tuple[MayBeFound, ...]:
    """Those of `findable_for`, without the rows and all that is in them; one query."""
    own, theirs = MayBeFound._fields[:3], MayBeFound._fields[3:]
    rows = findable.values_list(*own, *(f"passport__{name}" for name in theirs))
    return tuple(MayBeFound(*row) for row in rows)


def candidate(number: UUID, opening: str) -> Candidate | None:
    """Somebody by the number under which this opening knows them."""
    return Candidate.objects.filter(pk=number, opening=opening).first()
