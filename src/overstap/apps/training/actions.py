# SPDX-License-Identifier: EUPL-1.2
"""Writes to training."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import transaction

from overstap.apps.audit import actions as audit
from overstap.apps.carried import new_id
from overstap.apps.region.actions import bump_revision
from overstap.apps.training.enums import CourseRole, TimeOfDay
from overstap.apps.training.models import Course, CourseEdition, CourseSkill
from overstap.apps.turns import wait_for_imports


@transaction.atomic
def add_course(
    *,
    provider: str,
    title: Mapping[str, str],
    description: Mapping[str, str],
    language: str,
    cost_source: str,
    by: str,
    teaches: Sequence[str] = (),
    requires: Sequence[str] = (),
    certificates: Sequence[str] = (),
    level: int | None = None,
    entry_level: int | None = None,
    invented: bool = False,
) -> Course:
    """Adds a course of an organisation; `teaches` and `requires` are ids of skills; levels are NLQF = EQF.

    Raises Django's `IntegrityError` for what a constraint forbids.
    """
    wait_for_imports()
    course = Course.objects.create(
        id=new_id(next(iter(title.values()), "")),
        provider_id=provider,
        title=dict(title),
        description=dict(description),
        language=language,
        certificates=list(certificates),
        level=level,
        entry_level=entry_level,
        cost_source_id=cost_source,
        invented=invented,
    )
    skills = [(skill, CourseRole.TEACHES) for skill in teaches]
    skills += [(skill, CourseRole.REQUIRES) for skill in requires]
    CourseSkill.objects.bulk_create(
        CourseSkill(course=course, skill_id=skill, role=str(role), position=position)
        for position, (skill, role) in enumerate(skills)
    )
    bump_revision()
    audit.record(what="course.added", subject=course.pk, by=by, counts={"skills": len(skills)})
    return course


@transaction.atomic
def add_edition(
    *,
    course: str,
    place: str,
    starts_on: date,
    ends_on: date,
    hours: float,
    time: TimeOfDay,
    cost: float,
    seats: int,
    by: str,
    continuous: bool = False,
    weeks: float | None = None,
) -> CourseEdition:
    """Adds a moment at which a course leaves; `hours` per week, `cost` in EUR.

    Raises Django's `IntegrityError` for what a constraint forbids.
    """
    wait_for_imports()
    edition = CourseEdition.objects.create(
        id=new_id(f"{course}-{starts_on:%Y-%m}"),
        course_id=course,
        place_id=place,
        starts_on=starts_on,
        ends_on=ends_on,
        hours=hours,
        time=str(time),
        cost=cost,
        seats=seats,
        continuous=continuous,
        weeks=weeks,
    )
    bump_revision()
    audit.record(what="edition.added", subject=edition.pk, by=by)
    return edition
