# SPDX-License-Identifier: EUPL-1.2
"""The courses that can be part of a way into a job, and what they offer and require of each other.

Worked out for each gap on the plain arrays of the timetable: with thousands of jobs and courses this is asked
thousands of times for one question. A course that serves no job itself counts only for who lacks what it
teaches, which leaves a few of hundreds.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from numba import njit
from scipy import sparse

from overstap.engine.journeys.doors import DEEPEST_PREPARATION, Doors, candidates_of_all
from overstap.engine.journeys.editions import Requiring

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


class Candidates(NamedTuple):
    """Courses that can be part of a way into a job, for somebody.

    `serves` tells which are worth offering for the job itself (the others only prepare for one that is),
    `hours` how long each takes. `offers` has shape (candidates, demands of the job): how near what the course
    teaches comes to each demand, 1 for a certificate that it gives.

    What candidates require of each other is kept in bits, one for each skill that a candidate requires: `unmet`
    (candidates,) those that somebody lacks, and `meets[a, b]` the bits of b that a teaches near enough; it has
    no rows when nothing is required.
    """

    offers: Floats
    serves: npt.NDArray[np.bool_]
    hours: Floats
    unmet: Ints
    meets: Ints


class Preparation:
    """What the courses of a timetable offer and require, as arrays to find candidates in.

    `offers` (courses, columns) and `preparing` (courses, courses) as in `Timetable`; `requires` are the columns
    that each course requires.
    """

    def __init__(
        self,
        offers: sparse.csr_array[Any],
        requires: tuple[Ints, ...],
        preparing: sparse.csr_array[Any],
        hours: Floats,
        covered: float,
    ) -> None:
        self._width = offers.shape[1]
        self._offers = (*_plain(offers), np.asarray(offers.data, dtype=np.float64))
        starts = np.cumsum([0, *(len(row) for row in requires)], dtype=np.int64)
        columns = np.concatenate([*requires, np.zeros(0, dtype=np.int64)])
        self._requires = starts, columns
        self._preparing = _plain(sparse.csc_array(preparing))
        self._hours = hours
        self._teachers = _plain(_near_enough(offers, covered))
        first, offered, near = self._offers
        self.requiring = Requiring(*self._requires, first, offered, near, float(covered))
        """What each course requires and teaches."""

    def reached(self, serving: Ints, allowed: npt.NDArray[np.bool_], best: Floats) -> Ints:
        """Of the courses that are allowed (courses,) those that serve, and those that teach somebody with
        `best` what they lack for one of these.
        """
        reached: Ints = reached_by(serving, allowed, best, self.requiring, *self._teachers)
        return reached

    @property
    def teachers(self) -> tuple[Ints, Ints]:
        """By column the courses that teach a skill near enough: where each begins, and the courses."""
        return self._teachers

    def candidates(self, courses: Ints, serving: Ints, asked: Ints, best: Floats) -> Candidates:
        """What these courses are to a job that `serving` courses serve and that asks the columns `asked`, for
        somebody with `best`; all in order.
        """
        unmet, meets = _required(courses, self.requiring, *self._teachers, best)
        return Candidates(
            serves=_is_in(courses, serving),
            hours=self._hours[courses],
            offers=_offered(courses, asked, *self._offers, self._width),
            unmet=unmet,
            meets=meets,
        )

    def doors(
        self,
        serving: sparse.csr_array[Any],
        demands: sparse.csr_array[Any],
        kinds: npt.NDArray[np.int8],
        weights: Floats,
        fits: Floats,
    ) -> Doors:
        """What each job cannot do without, and the candidates that give it; as `Timetable` has these."""
        asked = (*_plain(demands), np.asarray(demands.data, dtype=np.float64), kinds)
        found = candidates_of_all(
            *_plain(serving), self._requires[0], *self._preparing, self.requiring, *asked[:2], kinds
        )
        return Doors(*asked, weights, fits, *found)

    def teachers_of(self, column: int) -> Ints:
        """The courses that teach a skill near enough, by its column."""
        starts, courses = self._teachers
        return courses[starts[column] : starts[column + 1]]


def _plain(matrix: sparse.csr_array[Any] | sparse.csc_array[Any]) -> tuple[Ints, Ints]:
    matrix.sort_indices()
    return matrix.indptr.astype(np.int64), matrix.indices.astype(np.int64)


def _near_enough(offers: sparse.csr_array[Any], covered: float) -> sparse.csc_array[Any]:
    """By column the courses that teach it, or something near enough."""
    near = sparse.csr_array(offers, copy=True)
    near.data = (near.data >= covered).astype(np.float64)
    near.eliminate_zeros()
    return sparse.csc_array(near)


# --- kernels --------------------------------------------------------------------------------------


@njit(cache=True)
def _offered(courses, asked, starts, columns, values, width):  # type: ignore[no-untyped-def]
    """How near what each course teaches comes to each column asked. Shape (courses, asked)."""
    place = np.full(width, -1, dtype=np.int64)
    for at in range(len(asked)):
        place[asked[at]] = at
    out = np.zeros((len(courses), len(asked)))
    for row in range(len(courses)):
        for at in range(starts[courses[row]], starts[courses[row] + 1]):
            if place[columns[at]] >= 0:
                out[row, place[columns[at]]] = values[at]
    return out


@njit(cache=True)
def reached_by(serving, allowed, best, requiring, teachers_first, teachers):  # type: ignore[no-untyped-def]
    """The courses that serve, those that teach what one of these lacks, and those that do so for these."""
    chosen = np.zeros(len(allowed), dtype=np.bool_)
    found = []
    for course in serving:
        if allowed[course]:
            chosen[course] = True
            found.append(course)
    newest = 0
    for _ in range(DEEPEST_PREPARATION):
        until = len(found)
        for at in range(newest, until):
            course = found[at]
            for row in range(requiring.required_first[course], requiring.required_first[course + 1]):
                column = requiring.required[row]
                if best[column] >= requiring.covered:
                    continue
                for other in teachers[teachers_first[column] : teachers_first[column + 1]]:
                    if allowed[other] and not chosen[other]:
                        chosen[other] = True
                        found.append(other)
        newest = until
    courses = np.zeros(len(found), dtype=np.int64)
    for at in range(len(found)):
        courses[at] = found[at]
    courses.sort()
    return courses


@njit(cache=True)
def _is_in(courses, among):  # type: ignore[no-untyped-def]
    """Which of these courses are among others, both in order."""
    there = np.zeros(len(courses), dtype=np.bool_)
    other = 0
    for at in range(len(courses)):
        while other < len(among) and among[other] < courses[at]:
            other += 1
        there[at] = other < len(among) and among[other] == courses[at]
    return there


@njit(cache=True)
def _required(courses, requiring, teachers_first, teachers, best):  # type: ignore[no-untyped-def]
    """What these courses require and somebody lacks, and which of them teach it: `unmet`, `meets`."""
    first, required = requiring.required_first, requiring.required
    unmet = np.zeros(len(courses), dtype=np.int64)
    for at in range(len(courses)):
        start = first[courses[at]]
        for row in range(start, first[courses[at] + 1]):
            if best[required[row]] < requiring.covered:
                unmet[at] |= 1 << (row - start)
    if not unmet.any():
        return unmet, np.zeros((0, 0), dtype=np.int64)
    meets = np.zeros((len(courses), len(courses)), dtype=np.int64)
    for at in range(len(courses)):
        start = first[courses[at]]
        for row in range(start, first[courses[at] + 1]):
            if not unmet[at] >> (row - start) & 1:
                continue
            column = required[row]
            for teacher in teachers[teachers_first[column] : teachers_first[column + 1]]:
                other = np.searchsorted(courses, teacher)
                if other < len(courses) and courses[other] == teacher and other != at:
                    meets[other, at] |= 1 << (row - start)
    return unmet, meets
