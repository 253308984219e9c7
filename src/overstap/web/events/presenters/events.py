# SPDX-License-Identifier: EUPL-1.2
"""Events for the page: items of the programme in words, and a day as a trip with stops."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from overstap.apps.events.enums import ItemKind, ItemState
from overstap.web.events.words import ITEM_KINDS, ITEM_STATES
from overstap.web.words import clock

LINES = {ItemKind.TALK: 1, ItemKind.WORKSHOP: 2, ItemKind.PITCH: 3, ItemKind.VISIT: 5, ItemKind.LAUNCH: 4}
"""Kind -> the line of the transit map whose colour it has."""
FREE_FROM = 10
"""Minutes between two things that are said to be free."""


@dataclass(frozen=True)
class Stop:
    """Something in somebody's day: from and until when (minutes after midnight), what, and where.

    `free`: minutes with nothing before it. `line`: its colour. `item`: for what was booked. `waits`: they have
    no place yet, and how many wait longer. `talk`: for a talk at a table, `follow` what follows.
    """

    begins: int
    ends: int
    title: str
    kind: str
    where: str
    who: str
    line: int
    free: int = 0
    item: int | None = None
    waits: int | None = None
    about: str = ""
    talk: Any = None
    follow: Any = None

    @property
    def free_said(self) -> str:
        """How long nothing is planned before it."""
        hours, minutes = divmod(self.free, 60)
        said = [
            ngettext("%(n)s hour", "%(n)s hours", hours) % {"n": hours} if hours else "",
            ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": minutes} if minutes else "",
        ]
        return _("%(time)s free") % {"time": " ".join(part for part in said if part)}

    @property
    def waiting_said(self) -> str:
        """How long the queue is before them."""
        if not self.waits:
            return _("You are first on the waiting list.")
        n = self.waits
        return ngettext("%(n)s person waits longer.", "%(n)s people wait longer.", n) % {"n": n}


def item_line(item: Any) -> dict[str, Any]:
    """An item as lists show it."""
    left = max(0, item.seats - item.seated)
    return {
        "item": item,
        "kind": ITEM_KINDS[ItemKind(item.kind)],
        "state": ITEM_STATES[ItemState(item.state)],
        "line": LINES[ItemKind(item.kind)],
        "left": left,
        "full": left == 0,
        "seats_said": seats_said(left, item.waiting),
    }


def seats_said(left: int, waiting: int) -> str:
    """How much room there is, in words."""
    if left:
        return ngettext("%(n)s place left", "%(n)s places left", left) % {"n": left}
    if waiting:
        return ngettext("full, %(n)s waits", "full, %(n)s wait", waiting) % {"n": waiting}
    return _("full")


def stops_of(bookings: Sequence[Any], waits: dict[int, int]) -> list[Stop]:
    """What somebody booked as stops; `waits`: booking -> how many wait longer."""
    return [
        Stop(
            one.begins,
            one.ends,
            one.item.title,
            str(ITEM_KINDS[ItemKind(one.item.kind)]),
            one.item.room.name,
            one.item.organisation.name,
            LINES[ItemKind(one.item.kind)],
            item=one.item_id,
            waits=None if one.seat else waits.get(one.pk, 0),
        )
        for one in bookings
    ]


def as_day(stops: Sequence[Stop]) -> list[Stop]:
    """The stops by time, each with how long is free before it."""
    made: list[Stop] = []
    for one in sorted(stops, key=lambda stop: (stop.begins, stop.ends)):
        before = max((stop.ends for stop in made), default=one.begins)
        free = one.begins - before
        made.append(replace(one, free=free if free >= FREE_FROM else 0))
    return made


def tracks_of(event: Any, rooms: Sequence[Any], lines: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Rooms as tracks and items on them: places in a drawing 1000 wide, the names of rooms in the first 150."""
    scale = 850 / (event.ends - event.begins)
    at = {room.pk: 34 + 52 * number for number, room in enumerate(rooms)}
    step = 60 if event.ends - event.begins <= 12 * 60 else 120
    hours = range(-(-event.begins // step) * step, event.ends + 1, step)
    items = []
    for one in lines:
        item = one["item"]
        x, width = 150 + (item.begins - event.begins) * scale, (item.ends - item.begins) * scale
        items.append(
            {
                "x": round(x, 1),
                "y": at[item.room_id] - 6,
                "width": round(width, 1),
                "text": round(x + 11, 1),
                "title": _fitting(item.title, width - 14, 6.5),
                "says": _time_and_seats(item, width - 14),
                "line": one["line"],
            }
        )
    return {
        "height": 40 + 52 * len(rooms),
        "rooms": [{"name": _fitting(room.name, 140, 7), "y": at[room.pk] + 14} for room in rooms],
        "ticks": [{"x": round(150 + (hour - event.begins) * scale, 1), "says": clock(hour)} for hour in hours],
        "items": items,
    }


def _time_and_seats(item: Any, width: float) -> str:
    """When an item begins and how full it is; in a narrow one how full it is alone: the axis tells the time."""
    seats = f"{item.seated}/{item.seats}"
    both = f"{clock(item.begins)} · {seats}"
    return both if _fitting(both, width, 6.9) == both else _fitting(seats, width, 6.9)


def _fitting(text: str, width: float, letter: float) -> str:
    """As much of a text as fits, `letter` being how wide one is."""
    most = int(width / letter)
    return text if len(text) <= most else f"{text[: max(0, most - 1)].rstrip()}…" if most > 2 else ""
