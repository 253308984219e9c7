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
from scipy import sparse

from overstap.engine.journeys.candidates import Candidates, Preparation
from overstap.engine.journeys.offers import Job, Lines, Training

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bytes = npt.NDArray[np.int8]

SKILL_MUST, CERTIFICATE = 1, 2
"""Why a demand has to be met: a must that can be learned, or what is there or not: a legal paper, a level."""

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
    def _candidates(self) -> dict[int, Candidates]:
        return {}

    def columns_of(self, job: int) -> Ints:
        """The columns that a job asks."""
        asked = self.demands.indices[self.demands.indptr[job] : self.demands.indptr[job + 1]]
        return np.asarray(asked, dtype=np.int64)

    def candidates(self, job: int) -> Candidates:
        """The courses for a job, worked out when it is first asked for."""
        known = self._candidates.get(job)
        if known is None:
            known = self._candidates[job] = self._work_out_candidates(job)
        return known

    def _work_out_candidates(self, job: int) -> Candidates:
        start, end = self.serving.indptr[job], self.serving.indptr[job + 1]
        serving = self.serving.indices[start:end].astype(np.int64)
        return self._preparation.candidates(serving, self.columns_of(job))

    def teachers_of(self, column: int) -> Ints:
        """The courses that teach a skill near enough, by its column."""
        return self._preparation.teachers_of(column)

    @cached_property
    def _preparation(self) -> Preparation:
        return Preparation(self.offers, self.requires, self.preparing, self.course_hours, self.lines.covered)

    def offered(self, course: int, column: int) -> float:
        """How near what a course teaches comes to one skill."""
        start, end = self.offers.indptr[course], self.offers.indptr[course + 1]
        at = start + int(np.searchsorted(self.offers.indices[start:end], column))
        found = at < end and self.offers.indices[at] == column
        return float(self.offers.data[at]) if found else 0.0

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
        start, end = self.offers.indptr[course], self.offers.indptr[course + 1]
        columns = self.offers.indices[start:end]
        best[columns] = np.maximum(best[columns], self.offers.data[start:end])

    def with_work(self, best: Floats, job: int) -> None:
        """Raises `best` to what having done a job adds, in place."""
        raise_to_skills(best, self.similarity, self.learned[job])
        level = self.jobs[job].level or 0
        best[self.first_level : self.first_level + level] = 1.0


def raise_to_skills(best: Floats, similarity: sparse.csr_array[Any], skills: Ints) -> None:
    """Raises `best` (columns,) in place to the similarity of the best of `skills` (positions)."""
    for skill in skills:
        start, end = similarity.indptr[skill], similarity.indptr[skill + 1]
        near = similarity.indices[start:end]
        best[near] = np.maximum(best[near], similarity.data[start:end])
