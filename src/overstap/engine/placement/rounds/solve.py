# SPDX-License-Identifier: EUPL-1.2
"""Holds a round, and checks what came out of it, whoever made it.

Deferred acceptance: Gale and Shapley 1962; more places out of ties: Király 2011. Formulas, what is proven,
and a worked example: docs/methods/rounds.md.
"""

from __future__ import annotations

import numpy as np

from overstap.engine.placement.rounds.guided import over, split, wants
from overstap.engine.placement.rounds.kernels import defer, fill
from overstap.engine.placement.rounds.model import (
    Choice,
    Figures,
    Integers,
    Outcome,
    Round,
    Stability,
    TieBreak,
)

LISTED = 1000
"""Blocking pairs that are kept; the rest is counted."""


def hold_round(
    asked: Round,
    choice: Choice = Choice.STABLE,
    *,
    tie_break: TieBreak = TieBreak.SINGLE,
    seed: int = 1,
) -> Outcome:
    """Places students with hosts. The same question and seed give the same answer, everywhere.

    >>> from overstap.engine.placement.rounds.lists import round_of
    >>> wishes = {"ann": ["bakery"], "bo": ["bakery", "garden"]}
    >>> asked = round_of(wishes, {"bakery": ["ann", "bo"], "garden": ["bo"]})
    >>> outcome = hold_round(asked)
    >>> [asked.hosts[asked.host[pair]] for pair in outcome.taken]
    ['bakery', 'garden']
    >>> outcome.stability.stable
    True
    """
    strict, lot = _in_strict_order(asked, tie_break, seed)
    apart, origin = split(strict)
    found = {
        Choice.STABLE: _deferred(apart, lot[origin], promote=False),
        Choice.STABLE_LARGER: _deferred(apart, lot[origin], promote=True),
    }
    found[Choice.MOST] = fill(
        apart.first, apart.student, apart.host, apart.places, found[Choice.STABLE_LARGER].copy()
    )
    if apart is not strict:
        found = {one: _together(origin, taken) for one, taken in found.items()}
    figures = {one: figures_of(strict, taken) for one, taken in found.items()}
    back = _places_in(asked, strict)
    taken = np.where(found[choice] < 0, -1, back[found[choice]]) if len(back) else found[choice]
    return Outcome(choice, tie_break, seed, taken, stability_of(asked, taken), figures)


def stability_of(asked: Round, taken: Integers) -> Stability:
    """The pairs that would rather have each other than what they have: weak stability.

    Both sides must gain: the student strictly, and the host either a place that was empty or a student it
    ranks strictly higher than one it has. `taken` (students,): a pair each, -1 for none.
    Raises `ValueError` for what is no placement: a pair of another student, or more than a host has places or
    guides.
    """
    if len(taken) != len(asked.students):
        raise ValueError("a placement says of every student where, or -1")
    placed = np.flatnonzero(taken >= 0)
    if (taken >= len(asked.student)).any() or (asked.student[taken[placed]] != placed).any():
        raise ValueError("a student has a pair of somebody else")
    there = np.bincount(asked.host[taken[placed]], minlength=len(asked.hosts))
    if (there > asked.places).any():
        raise ValueError("a host has more students than places")
    if over(asked, taken).any():
        raise ValueError("a host has more students who need guidance than it guides")
    has = np.full(len(asked.students), np.iinfo(np.int64).max)
    has[placed] = asked.wish[taken[placed]]
    gains = asked.wish < has[asked.student]
    blocking = np.flatnonzero(gains & wants(asked, taken))
    return Stability(len(blocking), blocking[:LISTED])


def figures_of(asked: Round, taken: Integers) -> Figures:
    """What a placement is worth in numbers."""
    pairs = taken[taken >= 0]
    wishes = asked.wish[pairs]
    return Figures(
        placed=len(pairs),
        first_choice=int((wishes == 1).sum()),
        mean_wish=float(wishes.mean()) if len(pairs) else 0.0,
        blocking_pairs=stability_of(asked, taken).count,
    )


def _deferred(strict: Round, lot: Integers, *, promote: bool) -> Integers:
    found: Integers = defer(strict.first, strict.student, strict.host, strict.rank, lot, strict.places, promote)
    return found


def _together(origin: Integers, taken: Integers) -> Integers:
    """What was taken of a round that was split, in the pairs of the round itself."""
    there: Integers = np.where(taken < 0, -1, origin[taken]) if len(origin) else taken
    return there


def _in_strict_order(asked: Round, tie_break: TieBreak, seed: int) -> tuple[Round, Integers]:
    """The pairs with the ties of students broken, and a lot for each pair that breaks the ties of hosts."""
    names = asked.student * max(len(asked.hosts), 1) + asked.host
    if tie_break is TieBreak.SINGLE:
        lot = lots(asked.student, seed)
    elif tie_break is TieBreak.MULTIPLE:
        lot = lots(names, seed)
    else:
        lot = asked.student
    own = asked.host if tie_break is TieBreak.ORDER else lots(names, seed + 1)
    order = np.lexsort((own, asked.wish, asked.student))
    strict = Round(
        asked.students,
        asked.hosts,
        np.ascontiguousarray(asked.places),
        asked.first,
        asked.student[order],
        asked.host[order],
        asked.wish[order],
        asked.rank[order],
        asked.wished,
        asked.ranked,
        guided=asked.guided,
        guided_places=asked.guided_places,
    )
    return strict, np.asarray(lot[order], dtype=np.int64)


def lots(names: Integers, seed: int) -> Integers:
    """A lot for each name out of a seed: the same whatever else is in the round. Shape of `names`.

    What others list must not change who draws what, or a student could gain by listing otherwise. The mixing is
    that of SplitMix64 (Steele, Lea and Flood 2014).

    >>> bool(lots(np.array([7]), 1)[0] == lots(np.array([3, 7]), 1)[1])
    True
    """
    mixed = names.astype(np.uint64) + np.uint64((seed + 1) * 0x9E3779B97F4A7C15 % 2**64)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)
    drawn: Integers = ((mixed ^ (mixed >> np.uint64(31))) >> np.uint64(1)).astype(np.int64)
    return drawn


def _places_in(asked: Round, strict: Round) -> Integers:
    """For each pair in strict order, where it stands in the round as asked."""
    size = max(len(asked.hosts), 1)
    here = np.argsort(asked.student * size + asked.host)
    there = np.argsort(strict.student * size + strict.host)
    back = np.empty(len(here), np.int64)
    back[there] = here
    return back
