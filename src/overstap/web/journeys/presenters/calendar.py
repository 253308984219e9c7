# SPDX-License-Identifier: EUPL-1.2
"""A journey in a calendar: courses, last days to apply, first days at work."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time

from django.utils.translation import gettext as _
from icalendar import Event

from overstap.engine.journeys.model import ChangeLeg, Journey, StudyLeg, WorkLeg
from overstap.engine.region.region import Region
from overstap.web import words
from overstap.web.calendars import calendar_file, whole_days
from overstap.web.templatetags.overstap import said


def journey_calendar(region: Region, journey: Journey, today: date) -> bytes:
    """The calendar as a file. All entries last whole days; when on a day a course is, its school knows."""
    events = _events(region, journey, datetime.combine(today, time(), UTC))
    return calendar_file("Journey", _("My journey (Overstap)"), events)


def _events(region: Region, journey: Journey, stamp: datetime) -> Iterator[Event]:
    for leg in journey.legs:
        if isinstance(leg, StudyLeg):
            yield _course(region, leg, stamp)
        elif isinstance(leg, ChangeLeg):
            yield from _last_day_to_apply(region, leg, stamp)
        elif isinstance(leg, WorkLeg):
            yield _first_day(region, leg, stamp)


def _course(region: Region, leg: StudyLeg, stamp: datetime) -> Event:
    course, edition = region.records.courses[leg.course], region.records.editions[leg.edition]
    event = whole_days(f"course-{leg.edition}-{leg.starts_on:%Y%m%d}", stamp, leg.starts_on, leg.ends_on)
    event.add("summary", _("Course: %(title)s") % {"title": said(course.title)})
    event.add("location", region.records.places[edition.place].label)
    provider = region.records.organisations[course.provider].name
    event.add("description", f"{provider}. {words.hours(leg.hours, leg.hours)}, {words.TIMES[edition.time]}.")
    return event


def _last_day_to_apply(region: Region, leg: ChangeLeg, stamp: datetime) -> Iterator[Event]:
    row = region.records.openings.get(leg.opening)
    if row is None or row.closes_on is None:
        return
    event = whole_days(f"apply-{row.id}", stamp, row.closes_on, row.closes_on)
    event.add("summary", _("Last day to apply: %(title)s") % {"title": said(row.title)})
    event.add("description", region.records.organisations[row.organisation].name)
    yield event


def _first_day(region: Region, leg: WorkLeg, stamp: datetime) -> Event:
    about = leg.opening or leg.occupation
    event = whole_days(f"work-{about}-{leg.starts_on:%Y%m%d}", stamp, leg.starts_on, leg.starts_on)
    label = region.occupation_label(leg.occupation, words.language())
    event.add("summary", _("First day at work: %(work)s") % {"work": label})
    row = region.records.openings.get(leg.opening)
    if row is None:
        event.add("description", _("Work still to be found; the day is an estimate."))
    else:
        event.add("location", region.records.places[row.place].label)
        event.add("description", region.records.organisations[row.organisation].name)
    return event
