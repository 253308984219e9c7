# SPDX-License-Identifier: EUPL-1.2
"""Courses, their editions, and what leaves when."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router, Schema

from overstap.api.answers import Listed, Paging, answer, answers, listed
from overstap.api.problems import Refused
from overstap.api.region import region_or_refused
from overstap.api.schemas_catalogue import Asked, Named, Spoken
from overstap.api.types import Id
from overstap.engine.region.region import Region
from overstap.engine.region.rows import CourseRow, EditionRow, in_language

router = Router(tags=["courses"])


class CourseListed(Schema):
    """A course; `entry_level` is null when experience or an intake will do."""

    id: str
    title: str
    provider: str
    provider_id: str
    level: int | None
    entry_level: int | None
    language: str
    invented: bool


class EditionTold(Schema):
    """A departure of a course. Cost in EUR, hours a week; `weeks`: how long a continuous one takes."""

    id: str
    course: str
    place: str
    starts_on: date
    ends_on: date
    hours: float
    time: str
    cost: float
    seats: int
    continuous: bool
    weeks: float | None


class CourseTold(CourseListed):
    """A course with what it teaches, asks and gives, and all its editions."""

    description: str
    entry: str
    award: str
    certificates: list[Named]
    teaches: list[Named]
    requires: list[Named]
    editions: list[EditionTold]


class DepartureTold(EditionTold):
    """A departure, with what the course is called."""

    title: str
    provider: str


class DeparturesAsked(Paging, Spoken):
    """What leaves, at one time of day when it is given."""

    time: Literal["day", "evening", "weekend", "online", "work"] | None = None


@router.get("/courses", response=answers(200, Listed[CourseListed]), summary="Courses")
def list_courses(request: HttpRequest, asked: Query[Asked]) -> HttpResponse:
    """All of them, or those in whose title or provider all the words stand."""
    region, words = region_or_refused(), asked.q.casefold().split()
    rows = [row for row in region.records.courses.values() if _says(region, row, words)]
    return listed(request, asked, rows, lambda row: _course(region, row, asked.language))


@router.get("/courses/{course}", response=answers(200, CourseTold), summary="One course")
def get_course(request: HttpRequest, course: Id, asked: Query[Spoken]) -> HttpResponse:  # noqa: ARG001 - Ninja names it
    """A course with all its editions, also those that have left."""
    region, language = region_or_refused(), asked.language
    row = region.records.courses.get(course)
    if row is None:
        raise Refused(404)
    return answer(
        {
            **_course(region, row, language),
            "description": in_language(row.description, language),
            "entry": in_language(row.entry, language),
            "award": in_language(row.award, language),
            "certificates": [
                {"id": one, "label": region.certificate_label(one, language)} for one in row.certificates
            ],
            "teaches": [{"id": one, "label": region.skill_label(one, language)} for one in row.teaches],
            "requires": [{"id": one, "label": region.skill_label(one, language)} for one in row.requires],
            "editions": [_edition(region.records.editions[one]) for one in row.editions],
        }
    )


@router.get("/departures", response=answers(200, Listed[DepartureTold]), summary="What leaves when")
def list_departures(request: HttpRequest, asked: Query[DeparturesAsked]) -> HttpResponse:
    """Editions that can still be joined, the first to leave first."""
    region = region_or_refused()
    rows = [one for one in region.departures(timezone.localdate()) if asked.time in (None, one.time)]

    def told(row: EditionRow) -> dict[str, Any]:
        course = _course(region, region.records.courses[row.course], asked.language)
        return {**_edition(row), "title": course["title"], "provider": course["provider"]}

    return listed(request, asked, rows, told)


def _says(region: Region, row: CourseRow, words: list[str]) -> bool:
    said = " ".join([*row.title.values(), region.records.organisations[row.provider].name]).casefold()
    return all(word in said for word in words)


def _course(region: Region, row: CourseRow, language: str) -> dict[str, Any]:
    return {
        "id": row.id,
        "title": in_language(row.title, language),
        "provider": region.records.organisations[row.provider].name,
        "provider_id": row.provider,
        "level": row.level,
        "entry_level": row.entry_level,
        "language": row.language,
        "invented": row.invented,
    }


def _edition(row: EditionRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "course": row.course,
        "place": row.place,
        "starts_on": row.starts_on,
        "ends_on": row.ends_on,
        "hours": row.hours,
        "time": row.time,
        "cost": row.cost,
        "seats": row.seats,
        "continuous": row.continuous,
        "weeks": row.weeks,
    }
