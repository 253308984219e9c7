# SPDX-License-Identifier: EUPL-1.2
"""Reads of events."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from overstap.apps.events.enums import ItemState, Making, Outcome
from overstap.apps.events.models import (
    Booking,
    Event,
    FollowUp,
    Guest,
    Item,
    Room,
    Schedule,
    Stand,
    Talk,
    Wish,
)
from overstap.apps.typed_codes import hash_of

_SEATED, _WAITING = Q(bookings__seat__isnull=False), Q(bookings__pk__isnull=False, bookings__seat=None)


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


# --- talks at tables --------------------------------------------------------------------------------


def stands_of(event: Event) -> tuple[Stand, ...]:
    """Who has tables, by number of the first, with how many talks each has; one query."""
    found = event.stands.select_related("organisation").annotate(talks=Count("held"))
    return tuple(found.order_by("first"))


def stand_of(event: Event, organisation: str) -> Stand | None:
    """The stand of an organisation."""
    return event.stands.select_related("organisation").filter(organisation=organisation).first()


def stand_at(event: Event, stand: int) -> Stand | None:
    """A stand of this event."""
    return event.stands.select_related("organisation").filter(pk=stand).first()


def talkers_of(event: Event) -> tuple[Guest, ...]:
    """Everybody who wants to talk, by number, with what they can, wish and booked; five queries."""
    found = event.guests.filter(talks=True).select_related("passport")
    return tuple(found.prefetch_related("passport__skills", "wishes", "bookings").order_by("pk"))


def talkers_listed(event: Event) -> QuerySet[Guest]:
    """Everybody who wants to talk, with how many talks each has."""
    return event.guests.filter(talks=True).annotate(having=Count("held")).order_by("pk")


def guest_of(event: Event, guest: int) -> Guest | None:
    """A guest of this event."""
    return event.guests.select_related("passport").filter(pk=guest).first()


def guest_named(event: Event, typed: str) -> Guest | None:
    """The guest with this code or reference; one query."""
    bare = typed.strip()
    found = event.guests.filter(Q(code_hash=hash_of(bare)) | Q(reference__iexact=bare))
    return found.first() if bare else None


def talks_of(event: Event) -> tuple[Talk, ...]:
    """All talks by time and table; one query."""
    found = Talk.objects.filter(stand__event=event).select_related("stand__organisation", "guest")
    return tuple(found.order_by("begins", "stand__first", "table"))


def talks_with(guest: Guest) -> tuple[Talk, ...]:
    """The talks of a guest by time, with what follows; one query."""
    found = guest.held.select_related("stand__organisation", "follow_up")
    return tuple(found.order_by("begins"))


def talks_at(stand: Stand) -> tuple[Talk, ...]:
    """The talks of a stand by time and table, with who comes, what they can and what follows; three queries."""
    found = stand.held.select_related("guest__passport", "follow_up")
    return tuple(found.prefetch_related("guest__passport__skills").order_by("begins", "table"))


def talk_in(event: Event, talk: int) -> Talk | None:
    """A talk of this event, with both sides and what follows."""
    found = Talk.objects.filter(stand__event=event, pk=talk)
    return found.select_related("stand__organisation", "guest", "follow_up").first()


def latest_schedule(event: Event) -> Schedule | None:
    """The schedule that was asked for last."""
    return event.schedules.order_by("-asked_at", "-pk").first()


def whose_talks_changed(schedule: UUID) -> tuple[int, ...]:
    """The guests with a talk that went or came by this schedule; two queries. None while it is not made."""
    row = Schedule.objects.filter(pk=schedule, state=Making.MADE).first()
    if row is None:
        return ()
    who = {one[0] for name in ("gone", "new") for one in row.found.get(name, [])}
    return tuple(Guest.objects.filter(event=row.event_id, reference__in=who).values_list("pk", flat=True))


def making(event: Event) -> bool:
    """Whether a schedule is being made."""
    return event.schedules.filter(state__in=[Making.ASKED, Making.MAKING]).exists()


def follow_ups_of(event: Event) -> tuple[FollowUp, ...]:
    """What both sides go on with, what is due first; one query."""
    found = FollowUp.objects.filter(talk__stand__event=event)
    return tuple(
        found.select_related("talk__guest", "talk__stand__organisation").order_by("ended_at", "due_on", "pk")
    )


def follow_up_with(talk: int) -> FollowUp | None:
    """What follows from a talk, with both sides and the event; one query."""
    found = FollowUp.objects.select_related("talk__guest", "talk__stand__event", "talk__stand__organisation")
    return found.filter(pk=talk).first()


def outcomes_of(event: Event) -> dict[str, int]:
    """How many talks were planned, how many go on, and what came of those; of what is forgotten, as it was."""
    talks = Talk.objects.filter(stand__event=event)
    told: dict[str, int] = talks.aggregate(
        talks=Count("pk"),
        guest_on=Count("pk", filter=Q(guest_on=True)),
        stand_on=Count("pk", filter=Q(stand_on=True)),
    )
    told["people"] = event.guests.filter(held__isnull=False).values("pk").distinct().count()
    follow = FollowUp.objects.filter(talk__stand__event=event)
    told |= follow.aggregate(
        on=Count("pk"), **{str(one): Count("pk", filter=Q(outcome=one)) for one in Outcome}
    )
    kept = event.figures or {}
    return {name: number + int(kept.get(name, 0)) for name, number in told.items()}


def wished_by(guest: Guest) -> frozenset[int]:
    """The stands a guest would like to talk with."""
    return frozenset(Wish.objects.filter(guest=guest).values_list("stand_id", flat=True))
