# SPDX-License-Identifier: EUPL-1.2
"""Talks of one person brought near each other: who talks with whom stays, when they talk is exchanged."""

from __future__ import annotations

import numpy as np
from numba import njit

from overstap.engine.placement.meetings.kernels import NOBODY
from overstap.engine.placement.meetings.model import Integers, Meeting, Talks

SWEEPS = 50
"""How often all talks are gone over at most; it ends sooner when no exchange shortens the waiting."""


def waiting_of(asked: Meeting, talks: Talks) -> Integers:
    """Slots in which somebody has no talk between their first and their last. Shape (people,).

    >>> import numpy as np
    >>> one, there = np.zeros(1, np.int64), np.ones((1, 6), np.bool_)
    >>> sides = ("e",), ("p",), tuple("012345")
    >>> asked = Meeting(*sides, one + 1, there, there, one, one, one, one, one, one, one)
    >>> talks = Talks(*(np.array(row) for row in ([0, 0], [0, 0], [0, 0], [1, 4])))
    >>> waiting_of(asked, talks)
    array([2])
    """
    many = np.bincount(talks.person, minlength=len(asked.people))
    first = np.full(len(asked.people), len(asked.slots))
    last = np.full(len(asked.people), -1)
    np.minimum.at(first, talks.person, talks.slot)
    np.maximum.at(last, talks.person, talks.slot)
    return np.where(many > 0, last - first + 1 - many, 0).astype(np.int64)


@njit(cache=True, nogil=True)
def draw_together(  # type: ignore[no-untyped-def]
    table, person, employer_of, table_there, person_there, at_table, at_person, rest, given
):
    """Exchanges slots of talks as long as people wait less by it; gives how much of `_wait` that took away.

    Arrays as `kernels.give_slots`, which filled them in; `employer_of` (tables,): only tables of one employer
    exchange. A talk goes to a free slot, or changes slots with another one. What stands does not move.
    """
    tables, slots = table_there.shape
    won = 0
    for _sweep in range(SWEEPS):
        before = won
        for talk in range(len(table)):
            if given[talk] == NOBODY:
                continue
            mine = table[talk]
            for other_table in range(tables):
                if employer_of[other_table] != employer_of[mine]:
                    continue
                for slot in range(slots):
                    if slot == given[talk] or not table_there[other_table, slot]:
                        continue
                    won += _exchange(
                        talk, other_table, slot, table, person, table_there, person_there, at_table, at_person,
                        rest, given,
                    )  # fmt: skip
                    mine = table[talk]
        if won == before:
            break
    return won


@njit(cache=True, nogil=True)
def _exchange(  # type: ignore[no-untyped-def]
    talk, to, slot, table, person, table_there, person_there, at_table, at_person, rest, given
):
    """Moves a talk to a slot of table `to`, and what is there to where it was, if that shortens the waiting."""
    came, when, theirs = table[talk], given[talk], person[talk]
    other = at_table[to, slot]
    if other < NOBODY or slot == when:
        return 0
    if not table_there[came, when] and other != NOBODY:
        return 0
    old = _wait(at_person, theirs)
    at_person[theirs, when] = NOBODY
    good = _fits(at_person, person_there, theirs, slot, rest)
    if not good:
        at_person[theirs, when] = talk
        return 0
    at_person[theirs, slot] = talk
    less = old - _wait(at_person, theirs)
    whose = NOBODY
    if other != NOBODY:
        whose = person[other]
        old = _wait(at_person, whose)
        at_person[whose, slot] = NOBODY
        good = _fits(at_person, person_there, whose, when, rest)
        if good:
            at_person[whose, when] = other
            less += old - _wait(at_person, whose)
            if less <= 0:
                at_person[whose, when] = NOBODY
        if not good or less <= 0:
            at_person[whose, slot] = other
    if not good or less <= 0:
        at_person[theirs, slot] = NOBODY
        at_person[theirs, when] = talk
        return 0
    at_table[came, when] = other
    at_table[to, slot] = talk
    table[talk], given[talk] = to, slot
    if other != NOBODY:
        table[other], given[other] = came, when
    return less


@njit(cache=True, nogil=True)
def _fits(at_person, person_there, one, slot, rest):  # type: ignore[no-untyped-def]
    """Whether somebody can talk in `slot` with `rest` slots free on both sides."""
    if not person_there[one, slot]:
        return False
    for near in range(max(0, slot - rest), min(at_person.shape[1], slot + rest + 1)):
        if at_person[one, near] != NOBODY:
            return False
    return True


@njit(cache=True, nogil=True)
def _wait(at_person, one):  # type: ignore[no-untyped-def]
    """The square of the slots without a talk between somebody's first and last: one long wait is worse."""
    first, last, many = -1, -1, 0
    for slot in range(at_person.shape[1]):
        if at_person[one, slot] != NOBODY:
            if first < 0:
                first = slot
            last = slot
            many += 1
    free = last - first + 1 - many if many else 0
    return free * free
