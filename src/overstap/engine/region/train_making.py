# SPDX-License-Identifier: EUPL-1.2
"""From what people of a region can do to trains: a group with the same gap, a course, work that waits for each.

Every way to an opening by a course becomes an option of the question of trains; of several editions of one
course the first that can be taken counts, and when trains are made each leaves with the first edition that
has room for it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import numpy.typing as npt

from overstap.engine.matching.model import OpeningKind
from overstap.engine.placement.plan.model import Case, Options
from overstap.engine.placement.trains.model import Proposal, Question
from overstap.engine.region.placing import Placing
from overstap.engine.region.region import Region
from overstap.engine.region.rows import EditionRow

Integers = npt.NDArray[np.int64]

WORK = frozenset({OpeningKind.VACANCY, OpeningKind.APPRENTICESHIP, OpeningKind.LEARN_WORK})
"""Openings that are work, for which somebody is trained; not an internship or a trial."""


@dataclass(frozen=True, slots=True)
class Size:
    """How many people ride in one train: at least and at most, before what the course can take."""

    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who could ride: their position among the people, and the opening that waits for them."""

    person: int
    opening: str


@dataclass(frozen=True, slots=True)
class Proposed:
    """A train as it could leave. `gap`: ids of the skills or papers that most of them lack; `places`: opening
    -> how many it takes in all; `seat_cost` in EUR. `seats`: of the edition.
    """

    course: str
    edition: str
    occupation: str
    gap: tuple[str, ...]
    least: int
    most: int
    seats: int
    seat_cost: float
    members: tuple[Member, ...]
    reserves: tuple[Member, ...]
    places: Mapping[str, int]


def train_question(
    region: Region,
    found: Placing,
    size: Size,
    today: date,
    *,
    taken: Mapping[str, int],
    used: Mapping[str, int],
    declined: frozenset[tuple[str, str]],
) -> Question:
    """The question of trains out of what people can do.

    `taken`: opening -> places that people of trains of before have; `used`: edition -> trains of before that
    leave with it; `declined`: person and course that do not come together again.
    """
    records, case = region.records, found.case
    of_edition = [records.editions[one].course for one in case.editions]
    open_ = {course: _open(region, course, today, used) for course in of_edition}
    courses = sorted(course for course, rows in open_.items() if rows)
    at = {course: number for number, course in enumerate(courses)}
    kept = _first_ways(region, case, np.array([at.get(course, -2) for course in of_edition], np.int64), today)
    people = {id_: number for number, id_ in enumerate(case.people)}
    refused = {(people[one], at[course]) for one, course in declined if one in people and course in at}
    rows, course = kept
    mine = case.options.person[rows]
    if refused:
        pairs = zip(mine.tolist(), course.tolist(), strict=True)
        stays = np.array([pair not in refused for pair in pairs], dtype=np.bool_)
        rows, course = rows[stays], course[stays]
    most = np.array([min(size.most, max(one.seats for one in open_[name])) for name in courses], np.int64)
    # As many trains as there are editions that hold a whole one, so that each leaves with one of its own.
    roomy = [sum(one.seats >= limit for one in open_[name]) for name, limit in zip(courses, most, strict=True)]
    left = [max(places - taken.get(one, 0), 0) for one, places in zip(case.openings, case.places, strict=True)]
    gaps = [
        _gap(region, found.ways[row].gap, courses[by], case.openings[case.options.opening[row]])
        if by >= 0
        else ""
        for row, by in zip(rows.tolist(), course.tolist(), strict=True)
    ]
    return Question(
        replace(
            case,
            editions=tuple(courses),
            seats=most,
            least=np.zeros(len(courses), dtype=np.int64),
            places=np.array(left, dtype=np.int64),
            options=_some(case.options, rows, course),
        ),
        np.minimum(size.least, most),
        most,
        np.array(roomy, dtype=np.int64),
        tuple(records.openings[one].organisation for one in case.openings),
        tuple(gaps),
    )


def _first_ways(region: Region, case: Case, course_of: Integers, today: date) -> tuple[Integers, Integers]:
    """Of the ways of somebody to an opening by one course the first that can be taken; and its course, -1 for
    none. Without what is no work, editions that have begun, and courses that no train leaves by. (rows,) each.
    """
    options = case.options
    starts = np.array([region.records.editions[one].starts_on.toordinal() for one in case.editions], np.int64)
    by = options.edition >= 0
    course = np.where(by, course_of[options.edition] if len(course_of) else -1, -1)
    begins = np.where(by, starts[options.edition] if len(starts) else 0, 0)
    fine = ~by | ((course >= 0) & (begins > today.toordinal()))
    work = [region.records.openings[one].kind in WORK for one in case.openings]
    fine &= np.array(work, dtype=np.bool_)[options.opening]
    order = np.lexsort((begins, options.barred != 0, course, options.opening, options.person))
    order = order[fine[order]]
    key = np.stack([options.person[order], options.opening[order], course[order]])
    first = np.ones(len(order), dtype=np.bool_)
    first[1:] = (key[:, 1:] != key[:, :-1]).any(axis=0)
    rows = np.sort(order[first])
    return rows, course[rows]


def _some(options: Options, rows: Integers, course: Integers) -> Options:
    """These rows of the options, by course in place of edition."""
    columns = {
        name: getattr(options, name)[rows]
        for name in ("person", "opening", "lasting", "income", "fit", "cost", "barred")
    }
    ids = tuple(options.ids[row] for row in rows.tolist())
    return Options(ids=ids, edition=course, use=options.use[:, rows], **columns)


def proposed_trains(
    region: Region, question: Question, proposal: Proposal, today: date, *, used: Mapping[str, int]
) -> tuple[Proposed, ...]:
    """The trains in words of the region, the largest first; each leaves with an edition of its own."""
    case, gone = question.case, Counter(used)
    trains = []
    for train in sorted(proposal.trains, key=lambda one: (-len(one.members), one.id)):
        course = case.editions[train.course]
        rows = _open(region, course, today, gone)
        edition = next(one for one in rows if one.seats >= len(train.members))
        gone[edition.id] += 1
        members, reserves = (_members(case, options) for options in (train.members, train.reserves))
        gaps = Counter(question.gaps[option] for option in train.members)
        openings = list(dict.fromkeys(one.opening for one in members))
        place_of = {one: int(case.places[case.openings.index(one)]) for one in openings}
        work = Counter(region.records.openings[one.opening].occupation for one in members)
        trains.append(
            Proposed(
                course,
                edition.id,
                min(work, key=lambda one: (-work[one], one)),
                tuple(one for one in min(gaps, key=lambda one: (-gaps[one], one)).split("|") if one),
                int(question.least[train.course]),
                min(int(question.most[train.course]), edition.seats),
                edition.seats,
                edition.cost,
                members,
                reserves,
                place_of,
            )
        )
    return tuple(trains)


def _members(case: Case, options: Sequence[int]) -> tuple[Member, ...]:
    own = case.options
    return tuple(Member(int(own.person[one]), case.openings[own.opening[one]]) for one in options)


def _gap(region: Region, skill: str, course: str, opening: str) -> str:
    """What the course closes: the skill that is missing, or the papers that the work or its occupation asks."""
    records = region.records
    papers = set(records.courses[course].certificates) & set(records.openings[opening].certificates)
    gives = records.courses[course]
    return skill or "|".join(sorted(papers or gives.certificates)) or "|".join(gives.teaches[:1])


def _open(region: Region, course: str, today: date, used: Mapping[str, int]) -> list[EditionRow]:
    """Editions of a course that have not begun and that no train leaves with, the first to start first."""
    rows = (region.records.editions[one] for one in region.records.courses[course].editions)
    free = (one for one in rows if one.starts_on > today and not used.get(one.id))
    return sorted(free, key=lambda one: (one.starts_on, one.id))
