# SPDX-License-Identifier: EUPL-1.2
"""One step: from a stop, by courses if need be, to the next job; with its dates, money and hours."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import compress
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from overstap.engine.journeys.doors import CERTIFICATE, LeastEach
from overstap.engine.journeys.editions import Room, least_of_each
from overstap.engine.journeys.facts import NEVER, Facts
from overstap.engine.journeys.packages import Packages, enough_now, sum_up
from overstap.engine.journeys.stops import COUNTS_ALREADY, ORIGIN, Gained, Key, Learning, Stop
from overstap.engine.journeys.study import Followed, Pay, Standing, StudyPlan, Used, study_plans
from overstap.engine.journeys.timetable import Floats, Ints, Timetable
from overstap.engine.rules.instruments import Situation
from overstap.engine.rules.paths import DAYS_A_MONTH, IncomePath, add_months, job_path

PlanKey = tuple[tuple[int, ...], int, int, Room, Key, Used, str, str, str]


class Takes(NamedTuple):
    """What sets of courses take at least, (sets,) each: first and last day of being ready, cents, hours."""

    ready: Ints
    latest: Ints
    cost: Ints
    hours: Floats


Worth = Callable[[Takes], npt.NDArray[np.bool_]]
"""Which of these sets, or of these ways to follow them, are worth going on with."""


@dataclass
class Steps:
    """Makes steps for one question, and remembers what it has worked out."""

    facts: Facts
    _gained: dict[Key, Gained] = field(default_factory=dict)
    _enough: dict[Key, npt.NDArray[np.bool_]] = field(default_factory=dict)
    _plans: dict[PlanKey, list[StudyPlan]] = field(default_factory=dict)
    _least_each: dict[tuple[int, Room], LeastEach] = field(default_factory=dict)

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
        self._gained[key] = Gained(key, lambda: (best, best))
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

    # --- study ------------------------------------------------------------------------------------

    @cached_property
    def _packages(self) -> Packages:
        return Packages(self.timetable, self.facts.settings.most_courses)

    def packages(
        self, stop: Stop, job: int, worth: Worth | None = None, among: npt.NDArray[np.bool_] | None = None
    ) -> Ints:
        """The smallest sets of courses to go from here to a job with: rows of three (-1: none).

        Of courses that can be followed from here alone, that are in `among` (courses,) when it is given, and of
        which each on its own is worth it.
        """
        each = self.least_each(stop)
        allowed = each.possible if among is None else each.possible & among

        def worthy(courses: Ints) -> npt.NDArray[np.bool_]:
            # Beside others it may be over later, never sooner.
            latest = np.full(len(courses), each.latest.max(), dtype=np.int64)
            return worth(Takes(each.ready[courses], latest, each.cost[courses], each.hours[courses]))  # type: ignore[misc]

        return self._packages.smallest(job, stop.gained.after, allowed, worthy if worth else None)

    def plans(self, stop: Stop, job: int, packages: Ints) -> list[StudyPlan]:
        """When sets of courses can be followed from here; nothing to follow is ready at once."""
        if not len(packages):
            return []
        if packages[0, 0] < 0:
            return [StudyPlan(stop.since, 0, 0.0, stop.used, (), ())]
        facts, gained = self.facts, stop.gained
        room = self._room(stop)
        # Only what may pay depends on the work that the courses lead to.
        here = (stop.since, stop.counts_from, room, gained.key, stop.used, *facts.aim(job))
        keys: list[PlanKey] = [(tuple(row), *here) for row in packages.tolist()]
        new = [at for at, key in enumerate(keys) if key not in self._plans]
        if new:
            requiring = self.timetable.requiring
            found = study_plans(
                packages[new],
                facts.sittings,
                facts.editions,
                Standing(stop.since, room, stop.counts_from, gained.before, gained.after, requiring),
                self._pay(job, room),
                used=stop.used,
                until=facts.until,
                most_cost=facts.most_cost,
            )
            for at, plans in zip(new, found, strict=True):
                self._plans[keys[at]] = plans
        return [plan for key in keys for plan in self._plans[key]]

    def _pay(self, job: int, room: Room) -> Pay:
        facts = self.facts
        if not facts.instruments:
            return _nobody_pays
        return lambda one, used: facts.pay_for(one, job, used, facts.situation(one.starts, room.works_until))

    def _room(self, stop: Stop) -> Room:
        works_until = self.facts.works_until if stop.job == ORIGIN else NEVER
        return self.facts.room(works_until, stop.working_hours)

    def takes(self, stop: Stop, packages: Ints) -> tuple[Ints, Takes]:
        """The sets that can still be followed from here, and what they take at least."""
        if len(packages) and packages[0, 0] < 0:
            now = np.full(1, stop.since, dtype=np.int64)
            return packages, Takes(now, now, np.zeros(1, dtype=np.int64), np.zeros(1))
        which, *least = sum_up(packages, self.least_each(stop), stop.since)
        return packages[which], Takes(*least)

    def least_each(self, stop: Stop) -> LeastEach:
        """Per course what it takes at least from here, of the editions that can be joined and fit the hours."""
        key = (stop.since, self._room(stop))
        known = self._least_each.get(key)
        if known is None:
            found = least_of_each(self.facts.editions, stop.since, self.facts.until, key[1])
            known = self._least_each[key] = LeastEach(*found)
        return known

    # --- the step ---------------------------------------------------------------------------------

    def to(
        self,
        stop: Stop,
        job: int,
        worth: Worth | None = None,
        among: npt.NDArray[np.bool_] | None = None,
    ) -> Iterator[Stop]:
        """Every way from a stop into a job: each smallest set of courses, each way to follow it, each day to
        begin.

        Sets of courses and ways to follow them for which `worth` says no, on what they take at least, are
        passed over, and so are those with a course that is not in `among` (courses,).
        """
        packages, takes = self.takes(stop, self.packages(stop, job, worth, among))
        if worth is not None and len(packages):
            packages = packages[worth(takes)]
        plans = self.plans(stop, job, packages)
        if worth is not None and plans:
            taken = (
                np.array([getattr(plan, name) for plan in plans])
                for name in ("ready", "ready", "cost", "hours")
            )
            plans = list(compress(plans, worth(Takes(*taken)).tolist()))
        for plan in plans:
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
            earlier = stop.gained
            known = self._gained[key] = Gained(
                key, lambda: self._with_steps(earlier, followed, trade, at_once=learning is not None)
            )
        return known

    def _with_steps(
        self, earlier: Gained, followed: set[int], trade: int, *, at_once: bool
    ) -> tuple[Floats, Floats]:
        before = earlier.after.copy()
        for course in sorted(followed):
            self.timetable.with_course(before, course)
        after = before.copy()
        self.timetable.with_work(after, trade)
        return after if at_once else before, after

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
