# SPDX-License-Identifier: EUPL-1.2
"""What each course opens up for somebody: the occupations they may start in with that one course more."""

from __future__ import annotations

import numpy as np

from overstap.engine.journeys.facts import level_of
from overstap.engine.journeys.model import Traveller
from overstap.engine.journeys.packages import smallest_packages
from overstap.engine.journeys.sitting import AT_WORK
from overstap.engine.journeys.timetable import Timetable


def opened_by_courses(timetable: Timetable, traveller: Traveller) -> dict[str, tuple[str, ...]]:
    """Course -> occupations that it alone makes possible, by the rules of the planner.

    An occupation that someone may start in already is not among them, nor is a course that one only follows in
    a learning place. Time, money and distance are not looked at. A skill that the timetable does not know
    raises `KeyError`.
    """
    passport = traveller.passport
    held = [timetable.column[one.skill] for one in passport.skills]
    best = timetable.best_of(held, passport.certificates, level_of(timetable, traveller))
    usable = np.array(
        [any(one.time != AT_WORK for one in course.departures) for course in timetable.courses], dtype=np.bool_
    )
    opened: dict[str, list[str]] = {}
    for at, job in enumerate(timetable.jobs):
        if job.opening or job.occupation == traveller.occupation:
            continue
        for courses in smallest_packages(timetable, at, best, usable, 1):
            for course in courses:
                opened.setdefault(timetable.courses[course].id, []).append(job.occupation)
    return {course: tuple(occupations) for course, occupations in opened.items()}
