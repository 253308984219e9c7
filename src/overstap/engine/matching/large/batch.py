# SPDX-License-Identifier: EUPL-1.2
"""Many passports at once: the best openings for each, exactly, on all cores.

Sixty-four passports stand side by side in one dense block of a byte for each skill, which fits in the second
cache of a core; all openings stream past it once. For each opening sixty-four bounds are added up together, as
many at a time as the processor can; what a bound cannot rule out is scored exactly. The answers are those of
`OpeningIndex.best`, whatever the number of threads.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt
from numba import njit
from scipy import sparse

from overstap.engine.matching.index import Filters
from overstap.engine.matching.large import filtering
from overstap.engine.matching.large.index import NOTHING, OpeningIndex, Question
from overstap.engine.matching.large.kernels import KEYS, keep, rows_that_pass
from overstap.engine.matching.large.layout import FULL, bits_of
from overstap.engine.matching.large.openings import UNIT, UNITS, Floats, Ids, Integers

WIDTH = 64
"""Passports side by side: a byte for each fills one line of the cache."""
_SLACK = 1e-9

NearOf = Callable[[int, int], Floats]
"""Gives, for passports from one position up to another, `near` of each as rows: (passports, skills)."""


@dataclass(frozen=True)
class Many:
    """The best openings of many passports: of passport i the first `found[i]` of row i, best first.

    `ids` and `claimed` have shape (passports, top); what is past `found` means nothing.
    """

    ids: Ids
    claimed: Floats
    found: Integers


def best_for_many(
    index: OpeningIndex,
    near_of: NearOf,
    count: int,
    top: int,
    *,
    filters: Filters | Sequence[Filters] | None = None,
    floor: float = NOTHING,
    threads: int = 2,
) -> Many:
    """The `top` openings of each of `count` passports, as `OpeningIndex.best` gives them.

    `filters` are one for all, or one for each passport.
    """
    parts = list(best_in_blocks(index, near_of, count, top, filters=filters, floor=floor, threads=threads))
    if not parts:
        return Many(np.empty((0, top), index.ids.dtype), np.empty((0, top)), np.empty(0, np.int64))
    return Many(
        *(np.concatenate([getattr(part, name) for part in parts]) for name in ("ids", "claimed", "found"))
    )


def best_in_blocks(
    index: OpeningIndex,
    near_of: NearOf,
    count: int,
    top: int,
    *,
    filters: Filters | Sequence[Filters] | None = None,
    floor: float = NOTHING,
    threads: int = 2,
) -> Iterator[Many]:
    """As `best_for_many`, handed over by `WIDTH` passports in their order while others are still worked on."""
    search = _Search(index, near_of, min(max(top, 1), max(len(index), 1)), max(top, 0), floor)
    work: Callable[[int, int], Many] = search.together
    if filters is None or isinstance(filters, Filters):
        search.allow(filters or Filters())
    else:
        work = partial(search.apart, filters)
    spans = [(first, min(first + WIDTH, count)) for first in range(0, count, WIDTH)]
    with ThreadPoolExecutor(threads) as pool:
        # A few ahead, not all: what is done and not yet taken over stays in memory.
        waiting = [pool.submit(work, *span) for span in spans[: 2 * threads]]
        for turn in range(len(spans)):
            yield waiting.pop(0).result()
            if turn + 2 * threads < len(spans):
                waiting.append(pool.submit(work, *spans[turn + 2 * threads]))


def expander(similarity: sparse.csr_array[Any], indptr: Integers, skills: npt.NDArray[Any]) -> NearOf:
    """`NearOf` of passports given as lists of skills held (CSR), and the similarity between skills.

    As `best` of the skill graph gives it, to the last digit.
    """
    near_from = similarity.indptr.astype(np.int64)
    near = similarity.indices.astype(np.int64)
    value = similarity.data.astype(np.float64)
    begin, held = indptr.astype(np.int64), skills.astype(np.int64)

    def near_of(first: int, last: int) -> Floats:
        block = np.zeros((last - first, similarity.shape[1]))
        _expand(near_from, near, value, begin, held, first, block)
        return block

    return near_of


@dataclass
class _Search:
    """What all blocks share."""

    index: OpeningIndex
    near_of: NearOf
    kept: int
    top: int
    floor: float
    rows: Integers | None = None

    def allow(self, filters: Filters) -> None:
        """Notes which rows pass filters that hold for all."""
        sieve = filtering.sieve(self.index, filters)
        self.rows = rows_that_pass(self.index.columns, sieve)

    def together(self, first: int, last: int) -> Many:
        """The best of one block, all rows past it once."""
        index = self.index
        most = max(int(index.scaled.max(initial=0)) // index.scale.spread, 1)
        step = min(255, FULL // most)
        near = np.ascontiguousarray(self.near_of(first, last), dtype=np.float64)
        dense = np.zeros((near.shape[1], WIDTH), dtype=np.uint8)
        _side_by_side(near, step, dense)
        best = np.empty((len(near), self.kept, KEYS))
        size = np.zeros(len(near), dtype=np.int64)
        units = np.array(UNITS, dtype=np.uint16)
        _stream(
            index.lists, index.columns.rank, index.scaled, self.rows, dense, near, units, UNIT,
            bits_of(index.skills), step, index.scale.spread, max(self.floor, NOTHING), best, size,
        )  # fmt: skip
        many = self._empty(len(near))
        for at, count in enumerate(size.tolist()):
            entries = best[at, :count]
            entries = entries[np.lexsort((entries[:, 4], entries[:, 0]))][: self.top]
            self._put(many, at, index.ids[entries[:, 4].astype(np.int64)], -entries[:, 0])
        return many

    def apart(self, filters: Sequence[Filters], first: int, last: int) -> Many:
        """The best of one block, one by one: with filters of their own only few rows are worth a look."""
        near = self.near_of(first, last)
        many = self._empty(len(near))
        for at in range(len(near)):
            found = self.index.best(Question(near[at]), self.top, filters=filters[first + at], floor=self.floor)
            self._put(many, at, found.ids, found.claimed)
        return many

    def _empty(self, count: int) -> Many:
        shape = (count, self.top)
        return Many(np.zeros(shape, self.index.ids.dtype), np.zeros(shape), np.zeros(count, np.int64))

    @staticmethod
    def _put(many: Many, at: int, ids: Ids, claimed: Floats) -> None:
        many.found[at] = len(ids)
        many.ids[at, : len(ids)] = ids
        many.claimed[at, : len(ids)] = claimed


# --- kernels --------------------------------------------------------------------------------------


@njit(cache=True, nogil=True)
def _expand(near_from, near, value, begin, held, first, block):  # type: ignore[no-untyped-def]
    """Fills `block` with the similarity of the best skill held."""
    for at in range(len(block)):
        row = block[at]
        for one in range(begin[first + at], begin[first + at + 1]):
            for other in range(near_from[held[one]], near_from[held[one] + 1]):
                row[near[other]] = max(row[near[other]], value[other])


@njit(cache=True, nogil=True)
def _side_by_side(near, step, dense):  # type: ignore[no-untyped-def]
    """Similarities as whole numbers, rounded up: term by term, the passports beside each other."""
    for at in range(len(near)):
        for term in range(near.shape[1]):
            if near[at, term] > 0.0:
                dense[term, at] = np.uint8(np.ceil(min(near[at, term], 1.0) * step))


@njit(cache=True, nogil=True)
def _stream(  # type: ignore[no-untyped-def]
    lists, rank, scaled, rows, dense, near, units, unit, bits, step, spread, floor, best, size
):
    """Lets all rows pass by the block; keeps the best of each passport in `best` and `size`."""
    count = len(near)
    sums = np.zeros(WIDTH, dtype=np.uint16)
    lines = np.full(WIDTH, FULL, dtype=np.uint16)
    needed = np.full(WIDTH, floor)
    for at in range(count):
        lines[at] = _line(floor, step, spread)
    mask = (1 << bits) - 1
    for row in rows:
        sums[:] = 0
        start, end = np.int64(lists.indptr[row]), np.int64(lists.indptr[row + 1])
        for post in range(start, end):
            code = np.int64(lists.codes[post])
            _add(sums, dense[code & mask], units[code >> bits])
        if not _any_reaches(sums, lines, scaled[row]):
            continue
        total = np.float64(scaled[row] // spread) * unit
        for at in range(count):
            least = (np.uint32(lines[at]) * np.uint32(scaled[row])) >> np.uint32(16)
            if sums[at] == 0 or np.uint32(sums[at]) < least:
                continue
            met = 0.0
            for post in range(start, end):
                code = np.int64(lists.codes[post])
                met += np.float64(units[code >> bits]) * unit * near[at, code & mask]
            score = met / total
            if score < needed[at]:
                continue
            entry = (-score, 0.0, 0.0, 0.0, np.float64(rank[row]), np.float64(row))
            if keep(best[at], size, at, entry) and size[at] == best.shape[1]:
                needed[at] = max(floor, -best[at, 0, 0])
                lines[at] = _line(needed[at], step, spread)


@njit(cache=True, nogil=True)
def _add(sums, line, units):  # type: ignore[no-untyped-def]
    """Adds one demand to all sums: one line of the cache, no branch."""
    for at in range(WIDTH):
        sums[at] += np.uint16(line[at]) * units


@njit(cache=True, nogil=True)
def _any_reaches(sums, lines, scaled):  # type: ignore[no-untyped-def]
    most = np.uint16(0)
    for at in range(WIDTH):
        least = np.uint16((np.uint32(lines[at]) * np.uint32(scaled)) >> np.uint32(16))
        more = np.uint16(sums[at] + np.uint16(1))
        most = max(most, np.uint16(more - least) if more > least else np.uint16(0))
    return most != 0


@njit(cache=True, nogil=True)
def _line(needed, step, spread):  # type: ignore[no-untyped-def]
    """What a sum must reach for a score of `needed`, in 65,536ths of the scaled total, rounded down."""
    share = needed * (1.0 - _SLACK) * step / spread
    return np.uint16(max(0.0, min(share * 65536.0, 65535.0)))
