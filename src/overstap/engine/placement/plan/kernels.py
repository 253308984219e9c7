# SPDX-License-Identifier: EUPL-1.2
"""The inner problem of a plan, compiled: people and places, each option with its worth.

Options stand in the order of people: `first` (people + 1,) says where those of each begin, `opening`
(options,) where they lead. Openings take `places` people.
"""

from __future__ import annotations

import numpy as np
from numba import njit

NONE = -1
FAR = 1 << 60


@njit(cache=True, nogil=True)
def assign(first, opening, worth, places):  # type: ignore[no-untyped-def]
    """The assignment that is worth most; nobody needs to be assigned.

    Shortest augmenting paths over sparse options with prices (Jonker and Volgenant 1987), openings with
    more than one place. Gives the option of each person (people,), -1 for none; what each person gains,
    `gain` (people,), and what a place costs, `price` (openings,). Prices and gains are never below 0,
    together at least the worth of every option, and equal to it for those taken: so they prove it.
    """
    people = len(first) - 1
    start = np.zeros(len(places) + 1, np.int64)
    start[1:] = np.cumsum(places)
    there = np.empty(max(start[-1], 1), np.int64)
    count = np.zeros(len(places), np.int64)
    slot = np.full(people, NONE)
    taken = np.full(people, NONE)
    gain = np.zeros(people, np.int64)
    price = np.zeros(len(places), np.int64)
    # Room for the search: distance, option and person by which an opening is reached.
    dist = np.full(len(places), FAR, np.int64)
    by = np.empty(len(places), np.int64)
    come = np.empty(len(places), np.int64)
    settled = np.empty(len(places), np.int64)
    waiting = np.empty(people, np.int64)
    late = 0
    for one in range(people):
        best, at = 0, NONE
        for option in range(first[one], first[one + 1]):
            if worth[option] > best and places[opening[option]] > 0:
                best, at = worth[option], option
        gain[one] = best
        if at == NONE:
            continue
        to = opening[at]
        if count[to] < places[to]:
            there[start[to] + count[to]] = one
            slot[one] = start[to] + count[to]
            count[to] += 1
            taken[one] = at
        else:
            waiting[late] = one
            late += 1
    heap_key = np.empty(1024, np.int64)
    heap_at = np.empty(1024, np.int64)
    seen = np.empty(people + 1, np.int64)
    seen_at = np.empty(people + 1, np.int64)
    for number in range(late):
        root = waiting[number]
        size, closed, known = 0, 0, 0
        end_none, end_person = FAR, NONE
        end_open = NONE
        asking, here = root, 0
        next_in, until = 0, 0
        current = NONE
        delta = FAR
        while True:
            # What this person could take instead.
            seen[known], seen_at[known] = asking, here
            known += 1
            if here + gain[asking] < end_none:
                end_none, end_person = here + gain[asking], asking
            for option in range(first[asking], first[asking + 1]):
                to = opening[option]
                far = here + gain[asking] - (worth[option] - price[to])
                if far < dist[to] and far < end_none and places[to] > 0:
                    dist[to] = far
                    by[to] = option
                    come[to] = asking
                    if size == len(heap_key):
                        heap_key = np.concatenate((heap_key, np.empty(size, np.int64)))
                        heap_at = np.concatenate((heap_at, np.empty(size, np.int64)))
                    size = _push(heap_key, heap_at, size, far, to)
            next_in += 1
            if next_in >= until:
                # The next nearest opening.
                current = NONE
                while size > 0:
                    far, to = heap_key[0], heap_at[0]
                    size = _pop(heap_key, heap_at, size)
                    if far == dist[to]:
                        current = to
                        break
                if current == NONE or dist[current] >= end_none:
                    delta = end_none
                    break
                if count[current] < places[current]:
                    delta = dist[current]
                    end_open = current
                    break
                settled[closed] = current
                closed += 1
                next_in, until = start[current], start[current] + count[current]
                # Marked as done: nothing comes nearer any more.
            asking, here = there[next_in], dist[current]
        for at in range(known):
            gain[seen[at]] -= max(delta - seen_at[at], 0)
        for at in range(closed):
            price[settled[at]] += max(delta - dist[settled[at]], 0)
        _shift(root, end_open, end_person, opening, start, there, count, slot, by, come, taken)
        for at in range(known):
            one = seen[at]
            for option in range(first[one], first[one + 1]):
                dist[opening[option]] = FAR
    return taken, gain, price


@njit(cache=True, nogil=True)
def _shift(root, end_open, end_person, opening, start, there, count, slot, by, come, taken):  # type: ignore[no-untyped-def]
    """Everybody on the path moves on; the last takes a free place, or loses theirs."""
    if end_open >= 0:
        to = end_open
        free = start[to] + count[to]
        count[to] += 1
    else:
        if end_person == root:
            return
        to = opening[taken[end_person]]
        free = slot[end_person]
        taken[end_person] = NONE
        slot[end_person] = NONE
    while True:
        one, option = come[to], by[to]
        left, old = slot[one], taken[one]
        there[free] = one
        slot[one] = free
        taken[one] = option
        if one == root:
            return
        free = left
        to = opening[old]


@njit(cache=True, nogil=True)
def _push(key, at, size, value, item):  # type: ignore[no-untyped-def]
    here = size
    while here > 0 and key[(here - 1) >> 1] > value:
        key[here] = key[(here - 1) >> 1]
        at[here] = at[(here - 1) >> 1]
        here = (here - 1) >> 1
    key[here] = value
    at[here] = item
    return size + 1


@njit(cache=True, nogil=True)
def _pop(key, at, size):  # type: ignore[no-untyped-def]
    size -= 1
    value, item = key[size], at[size]
    here = 0
    while True:
        child = 2 * here + 1
        if child >= size:
            break
        if child + 1 < size and key[child + 1] < key[child]:
            child += 1
        if key[child] >= value:
            break
        key[here] = key[child]
        at[here] = at[child]
        here = child
    key[here] = value
    at[here] = item
    return size
