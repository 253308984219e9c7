# SPDX-License-Identifier: EUPL-1.2
"""The index over a country's openings: the best for a passport, exactly, in milliseconds.

It gives what the plain index (`overstap.engine.matching.index`) gives, to the last digit: that one is the
definition and serves a region, this one serves a million. The contract tests hold them together.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from overstap.engine.matching.index import Filters
from overstap.engine.matching.large import filtering, wording
from overstap.engine.matching.large.columns import (
    Columns,
    along_a_curve,
    packed,
    ranked,
    small,
)
from overstap.engine.matching.large.kernels import GROUPS, Ask, Lines, rows_that_pass, search
from overstap.engine.matching.large.layout import (
    TermTwice,
    bits_of,
    build_lists,
    frozen,
    scale_of,
)
from overstap.engine.matching.large.openings import (
    UNIT,
    UNITS,
    UNKNOWN_DAY,
    Floats,
    Ids,
    Integers,
    OpeningArrays,
)
from overstap.engine.matching.large.table import OpeningTable
from overstap.engine.matching.model import DEFAULT_THRESHOLDS, Reach, Thresholds, Wishes
from overstap.engine.problems import InputRefused

NOTHING = np.finfo(np.float64).smallest_subnormal
"""The least coverage that is more than none."""
COLUMNS = ("hours_high", "hours_low", "wage_high", "starts", "closes", "wage_low")
"""The columns that are filtered and wished by, in the order they are stored."""


@dataclass(frozen=True)
class Question:
    """Somebody to find openings for.

    `near` and `near_shown` (skills,): per skill asked, the similarity of the best skill held (0 to 1), of all
    and of those that others stand for: `best` and `best_shown` of `matching.search.Held`.
    """

    near: Floats
    near_shown: Floats | None = None
    certificates: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Found:
    """Openings, best first: ids, coverage as claimed and as shown, and km (NaN: unknown). All (found,).

    `rows` are positions in the index, with which it tells more about each.
    """

    ids: Ids
    claimed: Floats
    shown: Floats
    wish: Floats
    km: Floats
    rows: Integers

    def __len__(self) -> int:
        return len(self.ids)


class OpeningIndex(OpeningTable):
    """Openings that can be searched. Safe between threads."""

    @property
    def skills(self) -> int:
        """How many skills the language has."""
        return len(self.attitude)

    def best(
        self, question: Question, top: int, *, filters: Filters | None = None, floor: float = NOTHING
    ) -> Found:
        """The `top` openings that are covered most, at least `floor` and more than nothing; ties by id.

        Fewer when there are fewer. `shown` is filled when the question has it.
        """
        lines = Lines(0.0, 0.0, max(floor, NOTHING), 0.0, grouped=False)
        entries, size = self._search(question, top, filters, lines, Wishes())
        found = self._found(entries[GROUPS - 1, : size[GROUPS - 1]])
        if question.near_shown is None:
            return found
        return replace(found, shown=self.coverage(found.rows, question.near_shown))

    def grouped(
        self,
        question: Question,
        top: int,
        *,
        filters: Filters | None = None,
        wishes: Wishes | None = None,
        thresholds: Thresholds = DEFAULT_THRESHOLDS,
    ) -> dict[Reach, Found]:
        """The `top` openings of each group in the order of `Matcher.openings_for`."""
        lines = Lines(thresholds.fits, thresholds.near, thresholds.shown, thresholds.covered, grouped=True)
        entries, size = self._search(question, top, filters, lines, wishes or Wishes())
        return {
            reach: self._found(entries[group, : size[group]])
            for group, reach in enumerate((Reach.NOW, Reach.ONE_AWAY, Reach.FURTHER))
        }

    def coverage(self, rows: Integers, near: Floats) -> Floats:
        """The coverage of some rows, to the last digit what the search gives. Shape of `rows`."""
        return np.array([self._covers(row, near) for row in rows], dtype=np.float64)

    def demands(self, row: int) -> tuple[Integers, Integers]:
        """What one row asks: skills in ascending order, and their importance (position in `IMPORTANCES`)."""
        codes = self.lists.codes[self.lists.indptr[row] : self.lists.indptr[row + 1]].astype(np.int64)
        bits = bits_of(self.skills)
        return codes & ((1 << bits) - 1), codes >> bits

    def count(self, filters: Filters) -> int:
        """How many openings pass the filters."""
        return int(rows_that_pass(self.columns, filtering.sieve(self, filters)).size)

    def asking(self, skills: Integers, top: int) -> tuple[Ids, int]:
        """Openings that ask at least one of the skills: the ids of the first `top`, and how many there are."""
        rows = self.lists.rows_with(skills)
        if self.alive is not None:
            rows = rows[self.alive[rows]]
        return self.ids[self.columns.rank[rows[:top]]], len(rows)

    @cached_property
    def by_occupation(self) -> dict[str, int]:
        """Occupation -> openings that can be found; those without are left out."""
        groups = self.columns.group if self.alive is None else self.columns.group[self.alive]
        counts = np.bincount(groups, minlength=len(self.occupations) + 1)[1:]
        return {self.occupations[at]: int(counts[at]) for at in np.flatnonzero(counts)}

    @cached_property
    def by_skill(self) -> Integers:
        """How many openings ask each skill, those taken out included. Shape (skills,)."""
        return self.lists.rows_for_each(self.skills)

    def warm(self) -> None:
        """Compiles what searching this index needs, or reads it from the cache, so that nobody waits for it."""
        self.best(Question(np.zeros(self.skills)), 1)
        self.count(Filters())

    def rows_of(self, ids: Ids) -> Integers:
        """The row of each id, -1 for one that is not there (any more). Shape of `ids`."""
        if not len(self.ids):
            return np.full(len(ids), -1, dtype=np.int64)
        at = np.minimum(np.searchsorted(self.ids, ids), len(self.ids) - 1)
        rows = np.where(self.ids[at] == ids, self._row_of_rank[at], -1)
        if self.alive is not None:
            rows = np.where((rows >= 0) & self.alive[rows], rows, -1)
        return np.asarray(rows, dtype=np.int64)

    def without(self, ids: Ids) -> OpeningIndex:
        """The same openings without some, found no more; what is not there is passed over."""
        rows = self.rows_of(ids)
        alive = np.ones(len(self), dtype=bool) if self.alive is None else self.alive.copy()
        alive[rows[rows >= 0]] = False
        alive.flags.writeable = False
        return replace(self, alive=alive)

    @cached_property
    def living(self) -> int:
        """How many openings can be found."""
        return len(self) if self.alive is None else int(self.alive.sum())

    @cached_property
    def _row_of_rank(self) -> Integers:
        rows = np.empty(len(self), dtype=np.int64)
        rows[self.columns.rank] = np.arange(len(self))
        return rows

    def ask(self, question: Question) -> Ask:
        """The question as kernels read it."""
        # Copies: kernels are compiled anew for arrays that may not be written to.
        near = np.array(question.near, dtype=np.float64)
        shown = near if question.near_shown is None else np.array(question.near_shown, dtype=np.float64)
        terms = np.flatnonzero(near)
        units = np.array(UNITS, dtype=np.float64)
        adds = np.ceil(np.minimum(near[terms], 1.0)[:, None] * units * self.scale.step)
        lacking = [len(papers - question.certificates) for papers in self.certificate_sets]
        return Ask(
            terms,
            adds.astype(np.uint16),
            near,
            shown,
            units * UNIT,
            float(self.scale.step),
            float(self.scale.spread),
            UNIT,
            bits_of(self.skills),
            self.scale.terms,
            self.attitude,
            np.array(lacking, dtype=np.int64),
        )

    def _search(
        self, question: Question, top: int, filters: Filters | None, lines: Lines, wishes: Wishes
    ) -> tuple[npt.NDArray[np.float64], Integers]:
        kept = min(max(top, 1), max(len(self), 1))
        sieve = filtering.sieve(self, filters or Filters())
        liking = filtering.liking(self, wishes)
        found: tuple[npt.NDArray[np.float64], Integers] = search(
            self.lists, self.columns, self.scaled, self.ask(question), sieve, lines, liking, kept
        )
        return found[0], np.minimum(found[1], max(top, 0))

    def _found(self, entries: npt.NDArray[np.float64]) -> Found:
        ordered = entries[np.lexsort(entries.T[4::-1])]
        rank = ordered[:, 4].astype(np.int64)
        claimed, shown, wish = -ordered[:, 0], -ordered[:, 1], -ordered[:, 2]
        km = np.where(np.isinf(ordered[:, 3]), np.nan, ordered[:, 3])
        return Found(self.ids[rank], claimed, shown, wish, km, ordered[:, 5].astype(np.int64))

    def _covers(self, row: int, near: Floats) -> float:
        skills, levels = self.demands(row)
        met = 0.0
        for weight, one in zip(np.array(UNITS)[levels] * UNIT, near[skills], strict=True):
            met += float(weight * one)
        total = float(self.scaled[row] // self.scale.spread) * UNIT
        return met / total if total else 0.0


def build_opening_index(openings: OpeningArrays, attitude: npt.NDArray[np.bool_]) -> OpeningIndex:
    """Lays openings out for search.

    `attitude` has shape (skills,) and so also says how many skills there are. Raises `InputRefused` for arrays
    that do not fit together, an id or a demand that is there twice, or more than the layout can count.
    """
    openings.check(len(attitude))
    by_id = in_order_of_ids(openings.ids)
    curve = along_a_curve(openings.latitude, openings.longitude)
    spot = np.zeros(len(curve) + 1, dtype=np.int64)  # where each place comes; nowhere, the last, comes first
    spot[curve] = np.arange(1, len(curve) + 1)
    place = spot[openings.place[by_id]]
    groups = len(openings.occupations) + 1
    turned = np.argsort(place * groups + openings.occupation[by_id] + 1, kind="stable")
    order = by_id[turned]
    try:
        lists = build_lists(openings.indptr, openings.skills, openings.importance, order, len(attitude))
    except TermTwice as twice:
        raise InputRefused([wording.asked_twice(text_of(openings.ids[twice.row]))]) from None
    units = _totals(openings, order)
    scale = scale_of(int(units.max(initial=0)), int(np.diff(openings.indptr).max(initial=0)))
    pairs = [ranked(values[order]) for values in _turned(openings)]
    columns = Columns(
        ranks=packed([ranks for ranks, _ in pairs]),
        kind=openings.kind[order].astype(np.uint8),
        group=(openings.occupation[order] + 1).astype(small(groups)),
        papers=openings.certificates[order].astype(small(len(openings.certificate_sets))),
        place_from=np.searchsorted(place[turned], np.arange(len(curve) + 2)),
        rank=turned.astype(np.uint32),
    )
    scaled = (units * scale.spread).astype(np.uint16)
    attitude = np.array(attitude, dtype=np.bool_)
    ids = openings.ids[by_id]
    latitude, longitude = (np.append(np.nan, one[curve]) for one in (openings.latitude, openings.longitude))
    frozen((ids, scaled, attitude, latitude, longitude, *columns))
    return OpeningIndex(
        ids=ids,
        lists=lists,
        columns=columns,
        scaled=scaled,
        scale=scale,
        meanings=tuple(meaning for _, meaning in pairs),
        latitude=latitude,
        longitude=longitude,
        occupations=openings.occupations,
        certificate_sets=openings.certificate_sets,
        attitude=attitude,
    )


def _turned(openings: OpeningArrays) -> list[Floats]:
    """The values of `COLUMNS`, turned so that more always passes sooner."""
    high, low = openings.wage_high, openings.wage_low
    return [
        openings.hours_high,
        -openings.hours_low,
        np.where(np.isnan(high), low, high),
        _days(openings.starts),
        _days(openings.closes),
        np.where(np.isnan(low), high, low),
    ]


def _days(days: npt.NDArray[np.int32]) -> Floats:
    return np.where(days == UNKNOWN_DAY, np.nan, days.astype(np.float64))


def _totals(openings: OpeningArrays, order: Integers) -> Integers:
    """The units that each row asks together. Shape (rows,)."""
    summed = np.append(0, np.cumsum(np.array(UNITS, dtype=np.int64)[openings.importance]))
    return np.asarray((summed[openings.indptr[1:]] - summed[openings.indptr[:-1]])[order])


def in_order_of_ids(ids: Ids) -> Integers:
    """Positions of ids in ascending order. Raises `InputRefused` for one that is there twice."""
    if ids.dtype.kind not in "iuS":
        raise InputRefused([wording.not_an_id(str(ids.dtype))])
    if (ids[1:] > ids[:-1]).all():
        return np.arange(len(ids))
    order = np.argsort(ids, kind="stable")
    same = np.flatnonzero(ids[order][1:] == ids[order][:-1])
    if len(same):
        raise InputRefused([wording.same_id(text_of(ids[order][one])) for one in same])
    return order


def text_of(value: Any) -> str:
    """An id as text."""
    return value.decode(errors="replace") if isinstance(value, bytes) else str(value)
