# SPDX-License-Identifier: EUPL-1.2
"""The reverse: the people for an opening, with the same lists, bounds and filters. Consent is no option.

Rows are people, terms are the skills they hold, a level tells whether others stand for the skill. For each
demand of the opening the skills near to it are gone through from near to far; who was reached already is passed
over, so that the nearest skill held counts, as it does in coverage.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from numba import njit
from scipy import sparse

from overstap.engine.matching.distance import distances_km
from overstap.engine.matching.large import filtering, wording
from overstap.engine.matching.large.columns import Columns, Ranked, along_a_curve, packed, ranked, small
from overstap.engine.matching.large.index import NOTHING, in_order_of_ids, text_of
from overstap.engine.matching.large.kernels import CHEAPEST, KEYS, Sieve, keep, passes
from overstap.engine.matching.large.layout import (
    BLOCK,
    FULL,
    LEVELS,
    Lists,
    TermTwice,
    bits_of,
    build_lists,
    frozen,
)
from overstap.engine.matching.large.openings import (
    IMPORTANCES,
    KINDS,
    UNIT,
    UNITS,
    Floats,
    Ids,
    Integers,
)
from overstap.engine.matching.model import Opening
from overstap.engine.problems import InputRefused

SHOWN, CLAIMED = 0, 1
"""Levels of a skill."""
CONSENT, HOURS_HIGH, HOURS_LOW, WAGE_FLOOR, FREE_FROM = range(5)
"""The columns that people are filtered by, in the order they are stored."""
_SLACK = 1e-9


@dataclass(frozen=True)
class PeopleArrays:
    """People, one for each position of `ids`.

    `ids` as in `OpeningArrays`. What person i holds stands in `skills` and `shown` (whether others stand for
    it) from `indptr[i]` to `indptr[i + 1]`, each skill once. `consent`: whether employers may find them at all.
    `certificates` is a position in `certificate_sets`: what is held. `latitude` and `longitude` in degrees, NaN
    for unknown. What they want: hours a week, least pay (EUR gross per hour), the first day they can start
    (ordinal), NaN where it does not matter, and `kinds` (people, kinds of opening), none for any.
    """

    ids: Ids
    indptr: Integers
    skills: npt.NDArray[np.int32]
    shown: npt.NDArray[np.bool_]
    consent: npt.NDArray[np.bool_]
    certificate_sets: tuple[frozenset[str], ...]
    certificates: npt.NDArray[np.int32]
    latitude: Floats
    longitude: Floats
    hours_low: Floats
    hours_high: Floats
    wage_floor: Floats
    free_from: Floats
    kinds: npt.NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True)
class FoundPeople:
    """People, best first: ids and coverage as claimed and as shown. All (found,)."""

    ids: Ids
    claimed: Floats
    shown: Floats

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True)
class PeopleIndex:
    """People laid out for search. Immutable, safe between threads.

    `similarity` is that of the skill graph (held, asked), here by what is asked: `near_to` CSC.
    """

    ids: Ids
    lists: Lists
    columns: Columns
    meanings: tuple[Ranked, ...]
    latitude: Floats
    longitude: Floats
    certificate_sets: tuple[frozenset[str], ...]
    near_to: sparse.csc_array[Any]

    def __len__(self) -> int:
        return len(self.ids)

    def best(
        self,
        opening: Opening,
        asked: dict[str, int],
        top: int,
        *,
        within: float | None = None,
        only_shown: bool = False,
        wishes: bool = True,
        floor: float = NOTHING,
    ) -> FoundPeople:
        """The `top` people who cover an opening most, of those who consented and hold its certificates.

        Ties fall by id. `asked` gives the position of each skill. `within` km of the opening. `only_shown`
        counts only skills that others stand for. With `wishes`, only people whose wishes the opening does not
        go against. When only what is shown counts, `claimed` holds that too.
        """
        demands = sorted(
            (asked[one.skill], UNITS[IMPORTANCES.index(one.importance)]) for one in opening.demands
        )
        if not demands or not len(self) or top <= 0:
            return FoundPeople(self.ids[:0], np.zeros(0), np.zeros(0))
        skills = np.array([skill for skill, _ in demands])
        units = np.array([unit for _, unit in demands], dtype=np.int64)
        near_from, near, value = self._near(skills)
        sieve = self._sieve(opening, within, wishes)
        best, size = _search_people(
            self.lists, self.columns, sieve, near_from, near, value, units, UNIT,
            bits_of(self.near_to.shape[0]), self.near_to.shape[0], only_shown, floor, min(top, len(self)),
        )  # fmt: skip
        entries = best[0, : size[0]]
        entries = entries[np.lexsort((entries[:, 4], entries[:, 0]))]
        return FoundPeople(self.ids[entries[:, 4].astype(np.int64)], -entries[:, 0], entries[:, 5])

    def _near(self, skills: Integers) -> tuple[Integers, Integers, Floats]:
        """For each demand the skills that meet it in part, nearest first: CSR."""
        begin, near, value = [0], [], []
        for skill in skills:
            span = slice(self.near_to.indptr[skill], self.near_to.indptr[skill + 1])
            held, close = self.near_to.indices[span], self.near_to.data[span]
            order = np.lexsort((held, -close))
            near.append(held[order])
            value.append(close[order])
            begin.append(begin[-1] + len(held))
        return np.array(begin), np.concatenate(near).astype(np.int64), np.concatenate(value).astype(np.float64)

    def _sieve(self, opening: Opening, within: float | None, wishes: bool) -> Sieve:
        least = [0] * len(self.meanings)
        for column, value in _asked_of_people(opening, wishes).items():
            if value is not None:
                least[column] = self.meanings[column].rank(value)
        kinds = np.zeros(0, dtype=np.bool_)
        if wishes:
            mask = np.arange(1 << len(KINDS))
            kinds = (mask == 0) | (mask >> KINDS.index(opening.kind) & 1 == 1)
        near = np.ones(len(self.latitude), dtype=np.bool_)
        if opening.position is not None and within is not None:
            near = ~(distances_km(opening.position, self.latitude, self.longitude) > within)
        none = np.zeros(0, dtype=np.bool_)
        return Sieve(
            parts=filtering.stretches(near, self.columns.place_from),
            least=np.array(least, dtype=self.columns.ranks.dtype),
            kinds=kinds,
            groups=none,
            papers=np.array([opening.certificates <= held for held in self.certificate_sets], dtype=np.bool_),
            alive=none,
            filtered=True,
            more=True,
            share=1.0,
            way=CHEAPEST,
        )


def _asked_of_people(opening: Opening, wishes: bool) -> dict[int, float | None]:
    """The least value in each column: consent always, and where wishes count, what the opening offers."""
    if not wishes:
        return {CONSENT: 1.0}
    wage = opening.wage_low if opening.wage_high is None else opening.wage_high
    starts = None if opening.starts_on is None else float(opening.starts_on.toordinal())
    return {
        CONSENT: 1.0,
        HOURS_HIGH: opening.hours_low,
        HOURS_LOW: None if opening.hours_high is None else -opening.hours_high,
        WAGE_FLOOR: None if wage is None else -wage,
        FREE_FROM: None if starts is None else -starts,
    }


def build_people_index(people: PeopleArrays, similarity: sparse.csr_array[Any]) -> PeopleIndex:
    """Lays people out for search. Raises `InputRefused` for an id or a skill that is there twice."""
    count = similarity.shape[0]
    by_id = in_order_of_ids(people.ids)
    places, place_of = np.unique(
        np.stack((people.latitude, people.longitude), axis=1)[by_id],
        axis=0,
        return_inverse=True,
        equal_nan=True,
    )
    known = ~np.isnan(places).any(axis=1)
    curve = np.append(np.flatnonzero(~known), np.flatnonzero(known)[along_a_curve(*places[known].T)])
    spot = np.empty(len(curve), dtype=np.int64)
    spot[curve] = np.arange(len(curve))
    place = spot[place_of.ravel()]
    turned = np.argsort(place, kind="stable")
    order = by_id[turned]
    levels = np.where(people.shown, SHOWN, CLAIMED).astype(np.uint8)
    try:
        lists = build_lists(people.indptr, people.skills, levels, order, count)
    except TermTwice as twice:
        raise InputRefused([wording.held_twice(text_of(people.ids[twice.row]))]) from None
    values = (
        people.consent.astype(np.float64),
        people.hours_high,
        -people.hours_low,
        -people.wage_floor,
        -people.free_from,
    )
    pairs = [ranked(one[order]) for one in values]
    columns = Columns(
        ranks=packed([ranks for ranks, _ in pairs]),
        kind=(people.kinds[order] @ (1 << np.arange(len(KINDS)))).astype(np.uint8),
        group=np.zeros(0, dtype=np.uint16),
        papers=people.certificates[order].astype(small(len(people.certificate_sets))),
        place_from=np.searchsorted(place[turned], np.arange(len(curve) + 1)),
        rank=turned.astype(np.uint32),
    )
    frozen(columns)
    return PeopleIndex(
        ids=people.ids[by_id],
        lists=lists,
        columns=columns,
        meanings=tuple(meaning for _, meaning in pairs),
        latitude=places[curve, 0],
        longitude=places[curve, 1],
        certificate_sets=people.certificate_sets,
        near_to=sparse.csc_array(similarity),
    )


# --- kernels --------------------------------------------------------------------------------------


@njit(cache=True, nogil=True)
def _search_people(  # type: ignore[no-untyped-def]
    lists, columns, sieve, near_from, near, value, units, unit, bits, terms, only_shown, floor, top
):
    """The best `top`, unordered: entries (1, top, KEYS) and how many (1,)."""
    best = np.empty((1, top, KEYS))
    size = np.zeros(1, dtype=np.int64)
    sums = np.empty(BLOCK, dtype=np.uint16)
    reached = np.empty(BLOCK, dtype=np.uint16)
    total = units.sum()
    step = (FULL - len(units)) // total
    demands_from, demand, closeness = _by_held(near_from, near, value, terms)
    nearest = np.empty(len(units))
    rows = len(columns.rank)
    first = 0
    needed = floor
    for block in range(len(lists.starts)):
        low, high = block * BLOCK, min(rows, (block + 1) * BLOCK)
        while first < len(sieve.parts) and sieve.parts[first, 1] <= low:
            first += 1
        if first == len(sieve.parts) or sieve.parts[first, 0] >= high:
            continue
        _reach(lists, block, low, near_from, near, value, units, step, only_shown, sums, reached)
        for part in range(first, len(sieve.parts)):
            if sieve.parts[part, 0] >= high:
                break
            for row in range(max(sieve.parts[part, 0], low), min(sieve.parts[part, 1], high)):
                bound = np.float64(sums[row - low])
                if (
                    bound == 0
                    or bound < needed * (1.0 - _SLACK) * step * total
                    or not passes(columns, sieve, row)
                ):
                    continue
                claimed, shown = _covers(
                    lists, row, demands_from, demand, closeness, units, unit, bits, nearest
                )
                score = shown if only_shown else claimed
                if score < needed:
                    continue
                # What is shown is told, and orders nobody: it stands where the row would.
                entry = (-score, 0.0, 0.0, 0.0, np.float64(columns.rank[row]), shown)
                if keep(best[0], size, 0, entry) and size[0] == top:
                    needed = max(floor, -best[0, 0, 0])
    return best, size


@njit(cache=True, nogil=True)
def _reach(  # type: ignore[no-untyped-def]
    lists, block, low, near_from, near, value, units, step, only_shown, sums, reached
):
    """Adds to each person of the block, for each demand, what the nearest skill they hold brings at most."""
    sums[:] = 0
    reached[:] = 0
    begin = lists.starts[block]
    posts = lists.posts[np.int64(lists.indptr[low]) :]
    for one in range(len(units)):
        mark = np.uint16(one + 1)
        for at in range(near_from[one], near_from[one + 1]):
            slot = near[at] * LEVELS
            add = np.uint16(np.ceil(min(value[at], 1.0) * units[one] * step))
            last = begin[slot + 1] if only_shown else begin[slot + LEVELS]
            for post in posts[begin[slot] : last]:
                if reached[post] != mark:
                    reached[post] = mark
                    sums[post] += add


@njit(cache=True, nogil=True)
def _by_held(near_from, near, value, terms):  # type: ignore[no-untyped-def]
    """For each skill held, the demands it is near to and how near: the lists of `near` turned around."""
    begin = np.zeros(terms + 1, dtype=np.int64)
    for at in range(len(near)):
        begin[near[at] + 1] += 1
    for term in range(terms):
        begin[term + 1] += begin[term]
    filled = begin.copy()
    demand = np.empty(len(near), dtype=np.int64)
    closeness = np.empty(len(near))
    for one in range(len(near_from) - 1):
        for at in range(near_from[one], near_from[one + 1]):
            demand[filled[near[at]]] = one
            closeness[filled[near[at]]] = value[at]
            filled[near[at]] += 1
    return begin, demand, closeness


@njit(cache=True, nogil=True)
def _covers(lists, row, demands_from, demand, closeness, units, unit, bits, nearest):  # type: ignore[no-untyped-def]
    """Coverage as claimed and as shown, summed in the order of the demands."""
    mask = (1 << bits) - 1
    coverage = (0.0, 0.0)
    for only_shown in (False, True):
        nearest[:] = 0.0
        for post in range(np.int64(lists.indptr[row]), np.int64(lists.indptr[row + 1])):
            code = np.int64(lists.codes[post])
            if only_shown and (code >> bits) != SHOWN:
                continue
            held = code & mask
            for at in range(demands_from[held], demands_from[held + 1]):
                nearest[demand[at]] = max(nearest[demand[at]], closeness[at])
        met = 0.0
        for one in range(len(units)):
            met += np.float64(units[one]) * unit * nearest[one]
        coverage = (coverage[1], met / (np.float64(units.sum()) * unit))
    return coverage
