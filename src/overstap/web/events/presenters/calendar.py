# SPDX-License-Identifier: EUPL-1.2
"""An event, and somebody's day at it, in a calendar."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Event

from overstap.web.calendars import calendar_file
from overstap.web.events.presenters.events import Stop


def event_calendar(event: Any, about: str) -> bytes:
    """The event itself; `about` is where to read more."""
    return calendar_file("Event", event.name, [_whole(event, about)])


def _whole(event: Any, about: str) -> Event:
    made = _entry(f"event-{event.pk}", event, event.begins, event.ends)
    made.add("summary", event.name)
    made.add("location", place_of(event))
    made.add("description", about)
    made.add("url", about)
    return made


def all_calendar(events: Iterable[Any], about: Callable[[Any], str]) -> bytes:
    """Several events as one calendar that others subscribe to; `about` tells where to read more of one."""
    return calendar_file("Event", _("Events"), (_whole(one, about(one)) for one in events))


def day_calendar(event: Any, whose: str, stops: Iterable[Stop]) -> bytes:
    """Somebody's day: an entry for each stop where they have a place. `whose` tells days apart, by no name."""
    return calendar_file("Event", event.name, _entries(event, whose, stops))


def place_of(event: Any) -> str:
    """Where it is, in one line."""
    return ", ".join(part for part in (event.venue, event.address) if part)


def _entries(event: Any, whose: str, stops: Iterable[Stop]) -> Iterator[Event]:
    for one in stops:
        if one.waits is not None:
            continue
        made = _entry(f"event-{event.pk}-{whose}-{one.begins}", event, one.begins, one.ends)
        made.add("summary", one.title)
        made.add("location", ", ".join(part for part in (one.where, place_of(event)) if part))
        made.add("description", ". ".join(part for part in (one.kind, one.who, one.about) if part))
        yield made


def _entry(about: str, event: Any, begins: int, ends: int) -> Event:
    made = Event()
    made.add("uid", f"{about}@overstap")
    made.add("dtstamp", datetime.combine(event.made_at.date(), time(), UTC))
    made.add("dtstart", _moment(event.day, begins))
    made.add("dtend", _moment(event.day, ends))
    return made


def _moment(day: date, minutes: int) -> datetime:
    """In UTC, so that no calendar needs to be told what summer time is here."""
    here = datetime.combine(day, time(), ZoneInfo(settings.TIME_ZONE)) + timedelta(minutes=minutes)
    return here.astimezone(UTC)
