# SPDX-License-Identifier: EUPL-1.2
"""A day on which people and employers meet, with a programme and guests who do not exist."""

from __future__ import annotations

from datetime import date, timedelta

from overstap.apps.events import actions, booking
from overstap.apps.events.actions import EventTold, ItemTold, Where
from overstap.apps.events.enums import ItemKind

_GUESTS = 30
_PROGRAMME = (
    (
        ItemKind.TALK,
        "Werk van morgen in Haaglanden",
        "Wat er verandert, en wat blijft.",
        45,
        120,
        "Grote zaal",
        600,
    ),
    (
        ItemKind.WORKSHOP,
        "Zonnepanelen leggen: doe mee",
        "Met gereedschap, onder begeleiding.",
        60,
        12,
        "Werkplaats",
        600,
    ),
    (
        ItemKind.PITCH,
        "Vijf bedrijven in tien minuten",
        "Voor wie bijna klaar is met school.",
        50,
        60,
        "Kleine zaal",
        660,
    ),
    (
        ItemKind.WORKSHOP,
        "Jouw vaardigheden op een rij",
        "Neem je cv mee, of alleen je verhaal.",
        60,
        20,
        "Kleine zaal",
        780,
    ),
    (ItemKind.VISIT, "Kijken in de zorg", "Samen naar een woonzorgcentrum om de hoek.", 90, 15, "Ingang", 840),
)
"""Kind, title, about, minutes, seats, room and beginning (minutes after midnight)."""
_ROOMS = {"Grote zaal": 200, "Kleine zaal": 60, "Werkplaats": 16, "Ingang": 40}


def hold_an_event(*, organiser: str, partner: str, today: date, by: str) -> int:
    """Makes a public event at an organisation; gives how many guests come."""
    told = EventTold(
        "Haaglanden werkt! (voorbeeld)",
        today + timedelta(days=45),
        9 * 60 + 30,
        16 * 60,
        "Stadhuis",
        about="Ontmoet werkgevers, scholen en mensen die je verder helpen. Gratis; kom wanneer je wilt.",
        proposals_until=today + timedelta(days=30),
    )
    event = actions.make_event(organisation=organiser, told=told, by=by)
    rooms = {
        name: actions.set_room(event=event.pk, name=name, capacity=holds, by=by).pk
        for name, holds in _ROOMS.items()
    }
    items = []
    for kind, title, about, length, seats, room, begins in _PROGRAMME:
        offered = ItemTold(kind, title, length, seats, about)
        item = actions.propose(event=event.pk, organisation=partner, told=offered, today=today, by=by)
        where = Where(rooms[room], begins, begins + length, seats)
        actions.accept(event=event.pk, item=item.pk, where=where, by=by)
        items.append(item.pk)
    for number in range(_GUESTS):
        guest = booking.come(event=event.pk, by=by).guest
        for item in (items[number % 2], items[2 + number % 3]):
            booking.book(guest=guest.pk, item=item, today=today, by=by)
    return _GUESTS
