# SPDX-License-Identifier: EUPL-1.2
"""One question made ready: the traveller and the timetable in days and cents, worked out once."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from overstap.engine.journeys.editions import NEVER, Editions, Room, editions_of
from overstap.engine.journeys.model import Avoid, Question, Settings, Traveller
from overstap.engine.journeys.offers import Departure, Job
from overstap.engine.journeys.sitting import AT_WORK, DAYTIME, Sitting
from overstap.engine.journeys.study import Followed, Used
from overstap.engine.journeys.timetable import Floats, Ints, Timetable
from overstap.engine.matching.distance import distances_km
from overstap.engine.matching.model import OpeningKind, Position
from overstap.engine.rules.income import monthly, severance, travel_cost, wage_or_minimum
from overstap.engine.rules.instruments import (
    Beneficiary,
    CourseFacts,
    Instrument,
    PaidPer,
    Payment,
    PersonFacts,
    Situation,
    TargetFacts,
    pays,
)
from overstap.engine.rules.parameters import Parameters
from overstap.engine.rules.paths import ALWAYS, DAYS_A_MONTH, IncomePath, add_months, benefit_path

PayerKey = tuple[int, float, int, tuple[str, str, str], Situation]
BASIC_LEVEL = 2
"""What one is taken to have of whom no level is known: a basic qualification (mbo 2)."""
NO_WORK_LEG = (OpeningKind.INTERNSHIP, OpeningKind.TRIAL)
"""Openings that pay nothing are no work that one lives on."""
_SESSION = {"day": "study.session_day", "evening": "study.session_evening", "weekend": "study.session_weekend"}


def level_of(timetable: Timetable, traveller: Traveller) -> int:
    """The level of education someone has: what was said, that of present work, or else a basic one."""
    at = timetable.job_of.get(f"occupation:{traveller.occupation}")
    of_work = 0 if at is None else timetable.jobs[at].level or 0
    return max(traveller.level or 0, of_work) or BASIC_LEVEL


@dataclass(frozen=True)
class Facts:
    """A question with all that follows from it at once. Days are ordinals, `_cents` whole cents.

    Shapes: `pay`, `pay_later` (jobs,) EUR a month at the start and after some years, in the hours that suit;
    `lead` (jobs,) days from being ready to the first day at work; `opens`, `closes` (jobs,) first day of the
    work and last day to apply; `is_goal`, `is_work` (jobs,).
    """

    timetable: Timetable
    traveller: Traveller
    question: Question
    settings: Settings
    parameters: Parameters
    instruments: tuple[Instrument, ...]
    departs: int
    until: int
    income_until: int
    today_monthly: float | None
    hours: Floats
    pay: Floats
    pay_later: Floats
    lead: Ints
    opens: Ints
    closes: Ints
    is_work: np.ndarray
    is_goal: np.ndarray

    @property
    def most_cost(self) -> int | None:
        """What study may cost in all, in cents."""
        return None if self.traveller.budget is None else round(self.traveller.budget * 100)

    @property
    def floor(self) -> float:
        """Income a month that is needed; 0 when none was said."""
        return self.traveller.income_floor or 0.0

    @property
    def level(self) -> int:
        """The level one has: what was said, that of present work, or else that of a basic qualification."""
        return level_of(self.timetable, self.traveller)

    @cached_property
    def stay_months(self) -> int:
        """How long one stays in a job at least, after which what it teaches counts."""
        return int(self.parameters.value("search.stay_months", self.question.departs_on))

    @cached_property
    def years_to_later(self) -> float:
        """In how many years pay goes from the start to the middle."""
        return self.parameters.value("wage.years_to_middle", self.question.departs_on)

    # --- what one lives on before the first change -------------------------------------------------

    @cached_property
    def last_day(self) -> int | None:
        """The last day of present work, when it ends."""
        return None if self.traveller.last_day is None else self.traveller.last_day.toordinal()

    @cached_property
    def works_until(self) -> int:
        """The last day of present work: far away when it does not end, the day before when there is none."""
        if self.today_monthly is None or not self.traveller.wage:
            return self.departs - 1
        return NEVER if self.last_day is None else self.last_day

    @cached_property
    def present_path(self) -> IncomePath:
        """What comes in when nothing changes: today's pay, then benefit, then nothing."""
        if self.today_monthly is None:
            return IncomePath()
        if self.traveller.last_day is None:
            return IncomePath.make([(ALWAYS, self.today_monthly)])
        return benefit_path(
            self.traveller.last_day, self.today_monthly, self.traveller.work_years, self.parameters
        )

    @cached_property
    def severance(self) -> float:
        """What the employer pays when present work ends on its last day, still to come."""
        person = self.traveller
        if self.last_day is None or self.last_day < self.departs or person.last_day is None:
            return 0.0
        if self.today_monthly is None or not person.service_years:
            return 0.0
        return severance(self.today_monthly, person.service_years, person.last_day, self.parameters)

    # --- study ------------------------------------------------------------------------------------

    def room(self, works_until: int, working_hours: float) -> Room:
        """The hours a week in which study fits, beside work and without it."""
        beside = float(self.traveller.free_hours)
        without = max(float(self._hours_without), beside)
        return Room(works_until, float(working_hours), beside, without, float(self._daytime_week))

    @cached_property
    def _hours_without(self) -> float:
        return self.parameters.value("study.hours_without_work", self.question.departs_on)

    @cached_property
    def _daytime_week(self) -> float:
        return self.parameters.value("study.week_hours", self.question.departs_on)

    @cached_property
    def sittings(self) -> tuple[tuple[Sitting, ...], ...]:
        """For each course the editions that someone can follow beside work or at home."""
        return tuple(
            tuple(
                self.sitting(departure)
                for departure in course.departures
                if departure.time != AT_WORK and self._suits(departure)
            )
            for course in self.timetable.courses
        )

    @cached_property
    def editions(self) -> Editions:
        """The same as plain arrays."""
        return editions_of(self.sittings)

    @cached_property
    def usable(self) -> np.ndarray:
        """Which courses have an edition that suits. Shape (courses,)."""
        return np.array([bool(sittings) for sittings in self.sittings], dtype=np.bool_)

    def places_at_work(self, course: int) -> tuple[Sitting, ...]:
        """The editions of a course that go with a learning place."""
        return tuple(
            self.sitting(departure)
            for departure in self.timetable.courses[course].departures
            if departure.time == AT_WORK and self._is_open(departure)
        )

    def _suits(self, departure: Departure) -> bool:
        times = self.traveller.times
        if (times and departure.time not in times) or not self._is_open(departure):
            return False
        far = self._km(departure)
        limit = self.traveller.distance
        return far is None or limit is None or far <= limit

    def _is_open(self, departure: Departure) -> bool:
        last = departure.ends_on if departure.continuous else departure.starts_on
        return (
            departure.seats > 0
            and departure.id not in self.question.avoid.editions
            and departure.course not in self.question.avoid.courses
            and self.departs <= last.toordinal()
            and departure.starts_on.toordinal() <= self.until
        )

    def _km(self, departure: Departure) -> float | None:
        here, there = self.traveller.position, departure.position
        if here is None or there is None:
            return None
        if there not in self._known_km:
            far = distances_km(here, np.array([there.latitude]), np.array([there.longitude]))
            self._known_km[there] = float(far[0])
        return self._known_km[there]

    @cached_property
    def _known_km(self) -> dict[Position, float]:
        return {}

    def sitting(self, departure: Departure) -> Sitting:
        """An edition in days and cents, with what it costs to travel to it."""
        weeks = departure.weeks
        starts = departure.starts_on.toordinal()
        days = round(weeks * 7) if departure.continuous and weeks is not None else None
        length = days if days is not None else departure.ends_on.toordinal() - starts
        travel = self._travel_cents(departure, departure.hours * length / 7)
        return Sitting(
            departure=departure,
            starts=starts,
            ends=departure.ends_on.toordinal(),
            days=days,
            hours=departure.hours,
            daytime=departure.time == DAYTIME,
            cost=round(departure.cost * 100) + travel,
            travel=travel,
            least_cost=round(departure.cost * 100) + travel - self._paid_at_most(departure.cost),
        )

    def _travel_cents(self, departure: Departure, hours: float) -> int:
        km = self._km(departure)
        if km is None or departure.time not in _SESSION:
            return 0
        on = self.question.departs_on
        sessions = np.ceil(hours / self.parameters.value(_SESSION[departure.time], on))
        return round(travel_cost(km, float(sessions), on, self.parameters) * 100)

    # --- who pays a part --------------------------------------------------------------------------

    def situation(self, day: int, works_until: int) -> Situation:
        """What instruments ask of someone's work on a day; `works_until` as `Room` has it.

        Who was told that work ends is no longer in notice once in other work.
        """
        if day > works_until:
            return Situation.UNEMPLOYED
        return Situation.NOTICE if works_until == self.last_day else Situation.EMPLOYED

    def pay_for(self, one: Followed, job: int, used: Used, situation: Situation) -> tuple[str, int, Used]:
        """Which instrument pays most of a course, how many cents, and what each has paid afterwards.

        Of instruments that pay as much the first by name. `used` counts those that pay once per person.
        """
        most, best, once = 0, -1, False
        for at, cents, limit in self._payers(one, job, situation):
            left = cents if limit is None or not used else min(cents, limit - used[at])
            if left > most:
                most, best, once = left, at, limit is not None
        if best < 0:
            return "", 0, used
        if not once:
            return self.instruments[best].id, most, used
        after = list(used or (0,) * len(self.instruments))
        after[best] += most
        return self.instruments[best].id, most, tuple(after)

    def _payers(self, one: Followed, job: int, situation: Situation) -> tuple[tuple[int, int, int | None], ...]:
        """The instruments that pay of a course: which, how many cents, and how many for one person in all."""
        since = bisect_right(self._changes_of_payers, one.starts)
        key = (one.course, one.sitting.departure.cost, since, self.aim(job), situation)
        known = self._known_payers.get(key)
        if known is None:
            found = []
            for at in self._may_pay:
                instrument = self.instruments[at]
                payment = self.payment(instrument, one, job, 0, situation)
                if payment is not None:
                    once = instrument.per is PaidPer.PERSON and instrument.amount_at_most is not None
                    limit = round((instrument.amount_at_most or 0.0) * 100) if once else None
                    found.append((at, round(payment.amount * 100), limit))
            known = self._known_payers[key] = tuple(found)
        return known

    @cached_property
    def _known_payers(self) -> dict[PayerKey, tuple[tuple[int, int, int | None], ...]]:
        return {}

    def aim(self, job: int) -> tuple[str, str, str]:
        """What of a job decides who pays for courses that lead there: occupation, sector and outlook.

        The occupation only where some arrangement names occupations.
        """
        if not self._may_pay:
            return "", "", ""
        target = self.timetable.jobs[job]
        named = any(self.instruments[at].occupations for at in self._may_pay)
        return target.occupation if named else "", target.sector, target.outlook

    @cached_property
    def _may_pay(self) -> tuple[int, ...]:
        """The instruments that could pay a person at all, from the departure on. Of ages nobody is asked."""
        return tuple(
            at
            for at, one in enumerate(self.instruments)
            if one.beneficiary is Beneficiary.PERSON
            and not (one.age_low or one.age_high)
            and not (one.ends_on and one.ends_on < self.question.departs_on)
        )

    @cached_property
    def _changes_of_payers(self) -> list[int]:
        """The days on which an arrangement begins, or is over."""
        begin = {one.starts_on.toordinal() for one in self.instruments if one.starts_on}
        over = {one.ends_on.toordinal() + 1 for one in self.instruments if one.ends_on}
        return sorted(begin | over)

    def _paid_at_most(self, price: float) -> int:
        """What any instrument could pay of a price, in cents, whatever it asks of person and work."""
        paid = (
            min(one.share * price, price if one.amount_at_most is None else one.amount_at_most)
            for one in (self.instruments[at] for at in self._may_pay)
        )
        return round(max(paid, default=0.0) * 100)

    def payment(
        self, instrument: Instrument, one: Followed, job: int, paid_before: int, situation: Situation
    ) -> Payment | None:
        """What an instrument pays of a course that leads to a job, and on which conditions."""
        course = self.timetable.courses[one.course]
        target = self.timetable.jobs[job]
        if instrument.beneficiary is not Beneficiary.PERSON or instrument.age_low or instrument.age_high:
            return None
        return pays(
            instrument,
            course=CourseFacts(one.sitting.departure.cost, course.provider, course.level),
            target=TargetFacts(target.occupation, target.sector, target.outlook),
            person=PersonFacts(self.traveller.place or None, situation),
            on=date.fromordinal(one.starts),
            paid_before=paid_before / 100,
        )


def make_facts(
    timetable: Timetable,
    traveller: Traveller,
    question: Question,
    settings: Settings,
    parameters: Parameters,
    instruments: Sequence[Instrument] = (),
) -> Facts:
    """Works out once what every step of the search needs."""
    on = question.departs_on
    until = add_months(on, settings.horizon_months)
    if question.arrive_by is not None:
        until = min(until, question.arrive_by)
    hours = np.array([_hours(job, traveller) for job in timetable.jobs])
    paid = [_pay(job, on, parameters) for job in timetable.jobs]
    is_work = _is_work(timetable, traveller, question.avoid)
    return Facts(
        timetable=timetable,
        traveller=traveller,
        question=question,
        settings=settings,
        parameters=parameters,
        instruments=tuple(sorted(instruments, key=lambda one: one.id)) if question.with_instruments else (),
        departs=on.toordinal(),
        until=until.toordinal(),
        income_until=add_months(on, 12 * settings.income_years).toordinal(),
        today_monthly=None if traveller.wage is None else monthly(traveller.wage, traveller.hours),
        hours=hours,
        pay=np.array([monthly(low, own) for (low, _), own in zip(paid, hours.tolist(), strict=True)]),
        pay_later=np.array([monthly(high, own) for (_, high), own in zip(paid, hours.tolist(), strict=True)]),
        lead=np.array([_lead(job, on, parameters) for job in timetable.jobs], dtype=np.int64),
        opens=np.array([_day(job.starts_on, on) for job in timetable.jobs], dtype=np.int64),
        closes=_closes(timetable, on, settings),
        is_work=is_work,
        is_goal=is_work & _is_goal(timetable, traveller, question),
    )


def _is_work(timetable: Timetable, traveller: Traveller, avoid: Avoid) -> np.ndarray:
    """Which jobs someone may pass or end in: paid, near enough, not avoided."""
    near = np.ones(len(timetable.jobs), dtype=np.bool_)
    if traveller.position is not None and traveller.distance is not None:
        places = [job.position for job in timetable.jobs]
        far = distances_km(
            traveller.position,
            np.array([np.nan if place is None else place.latitude for place in places]),
            np.array([np.nan if place is None else place.longitude for place in places]),
        )
        near = ~(far > traveller.distance)
    allowed = [
        job.kind not in NO_WORK_LEG
        and job.occupation not in avoid.occupations
        and (not job.opening or job.opening not in avoid.openings)
        for job in timetable.jobs
    ]
    return near & np.array(allowed, dtype=np.bool_)


def _is_goal(timetable: Timetable, traveller: Traveller, question: Question) -> np.ndarray:
    goal = question.goal
    if goal.opening:
        return np.array([job.opening == goal.opening for job in timetable.jobs], dtype=np.bool_)
    return np.array(
        [
            job.occupation in goal.occupations if goal.occupations else job.occupation != traveller.occupation
            for job in timetable.jobs
        ],
        dtype=np.bool_,
    )


def _hours(job: Job, traveller: Traveller) -> float:
    """The hours a week that suit, within what the work offers."""
    low, high = job.hours_low or 0.0, job.hours_high or traveller.hours
    return min(max(traveller.hours, low), max(low, high))


def _pay(job: Job, on: date, parameters: Parameters) -> tuple[float, float]:
    """Pay per hour at the start and later; the least by law where nothing is known."""
    start = wage_or_minimum(job.wage, on, parameters)
    return start, max(start, job.wage_later or start)


def _lead(job: Job, on: date, parameters: Parameters) -> int:
    """Days from being ready to the first day: notice for an opening, searching for an occupation."""
    notice = parameters.value("search.notice_days", on)
    if job.opening:
        return int(notice)
    return int(max(notice, parameters.value(f"search.days_{job.outlook or 'stable'}", on)))


def _closes(timetable: Timetable, on: date, settings: Settings) -> Ints:
    """The last day to apply. An opening that does not say is counted on for a while, an occupation always."""
    open_until = on.toordinal() + settings.open_ended_days
    days = [
        NEVER if not job.opening else open_until if job.closes_on is None else job.closes_on.toordinal()
        for job in timetable.jobs
    ]
    return np.array(days, dtype=np.int64)


def _day(given: date | None, otherwise: date) -> int:
    return (given or otherwise).toordinal()


__all__ = ["DAYS_A_MONTH", "NEVER", "Facts", "make_facts"]
