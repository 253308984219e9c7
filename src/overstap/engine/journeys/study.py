# SPDX-License-Identifier: EUPL-1.2
"""When a set of courses can be followed: which editions, within the hours that are free, ready when."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from overstap.engine.journeys.editions import MOST, Editions, Requiring, Room, ways_to_follow
from overstap.engine.journeys.sitting import Sitting
from overstap.engine.journeys.timetable import Floats, Ints

Used = tuple[int, ...]
"""What each instrument that pays once per person has paid so far, in cents."""


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


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """From where a set of courses is followed: the first day, the hours there are, and what is there by when.

    `before` and `after` (columns,) are what someone has until `counts_from` and from that day on.
    """

    since: int
    room: Room
    counts_from: int
    before: Floats
    after: Floats
    requiring: Requiring


Pay = Callable[[Followed, Used], tuple[str, int, Used]]
"""Who pays a part of a course: instrument (empty: nobody), cents, and what each has paid afterwards."""


def study_plans(
    packages: Ints,
    sittings: Sequence[Sequence[Sitting]],
    editions: Editions,
    stand: Standing,
    pay: Pay,
    *,
    used: Used = (),
    until: int,
    most_cost: int | None = None,
) -> list[list[StudyPlan]]:
    """For each set of courses the ways to follow it, none of them beaten on readiness, cost and hours.

    `packages` has shape (sets, 3), -1 where a set has fewer courses. `sittings` holds for each course of the
    timetable the editions that suit, `editions` the same as arrays. Every choice of editions is tried that
    could still be better on something than a way that was found. A continuous edition starts on the first day
    on which it can, in each order of the continuous ones. Nothing that is ready after `until`, or costs more
    than `most_cost` cents, is kept.
    """
    found: list[list[StudyPlan]] = [[] for _ in range(len(packages))]
    rows = ways_to_follow(
        editions,
        packages,
        stand.since,
        until,
        stand.room,
        stand.counts_from,
        stand.before,
        stand.after,
        stand.requiring,
    )
    first = editions.first
    for package, *which in rows.tolist():
        followed = []
        for course, edition, starts in zip(packages[package].tolist(), which[:MOST], which[MOST:], strict=True):
            if course >= 0:
                sitting = sittings[course][edition - int(first[course])]
                followed.append(Followed(course, sitting, starts, sitting.end_from(starts)))
        plan = _paid(max(one.ends for one in followed) + 1, tuple(followed), pay, used)
        if most_cost is None or plan.cost <= most_cost:
            found[package].append(plan)
    return [unbeaten(those) if len(those) > 1 else those for those in found]


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
