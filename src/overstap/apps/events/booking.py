# SPDX-License-Identifier: EUPL-1.2
"""Who comes to an event and to which items: by a code, without a name.

Booking holds the guest and then the item, in this order everywhere, so that two people never get the last seat
and nobody is in two items at once, also not when they ask for both at the same moment.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from overstap.apps.audit import actions as audit
from overstap.apps.audit.enums import What
from overstap.apps.events.enums import CODE_LENGTH, ItemState
from overstap.apps.events.models import Booking, Event, Guest, Item
from overstap.apps.events.seating import free_seat, seat_waiting
from overstap.apps.typed_codes import hash_of, make_code


class NotBookable(Exception):
    """An item that is not in the programme, or an event that is over."""


class AtThatTime(Exception):
    """They are in another item at that time; `title` says which, `waits` whether they wait for it."""

    def __init__(self, title: str, *, waits: bool) -> None:
        super().__init__("they are elsewhere then")
        self.title, self.waits = title, waits


@dataclass(frozen=True, slots=True)
class Came:
    """A guest and the code that opens their programme; the database keeps its hash alone."""

    guest: Guest
    code: str


@transaction.atomic
def come(*, event: UUID, email: str = "", language: str = "nl", account: UUID | None = None, by: str) -> Came:
    """Somebody will come. Raises `Event.DoesNotExist`. Who has an account comes once, with a new code."""
    row = Event.objects.select_for_update().get(pk=event)
    code = new_code()
    known = row.guests.filter(account=account).first() if account else None
    if known is not None:
        known.code_hash = hash_of(code)
        known.save(update_fields=["code_hash"])
        return Came(known, code)
    guest = Guest.objects.create(
        event=row,
        reference=next_reference(row),
        code_hash=hash_of(code),
        account_id=account,
        email=email,
        language=language,
    )
    audit.record(what=What.EVENT_GUEST_CAME, subject=str(event), by=by)
    return Came(guest, code)


@transaction.atomic
def book(*, guest: int, item: int, today: date, by: str) -> Booking:
    """Books an item for a guest; without a free seat they wait. Booking it again changes nothing.

    Raises `Guest.DoesNotExist`, `NotBookable`, `AtThatTime`.
    """
    who = Guest.objects.select_for_update().select_related("event").get(pk=guest)
    row = Item.objects.select_for_update().filter(pk=item, event=who.event_id, state=ItemState.ACCEPTED).first()
    if row is None or today > who.event.day:
        raise NotBookable
    there = who.bookings.filter(item=row).first()
    if there is not None:
        return there
    clash = who.bookings.filter(begins__lt=row.ends, ends__gt=row.begins).select_related("item").first()
    if clash is not None:
        raise AtThatTime(clash.item.title, waits=clash.seat is None)
    talk = (
        who.held.filter(begins__lt=row.ends, ends__gt=row.begins).select_related("stand__organisation").first()
    )
    if talk is not None:
        raise AtThatTime(talk.stand.organisation.name, waits=False)
    made = Booking.objects.create(
        item=row, guest=who, seat=free_seat(row), begins=row.begins, ends=row.ends, seats=row.seats
    )
    counts = {"seat": int(made.seat is not None)}
    audit.record(what=What.EVENT_ITEM_BOOKED, subject=str(who.event_id), by=by, counts=counts)
    return made


@transaction.atomic
def cancel(*, guest: int, item: int, by: str) -> list[int]:
    """Frees the place of a guest, which goes to who waits first; gives the guests who got one."""
    who = Guest.objects.select_for_update().get(pk=guest)
    row = Item.objects.select_for_update().filter(pk=item, event=who.event_id).first()
    if row is None or not Booking.objects.filter(item=row, guest=who).delete()[0]:
        return []
    audit.record(what=What.EVENT_BOOKING_CANCELLED, subject=str(who.event_id), by=by)
    return seat_waiting(row)


@transaction.atomic
def leave(*, guest: int, by: str) -> list[int]:
    """Forgets a guest with all they booked; gives the guests who got their places."""
    who = Guest.objects.select_for_update().filter(pk=guest).first()
    if who is None:
        return []
    items = list(Item.objects.select_for_update().filter(bookings__guest=who).order_by("pk"))
    event = who.event_id
    who.delete()
    audit.record(what=What.EVENT_GUEST_LEFT, subject=str(event), by=by)
    return [came for item in items for came in seat_waiting(item)]


@transaction.atomic
def check_in(*, event: UUID, code: str, now: datetime, by: str) -> Guest | None:
    """Notes that somebody has arrived, by their code or reference; none when nobody of this event has it.

    Checking in again keeps the first moment.
    """
    bare = code.strip()
    found = Guest.objects.select_for_update().filter(
        Q(code_hash=hash_of(bare)) | Q(reference__iexact=bare), event=event
    )
    guest = found.first() if bare else None
    if guest is not None and guest.arrived_at is None:
        guest.arrived_at = now
        guest.save(update_fields=["arrived_at"])
        audit.record(what=What.EVENT_GUEST_ARRIVED, subject=str(event), by=by)
    return guest


def new_code() -> str:
    """A code that nobody guesses."""
    return make_code(CODE_LENGTH)


def next_reference(event: Event) -> str:
    """The next number at the door: B-1, B-2, … Hold the event first."""
    numbers = [
        int(one[2:])
        for one in event.guests.filter(reference__regex=r"^B-\d{1,9}$").values_list("reference", flat=True)
    ]
    return f"B-{max(numbers, default=0) + 1}"


@transaction.atomic
def due_reminders(*, tomorrow: date, now: datetime, most: int = 500) -> list[int]:
    """Guests with an address whose event is tomorrow and who were not reminded; each is given once."""
    due = Guest.objects.select_for_update(skip_locked=True, of=("self",)).filter(
        event__day=tomorrow, reminded_at=None
    )
    chosen = list(due.exclude(email="").order_by("pk").values_list("pk", flat=True)[:most])
    Guest.objects.filter(pk__in=chosen).update(reminded_at=now)
    return chosen


@transaction.atomic
def give_free_seats(*, today: date) -> list[int]:
    """Seats that came free without anybody giving them back (an account that was erased) go to who waits."""
    waiting = Item.objects.filter(event__day__gte=today, bookings__seat=None, bookings__isnull=False)
    rows = Item.objects.select_for_update().filter(pk__in=waiting.values("pk")).order_by("pk")
    return [came for row in rows for came in seat_waiting(row)]
