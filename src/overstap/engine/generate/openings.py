# SPDX-License-Identifier: EUPL-1.2
"""Invented openings: each asks the musts of one occupation and a part of its shoulds.

One in five is a learning place, which goes with an education for the same occupation where there is one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from overstap.engine.generate.courses import Course, in_each, said
from overstap.engine.generate.places import PLACE_IDS
from overstap.engine.generate.work import Work
from overstap.engine.pack.model import Row
from overstap.engine.skills.taxonomy import Importance

_LEARNING = 0.2
_ASKED = 0.6
"""Share of the shoulds of an occupation that an opening asks."""
_OPENINGS_AN_EMPLOYER = 8
_HOURS = ((16, 24), (24, 32), (32, 36), (36, 40))
_OPEN_DAYS = 270
_AT_WORK_WEEKS = 52


@dataclass(frozen=True, slots=True)
class Invented:
    """Rows of openings and of all that they need."""

    organisations: list[Row]
    openings: list[Row]
    opening_skills: list[Row]
    editions: list[Row]
    """Editions at work of the courses that go with learning places."""


def invent_openings(
    work: Sequence[Work],
    courses: Sequence[Course],
    number: int,
    languages: Sequence[str],
    begins_on: date,
    rng: np.random.Generator,
) -> Invented:
    """So many openings."""
    employers = max(1, number // _OPENINGS_AN_EMPLOYER) if number else 0
    educations: dict[str, Course] = {}
    for course in courses:
        if course.education:
            educations.setdefault(course.work.id, course)
    made = Invented([_employer(at, languages) for at in range(employers)], [], [], [])
    at_work: dict[str, Row] = {}
    for at in range(number):
        one = work[int(rng.integers(len(work)))]
        learning = rng.random() < _LEARNING
        taught = educations.get(one.id) if learning else None
        made.openings.append(_opening(at, one, taught, learning, employers, languages, begins_on, rng))
        for demand in one.demands:
            wanted = rng.random() < _ASKED
            if demand.importance is Importance.MUST or (demand.importance is Importance.SHOULD and wanted):
                made.opening_skills.append(
                    {
                        "opening": f"opening-{at + 1}",
                        "skill": demand.skill,
                        "importance": str(demand.importance),
                    }
                )
        if taught is not None:
            at_work.setdefault(taught.id, _edition_at_work(taught, begins_on))
    made.editions.extend(at_work.values())
    return made


def _employer(at: int, languages: Sequence[str]) -> Row:
    about = {"nl": "Verzonnen werkgever.", "en": "Invented employer."}
    return {
        "id": f"employer-{at + 1}",
        "name": f"Employer {at + 1}",
        "kind": "employer",
        "place": PLACE_IDS[at % len(PLACE_IDS)],
        "invented": True,
        **in_each("description", about, languages),
    }


def _opening(
    at: int,
    one: Work,
    course: Course | None,
    learning: bool,
    employers: int,
    languages: Sequence[str],
    begins_on: date,
    rng: np.random.Generator,
) -> Row:
    employer = int(rng.integers(employers))
    low, high = _HOURS[int(rng.integers(len(_HOURS)))]
    starts_on = begins_on + timedelta(days=int(rng.integers(_OPEN_DAYS)))
    return {
        "id": f"opening-{at + 1}",
        "kind": "apprenticeship" if learning else "vacancy",
        "organisation": f"employer-{employer + 1}",
        "occupation": one.id,
        "course": course.id if course else None,
        "text": said(one.label, languages[0]),
        "language": languages[0],
        "place": PLACE_IDS[employer % len(PLACE_IDS)],
        "hours_low": float(low),
        "hours_high": float(high),
        "wage_low": one.wage_low,
        "wage_high": one.wage_middle,
        "starts_on": starts_on,
        "closes_on": starts_on + timedelta(days=60),
        "places": 1,
        "invented": True,
        **in_each("title", one.label, languages),
    }


def _edition_at_work(course: Course, begins_on: date) -> Row:
    weeks = max(4, min(_AT_WORK_WEEKS, round(course.hours / 8)))
    return {
        "id": f"{course.id}-work",
        "course": course.id,
        "place": PLACE_IDS[course.provider % len(PLACE_IDS)],
        "starts_on": begins_on,
        "ends_on": begins_on + timedelta(days=2 * 365),
        "hours": round(min(60.0, max(0.5, course.hours / weeks)), 1),
        "time": "work",
        "cost": 0.0,
        "seats": 30,
        "continuous": True,
        "weeks": float(weeks),
    }
