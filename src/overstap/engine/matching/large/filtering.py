# SPDX-License-Identifier: EUPL-1.2
"""Filters and wishes in the terms of the index: ranks, and the stretches of rows that lie near enough."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from overstap.engine.matching.distance import distances_km
from overstap.engine.matching.index import Filters
from overstap.engine.matching.large.kernels import Liking, Sieve
from overstap.engine.matching.large.openings import KINDS, Floats
from overstap.engine.matching.large.table import OpeningTable
from overstap.engine.matching.model import OpeningKind, Position, Wishes

HOURS_HIGH, HOURS_LOW, WAGE_HIGH, STARTS, CLOSES, WAGE_LOW = range(6)
"""The columns in the order in which they are stored."""
_ANY = np.zeros(0, dtype=np.bool_)
_ALL_ALIVE = np.zeros(0, dtype=np.bool_)
_ALL_ALIVE.flags.writeable = False  # as the array it stands in for: kernels are compiled for the kind of array
_NO_WISH = -1


def sieve(index: OpeningTable, filters: Filters) -> Sieve:
    """What rows must meet, and which rows are worth a look at all."""
    least = _least(index, filters)
    kinds = _kinds(filters.kinds)
    groups = _ANY
    if filters.occupations:
        groups = np.array([False, *(one in filters.occupations for one in index.occupations)], dtype=np.bool_)
        groups[0] = "" in filters.occupations
    papers = _ANY
    if filters.held is not None:
        papers = np.array([one <= filters.held for one in index.certificate_sets], dtype=np.bool_)
    share = float(np.prod([one.share(rank) for one, rank in zip(index.meanings, least, strict=True)]))
    of_kind, of_group = index.shares
    for passes, count in ((kinds, of_kind), (groups, of_group)):
        if len(passes):
            share *= count[: len(passes)][passes[: len(count)]].sum() / max(len(index), 1)
    alive = _ALL_ALIVE if index.alive is None else index.alive
    more = bool(len(kinds) or len(groups) or len(papers) or len(alive))
    return Sieve(
        parts=_parts(index, filters),
        least=np.array(least, dtype=index.columns.ranks.dtype),
        kinds=kinds,
        groups=groups,
        papers=papers,
        alive=alive,
        filtered=bool(any(least)) or more,
        more=more,
        share=share,
        way=index.way,
    )


def liking(index: OpeningTable, wishes: Wishes) -> Liking:
    """Wishes as ranks; what is not wished is -1."""
    ranks = index.meanings

    def rank(column: int, least: float | None) -> int:
        return _NO_WISH if least is None else ranks[column].rank(least)

    return Liking(
        km=place_km(index, wishes.position),
        farthest=-1.0 if wishes.distance is None else float(wishes.distance),
        hours=np.array([rank(HOURS_HIGH, wishes.hours_low), rank(HOURS_LOW, _negative(wishes.hours_high))]),
        pay=np.array([rank(WAGE_HIGH, wishes.wage_floor), rank(WAGE_LOW, wishes.wage_floor)]),
        kinds=_kinds(wishes.kinds),
        start=_NO_WISH if wishes.starts_on is None else ranks[STARTS].rank(wishes.starts_on.toordinal()),
        unknown=np.array([one.unknown for one in ranks]),
    )


def place_km(index: OpeningTable, here: Position | None) -> Floats:
    """The distance to each place in km; NaN where it is not known. Shape (places,)."""
    if here is None:
        return np.full(len(index.latitude), np.nan)
    return distances_km(here, index.latitude, index.longitude)


def _least(index: OpeningTable, filters: Filters) -> list[int]:
    wanted = {
        HOURS_HIGH: filters.hours_low,
        HOURS_LOW: _negative(filters.hours_high),
        WAGE_HIGH: filters.wage_floor,
        STARTS: None if filters.starts_on is None else filters.starts_on.toordinal(),
        CLOSES: None if filters.today is None else filters.today.toordinal(),
    }
    least = [0] * len(index.meanings)
    for column, value in wanted.items():
        if value is not None:
            least[column] = index.meanings[column].rank(value)
    return least


def _parts(index: OpeningTable, filters: Filters) -> npt.NDArray[np.int64]:
    """The stretches of rows whose place is near enough, or not known. Shape (parts, 2)."""
    if filters.position is None or filters.distance is None:
        return np.array([[0, len(index)]], dtype=np.int64)
    return stretches(~(place_km(index, filters.position) > filters.distance), index.columns.place_from)


def stretches(wanted: npt.NDArray[np.bool_], place_from: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """The rows of the wanted places, as long stretches as there are. Shape (stretches, 2)."""
    begin, end = place_from[:-1], place_from[1:]
    kept = wanted & (end > begin)
    begin, end = begin[kept], end[kept]
    new = np.append(True, begin[1:] != end[:-1])[: len(begin)]  # where a stretch does not go on from the last
    last = np.append(new[1:], True)[: len(begin)]
    return np.stack((begin[new], end[last]), axis=1).astype(np.int64)


def _kinds(kinds: Iterable[OpeningKind]) -> npt.NDArray[np.bool_]:
    wanted = set(kinds)
    return np.array([one in wanted for one in KINDS], dtype=np.bool_) if wanted else _ANY


def _negative(value: float | None) -> float | None:
    return None if value is None else -value
