# SPDX-License-Identifier: EUPL-1.2
"""From lists of wishes and priorities, given, partial or absent, to the pairs that both sides accept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from overstap.engine.placement.rounds.model import Floats, Integers, Round, Scores
from overstap.engine.placement.tables import index_of

Booleans = npt.NDArray[np.bool_]
Listing = Sequence[str | Sequence[str]]
"""An order, best first; equals stand together."""


@dataclass(frozen=True)
class Side:
    """The orders of one side: `own` accepts `other` at place `rank` (from 1). All of shape (entries,)."""

    own: Integers
    other: Integers
    rank: Integers


@dataclass(frozen=True)
class Guidance:
    """Hours of guidance a week beyond what every student gets.

    `needed` (students,): hours; `given` (hosts,): hours for each student who needs them; `students` (hosts,):
    how many such students a host takes at most.
    """

    needed: Floats
    given: Floats
    students: Integers


def round_of(
    students: Mapping[str, Listing | None],
    hosts: Mapping[str, Listing | None],
    places: Mapping[str, int] | None = None,
    scores: Mapping[tuple[str, str], float] | None = None,
) -> Round:
    """A round out of lists by name. `None`: no list, so everybody by score, best first.

    >>> asked = round_of({"ann": [["bakery", "garden"]]}, {"bakery": None, "garden": ["ann"]},
    ...     scores={("ann", "bakery"): 0.7})
    >>> [(asked.hosts[host], int(wish)) for host, wish in zip(asked.host, asked.wish)]
    [('bakery', 1), ('garden', 1)]
    """
    left, right = index_of(tuple(students)), index_of(tuple(hosts))
    given = [(left[one], right[other], score) for (one, other), score in (scores or {}).items()]
    known = Scores(
        np.array([one for one, _, _ in given], np.int64),
        np.array([other for _, other, _ in given], np.int64),
        np.array([score for _, _, score in given], np.float64),
        np.full(len(given), np.nan),
    )
    wishes = completed(_side(students.values(), right), known, _absent(students))
    listed = _side(hosts.values(), left)
    by_score = pair_values(wishes, known.student, known.host, known.score, len(hosts))
    open_ = np.array([listing is None for listing in hosts.values()], dtype=np.bool_)
    return make_round(
        tuple(students),
        tuple(hosts),
        np.array([(places or {}).get(host, 1) for host in hosts], np.int64),
        wishes,
        priorities_of(wishes, listed, open_, (by_score,), len(students)),
        known,
    )


def make_round(
    students: tuple[str, ...],
    hosts: tuple[str, ...],
    places: Integers,
    wishes: Side,
    priorities: Side,
    scores: Scores,
    guidance: Guidance | None = None,
) -> Round:
    """The round of those pairs that stand in the orders of both sides.

    With `guidance` a student who needs more hours than a host gives is not accepted there, and only so many who
    need any are.
    """
    size = max(len(hosts), 1)
    ours = wishes.own * size + wishes.other
    theirs = priorities.other * size + priorities.own
    _, mine, other = np.intersect1d(ours, theirs, assume_unique=True, return_indices=True)
    if guidance is not None:
        enough = guidance.needed[wishes.own[mine]] <= guidance.given[wishes.other[mine]]
        mine, other = mine[enough], other[enough]
    student, wish = wishes.own[mine], wishes.rank[mine]
    order = np.lexsort((mine, wish, student))
    student = student[order]
    host = wishes.other[mine][order]
    return Round(
        students,
        hosts,
        places,
        np.searchsorted(student, np.arange(len(students) + 1)).astype(np.int64),
        student,
        host,
        wish[order],
        priorities.rank[other][order],
        np.bincount(wishes.own, minlength=len(students)),
        np.bincount(priorities.own, minlength=len(hosts)),
        scores,
        None if guidance is None else guidance.needed > 0,
        None if guidance is None else guidance.students,
    )


def completed(listed: Side, scores: Scores, open_: Iterable[int]) -> Side:
    """The wishes with, for the students in `open_`, every other scored host after what they list.

    Best score first, equal scores equal. Whoever lists nobody is given an order by score altogether; a score
    of 0 says that nothing fits and is left out.
    """
    wanted = np.isin(scores.student, np.fromiter(open_, np.int64)) & (scores.score > 0)
    own, other, score = scores.student[wanted], scores.host[wanted], scores.score[wanted]
    width = int(max(listed.other.max(initial=0), other.max(initial=0))) + 1
    fresh = ~np.isin(own * width + other, listed.own * width + listed.other)
    own, other, score = own[fresh], other[fresh], score[fresh]
    last = np.zeros(int(max(listed.own.max(initial=0), own.max(initial=0))) + 1, np.int64)
    np.maximum.at(last, listed.own, listed.rank)
    after = last[own] + dense_ranks(own, -score)
    return Side(
        np.concatenate((listed.own, own)),
        np.concatenate((listed.other, other)),
        np.concatenate((listed.rank, after)),
    )


def priorities_of(wishes: Side, listed: Side, open_: Booleans, keys: Sequence[Floats], students: int) -> Side:
    """The orders of hosts over the students who ask for them.

    `listed`: what hosts list themselves. `open_` (hosts,): takes others too, after those it lists, by `keys`
    (wishes,): the first key first, higher is better, unknown last; what is equal on all keys shares a place.
    """
    asked = wishes.other * students + wishes.own
    named = listed.own * students + listed.other
    order = np.argsort(named)
    at = np.searchsorted(named[order], asked)
    found = np.zeros(len(asked), bool)
    inside = at < len(named)
    found[inside] = named[order][at[inside]] == asked[inside]
    rank = np.zeros(len(asked), np.int64)
    rank[found] = listed.rank[order][at[found]]
    last = np.zeros(len(open_), np.int64)
    np.maximum.at(last, listed.own, listed.rank)
    others = ~found & open_[wishes.other]
    host = wishes.other[others]
    known = [np.where(np.isnan(key[others]), np.inf, -key[others]) for key in keys]
    rank[others] = last[host] + dense_ranks(host, *known)
    kept = found | others
    return Side(wishes.other[kept], wishes.own[kept], rank[kept])


def pair_values(wishes: Side, student: Integers, host: Integers, value: Floats, hosts: int) -> Floats:
    """For each wish the value of that pair, NaN where there is none. `student`, `host`, `value` (pairs,)."""
    keys = student * hosts + host
    order = np.argsort(keys, kind="stable")
    asked = wishes.own * hosts + wishes.other
    at = np.searchsorted(keys[order], asked)
    found = at < len(keys)
    found[found] = keys[order][at[found]] == asked[found]
    values = np.full(len(asked), np.nan)
    values[found] = value[order][at[found]]
    return values


def dense_ranks(group: Integers, *keys: Floats) -> Integers:
    """The place of each entry within its group by the keys, the first key first; from 1, equals share a place.

    >>> dense_ranks(np.array([0, 0, 0, 1]), np.array([0.5, 0.2, 0.5, 9.0])).tolist()
    [2, 1, 2, 1]
    """
    order = np.lexsort((*reversed(keys), group))
    changed = np.zeros(len(group), bool)
    begins = np.ones(len(group), bool)
    begins[1:] = group[order][1:] != group[order][:-1]
    for key in keys:
        changed[1:] |= key[order][1:] != key[order][:-1]
    counted = np.cumsum(changed | begins)
    base = np.maximum.accumulate(np.where(begins, counted, 0))
    ranks = np.empty(len(group), np.int64)
    ranks[order] = counted - base + 1
    return ranks


def _absent(lists: Mapping[str, Listing | None]) -> list[int]:
    return [at for at, listing in enumerate(lists.values()) if listing is None]


def _side(lists: Iterable[Listing | None], index: Mapping[str, int]) -> Side:
    own, other, rank = [], [], []
    for at, listing in enumerate(lists):
        for place, entry in enumerate(listing or (), 1):
            for name in (entry,) if isinstance(entry, str) else entry:
                own.append(at)
                other.append(index[name])
                rank.append(place)
    return Side(np.array(own, np.int64), np.array(other, np.int64), np.array(rank, np.int64))
