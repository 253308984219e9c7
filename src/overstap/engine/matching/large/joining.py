# SPDX-License-Identifier: EUPL-1.2
"""From indexes back to arrays, and several together: how segments become one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt

from overstap.engine.matching.large.filtering import (
    CLOSES,
    HOURS_HIGH,
    HOURS_LOW,
    STARTS,
    WAGE_HIGH,
    WAGE_LOW,
)
from overstap.engine.matching.large.index import OpeningIndex
from overstap.engine.matching.large.layout import bits_of
from overstap.engine.matching.large.openings import EACH, UNKNOWN_DAY, Floats, Integers, OpeningArrays


def arrays_in(index: OpeningIndex) -> OpeningArrays:
    """The openings that can be found in an index, in the order of their ids.

    Where only one end of a range of pay was known, both ends hold it.
    """
    rows = index.rows_of(index.ids)
    rows = rows[rows >= 0]
    lists, columns = index.lists, index.columns
    begin = lists.indptr.astype(np.int64)
    lengths: Integers = (begin[1:] - begin[:-1])[rows]
    indptr = np.append(0, np.cumsum(lengths))
    at = np.repeat(begin[rows] - indptr[:-1], lengths) + np.arange(indptr[-1])
    codes = lists.codes[at]
    bits = bits_of(index.skills)
    place = np.searchsorted(columns.place_from, rows, side="right") - 1

    def values(column: int) -> Floats:
        return np.asarray(index.meanings[column].values[columns.ranks[column, rows]])

    return OpeningArrays(
        ids=index.ids[columns.rank[rows]],
        indptr=indptr,
        skills=(codes & ((1 << bits) - 1)).astype(np.int32),
        importance=(codes >> bits).astype(np.uint8),
        latitude=index.latitude[1:],
        longitude=index.longitude[1:],
        place=(place - 1).astype(np.int32),
        occupations=index.occupations,
        occupation=(columns.group[rows].astype(np.int32) - 1),
        kind=columns.kind[rows],
        certificate_sets=index.certificate_sets,
        certificates=columns.papers[rows].astype(np.int32),
        hours_low=-values(HOURS_LOW),
        hours_high=values(HOURS_HIGH),
        wage_low=values(WAGE_LOW),
        wage_high=values(WAGE_HIGH),
        starts=_days(values(STARTS)),
        closes=_days(values(CLOSES)),
    )


def some_of(openings: OpeningArrays, chosen: Integers) -> OpeningArrays:
    """Some of the openings, by position, in the order given."""
    lengths: Integers = (openings.indptr[1:] - openings.indptr[:-1])[chosen]
    indptr = np.append(0, np.cumsum(lengths))
    at = np.repeat(openings.indptr[chosen] - indptr[:-1], lengths) + np.arange(indptr[-1])
    return replace(
        openings,
        indptr=indptr,
        skills=openings.skills[at],
        importance=openings.importance[at],
        **{name: getattr(openings, name)[chosen] for name in ("ids", *EACH)},
    )


def joined(parts: Sequence[OpeningArrays]) -> OpeningArrays:
    """Several sets of openings as one, in their order; of places, occupations and certificates each once."""
    names: dict[str, int] = {}
    sets: dict[frozenset[str], int] = {}
    spots: dict[tuple[float, float], int] = {}
    groups, papers, places = [], [], []
    for part in parts:
        groups.append(_renumbered(part.occupation, list(part.occupations), names))
        papers.append(_renumbered(part.certificates, list(part.certificate_sets), sets))
        here = list(zip(part.latitude.tolist(), part.longitude.tolist(), strict=True))
        places.append(_renumbered(part.place, here, spots))

    def end_to_end(name: str) -> npt.NDArray[Any]:
        return np.concatenate([getattr(part, name) for part in parts])

    begin = np.cumsum([0, *(len(part.skills) for part in parts)])
    pointers = [part.indptr[:-1] + start for part, start in zip(parts, begin[:-1], strict=True)]
    plain = {"ids", "skills", "importance", *EACH} - {"place", "occupation", "certificates"}
    return OpeningArrays(
        **{name: end_to_end(name) for name in plain},
        place=np.concatenate(places),
        occupation=np.concatenate(groups),
        certificates=np.concatenate(papers),
        indptr=np.concatenate([*pointers, begin[-1:]]).astype(np.int64),
        latitude=np.array([one for one, _ in spots], dtype=np.float64),
        longitude=np.array([one for _, one in spots], dtype=np.float64),
        occupations=tuple(names),
        certificate_sets=tuple(sets),
    )


def _renumbered(
    numbers: npt.NDArray[np.int32], meanings: list[Any], known: dict[Any, int]
) -> npt.NDArray[np.int32]:
    """Numbers by the meanings in `known`, which grows; -1 stays."""
    new = [known.setdefault(meaning, len(known)) for meaning in meanings]
    return np.array([*new, -1], dtype=np.int32)[numbers]


def _days(values: Floats) -> npt.NDArray[np.int32]:
    return np.where(np.isnan(values), UNKNOWN_DAY, values).astype(np.int32)
