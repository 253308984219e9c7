# SPDX-License-Identifier: EUPL-1.2
"""Which words stand for which other words, learned from the skills language itself.

Every alternative label and description says in other words what the preferred label says, and a concept
with words in two languages says the same in both. From such pairs the classic word translation model
(Brown et al., The Mathematics of Statistical Machine Translation, 1993, model 1) learns the chance that a
word of the text calls for a word of a label: stofzuigen -> vacuum, colleague -> staff.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import numpy.typing as npt
from scipy import sparse

_ROUNDS = 5
_LEAST = 0.06
"""Chances below this are noise."""
_MOST_PER_WORD = 8
_LONGEST = 40
"""Words of one side at most: a long description says little about any single word."""

Ints = npt.NDArray[np.int64]
Pair = tuple[Sequence[int], Sequence[int]]


@dataclass
class _Table:
    """All (source, target) meetings: one entry per word of each side of each pair."""

    side: Ints
    cell: Ints
    source: Ints
    target: Ints


def learn_associations(pairs: Iterable[Pair], terms: int) -> sparse.csr_matrix:
    """Terms x terms: the chance that a source term calls for a target term; small ones left out.

    `pairs`: (terms of one wording, terms of another wording of the same), as positions below `terms`.
    """
    table = _meetings(pairs, terms)
    if table is None:
        return sparse.csr_matrix(np.zeros((terms, terms), dtype=np.float32))
    chance = np.ones(len(table.source))
    for _ in range(_ROUNDS):
        chance = _round(table, chance, terms)
    return _strongest(sparse.csr_matrix((chance, (table.source, table.target)), (terms, terms)))


def _meetings(pairs: Iterable[Pair], terms: int) -> _Table | None:
    sources, targets = [], []
    for source, target in pairs:
        s, t = list(dict.fromkeys(source))[:_LONGEST], list(dict.fromkeys(target))[:_LONGEST]
        if s and t:
            sources.append(s)
            targets.append(t)
    if not sources:
        return None
    source_of, source_end = _flat(sources)
    target_of, target_end = _flat(targets)
    # Every source word of a pair meets every target word of that pair, all pairs at once.
    widths = np.diff(target_end, prepend=0)
    per_source = np.repeat(widths, np.diff(source_end, prepend=0))
    starts = np.repeat(target_end - widths, np.diff(source_end, prepend=0))
    first = np.cumsum(per_source) - per_source
    side = np.arange(per_source.sum()) - np.repeat(first, per_source) + np.repeat(starts, per_source)
    key = np.repeat(source_of, per_source) * terms + target_of[side]
    cells, cell = np.unique(key, return_inverse=True)
    return _Table(side, cell, cells // terms, cells % terms)


def _flat(lists: list[list[int]]) -> tuple[Ints, Ints]:
    """The lists one after another, and where each ends."""
    ends = np.cumsum([len(each) for each in lists])
    return np.fromiter(chain.from_iterable(lists), dtype=np.int64, count=int(ends[-1])), ends


def _round(table: _Table, chance: npt.NDArray[np.float64], terms: int) -> npt.NDArray[np.float64]:
    """One step of expectation and maximisation."""
    drawn = chance[table.cell]
    claimed = drawn / np.bincount(table.side, drawn)[table.side]
    expected = np.bincount(table.cell, claimed, minlength=len(table.source))
    # A word seen once or twice is not trusted: one imaginary meeting with nothing in particular.
    total = np.bincount(table.source, expected, minlength=terms) + 1.0
    shares: npt.NDArray[np.float64] = expected / total[table.source]
    return shares


def _strongest(matrix: sparse.csr_matrix) -> sparse.csr_matrix:
    """The largest few of each row."""
    rows = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    kept = matrix.data >= _LEAST
    rows, columns, values = rows[kept], matrix.indices[kept], matrix.data[kept]
    order = np.lexsort((columns, -values, rows))
    rows, columns, values = rows[order], columns[order], values[order]
    rank = np.arange(len(rows)) - np.searchsorted(rows, rows)
    few = rank < _MOST_PER_WORD
    data = (values[few].astype(np.float32), (rows[few], columns[few]))
    return sparse.csr_matrix(data, matrix.shape)
