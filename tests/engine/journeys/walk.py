# SPDX-License-Identifier: EUPL-1.2
"""Walks a journey leg by leg and says every rule that it breaks: of dates, seats, demands, hours and money."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from overstap.engine.journeys.model import ChangeLeg, Journey, StudyLeg, WaitLeg, WorkLeg
from overstap.engine.journeys.offers import Departure, Job, Training
from overstap.engine.rules.paths import DAYS_A_MONTH, add_months
from tests.engine.journeys.brute_courses import Having, is_learning_place, lacking, may_start, with_course
from tests.engine.journeys.brute_force import lead, origin, trade_of, with_work
from tests.engine.journeys.brute_study import hours_of
from tests.engine.journeys.case import Case

DAY = timedelta(days=1)


@dataclass
class Walk:
    """Someone on the way: `now` is what they have, and from `counts` on also what `work` teaches."""

    case: Case
    now: Having
    later: Having
    counts: date
    work: Job | None = None
    """What they do; None is what they did at departure."""

    def having(self, day: date) -> Having:
        """What they have on a day."""
        return self.now if day < self.counts else self.later


def broken(case: Case, journey: Journey) -> list[str]:
    """What is wrong with a journey; nothing is right."""
    return [*_dates(case, journey), *_demands(case, journey), *_hours(case, journey), *_money(case, journey)]


def edition_of(case: Case, leg: StudyLeg) -> tuple[Training, Departure]:
    """The course and the edition of a leg."""
    course = next(one for one in case.trainings if one.id == leg.course)
    return course, next(one for one in course.departures if one.id == leg.edition)


def job_of(case: Case, leg: ChangeLeg | WorkLeg) -> Job:
    """The work of a leg."""
    return next(one for one in case.jobs if (one.occupation, one.opening) == (leg.occupation, leg.opening))


# --- dates -----------------------------------------------------------------------------------------


def _dates(case: Case, journey: Journey) -> Iterator[str]:
    question = case.question
    if journey.legs[0].kind != "change" and _begins(journey.legs[0]) != question.departs_on:
        yield "does not begin on the departure"
    for one, other in pairwise(journey.legs):
        if _begins(one) > _begins(other):
            yield f"{other} begins before {one}"
        if isinstance(one, ChangeLeg) and not (isinstance(other, WorkLeg) and other.starts_on == one.on):
            yield f"{one} is not followed by its work"
        if isinstance(one, WaitLeg) and one.ends_on != _begins(other):
            yield f"{one} does not end where {other} begins"
    changes = [leg for leg in journey.legs if isinstance(leg, ChangeLeg)]
    work = [leg for leg in journey.legs if isinstance(leg, WorkLeg)]
    if [leg.ends_on for leg in work] != [*(leg.on for leg in changes[1:]), None]:
        yield "work does not last until the next change"
    if len(changes) != journey.measures.changes or len(changes) > question.most_changes:
        yield "too many changes"
    last = add_months(question.departs_on, case.settings.horizon_months)
    if journey.measures.arrives_on > min(last, question.arrive_by or last):
        yield "arrives too late"
    yield from _editions(case, journey)


def _begins(leg: object) -> date:
    return leg.on if isinstance(leg, ChangeLeg) else leg.starts_on  # type: ignore[attr-defined, no-any-return]


def _editions(case: Case, journey: Journey) -> Iterator[str]:
    avoid, times = case.question.avoid, case.traveller.times
    for leg in journey.legs:
        if not isinstance(leg, StudyLeg):
            continue
        course, edition = edition_of(case, leg)
        if edition.seats < 1 or edition.id in avoid.editions or course.id in avoid.courses:
            yield f"{leg} cannot be had"
        if edition.time == "work" or (times and edition.time not in times):
            yield f"{leg} is at a time that does not suit"
        if edition.continuous and not edition.starts_on <= leg.starts_on <= edition.ends_on:
            yield f"{leg} begins when it is not open"
        if not edition.continuous and (leg.starts_on, leg.ends_on) != (edition.starts_on, edition.ends_on):
            yield f"{leg} has other days than its edition"
        if leg.starts_on < case.question.departs_on:
            yield f"{leg} begins before the departure"


# --- what is asked ---------------------------------------------------------------------------------


def _demands(case: Case, journey: Journey) -> Iterator[str]:
    """Whether all that courses and work ask is there when they begin, and notice is given in time."""
    begin = origin(case)
    on_the_way = Walk(case, begin.now, begin.later, case.question.departs_on)
    followed: list[StudyLeg] = []
    for leg in journey.legs:
        if isinstance(leg, StudyLeg):
            yield from _may_study(on_the_way, leg, followed)
            followed.append(leg)
        if isinstance(leg, ChangeLeg):
            yield from _may_change(on_the_way, leg, followed)
            followed = []
        if isinstance(leg, WorkLeg):
            _works(on_the_way, leg)


def _may_study(walk: Walk, leg: StudyLeg, followed: list[StudyLeg]) -> Iterator[str]:
    course, _ = edition_of(walk.case, leg)
    over = [one for one in followed if one.ends_on < leg.starts_on]
    if lacking(walk.case, _taught(walk.case, walk.having(leg.starts_on), over), course):
        yield f"{leg} asks what is not there yet"


def _may_change(walk: Walk, leg: ChangeLeg, followed: list[StudyLeg]) -> Iterator[str]:
    case, job = walk.case, job_of(walk.case, leg)
    having = _taught(case, walk.having(leg.on), followed)
    if not may_start(case, job, having):
        yield f"{leg} asks what is not there"
    if leg.on < walk.counts:
        yield f"{leg} comes before what present work teaches counts"
    if any(leg.on <= one.ends_on for one in followed):
        yield f"{leg} comes before its courses are over"
    ready = max([one.ends_on + DAY for one in followed], default=case.question.departs_on)
    if leg.on < ready + lead(case, job) * DAY:
        yield f"{leg} leaves no time for notice or to find work"
    if job.starts_on and leg.on < job.starts_on:
        yield f"{leg} comes before the work starts"
    if job.closes_on and ready > job.closes_on:
        yield f"{leg} is applied for too late"
    walk.now = having


def _works(walk: Walk, leg: WorkLeg) -> None:
    case, job = walk.case, job_of(walk.case, leg)
    walk.work, months = job, int(case.parameters.value("search.stay_months", case.question.departs_on))
    if is_learning_place(job):
        assert leg.learns_until is not None
        if leg.edition:
            course = next(one for one in case.trainings if one.id == job.course)
            walk.now = with_course(case, walk.now, course)
        walk.now = walk.later = with_work(case, walk.now, job)
        walk.counts = leg.learns_until + DAY
        assert trade_of(case, job).certificates <= walk.now.papers, f"{leg} ends without its papers"
    else:
        walk.later, walk.counts = with_work(case, walk.now, job), add_months(leg.starts_on, months)


def _taught(case: Case, having: Having, followed: list[StudyLeg]) -> Having:
    for one in followed:
        having = with_course(case, having, edition_of(case, one)[0])
    return having


# --- hours and money -------------------------------------------------------------------------------


def _hours(case: Case, journey: Journey) -> Iterator[str]:
    """Whether study fits in the hours of every day on which something is studied."""
    person, on = case.traveller, case.question.departs_on
    study = [leg for leg in journey.legs if isinstance(leg, StudyLeg)]
    work = [leg for leg in journey.legs if isinstance(leg, WorkLeg)]
    week = case.parameters.value("study.week_hours", on)
    without = max(person.free_hours, case.parameters.value("study.hours_without_work", on))
    for day in sorted({leg.starts_on for leg in study} | {leg.ends_on for leg in study}):
        running = [edition_of(case, leg)[1] for leg in study if leg.starts_on <= day <= leg.ends_on]
        hours = sum(edition.hours for edition in running)
        daytime = sum(edition.hours for edition in running if edition.time == "day")
        present = [leg for leg in work if leg.starts_on <= day]
        if not present and not (person.wage and (person.last_day is None or day <= person.last_day)):
            if hours > without:
                yield f"{hours} hours of study on {day}"
            continue
        working = hours_of(case, job_of(case, present[-1])) if present else person.hours
        if hours > person.free_hours or (daytime and working + daytime > week):
            yield f"{hours} hours of study beside work on {day}"


def _money(case: Case, journey: Journey) -> Iterator[str]:
    person, counts = case.traveller, journey.measures
    paid = sum(leg.out_of_pocket for leg in journey.legs if isinstance(leg, StudyLeg))
    at_work = any(isinstance(leg, WorkLeg) and leg.edition for leg in journey.legs)
    if counts.cost < paid - 0.005 or (not at_work and counts.cost > paid + 0.005):
        yield f"costs {counts.cost}, pays {paid}"
    if person.budget is not None and counts.cost > person.budget + 0.005:
        yield "costs more than the budget"
    short = sum(
        days * max(0.0, (person.income_floor or 0.0) - monthly)
        for days, monthly in stretches(journey, counts.arrives_on)
    )
    if short / DAYS_A_MONTH > person.savings + journey.severance + 1:
        yield "nothing to live on"
    line_ends = add_months(case.question.departs_on, 12 * case.settings.income_years)
    arrives = counts.arrives_on
    floor = person.income_floor or 0.0
    if arrives < line_ends and _monthly_on(journey, arrives) < floor - 0.02:
        yield "the goal pays less than is needed"


def stretches(journey: Journey, until: date) -> Iterator[tuple[int, float]]:
    """The income line until a day: days, and what comes in a month."""
    steps = [step for step in journey.income_line if step.on < until]
    for at, step in enumerate(steps):
        end = steps[at + 1].on if at + 1 < len(steps) else until
        yield (end - step.on).days, step.monthly


def _monthly_on(journey: Journey, day: date) -> float:
    return [step.monthly for step in journey.income_line if step.on <= day][-1]
