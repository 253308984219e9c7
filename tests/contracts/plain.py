# SPDX-License-Identifier: EUPL-1.2
"""The reference: the sparse product over all openings, and everything sorted."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy import sparse

from overstap.engine.matching.distance import distances_km
from overstap.engine.matching.index import Filters, MatchIndex
from overstap.engine.matching.large.openings import KINDS, UNITS, UNKNOWN_DAY, OpeningArrays


def best_of(index: MatchIndex, near: np.ndarray, top: int, filters: Filters) -> list[tuple[str, float]]:
    """Ids and coverage of the best openings of the plain index."""
    coverage = index.coverage(near)
    rows = np.flatnonzero(index.passing(filters) & (coverage > 0))
    order = rows[np.lexsort((rows, -coverage[rows]))][:top]
    return [(index.openings[row].id, float(coverage[row])) for row in order]


class PlainArrays:
    """The same for openings in arrays, so that it can be done for very many."""

    def __init__(self, openings: OpeningArrays, skills: int) -> None:
        self.openings = openings
        weights = np.array(UNITS)[openings.importance] / 4
        shape = (len(openings), skills)
        self.demands = sparse.csr_array((weights, openings.skills, openings.indptr), shape=shape)
        self.total = np.asarray(self.demands.sum(axis=1)).ravel()

    def coverage(self, near: np.ndarray) -> np.ndarray:
        met = self.demands @ near
        return np.divide(met, self.total, out=np.zeros_like(met), where=self.total > 0)

    def best(self, near: np.ndarray, top: int, filters: Filters | None = None) -> tuple[np.ndarray, np.ndarray]:
        """Ids and coverage of the best."""
        coverage = self.coverage(near)
        keep = np.flatnonzero((coverage > 0) & self.passing(filters or Filters()))
        order = keep[np.lexsort((self.openings.ids[keep], -coverage[keep]))][:top]
        return self.openings.ids[order], coverage[order]

    def passing(self, filters: Filters) -> np.ndarray:
        one = self.openings
        ok = np.ones(len(one), dtype=bool)
        if filters.position is not None and filters.distance is not None:
            km = np.append(distances_km(filters.position, one.latitude, one.longitude), np.nan)
            ok &= ~(km[one.place] > filters.distance)
        if filters.hours_low is not None:
            ok &= ~(one.hours_high < filters.hours_low)
        if filters.hours_high is not None:
            ok &= ~(one.hours_low > filters.hours_high)
        if filters.wage_floor is not None:
            ok &= ~(np.where(np.isnan(one.wage_high), one.wage_low, one.wage_high) < filters.wage_floor)
        if filters.kinds:
            ok &= np.isin(one.kind, [KINDS.index(kind) for kind in filters.kinds])
        if filters.starts_on is not None:
            ok &= (one.starts == UNKNOWN_DAY) | (one.starts >= filters.starts_on.toordinal())
        if filters.today is not None:
            ok &= (one.closes == UNKNOWN_DAY) | (one.closes >= filters.today.toordinal())
        if filters.occupations:
            ok &= self._of(one.occupations, filters.occupations)[one.occupation]
        if filters.held is not None:
            ok &= np.array([papers <= filters.held for papers in one.certificate_sets])[one.certificates]
        return ok

    @staticmethod
    def _of(names: Sequence[str], wanted: frozenset[str]) -> np.ndarray:
        return np.array([*(name in wanted for name in names), "" in wanted])
