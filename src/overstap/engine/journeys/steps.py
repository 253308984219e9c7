# SPDX-License-Identifier: EUPL-1.2
"""One step: from a stop, by courses if need be, to the next job; with its dates, money and hours."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import numpy as np
import numpy.typing as npt

from overstap.engine.journeys.facts import NEVER, Facts
from overstap.engine.journeys.packages import enough_now, smallest_packages
from overstap.engine.journeys.stops import COUNTS_ALREADY, ORIGIN, Gained, Key, Learning, Stop
from overstap.engine.journeys.study import (
    Followed,
    Pay,
    Room,
    StudyPlan,
    Used,
    preparation,
    study_plans,
)
from overstap.engine.journeys.timetable import CERTIFICATE, Floats, Ints, Timetable
from overstap.engine.rules.instruments import Situation
from overstap.engine.rules.paths import DAYS_A_MONTH, IncomePath, add_months, job_path

PlanKey = tuple[tuple[int, ...], int, int, Room, Key, Used, str, str, str]


@dataclass(frozen=True, slots=True)
class Least:
    """What courses take at least: the day on which one is ready, cents, and hours."""

    ready: int
    cost: int
    hours: float


@dataclass(frozen=True, slots=True)
class LeastStudy:
    """For each job, (jobs,): whether any course leads there, and the least day of being ready, cents and hours.

    Or for each course, (courses,): whether it can be followed, and what it takes at least.
    """

    possible: npt.NDArray[np.bool_]
    ready: Ints
    cost: Ints
    hours: Floats


@dataclass
class Steps:
    """Makes steps for one question, and remembers what it has worked out."""

    facts: Facts
    _gained: dict[Key, Gained] = field(default_factory=dict)
    _enough: dict[Key, npt.NDArray[np.bool_]] = field(default_factory=dict)
    _packages: dict[tuple[Key, int], list[tuple[int, ...]]] = field(default_factory=dict)
    _plans: dict[PlanKey, list[StudyPlan]] = field(default_factory=dict)
    _least_each: dict[tuple[int, Room], LeastStudy] = field(default_factory=dict)

    @property
    def timetable(self) -> Timetable:
        """The timetable of the question."""
        return self.facts.timetable

    def origin(self) -> Stop:
        """Where the traveller stands at departure."""
        facts = self.facts
        passport = facts.traveller.passport
        held = [self.timetable.column[one.skill] for one in passport.skills]
        best = self.timetable.best_of(held, passport.certificates, facts.level)
        key: Key = (frozenset(), frozenset(), COUNTS_ALREADY)
        self._gained[key] = Gained(key, best, best)
        return Stop(
            job=ORIGIN,
            starts=facts.departs,
            since=facts.departs,
            leaves_from=facts.departs,
            counts_from=facts.departs,
            path=facts.present_path,
            working_hours=facts.traveller.hours,
            income=0.0,
            lowest=float("inf"),
            short=0.0,
            cushion=facts.traveller.savings,
            cost=0,
            hours=0.0,
            used=(),
            changes=0,
            gained=self._gained[key],
            visited=frozenset((facts.traveller.occupation,)) - {""},
        )

    def enough(self, gained: Gained) -> npt.NDArray[np.bool_]:
        """The jobs that need no course any more, with what has been gained. Shape (jobs,)."""
        known = self._enough.get(gained.key)
        if known is None:
            known = self._enough[gained.key] = enough_now(self.timetable, gained.after)
        return known

    @cached_property
    def least_study(self) -> LeastStudy:
        """What it takes at least to get into each job by any course that serves it."""
        serving = self.timetable.serving
        jobs = len(self.timetable.jobs)
        usable = self.facts.usable
        sittings = self.facts.sittings
        ends = np.array([min((one.end_from(one.starts) for one in those), default=NEVER) for those in sittings])
        cents = np.array([min((one.least_cost for one in those), default=0) for those in sittings])
        hours = np.array([min((one.least_hours for one in those), default=0.0) for those in sittings])
        rows = np.repeat(np.arange(jobs), np.diff(serving.indptr))
        keep = usable[serving.indices]
        rows, courses = rows[keep], serving.indices[keep]
        some = np.zeros(jobs, dtype=np.bool_)
        some[rows] = True
        least = LeastStudy(
            some, np.full(jobs, NEVER, np.int64), np.full(jobs, NEVER, np.int64), np.full(jobs, np.inf)
        )
        np.minimum.at(least.ready, rows, ends[courses] + 1)
        np.minimum.at(least.cost, rows, cents[courses])
        np.minimum.at(least.hours, rows, hours[courses])
        return least

    # --- study ------------------------------------------------------------------------------------

    def packages(
        self, stop: Stop, job: int, among: npt.NDArray[np.bool_] | None = None
    ) -> list[tuple[int, ...]]:
        """The smallest sets of courses, of `among` (courses,) alone, to go from here to a job with."""
        key = (stop.gained.key, job)
        known = self._packages.get(key)
        if known is not None and among is not None:
            return [courses for courses in known if all(among[course] for course in courses)]
        if known is None:
            usable, most = self.facts.usable, self.facts.settings.most_courses
            allowed = usable if among is None else usable & among
            known = smallest_packages(self.timetable, job, stop.gained.after, allowed, most)
            if among is None:
                self._packages[key] = known
        return known

    def plans(self, stop: Stop, job: int, courses: tuple[int, ...]) -> list[StudyPlan]:
        """When a set of courses can be followed from here; nothing to follow is ready at once."""
        facts = self.facts
        if not courses:
            return [StudyPlan(stop.since, 0, 0.0, stop.used, (), ())]
        room = self._room(stop)
        # Only what may pay depends on the work that the courses lead to.
        key = (courses, stop.since, stop.counts_from, room, stop.gained.key, stop.used, *facts.aim(job))
        known = self._plans.get(key)
        if known is None:
            needs = preparation(
                self.timetable, courses, stop.gained.before, stop.gained.after, stop.counts_from
            )
            known = self._plans[key] = study_plans(
                courses,
                [facts.sittings[course] for course in courses],
                stop.since,
                room,
                needs,
                self._pay(job, room),
                used=stop.used,
                until=facts.until,
                most_cost=facts.most_cost,
            )
        return known

    def _pay(self, job: int, room: Room) -> Pay:
        facts = self.facts
        if not facts.instruments:
            return _nobody_pays
        return lambda one, used: facts.pay_for(one, job, used, facts.situation(one.starts, room.works_until))

    def _room(self, stop: Stop) -> Room:
        works_until = self.facts.works_until if stop.job == ORIGIN else NEVER
        return self.facts.room(works_until, stop.working_hours)

    def least(self, stop: Stop, courses: tuple[int, ...]) -> Least | None:
        """What a set of courses takes at least from here; None when one of them cannot be followed any more."""
        if not courses:
            return Least(stop.since, 0, 0.0)
        each = self.least_each(stop)
        ready, cost, hours = stop.since, 0, 0.0
        for course in courses:
            if not each.possible[course]:
                return None
            ready = max(ready, int(each.ready[course]))
            cost += int(each.cost[course])
            hours += float(each.hours[course])
        return Least(ready, cost, hours)

    def least_each(self, stop: Stop) -> LeastStudy:
        """Per course what it takes at least from here, of the editions that can be joined and fit the hours."""
        key = (stop.since, self._room(stop))
        known = self._least_each.get(key)
        if known is None:
            known = self._least_each[key] = self._work_out_least_each(*key)
        return known

    def _work_out_least_each(self, since: int, room: Room) -> LeastStudy:
        count = len(self.timetable.courses)
        least = LeastStudy(
            np.zeros(count, np.bool_),
            np.full(count, NEVER, np.int64),
            np.zeros(count, np.int64),
            np.zeros(count),
        )
        until = self.facts.until
        for course, sittings in enumerate(self.facts.sittings):
            fit = [one for one in sittings if one.can_be_joined(since, until) and room.could_hold(one)]
            if fit:
                least.possible[course] = True
                least.ready[course] = min(one.end_from(max(one.starts, since)) for one in fit) + 1
                least.cost[course] = min(one.least_cost for one in fit)
                least.hours[course] = min(one.least_hours for one in fit)
        return least

    # --- the step ---------------------------------------------------------------------------------

    def to(
        self,
        stop: Stop,
        job: int,
        worth: Callable[[Least], bool] | None = None,
        among: npt.NDArray[np.bool_] | None = None,
    ) -> Iterator[Stop]:
        """Every way from a stop into a job: each smallest set of courses, each way to follow it, each day to
        begin.

        Sets of courses for which `worth` says no, on what they take at least, are passed over, and so are those
        with a course that is not in `among` (courses,).
        """
        for courses in self.packages(stop, job, among):
            least = self.least(stop, courses)
            if least is None or (worth is not None and not worth(least)):
                continue
            for plan in self.plans(stop, job, courses):
                if self.facts.most_cost is not None and stop.cost + plan.cost > self.facts.most_cost:
                    continue
                for applies_on, starts in self._first_days(stop, job, plan.ready):
                    arrived = self._arrive(stop, job, plan, applies_on, starts)
                    if arrived is not None:
                        yield arrived

    def _first_days(self, stop: Stop, job: int, ready: int) -> Iterator[tuple[int, int]]:
        """The day to apply and the first day at work: as soon as can be, and after present work's last day."""
        facts = self.facts
        lead, opening = int(facts.lead[job]), self.timetable.jobs[job].opening
        applies = max(ready, stop.leaves_from - lead)
        if opening and applies > facts.closes[job]:
            return
        first = max(applies + lead, stop.leaves_from, int(facts.opens[job]))
        yield applies, first
        if stop.job != ORIGIN or facts.last_day is None or first > facts.last_day:
            return
        later = facts.last_day + 1
        if not opening or later - first <= facts.settings.employer_waits_days:
            yield applies, later

    def _arrive(self, stop: Stop, job: int, plan: StudyPlan, applies_on: int, starts: int) -> Stop | None:
        """The stop that a step leads to, or None when it breaks a limit."""
        facts = self.facts
        if starts > facts.until:
            return None
        learning = None
        if self.timetable.jobs[job].is_learning_place:
            learning = self._learning(stop, job, plan, starts)
            if learning is None or learning.ends >= facts.until:
                return None
        severance = facts.severance if self._leaves_at_the_end(stop, starts) else 0.0
        cushion = stop.cushion + severance
        path, since = self._path(job, starts, learning)
        earned = stop.path.earned(stop.since, min(starts, facts.income_until))
        earned += path.earned(starts, min(since, facts.income_until))
        short = stop.short + _short(stop.path, stop.since, starts, facts.floor)
        short += _short(path, starts, since, facts.floor)
        if short > cushion + 0.005:
            return None
        cost = stop.cost + plan.cost + (learning.cost if learning else 0)
        if facts.most_cost is not None and cost > facts.most_cost:
            return None
        lowest = min(stop.lowest, path.lowest(starts, since + 1))
        if starts > stop.since:
            lowest = min(lowest, stop.path.lowest(stop.since, starts))
        gained = self._gain(stop, plan, job, learning)
        if learning is not None and not self._qualified(job, gained.after):
            return None
        counts = since if learning else _months_later(starts, facts.stay_months)
        return Stop(
            job=job,
            starts=starts,
            since=since,
            leaves_from=counts,
            counts_from=counts,
            path=path,
            working_hours=float(facts.hours[job]),
            income=stop.income + earned + severance,
            lowest=lowest,
            short=short,
            cushion=cushion,
            cost=cost,
            hours=round(stop.hours + plan.hours + (learning.hours if learning else 0.0), 1),
            used=learning.used if learning else plan.used,
            changes=stop.changes + 1,
            gained=gained,
            visited=stop.visited | {self.timetable.jobs[job].occupation},
            plan=plan,
            applies_on=applies_on,
            learning=learning,
            severance=severance,
            previous=stop,
        )

    def _leaves_at_the_end(self, stop: Stop, starts: int) -> bool:
        """Whether present work ends by itself: severance is for who does not leave earlier."""
        return stop.job == ORIGIN and self.facts.last_day is not None and starts > self.facts.last_day

    def _path(self, job: int, starts: int, learning: Learning | None) -> tuple[IncomePath, int]:
        """What the job pays, and from which day one can do something new: at once, or when it is learned."""
        facts, begins = self.facts, date.fromordinal(starts)
        if learning is None:
            later = job_path(begins, float(facts.pay[job]), float(facts.pay_later[job]), facts.years_to_later)
            return later, starts
        trade = self.timetable.trade_of[job]
        done = learning.ends + 1
        while_learning = job_path(
            begins, float(facts.pay[job]), float(facts.pay_later[job]), facts.years_to_later
        )
        least = max(float(facts.pay[trade]), while_learning.monthly_on(done - 1))
        after = job_path(
            date.fromordinal(done), least, max(least, float(facts.pay_later[trade])), facts.years_to_later
        )
        return while_learning.followed_by(done, after), done

    def _learning(self, stop: Stop, job: int, plan: StudyPlan, starts: int) -> Learning | None:
        """The training that goes with a learning place: the edition that is done first; without a course, by
        doing.
        """
        facts, place = self.facts, self.timetable.jobs[job]
        if not place.course:
            return Learning("", -1, _months_later(starts, facts.stay_months) - 1, 0, 0.0, plan.used)
        course = self.timetable.course_of[place.course]
        required = self.timetable.requires[course]
        best = stop.gained.after.copy()
        for one in plan.followed:
            self.timetable.with_course(best, one.course)
        if len(required) and (best[required] < self.timetable.lines.covered).any():
            return None
        found = []
        for sitting in facts.places_at_work(course):
            begins = max(starts, sitting.starts) if sitting.departure.continuous else sitting.starts
            late = begins > starts + facts.settings.begins_within_days
            if begins < starts or late or (sitting.departure.continuous and begins > sitting.ends):
                continue
            one = Followed(course, sitting, begins, sitting.end_from(begins))
            _, cents, used = facts.pay_for(one, job, plan.used, Situation.EMPLOYED)
            hours = round(sitting.hours_from(begins), 1)
            found.append(Learning(sitting.departure.id, course, one.ends, sitting.cost - cents, hours, used))
        return min(found, key=lambda one: (one.ends, one.cost, one.edition), default=None)

    def _gain(self, stop: Stop, plan: StudyPlan, job: int, learning: Learning | None) -> Gained:
        """What one has after a step."""
        courses, trades, _ = stop.gained.key
        trade = self.timetable.trade_of[job]
        followed = {one.course for one in plan.followed}
        if learning is not None and learning.course >= 0:
            followed.add(learning.course)
        key: Key = (courses | followed, trades | {trade}, COUNTS_ALREADY if learning else trade)
        known = self._gained.get(key)
        if known is None:
            before = stop.gained.after.copy()
            for course in sorted(followed):
                self.timetable.with_course(before, course)
            after = before.copy()
            self.timetable.with_work(after, trade)
            known = self._gained[key] = Gained(key, after if learning else before, after)
        return known

    def _qualified(self, job: int, best: Floats) -> bool:
        """Whether who completes a learning place has the papers that its occupation asks."""
        trade = self.timetable.trade_of[job]
        start, end = self.timetable.demands.indptr[trade], self.timetable.demands.indptr[trade + 1]
        papers = self.timetable.must_kind[start:end] == CERTIFICATE
        papers &= self.timetable.demands.indices[start:end] < self.timetable.first_level
        return bool((best[self.timetable.demands.indices[start:end][papers]] >= 1.0).all())


def _nobody_pays(_: Followed, used: Used) -> tuple[str, int, Used]:
    return "", 0, used


def _short(path: IncomePath, day_from: int, day_to: int, floor: float) -> float:
    """What income falls short of the floor over a stretch of days, in EUR."""
    if floor <= 0 or day_to <= day_from or path.lowest(day_from, day_to) >= floor:
        return 0.0
    starts = [day_from, *(day for day, _ in path.segments if day_from < day < day_to)]
    ends = [*starts[1:], day_to]
    lacking = (
        max(0.0, floor - path.monthly_on(start)) * (end - start)
        for start, end in zip(starts, ends, strict=True)
    )
    return sum(lacking) / DAYS_A_MONTH


def _months_later(day: int, months: int) -> int:
    return add_months(date.fromordinal(day), months).toordinal()
