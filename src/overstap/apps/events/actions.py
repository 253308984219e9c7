# SPDX-License-Identifier: EUPL-1.2
"""Writes to events, their rooms and programme. Who may is asked before: `permission.may`.

Whatever is written of an event holds the event first, so that two at once wait for each other.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from overstap.apps.audit import actions as audit
from overstap.apps.audit.enums import What
from overstap.apps.events import queries
from overstap.apps.events.enums import ITEMS_AT_MOST, KEPT_AFTER, ItemKind, ItemState
from overstap.apps.events.models import Booking, Event, Item, Room, Stand
from overstap.apps.events.seating import number_seats_anew, seat_waiting


class NotThere(Exception):
    """A room or an item that is not, or no longer, of this event."""


class OutsideEvent(Exception):
    """A time before the event begins or after it ends."""


class RoomTaken(Exception):
    """Something else is in this room at that time; `title` says what."""

    def __init__(self, title: str) -> None:
        super().__init__("the room is taken")
        self.title = title


class TooSmall(Exception):
    """The room holds fewer people than the item has seats."""


class TooFewSeats(Exception):
    """More people have booked than there would be seats; `booked` says how many."""

    def __init__(self, booked: int) -> None:
        super().__init__("there are too few seats")
        self.booked = booked


class Elsewhere(Exception):
    """Some who booked are in another item at that time; `people` says how many."""

    def __init__(self, people: int) -> None:
        super().__init__("some are elsewhere then")
        self.people = people


class InUse(Exception):
    """A room in which something is planned."""


class TooLate(Exception):
    """Proposals are no longer taken, or this one was answered already."""


class TooMany(Exception):
    """The programme is full of proposals."""


@dataclass(frozen=True, slots=True)
class EventTold:
    """What is told of an event; times in minutes after midnight."""

    name: str
    day: date
    begins: int
    ends: int
    venue: str
    address: str = ""
    about: str = ""
    public: bool = True
    proposals_until: date | None = None


@dataclass(frozen=True, slots=True)
class ItemTold:
    """What a partner proposes; `length` in minutes."""

    kind: ItemKind
    title: str
    length: int
    seats: int
    about: str = ""


@dataclass(frozen=True, slots=True)
class Where:
    """A room of the event, from and until when (minutes after midnight), and how many can book."""

    room: int
    begins: int
    ends: int
    seats: int


@transaction.atomic
def make_event(*, organisation: str, told: EventTold, by: str) -> Event:
    """Makes an event. Raises Django's `IntegrityError` for what a constraint forbids."""
    made = Event.objects.create(organisation_id=organisation, **_values(told))
    audit.record(what=What.EVENT_MADE, subject=str(made.pk), by=by)
    return made


_EVERY_DAY = (
    *("organisation_id", "name", "about", "begins", "ends", "venue", "address", "public", "talks_begin"),
    *("talks_end", "talk_minutes", "run", "rest", "least", "most"),
)


_STAND = ("organisation_id", "tables", "first", "openings", "least", "most")


@transaction.atomic
def another_day(*, id_: UUID, day: date, by: str) -> Event:
    """Makes the same event on another day: its rooms, when there are talks, and who has tables.

    The programme and who comes are of one day. Raises `Event.DoesNotExist`.
    """
    row = held(id_)
    made = Event.objects.create(day=day, **{name: getattr(row, name) for name in _EVERY_DAY})
    Room.objects.bulk_create(
        Room(event=made, name=one.name, capacity=one.capacity) for one in row.rooms.order_by("pk")
    )
    Stand.objects.bulk_create(
        Stand(
            event=made,
            **{name: getattr(one, name) for name in _STAND},
        )
        for one in row.stands.order_by("first")
    )
    audit.record(what=What.EVENT_MADE, subject=str(made.pk), by=by)
    return made


@transaction.atomic
def change_event(*, id_: UUID, told: EventTold, by: str) -> None:
    """Changes what is told of an event. Raises `Event.DoesNotExist`, `IntegrityError`, and `OutsideEvent` when
    something of the programme would be before it begins or after it ends.
    """
    row = held(id_)
    if row.talks_begin is not None and (row.talks_begin < told.begins or row.talks_end > told.ends):
        raise OutsideEvent
    if row.items.filter(begins__lt=told.begins).exists() or row.items.filter(ends__gt=told.ends).exists():
        raise OutsideEvent
    for name, value in _values(told).items():
        setattr(row, name, value)
    row.save()
    audit.record(what=What.EVENT_CHANGED, subject=str(id_), by=by)


@transaction.atomic
def remove_event(*, id_: UUID, by: str) -> None:
    """Removes an event with its programme and who would come, at once and for good."""
    row = held(id_)
    guests = row.guests.count()
    Booking.objects.filter(item__event=row).delete()
    Item.objects.filter(event=row).delete()
    row.delete()
    audit.record(what=What.EVENT_REMOVED, subject=str(id_), by=by, counts={"guests": guests})


# --- rooms ------------------------------------------------------------------------------------------


@transaction.atomic
def set_room(*, event: UUID, name: str, capacity: int, by: str) -> Room:
    """Adds a room, or changes what the room of this name holds.

    Raises `TooSmall` when an item in it has more seats, and `IntegrityError`.
    """
    row = held(event)
    if Item.objects.filter(room__event=row, room__name=name, seats__gt=capacity).exists():
        raise TooSmall
    room, _made = Room.objects.update_or_create(event=row, name=name, defaults={"capacity": capacity})
    audit.record(what=What.EVENT_ROOM_SET, subject=str(event), by=by, counts={"capacity": capacity})
    return room


@transaction.atomic
def remove_room(*, event: UUID, room: int, by: str) -> None:
    """Removes a room. Raises `InUse` when something is planned in it."""
    row = held(event)
    if Item.objects.filter(event=row, room=room).exists():
        raise InUse
    if Room.objects.filter(event=row, pk=room).delete()[0]:
        audit.record(what=What.EVENT_ROOM_REMOVED, subject=str(event), by=by)


# --- the programme ----------------------------------------------------------------------------------


@transaction.atomic
def propose(*, event: UUID, organisation: str, told: ItemTold, today: date, by: str) -> Item:
    """A partner proposes an item. Raises `TooLate` after the last day, `TooMany`, `IntegrityError`.

    Who holds the event may do it on every day before it is over.
    """
    row = held(event)
    until = row.day if organisation == row.organisation_id else row.proposals_until
    if until is None or today > min(until, row.day):
        raise TooLate
    if row.items.count() >= ITEMS_AT_MOST:
        raise TooMany
    made = Item.objects.create(event=row, organisation_id=organisation, **_told(told))
    audit.record(what=What.EVENT_ITEM_PROPOSED, subject=str(event), by=by)
    return made


@transaction.atomic
def change_proposal(*, event: UUID, item: int, organisation: str, told: ItemTold, by: str) -> None:
    """A partner changes a proposal that was not accepted; a declined one is proposed again by it.

    Raises `NotThere`, and `TooLate` for what is in the programme already.
    """
    row = _item(held(event), item)
    if row.organisation_id != organisation:
        raise NotThere
    if row.state == ItemState.ACCEPTED:
        raise TooLate
    for name, value in (_told(told) | {"state": str(ItemState.PROPOSED), "reason": ""}).items():
        setattr(row, name, value)
    row.save()
    audit.record(what=What.EVENT_ITEM_PROPOSED, subject=str(event), by=by)


@transaction.atomic
def withdraw(*, event: UUID, item: int, organisation: str, by: str) -> list[int]:
    """A partner takes an item back, whatever was said to it; gives the guests who had booked it."""
    row = _item(held(event), item)
    if row.organisation_id != organisation:
        raise NotThere
    guests = list(row.bookings.values_list("guest_id", flat=True))
    row.delete()
    audit.record(what=What.EVENT_ITEM_WITHDRAWN, subject=str(event), by=by, counts={"guests": len(guests)})
    return guests


@transaction.atomic
def accept(*, event: UUID, item: int, where: Where, by: str) -> list[int]:
    """Gives an item a room, a time and seats, or other ones; gives the guests who came off the waiting list.

    Raises `NotThere`, `OutsideEvent`, `RoomTaken`, `TooSmall`, `TooFewSeats`, and `Elsewhere` when some who
    booked would be in two items at once.
    """
    of = held(event)
    row = _item(of, item)
    room = Room.objects.filter(event=of, pk=where.room).first()
    if room is None:
        raise NotThere
    if not of.begins <= where.begins < where.ends <= of.ends:
        raise OutsideEvent
    if where.seats > room.capacity:
        raise TooSmall
    there = of.items.filter(room=room, begins__lt=where.ends, ends__gt=where.begins).exclude(pk=row.pk).first()
    if there is not None:
        raise RoomTaken(there.title)
    _look_at_bookings(row, where)
    row.state, row.reason = str(ItemState.ACCEPTED), ""
    row.room, row.room_holds = room, room.capacity
    row.begins, row.ends, row.seats = where.begins, where.ends, where.seats
    row.save()
    came = seat_waiting(row)
    audit.record(what=What.EVENT_ITEM_ACCEPTED, subject=str(event), by=by, counts={"seats": where.seats})
    return came


@transaction.atomic
def decline(*, event: UUID, item: int, reason: str, by: str) -> list[int]:
    """Says no to an item, with a reason; gives the guests who had booked it. Raises `NotThere`."""
    row = _item(held(event), item)
    guests = list(row.bookings.values_list("guest_id", flat=True))
    row.bookings.all().delete()
    row.state, row.reason = str(ItemState.DECLINED), reason
    row.room = row.room_holds = row.begins = row.ends = None
    row.save()
    audit.record(what=What.EVENT_ITEM_DECLINED, subject=str(event), by=by, counts={"guests": len(guests)})
    return guests


def held(id_: UUID) -> Event:
    """The event, held until the transaction ends. Raises `Event.DoesNotExist`."""
    return Event.objects.select_for_update().get(pk=id_)


def _item(event: Event, item: int) -> Item:
    row = Item.objects.select_for_update().filter(event=event, pk=item).first()
    if row is None:
        raise NotThere
    return row


def _look_at_bookings(row: Item, where: Where) -> None:
    """Raises when who booked has no seat then, or is elsewhere; numbers seats anew when there are fewer."""
    booked = row.bookings.filter(seat__isnull=False).count()
    if where.seats < booked:
        raise TooFewSeats(booked)
    if row.state != ItemState.ACCEPTED:
        return
    if (row.begins, row.ends) != (where.begins, where.ends):
        others = Booking.objects.filter(guest__bookings__item=row).exclude(item=row)
        people = others.filter(begins__lt=where.ends, ends__gt=where.begins).values("guest").distinct().count()
        if people:
            raise Elsewhere(people)
    if where.seats < row.seats:
        number_seats_anew(row)


def _values(told: EventTold) -> dict[str, Any]:
    return {one.name: getattr(told, one.name) for one in fields(told)}


def _told(told: ItemTold) -> dict[str, Any]:
    return {one.name: getattr(told, one.name) for one in fields(told)} | {"kind": str(told.kind)}


@transaction.atomic
def remove_old(*, today: date, by: str) -> int:
    """Forgets who came to events that are long over; returns how many those were."""
    removed = 0
    over = Event.objects.filter(
        Q(guests__isnull=False) | Q(schedules__isnull=False), day__lt=today - KEPT_AFTER
    )
    for event in over.distinct():
        event.figures = queries.outcomes_of(event)
        event.save(update_fields=["figures"])
        removed += event.guests.all().delete()[0] + event.schedules.all().delete()[0]
    if removed:
        audit.record(what=What.EVENT_GUESTS_FORGOTTEN, subject="events", by=by, counts={"rows": removed})
    return removed
