# SPDX-License-Identifier: EUPL-1.2
"""Reads of events."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from overstap.apps.events.enums import ItemState
from overstap.apps.events.models import Booking, Event, Guest, Item, Room

_SEATED, _WAITING = Q(bookings__seat__isnull=False), Q(bookings__pk__isnull=False, bookings__seat=None)


def hash_of(code: str) -> str:
    """What the database keeps of a code; blanks, dashes and small letters make no other code."""
    bare = "".join(sign for sign in code.upper() if sign.isalnum())
    return hashlib.sha256(bare.encode()).hexdigest()


def public_events(today: date) -> tuple[Event, ...]:
    """Events that anybody may come to and that are not over, the first first; one query."""
    found = Event.objects.filter(public=True, day__gte=today).select_related("organisation")
    return tuple(found.order_by("day", "begins", "name"))


def events_of(account: UUID) -> tuple[Event, ...]:
    """The events of the organisations one belongs to, the latest first; one query."""
    found = Event.objects.filter(organisation__members__account_id=account).select_related("organisation")
    return tuple(found.annotate(people=Count("guests", distinct=True)).order_by("-day", "name").distinct())


def event_of(id_: UUID) -> Event | None:
    """The event with this id, with who holds it; one query."""
    return Event.objects.select_related("organisation").filter(pk=id_).first()


def programme_of(event: Event) -> tuple[Item, ...]:
    """What is in the programme, by time and room, with who has a seat and who waits counted; one query."""
    return tuple(_counted(event).filter(state=ItemState.ACCEPTED).order_by("begins", "room__name", "pk"))


def items_of(event: Event, organisation: str | None = None) -> tuple[Item, ...]:
    """Everything proposed (by one partner, when asked), what waits for an answer first; one query."""
    found = _counted(event)
    if organisation is not None:
        found = found.filter(organisation=organisation)
    order = {ItemState.PROPOSED: 0, ItemState.ACCEPTED: 1, ItemState.DECLINED: 2}
    listed = found.order_by("begins", "pk")
    return tuple(sorted(listed, key=lambda one: order[ItemState(one.state)]))


def item_of(event: Event, item: int) -> Item | None:
    """An item of this event, counted."""
    return _counted(event).filter(pk=item).first()


def rooms_of(event: Event) -> tuple[Room, ...]:
    """The rooms, with how many items are planned in each; one query."""
    return tuple(event.rooms.annotate(planned=Count("items")).order_by("name"))


def bookings_in(item: Item) -> tuple[Booking, ...]:
    """Who is in an item, by seat, and who waits, in order; one query."""
    found = item.bookings.select_related("guest")
    return tuple(sorted(found, key=lambda one: (one.seat is None, one.seat or one.pk)))


def guest_by_code(code: str) -> Guest | None:
    """The guest with this code, with the event and who holds it; one query."""
    found = Guest.objects.select_related("event__organisation")
    return found.filter(code_hash=hash_of(code)).first() if code.strip() else None


def guest_of_account(event: Event, account: UUID) -> Guest | None:
    """How somebody with an account comes to this event."""
    return Guest.objects.select_related("event__organisation").filter(event=event, account=account).first()


def guest_with_event(guest: int) -> Guest | None:
    """A guest with the event; one query."""
    return Guest.objects.select_related("event__organisation").filter(pk=guest).first()


def with_address(guests: Iterable[int]) -> tuple[int, ...]:
    """Those of these guests who gave an address; one query."""
    found = Guest.objects.filter(pk__in=list(guests)).exclude(email="")
    return tuple(found.order_by("pk").values_list("pk", flat=True))


def booked_by(guest: Guest) -> tuple[Booking, ...]:
    """What a guest booked, by time; one query."""
    found = guest.bookings.select_related("item__room", "item__organisation")
    return tuple(found.order_by("begins"))


def ahead_of(booking: Booking) -> int:
    """How many wait longer for the same item."""
    return Booking.objects.filter(item=booking.item_id, seat=None, pk__lt=booking.pk).count()


def guests_of(event: Event) -> QuerySet[Guest]:
    """Who comes, by reference, with how many items each has a seat in."""
    booked = Count("bookings", filter=Q(bookings__seat__isnull=False))
    return event.guests.annotate(booked=booked).order_by("since", "pk")


def figures_of(event: Event) -> dict[str, int]:
    """How many come and have arrived, and the items by what was said to them; two queries."""
    guests = event.guests.aggregate(guests=Count("pk"), arrived=Count("arrived_at"))
    states = {str(state).replace("-", "_"): Count("pk", filter=Q(state=state)) for state in ItemState}
    told: dict[str, Any] = guests | event.items.aggregate(**states)
    return told


def _counted(event: Event) -> QuerySet[Any]:
    found = event.items.select_related("room", "organisation")
    return found.annotate(
        seated=Count("bookings", filter=_SEATED, distinct=True),
        waiting=Count("bookings", filter=_WAITING, distinct=True),
    )
