# SPDX-License-Identifier: EUPL-1.2
"""The editions of all courses as plain arrays, and the two questions that are asked of them thousands of times.

What does each course take at least from a day on? And how can a set of courses be followed: which editions,
beginning when? The second is a search over choices of editions, one for each course. It goes depth first, and
leaves a choice, with all that could follow, as soon as its fixed days do not fit beside each other, or a way
that was found is better whatever follows.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from numba import njit

from overstap.engine.journeys.sitting import Sitting

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

NEVER = date.max.toordinal()
NO_DAYS = -1
MOST = 3
"""Courses in a set, at most."""
_NOISE = 1e-6
"""Sums in another order differ by less."""
_ORDERS = np.array([[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]], dtype=np.int64)
"""Orders of three, in the order of `itertools.permutations`."""


class Editions(NamedTuple):
    """Of each course its editions from `first[course]` up to `first[course + 1]`; as `Sitting` has them.

    `days` is NO_DAYS where a continuous edition takes until its end. Cost in cents.
    """

    first: Ints
    starts: Ints
    ends: Ints
    days: Ints
    hours: Floats
    daytime: npt.NDArray[np.bool_]
    continuous: npt.NDArray[np.bool_]
    cost: Ints
    least_cost: Ints
    least_hours: Floats


class Requiring(NamedTuple):
    """What each course requires and teaches: rows of two sparse tables, by column, and the line of covering."""

    required_first: Ints
    required: Ints
    offered_first: Ints
    offered: Ints
    near: Floats
    covered: float


class Room(NamedTuple):
    """The hours a week in which study fits. Days are ordinals.

    Until and with `works_until` someone works `working_hours` and has `beside` hours free; after that day
    `without` hours. Work and courses by day together stay within `daytime_week` hours.
    """

    works_until: int
    working_hours: float
    beside: float
    without: float
    daytime_week: float


def editions_of(sittings: Sequence[Sequence[Sitting]]) -> Editions:
    """The editions of all courses, (courses,) of them each."""
    flat = [one for those in sittings for one in those]
    return Editions(
        first=np.cumsum([0, *(len(those) for those in sittings)], dtype=np.int64),
        starts=np.array([one.starts for one in flat], dtype=np.int64),
        ends=np.array([one.ends for one in flat], dtype=np.int64),
        days=np.array([NO_DAYS if one.days is None else one.days for one in flat], dtype=np.int64),
        hours=np.array([one.hours for one in flat], dtype=np.float64),
        daytime=np.array([one.daytime for one in flat], dtype=np.bool_),
        continuous=np.array([one.departure.continuous for one in flat], dtype=np.bool_),
        cost=np.array([one.cost for one in flat], dtype=np.int64),
        least_cost=np.array([one.least_cost for one in flat], dtype=np.int64),
        least_hours=np.array([one.least_hours for one in flat], dtype=np.float64),
    )


# --- kernels --------------------------------------------------------------------------------------


@njit(cache=True)
def _end_from(ed, e, day):  # type: ignore[no-untyped-def]
    """The last day for who starts on a day."""
    return ed.ends[e] if ed.days[e] == NO_DAYS else day + ed.days[e]


@njit(cache=True)
def _room_fits(room, day, hours, daytime):  # type: ignore[no-untyped-def]
    """Whether so many hours of study, and of those by day, fit in the week of a day."""
    if day > room.works_until:
        return hours <= room.without
    return hours <= room.beside and (daytime == 0.0 or room.working_hours + daytime <= room.daytime_week)


@njit(cache=True)
def _can_be(ed, e, since, until, room):  # type: ignore[no-untyped-def]
    """Whether an edition can still be joined, is over in time, and fits in the hours on its own."""
    daytime = ed.hours[e] if ed.daytime[e] else 0.0
    if ed.continuous[e]:
        if ed.ends[e] < since or _end_from(ed, e, max(ed.starts[e], since)) >= until:
            return False
        return ed.hours[e] <= room.without or _room_fits(room, room.works_until, ed.hours[e], daytime)
    if ed.starts[e] < since or ed.ends[e] >= until:
        return False
    return _room_fits(room, ed.starts[e], ed.hours[e], daytime)


@njit(cache=True)
def least_of_each(ed, since, until, room):  # type: ignore[no-untyped-def]
    """Per course whether it can be followed, the first and last day of being ready, least cents and hours."""
    count = len(ed.first) - 1
    possible = np.zeros(count, dtype=np.bool_)
    ready = np.full(count, NEVER, dtype=np.int64)
    latest = np.zeros(count, dtype=np.int64)
    cost = np.zeros(count, dtype=np.int64)
    hours = np.zeros(count)
    for course in range(count):
        for e in range(ed.first[course], ed.first[course + 1]):
            if not _can_be(ed, e, since, until, room):
                continue
            soonest = _end_from(ed, e, max(ed.starts[e], since)) + 1
            last = (_end_from(ed, e, ed.ends[e]) if ed.continuous[e] else ed.ends[e]) + 1
            if possible[course]:
                ready[course] = min(ready[course], soonest)
                latest[course] = max(latest[course], last)
                cost[course] = min(cost[course], ed.least_cost[e])
                hours[course] = min(hours[course], ed.least_hours[e])
            else:
                possible[course] = True
                ready[course], latest[course] = soonest, last
                cost[course], hours[course] = ed.least_cost[e], ed.least_hours[e]
    return possible, ready, latest, cost, hours


@njit(cache=True)
def _lacking(courses, size, best, requiring):  # type: ignore[no-untyped-def]
    """For each of a set what it lacks of what it requires: per column, as bits, which others teach it."""
    most = 0
    for i in range(size):
        most = max(most, requiring.required_first[courses[i] + 1] - requiring.required_first[courses[i]])
    teachers = np.zeros((size, most), dtype=np.int64)
    count = np.zeros(size, dtype=np.int64)
    for i in range(size):
        for r in range(requiring.required_first[courses[i]], requiring.required_first[courses[i] + 1]):
            column = requiring.required[r]
            if best[column] >= requiring.covered:
                continue
            bits = 0
            for j in range(size):
                if j == i:
                    continue
                first, last = requiring.offered_first[courses[j]], requiring.offered_first[courses[j] + 1]
                at = first + np.searchsorted(requiring.offered[first:last], column)
                if at < last and requiring.offered[at] == column and requiring.near[at] >= requiring.covered:
                    bits |= 1 << j
            teachers[i, count[i]] = bits
            count[i] += 1
    return teachers, count


@njit(cache=True)
def _fit_together(ed, chosen, starts, placed, many, room):  # type: ignore[no-untyped-def]
    """Whether the hours of what was placed fit in every week: only where a course starts does the load rise."""
    for p in range(many):
        day = starts[placed[p]]
        hours = 0.0
        daytime = 0.0
        for q in range(many):
            at = placed[q]
            e = chosen[at]
            if starts[at] <= day and day <= _end_from(ed, e, starts[at]):
                hours += ed.hours[e]
                if ed.daytime[e]:
                    daytime += ed.hours[e]
        if not _room_fits(room, day, hours, daytime):
            return False
    return True


@njit(cache=True)
def _is_prepared(ed, chosen, starts, placed, many, at, day, counts_from, before, after):  # type: ignore[no-untyped-def]
    """Whether what a course requires is there by a day, with what was placed and is over by then."""
    teachers, count = before if day < counts_from else after
    ended = 0
    for p in range(many):
        if _end_from(ed, chosen[placed[p]], starts[placed[p]]) < day:
            ended |= 1 << placed[p]
    prepared = True
    for r in range(count[at]):
        prepared = prepared and teachers[at, r] & ended != 0
    return prepared


@njit(cache=True)
def _place(ed, chosen, starts, placed, many, at, from_day, room, counts_from, before, after):  # type: ignore[no-untyped-def]
    """Starts a continuous edition on the first day on which it can, beside what was placed before."""
    e = chosen[at]
    earliest = max(from_day, ed.starts[e])
    days = np.empty(many + 3, dtype=np.int64)
    days[0], days[1], days[2] = earliest, counts_from, room.works_until + 1
    for p in range(many):
        days[3 + p] = _end_from(ed, chosen[placed[p]], starts[placed[p]]) + 1
    days.sort()
    placed[many] = at
    for day in days:
        if day < earliest or day > ed.ends[e]:
            continue
        starts[at] = day
        if _fit_together(ed, chosen, starts, placed, many + 1, room) and _is_prepared(
            ed, chosen, starts, placed, many + 1, at, day, counts_from, before, after
        ):
            return True
    return False


@njit(cache=True)
def _is_beaten(found, ready, cost, tenths):  # type: ignore[no-untyped-def]
    """Whether something found is better than whatever takes so much at least."""
    for one in found:
        same = one[0] == ready and one[1] == cost and one[2] == tenths
        if one[0] <= ready and one[1] <= cost and one[2] <= tenths and not same:
            return True
    return False


@njit(cache=True)
def _follow_one(ed, courses, size, from_day, until, room, counts_from, before, after, out, package):  # type: ignore[no-untyped-def]
    """Adds to `out` the ways to follow one set: rows of its number, the editions, and the days they start."""
    # What the courses from here on take at least.
    least_ready = np.zeros(size + 1, dtype=np.int64)
    least_cost = np.zeros(size + 1, dtype=np.int64)
    least_hours = np.zeros(size + 1)
    for at in range(size - 1, -1, -1):
        any_fits = False
        ready, cost, hours = 0, 0, 0.0
        for e in range(ed.first[courses[at]], ed.first[courses[at] + 1]):
            if not _can_be(ed, e, from_day, until, room):
                continue
            soonest = _end_from(ed, e, max(ed.starts[e], from_day)) + 1
            ready = min(ready, soonest) if any_fits else soonest
            cost = min(cost, ed.least_cost[e]) if any_fits else ed.least_cost[e]
            hours = min(hours, ed.least_hours[e]) if any_fits else ed.least_hours[e]
            any_fits = True
        if not any_fits:
            return
        least_ready[at] = max(least_ready[at + 1], ready)
        least_cost[at] = least_cost[at + 1] + cost
        least_hours[at] = least_hours[at + 1] + hours
    found = [(0, 0, 0)]
    found.pop()
    chosen = np.zeros(MOST, dtype=np.int64)
    starts = np.zeros(MOST, dtype=np.int64)
    placed = np.zeros(MOST + 1, dtype=np.int64)
    ready_by = np.zeros(size + 1, dtype=np.int64)
    cost_by = np.zeros(size + 1, dtype=np.int64)
    hours_by = np.zeros(size + 1)
    at = 0
    chosen[0] = ed.first[courses[0]] - 1
    while at >= 0:
        chosen[at] += 1
        e = chosen[at]
        if e >= ed.first[courses[at] + 1]:
            at -= 1
            continue
        if not _can_be(ed, e, from_day, until, room):
            continue
        ready = max(ready_by[at], _end_from(ed, e, max(ed.starts[e], from_day)) + 1)
        cost = cost_by[at] + ed.least_cost[e]
        hours = hours_by[at] + ed.least_hours[e]
        tenths = int(np.floor((hours + least_hours[at + 1]) * 10 + 0.5 - _NOISE))
        if _is_beaten(found, max(ready, least_ready[at + 1]), cost + least_cost[at + 1], tenths):
            continue
        many = 0
        for i in range(at + 1):
            if not ed.continuous[chosen[i]]:
                placed[many] = i
                starts[i] = ed.starts[chosen[i]]
                many += 1
        if at > 0 and not _fit_together(ed, chosen, starts, placed, many, room):
            continue
        if at + 1 < size:
            ready_by[at + 1], cost_by[at + 1], hours_by[at + 1] = ready, cost, hours
            at += 1
            chosen[at] = ed.first[courses[at]] - 1
            continue
        _in_each_order(
            ed, chosen, starts, placed, many, size, from_day, until, room, counts_from, before, after,
            found, out, package,
        )  # fmt: skip


@njit(cache=True)
def _in_each_order(  # type: ignore[no-untyped-def]
    ed,
    chosen,
    starts,
    placed,
    fixed,
    size,
    from_day,
    until,
    room,
    counts_from,
    before,
    after,
    found,
    out,
    package,
):
    """One way for each order of the continuous ones, when all of it fits and is prepared for."""
    loose = size - fixed
    orders = 1 if loose < 2 else (2 if loose == 2 else 6)
    which = np.zeros(MOST, dtype=np.int64)
    many = 0
    for i in range(size):
        if ed.continuous[chosen[i]]:
            which[many] = i
            many += 1
    for number in range(orders):
        many = fixed
        good = True
        for i in range(loose):
            # Of two, the first two orders of three that leave the last in its place.
            order = _ORDERS[2 * number if loose == 2 else number]
            at = which[order[i] if loose > 1 else 0]
            if not _place(ed, chosen, starts, placed, many, at, from_day, room, counts_from, before, after):
                good = False
                break
            many += 1
        if not good or not _fit_together(ed, chosen, starts, placed, size, room):
            continue
        for i in range(size):
            good = good and _is_prepared(
                ed, chosen, starts, placed, size, i, starts[i], counts_from, before, after
            )
        if not good:
            continue
        ready, most, hours = 0, 0, 0.0
        for i in range(size):
            e = chosen[i]
            end = _end_from(ed, e, starts[i])
            ready = max(ready, end + 1)
            most += ed.cost[e]
            hours += ed.hours[e] * (end - starts[i]) / 7
        if ready > until:
            continue
        tenths = int(np.floor(hours * 10 + 0.5 + _NOISE))
        found.append((ready, most, tenths))
        row = np.full(1 + 2 * MOST, -1, dtype=np.int64)
        row[0] = package
        for i in range(size):
            row[1 + i] = chosen[i]
            row[1 + MOST + i] = starts[i]
        out.append(row)


@njit(cache=True)
def ways_to_follow(ed, packages, from_day, until, room, counts_from, before, after, requiring):  # type: ignore[no-untyped-def]
    """The ways to follow each of these sets, (sets, 3) courses or -1, that nothing is better than for sure.

    Rows of the number of the set, three editions and the three days on which they start (-1: none). What is
    paid by others is left open here: a way counts as worse only when it is whatever others pay.
    """
    out = [np.zeros(1 + 2 * MOST, dtype=np.int64)]
    out.pop()
    for package in range(len(packages)):
        courses = packages[package]
        size = 0
        while size < MOST and courses[size] >= 0:
            size += 1
        lacking = _lacking(courses, size, before, requiring)
        lacking_after = _lacking(courses, size, after, requiring)
        _follow_one(ed, courses, size, from_day, until, room, counts_from, lacking, lacking_after, out, package)
    rows = np.zeros((len(out), 1 + 2 * MOST), dtype=np.int64)
    for at in range(len(out)):
        rows[at] = out[at]
    return rows
