# SPDX-License-Identifier: EUPL-1.2
"""Invented courses: each teaches some skills that belong together in one occupation.

An occupation is drawn, and one of its essential skills; what the course teaches besides are the skills of
that occupation that belong most to it. Three lengths are drawn (short, middling, an education); price, pace,
time of day and days of departure follow from them. The shares and ranges are choices of ours, made so that all
of what a planner must cope with occurs; they are no measure of what is on offer anywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from overstap.engine.generate.sources import INVENTED
from overstap.engine.generate.work import Together, Work, in_each, said
from overstap.engine.pack.model import Row

_TAUGHT = (3, 6)
_PREPARED = 0.3
"""Share of courses that ask a skill beforehand."""
_FROM_A_MUST = 0.6
"""Share of courses that are built around a must of the occupation, not a should."""
_LONGEST_WEEKS = 104
_COURSES_A_PROVIDER = 40
_PERIOD_DAYS = 540
"""Departures are spread over this long."""
_FREE = 0.05


@dataclass(frozen=True, slots=True)
class _Length:
    """A kind of course: its share, its hours in all, its price per hour (EUR)."""

    share: float
    hours: tuple[int, int]
    price: tuple[float, float]
    education: bool = False


_LENGTHS = (
    _Length(0.55, (8, 80), (8.0, 25.0)),
    _Length(0.30, (80, 240), (5.0, 15.0)),
    _Length(0.15, (240, 1200), (1.5, 8.0), education=True),
)

_TIMES = ("day", "evening", "weekend", "online")
_TIME_SHARES = (0.3, 0.3, 0.12, 0.28)
_PACE = {"day": (12, 32), "evening": (3, 9), "weekend": (5, 8), "online": (3, 16)}
"""Hours a week, by time of day."""
_ANY_WEEK = 0.4
"""Share of online editions that one can start in any week."""


@dataclass(frozen=True, slots=True)
class Course:
    """An invented course as it is made: the work it is for, what it teaches and asks, its hours and price."""

    id: str
    work: Work
    teaches: tuple[str, ...]
    requires: tuple[str, ...]
    hours: int
    price: float
    education: bool
    provider: int


def invent_courses(
    work: Sequence[Work], together: Together, number: int, rng: np.random.Generator
) -> list[Course]:
    """So many courses, each for one of the occupations that ask enough."""
    fit = [one for one in work if len(one.essential()) >= _TAUGHT[0]]
    if not fit:
        return []
    providers = providers_for(number)
    return [_course(at, fit, together, providers, rng) for at in range(number)]


def providers_for(courses: int) -> int:
    """How many providers so many courses have."""
    return max(1, courses // _COURSES_A_PROVIDER) if courses else 0


def _course(
    at: int, fit: Sequence[Work], together: Together, providers: int, rng: np.random.Generator
) -> Course:
    one = fit[int(rng.integers(len(fit)))]
    essential, musts = one.essential(), one.musts()
    around = musts if rng.random() < _FROM_A_MUST else essential
    first = around[int(rng.integers(len(around)))]
    size = int(rng.integers(_TAUGHT[0], _TAUGHT[1] + 1))
    teaches = (first, *together.nearest(first, essential, size - 1))
    length = _LENGTHS[int(rng.choice(len(_LENGTHS), p=[kind.share for kind in _LENGTHS]))]
    hours = int(rng.integers(*length.hours))
    price = 0.0 if rng.random() < _FREE else round(hours * float(rng.uniform(*length.price)) / 5) * 5.0
    # Drawn whether needed or not, so that one choice does not shift all that is drawn after it.
    asks = rng.random() < _PREPARED
    rest = [skill for skill in essential if skill not in teaches]
    before = rest[int(rng.integers(len(rest)))] if rest else ""
    return Course(
        id=f"course-{at + 1}",
        work=one,
        teaches=teaches,
        requires=(before,) if asks and before else (),
        hours=hours,
        price=price,
        education=length.education,
        provider=int(rng.integers(providers)),
    )


# --- rows -----------------------------------------------------------------------------------------


def provider_rows(providers: int, languages: Sequence[str], places: Sequence[str]) -> list[Row]:
    """The organisations that give the courses."""
    about = {"nl": "Verzonnen aanbieder van cursussen.", "en": "Invented provider of courses."}
    return [
        {
            "id": f"provider-{at + 1}",
            "name": f"Provider {at + 1}",
            "kind": "provider",
            "place": places[at % len(places)],
            "invented": True,
            **in_each("description", about, languages),
        }
        for at in range(providers)
    ]


def course_rows(courses: Sequence[Course], languages: Sequence[str]) -> list[Row]:
    """The table `courses`."""
    return [_course_row(course, languages) for course in courses]


def _course_row(course: Course, languages: Sequence[str]) -> Row:
    first = course.work.skills[course.teaches[0]]
    listed = [course.work.skills[skill] for skill in course.teaches]
    titles = {"nl": f"Cursus {said(first, 'nl')}", "en": f"Course: {said(first, 'en')}"}
    about = {
        "nl": f"Verzonnen cursus voor {said(course.work.label, 'nl')}. Je leert: "
        f"{'; '.join(said(one, 'nl') for one in listed)}.",
        "en": f"Invented course for {said(course.work.label, 'en')}. You learn: "
        f"{'; '.join(said(one, 'en') for one in listed)}.",
    }
    return {
        "id": course.id,
        "provider": f"provider-{course.provider + 1}",
        "level": course.work.level,
        "language": languages[0],
        "cost_source": INVENTED,
        "invented": True,
        **in_each("title", titles, languages),
        **in_each("description", about, languages),
    }


def course_skill_rows(courses: Sequence[Course]) -> list[Row]:
    """The table `course_skills`."""
    return [
        {"course": course.id, "skill": skill, "role": role}
        for course in courses
        for role, skills in (("teaches", course.teaches), ("requires", course.requires))
        for skill in skills
    ]


def edition_rows(
    courses: Sequence[Course],
    editions: int,
    places: Sequence[str],
    begins_on: date,
    rng: np.random.Generator,
) -> list[Row]:
    """So many editions of each course, spread over the period."""
    return [
        _edition(course, number, places, begins_on, rng) for course in courses for number in range(editions)
    ]


def _edition(
    course: Course, number: int, places: Sequence[str], begins_on: date, rng: np.random.Generator
) -> Row:
    time = str(rng.choice(_TIMES, p=_TIME_SHARES))
    slowest, fastest = _PACE[time]
    pace = float(rng.integers(slowest, fastest + 1))
    any_week = time == "online" and rng.random() < _ANY_WEEK
    pace = min(60.0, max(pace, round(course.hours / _LONGEST_WEEKS + 0.5)))
    weeks = max(1, round(course.hours / pace))
    pace = round(max(0.5, course.hours / weeks), 1)
    starts_on = begins_on + timedelta(days=int(rng.integers(_PERIOD_DAYS)))
    # A weekend course begins on a Saturday, another one on a Monday.
    starts_on += timedelta(days=(5 if time == "weekend" else 0) - starts_on.weekday() + 7)
    lasts = timedelta(days=_PERIOD_DAYS) if any_week else timedelta(weeks=weeks)
    return {
        "id": f"{course.id}-{number + 1}",
        "course": course.id,
        "place": places[course.provider % len(places)],
        "starts_on": starts_on,
        "ends_on": starts_on + lasts,
        "hours": min(60.0, pace),
        "time": time,
        "cost": course.price,
        "seats": int(rng.integers(8, 31)),
        "continuous": any_week,
        "weeks": float(weeks) if any_week else None,
    }
