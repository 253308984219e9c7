# SPDX-License-Identifier: EUPL-1.2
"""Builds the timetable: the columns, what each job asks in them, and which courses serve which job."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from scipy import sparse

from overstap.engine.journeys.doors import CERTIFICATE, SKILL_MUST
from overstap.engine.journeys.offers import Job, Lines, Training
from overstap.engine.journeys.timetable import LEVELS, Bytes, Ints, Timetable
from overstap.engine.matching.model import WEIGHT
from overstap.engine.matching.training import SERVES_FROM
from overstap.engine.skills.graph import SkillGraph
from overstap.engine.skills.taxonomy import Importance


def build_timetable(
    jobs: Sequence[Job],
    trainings: Sequence[Training],
    graph: SkillGraph,
    skill_index: Mapping[str, int],
    attitudes: frozenset[str] = frozenset(),
    lines: Lines | None = None,
) -> Timetable:
    """Builds the timetable. A skill that is not in `skill_index` raises `KeyError`.

    `attitudes` are skills that nobody learns on a course: they count in coverage, never as a must.
    """
    ordered = tuple(sorted(jobs, key=lambda job: job.id))
    courses = tuple(sorted(trainings, key=lambda course: course.id))
    skills = graph.similarity.shape[0]
    papers = sorted(
        set().union(*(job.certificates for job in ordered), *(course.certificates for course in courses))
    )
    certificate_column = {paper: skills + at for at, paper in enumerate(papers)}
    width = skills + len(papers) + LEVELS
    lines = lines or Lines()
    demands, must_kind = _demands(ordered, skill_index, certificate_column, attitudes, lines, width)
    teaches = _pattern([[skill_index[one] for one in course.teaches] for course in courses], skills)
    offers = _offers(courses, teaches, graph, certificate_column, lines, width)
    requires = tuple(_requires(course, skill_index, attitudes, width) for course in courses)
    near = sparse.csr_array(graph.similarity >= SERVES_FROM).astype(np.float64)
    return Timetable(
        jobs=ordered,
        courses=courses,
        skills=skills,
        column={**skill_index, **certificate_column},
        certificate_column=certificate_column,
        demands=demands,
        must_kind=must_kind,
        weights=np.asarray(demands.sum(axis=1), dtype=np.float64).ravel(),
        offers=offers,
        requires=requires,
        attitudes=attitudes,
        similarity=graph.similarity,
        learned=tuple(
            np.array(sorted({skill_index[one] for one in job.learned}), dtype=np.int64) for job in ordered
        ),
        serving=_serving(
            ordered, courses, _weighed(teaches, graph), near, demands, certificate_column, lines.serves
        ),
        course_hours=np.array([course.hours for course in courses], dtype=np.float64),
        lines=lines,
        preparing=_preparing(offers, requires, lines.covered),
    )


def _demands(
    jobs: Sequence[Job],
    skill_index: Mapping[str, int],
    certificate_column: Mapping[str, int],
    attitudes: frozenset[str],
    lines: Lines,
    width: int,
) -> tuple[sparse.csr_array[Any], Bytes]:
    indptr: list[int] = [0]
    columns: list[int] = []
    weights: list[float] = []
    kinds: list[int] = []
    for job in jobs:
        asked: dict[int, tuple[float, int]] = {}
        for demand in job.demands:
            must = demand.importance is Importance.MUST and demand.skill not in attitudes
            asked[skill_index[demand.skill]] = (WEIGHT[demand.importance], SKILL_MUST if must else 0)
        for paper in job.certificates:
            asked[certificate_column[paper]] = (0.0, CERTIFICATE)
        up = lines.levels_up_learning if job.is_learning_place else lines.levels_up
        if job.level is not None and job.level > up:
            asked[width - LEVELS + job.level - up - 1] = (0.0, CERTIFICATE)
        for column in sorted(asked):
            columns.append(column)
            weights.append(asked[column][0])
            kinds.append(asked[column][1])
        indptr.append(len(columns))
    arrays = (np.array(weights, float), np.array(columns, np.int64), np.array(indptr, np.int64))
    return sparse.csr_array(arrays, shape=(len(jobs), width)), np.array(kinds, dtype=np.int8)


def _pattern(rows: Sequence[Sequence[int]], width: int) -> sparse.csr_array[Any]:
    indptr = np.cumsum([0, *(len(set(row)) for row in rows)])
    columns = [column for row in rows for column in sorted(set(row))]
    return sparse.csr_array(
        (np.ones(len(columns)), np.array(columns, dtype=np.int64), indptr), shape=(len(rows), width)
    )


def _offers(
    courses: Sequence[Training],
    teaches: sparse.csr_array[Any],
    graph: SkillGraph,
    certificate_column: Mapping[str, int],
    lines: Lines,
    width: int,
) -> sparse.csr_array[Any]:
    """Per course and column, the best that what it teaches comes to."""
    indptr: list[int] = [0]
    columns: list[int] = []
    values: list[float] = []
    for at, course in enumerate(courses):
        best: dict[int, float] = {certificate_column[paper]: 1.0 for paper in course.certificates}
        if course.hours >= lines.education_hours:
            best.update((width - LEVELS + level, 1.0) for level in range(course.level or 0))
        for skill in teaches.indices[teaches.indptr[at] : teaches.indptr[at + 1]]:
            start, end = graph.similarity.indptr[skill], graph.similarity.indptr[skill + 1]
            near = graph.similarity.indices[start:end].tolist()
            for column, similarity in zip(near, graph.similarity.data[start:end].tolist(), strict=True):
                if similarity > best.get(column, 0.0):
                    best[column] = similarity
        columns.extend(sorted(best))
        values.extend(best[column] for column in sorted(best))
        indptr.append(len(columns))
    arrays = (np.array(values, float), np.array(columns, np.int64), np.array(indptr, np.int64))
    return sparse.csr_array(arrays, shape=(len(courses), width))


def _serving(
    jobs: Sequence[Job],
    courses: Sequence[Training],
    teaches: sparse.csr_array[Any],
    near: sparse.csr_array[Any],
    demands: sparse.csr_array[Any],
    certificate_column: Mapping[str, int],
    least: float,
) -> sparse.csr_array[Any]:
    """Courses of which enough of what they teach comes near to what a job asks, or that give a paper of it."""
    skills = teaches.shape[1]
    asked = sparse.csr_array(demands[:, :skills], copy=True)
    asked.data[:] = 1.0
    reached = sparse.csr_array(asked @ near.T)  # (jobs, skills): how many demands a skill taught comes near to
    reached.data[:] = 1.0
    share = sparse.csr_array(reached @ teaches.T).tocoo()
    enough = share.data >= least - 1e-9
    rows, columns = share.coords[0][enough], share.coords[1][enough]
    by_paper: dict[int, list[int]] = {}
    for at, course in enumerate(courses):
        for paper in course.certificates:
            by_paper.setdefault(certificate_column[paper], []).append(at)
    papers = [
        (row, course)
        for row, job in enumerate(jobs)
        for paper in job.certificates
        for course in by_paper.get(certificate_column[paper], ())
    ]
    rows = np.concatenate([rows, np.array([row for row, _ in papers], dtype=rows.dtype)])
    columns = np.concatenate([columns, np.array([column for _, column in papers], dtype=columns.dtype)])
    serving = sparse.csr_array((np.ones(len(rows)), (rows, columns)), shape=(len(jobs), len(courses)))
    serving.sum_duplicates()
    serving.sort_indices()
    return serving


def _weighed(teaches: sparse.csr_array[Any], graph: SkillGraph) -> sparse.csr_array[Any]:
    """What each course teaches, as shares that sum up to 1: a skill weighs as much as it is informative."""
    weighed = sparse.csr_array(teaches.multiply(graph.information[None, :]))
    total = np.asarray(weighed.sum(axis=1)).ravel()
    counts = np.asarray(teaches.sum(axis=1)).ravel()
    # Where every skill is asked everywhere, none is more informative than another.
    plain = total <= 0
    scale = np.where(plain, 1.0 / np.maximum(counts, 1.0), 1.0 / np.where(plain, 1.0, total))
    source = sparse.csr_array(sparse.diags_array(plain.astype(float)) @ teaches)
    return sparse.csr_array(sparse.diags_array(scale) @ (weighed + source))


def _requires(course: Training, skill_index: Mapping[str, int], attitudes: frozenset[str], width: int) -> Ints:
    """The columns that a course asks beforehand: skills, but no attitudes, and the level of an education."""
    columns = {skill_index[skill] for skill in course.requires if skill not in attitudes}
    if course.entry_level is not None:
        columns.add(width - LEVELS + course.entry_level - 1)
    return np.array(sorted(columns), dtype=np.int64)


def _preparing(
    offers: sparse.csr_array[Any], requires: Sequence[Ints], covered: float
) -> sparse.csr_array[Any]:
    """Which course meets a requirement of which other."""
    asked = _pattern([row.tolist() for row in requires], offers.shape[1])
    met = sparse.csr_array(sparse.csr_array(offers >= covered).astype(np.float64) @ asked.T)
    met.setdiag(0)
    met.eliminate_zeros()
    return met
