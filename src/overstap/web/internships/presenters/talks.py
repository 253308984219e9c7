# SPDX-License-Identifier: EUPL-1.2
"""Talks about internships as a calendar file. No name is in it: the school's own number of the student."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Event

from overstap.apps.internships.enums import Where, With
from overstap.web.calendars import calendar_file, whole_days
from overstap.web.internships.words import WHERES, WITHS

LASTS = timedelta(minutes=45)
"""How long a talk with a time stands in a calendar."""


def talks_calendar(visits: Iterable[Any], now: datetime) -> bytes:
    """The talks, each under an identifier of its own: loading them again changes them and doubles none."""
    return calendar_file("Internships", _("Talks about internships"), (_event(one, now) for one in visits))


def _event(visit: Any, now: datetime) -> Event:
    about = f"talk-{visit.pk}"
    if visit.at is None:
        event = whole_days(about, now, visit.on, visit.on)
    else:
        begins = timezone.make_aware(datetime.combine(visit.on, visit.at))
        event = Event()
        event.add("uid", f"{about}@overstap")
        event.add("dtstamp", now)
        event.add("dtstart", begins)
        event.add("dtend", begins + LASTS)
    row = visit.internship
    event.add("summary", _("Internship talk: %(student)s") % {"student": row.reference})
    event.add("description", str(WITHS[With(visit.with_whom)]))
    host = row.host.name if row.host else row.host_name
    event.add("location", host if visit.where == Where.AT_HOST else str(WHERES[Where(visit.where)]))
    return event
