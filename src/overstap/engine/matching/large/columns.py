# SPDX-License-Identifier: EUPL-1.2
"""What rows are filtered by, kept so that every filter is one comparison of small whole numbers.

Each column holds, instead of a value, its rank among the values that occur. Values are turned such that to pass
always means "at least": hours that must not be too many are stored with their sign changed. Unknown is the
highest rank and so passes everything.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Ranked:
    """Values by rank: `values` (ascending, the last is NaN: unknown), `at_least[r]`: rows of rank r or more."""

    values: Floats
    at_least: npt.NDArray[np.int64]

    @property
    def unknown(self) -> int:
        """The rank of what is not known."""
        return len(self.values) - 1

    def rank(self, least: float) -> int:
        """The lowest rank whose value is at least `least`."""
        return int(np.searchsorted(self.values[:-1], least, side="left"))

    def share(self, rank: int) -> float:
        """The share of rows of this rank or more."""
        return float(self.at_least[rank] / max(self.at_least[0], 1))


def ranked(values: Floats) -> tuple[npt.NDArray[np.uint32], Ranked]:
    """The rank of each value, and what the ranks stand for.

    >>> ranks, meaning = ranked(np.array([32.0, np.nan, 24.0, 32.0]))
    >>> ranks.tolist(), meaning.rank(25.0), meaning.unknown
    ([1, 2, 0, 1], 1, 2)
    """
    known = np.unique(values[~np.isnan(values)])
    ranks = np.searchsorted(known, values).astype(np.uint32)  # NaN sorts after everything known
    return ranks, Ranked(np.append(known, np.nan), counted(ranks, len(known) + 1))


def counted(ranks: npt.NDArray[Any], count: int) -> npt.NDArray[np.int64]:
    """How many rows have each rank or more. Shape (count,)."""
    return np.bincount(ranks, minlength=count)[::-1].cumsum()[::-1]


def packed(columns: list[npt.NDArray[np.uint32]]) -> npt.NDArray[Any]:
    """Columns below each other, in two bytes a value when they fit. Shape (columns, rows)."""
    highest = max((int(column.max()) for column in columns if len(column)), default=0)
    return np.array(columns, dtype=small(highest))


def small(highest: int) -> type[np.uint16] | type[np.uint32]:
    """The type that codes up to `highest` are kept in."""
    return np.uint16 if highest < 65_536 else np.uint32


class Columns(NamedTuple):
    """What kernels filter by, all read-only.

    `ranks` (columns, rows); `kind`, `group` (an occupation) and `papers` (a set of certificates) each (rows,);
    `place_from` (places + 1): the rows of each place, which lie together; `rank` (rows,): the position of the
    row in the order of ids.
    """

    ranks: npt.NDArray[Any]
    kind: npt.NDArray[np.uint8]
    group: npt.NDArray[Any]
    papers: npt.NDArray[Any]
    place_from: npt.NDArray[np.int64]
    rank: npt.NDArray[np.uint32]


def along_a_curve(latitude: Floats, longitude: Floats) -> npt.NDArray[np.int64]:
    """Places in an order in which near ones tend to follow each other (Morton, 1966). Shape (places,)."""
    spots = np.zeros(len(latitude), dtype=np.uint64)
    for bit, degrees in enumerate((latitude, longitude)):
        spread = degrees.max() - degrees.min() if len(degrees) else 0.0
        cell = np.zeros(len(degrees), dtype=np.uint64)
        if spread > 0:
            cell = ((degrees - degrees.min()) / spread * 65_535).astype(np.uint64)
        for one in range(16):
            spots |= ((cell >> np.uint64(one)) & np.uint64(1)) << np.uint64(2 * one + bit)
    return np.argsort(spots, kind="stable")
