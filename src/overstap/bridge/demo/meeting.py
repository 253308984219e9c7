# SPDX-License-Identifier: EUPL-1.2
"""A day on which people and employers meet, with a programme and guests who do not exist."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from overstap.apps.events import actions, booking, meeting
from overstap.apps.events.actions import EventTold, ItemTold, Where
from overstap.apps.events.enums import ItemKind
from overstap.engine.region.region import Region

_GUESTS = 30
_STANDS = 6
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


def hold_an_event(*, organiser: str, partner: str, region: Region, today: date, by: str) -> int:
    """Makes a public event at an organisation, with talks that wait for their schedule; gives how many come."""
    told = EventTold(
        "Haaglanden werkt! (voorbeeld)",
        today + timedelta(days=45),
        9 * 60 + 30,
        16 * 60,
        "Stadhuis",
        "Spui 70, Den Haag",
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
    work = _bring_tables(event.pk, partner, region, by)
    for number in range(_GUESTS):
        guest = booking.come(event=event.pk, by=by).guest
        if work and number % 2:
            meeting.join_talks(guest=guest.pk, occupation=work[number % len(work)], by=by)
        for item in (items[number % 2], items[2 + number % 3]):
            booking.book(guest=guest.pk, item=item, today=today, by=by)
    return _GUESTS


def _bring_tables(event: UUID, partner: str, region: Region, by: str) -> list[str]:
    """Talks in the morning, at tables of the partner and a few others that have work; gives that work."""
    times = {"talks_begin": 10 * 60, "talks_end": 13 * 60, "talk_minutes": 15}
    meeting.set_talks(event=event, told=meeting.TalksTold(**times, run=4, rest=0, least=None, most=4), by=by)
    open_now = [one for one in region.records.openings.values() if one.occupation]
    with_work = dict.fromkeys([partner, *(one.organisation for one in open_now)])
    chosen = list(with_work)[:_STANDS]
    for organisation in chosen:
        meeting.set_stand(event=event, organisation=organisation, told=meeting.StandTold(1), by=by)
    return list(dict.fromkeys(one.occupation for one in open_now if one.organisation in chosen))
