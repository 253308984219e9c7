# SPDX-License-Identifier: EUPL-1.2
"""Which courses make a change possible: a part of the planner that tries everything (`brute_force`)."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations, permutations

import numpy as np

from overstap.engine.journeys.offers import Departure, Job, Training
from overstap.engine.matching.distance import distances_km
from overstap.engine.matching.model import WEIGHT, OpeningKind, Position
from overstap.engine.rules.paths import add_months
from overstap.engine.skills.taxonomy import Importance
from tests.engine.journeys.case import Case

SLACK = 1e-9


@dataclass(frozen=True)
class Having:
    """What somebody can and has."""

    skills: frozenset[str]
    papers: frozenset[str]
    level: int


# --- what work asks -------------------------------------------------------------------------------


def near(case: Case, skills: frozenset[str], asked: str) -> float:
    """How far the best of these skills meets the demand for another."""
    return max((1.0 if one == asked else case.nearness.get((one, asked), 0.0) for one in skills), default=0.0)


def is_learning_place(job: Job) -> bool:
    return job.kind in (OpeningKind.APPRENTICESHIP, OpeningKind.LEARN_WORK)


def coverage(case: Case, job: Job, having: Having) -> float:
    total = sum(WEIGHT[demand.importance] for demand in job.demands)
    met = sum(WEIGHT[demand.importance] * near(case, having.skills, demand.skill) for demand in job.demands)
    return met / total if total else -1.0


def may_start(case: Case, job: Job, having: Having) -> bool:
    """Whether somebody may start in a job."""
    lines, learning = case.lines, is_learning_place(job)
    musts = [
        demand.skill
        for demand in job.demands
        if demand.importance is Importance.MUST and demand.skill not in case.attitudes
    ]
    there = sum(near(case, having.skills, skill) >= lines.covered for skill in musts)
    return (
        coverage(case, job, having) >= (lines.fits_learning if learning else lines.fits) - SLACK
        and there >= lines.musts * len(musts) - SLACK
        and job.certificates <= having.papers
        and (job.level or 0) <= having.level + (lines.levels_up_learning if learning else lines.levels_up)
    )


# --- which courses --------------------------------------------------------------------------------


def packages(case: Case, job: Job, having: Having) -> list[tuple[Training, ...]]:
    """The sets of courses that make somebody who may start, of which no part does."""
    usable = [course for course in case.trainings if editions(case, course)]
    found: list[tuple[Training, ...]] = []
    for size in range(case.settings.most_courses + 1):
        for chosen in combinations(usable, size):
            contains_one = any(all(course in chosen for course in smaller) for smaller in found)
            if not contains_one and is_enough(case, job, having, chosen):
                found.append(chosen)
    return found


def is_enough(case: Case, job: Job, having: Having, chosen: tuple[Training, ...]) -> bool:
    after = having
    for course in chosen:
        after = with_course(case, after, course)
    if not may_start(case, job, after):
        return False
    hours = sum(course.hours for course in chosen)
    if chosen and hours < least_hours(case, job, having) - SLACK:
        return False
    return can_be_ordered(case, having, chosen) and all_belong(case, job, having, chosen)


def can_be_ordered(case: Case, having: Having, chosen: tuple[Training, ...]) -> bool:
    """Whether the courses can be followed one after the other, each with what it requires there beforehand."""
    for order in permutations(chosen):
        known, possible = having, True
        for course in order:
            possible = possible and not lacking(case, known, course)
            known = with_course(case, known, course)
        if possible:
            return True
    return False


def all_belong(case: Case, job: Job, having: Having, chosen: tuple[Training, ...]) -> bool:
    """Whether each course serves the job and adds to it, or teaches what one that belongs requires."""
    belonging = [course for course in chosen if serves(case, job, course) and adds(case, job, having, course)]
    for _ in chosen:
        belonging += [
            course
            for course in chosen
            if course not in belonging
            and any(gives(case, course, one) for other in belonging for one in lacking(case, having, other))
        ]
    return len(belonging) == len(chosen)


def lacking(case: Case, having: Having, course: Training) -> list[str | int]:
    """What a course requires and somebody does not have: skills, and a level."""
    skills: list[str | int] = [
        skill
        for skill in course.requires
        if skill not in case.attitudes and near(case, having.skills, skill) < case.lines.covered
    ]
    return [*skills, course.entry_level] if (course.entry_level or 0) > having.level else skills


def gives(case: Case, course: Training, required: str | int | None) -> bool:
    if isinstance(required, str):
        return near(case, frozenset(course.teaches), required) >= case.lines.covered
    return is_education(case, course) and (course.level or 0) >= (required or 0)


def serves(case: Case, job: Job, course: Training) -> bool:
    """A course for a job gives a paper that it asks, or enough of what it teaches comes near to it."""
    weight = {skill: case.information.get(skill, 1.0) for skill in course.teaches}
    if not any(weight.values()):
        weight = dict.fromkeys(weight, 1.0)
    serving = [
        skill
        for skill in weight
        if any(near(case, frozenset({skill}), demand.skill) >= 0.6 for demand in job.demands)
    ]
    share = sum(weight[skill] for skill in serving) / sum(weight.values())
    return share >= case.lines.serves - SLACK or not job.certificates.isdisjoint(course.certificates)


def adds(case: Case, job: Job, having: Having, course: Training) -> bool:
    """Whether a course brings something that a job asks and somebody has less of."""
    after = with_course(case, having, course)
    lines = case.lines
    needed = (job.level or 0) - (lines.levels_up_learning if is_learning_place(job) else lines.levels_up)
    return (
        any(near(case, after.skills, one.skill) > near(case, having.skills, one.skill) for one in job.demands)
        or bool(job.certificates & course.certificates - having.papers)
        or having.level < needed <= after.level
    )


def least_hours(case: Case, job: Job, having: Having) -> float:
    """The hours that courses for a job together take at least."""
    if is_learning_place(job) or coverage(case, job, having) >= case.lines.carried - SLACK:
        return 0.0
    return case.lines.hours_from_far[(job.level or 3) - 1]


def is_education(case: Case, course: Training) -> bool:
    return course.hours >= case.lines.education_hours


def with_course(case: Case, having: Having, course: Training) -> Having:
    level = (course.level or 0) if is_education(case, course) else 0
    return Having(
        having.skills | set(course.teaches),
        having.papers | course.certificates,
        max(having.level, level),
    )


# --- which editions -------------------------------------------------------------------------------


def editions(case: Case, course: Training) -> list[Departure]:
    """The editions that suit somebody, beside work or without it."""
    times = case.traveller.times
    return [
        edition
        for edition in course.departures
        if edition.time != "work"
        and (not times or edition.time in times)
        and is_open(case, edition)
        and is_near(case, edition.position)
    ]


def is_open(case: Case, edition: Departure) -> bool:
    last = edition.ends_on if edition.continuous else edition.starts_on
    return (
        edition.seats > 0
        and edition.id not in case.question.avoid.editions
        and edition.course not in case.question.avoid.courses
        and last >= case.question.departs_on
        and edition.starts_on.toordinal() <= until(case)
    )


def until(case: Case) -> int:
    """The last day to arrive."""
    last = add_months(case.question.departs_on, case.settings.horizon_months)
    return min(last, case.question.arrive_by or last).toordinal()


def is_near(case: Case, place: Position | None) -> bool:
    limit, far = case.traveller.distance, kilometres(case, place)
    return far is None or limit is None or far <= limit


def kilometres(case: Case, place: Position | None) -> float | None:
    here = case.traveller.position
    if here is None or place is None:
        return None
    return float(distances_km(here, np.array([place.latitude]), np.array([place.longitude]))[0])
