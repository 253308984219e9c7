# SPDX-License-Identifier: EUPL-1.2
"""What stands before each job: what it cannot do without, and what it takes at least to get that by courses.

Most jobs are shut to most people, whatever they study: some must is not met, and no course that has to do with
the job teaches it. And where a must is not met, some course that meets it has to be followed: so its day, price
and hours are a bound on those of any set of courses that is enough. Both are told from a table, without forming
a set.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from numba import njit

SKILL_MUST, CERTIFICATE = 1, 2
"""Why a demand has to be met: a must that can be learned, or what is there or not: a legal paper, a level."""
DEEPEST_PREPARATION = 2
"""A course may need another first, and that one a third: a step takes at most three courses."""
_MOST_BITS = 62
"""What is asked of this many and more is not looked at: it only makes the bound less tight."""
_SLACK = 1e-9
_FAR = 2**61

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


class Doors(NamedTuple):
    """What each job asks, and the candidates for it. Of job j the entries `first[j]` up to `first[j + 1]`.

    `columns`, `weights`, `kinds` (entries,): what is asked, its weight in coverage, and whether it is a must.
    `total`, `fits` (jobs,). `course_first`, `courses`: the candidates of each job that serve it themselves
    (`serves`), or that meet a must or paper: `meets` has them as bits, numbered from the first entry on.
    """

    first: Ints
    columns: Ints
    weights: Floats
    kinds: npt.NDArray[np.int8]
    total: Floats
    fits: Floats
    course_first: Ints
    courses: Ints
    serves: Bools
    meets: Ints


class Gains(NamedTuple):
    """What jobs and courses add to what somebody has. Three sparse tables by rows, and what goes by job.

    `near`: how near each skill comes to each column. `learned`: the skills that a job teaches; `trade` is the
    job of which these count, `level` the level that it gives, `course` the one that a learning place takes or
    -1. `serving`: the courses that serve a job; `teachers`: those that teach a column near enough.
    """

    near_first: Ints
    near_column: Ints
    near: Floats
    learned_first: Ints
    learned: Ints
    trade: Ints
    level: Ints
    first_level: int
    course: Ints
    serving_first: Ints
    serving: Ints
    teachers_first: Ints
    teachers: Ints


class LeastEach(NamedTuple):
    """Per course, (courses,): whether it can be followed from some day on, and what it takes at least.

    `ready` and `latest` are the first and the last day on which one can be ready, `cost` in cents.
    """

    possible: Bools
    ready: Ints
    latest: Ints
    cost: Ints
    hours: Floats


class LeastBehind(NamedTuple):
    """What it takes at least to get something by courses: to meet one entry, and to enter a job at all.

    `ready`, `cost`, `hours` (entries,): far where no course meets it. `any_` (jobs,): whether a course that
    serves can be followed; `job_ready`, `job_cost`, `job_hours` (jobs,) the least of those. `latest` is the
    last day of being ready of all courses.
    """

    ready: Ints
    cost: Ints
    hours: Floats
    any_: Bools
    job_ready: Ints
    job_cost: Ints
    job_hours: Floats
    latest: int


# --- kernels --------------------------------------------------------------------------------------


@njit(cache=True)
def with_preparation(serving, requires_start, before_start, before, count):  # type: ignore[no-untyped-def]
    """The courses that serve, those that prepare for one of them, and those before these; in order."""
    chosen = np.zeros(count, dtype=np.bool_)
    newest = serving
    for course in serving:
        chosen[course] = True
    for _ in range(DEEPEST_PREPARATION):
        found = []
        for course in newest:
            if requires_start[course] == requires_start[course + 1]:
                continue
            for at in range(before_start[course], before_start[course + 1]):
                if not chosen[before[at]]:
                    chosen[before[at]] = True
                    found.append(before[at])
        newest = np.array(found, dtype=np.int64) if len(found) else np.zeros(0, dtype=np.int64)
    return np.flatnonzero(chosen)


@njit(cache=True)
def candidates_of_all(  # type: ignore[no-untyped-def]
    serving_first, serving, requires_first, before_first, before, requiring, asked_first, asked, kinds
):
    """The last four of `Doors`: for every job its candidates, which serve, and which musts each meets."""
    count = len(requires_first) - 1
    jobs = len(asked_first) - 1
    first = np.zeros(jobs + 1, dtype=np.int64)
    place = np.full(requiring_width(requiring, asked), -1, dtype=np.int64)
    found = []
    for job in range(jobs):
        mine = serving[serving_first[job] : serving_first[job + 1]]
        found.append(with_preparation(mine, requires_first, before_first, before, count))
        first[job + 1] = first[job] + len(found[job])
    courses = np.zeros(first[jobs], dtype=np.int64)
    serves = np.zeros(first[jobs], dtype=np.bool_)
    meets = np.zeros(first[jobs], dtype=np.int64)
    row = 0
    for job in range(jobs):
        start, end = asked_first[job], asked_first[job + 1]
        for entry in range(start, end):
            if kinds[entry] and entry - start < _MOST_BITS:
                place[asked[entry]] = entry - start
        mine = serving[serving_first[job] : serving_first[job + 1]]
        first[job] = row
        for at in range(len(found[job])):
            course = found[job][at]
            courses[row] = course
            near_one = np.searchsorted(mine, course)
            serves[row] = near_one < len(mine) and mine[near_one] == course
            meets[row] = 0
            for offer in range(requiring.offered_first[course], requiring.offered_first[course + 1]):
                bit = place[requiring.offered[offer]]
                if bit < 0:
                    continue
                line = requiring.covered if kinds[start + bit] == SKILL_MUST else 1.0
                if requiring.near[offer] >= line:
                    meets[row] |= 1 << bit
            row += serves[row] or meets[row] != 0
        for entry in range(start, end):
            place[asked[entry]] = -1
    first[jobs] = row
    return first, courses[:row].copy(), serves[:row].copy(), meets[:row].copy()


@njit(cache=True)
def requiring_width(requiring, asked):  # type: ignore[no-untyped-def]
    """One more than the last column that is offered or asked."""
    width = 1
    for column in asked:
        width = max(width, column + 1)
    for column in requiring.offered:
        width = max(width, column + 1)
    return width


@njit(cache=True)
def least_behind(doors, each):  # type: ignore[no-untyped-def]
    """What it takes at least by courses, by what each course takes at least: the fields of `LeastBehind`."""
    jobs, entries = len(doors.first) - 1, len(doors.columns)
    ready = np.full(entries, _FAR, dtype=np.int64)
    cost = np.full(entries, _FAR, dtype=np.int64)
    hours = np.full(entries, np.inf)
    any_ = np.zeros(jobs, dtype=np.bool_)
    job_ready = np.full(jobs, _FAR, dtype=np.int64)
    job_cost = np.full(jobs, _FAR, dtype=np.int64)
    job_hours = np.full(jobs, np.inf)
    for job in range(jobs):
        start = doors.first[job]
        for row in range(doors.course_first[job], doors.course_first[job + 1]):
            course = doors.courses[row]
            if not each.possible[course]:
                continue
            if doors.serves[row]:
                any_[job] = True
                job_ready[job] = min(job_ready[job], each.ready[course])
                job_cost[job] = min(job_cost[job], each.cost[course])
                job_hours[job] = min(job_hours[job], each.hours[course])
            bits = doors.meets[row]
            entry = start
            while bits:
                if bits & 1:
                    ready[entry] = min(ready[entry], each.ready[course])
                    cost[entry] = min(cost[entry], each.cost[course])
                    hours[entry] = min(hours[entry], each.hours[course])
                bits >>= 1
                entry += 1
    latest = each.latest.max() if len(each.latest) else 0
    return ready, cost, hours, any_, job_ready, job_cost, job_hours, latest


@njit(cache=True)
def least_into(doors, behind, best, job, musts, covered):  # type: ignore[no-untyped-def]
    """What courses take at least for someone with `best` to enter a job.

    Whether it can be at all, whether no course is needed, the day of being ready (0: at once), cents, hours.
    """
    start, end = doors.first[job], doors.first[job + 1]
    has, asked, there = 0.0, 0, 0
    for entry in range(start, end):
        near = best[doors.columns[entry]]
        has += doors.weights[entry] * near
        if doors.kinds[entry] == SKILL_MUST:
            asked += 1
            there += near >= covered
    each_counts = asked - 1 < musts * asked - _SLACK  # not one of the musts can be left out
    open_ = doors.total[job] > 0.0 and has >= doors.fits[job] * doors.total[job] - _SLACK
    open_ = open_ and there >= musts * asked - _SLACK
    ready, cost, hours = 0, 0, 0.0
    for entry in range(start, end):
        kind = doors.kinds[entry]
        if kind == 0:
            continue
        near = best[doors.columns[entry]]
        if (kind == CERTIFICATE and near >= 1.0) or (
            kind == SKILL_MUST and (near >= covered or not each_counts)
        ):
            continue
        open_ = False
        if entry - start >= _MOST_BITS:
            continue
        if behind.cost[entry] == _FAR:
            return False, False, 0, 0, 0.0
        ready = max(ready, behind.ready[entry])
        cost = max(cost, behind.cost[entry])
        hours = max(hours, behind.hours[entry])
    if open_:
        return True, True, 0, 0, 0.0
    if not behind.any_[job]:
        return False, False, 0, 0, 0.0
    return (
        True,
        False,
        max(ready, behind.job_ready[job]),
        max(cost, behind.job_cost[job]),
        max(hours, behind.job_hours[job]),
    )
