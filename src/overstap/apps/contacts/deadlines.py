# SPDX-License-Identifier: EUPL-1.2
"""Until when somebody may answer, and when they are reminded: whole days on the clock of the site.

A term ends at the end of its last day, so that a change to summer time neither takes an hour nor gives one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from overstap.apps.contacts.enums import ORGANISATION_WORKING_DAYS, PERSON_DAYS, TALKING_DAYS, State
from overstap.engine.rules.working_days import working_days_after

_REMINDED_BEFORE = {State.ASKED: 2, State.APPLIED: 1, State.AGREED: 1, State.TALKING: 14}
"""Days before the last one."""


@dataclass(frozen=True, slots=True)
class Term:
    """The last moment, and the one of the reminder: the morning of an earlier day."""

    due_at: datetime
    remind_at: datetime


def term_for(state: State, now: datetime) -> Term:
    """The term that begins now. Raises `KeyError` for a state that has none."""
    today = timezone.localdate(now)
    last = {
        State.ASKED: lambda: today + timedelta(days=PERSON_DAYS),
        State.APPLIED: lambda: working_days_after(today, ORGANISATION_WORKING_DAYS),
        State.AGREED: lambda: working_days_after(today, ORGANISATION_WORKING_DAYS),
        State.TALKING: lambda: today + timedelta(days=TALKING_DAYS),
    }[state]()
    reminded = last - timedelta(days=_REMINDED_BEFORE[state])
    return Term(end_of(last), timezone.make_aware(datetime.combine(reminded, time(9))))


def end_of(day: date) -> datetime:
    """The last second of a day."""
    return timezone.make_aware(datetime.combine(day, time(23, 59, 59)))


def beginning_of(day: date) -> datetime:
    """The first moment of a day."""
    return timezone.make_aware(datetime.combine(day, time.min))


def days_between(first: datetime, last: datetime) -> int:
    """How many midnights lie between two moments."""
    return (timezone.localdate(last) - timezone.localdate(first)).days
