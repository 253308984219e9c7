# SPDX-License-Identifier: EUPL-1.2
"""Choosing pairs by cheapest augmenting paths, and slots by alternating chains, compiled."""

from __future__ import annotations

import numpy as np
from numba import njit

FAR = np.int64(2**60)
NOBODY = -1
STANDS = -2


@njit(cache=True, nogil=True)
def choose(first, person, worth, employer_gain, person_gain):  # type: ignore[no-untyped-def]
    """The pairs that bring most together, each taken at most once.

    `first` (employers + 1,): where the pairs of each employer begin; `person`, `worth` (pairs,). What the
    first, second, ... talk of an employer or person brings besides: `employer_gain` (employers, most),
    `person_gain` (people, most); a row never rises, and holds -FAR from where no more talks are allowed.

    Cheapest augmenting paths one after the other, with potentials (Ahuja, Magnanti and Orlin, Network Flows,
    1993, sections 9.7 and 14.5); each is found by Dijkstra's method over the employers, who are few.

    Gives which pairs are taken (pairs,), and the prices of a talk of each employer and of each person, by which
    `bound` proves that nothing brings more.
    """
    employers, people, pairs = len(first) - 1, len(person_gain), len(person)
    employer = np.empty(pairs, np.int64)
    for one in range(employers):
        employer[first[one] : first[one + 1]] = one
    held, size = np.empty((people, person_gain.shape[1]), np.int64), np.zeros(people, np.int64)
    taken, talks = np.zeros(pairs, np.bool_), np.zeros(employers, np.int64)
    at_e, at_p = -employer_gain[:, 0].copy(), np.full(people, FAR)
    for pair in range(pairs):
        at_p[person[pair]] = min(at_p[person[pair]], at_e[employer[pair]] - worth[pair])
    goal = FAR
    for one in range(people):
        if at_p[one] < FAR:
            goal = min(goal, at_p[one] - person_gain[one, 0])
    far_e, far_p = np.empty(employers, np.int64), np.empty(people, np.int64)
    by_e, by_p = np.empty(employers, np.int64), np.empty(people, np.int64)
    done = np.empty(employers, np.bool_)
    while goal < 0:
        far_e[:], far_p[:], by_e[:], by_p[:], done[:] = FAR, FAR, NOBODY, NOBODY, False
        for one in range(employers):
            if talks[one] < employer_gain.shape[1] and employer_gain[one, talks[one]] > -FAR:
                far_e[one] = -employer_gain[one, talks[one]] - at_e[one]
        nearest, best = FAR, NOBODY
        while True:
            here = NOBODY
            for one in range(employers):
                if not done[one] and far_e[one] < nearest and (here == NOBODY or far_e[one] < far_e[here]):
                    here = one
            if here == NOBODY:
                break
            done[here] = True
            base = far_e[here] + at_e[here]
            for pair in range(first[here], first[here + 1]):
                other = person[pair]
                away = base - worth[pair] - at_p[other]
                if taken[pair] or away >= far_p[other] or away >= nearest:
                    continue
                far_p[other], by_p[other] = away, pair
                if size[other] < person_gain.shape[1] and person_gain[other, size[other]] > -FAR:
                    end = away - person_gain[other, size[other]] + at_p[other] - goal
                    if end < nearest:
                        nearest, best = end, other
                for at in range(size[other]):
                    back = held[other, at]
                    again = away + worth[back] + at_p[other] - at_e[employer[back]]
                    if again < far_e[employer[back]]:
                        far_e[employer[back]], by_e[employer[back]] = again, back
        # One more talk is worth as much as its price says, or nothing when that price would be below zero.
        step = min(nearest, -goal)
        for one in range(employers):
            at_e[one] += min(far_e[one], step)
        for one in range(people):
            if at_p[one] < FAR:
                at_p[one] += min(far_p[one], step)
        goal += step
        if best == NOBODY or goal >= 0:
            break
        _turn(best, by_e, by_p, employer, person, taken, talks, held, size)
    return taken, at_e, -at_p


@njit(cache=True, nogil=True)
def _turn(best, by_e, by_p, employer, person, taken, talks, held, size):  # type: ignore[no-untyped-def]
    """Takes the pairs along the path found, and lets go of those it passes backwards."""
    other = best
    while True:
        pair = by_p[other]
        taken[pair] = True
        held[other, size[other]] = pair
        size[other] += 1
        back = by_e[employer[pair]]
        if back == NOBODY:
            talks[employer[pair]] += 1
            return
        taken[back] = False
        other = person[back]
        for at in range(size[other]):
            if held[other, at] == back:
                held[other, at] = held[other, size[other] - 1]
                break
        size[other] -= 1


@njit(cache=True, nogil=True)
def give_slots(  # type: ignore[no-untyped-def]
    table, person, order, table_there, person_there, at_table, at_person, rest, given
):
    """Gives each talk in `order` a slot, nobody twice in one; -1 stays where none could be found.

    `table`, `person`, `given` (talks,): `given` is filled in, and talks that have a slot may change it.
    `table_there` (tables, slots), `person_there` (people, slots): who can when. `at_table`, `at_person`: the
    talk in each slot, -1 for none and
    `STANDS` for one that is not to move; both are filled in. A talk whose two sides have no slot in common gets
    one by shifting talks of its table, or along a chain of talks that change places between two slots (König's
    theorem: always there when everybody
    is there all the time, nothing stands and no rest is asked).
    """
    slots = table_there.shape[1]
    for talk in order:
        mine, theirs = table[talk], person[talk]
        for slot in range(slots):
            if _can_t(at_table, table_there, mine, slot) and _can_p(
                at_person, person_there, theirs, slot, rest, NOBODY
            ):
                given[talk] = slot
                break
        if given[talk] == NOBODY:
            given[talk] = _shift(
                mine, theirs, person, given, table_there, person_there, at_table, at_person, rest
            )
        if given[talk] == NOBODY:
            given[talk] = _swap(
                mine, theirs, table, person, given, table_there, person_there, at_table, at_person, rest
            )
        if given[talk] != NOBODY:
            at_table[mine, given[talk]] = talk
            at_person[theirs, given[talk]] = talk


@njit(cache=True, nogil=True)
def _can_t(at_table, table_there, one, slot):  # type: ignore[no-untyped-def]
    return table_there[one, slot] and at_table[one, slot] == NOBODY


@njit(cache=True, nogil=True)
def _can_p(at_person, person_there, one, slot, rest, leaves):  # type: ignore[no-untyped-def]
    """Whether a person can talk in `slot`, `rest` slots free on both sides, once slot `leaves` is free."""
    if not person_there[one, slot] or at_person[one, slot] != NOBODY:
        return False
    for near in range(max(0, slot - rest), min(at_person.shape[1], slot + rest + 1)):
        if at_person[one, near] != NOBODY and near != leaves:
            return False
    return True


@njit(cache=True, nogil=True)
def _shift(  # type: ignore[no-untyped-def]
    mine, theirs, person, given, table_there, person_there, at_table, at_person, rest
):
    """Makes a slot free by shifting talks of the same table to others of its slots; gives that slot, or -1.

    The shortest row of shifts, found breadth first over the slots.
    """
    slots = table_there.shape[1]
    came = np.full(slots, STANDS)  # from which slot; NOBODY: the new talk itself
    queue = np.empty(slots, np.int64)
    head, tail = 0, 0
    for slot in range(slots):
        if table_there[mine, slot] and _can_p(at_person, person_there, theirs, slot, rest, NOBODY):
            came[slot] = NOBODY
            queue[tail] = slot
            tail += 1
    while head < tail:
        slot = queue[head]
        head += 1
        talk = at_table[mine, slot]
        if talk == NOBODY:
            while came[slot] != NOBODY:
                before = came[slot]
                talk = at_table[mine, before]
                at_table[mine, slot], given[talk] = talk, slot
                at_person[person[talk], before] = NOBODY
                at_person[person[talk], slot] = talk
                slot = before
            at_table[mine, slot] = NOBODY
            return slot
        if talk == STANDS:
            continue
        for onward in range(slots):
            if (
                came[onward] == STANDS
                and table_there[mine, onward]
                and _can_p(at_person, person_there, person[talk], onward, rest, slot)
            ):
                came[onward] = slot
                queue[tail] = onward
                tail += 1
    return NOBODY


@njit(cache=True, nogil=True)
def _swap(  # type: ignore[no-untyped-def]
    mine, theirs, table, person, given, table_there, person_there, at_table, at_person, rest
):
    """Makes a slot free for both along a chain; gives that slot, or -1."""
    slots = table_there.shape[1]
    chain = np.empty(len(table) + 1, np.int64)
    for free in range(slots):  # free at the table, and the person talks then
        if not _can_t(at_table, table_there, mine, free) or not person_there[theirs, free]:
            continue
        if at_person[theirs, free] < 0:
            continue
        for other in range(slots):  # free for the person, and the table talks then
            if not _can_p(at_person, person_there, theirs, other, rest, NOBODY):
                continue
            length = _chain(theirs, free, other, table, person, at_table, at_person, chain)
            if length == 0 or not _may_end(
                chain[length - 1], length, free, other, table, person, table_there, person_there,
                at_person, rest,
            ):  # fmt: skip
                continue
            for at in range(length):
                talk = chain[at]
                at_table[table[talk], given[talk]] = NOBODY
                at_person[person[talk], given[talk]] = NOBODY
            for at in range(length):
                talk = chain[at]
                given[talk] = other if at % 2 == 0 else free
                at_table[table[talk], given[talk]] = talk
                at_person[person[talk], given[talk]] = talk
            if _can_p(at_person, person_there, theirs, free, rest, NOBODY):
                return free
            return NOBODY
    return NOBODY


@njit(cache=True, nogil=True)
def _chain(theirs, free, other, table, person, at_table, at_person, chain):  # type: ignore[no-untyped-def]
    """The talks from a person on that are in `free` and `other` by turns; 0 when one of them is not to move."""
    length = 0
    one = theirs
    while True:
        talk = at_person[one, free]
        if talk == NOBODY:
            return length
        if talk == STANDS:
            return 0
        chain[length] = talk
        length += 1
        talk = at_table[table[talk], other]
        if talk == NOBODY:
            return length
        if talk == STANDS:
            return 0
        chain[length] = talk
        length += 1
        one = person[talk]


@njit(cache=True, nogil=True)
def _may_end(  # type: ignore[no-untyped-def]
    last, length, free, other, table, person, table_there, person_there, at_person, rest
):
    """Whether who is last on a chain can change slots: everybody before talks in both of them already."""
    if length % 2 == 1:
        return table_there[table[last], other]
    return _can_p(at_person, person_there, person[last], free, rest, other)
