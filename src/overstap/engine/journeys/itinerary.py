# SPDX-License-Identifier: EUPL-1.2
"""From a trail of stops to a journey for people: dated legs, the income line, and what to know of each."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise

import numpy as np

from overstap.engine.journeys.doors import CERTIFICATE
from overstap.engine.journeys.facts import NEVER, Facts
from overstap.engine.journeys.model import (
    ChangeLeg,
    IncomeStep,
    Journey,
    Leg,
    Meanwhile,
    Measures,
    StudyLeg,
    WaitFor,
    WaitLeg,
    WorkLeg,
)
from overstap.engine.journeys.search import counts_of
from overstap.engine.journeys.stops import ORIGIN, Stop
from overstap.engine.journeys.study import Followed
from overstap.engine.journeys.timetable import Floats, Timetable
from overstap.engine.matching.model import SHOWN, Coverage
from overstap.engine.rules.instruments import Payment, Situation
from overstap.engine.rules.paths import IncomePath

_OUTLOOKS = {"shortage": 3, "growing": 2, "stable": 1}
_FITS = (0.65, 0.75, 0.85)
_CARRIED = (0.3, 0.45, 0.6)
"""Coverage from which a change is somewhat, quite and very sure: when it is made, and what of that was there
before any course. Choices of ours; what carries over is what lasts (Neffke et al. 2024).
"""
_CENT = 0.005


def journey_of(facts: Facts, arrived: Stop) -> Journey:
    """The journey that ends at a stop."""
    trail = arrived.trail()
    shown = _shown_along(facts, trail)
    legs: list[Leg] = []
    for (before, stop), best_shown in zip(pairwise(trail), shown, strict=True):
        legs.extend(_study_and_waits(facts, before, stop))
        legs.append(_change(facts, trail[0], before, stop, best_shown))
        legs.append(_work(facts, stop))
    counts = counts_of(facts, arrived)
    line = income_line(facts, trail)
    today = facts.today_monthly
    lowest = -counts[2] / 100
    years = facts.settings.income_years
    return Journey(
        id=_identity(facts, trail),
        departs_on=facts.question.departs_on,
        measures=Measures(
            arrives_on=date.fromordinal(counts[0]),
            cost=counts[1] / 100,
            lowest_monthly=lowest,
            income=-counts[3] / 100,
            changes=counts[4],
            study_hours=counts[5] / 10,
        ),
        legs=_with_ends(legs),
        income_line=line,
        today_monthly=today,
        income_against_staying=None if today is None else -counts[3] / 100 - today * 12 * years,
        drop=0.0 if today is None else max(0.0, round(today - lowest, 2)),
        good_again_on=_good_again(line, today),
        severance=sum(stop.severance for stop in trail),
        sureness=min(_sureness(facts, before, stop) for before, stop in pairwise(trail)),
    )


def _identity(facts: Facts, trail: tuple[Stop, ...]) -> str:
    """The same for the same steps on the same days, whoever travels."""
    said = [
        f"{facts.timetable.jobs[stop.job].id}@{stop.starts}:"
        + ",".join(f"{one.sitting.departure.id}@{one.starts}" for one in stop.plan.followed)
        for stop in trail[1:]
    ]
    return hashlib.sha256("|".join(said).encode()).hexdigest()[:12]


# --- legs -----------------------------------------------------------------------------------------


def _with_ends(legs: list[Leg]) -> tuple[Leg, ...]:
    """Work on the way ends on the day on which the next work begins."""
    ended: list[Leg] = []
    next_change: date | None = None
    for leg in reversed(legs):
        if isinstance(leg, ChangeLeg):
            next_change = leg.on
        ended.append(replace(leg, ends_on=next_change) if isinstance(leg, WorkLeg) and next_change else leg)
    return tuple(reversed(ended))


def _study_and_waits(facts: Facts, before: Stop, stop: Stop) -> Iterator[Leg]:
    covered = before.gained.after.copy()
    day = before.since
    used = before.used
    for one in sorted(stop.plan.followed, key=lambda one: (one.starts, one.course)):
        if one.starts > day:
            yield _wait(facts, before, day, one.starts, WaitFor.COURSE)
        leg, used = _study(facts, before, stop, one, covered, used)
        yield leg
        facts.timetable.with_course(covered, one.course)
        day = max(day, one.ends + 1)
    if stop.starts > day:
        yield _wait(facts, before, day, stop.starts, _why(facts, before, stop, day))


def _why(facts: Facts, before: Stop, stop: Stop, day: int) -> WaitFor:
    """Why time passes between being ready and the first day at work."""
    lead = int(facts.lead[stop.job])
    if before.job == ORIGIN and facts.last_day is not None and stop.starts == facts.last_day + 1 > day + lead:
        return WaitFor.LAST_DAY
    if stop.starts == facts.opens[stop.job] and stop.starts > day + lead:
        return WaitFor.START
    if before.job != ORIGIN and stop.starts == before.leaves_from and stop.starts > day + lead:
        return WaitFor.STAY
    return WaitFor.SEARCH


def _wait(facts: Facts, before: Stop, start: int, end: int, reason: WaitFor) -> WaitLeg:
    return WaitLeg(date.fromordinal(start), date.fromordinal(end), reason, _meanwhile(facts, before, end - 1))


def _meanwhile(facts: Facts, before: Stop, day: int) -> Meanwhile:
    """What someone lives on."""
    if before.job != ORIGIN or day <= facts.works_until:
        return Meanwhile.JOB
    return Meanwhile.BENEFIT if before.path.monthly_on(day) > 0 else Meanwhile.NOTHING


def _study(
    facts: Facts, before: Stop, stop: Stop, one: Followed, covered: Floats, used: tuple[int, ...]
) -> tuple[StudyLeg, tuple[int, ...]]:
    table = facts.timetable
    course, departure = table.courses[one.course], one.sitting.departure
    situation = facts.situation(one.starts, facts.works_until if before.job == ORIGIN else NEVER)
    instrument, cents, after = facts.pay_for(one, stop.job, used, situation)
    line = table.lines.covered
    leg = StudyLeg(
        edition=departure.id,
        course=course.id,
        starts_on=date.fromordinal(one.starts),
        ends_on=date.fromordinal(one.ends),
        hours=departure.hours,
        hours_total=round(one.sitting.hours_from(one.starts), 1),
        price=departure.cost,
        travel=one.sitting.travel / 100,
        payment=_payment(facts, instrument, one, stop.job, used, situation),
        out_of_pocket=(one.sitting.cost - cents) / 100,
        meanwhile=_meanwhile(facts, before, one.starts),
        new_skills=tuple(skill for skill in course.teaches if covered[table.column[skill]] < line),
        new_certificates=tuple(
            sorted(paper for paper in course.certificates if covered[table.certificate_column[paper]] < 1.0)
        ),
    )
    return leg, after


def _payment(
    facts: Facts, instrument: str, one: Followed, job: int, used: tuple[int, ...], situation: Situation
) -> Payment | None:
    for at, known in enumerate(facts.instruments):
        if known.id == instrument:
            return facts.payment(known, one, job, used[at] if used else 0, situation)
    return None


def _change(facts: Facts, origin: Stop, before: Stop, stop: Stop, best_shown: Floats) -> ChangeLeg:
    table = facts.timetable
    job = table.jobs[stop.job]
    start, end = table.demands.indptr[stop.job], table.demands.indptr[stop.job + 1]
    columns, weights = table.demands.indices[start:end], table.demands.data[start:end]
    best = before.gained.after.copy()
    for one in stop.plan.followed:
        table.with_course(best, one.course)
    skills = table.must_kind[start:end] != CERTIFICATE
    there = best[columns] >= table.lines.covered
    carried = before.gained.after[columns] >= table.lines.covered
    at_first = origin.gained.after[columns] >= table.lines.covered
    name = {table.column[demand.skill]: demand.skill for demand in job.demands}
    lacking = [name[column] for column in columns[skills & ~there].tolist()]
    total = table.weights[stop.job]
    held = facts.traveller.passport.certificates | {
        paper
        for course in before.gained.key[0] | {one.course for one in stop.plan.followed}
        for paper in table.courses[course].certificates
    }
    return ChangeLeg(
        on=date.fromordinal(stop.starts),
        origin=facts.traveller.occupation if before.job == ORIGIN else table.jobs[before.job].occupation,
        occupation=job.occupation,
        opening=job.opening,
        coverage=Coverage(
            shown=float(weights @ best_shown[columns] / total), claimed=float(weights @ best[columns] / total)
        ),
        asked=int(skills.sum()),
        covered=int((there & skills).sum()),
        missing=tuple(skill for skill in lacking if skill not in table.attitudes),
        attitudes=tuple(skill for skill in lacking if skill in table.attitudes),
        carried_over=tuple(name[column] for column in columns[skills & carried].tolist()),
        from_the_start=tuple(name[column] for column in columns[skills & at_first].tolist()),
        on_hiring=tuple(sorted(job.on_hiring - held)),
    )


def _shown_along(facts: Facts, trail: tuple[Stop, ...]) -> list[Floats]:
    """Per step, what someone else stands for by then: of the passport, and of courses that were completed."""
    table = facts.timetable
    held = [table.column[one.skill] for one in facts.traveller.passport.skills if one.evidence in SHOWN]
    best = table.best_of(held)
    along = []
    for stop in trail[1:]:
        for one in stop.plan.followed:
            table.with_course(best, one.course)
        along.append(best.copy())
        if stop.learning is not None and stop.learning.course >= 0:
            table.with_course(best, stop.learning.course)
    return along


def _work(facts: Facts, stop: Stop) -> WorkLeg:
    job = facts.timetable.jobs[stop.job]
    return WorkLeg(
        occupation=job.occupation,
        opening=job.opening,
        opening_kind=job.kind,
        starts_on=date.fromordinal(stop.starts),
        ends_on=None,
        hours=stop.working_hours,
        monthly=round(stop.path.monthly_on(stop.starts), 2),
        monthly_later=round(max(amount for _, amount in stop.path.segments), 2),
        edition=stop.learning.edition if stop.learning else "",
        learns_until=date.fromordinal(stop.learning.ends) if stop.learning else None,
    )


# --- money and sureness ---------------------------------------------------------------------------


def income_line(facts: Facts, trail: tuple[Stop, ...]) -> tuple[IncomeStep, ...]:
    """What comes in a month, from the departure until the last year that is counted."""
    path, source = trail[0].path, [(facts.departs, trail[0])]
    for stop in trail[1:]:
        path = path.followed_by(stop.starts, stop.path)
        source.append((stop.starts, stop))
    days = sorted(
        {facts.departs, *(day for day, _ in path.segments if facts.departs < day < facts.income_until)}
    )
    return tuple(
        IncomeStep(date.fromordinal(day), round(path.monthly_on(day), 2), _source(facts, source, path, day))
        for day in days
    )


def _source(facts: Facts, stops: list[tuple[int, Stop]], path: IncomePath, day: int) -> Meanwhile:
    stop = [stop for starts, stop in stops if starts <= day][-1]
    if stop.job != ORIGIN or day <= facts.works_until:
        return Meanwhile.JOB
    return Meanwhile.BENEFIT if path.monthly_on(day) > 0 else Meanwhile.NOTHING


def _good_again(line: tuple[IncomeStep, ...], today: float | None) -> date | None:
    """From when on no month brings less than today."""
    if today is None:
        return None
    low = [at for at, step in enumerate(line) if step.monthly < today - _CENT]
    if not low:
        return line[0].on
    return line[low[-1] + 1].on if low[-1] + 1 < len(line) else None


def _sureness(facts: Facts, before: Stop, stop: Stop) -> int:
    """0 to 3: the weakest of how well the work fits, how much of that carries over, and how much it is asked
    for.
    """
    table = facts.timetable
    best = before.gained.after.copy()
    carried = _coverage(table, stop.job, best)
    for one in stop.plan.followed:
        table.with_course(best, one.course)
    fit = _grade(_FITS, _coverage(table, stop.job, best))
    if table.jobs[stop.job].is_learning_place:
        fit = max(fit, 1)  # who is taken on to learn need not fit yet
    return min(fit, _grade(_CARRIED, carried), _OUTLOOKS.get(table.jobs[stop.job].outlook, 0))


def _grade(lines: tuple[float, ...], value: float) -> int:
    """How many of the lines are reached."""
    return int(np.searchsorted(lines, value, side="right"))


def _coverage(table: Timetable, job: int, best: Floats) -> float:
    start, end = table.demands.indptr[job], table.demands.indptr[job + 1]
    met = table.demands.data[start:end] @ best[table.demands.indices[start:end]]
    return float(met / table.weights[job])
