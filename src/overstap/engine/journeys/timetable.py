# SPDX-License-Identifier: EUPL-1.2
"""The timetable: work that can be changed to, courses that leave, and what each asks, teaches and pays.

Built once for a region and shared by every question. Skills, legal certificates and levels of education stand
side by side as columns of one space: a certificate and a level are demands that weigh nothing in coverage and
have to be there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
from numba import njit
from scipy import sparse

from overstap.engine.journeys.candidates import Preparation
from overstap.engine.journeys.doors import Doors, Gains
from overstap.engine.journeys.editions import Requiring
from overstap.engine.journeys.offers import Job, Lines, Training

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bytes = npt.NDArray[np.int8]

UNKNOWN_LEVEL = 3
"""What a job is taken to be of which no level is known."""
LEVELS = 8
"""NLQF and EQF count levels 1 to 8; what is below the first is no demand."""


@dataclass(frozen=True)
class Timetable:
    """Everything a journey is planned on. Immutable; safe to share between threads.

    `demands` and `offers` are CSR over columns (skills, then certificates): of shape (jobs, columns) with the
    weight of each demand, and (courses, columns) with the similarity of the best skill that the course teaches.
    `must_kind` lies beside `demands.data`: 0, SKILL_MUST or CERTIFICATE.
    """

    jobs: tuple[Job, ...]
    courses: tuple[Training, ...]
    skills: int
    column: Mapping[str, int]
    certificate_column: Mapping[str, int]
    demands: sparse.csr_array[Any]
    must_kind: Bytes
    weights: Floats
    offers: sparse.csr_array[Any]
    requires: tuple[Ints, ...]
    attitudes: frozenset[str]
    """Skills that are asked and that nobody learns on a course."""
    similarity: sparse.csr_array[Any]
    learned: tuple[Ints, ...]
    serving: sparse.csr_array[Any]
    """Shape (jobs, courses): 1 where a course is worth offering for a job."""
    course_hours: Floats
    """Hours of study in all. Shape (courses,)."""
    lines: Lines
    preparing: sparse.csr_array[Any]
    """Shape (courses, courses): 1 where the row's course meets something that the column's course requires."""

    @cached_property
    def job_of(self) -> dict[str, int]:
        """Job id -> position."""
        return {job.id: at for at, job in enumerate(self.jobs)}

    @cached_property
    def course_of(self) -> dict[str, int]:
        """Course id -> position."""
        return {course.id: at for at, course in enumerate(self.courses)}

    @cached_property
    def fits(self) -> Floats:
        """The least coverage to start in each job. Shape (jobs,)."""
        lines = self.lines
        return np.array(
            [lines.fits_learning if job.is_learning_place else lines.fits for job in self.jobs],
            dtype=np.float64,
        )

    @cached_property
    def hours_from_far(self) -> Floats:
        """The hours that courses together take at least, from further away. Shape (jobs,)."""
        known = self.lines.hours_from_far
        hours = [0.0 if job.is_learning_place else known[(job.level or UNKNOWN_LEVEL) - 1] for job in self.jobs]
        return np.array(hours, dtype=np.float64)

    @cached_property
    def trade_of(self) -> list[int]:
        """For each job, the position of its occupation as a job."""
        return [self.job_of[f"occupation:{job.occupation}"] for job in self.jobs]

    @cached_property
    def gains(self) -> Gains:
        """What each job and course adds to what somebody has, as plain arrays."""
        preparation = self.preparation
        lasting = [0 if job.level is None else job.level for job in self.jobs]
        courses = [self.course_of[job.course] if job.course else -1 for job in self.jobs]
        return Gains(
            near_first=self.similarity.indptr.astype(np.int64),
            near_column=self.similarity.indices.astype(np.int64),
            near=np.asarray(self.similarity.data, dtype=np.float64),
            learned_first=np.cumsum([0, *(len(row) for row in self.learned)], dtype=np.int64),
            learned=np.concatenate([*self.learned, np.zeros(0, dtype=np.int64)]),
            trade=np.array(self.trade_of, dtype=np.int64),
            level=np.array(lasting, dtype=np.int64),
            first_level=self.first_level,
            course=np.array(courses, dtype=np.int64),
            serving_first=self.serving.indptr.astype(np.int64),
            serving=self.serving.indices.astype(np.int64),
            teachers_first=preparation.teachers[0],
            teachers=preparation.teachers[1],
        )

    def columns_of(self, job: int) -> Ints:
        """The columns that a job asks."""
        asked = self.demands.indices[self.demands.indptr[job] : self.demands.indptr[job + 1]]
        return np.asarray(asked, dtype=np.int64)

    def serving_of(self, job: int) -> Ints:
        """The courses that serve a job, in order."""
        start, end = self.serving.indptr[job], self.serving.indptr[job + 1]
        return np.asarray(self.serving.indices[start:end], dtype=np.int64)

    def teachers_of(self, column: int) -> Ints:
        """The courses that teach a skill near enough, by its column."""
        return self.preparation.teachers_of(column)

    @cached_property
    def preparation(self) -> Preparation:
        """What the courses offer and require, to find candidates in."""
        return Preparation(self.offers, self.requires, self.preparing, self.course_hours, self.lines.covered)

    @property
    def requiring(self) -> Requiring:
        """What each course requires and teaches, as plain arrays."""
        return self.preparation.requiring

    @cached_property
    def doors(self) -> Doors:
        """What each job cannot do without, and which courses give that."""
        serving = sparse.csr_array(self.serving)
        return self.preparation.doors(serving, self.demands, self.must_kind, self.weights, self.fits)

    # --- what somebody has, in columns ------------------------------------------------------------

    @property
    def first_level(self) -> int:
        """The column of level 1; the others follow."""
        return self.skills + len(self.certificate_column)

    def best_of(
        self, skills: Sequence[int], certificates: frozenset[str] = frozenset(), level: int = 0
    ) -> Floats:
        """Per column, the similarity of the best of these skills; 1 for a certificate and a level held.

        Shape (columns,).
        """
        best = np.zeros(self.demands.shape[1])
        best[self.first_level : self.first_level + level] = 1.0
        raise_to_skills(best, self.similarity, np.asarray(skills, dtype=np.int64))
        for certificate in certificates:
            if certificate in self.certificate_column:
                best[self.certificate_column[certificate]] = 1.0
        return best

    def with_course(self, best: Floats, course: int) -> None:
        """Raises `best` to what a course adds, in place."""
        offers = self.offers
        _raise(best, offers.indptr, offers.indices, offers.data, np.array([course], dtype=np.int64))

    def with_work(self, best: Floats, job: int) -> None:
        """Raises `best` to what having done a job adds, in place."""
        raise_to_skills(best, self.similarity, self.learned[job])
        level = self.jobs[job].level or 0
        best[self.first_level : self.first_level + level] = 1.0


def raise_to_skills(best: Floats, similarity: sparse.csr_array[Any], skills: Ints) -> None:
    """Raises `best` (columns,) in place to the similarity of the best of `skills` (positions)."""
    _raise(best, similarity.indptr, similarity.indices, similarity.data, skills)


@njit(cache=True)
def _raise(best, first, columns, near, rows):  # type: ignore[no-untyped-def]
    """Raises `best` to the largest that any of these rows of a sparse matrix has, in place."""
    for row in rows:
        for at in range(first[row], first[row + 1]):
            if near[at] > best[columns[at]]:
                best[columns[at]] = near[at]
