# SPDX-License-Identifier: EUPL-1.2
"""The courses that can be part of a way into a job, and what they offer and require of each other.

Worked out per job when it is first asked for, on the plain arrays of the timetable: with thousands of jobs and
courses this is asked thousands of times for one question.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
from numba import njit
from scipy import sparse

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

DEEPEST_PREPARATION = 2
"""A course may need another first, and that one a third: a step takes at most three courses."""


@dataclass(frozen=True, eq=False)
class Candidates:
    """The courses that can be part of a way into a job.

    `courses` are positions in the timetable, `serves` tells which are worth offering for the job itself (the
    others only prepare for one that is), `hours` how long each takes. `offers` has shape (candidates,
    demands of the job): how near what the course teaches comes to each demand, 1 for a certificate that it
    gives.

    What candidates require of each other is kept in bits, one for each skill that a candidate requires:
    `requires` (candidates, 2) holds rows (candidate, column) in the order of their bits, and `meets[a, b]` the
    bits of b that a teaches near enough; it has no rows when nothing is required.
    """

    courses: Ints
    serves: npt.NDArray[np.bool_]
    hours: Floats
    offers: Floats
    preparation: Preparation

    @property
    def requires(self) -> Ints:
        """What candidates require, a row for each bit."""
        return self._required[0]

    @property
    def meets(self) -> Ints:
        """The bits of what each candidate requires that each other one teaches."""
        return self._required[1]

    @cached_property
    def _required(self) -> tuple[Ints, Ints]:
        # Asked only where courses could be enough at all, which for most jobs they cannot.
        return self.preparation.required(self.courses)


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

    def candidates(self, serving: Ints, asked: Ints) -> Candidates:
        """The candidates for a job that `serving` courses serve and that asks the columns `asked`, both in
        order.
        """
        courses = _with_preparation(serving, self._requires[0], *self._preparing, len(self._hours))
        return Candidates(
            courses=courses,
            serves=np.isin(courses, serving, assume_unique=True),
            hours=self._hours[courses],
            offers=_offered(courses, asked, *self._offers, self._width),
            preparation=self,
        )

    def teachers_of(self, column: int) -> Ints:
        """The courses that teach a skill near enough, by its column."""
        starts, courses = self._teachers
        return courses[starts[column] : starts[column + 1]]

    def required(self, courses: Ints) -> tuple[Ints, Ints]:
        """What these courses require, and which of them teach it: `requires` and `meets` of `Candidates`."""
        required: tuple[Ints, Ints] = _required(courses, *self._requires, *self._teachers, len(self._hours))
        return required


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
def _with_preparation(serving, requires_start, before_start, before, count):  # type: ignore[no-untyped-def]
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
def _required(courses, requires_start, requires, teachers_start, teachers, count):  # type: ignore[no-untyped-def]
    """What these courses require, and which of them teach it: `requires` and `meets` of `Candidates`."""
    place = np.full(count, -1, dtype=np.int64)
    rows = 0
    for at in range(len(courses)):
        place[courses[at]] = at
        rows += requires_start[courses[at] + 1] - requires_start[courses[at]]
    listed = np.zeros((rows, 2), dtype=np.int64)
    if rows == 0:
        return listed, np.zeros((0, 0), dtype=np.int64)
    meets = np.zeros((len(courses), len(courses)), dtype=np.int64)
    row = 0
    for at in range(len(courses)):
        start = requires_start[courses[at]]
        for number in range(start, requires_start[courses[at] + 1]):
            column = requires[number]
            listed[row, 0], listed[row, 1] = at, column
            row += 1
            for teacher in range(teachers_start[column], teachers_start[column + 1]):
                other = place[teachers[teacher]]
                if other >= 0 and other != at:
                    meets[other, at] |= 1 << (number - start)
    return listed, meets
