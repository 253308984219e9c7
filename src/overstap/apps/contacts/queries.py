# SPDX-License-Identifier: EUPL-1.2
"""Reads of who may be found."""

from __future__ import annotations

from datetime import datetime
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


def candidate(number: UUID, opening: str) -> Candidate | None:
    """Somebody by the number under which this opening knows them."""
    return Candidate.objects.filter(pk=number, opening=opening).first()
