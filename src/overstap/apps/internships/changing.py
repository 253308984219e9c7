# SPDX-License-Identifier: EUPL-1.2
"""Changing what all have signed for: another last day, or other hours. It counts once all three signed anew.

As all that is written of an internship, these hold it first: of two who sign at once, the second one is last.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from overstap.apps.audit import actions as audit
from overstap.apps.audit.enums import What
from overstap.apps.internships.actions import NotNow, can_say_so, held
from overstap.apps.internships.enums import InternshipState, Party
from overstap.apps.internships.models import Internship, TermsChange

CHANGEABLE = (InternshipState.AGREED, InternshipState.RUNNING)


class ChangesNothing(Exception):
    """What is asked is what stands."""


@dataclass(frozen=True, slots=True)
class ChangeTold:
    """What is to hold from a day on."""

    ends_on: date
    hours: float | None
    from_on: date


@transaction.atomic
def ask_change(*, internship: UUID, told: ChangeTold, today: date, by: str) -> TermsChange:
    """Puts a change before student, host and school, to sign.

    Raises `NotNow` for an internship that not all have signed for, that is over, or that has a change waiting;
    `ChangesNothing`; Django's `IntegrityError` for a day after the new last day.
    """
    row = held(internship)
    if row.state not in CHANGEABLE or row.changes.filter(agreed_on=None).exists():
        raise NotNow
    if (told.ends_on, told.hours) == (row.ends_on, row.hours):
        raise ChangesNothing
    made = TermsChange.objects.create(
        internship=row,
        was_ends_on=row.ends_on,
        was_hours=row.hours,
        ends_on=told.ends_on,
        hours=told.hours,
        from_on=told.from_on,
        asked_on=today,
    )
    audit.record(what=What.TERMS_CHANGE_ASKED, subject=str(internship), by=by)
    return made


@transaction.atomic
def sign_change(*, internship: UUID, party: Party, today: date, by: str, on_paper: bool = False) -> bool:
    """Notes that one party says that it signed the change; with the last of three it holds.

    `on_paper`: for a host without an account the school says so. False when it had said so before. Raises
    `NotNow` when no change waits, and on paper for who can say so themselves.
    """
    row = held(internship)
    change = row.changes.filter(agreed_on=None).first()
    if change is None or row.state not in CHANGEABLE:
        raise NotNow
    if on_paper and (party is not Party.HOST or can_say_so(row.host_id)):
        raise NotNow
    field = f"{party}_signed_on"
    if getattr(change, field) is not None:
        return False
    setattr(change, field, today)
    change.on_paper = change.on_paper or on_paper
    if all(getattr(change, f"{one}_signed_on") for one in Party):
        change.agreed_on = today
    change.save()
    if change.agreed_on:
        Internship.objects.filter(pk=internship).update(ends_on=change.ends_on, hours=change.hours)
    audit.record(what=What.TERMS_CHANGE_SIGNED, subject=str(internship), by=by)
    return True


@transaction.atomic
def take_change_back(*, internship: UUID, by: str) -> None:
    """Takes a change away that does not hold yet. Raises `NotNow` when none waits."""
    removed, _ = held(internship).changes.filter(agreed_on=None).delete()
    if not removed:
        raise NotNow
    audit.record(what=What.TERMS_CHANGE_TAKEN_BACK, subject=str(internship), by=by)
