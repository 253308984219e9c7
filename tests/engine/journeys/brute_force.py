# SPDX-License-Identifier: EUPL-1.2
"""A second planner, to prove the first one by: it tries everything, and keeps what nothing else beats.

Written from the definitions in docs/methods/journeys.md, in plain Python, as simply as it can be: nothing is
bounded, merged or remembered. It shares with the planner only the rows it reads and the rules on money
(`engine.rules`). Days are ordinals, `cost` is in cents, hours in hours.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise

from overstap.engine.journeys.offers import Job
from overstap.engine.matching.model import OpeningKind
from overstap.engine.rules.income import monthly, severance, wage_or_minimum
from overstap.engine.rules.instruments import Situation
from overstap.engine.rules.paths import DAYS_A_MONTH, IncomePath, add_months, benefit_path, job_path
from tests.engine.journeys.brute_courses import (
    Having,
    is_learning_place,
    is_near,
    is_open,
    lacking,
    packages,
    until,
    with_course,
)
from tests.engine.journeys.brute_study import (
    Followed,
    Incomes,
    Spot,
    Study,
    hours_of,
    payment,
    price,
    studies,
)
from tests.engine.journeys.case import Case, Counts

HALF_A_CENT = 0.005


def everything(case: Case) -> list[Counts]:
    """The counts of all journeys that no other journey beats, in order."""
    found = {counts_of(case, spot) for spot in arrivals(case)}
    return sorted(
        one
        for one in found
        if not any(other != one and all(a <= b for a, b in zip(other, one, strict=True)) for other in found)
    )


def arrivals(case: Case) -> Iterator[Spot]:
    """Every way to get to a goal."""
    spots = [origin(case)]
    for _ in range(case.question.most_changes):
        reached = [
            spot
            for before in spots
            for job in case.jobs
            if is_work(case, job) and may_follow(case, before, job)
            for spot in steps(case, before, job)
        ]
        yield from (spot for spot in reached if is_asked_for(case, spot))
        own = case.traveller.occupation
        spots = [spot for spot in reached if not own or spot.job is None or spot.job.occupation != own]


# --- where one stands, and where one may go -------------------------------------------------------


def origin(case: Case) -> Spot:
    person, departs = case.traveller, case.question.departs_on.toordinal()
    present = [job for job in case.jobs if not job.opening and job.occupation == person.occupation]
    of_work = max((job.level or 0 for job in present), default=0)
    having = Having(
        frozenset(held.skill for held in person.passport.skills),
        person.passport.certificates,
        max(person.level or 0, of_work) or 2,
    )
    return Spot(
        job=None,
        began=departs,
        since=departs,
        leaves_from=departs,
        now=having,
        later=having,
        incomes=((departs, present_path(case)),),
        first_pays=(),
        severance=0.0,
        cost=0,
        hours=0.0,
        paid=(0,) * len(case.instruments),
        occupations=(),
        courses=frozenset(),
    )


def present_path(case: Case) -> IncomePath:
    person = case.traveller
    if person.wage is None:
        return IncomePath()
    pay = monthly(person.wage, person.hours)
    if person.last_day is None:
        return IncomePath.make([(1, pay)])
    return benefit_path(person.last_day, pay, person.work_years, case.parameters)


def is_work(case: Case, job: Job) -> bool:
    """Work that pays, is near enough and is not avoided."""
    avoid = case.question.avoid
    return (
        job.kind not in (OpeningKind.INTERNSHIP, OpeningKind.TRIAL)
        and job.occupation not in avoid.occupations
        and not (job.opening and job.opening in avoid.openings)
        and is_near(case, job.position)
    )


def is_goal(case: Case, job: Job) -> bool:
    goal = case.question.goal
    if goal.opening:
        return job.opening == goal.opening
    if goal.occupations:
        return job.occupation in goal.occupations
    return job.occupation != case.traveller.occupation


def may_follow(case: Case, spot: Spot, job: Job) -> bool:
    """Nobody works twice in one occupation; only straight from present work, in the same one elsewhere."""
    again = job.occupation == case.traveller.occupation and job.occupation != ""
    return job.occupation not in spot.occupations and not (again and spot.job is not None)


def is_asked_for(case: Case, spot: Spot) -> bool:
    """Whether a spot is a goal, and the way to it is as was asked."""
    assert spot.job is not None
    person, question = case.traveller, case.question
    if not is_goal(case, spot.job):
        return False
    if person.income_floor and monthly_on(spot.incomes, spot.since) < person.income_floor - HALF_A_CENT:
        return False
    if question.no_income_drop and person.wage is not None:
        today = monthly(person.wage, person.hours)
        if lowest(spot, case) < today - HALF_A_CENT:
            return False
    via = question.via
    return (not via.occupations or not via.occupations.isdisjoint(spot.occupations[:-1])) and (
        not via.courses or not via.courses.isdisjoint(spot.courses)
    )


# --- the step -------------------------------------------------------------------------------------


def steps(case: Case, spot: Spot, job: Job) -> Iterator[Spot]:
    """Every way from a spot into a job that breaks no limit."""
    for courses in packages(case, job, spot.later):
        none = Study(spot.since, 0, 0.0, spot.paid, ())
        for study in studies(case, spot, job, courses) if courses else [none]:
            for starts in first_days(case, spot, job, study.ready):
                new = arrive(case, spot, job, study, starts)
                if new is not None and within_limits(case, new):
                    yield replace(new, first_pays=(*spot.first_pays, monthly_on(new.incomes, new.since)))


def first_days(case: Case, spot: Spot, job: Job, ready: int) -> Iterator[int]:
    """As soon as can be, and on the day after the last one of present work."""
    departs, person = case.question.departs_on, case.traveller
    applies = max(ready, spot.leaves_from - lead(case, job))
    if job.opening:
        kept_open = departs.toordinal() + case.settings.open_ended_days
        if applies > (job.closes_on.toordinal() if job.closes_on else kept_open):
            return
    opens = (job.starts_on or departs).toordinal()
    first = max(applies + lead(case, job), spot.leaves_from, opens)
    yield first
    if spot.job is None and person.last_day is not None and first <= person.last_day.toordinal():
        after = person.last_day.toordinal() + 1
        if not job.opening or after - first <= case.settings.employer_waits_days:
            yield after


def lead(case: Case, job: Job) -> int:
    """Notice, and for work in an occupation the time to find it when that is longer."""
    on = case.question.departs_on
    notice = case.parameters.value("search.notice_days", on)
    if job.opening:
        return int(notice)
    return int(max(notice, case.parameters.value(f"search.days_{job.outlook or 'stable'}", on)))


def arrive(case: Case, spot: Spot, job: Job, study: Study, starts: int) -> Spot | None:
    now = spot.later
    for one in study.followed:
        now = with_course(case, now, one.course)
    new = replace(
        spot,
        job=job,
        began=starts,
        cost=spot.cost + study.cost,
        hours=round(spot.hours + study.hours, 1),
        paid=study.paid,
        severance=spot.severance + (severance_for(case, starts) if spot.job is None else 0.0),
        occupations=(*spot.occupations, job.occupation),
        courses=spot.courses | {one.course.id for one in study.followed},
    )
    begins = date.fromordinal(starts)
    path = job_path(begins, *pay(case, job), years_to_later(case))
    if is_learning_place(job):
        return learn(case, new, job, now, path)
    counts = months_later(case, starts)
    return replace(
        new,
        since=starts,
        leaves_from=counts,
        now=now,
        later=with_work(case, now, job),
        incomes=(*spot.incomes, (starts, path)),
    )


def learn(case: Case, new: Spot, job: Job, having: Having, path: IncomePath) -> Spot | None:
    """Work in a learning place until it is completed; None when its course is not to be had or falls short."""
    ends, hours, cost, paid, courses = months_later(case, new.began) - 1, 0.0, 0, new.paid, new.courses
    if job.course:
        one = training_of(case, new, job, having)
        if one is None:
            return None
        cents, paid = payment(case, one, job, paid, Situation.EMPLOYED)
        ends, hours, cost = one.ends, round(one.hours, 1), price(case, one) - cents
        having = with_course(case, having, one.course)
        courses = courses | {one.course.id}
    trade = trade_of(case, job)
    done = ends + 1
    after = with_work(case, having, job)
    if not trade.certificates <= after.papers:
        return None
    start, later = pay(case, trade)
    start = max(start, path.monthly_on(ends))
    qualified = job_path(date.fromordinal(done), start, max(start, later), years_to_later(case))
    return replace(
        new,
        since=done,
        leaves_from=done,
        now=after,
        later=after,
        incomes=(*new.incomes, (new.began, path), (done, qualified)),
        cost=new.cost + cost,
        hours=round(new.hours + hours, 1),
        paid=paid,
        courses=courses,
    )


def training_of(case: Case, new: Spot, job: Job, having: Having) -> Followed | None:
    """The edition that goes with a learning place: the one that is done first; of those the cheapest."""
    course = next(one for one in case.trainings if one.id == job.course)
    if lacking(case, having, course):
        return None
    possible = []
    for edition in course.departures:
        opens = edition.starts_on.toordinal()
        begins = max(new.began, opens) if edition.continuous else opens
        too_late = begins > new.began + case.settings.begins_within_days or (
            edition.continuous and begins > edition.ends_on.toordinal()
        )
        if edition.time == "work" and is_open(case, edition) and begins >= new.began and not too_late:
            possible.append(Followed(course, edition, begins))

    def order(one: Followed) -> tuple[int, int, str]:
        cents, _ = payment(case, one, job, new.paid, Situation.EMPLOYED)
        return one.ends, price(case, one) - cents, one.edition.id

    return min(possible, key=order, default=None)


def within_limits(case: Case, spot: Spot) -> bool:
    person = case.traveller
    if spot.since > until(case):
        return False
    if person.budget is not None and spot.cost > round(person.budget * 100):
        return False
    floor, departs = person.income_floor or 0.0, case.question.departs_on.toordinal()
    short = sum(
        days * max(0.0, floor - amount) / DAYS_A_MONTH
        for days, amount in pieces(spot.incomes, departs, spot.since)
    )
    return short <= person.savings + spot.severance + HALF_A_CENT


def trade_of(case: Case, job: Job) -> Job:
    """The occupation of a job, as work."""
    return next(one for one in case.jobs if not one.opening and one.occupation == job.occupation)


def with_work(case: Case, having: Having, job: Job) -> Having:
    """What one has once work counts as experience."""
    trade = trade_of(case, job)
    return Having(having.skills | set(trade.learned), having.papers, max(having.level, trade.level or 0))


def months_later(case: Case, day: int) -> int:
    """The day on which what work teaches counts."""
    months = case.parameters.value("search.stay_months", case.question.departs_on)
    return add_months(date.fromordinal(day), int(months)).toordinal()


# --- money ----------------------------------------------------------------------------------------


def pay(case: Case, job: Job) -> tuple[float, float]:
    """A month's pay at the start, and after some years."""
    start = wage_or_minimum(job.wage, case.question.departs_on, case.parameters)
    later = max(start, job.wage_later or start)
    return monthly(start, hours_of(case, job)), monthly(later, hours_of(case, job))


def years_to_later(case: Case) -> float:
    return case.parameters.value("wage.years_to_middle", case.question.departs_on)


def severance_for(case: Case, starts: int) -> float:
    """What the employer pays who stays until the last day, when that is still to come."""
    person = case.traveller
    if person.last_day is None or not case.question.departs_on <= person.last_day < date.fromordinal(starts):
        return 0.0
    if person.wage is None or not person.service_years:
        return 0.0
    wage = monthly(person.wage, person.hours)
    return severance(wage, person.service_years, person.last_day, case.parameters)


def monthly_on(incomes: Incomes, day: int) -> float:
    """What comes in a month on a day."""
    path = [path for since, path in incomes if since <= day][-1]
    return ([0.0] + [amount for since, amount in path.segments if since <= day])[-1]


def pieces(incomes: Incomes, start: int, end: int) -> Iterator[tuple[int, float]]:
    """Stretches between two days, in days, with what comes in a month."""
    changes = {since for since, _ in incomes} | {since for _, path in incomes for since, _ in path.segments}
    days = [start, *sorted(day for day in changes if start < day < end), end]
    for first, after in pairwise(days):
        if after > first:
            yield after - first, monthly_on(incomes, first)


def lowest(spot: Spot, case: Case) -> float:
    """The lowest income between departure and arrival, and the first pay in any work on the way and there."""
    departs = case.question.departs_on.toordinal()
    between = [amount for _, amount in pieces(spot.incomes, departs, spot.since)]
    return min([*between, *spot.first_pays])


def counts_of(case: Case, spot: Spot) -> Counts:
    departs = case.question.departs_on
    last = add_months(departs, 12 * case.settings.income_years).toordinal()
    earned = sum(
        days * amount / DAYS_A_MONTH for days, amount in pieces(spot.incomes, departs.toordinal(), last)
    )
    return (
        spot.since,
        spot.cost,
        -round(lowest(spot, case) * 100),
        -round((earned + spot.severance) * 100),
        len(spot.occupations),
        round(spot.hours * 10),
    )
