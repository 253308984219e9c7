# SPDX-License-Identifier: EUPL-1.2
"""The Pareto front: journeys that no other beats on all counts.

A journey is a row of counts, smaller is better in each: arrival (day), cost (cents), lowest income and total
income (cents, negative), changes, and hours of study (tenths). Whole numbers, so that equal is equal.
"""

from __future__ import annotations

from typing import Generic, TypeVar

import numpy as np
import numpy.typing as npt
from numba import njit

T = TypeVar("T")
Counts = tuple[int, int, int, int, int, int]
Rows = npt.NDArray[np.int64]

COUNTS = 6


class Front(Generic[T]):
    """Rows that no other row is at least as good as; of equal rows the first that came."""

    def __init__(self) -> None:
        self._rows: Rows = np.empty((16, COUNTS), dtype=np.int64)
        self._kept: list[T] = []

    def __len__(self) -> int:
        return len(self._kept)

    @property
    def rows(self) -> Rows:
        """The counts, shape (kept, 6)."""
        return self._rows[: len(self._kept)]

    @property
    def kept(self) -> tuple[T, ...]:
        """What the rows stand for, in the same order."""
        return tuple(self._kept)

    def add(self, counts: Counts, what: T) -> bool:
        """Adds a row unless another is at least as good; those that it is at least as good as go."""
        row = np.array(counts, dtype=np.int64)
        if beaten(self.rows, row.reshape(1, -1))[0]:
            return False
        stay = ~beaten(row.reshape(1, -1), self.rows)
        if not stay.all():
            remaining = self.rows[stay]
            self._kept = [one for one, stays in zip(self._kept, stay.tolist(), strict=True) if stays]
            self._rows[: len(remaining)] = remaining
        if len(self._kept) == len(self._rows):
            self._rows = np.concatenate([self._rows, np.empty_like(self._rows)])
        self._rows[len(self._kept)] = row
        self._kept.append(what)
        return True


@njit(cache=True)
def is_beaten(front, row):  # type: ignore[no-untyped-def]
    """Whether some row of the front is at least as good as a row, on all counts."""
    for f in range(len(front)):
        better = True
        for c in range(COUNTS):
            if front[f, c] > row[c]:
                better = False
                break
        if better:
            return True
    return False


@njit(cache=True)
def _beaten(front, rows):  # type: ignore[no-untyped-def]
    out = np.zeros(len(rows), dtype=np.bool_)
    for r in range(len(rows)):
        out[r] = is_beaten(front, rows[r])
    return out


def beaten(front: Rows, rows: Rows) -> npt.NDArray[np.bool_]:
    """Which rows some row of the front is at least as good as, on all counts. Shape (rows,)."""
    return np.asarray(_beaten(front, rows), dtype=np.bool_)
