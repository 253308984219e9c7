# SPDX-License-Identifier: EUPL-1.2
"""Courses: the departure board, the list, and the page of one."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from overstap.engine.region.region import Region
from overstap.engine.region.rows import EditionRow
from overstap.web import words
from overstap.web.asking import Visit, page
from overstap.web.journeys.planning import asked_of
from overstap.web.paging import page_of
from overstap.web.planner.presenters.departures import departures as rows_of
from overstap.web.planner.presenters.matches import opening_cards
from overstap.web.templatetags.overstap import said

PER_PAGE = 20
OPENINGS_SHOWN = 6


@require_safe
@page
def departures(visit: Visit) -> HttpResponse:
    """The board: what leaves when, in time order."""
    region, today = visit.region, visit.today
    asked, time = visit.request.GET.get("q", "").strip()[:80], visit.request.GET.get("time", "")
    coming = list(region.departures(today))
    if asked:
        coming = [one for one in coming if _says(asked, _course_words(visit, one.course))]
    if time in words.TIMES:
        coming = [one for one in coming if one.time == time]
    part = page_of(coming, visit.request.GET.get("page"), PER_PAGE)
    context = {
        "section": "departures",
        "page": part,
        "departures": rows_of(region.records, part.items, today, _opens(region, part.items), _opened(visit)),
        "personal": bool(visit.trip and visit.trip.skills),
        "asked": asked,
        "time": time,
        "times": words.TIMES.items(),
    }
    return visit.render("web/planner/departures.html", context)


@require_safe
@page
def courses(visit: Visit) -> HttpResponse:
    """All courses by name, also those of which no departure is known."""
    records = visit.region.records
    asked = visit.request.GET.get("q", "").strip()[:80]
    rows = [row for row in records.courses.values() if not asked or _says(asked, _course_words(visit, row.id))]
    rows.sort(key=lambda row: (said(row.title).casefold(), row.id))
    part = page_of(rows, visit.request.GET.get("page"), PER_PAGE)
    listed = [{"row": row, "provider": records.organisations[row.provider].name} for row in part.items]
    context = {"section": "departures", "rows": listed, "page": part, "asked": asked}
    return visit.render("web/planner/courses.html", context)


@require_safe
@page
def course(visit: Visit, id_: str) -> HttpResponse:
    """One course: what it teaches and opens up, when it leaves, what it costs."""
    region, today, language = visit.region, visit.today, visit.language
    records = region.records
    row = records.courses.get(id_)
    if row is None:
        raise Http404
    opened = region.stock.asking(row.teaches, OPENINGS_SHOWN)
    trip = visit.trip
    context = {
        "section": "departures",
        "row": row,
        "provider": records.organisations[row.provider],
        "departures": rows_of(records, [records.editions[one] for one in row.editions], today),
        "teaches": [(skill, region.skill_label(skill, language)) for skill in row.teaches],
        "requires": [(skill, region.skill_label(skill, language)) for skill in row.requires],
        "held": trip.skills if trip else {},
        "papers": [records.certificates[paper] for paper in row.certificates],
        "cost_source": records.sources.get(row.cost_source),
        "openings": opening_cards(region, opened.ids),
        "opening_count": opened.count,
        "for_you": [records.occupations[one] for one in _opened(visit).get(id_, ())],
    }
    return visit.render("web/planner/course.html", context)


def _opens(region: Region, editions: Sequence[EditionRow]) -> dict[str, int]:
    """For each course that leaves, how many openings ask at least one skill that it teaches."""
    courses = region.records.courses
    return {one.course: region.stock.asking(courses[one.course].teaches, 0).count for one in editions}


def _opened(visit: Visit) -> dict[str, tuple[str, ...]]:
    """What each course opens up for who told what they can do."""
    if visit.trip is None or not visit.trip.skills:
        return {}
    traveller = asked_of(visit.region, visit.trip, visit.today, visit.language).traveller
    return visit.region.opened_by_courses(traveller)


def _says(asked: str, text: str) -> bool:
    return all(word in text for word in asked.casefold().split())


def _course_words(visit: Visit, course_id: str) -> str:
    region = visit.region
    row = region.records.courses[course_id]
    provider = region.records.organisations[row.provider].name
    taught = (visit.label(skill) for skill in row.teaches)
    return " ".join([*row.title.values(), *row.description.values(), provider, *taught]).casefold()
