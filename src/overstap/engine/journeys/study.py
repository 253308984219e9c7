# SPDX-License-Identifier: EUPL-1.2
"""When a set of courses can be followed: which editions, within the hours that are free, ready when."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations

from overstap.engine.journeys.offers import Departure
from overstap.engine.journeys.timetable import Floats, Timetable

DAYTIME = "day"
AT_WORK = "work"
"""Editions at this time of day belong to a learning place; nobody follows them beside other work."""


Used = tuple[int, ...]
"""What each instrument that pays once per person has paid so far, in cents."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """A way to follow one course. Days are ordinals; `starts` is the first day possible, of a continuous
    edition.

    `days` is how long a continuous edition takes whoever starts; None: until its end.
    """

    departure: Departure
    starts: int
    ends: int
    days: int | None
    hours: float
    daytime: bool
    cost: int
    """Price and travel in cents, before anybody pays a part."""
    travel: int
    least_cost: int
    """What is left of `cost` at least, when the one who could pay most of it does."""

    def can_be_joined(self, day: int, until: int) -> bool:
        """Whether it can still be joined on a day, and can be over by another."""
        if self.departure.continuous:
            return self.ends >= day and self.end_from(max(self.starts, day)) < until
        return self.starts >= day and self.ends < until

    def end_from(self, start: int) -> int:
        """The last day for who starts on `start`."""
        return self.ends if self.days is None else start + self.days

    def hours_from(self, start: int) -> float:
        """Hours in all for who starts on `start`."""
        return self.hours * (self.end_from(start) - start) / 7

    @property
    def least_hours(self) -> float:
        """Hours in all at least: of a continuous edition without a length, who starts late has few left."""
        return 0.0 if self.departure.continuous and self.days is None else self.hours_from(self.starts)


@dataclass(frozen=True, slots=True)
class Room:
    """The hours a week in which study fits. Days are ordinals.

    Until and with `works_until` someone works `working_hours` and has `beside` hours free; after that day
    `without` hours. Work and courses by day together stay within `daytime_week` hours.
    """

    works_until: int
    working_hours: float
    beside: float
    without: float
    daytime_week: float

    def could_hold(self, one: Sitting) -> bool:
        """Whether an edition fits on its own: on the day it starts, or some day when one can choose."""
        daytime = one.hours if one.daytime else 0.0
        if one.departure.continuous:
            return one.hours <= self.without or self.fits(self.works_until, one.hours, daytime)
        return self.fits(one.starts, one.hours, daytime)

    def fits(self, day: int, hours: float, daytime_hours: float) -> bool:
        """Whether so many hours of study fit in the week of a day."""
        if day > self.works_until:
            return hours <= self.without
        return hours <= self.beside and (
            daytime_hours == 0 or self.working_hours + daytime_hours <= self.daytime_week
        )


@dataclass(frozen=True, slots=True)
class Followed:
    """A course followed from a day to a day, and what it takes."""

    course: int
    sitting: Sitting
    starts: int
    ends: int


@dataclass(frozen=True, slots=True)
class StudyPlan:
    """Courses followed for one change. `ready` is the day after the last one, cost in cents out of pocket.

    `used` is what each instrument has paid by then, in cents; `paid` who pays how much of each course.
    """

    ready: int
    cost: int
    hours: float
    used: Used
    followed: tuple[Followed, ...]
    paid: tuple[tuple[str, int], ...]


NO_STUDY = StudyPlan(0, 0, 0.0, (), (), ())


@dataclass(frozen=True, slots=True)
class Preparation:
    """What the courses of a set still require of each other, before and from the day that present work counts.

    For each course the columns it lacks, and for each of those which of the set teach it.
    """

    before: tuple[tuple[frozenset[int], ...], ...]
    after: tuple[tuple[frozenset[int], ...], ...]
    counts_from: int

    def allows(self, course: int, start: int, ended: frozenset[int]) -> bool:
        """Whether the course at this place in the set may start, when those in `ended` are over by then."""
        lacking = self.before[course] if start < self.counts_from else self.after[course]
        return all(teachers & ended for teachers in lacking)


def preparation(
    timetable: Timetable,
    courses: Sequence[int],
    before: Floats,
    after: Floats,
    counts_from: int,
) -> Preparation:
    """What a set of courses requires, given what someone has (columns,) before and from `counts_from`."""

    def lacking(course: int, best: Floats) -> tuple[frozenset[int], ...]:
        required = timetable.requires[course]
        if not len(required):
            return ()
        return tuple(
            frozenset(
                at
                for at, other in enumerate(courses)
                if other != course and timetable.offered(other, column) >= timetable.lines.covered
            )
            for column in required[best[required] < timetable.lines.covered].tolist()
        )

    return Preparation(
        tuple(lacking(course, before) for course in courses),
        tuple(lacking(course, after) for course in courses),
        counts_from,
    )


Pay = Callable[[Followed, Used], tuple[str, int, Used]]
"""Who pays a part of a course: instrument (empty: nobody), cents, and what each has paid afterwards."""


def study_plans(
    courses: Sequence[int],
    sittings: Sequence[Sequence[Sitting]],
    from_day: int,
    room: Room,
    needs: Preparation,
    pay: Pay,
    *,
    used: Used = (),
    until: int,
    most_cost: int | None = None,
) -> list[StudyPlan]:
    """The ways to follow a set of courses from a day on, none of them beaten on readiness, cost and hours.

    `sittings` holds for each course the editions that suit. Every choice of editions is tried that could still
    be better on something than a way that was found. A continuous edition starts on the first day on which it
    can, in each order of the continuous ones. Nothing that is ready after `until`, or costs more than
    `most_cost` cents, is kept.
    """
    found: list[StudyPlan] = []
    in_time = [
        [
            _Option.of(one, from_day)
            for one in options
            if one.can_be_joined(from_day, until) and room.could_hold(one)
        ]
        for options in sittings
    ]
    for chosen in _choices(in_time, room, found):
        for followed in _placed(courses, chosen, from_day, room, needs):
            ready = max(one.ends for one in followed) + 1
            if ready > until:
                continue
            plan = _paid(ready, followed, pay, used)
            if most_cost is None or plan.cost <= most_cost:
                found.append(plan)
    return unbeaten(found)


@dataclass(frozen=True, slots=True)
class _Option:
    """An edition that could be chosen, and what it takes at least."""

    sitting: Sitting
    ready: int
    cost: int
    hours: float

    @classmethod
    def of(cls, one: Sitting, from_day: int) -> _Option:
        return cls(one, one.end_from(max(one.starts, from_day)) + 1, one.least_cost, one.least_hours)


def _choices(
    options: Sequence[Sequence[_Option]], room: Room, found: Sequence[StudyPlan]
) -> Iterator[tuple[Sitting, ...]]:
    """Every choice of one edition per course, but for those that cannot be or cannot be any good.

    A beginning of a choice is left, with all that could follow, when its editions with fixed days do not fit
    beside each other, or when what is in `found` by then is better whatever follows.
    """
    if not all(options):
        return
    # What the courses from here on take at least.
    rest = [(0, 0, 0.0)]
    for one in reversed(options):
        ready, cost, hours = rest[-1]
        ready = max(ready, min(option.ready for option in one))
        cost += min(option.cost for option in one)
        rest.append((ready, cost, hours + min(option.hours for option in one)))
    rest.reverse()

    def go_on(
        chosen: tuple[Sitting, ...], ready: int, cost: int, hours: float
    ) -> Iterator[tuple[Sitting, ...]]:
        at = len(chosen)
        if at == len(options):
            yield chosen
            return
        later, dearer, longer = rest[at + 1]
        for option in options[at]:
            now, paid, spent = max(ready, option.ready), cost + option.cost, hours + option.hours
            if _is_better(found, max(now, later), paid + dearer, spent + longer):
                continue
            together = (*chosen, option.sitting)
            if at == 0 or _fixed_fit(together, room):
                yield from go_on(together, now, paid, spent)

    yield from go_on((), 0, 0, 0.0)


def _is_better(found: Sequence[StudyPlan], ready: int, cost: int, hours: float) -> bool:
    """Whether one of these is better on something than what takes so much at least, and worse on nothing."""
    # Hours are rounded once they are added up, which no order of adding should turn.
    hours = round(hours - 1e-6, 1)
    return any(
        plan.ready <= ready
        and plan.cost <= cost
        and plan.hours <= hours
        and (plan.ready < ready or plan.cost < cost or plan.hours < hours)
        for plan in found
    )


def _fixed_fit(chosen: Sequence[Sitting], room: Room) -> bool:
    """Whether the editions with fixed days fit in the hours together."""
    return _fits(
        chosen, {at: one.starts for at, one in enumerate(chosen) if not one.departure.continuous}, room
    )


def unbeaten(plans: Sequence[StudyPlan]) -> list[StudyPlan]:
    """Those that no other is at least as good as on readiness, cost and hours; of equals the first."""
    kept: list[StudyPlan] = []
    for plan in sorted(plans, key=_order):
        if not any(
            one.cost <= plan.cost and one.hours <= plan.hours and one.ready <= plan.ready for one in kept
        ):
            kept.append(plan)
    return kept


def _order(plan: StudyPlan) -> tuple[int, int, float, Used, tuple[tuple[str, int], ...]]:
    which = tuple((one.sitting.departure.id, one.starts) for one in plan.followed)
    return plan.ready, plan.cost, plan.hours, plan.used, which


def _placed(
    courses: Sequence[int], chosen: Sequence[Sitting], from_day: int, room: Room, needs: Preparation
) -> Iterator[tuple[Followed, ...]]:
    """The days on which a choice of editions is followed: one way for each order of the continuous ones."""
    fixed = [at for at, sitting in enumerate(chosen) if not sitting.departure.continuous]
    if any(chosen[at].starts < from_day for at in fixed):
        return
    loose = [at for at, sitting in enumerate(chosen) if sitting.departure.continuous]
    for order in permutations(loose):
        starts = {at: chosen[at].starts for at in fixed}
        if all(_place(at, chosen, starts, from_day, room, needs) for at in order) and _holds(
            chosen, starts, room, needs
        ):
            yield tuple(
                Followed(course, chosen[at], starts[at], chosen[at].end_from(starts[at]))
                for at, course in enumerate(courses)
            )


def _place(
    at: int,
    chosen: Sequence[Sitting],
    starts: dict[int, int],
    from_day: int,
    room: Room,
    needs: Preparation,
) -> bool:
    """Starts a continuous edition on the first day on which it can, beside what was placed before."""
    sitting = chosen[at]
    earliest = max(from_day, sitting.starts)
    days = {earliest, needs.counts_from, room.works_until + 1}
    days |= {chosen[other].end_from(start) + 1 for other, start in starts.items()}
    for day in sorted(day for day in days if earliest <= day <= sitting.ends):
        starts[at] = day
        if _fits(chosen, starts, room) and needs.allows(at, day, _ended(chosen, starts, day)):
            return True
    starts.pop(at, None)
    return False


def _holds(chosen: Sequence[Sitting], starts: dict[int, int], room: Room, needs: Preparation) -> bool:
    """Whether all that was placed fits in the hours, and has what it requires when it starts."""
    return _fits(chosen, starts, room) and all(
        needs.allows(at, start, _ended(chosen, starts, start)) for at, start in starts.items()
    )


def _ended(chosen: Sequence[Sitting], starts: dict[int, int], day: int) -> frozenset[int]:
    return frozenset(at for at, start in starts.items() if chosen[at].end_from(start) < day)


def _fits(chosen: Sequence[Sitting], starts: dict[int, int], room: Room) -> bool:
    """Whether the hours fit in every week: the load rises only where a course starts, so those days tell."""
    for day in starts.values():
        running = [chosen[at] for at, start in starts.items() if start <= day <= chosen[at].end_from(start)]
        hours = sum(sitting.hours for sitting in running)
        daytime = sum(sitting.hours for sitting in running if sitting.daytime)
        if not room.fits(day, hours, daytime):
            return False
    return True


def _paid(ready: int, followed: tuple[Followed, ...], pay: Pay, used: Used) -> StudyPlan:
    """What it costs out of pocket; who pays once pays for the first course that it can."""
    cost, hours = 0, 0.0
    paid: dict[int, tuple[str, int]] = {}
    for one in sorted(followed, key=lambda one: (one.starts, one.course)):
        instrument, cents, used = pay(one, used)
        paid[one.course] = (instrument, cents)
        cost += one.sitting.cost - cents
        hours += one.sitting.hours_from(one.starts)
    return StudyPlan(ready, cost, round(hours, 1), used, followed, tuple(paid[one.course] for one in followed))
