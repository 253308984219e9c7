# SPDX-License-Identifier: EUPL-1.2
"""Days as a calendar file (iCalendar, RFC 5545).

The identifier of each entry follows from what it is about, so that loading it again changes it instead of
doubling it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event

DAY = timedelta(days=1)


def calendar_file(kind: str, name: str, events: Iterable[Event]) -> bytes:
    """The calendar as a file; `kind` is a word for what made it."""
    calendar = Calendar()
    calendar.add("prodid", f"-//Overstap//{kind}//NL")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    for event in events:
        calendar.add_component(event)
    made: bytes = calendar.to_ical()
    return made


def whole_days(about: str, stamp: datetime, first: date, last: date) -> Event:
    """An entry from one day to another, both with it, that keeps nobody busy."""
    event = Event()
    event.add("uid", f"{about}@overstap")
    event.add("dtstamp", stamp)
    event.add("dtstart", first)
    event.add("dtend", last + DAY)
    event.add("transp", "TRANSPARENT")
    return event
