# SPDX-License-Identifier: EUPL-1.2
"""What came of contacts, and whether somebody is still at work half a year and a year later."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from overstap.apps.audit import actions as audit
from overstap.apps.audit.enums import What
from overstap.apps.contacts import notices
from overstap.apps.contacts.asking import NotNow, close
from overstap.apps.contacts.deadlines import term_for
from overstap.apps.contacts.enums import (
    ASKED_AFTER_MONTHS,
    STILL_ANSWERED_WITHIN,
    Ending,
    NoticeKind,
    OutcomeKind,
    Side,
    State,
    Still,
    StoppedBy,
    StopReason,
)
from overstap.apps.contacts.models import Contact, Outcome, StillAtWork

GOES_ON = (OutcomeKind.TRIAL, OutcomeKind.TRAINING)
"""After these the contact stays open: more may come of it."""
_MAY_COME = (str(Ending.OUTCOME), str(Ending.NO_WORD))
"""Of what ended so, something may still be noted: who began may stop."""
ASKED_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Came:
    """What came of it, and on which day. `stopped_by` and `reason` go with what stopped, and nothing else."""

    kind: OutcomeKind
    on: date
    stopped_by: StoppedBy | None = None
    reason: StopReason | None = None


@transaction.atomic
def note_outcome(*, contact: UUID, came: Came, side: Side, now: datetime, by: str) -> Outcome:
    """Notes what came of a contact in which both sides are or were in touch; noting it again corrects it.

    Raises `NotNow` for a contact that never came so far, and Django's `IntegrityError` for a stop that does not
    say by whom and why.
    """
    row = _in_touch(contact)
    outcome, _made = Outcome.objects.update_or_create(
        contact=row,
        kind=str(came.kind),
        defaults={
            "on": came.on,
            "side": str(side),
            "stopped_by": str(came.stopped_by or ""),
            "reason": str(came.reason or ""),
            "noted_at": now,
        },
    )
    audit.record(what=What.OUTCOME_NOTED, subject=str(outcome.pk), by=by)
    _ask_later(row, outcome)
    _carry_on(row, came.kind, now, by)
    return outcome


@transaction.atomic
def remove_outcome(*, contact: UUID, outcome: UUID, side: Side, by: str) -> bool:
    """Takes back what was noted: the organisation what it noted itself, the person anything about herself."""
    found = Outcome.objects.filter(pk=outcome, contact=contact)
    if side is Side.ORGANISATION:
        found = found.filter(side=str(side))
    removed, _ = found.delete()
    if removed:
        audit.record(what=What.OUTCOME_REMOVED, subject=str(outcome), by=by)
    return bool(removed)


@transaction.atomic
def ask_still_at_work(*, today: date, now: datetime) -> int:
    """Asks whoever began half a year or a year ago, once; returns how many. Old questions without answer go."""
    due = StillAtWork.objects.select_for_update(skip_locked=True, of=("self",)).filter(
        due_on__lte=today, asked_at=None
    )
    rows = due.select_related("outcome__contact__candidate__passport").order_by("due_on", "pk")[:ASKED_AT_ONCE]
    for row in rows:
        row.asked_at = now
        row.save(update_fields=["asked_at"])
        notices.tell_person(contact=row.outcome.contact, kind=NoticeKind.STILL_AT_WORK, now=now)
    return len(rows)


@transaction.atomic
def answer_still_at_work(*, contact: UUID, question: UUID, answer: Still, now: datetime, by: str) -> bool:
    """The person's answer, which may be that they do not say; false when nothing was asked, or too long ago."""
    found = StillAtWork.objects.select_for_update(of=("self",)).filter(
        pk=question, outcome__contact=contact, asked_at__gt=now - STILL_ANSWERED_WITHIN
    )
    row = found.first()
    if row is None:
        return False
    row.answer, row.answered_at = str(answer), now
    row.save(update_fields=["answer", "answered_at"])
    audit.record(what=What.STILL_AT_WORK_ANSWERED, subject=str(row.pk), by=by)
    return True


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last of a month that has no such day.

    >>> months_after(date(2026, 8, 31), 6).isoformat(), months_after(date(2027, 12, 15), 12).isoformat()
    ('2027-02-28', '2028-12-15')
    """
    year, month = divmod(day.month - 1 + months, 12)
    year += day.year
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _in_touch(contact: UUID) -> Contact:
    row = Contact.objects.select_for_update(of=("self",)).select_related("candidate").filter(pk=contact).first()
    talked = row is not None and (row.state == State.TALKING or row.ending in _MAY_COME)
    if row is None or not talked:
        raise NotNow
    return row


def _ask_later(contact: Contact, outcome: Outcome) -> None:
    """Who began is asked later; who stopped is not."""
    if outcome.kind == OutcomeKind.STARTED:
        StillAtWork.objects.filter(outcome=outcome, asked_at=None).delete()
        later = (
            StillAtWork(outcome=outcome, months=months, due_on=months_after(outcome.on, months))
            for months in ASKED_AFTER_MONTHS
        )
        StillAtWork.objects.bulk_create(later, ignore_conflicts=True)
    elif outcome.kind == OutcomeKind.STOPPED:
        StillAtWork.objects.filter(outcome__contact=contact, asked_at=None).delete()


def _carry_on(row: Contact, kind: OutcomeKind, now: datetime, by: str) -> None:
    if row.state == State.CLOSED:
        return
    if kind in GOES_ON:
        term = term_for(State.TALKING, now)
        row.due_at, row.remind_at = term.due_at, term.remind_at
        row.save(update_fields=["due_at", "remind_at"])
    else:
        close(row, Ending.OUTCOME, now=now, by=by)
