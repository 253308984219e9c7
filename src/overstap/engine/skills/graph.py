# SPDX-License-Identifier: EUPL-1.2
"""How near skills are to each other: the similarity that matching, gaps and journeys compute on.

`similarity[held, asked]` says how far holding one skill meets the demand for another, from 0 to 1, and is
exactly 1 only for the same skill. Four things speak for nearness, each with its own strength:

- **narrower**: who holds the narrower skill largely meets the demand for the wider one;
- **broader**: who holds the wider skill meets the demand for the narrower one less;
- **related**: the language says the two hang together;
- **group** and **together**: they stand in the same small group, or the same occupations ask for both.

They are joined as independent evidence, `1 - (1 - a)(1 - b)...`, and capped below 1. The method, its
parameters and a worked example: `docs/methods/skill-graph.md`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

from overstap.engine.skills.taxonomy import Relation, Taxonomy

Matrix = sparse.csr_array[Any]


@dataclass(frozen=True, slots=True)
class GraphSettings:
    """Strengths of the kinds of nearness (0..1), and what is left out as too weak to say anything."""

    narrower: float = 0.85
    broader: float = 0.50
    related: float = 0.45
    group: float = 0.35
    together: float = 0.40
    steps: int = 2
    """How many steps of broader are followed; each further step multiplies."""
    cap: float = 0.95
    floor: float = 0.20
    neighbours: int = 32
    largest_group: int = 40
    shared_occupations: int = 2
    """Fewer occupations in common than this is chance."""


DEFAULT_SETTINGS = GraphSettings()


@dataclass(frozen=True)
class SkillGraph:
    """Similarity between skills, and how informative each is.

    `similarity` is a CSR array of shape (skills, skills), float64: row = held, column = asked, ones on the
    diagonal, at most `neighbours` others in each row and each column.
    `information` has shape (skills,): 0 for a skill every occupation asks, 1 for one that none asks.
    """

    similarity: Matrix
    information: npt.NDArray[np.float64]

    def best(self, held: Sequence[int] | npt.NDArray[np.intp]) -> npt.NDArray[np.float64]:
        """For every skill that may be asked: the similarity of the best of the skills held. Shape (skills,)."""
        return self.best_and_nearest(held)[0]

    def best_and_nearest(
        self, held: Sequence[int] | npt.NDArray[np.intp]
    ) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.intp]]:
        """As `best`, and for every skill which of the skills held that is, -1 for none. Both (skills,).

        Ties go to the skill that comes first in the taxonomy.
        """
        found = np.zeros(self.similarity.shape[1])
        nearest = np.full(self.similarity.shape[1], -1, dtype=np.intp)
        begin, near, value = self.similarity.indptr, self.similarity.indices, self.similarity.data
        for row in sorted(set(held)):  # straight from its arrays: slicing a sparse matrix costs far more
            part = slice(begin[row], begin[row + 1])
            better = value[part] > found[near[part]]
            at = near[part][better]  # each column once, so that this may be assigned to
            found[at], nearest[at] = value[part][better], row
        return found, nearest

    def nearest(self, held: Sequence[int], asked: int) -> tuple[int, float] | None:
        """Which of the skills held comes nearest to the one asked, and how near; none if none is near.

        Ties go to the skill that comes first in the taxonomy.
        """
        found: tuple[int, float] | None = None
        for one in sorted(set(held)):
            value = self._value(one, asked)
            if value > (found[1] if found else 0.0):
                found = (int(one), value)
        return found

    def _value(self, row: int, column: int) -> float:
        """One number out of the matrix: straight from its arrays, slicing costs far more."""
        start, end = self.similarity.indptr[row], self.similarity.indptr[row + 1]
        at = start + np.searchsorted(self.similarity.indices[start:end], column)
        return float(self.similarity.data[at]) if at < end and self.similarity.indices[at] == column else 0.0

    def neighbours(self, skill: int) -> tuple[tuple[int, float], ...]:
        """Skills whose demand is partly met by holding `skill`, nearest first, itself left out."""
        start, end = self.similarity.indptr[skill], self.similarity.indptr[skill + 1]
        found = zip(self.similarity.indices[start:end], self.similarity.data[start:end], strict=True)
        others = [(int(i), float(value)) for i, value in found if i != skill]
        return tuple(sorted(others, key=lambda pair: (-pair[1], pair[0])))

    def to_arrays(self) -> dict[str, npt.NDArray[Any]]:
        """The graph as plain arrays, to be stored."""
        return {
            "data": self.similarity.data,
            "indices": self.similarity.indices,
            "indptr": self.similarity.indptr,
            "information": self.information,
        }

    @classmethod
    def from_arrays(cls, arrays: dict[str, npt.NDArray[Any]]) -> SkillGraph:
        """The graph that `to_arrays` gave away."""
        n = len(arrays["information"])
        matrix = sparse.csr_array((arrays["data"], arrays["indices"], arrays["indptr"]), shape=(n, n))
        return cls(matrix, arrays["information"])


def build_graph(taxonomy: Taxonomy, settings: GraphSettings = DEFAULT_SETTINGS) -> SkillGraph:
    """The similarity between all skills of a taxonomy.

    Deterministic: the same taxonomy and settings give the same numbers to the last bit.
    """
    n = len(taxonomy.skills)
    asked_by = _occupations_by_skills(taxonomy)
    parts = [
        _hierarchy(taxonomy, settings),
        _related(taxonomy, settings),
        _same_group(taxonomy, settings),
        _used_together(asked_by, settings),
    ]
    joined = _join_evidence(parts, settings)
    pruned = _prune(joined, settings)
    similarity = sparse.csr_array(pruned + sparse.eye_array(n, format="csr"))
    similarity.sort_indices()
    return SkillGraph(similarity, _information(asked_by))


# --- how informative ------------------------------------------------------------------------------


def _occupations_by_skills(taxonomy: Taxonomy) -> Matrix:
    """1 where an occupation asks for a skill. Shape (occupations, skills)."""
    pairs = [
        (row, taxonomy.skill_index[demand.skill])
        for row, occupation in enumerate(taxonomy.occupations)
        for demand in occupation.demands
    ]
    return _from_pairs(pairs, 1.0, (len(taxonomy.occupations), len(taxonomy.skills)))


def _information(asked_by: Matrix) -> npt.NDArray[np.float64]:
    """`log((N + 1) / (n + 1)) / log(N + 1)`: how little is known of whoever has the skill, turned around.

    The information content of Resnik (1995), with use in occupations as the probability.
    """
    total = asked_by.shape[0]
    if total == 0:
        return np.ones(asked_by.shape[1])
    count = np.bincount(asked_by.indices, minlength=asked_by.shape[1])
    return np.asarray(np.log((total + 1) / (count + 1)) / np.log(total + 1), dtype=np.float64)


# --- the kinds of nearness ------------------------------------------------------------------------


def _hierarchy(taxonomy: Taxonomy, settings: GraphSettings) -> Matrix:
    n = len(taxonomy.skills)
    pairs = [
        (taxonomy.skill_index[relation.skill], taxonomy.skill_index[relation.other])
        for relation in taxonomy.relations
        if relation.relation is Relation.BROADER
    ]
    up = _from_pairs(pairs, 1.0, (n, n))
    nearness = sparse.csr_array((n, n))
    reach = up
    for step in range(1, settings.steps + 1):
        nearness = nearness.maximum(reach * settings.narrower**step)
        nearness = nearness.maximum(reach.T.tocsr() * settings.broader**step)
        reach = (reach @ up).minimum(_ones_like(reach @ up))
    return _without_diagonal(sparse.csr_array(nearness))


def _related(taxonomy: Taxonomy, settings: GraphSettings) -> Matrix:
    n = len(taxonomy.skills)
    pairs = [
        (taxonomy.skill_index[relation.skill], taxonomy.skill_index[relation.other])
        for relation in taxonomy.relations
        if relation.relation is Relation.RELATED
    ]
    both_ways = pairs + [(b, a) for a, b in pairs]
    return _without_diagonal(_from_pairs(both_ways, settings.related, (n, n)))


def _same_group(taxonomy: Taxonomy, settings: GraphSettings) -> Matrix:
    """Skills directly under one group; the smaller the group, the nearer they are."""
    n = len(taxonomy.skills)
    members: dict[str, list[int]] = {}
    for i, skill in enumerate(taxonomy.skills):
        for group in skill.groups:
            members.setdefault(group, []).append(i)
    nearness = sparse.csr_array((n, n))
    rows, columns, values = [], [], []
    for together in members.values():
        if 1 < len(together) <= settings.largest_group:
            value = settings.group * (1 - np.log(len(together)) / np.log(max(n, 3)))
            first, second = np.meshgrid(together, together, indexing="ij")
            rows.append(first.ravel())
            columns.append(second.ravel())
            values.append(np.full(first.size, value))
    if rows:
        nearness = _strongest(np.concatenate(rows), np.concatenate(columns), np.concatenate(values), n)
    return _without_diagonal(nearness)


def _used_together(asked_by: Matrix, settings: GraphSettings) -> Matrix:
    """The cosine of two skills over the occupations that ask for them."""
    shared = sparse.csr_array(asked_by.T @ asked_by)
    length = np.sqrt(shared.diagonal())
    keep = shared.data >= settings.shared_occupations
    rows = np.repeat(np.arange(shared.shape[0]), np.diff(shared.indptr))[keep]
    columns = shared.indices[keep]
    cosine = shared.data[keep] / (length[rows] * length[columns])
    strong = settings.together * cosine >= settings.floor / 2
    values = settings.together * cosine[strong]
    nearness = sparse.csr_array((values, (rows[strong], columns[strong])), shape=shared.shape)
    return _without_diagonal(nearness)


# --- joining and pruning --------------------------------------------------------------------------


def _join_evidence(parts: Sequence[Matrix], settings: GraphSettings) -> Matrix:
    """`1 - prod(1 - part)` over the parts, capped: in logarithms, so that sparse sums do it."""
    total = sparse.csr_array(parts[0].shape)
    for part in parts:
        logs = part.copy()
        logs.data = np.log1p(-logs.data)
        total = total + logs
    joined = sparse.csr_array(total)
    joined.data = np.minimum(-np.expm1(joined.data), settings.cap)
    return joined


def _prune(matrix: Matrix, settings: GraphSettings) -> Matrix:
    """Drops what is too weak, then keeps the strongest in each row and each column."""
    strong = matrix.copy()
    strong.data[strong.data < settings.floor] = 0
    strong.eliminate_zeros()
    by_row = _strongest_in_rows(strong, settings.neighbours)
    by_column = _strongest_in_rows(sparse.csr_array(by_row.T), settings.neighbours)
    return sparse.csr_array(by_column.T)


def _strongest_in_rows(matrix: Matrix, count: int) -> Matrix:
    """The `count` largest values of each row; of equal ones those that come first."""
    rows = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    order = np.lexsort((matrix.indices, -matrix.data, rows))
    rank = np.arange(len(rows)) - matrix.indptr[rows[order]]
    kept = order[rank < count]
    return sparse.csr_array((matrix.data[kept], (rows[kept], matrix.indices[kept])), shape=matrix.shape)


# --- sparse pieces --------------------------------------------------------------------------------


def _from_pairs(pairs: Sequence[tuple[int, int]], value: float, shape: tuple[int, int]) -> Matrix:
    if not pairs:
        return sparse.csr_array(shape)
    rows, columns = np.unique(np.asarray(pairs, dtype=np.intp), axis=0).T
    return sparse.csr_array((np.full(len(rows), value), (rows, columns)), shape=shape)


def _strongest(
    rows: npt.NDArray[np.intp], columns: npt.NDArray[np.intp], values: npt.NDArray[np.float64], n: int
) -> Matrix:
    """Where a pair occurs more than once, its largest value."""
    order = np.lexsort((-values, columns, rows))
    first = np.ones(len(order), dtype=bool)
    first[1:] = (np.diff(rows[order]) != 0) | (np.diff(columns[order]) != 0)
    kept = order[first]
    return sparse.csr_array((values[kept], (rows[kept], columns[kept])), shape=(n, n))


def _ones_like(matrix: Matrix) -> Matrix:
    ones = matrix.copy()
    ones.data = np.ones_like(ones.data)
    return ones


def _without_diagonal(matrix: Matrix) -> Matrix:
    rows = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    off = rows != matrix.indices
    return sparse.csr_array(
        (matrix.data[off], (rows[off], matrix.indices[off])), shape=matrix.shape, dtype=np.float64
    )
