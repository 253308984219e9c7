# SPDX-License-Identifier: EUPL-1.2
"""How rows and their terms lie in memory: the same lists twice, once by row and once by term.

A row is an opening and its terms are the skills it asks, or a person and the skills they hold. Each term of a
row has a level: how important the demand is, or whether others stand for the skill.

- **By row** (`codes`): for each row its terms in ascending order, the level in the two highest bits. Two bytes
  for each when there are at most 16,384 terms, else four. Exact scores come from here.
- **By term** (`posts`): rows in blocks of 65,536; in each block, for each term and level, the rows that have it
  as offsets in two bytes. What a row scores at most comes from here, by adding up: rows that share nothing with
  the question are never touched.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from numba import njit

from overstap.engine.matching.large import wording
from overstap.engine.problems import InputRefused

BLOCK = 65_536
LEVELS = 3
_SMALL, _LARGE = 14, 30
"""Bits of a code that hold the term."""
MOST_POSTINGS = np.iinfo(np.uint32).max
FULL = 65_534
"""The highest sum: one less than two bytes count, so that one more still fits; see `scale_of`."""


class Lists(NamedTuple):
    """The arrays that kernels read, all read-only.

    `indptr` (rows + 1), `codes` (postings); `starts` (blocks, terms * LEVELS + 1): where in its block the
    postings of a term and level begin; `posts` (postings).
    """

    indptr: npt.NDArray[np.uint32]
    codes: npt.NDArray[Any]
    starts: npt.NDArray[np.uint32]
    posts: npt.NDArray[np.uint16]

    def rows_with(self, terms: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """The rows that have at least one of the terms, in ascending order."""
        found = []
        for block in range(len(self.starts)):
            low = block * BLOCK
            posts, starts = self.posts[int(self.indptr[low]) :], self.starts[block]
            for term in terms.tolist():
                begin, end = starts[term * LEVELS], starts[(term + 1) * LEVELS]
                found.append(posts[begin:end].astype(np.int64) + low)
        return np.unique(np.concatenate(found)) if found else np.zeros(0, dtype=np.int64)

    def rows_for_each(self, terms: int) -> npt.NDArray[np.int64]:
        """How many rows have each term. Shape (terms,)."""
        each = np.diff(self.starts[:, ::LEVELS].astype(np.int64), axis=1)
        return np.asarray(each.sum(axis=0).reshape(terms), dtype=np.int64)


def bits_of(terms: int) -> int:
    """How many bits of a code hold the term."""
    if terms > 1 << _LARGE:
        raise InputRefused([wording.too_much("skills", 1 << _LARGE)])
    return _SMALL if terms <= 1 << _SMALL else _LARGE


def build_lists(
    indptr: npt.NDArray[np.int64],
    terms: npt.NDArray[np.int32],
    levels: npt.NDArray[np.uint8],
    order: npt.NDArray[np.int64],
    count: int,
) -> Lists:
    """Lays out rows in the given order. `count` is the number of terms there are.

    Raises `InputRefused` when there are too many, and `TermTwice` for a row that has a term twice.
    """
    if len(terms) > MOST_POSTINGS:
        raise InputRefused([wording.too_much("skills", MOST_POSTINGS)])
    bits = bits_of(count)
    kind = np.uint16 if bits == _SMALL else np.uint32
    pointers = np.zeros(len(order) + 1, dtype=np.uint32)
    np.cumsum((indptr[1:] - indptr[:-1])[order], out=pointers[1:])
    codes = np.empty(len(terms), dtype=kind)
    twice = _by_row(indptr, terms, levels, order, pointers, codes, bits)
    if twice >= 0:
        raise TermTwice(int(order[twice]))
    blocks = -(-len(order) // BLOCK)
    starts = np.zeros((blocks, count * LEVELS + 1), dtype=np.uint32)
    posts = np.empty(len(terms), dtype=np.uint16)
    _by_term(pointers, codes, bits, starts, posts)
    lists = Lists(pointers, codes, starts, posts)
    frozen(lists)
    return lists


class TermTwice(Exception):
    """A row has a term twice; `row` is its position in the input."""

    def __init__(self, row: int) -> None:
        super().__init__(row)
        self.row = row


def frozen(arrays: Iterable[npt.NDArray[Any]]) -> None:
    """Makes arrays read-only: then kernels see one type, whether they were made here or mapped from a file."""
    for array in arrays:
        array.flags.writeable = False


@dataclass(frozen=True, slots=True)
class Scale:
    """How sums of weights are counted in two bytes.

    A weight of u units times a nearness s is counted as `ceil(s * u * step)`, the total of a row as
    `units * spread`; no sum can pass `FULL`. `terms`: in a row at most.
    """

    step: int
    spread: int
    terms: int


def scale_of(most_units: int, most_terms: int) -> Scale:
    """The finest scale at which a row of `most_units` and `most_terms` still fits in two bytes.

    >>> scale_of(80, 20)
    Scale(step=818, spread=819, terms=20)
    """
    if most_terms + most_units > FULL:
        raise InputRefused([wording.too_much("skills", FULL // 2)])
    most = max(most_units, 1)
    return Scale((FULL - most_terms) // most, FULL // most, most_terms)


# --- kernels --------------------------------------------------------------------------------------


@njit(cache=True, nogil=True)
def _by_row(indptr, terms, levels, order, pointers, codes, bits):  # type: ignore[no-untyped-def]
    """Fills `codes`; gives the first row with a term twice, or -1."""
    for row in range(len(order)):
        start = np.int64(pointers[row])
        filled = start
        source = order[row]
        for at in range(indptr[source], indptr[source + 1]):
            term = np.int64(terms[at])
            code = term | (np.int64(levels[at]) << bits)
            # Insertion sort: rows are short, and most come sorted.
            slot = filled
            while slot > start and (np.int64(codes[slot - 1]) & ((1 << bits) - 1)) > term:
                codes[slot] = codes[slot - 1]
                slot -= 1
            if slot > start and (np.int64(codes[slot - 1]) & ((1 << bits) - 1)) == term:
                return row
            codes[slot] = code
            filled += 1
    return -1


@njit(cache=True, nogil=True)
def _by_term(pointers, codes, bits, starts, posts):  # type: ignore[no-untyped-def]
    """Fills `starts` and `posts`: a counting sort of each block by term and level."""
    rows = len(pointers) - 1
    mask = (1 << bits) - 1
    for block in range(len(starts)):
        low = block * BLOCK
        high = min(rows, low + BLOCK)
        first, last = np.int64(pointers[low]), np.int64(pointers[high])
        begin = starts[block]
        for at in range(first, last):
            code = np.int64(codes[at])
            begin[(code & mask) * LEVELS + (code >> bits) + 1] += 1
        for slot in range(1, len(begin)):
            begin[slot] += begin[slot - 1]
        filled = begin.copy()
        for row in range(low, high):
            for at in range(np.int64(pointers[row]), np.int64(pointers[row + 1])):
                code = np.int64(codes[at])
                slot = (code & mask) * LEVELS + (code >> bits)
                posts[first + filled[slot]] = row - low
                filled[slot] += 1
