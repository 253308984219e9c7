# SPDX-License-Identifier: EUPL-1.2
"""When courses are followed and who pays: a part of the planner that tries everything (`brute_force`)."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import permutations, product

from overstap.engine.journeys.offers import Departure, Job, Training
from overstap.engine.rules.income import travel_cost
from overstap.engine.rules.instruments import (
    CourseFacts,
    Instrument,
    PaidPer,
    PersonFacts,
    Situation,
    TargetFacts,
    pays,
)
from overstap.engine.rules.paths import IncomePath
from tests.engine.journeys.brute_courses import Having, editions, kilometres, lacking, until, with_course
from tests.engine.journeys.case import Case

Incomes = tuple[tuple[int, IncomePath], ...]
"""From which day on which path counts."""


@dataclass(frozen=True)
class Spot:
    """Work in `job` (None: what one had at departure) began on `began`; from `since` on one can study or apply.

    The next work begins on `leaves_from` at the earliest, and from then on `later` counts instead of `now`.
    """

    job: Job | None
    began: int
    since: int
    leaves_from: int
    now: Having
    later: Having
    incomes: Incomes
    first_pays: tuple[float, ...]
    severance: float
    cost: int
    hours: float
    paid: tuple[int, ...]
    occupations: tuple[str, ...]
    courses: frozenset[str]


def works_on(case: Case, spot: Spot, day: int) -> bool:
    """Whether somebody at a spot who is still there on a day has work."""
    person = case.traveller
    if spot.job is not None:
        return True
    return bool(person.wage) and (person.last_day is None or day <= person.last_day.toordinal())


def hours_of(case: Case, job: Job) -> float:
    """The hours a week that suit, within what the work offers."""
    low = job.hours_low or 0.0
    high = max(low, job.hours_high or case.traveller.hours)
    return min(max(case.traveller.hours, low), high)


# --- when courses are followed --------------------------------------------------------------------


@dataclass(frozen=True)
class Followed:
    course: Training
    edition: Departure
    starts: int

    @property
    def ends(self) -> int:
        """The last day."""
        if self.edition.continuous and self.edition.weeks is not None:
            return self.starts + round(self.edition.weeks * 7)
        return self.edition.ends_on.toordinal()

    @property
    def hours(self) -> float:
        return self.edition.hours * (self.ends - self.starts) / 7


@dataclass(frozen=True)
class Study:
    """Courses followed for one change; `ready` is the day after the last one."""

    ready: int
    cost: int
    hours: float
    paid: tuple[int, ...]
    followed: tuple[Followed, ...]

    @property
    def order(self) -> tuple[object, ...]:
        names = tuple((one.edition.id, one.starts) for one in self.followed)
        return self.ready, self.cost, self.hours, self.paid, names


def studies(case: Case, spot: Spot, job: Job, courses: tuple[Training, ...]) -> list[Study]:
    """The ways to follow these courses from a spot, none beaten on readiness, cost and hours."""
    found = [
        study
        for chosen in product(*(editions(case, course) for course in courses))
        for followed in placed(case, spot, courses, chosen)
        if (study := paid_for(case, spot, job, followed)).ready <= until(case)
    ]
    found.sort(key=lambda study: study.order)
    return [
        one
        for at, one in enumerate(found)
        if not any(
            other.ready <= one.ready and other.cost <= one.cost and other.hours <= one.hours
            for other in found[:at]
        )
    ]


def placed(
    case: Case, spot: Spot, courses: tuple[Training, ...], chosen: tuple[Departure, ...]
) -> Iterator[tuple[Followed, ...]]:
    """The days on which editions are followed: a continuous one as soon as it can, in every order of those."""
    pairs = list(zip(courses, chosen, strict=True))
    fixed = [Followed(course, one, one.starts_on.toordinal()) for course, one in pairs if not one.continuous]
    if any(one.starts < spot.since for one in fixed):
        return
    for order in permutations((course, one) for course, one in pairs if one.continuous):
        together = fixed
        for course, edition in order:
            one = soonest(case, spot, together, course, edition)
            if one is None:
                break
            together = [*together, one]
        else:
            if all(may_begin(case, spot, one, together) for one in together):
                yield tuple(sorted(together, key=lambda one: one.course.id))


def soonest(
    case: Case, spot: Spot, others: list[Followed], course: Training, edition: Departure
) -> Followed | None:
    """A continuous edition from the first day on which it can start beside the others."""
    first = max(spot.since, edition.starts_on.toordinal())
    for day in range(first, edition.ends_on.toordinal() + 1):
        one = Followed(course, edition, day)
        together = [*others, one]
        if has_required(case, spot, one, together) and all(
            fits(case, spot, each, together) for each in together
        ):
            return one
    return None


def may_begin(case: Case, spot: Spot, one: Followed, together: list[Followed]) -> bool:
    return has_required(case, spot, one, together) and fits(case, spot, one, together)


def has_required(case: Case, spot: Spot, one: Followed, together: list[Followed]) -> bool:
    """Whether what a course requires is there when it starts."""
    having = spot.now if one.starts < spot.leaves_from else spot.later
    for other in together:
        if other.ends < one.starts:
            having = with_course(case, having, other.course)
    return not lacking(case, having, one.course)


def fits(case: Case, spot: Spot, one: Followed, together: list[Followed]) -> bool:
    """Whether the hours of all that runs beside a course fit, on every day that it runs."""
    for day in range(one.starts, one.ends + 1):
        running = [other.edition for other in together if other.starts <= day <= other.ends]
        hours = sum(edition.hours for edition in running)
        daytime = sum(edition.hours for edition in running if edition.time == "day")
        if not has_time(case, spot, day, hours, daytime):
            return False
    return True


def has_time(case: Case, spot: Spot, day: int, hours: float, daytime: float) -> bool:
    person, on = case.traveller, case.question.departs_on
    if not works_on(case, spot, day):
        return hours <= max(person.free_hours, case.parameters.value("study.hours_without_work", on))
    working = person.hours if spot.job is None else hours_of(case, spot.job)
    week = case.parameters.value("study.week_hours", on)
    return hours <= person.free_hours and (daytime == 0 or working + daytime <= week)


# --- what they cost -------------------------------------------------------------------------------


def paid_for(case: Case, spot: Spot, job: Job, followed: tuple[Followed, ...]) -> Study:
    """Whoever pays most of a course pays it, in the order in which they start."""
    cost, hours, paid = 0, 0.0, spot.paid
    for one in sorted(followed, key=lambda one: (one.starts, one.course.id)):
        cents, paid = payment(case, one, job, paid, situation(case, spot, one.starts))
        cost += price(case, one) - cents
        hours += one.hours
    return Study(max(one.ends for one in followed) + 1, cost, round(hours, 1), paid, followed)


def price(case: Case, one: Followed) -> int:
    """The price and what it costs to travel there."""
    edition, on = one.edition, case.question.departs_on
    km = kilometres(case, edition.position)
    travel = 0
    if km is not None and edition.time in ("day", "evening", "weekend"):
        # Counted once for an edition, whichever day one starts on.
        whole = Followed(one.course, edition, edition.starts_on.toordinal()).ends
        hours = edition.hours * (whole - edition.starts_on.toordinal()) / 7
        times = math.ceil(hours / case.parameters.value(f"study.session_{edition.time}", on))
        travel = round(travel_cost(km, times, on, case.parameters) * 100)
    return round(edition.cost * 100) + travel


def situation(case: Case, spot: Spot, day: int) -> Situation:
    if not works_on(case, spot, day):
        return Situation.UNEMPLOYED
    told = spot.job is None and case.traveller.last_day is not None
    return Situation.NOTICE if told else Situation.EMPLOYED


def instruments(case: Case) -> list[Instrument]:
    return sorted(case.instruments, key=lambda one: one.id)


def payment(
    case: Case, one: Followed, job: Job, paid: tuple[int, ...], now: Situation
) -> tuple[int, tuple[int, ...]]:
    """What is paid of a course in cents, and what each instrument that pays once has paid by then."""
    known = instruments(case)
    best, by = 0, -1
    for at, instrument in enumerate(known):
        cents = amount(case, instrument, one, job, paid[at], now)
        if cents > best:
            best, by = cents, at
    once = by >= 0 and known[by].per is PaidPer.PERSON
    return best, tuple(before + best * (once and at == by) for at, before in enumerate(paid))


def amount(case: Case, who: Instrument, one: Followed, job: Job, before: int, now: Situation) -> int:
    paid = pays(
        who,
        course=CourseFacts(one.edition.cost, one.course.provider, one.course.level),
        target=TargetFacts(job.occupation, job.sector, job.outlook),
        person=PersonFacts(case.traveller.place or None, now),
        on=date.fromordinal(one.starts),
        paid_before=before / 100,
    )
    return round(paid.amount * 100) if paid else 0
