# SPDX-License-Identifier: EUPL-1.2
"""The index over openings: arrays that all of them are scored and filtered with at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

from overstap.engine.matching.distance import distances_km
from overstap.engine.matching.model import WEIGHT, Opening, OpeningKind, Passport, Position
from overstap.engine.skills.taxonomy import Importance

Floats = npt.NDArray[np.float64]
Booleans = npt.NDArray[np.bool_]

_KINDS = tuple(OpeningKind)
_NEVER = np.iinfo(np.int64).max


@dataclass(frozen=True, slots=True)
class Filters:
    """What openings must meet to be looked at; empty means everything passes.

    An opening that does not say passes: nobody should miss work because a field was left empty. `today`
    leaves out what has closed. `held` leaves out work whose legal certificates are not all held.
    """

    position: Position | None = None
    distance: float | None = None
    hours_low: float | None = None
    hours_high: float | None = None
    wage_floor: float | None = None
    kinds: frozenset[OpeningKind] = frozenset()
    starts_on: date | None = None
    today: date | None = None
    occupations: frozenset[str] = frozenset()
    held: frozenset[str] | None = None


@dataclass(frozen=True)
class MatchIndex:
    """Openings as arrays, in the order of their ids, so that ties fall by id.

    `demands` is CSR of shape (openings, skills): the weight of each demand. `musts` has the same shape, 1
    where the demand is a must that can be learned. Times are ordinals of dates. NaN, and the largest integer,
    stand for unknown.
    """

    openings: tuple[Opening, ...]
    demands: sparse.csr_array[Any]
    musts: sparse.csr_array[Any]
    total: Floats
    latitude: Floats
    longitude: Floats
    hours_low: Floats
    hours_high: Floats
    wage_high: Floats
    kind: npt.NDArray[np.int8]
    starts: npt.NDArray[np.int64]
    closes: npt.NDArray[np.int64]
    position_of: Mapping[str, int]

    def coverage(self, best: Floats) -> Floats:
        """Coverage of every opening, shape (openings,).

        `best` has shape (skills,): per skill asked, the similarity of the best skill held. Without any
        demand there is nothing to cover and the coverage is 0: unknown is unknown.
        """
        met = self.demands @ best
        shares = np.divide(met, self.total, out=np.zeros_like(met), where=self.total > 0)
        return np.asarray(shares, dtype=np.float64)

    def coverage_of_several(self, best: Floats) -> Floats:
        """As `coverage`, of several at once: `best` (skills, several) gives (openings, several)."""
        met = self.demands @ best
        total = self.total[:, None]
        return np.asarray(np.divide(met, total, out=np.zeros_like(met), where=total > 0), dtype=np.float64)

    def musts_missing(self, best: Floats, covered: float) -> npt.NDArray[np.int64]:
        """How many musts that can be learned are covered less than `covered`. Shape (openings,)."""
        short = (best < covered).astype(np.float64)
        return np.asarray(np.rint(self.musts @ short), dtype=np.int64)

    def certificates_missing(self, passport: Passport) -> npt.NDArray[np.int64]:
        """How many legal certificates of every opening the passport lacks. Shape (openings,)."""
        counts = (len(opening.certificates - passport.certificates) for opening in self.openings)
        return np.fromiter(counts, dtype=np.int64, count=len(self.openings))

    def distances(self, here: Position | None) -> Floats:
        """Distance to every opening in km, NaN where unknown. Shape (openings,)."""
        if here is None:
            return np.full(len(self.openings), np.nan)
        return distances_km(here, self.latitude, self.longitude)

    def passing(self, filters: Filters) -> Booleans:
        """Which openings meet the filters. Shape (openings,)."""
        ok = np.ones(len(self.openings), dtype=bool)
        if filters.position is not None and filters.distance is not None:
            ok &= ~(self.distances(filters.position) > filters.distance)
        if filters.hours_low is not None:
            ok &= ~(self.hours_high < filters.hours_low)
        if filters.hours_high is not None:
            ok &= ~(self.hours_low > filters.hours_high)
        if filters.wage_floor is not None:
            ok &= ~(self.wage_high < filters.wage_floor)
        if filters.kinds:
            ok &= np.isin(self.kind, [_KINDS.index(kind) for kind in filters.kinds])
        if filters.starts_on is not None:
            ok &= self.starts >= filters.starts_on.toordinal()
        if filters.today is not None:
            ok &= self.closes >= filters.today.toordinal()
        if filters.occupations:
            ok &= np.array([opening.occupation in filters.occupations for opening in self.openings], bool)
        if filters.held is not None:
            ok &= self.certificates_missing(Passport(certificates=filters.held)) == 0
        return ok


def build_index(
    openings: Sequence[Opening],
    skill_index: Mapping[str, int],
    skills: int,
    attitudes: frozenset[str] = frozenset(),
) -> MatchIndex:
    """Builds the index over openings.

    `skill_index` maps a skill id to its column, `skills` is the number of columns. A demand for a skill
    that is not in it raises `KeyError`: an opening is never silently judged on less than it asks.
    `attitudes` are skill ids that nobody learns on a course: they count in coverage, never as a step.
    """
    ordered = tuple(sorted(openings, key=lambda opening: opening.id))
    rows, columns, weights, musts = [], [], [], []
    for row, opening in enumerate(ordered):
        for demand in opening.demands:
            rows.append(row)
            columns.append(skill_index[demand.skill])
            weights.append(WEIGHT[demand.importance])
            must = demand.importance is Importance.MUST and demand.skill not in attitudes
            musts.append(float(must))
    shape = (len(ordered), skills)
    demands = sparse.csr_array((weights, (rows, columns)), shape=shape, dtype=np.float64)
    learnable = sparse.csr_array((musts, (rows, columns)), shape=shape, dtype=np.float64)
    return MatchIndex(
        openings=ordered,
        demands=demands,
        musts=learnable,
        total=np.asarray(demands.sum(axis=1), dtype=np.float64).ravel(),
        latitude=_floats(opening.position and opening.position.latitude for opening in ordered),
        longitude=_floats(opening.position and opening.position.longitude for opening in ordered),
        hours_low=_floats(opening.hours_low for opening in ordered),
        hours_high=_floats(opening.hours_high for opening in ordered),
        wage_high=_floats(
            opening.wage_low if opening.wage_high is None else opening.wage_high for opening in ordered
        ),
        kind=np.array([_KINDS.index(opening.kind) for opening in ordered], dtype=np.int8),
        starts=_ordinals(opening.starts_on for opening in ordered),
        closes=_ordinals(opening.closes_on for opening in ordered),
        position_of={opening.id: row for row, opening in enumerate(ordered)},
    )


def _floats(values: Any) -> Floats:
    return np.array([np.nan if value is None else value for value in values], dtype=np.float64)


def _ordinals(values: Any) -> npt.NDArray[np.int64]:
    return np.array([_NEVER if value is None else value.toordinal() for value in values], dtype=np.int64)
