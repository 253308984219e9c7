# SPDX-License-Identifier: EUPL-1.2
"""How much of every occupation the usual skills of every other cover: all pairs, both directions, at once.

The same coverage as in matching (docs/methods/matching.md), where every demand weighs by its importance times
how informative the skill is: everybody can work together, so that says little about a step.
"""

from __future__ import annotations

from typing import Any

import numba
import numpy as np
import numpy.typing as npt
from scipy import sparse

Matrix = sparse.csr_array[Any]


def all_pairs_coverage(demands: Matrix, similarity: Matrix) -> npt.NDArray[np.float32]:
    """Shape (occupations, occupations): `[a, b]` is the share of what b asks that a's skills meet, from 0 to 1.

    `demands` (occupations, skills) holds the weight of each demand, `similarity` (skills, skills) how far one
    held (row) meets one asked (column). An occupation that asks nothing is covered for 0. Needs 4 bytes for
    each pair.
    """
    asked = sparse.csr_array(demands.T)
    asked.sort_indices()
    total = np.asarray(demands.sum(axis=1), dtype=np.float64).ravel()
    return np.asarray(
        _coverage(
            demands.indptr.astype(np.int64),
            demands.indices.astype(np.int64),
            similarity.indptr.astype(np.int64),
            similarity.indices.astype(np.int64),
            similarity.data.astype(np.float64),
            asked.indptr.astype(np.int64),
            asked.indices.astype(np.int64),
            asked.data.astype(np.float64),
            np.where(total > 0, total, 1.0),
        )
    )


@numba.njit(parallel=True, cache=True)
def _coverage(
    held_from: npt.NDArray[np.int64],
    held: npt.NDArray[np.int64],
    near_from: npt.NDArray[np.int64],
    near: npt.NDArray[np.int64],
    nearness: npt.NDArray[np.float64],
    asked_from: npt.NDArray[np.int64],
    asked_by: npt.NDArray[np.int64],
    weight: npt.NDArray[np.float64],
    total: npt.NDArray[np.float64],
) -> npt.NDArray[np.float32]:
    """For each occupation: the best of its skills for every skill there is, handed on to whoever asks that
    skill."""
    count, skills = len(total), len(near_from) - 1
    covered = np.zeros((count, count), np.float32)
    for origin in numba.prange(count):
        best = np.zeros(skills)
        reached = np.empty(skills, np.int64)
        found = 0
        for at in range(held_from[origin], held_from[origin + 1]):
            skill = held[at]
            for other in range(near_from[skill], near_from[skill + 1]):
                if best[near[other]] == 0.0:
                    reached[found] = near[other]
                    found += 1
                best[near[other]] = max(best[near[other]], nearness[other])
        sums = np.zeros(count)
        for one in range(found):
            skill = reached[one]
            for at in range(asked_from[skill], asked_from[skill + 1]):
                sums[asked_by[at]] += weight[at] * best[skill]
        for to in range(count):
            covered[origin, to] = sums[to] / total[to]
    return covered
