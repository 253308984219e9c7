# SPDX-License-Identifier: EUPL-1.2
"""Reads of guidance: a coach's caseload, one person in it, and what somebody agreed to."""

from __future__ import annotations

import hashlib
from datetime import datetime
from uuid import UUID

from django.db.models import Prefetch

from overstap.apps.guidance.models import Coach, Guidance, Invitation, Note, Planned, Step

_WITH_COACHES = ("organisation", "coach__membership", "pass_to__membership")


def hash_of(token: str) -> str:
    """What the database keeps of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def coaches_of(account: UUID) -> tuple[Coach, ...]:
    """The coach that this account is at each organisation, by the organisation's name; one query."""
    found = Coach.objects.filter(membership__account_id=account).select_related("membership__organisation")
    return tuple(found.order_by("membership__organisation__name"))


def coaches_to_ask() -> tuple[Coach, ...]:
    """Coaches who may be asked, by organisation and name; one query."""
    found = Coach.objects.filter(asked=True).select_related("membership__organisation")
    return tuple(found.order_by("membership__organisation__name", "name"))


def colleagues_of(coach: Coach) -> tuple[Coach, ...]:
    """Other coaches of the same organisation, by name; one query."""
    same = Coach.objects.filter(membership__organisation=coach.membership.organisation_id)
    return tuple(same.exclude(pk=coach.pk).order_by("name"))


def invitations_of(coaches: list[UUID], now: datetime) -> tuple[Invitation, ...]:
    """Whom these coaches asked and who has not answered, by address; one query."""
    found = Invitation.objects.filter(coach_id__in=coaches, expires_at__gt=now)
    return tuple(found.select_related("coach__membership__organisation").order_by("email"))


def invitation_behind(token: str, now: datetime) -> Invitation | None:
    """The invitation that a mailed token is for, with its coach; none when it has gone."""
    found = Invitation.objects.filter(token_hash=hash_of(token), expires_at__gt=now)
    return found.select_related("coach__membership__organisation").first()


def caseload_of(account: UUID, now: datetime) -> tuple[Guidance, ...]:
    """Whom this account guides, and who asks for it, with open steps and journeys planned; three queries."""
    mine = Guidance.objects.filter(coach__membership__account_id=account, ended_at=None, until__gt=now)
    open_steps = Prefetch("steps", Step.objects.filter(done_at=None).order_by("due_on", "set_at"), "open_steps")
    planned = Prefetch(
        "planned", Planned.objects.select_related("journey").defer("journey__content"), "planned_together"
    )
    found = mine.select_related("account", *_WITH_COACHES).prefetch_related(open_steps, planned)
    return tuple(found.order_by("since"))


def guidance(id_: UUID) -> Guidance | None:
    """One guidance with its notes, newest first, its steps and the journeys planned; four queries."""
    notes = Prefetch("notes", Note.objects.select_related("writer").order_by("-at"), "all_notes")
    steps = Prefetch("steps", Step.objects.order_by("due_on", "set_at"), "all_steps")
    planned = Prefetch("planned", Planned.objects.select_related("journey").order_by("-at"), "planned_together")
    found = Guidance.objects.filter(pk=id_).select_related("account", *_WITH_COACHES)
    return found.prefetch_related(notes, steps, planned).first()


def running(id_: UUID, account: UUID, now: datetime) -> Guidance | None:
    """A guidance that runs and that this account is the coach of; one query."""
    mine = Guidance.objects.filter(pk=id_, coach__membership__account_id=account, ended_at=None, until__gt=now)
    return mine.exclude(accepted_at=None).select_related("account", *_WITH_COACHES).first()


def guidances_of(account: UUID) -> tuple[Guidance, ...]:
    """All guidance that somebody asked for or agreed to, ended ones last; one query."""
    found = Guidance.objects.filter(account_id=account).select_related(*_WITH_COACHES)
    return tuple(sorted(found, key=lambda one: (one.ended_at is not None, -one.since.timestamp())))
