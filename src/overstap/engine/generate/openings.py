# SPDX-License-Identifier: EUPL-1.2
"""Invented openings, any number: each asks 8 to 20 of what its occupation asks, the musts before all else.

Some occupations have many more openings than others, as the rank to the power of minus 0.7 (Zipf); which ones
is drawn. One in five is a learning place, which goes with an education for the same occupation where there is
one.
All is drawn for all openings at once and kept as columns, so that a million take seconds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from overstap.engine.coded import Coded, CodedRows, Row
from overstap.engine.generate.country import by_popularity, some_of
from overstap.engine.generate.courses import Course
from overstap.engine.generate.work import Work, in_each, said
from overstap.engine.matching.large.openings import Integers
from overstap.engine.skills.taxonomy import Importance

_SKEW = 0.7
_ASKED = (8, 20)
_LEARNING = 0.2
_OPENINGS_AN_EMPLOYER = 8
_HOURS = ((16.0, 24.0), (24.0, 32.0), (32.0, 36.0), (36.0, 40.0))
_OPEN_DAYS = 270
_CLOSES_AFTER = timedelta(days=60)
_AT_WORK_WEEKS = 52
_AT_ONCE = 500_000
"""Openings whose demands are drawn together, so that memory does not grow with their number."""


@dataclass(frozen=True, slots=True)
class Invented:
    """Openings and all that they need."""

    organisations: CodedRows
    openings: CodedRows
    opening_skills: CodedRows
    editions: list[Row]
    """Editions at work of the courses that go with learning places."""


def invent_openings(
    work: Sequence[Work],
    courses: Sequence[Course],
    number: int,
    languages: Sequence[str],
    places: Sequence[str],
    begins_on: date,
    rng: np.random.Generator,
) -> Invented:
    """So many openings, at employers in `places`."""
    if not number:
        return Invented(CodedRows({}), CodedRows({}), CodedRows({}), [])
    educations: dict[str, Course] = {}
    for course in courses:
        if course.education:
            educations.setdefault(course.work.id, course)
    employers = max(1, number // _OPENINGS_AN_EMPLOYER)
    occupation = rng.permutation(len(work))[by_popularity(len(work), _SKEW, number, rng)]
    learning = rng.random(number) < _LEARNING
    taught = [educations.get(one.id) for one in work]
    openings = _openings(work, occupation, learning, taught, employers, languages, places, begins_on, rng)
    followed = dict.fromkeys(occupation[learning].tolist())
    return Invented(
        employer_columns(employers, languages, places),
        openings,
        _demands(work, occupation, openings.columns["id"], rng),
        [_edition_at_work(course, places, begins_on) for at in followed if (course := taught[at])],
    )


def employer_columns(employers: int, languages: Sequence[str], places: Sequence[str]) -> CodedRows:
    """The organisations that have the openings."""
    about = {"nl": "Verzonnen werkgever.", "en": "Invented employer."}
    each = np.arange(employers, dtype=np.int32)
    return CodedRows(
        {
            "id": Coded([f"employer-{at + 1}" for at in range(employers)], each),
            "name": Coded([f"Employer {at + 1}" for at in range(employers)], each),
            "kind": Coded.same("employer", employers),
            "place": Coded(places, each % len(places)),
            "invented": Coded.same(True, employers),
        }
        | {name: Coded.same(text, employers) for name, text in in_each("description", about, languages).items()}
    )


def _openings(
    work: Sequence[Work],
    occupation: Integers,
    learning: np.typing.NDArray[np.bool_],
    taught: Sequence[Course | None],
    employers: int,
    languages: Sequence[str],
    places: Sequence[str],
    begins_on: date,
    rng: np.random.Generator,
) -> CodedRows:
    number = len(occupation)
    ids = Coded([f"opening-{at + 1}" for at in range(number)], np.arange(number, dtype=np.int32))
    employer = rng.integers(employers, size=number, dtype=np.int32)
    hours = rng.integers(len(_HOURS), size=number, dtype=np.int32)
    days = [begins_on + timedelta(days=day) for day in range(_OPEN_DAYS)]
    starts = Coded(days, rng.integers(_OPEN_DAYS, size=number, dtype=np.int32))
    occupied = occupation.astype(np.int32)
    titles = [in_each("title", one.label, languages) for one in work]
    return CodedRows(
        {
            "id": ids,
            "kind": Coded(["vacancy", "apprenticeship"], learning.astype(np.int32)),
            "organisation": Coded([f"employer-{at + 1}" for at in range(employers)], employer),
            "occupation": Coded([one.id for one in work], occupied),
            "course": Coded(
                [*(course.id if course else None for course in taught), None],
                np.where(learning, occupied, len(work)).astype(np.int32),
            ),
            "text": Coded([said(one.label, languages[0]) for one in work], occupied),
            "language": Coded.same(languages[0], number),
            "place": Coded(places, employer % len(places)),
            "hours_low": Coded([low for low, _ in _HOURS], hours),
            "hours_high": Coded([high for _, high in _HOURS], hours),
            "wage_low": Coded([one.wage_low for one in work], occupied),
            "wage_high": Coded([one.wage_middle for one in work], occupied),
            "starts_on": starts,
            "closes_on": Coded([day + _CLOSES_AFTER for day in days], starts.codes),
            "places": Coded.same(1, number),
            "invented": Coded.same(True, number),
        }
        | {name: Coded([title[name] for title in titles], occupied) for name in titles[0]}
    )


def _demands(work: Sequence[Work], occupation: Integers, ids: Coded, rng: np.random.Generator) -> CodedRows:
    """What every opening asks: the musts of its occupation, and of the rest so many as make up its number."""
    # The musts of each occupation come first in its part of `asked`.
    asked = [
        one
        for each in work
        for one in sorted(each.demands, key=lambda one: one.importance is not Importance.MUST)
    ]
    musts = np.array([len(one.musts()) for one in work])
    have = np.array([len(one.demands) for one in work])
    begins = np.append(0, np.cumsum(have))
    rows, demands = [], []
    for start in range(0, len(occupation), _AT_ONCE):
        of = occupation[start : start + _AT_ONCE]
        number = np.minimum(rng.integers(_ASKED[0], _ASKED[1] + 1, size=len(of)), have[of])
        first = np.minimum(musts[of], number)
        from_rest, rest = some_of(begins[of] + musts[of], (have - musts)[of], number - first, rng)
        row = np.repeat(np.arange(len(of)), np.diff(from_rest))
        must_row = np.repeat(np.arange(len(of)), first)
        must = np.arange(len(must_row)) - np.append(0, np.cumsum(first))[must_row] + begins[of][must_row]
        row, demand = np.concatenate((must_row, row)), np.concatenate((must, rest))
        order = np.argsort(row * len(asked) + demand)
        rows.append((row[order] + start).astype(np.int32))
        demands.append(demand[order].astype(np.int32))
    demand = np.concatenate(demands)
    skills, degrees = Coded.of([one.skill for one in asked]), Coded.of([str(one.importance) for one in asked])
    return CodedRows(
        {
            "opening": Coded(ids.values, np.concatenate(rows)),
            "skill": Coded(skills.values, skills.codes[demand]),
            "importance": Coded(degrees.values, degrees.codes[demand]),
        }
    )


def _edition_at_work(course: Course, places: Sequence[str], begins_on: date) -> Row:
    weeks = max(4, min(_AT_WORK_WEEKS, round(course.hours / 8)))
    return {
        "id": f"{course.id}-work",
        "course": course.id,
        "place": places[course.provider % len(places)],
        "starts_on": begins_on,
        "ends_on": begins_on + timedelta(days=2 * 365),
        "hours": round(min(60.0, max(0.5, course.hours / weeks)), 1),
        "time": "work",
        "cost": 0.0,
        "seats": 30,
        "continuous": True,
        "weeks": float(weeks),
    }
