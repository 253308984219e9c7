# SPDX-License-Identifier: EUPL-1.2
"""What happens at an event, with word of it to whom it concerns: who gave an address is told by mail."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from django.db import transaction
from procrastinate.contrib.django import app

from overstap.apps.events import actions, booking, meeting, queries
from overstap.apps.events.actions import Where

TASK = "overstap.config.tasks.tell_guest"
ASK_TASK = "overstap.config.tasks.ask_how_it_goes"


class Word(StrEnum):
    """What a guest is told by mail."""

    SEAT = "seat"
    """They waited, and have a place now."""
    GONE = "gone"
    """Something they booked does not take place."""
    TOMORROW = "tomorrow"
    TALKS = "talks"
    """Their talks at tables are planned, or changed."""
    HOW = "how"
    """They went on with somebody, and it is asked how it goes."""


def tell(guests: Iterable[int], word: Word) -> None:
    """Has guests told by mail, in the same transaction as what it is about; who gave no address is not."""
    for guest in queries.with_address(guests):
        app.configure_task(TASK).defer(guest=guest, word=str(word))


@transaction.atomic
def accept(*, event: UUID, item: int, where: Where, by: str) -> int:
    """Gives an item a room, a time and seats; how many came off the waiting list. Raises as the action."""
    came = actions.accept(event=event, item=item, where=where, by=by)
    tell(came, Word.SEAT)
    return len(came)


@transaction.atomic
def decline(*, event: UUID, item: int, reason: str, by: str) -> int:
    """Says no to an item; how many guests lost it. Raises as the action."""
    gone = actions.decline(event=event, item=item, reason=reason, by=by)
    tell(gone, Word.GONE)
    return len(gone)


@transaction.atomic
def withdraw(*, event: UUID, item: int, organisation: str, by: str) -> int:
    """A partner takes an item back; how many guests lost it. Raises as the action."""
    gone = actions.withdraw(event=event, item=item, organisation=organisation, by=by)
    tell(gone, Word.GONE)
    return len(gone)


@transaction.atomic
def cancel(*, guest: int, item: int, by: str) -> None:
    """Frees a place, and tells who gets it."""
    tell(booking.cancel(guest=guest, item=item, by=by), Word.SEAT)


@transaction.atomic
def leave(*, guest: int, by: str) -> None:
    """Forgets a guest, and tells who gets their places."""
    tell(booking.leave(guest=guest, by=by), Word.SEAT)


@transaction.atomic
def remind(*, today: date, now: datetime) -> int:
    """Has everybody told whose event is tomorrow; how many those were. And free seats go to who waits."""
    due = booking.due_reminders(tomorrow=today + timedelta(days=1), now=now)
    tell(due, Word.TOMORROW)
    tell(booking.give_free_seats(today=today), Word.SEAT)
    return len(due)


@transaction.atomic
def ask_how_it_goes(*, today: date) -> int:
    """Has both sides asked whose day has come and of which nothing is known yet; how many pairs."""
    due = meeting.due_follow_ups(today=today)
    for talk in due:
        app.configure_task(ASK_TASK).defer(talk=talk)
    return len(due)
