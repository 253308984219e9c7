# SPDX-License-Identifier: EUPL-1.2
"""Deferred acceptance and augmenting paths, compiled.

Pairs stand in the order of students, best first; see `Round` for `first`, `student`, `host` and `rank`.
"""

from __future__ import annotations

import numpy as np
from numba import njit

NOBODY = -1


@njit(cache=True, nogil=True)
def defer(first, student, host, rank, lot, places, promote):  # type: ignore[no-untyped-def]
    """Student-proposing deferred acceptance; gives the pair of each student, -1 for none. Shape (students,).

    `lot` (pairs,): decides between students whom a host ranks equal, the lower the better. With `promote` a
    student who has asked everybody in vain asks once more, and then goes before equals (Király).
    """
    students = len(first) - 1
    start = np.zeros(len(places) + 1, np.int64)
    start[1:] = np.cumsum(places)
    held = np.empty(start[-1], np.int64)
    size = np.zeros(len(places), np.int64)
    again = np.zeros(students, np.bool_)
    taken = np.full(students, NOBODY)
    upcoming = first[:-1].copy()
    for one in range(students):
        asking = one
        while asking >= 0:
            if upcoming[asking] == first[asking + 1]:
                if not promote or again[asking]:
                    break
                again[asking] = True
                upcoming[asking] = first[asking]
                continue
            pair = upcoming[asking]
            upcoming[asking] += 1
            at = host[pair]
            heap = held[start[at] : start[at + 1]]
            if len(heap) == 0:
                continue
            if size[at] < len(heap):
                _push(heap, size[at], pair, student, rank, lot, again)
                size[at] += 1
                taken[asking] = pair
                break
            worst = heap[0]
            if _worse(worst, pair, student, rank, lot, again):
                _replace(heap, pair, student, rank, lot, again)
                taken[asking] = pair
                asking = student[worst]
                taken[asking] = NOBODY
    return taken


@njit(cache=True, nogil=True)
def _worse(one, other, student, rank, lot, again):  # type: ignore[no-untyped-def]
    """Whether a host would rather have the student of pair `other` than that of `one`."""
    if rank[one] != rank[other]:
        return rank[one] > rank[other]
    if again[student[one]] != again[student[other]]:
        return again[student[other]]
    return lot[one] > lot[other]


@njit(cache=True, nogil=True)
def _push(heap, size, pair, student, rank, lot, again):  # type: ignore[no-untyped-def]
    at = size
    while at > 0 and _worse(pair, heap[(at - 1) // 2], student, rank, lot, again):
        heap[at] = heap[(at - 1) // 2]
        at = (at - 1) // 2
    heap[at] = pair


@njit(cache=True, nogil=True)
def _replace(heap, pair, student, rank, lot, again):  # type: ignore[no-untyped-def]
    """Puts a pair in the place of the worst."""
    at = 0
    while True:
        child = 2 * at + 1
        if child >= len(heap):
            break
        if child + 1 < len(heap) and _worse(heap[child + 1], heap[child], student, rank, lot, again):
            child += 1
        if not _worse(heap[child], pair, student, rank, lot, again):
            break
        heap[at] = heap[child]
        at = child
    heap[at] = pair


@njit(cache=True, nogil=True)
def fill(first, student, host, places, taken):  # type: ignore[no-untyped-def]
    """The most places filled, from a placement on: shortest augmenting paths. Changes `taken`.

    Whoever had a place keeps one, perhaps another. What a search in vain has reached never leads anywhere
    again, so it is passed over from then on.
    """
    start = np.zeros(len(places) + 1, np.int64)
    start[1:] = np.cumsum(places)
    there = np.full(start[-1], NOBODY)
    count = np.zeros(len(places), np.int64)
    slot_of = np.full(len(first) - 1, NOBODY)
    for one in range(len(first) - 1):
        if taken[one] >= 0:
            at = host[taken[one]]
            slot_of[one] = start[at] + count[at]
            there[slot_of[one]] = one
            count[at] += 1
    seen = np.zeros(len(places), np.int64)
    by = np.empty(len(places), np.int64)
    queue = np.empty(len(places) + 1, np.int64)
    search = 1
    for one in range(len(first) - 1):
        if taken[one] >= 0:
            continue
        free = _reach(one, first, host, places, start, there, count, seen, search, by, queue)
        if free >= 0:
            _shift(free, student, host, start, there, count, slot_of, by, taken)
            search += 1
        else:
            for at in range(len(places)):
                if seen[at] == search:
                    seen[at] = -1
    return taken


@njit(cache=True, nogil=True)
def _reach(one, first, host, places, start, there, count, seen, search, by, queue):  # type: ignore[no-untyped-def]
    """The nearest host with a free place, over who would have to move; -1 for none."""
    asked, known = 0, 0
    asking = one
    while True:
        for pair in range(first[asking], first[asking + 1]):
            at = host[pair]
            if seen[at] == search or seen[at] < 0:
                continue
            seen[at] = search
            by[at] = pair
            if count[at] < places[at]:
                return at
            for slot in range(start[at], start[at + 1]):
                if known == len(queue):
                    bigger = np.empty(2 * len(queue), np.int64)
                    bigger[:known] = queue[:known]
                    queue = bigger
                queue[known] = there[slot]
                known += 1
        if asked == known:
            return NOBODY
        asking = queue[asked]
        asked += 1


@njit(cache=True, nogil=True)
def _shift(free, student, host, start, there, count, slot_of, by, taken):  # type: ignore[no-untyped-def]
    """Everybody on the way to a free place moves up one."""
    at = free
    slot = start[at] + count[at]
    count[at] += 1
    while True:
        pair = by[at]
        one = student[pair]
        left, old = slot_of[one], taken[one]
        there[slot] = one
        slot_of[one] = slot
        taken[one] = pair
        if old < 0:
            return
        slot = left
        at = host[old]
