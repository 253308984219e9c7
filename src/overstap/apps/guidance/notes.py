# SPDX-License-Identifier: EUPL-1.2
"""What a coach does while guidance runs: look, note, agree on next steps, plan a journey together.

Each write asks in its own transaction whether the guidance still runs and is still this coach's, so that a
page that stood open while the person ended it, or passed it on, changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from overstap.apps.audit import actions as audit
from overstap.apps.audit.enums import What
from overstap.apps.guidance.actions import TooMany, running
from overstap.apps.guidance.enums import NOTES_AT_MOST
from overstap.apps.guidance.models import Guidance, Note, Planned, Step
from overstap.apps.journeys import keeping
from overstap.engine.masking import mask_citizen_numbers


class NoLonger(Exception):
    """It has ended, or another coach has it now."""


@dataclass(frozen=True, slots=True)
class StepTold:
    """A next step: what, and by when."""

    text: str
    due_on: date


@transaction.atomic
def note_seen(*, guidance: UUID, coach: UUID, seen: Mapping[str, str], now: datetime, by: str) -> None:
    """The coach looked, and this is what each part was like. Raises `NoLonger`."""
    row = _running(guidance, coach, now)
    row.seen, row.seen_at = {part: said for part, said in seen.items() if part in row.parts}, now
    row.save(update_fields=["seen", "seen_at"])
    audit.record(what=What.GUIDANCE_LOOKED_AT, subject=str(row.pk), by=by)


@transaction.atomic
def add_note(
    *,
    guidance: UUID,
    coach: UUID,
    text: str,
    now: datetime,
    by: str,
    talked_on: date | None = None,
    follow_up: StepTold | None = None,
) -> Note:
    """Notes something, masked for citizen service numbers; `follow_up`: what is to be done after it.

    Raises `NoLonger`, `TooMany`, and Django's `IntegrityError` for what a constraint forbids.
    """
    row = _running(guidance, coach, now)
    if row.notes.count() >= NOTES_AT_MOST:
        raise TooMany
    note = Note.objects.create(guidance=row, writer_id=coach, text=_masked(text), talked_on=talked_on, at=now)
    audit.record(what=What.GUIDANCE_NOTED, subject=str(row.pk), by=by)
    if follow_up is not None:
        _add_step(row, follow_up, now, note)
    return note


@transaction.atomic
def remove_note(*, guidance: UUID, coach: UUID, note: UUID, now: datetime, by: str) -> bool:
    """A coach takes back what they wrote themselves; false when there is no such note. Raises `NoLonger`."""
    row = _running(guidance, coach, now)
    removed, _ = row.notes.filter(pk=note, writer_id=coach).delete()
    if removed:
        audit.record(what=What.GUIDANCE_NOTED, subject=str(row.pk), by=by)
    return bool(removed)


@transaction.atomic
def add_step(*, guidance: UUID, coach: UUID, told: StepTold, now: datetime, by: str) -> Step:
    """Sets a next step. Raises `NoLonger` and `TooMany`."""
    row = _running(guidance, coach, now)
    step = _add_step(row, told, now, None)
    audit.record(what=What.GUIDANCE_STEP_CHANGED, subject=str(row.pk), by=by)
    return step


@transaction.atomic
def finish_step(
    *,
    guidance: UUID,
    step: UUID,
    now: datetime,
    by: str,
    coach: UUID | None = None,
    account: UUID | None = None,
) -> bool:
    """Marks a step as done, by the coach or by the person; false when it was, or is gone. Raises `NoLonger`."""
    row = _running(guidance, coach, now) if coach else _of_person(guidance, account, now)
    done = row.steps.filter(pk=step, done_at=None, set_at__lte=now).update(done_at=now)
    if done:
        audit.record(what=What.GUIDANCE_STEP_CHANGED, subject=str(row.pk), by=by)
    return bool(done)


@transaction.atomic
def plan_for(
    *, guidance: UUID, coach: UUID, content: Mapping[str, Any], now: datetime, by: str
) -> Planned | None:
    """Puts a journey in the person's account, as a proposal; none when it was there already.

    Raises `NoLonger`, and `TooMany` when their account keeps no more.
    """
    row = _running(guidance, coach, now)
    try:
        journey = keeping.propose_journey(
            account=row.account_id, content=content, organisation=row.organisation_id, now=now, by=by
        )
    except keeping.TooManyKept:
        raise TooMany from None
    if not journey.proposed or Planned.objects.filter(journey=journey).exists():
        return None
    return Planned.objects.create(guidance=row, journey=journey, at=now)


def _add_step(row: Guidance, told: StepTold, now: datetime, note: Note | None) -> Step:
    if row.steps.count() >= NOTES_AT_MOST:
        raise TooMany
    return Step.objects.create(guidance=row, note=note, text=_masked(told.text), due_on=told.due_on, set_at=now)


def _running(guidance: UUID, coach: UUID, now: datetime) -> Guidance:
    row = running(guidance, coach, now)
    if row is None:
        raise NoLonger
    return row


def _of_person(guidance: UUID, account: UUID | None, now: datetime) -> Guidance:
    row = Guidance.objects.select_for_update().filter(pk=guidance, account_id=account).first()
    if row is None or not row.runs(now):
        raise NoLonger
    return row


def _masked(text: str) -> str:
    return mask_citizen_numbers(text.strip())[0]
