# SPDX-License-Identifier: EUPL-1.2
"""Every way in which openings can be searched. Each must answer as the plain index does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from overstap.engine.matching.large.batch import WIDTH, best_for_many
from overstap.engine.matching.large.index import Found, OpeningIndex, Question, build_opening_index
from overstap.engine.matching.large.joining import some_of
from overstap.engine.matching.large.kernels import BY_ROW, BY_TERM
from overstap.engine.matching.large.openings import OpeningArrays
from overstap.engine.matching.large.segments import add, create, finish_merge, merge, open_segments, remove
from overstap.engine.matching.large.storage import map_index, save_index
from overstap.engine.matching.model import Reach


class Searches(Protocol):
    """What every variant can do."""

    def best(self, question: Question, top: int, **rest: Any) -> Found: ...

    def grouped(self, question: Question, top: int, **rest: Any) -> dict[Reach, Found]: ...


Variant = Callable[[OpeningArrays, np.ndarray, Path], Searches]


def chosen(openings: OpeningArrays, attitude: np.ndarray, folder: Path) -> Searches:
    return build_opening_index(openings, attitude)


def by_row(openings: OpeningArrays, attitude: np.ndarray, folder: Path) -> Searches:
    return replace(build_opening_index(openings, attitude), way=BY_ROW)


def by_term(openings: OpeningArrays, attitude: np.ndarray, folder: Path) -> Searches:
    return replace(build_opening_index(openings, attitude), way=BY_TERM)


def mapped(openings: OpeningArrays, attitude: np.ndarray, folder: Path) -> Searches:
    name = save_index(build_opening_index(openings, attitude), folder, "this")
    return map_index(folder / name, "this")


def living(openings: OpeningArrays, attitude: np.ndarray, folder: Path) -> Searches:
    """In four segments; some openings were other ones first, and some that are not asked for came and went."""
    pieces = [some_of(openings, np.arange(start, len(openings), 4)) for start in range(4)]
    everything = some_of(openings, np.arange(len(openings)))
    stale = replace(everything, importance=2 - everything.importance, hours_high=everything.hours_low)
    segments = create(folder, some_of(stale, np.arange(0, len(stale), 3)), attitude, "this")
    for piece in pieces[:2]:
        segments = add(segments, piece)
    segments = add(segments, stale)
    segments = remove(segments, stale.ids)
    for piece in pieces:
        segments = add(segments, piece)
    return open_segments(folder, "this")


def merged(openings: OpeningArrays, attitude: np.ndarray, folder: Path) -> Searches:
    """As `living`, merged into one while openings came and went."""
    segments = living(openings, attitude, folder)
    file = merge(segments)
    first = some_of(openings, np.arange(0, len(openings), 2))
    segments = add(remove(segments, openings.ids[1::2]), first)
    segments = finish_merge(segments, file) if file else segments
    return add(segments, some_of(openings, np.arange(1, len(openings), 2)))


class InBatch:
    """A question asked among others, one in each place of a block and in the next."""

    def __init__(self, index: OpeningIndex) -> None:
        self.index = index

    def best(self, question: Question, top: int, **rest: Any) -> Found:
        many = np.zeros((WIDTH + 9, self.index.skills))
        at = int(question.near.sum() * 1e6) % len(many)
        many[::5] = np.roll(question.near, 1)
        many[at] = question.near
        found = best_for_many(self.index, lambda first, last: many[first:last], len(many), top, **rest)
        count = found.found[at]
        nothing = np.zeros(count)
        rows = self.index.rows_of(found.ids[at, :count])
        return Found(found.ids[at, :count], found.claimed[at, :count], nothing, nothing, nothing, rows)

    def grouped(self, question: Question, top: int, **rest: Any) -> dict[Reach, Found]:
        return self.index.grouped(question, top, **rest)


def in_batch(openings: OpeningArrays, attitude: np.ndarray, folder: Path) -> Searches:
    return InBatch(build_opening_index(openings, attitude))


VARIANTS: dict[str, Variant] = {
    "chosen": chosen,
    "by row": by_row,
    "by term": by_term,
    "mapped": mapped,
    "living": living,
    "merged": merged,
    "in batch": in_batch,
}
