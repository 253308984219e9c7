# SPDX-License-Identifier: EUPL-1.2
"""The search itself: every row that could be among the best is scored exactly, no other row is.

Block by block. For each term of the question the rows that have it get a whole number added, rounded up: the
sum bounds from above what the row scores. Only a row whose bound reaches the worst of the best found so far is
scored exactly, with the same floating-point sums in the same order as `demands @ best` of the plain index, and
offered to the best. Where filters leave few rows of a block, those are scored straight away instead.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from numba import njit

from overstap.engine.matching.large.layout import BLOCK, LEVELS

KEYS = 6
"""An entry of the best: keys, better when smaller (score, shown, wishes, km, order of ids), and the row."""
GROUPS = 3
_SLACK = 1e-9
_DIRECT_PER_TERM, _DIRECT_PER_ROW, _PER_POSTING, _PER_SCANNED = 2.5, 0.8, 1.0, 0.2
"""What steps cost beside each other (about ns). They choose the way, never the answer."""
CHEAPEST, BY_ROW, BY_TERM = 0, 1, 2
"""Ways through a block. Tests try both; else the cheapest is taken."""
_CHUNK = 64


class Ask(NamedTuple):
    """A question in terms.

    `terms` (asked,) ascending with `adds` (asked, LEVELS): what each adds to a bound. `near` and `near_shown`
    (terms,): similarity by term. `weights` (LEVELS,), `step` and `spread`: see `Scale`, `unit`: the weight of
    one unit. `attitude` (terms,): no step. `lacking` (sets,): certificates of each set that are not held.
    """

    terms: npt.NDArray[np.int64]
    adds: npt.NDArray[np.uint16]
    near: npt.NDArray[np.float64]
    near_shown: npt.NDArray[np.float64]
    weights: npt.NDArray[np.float64]
    step: float
    spread: float
    unit: float
    bits: int
    attitude: npt.NDArray[np.bool_]
    lacking: npt.NDArray[np.int64]


class Sieve(NamedTuple):
    """What rows must meet; an empty array is no such filter.

    `parts` (n, 2): the stretches of rows to look at, ascending, apart.

    `least` (columns,): least rank in each column, of the type of the ranks. `kinds`, `groups`, `papers`: True
    for what passes.
    `alive` (rows,). `share`: roughly how many rows of the parts pass.
    """

    parts: npt.NDArray[np.int64]
    least: npt.NDArray[Any]
    kinds: npt.NDArray[np.bool_]
    groups: npt.NDArray[np.bool_]
    papers: npt.NDArray[np.bool_]
    alive: npt.NDArray[np.bool_]
    filtered: bool
    share: float
    way: int


class Lines(NamedTuple):
    """Least score of each group (now, one away, further); `covered`: from where a must is met.

    Without groups everything from `further` on goes into the last.
    """

    now: float
    near: float
    further: float
    covered: float
    grouped: bool


class Liking(NamedTuple):
    """What orders equals in groups: wishes as ranks, -1 for none, and the distance to each place in km."""

    km: npt.NDArray[np.float64]
    farthest: float
    hours: npt.NDArray[np.int64]
    pay: npt.NDArray[np.int64]
    kinds: npt.NDArray[np.bool_]
    start: int
    unknown: npt.NDArray[np.int64]


@njit(cache=True, nogil=True)
def search(lists, columns, scaled, ask, sieve, lines, liking, top):  # type: ignore[no-untyped-def]
    """The best `top` of each group, unordered: entries (GROUPS, top, KEYS) and how many (GROUPS,)."""
    best = np.empty((GROUPS, top, KEYS))
    size = np.zeros(GROUPS, dtype=np.int64)
    sums = np.empty(BLOCK, dtype=np.uint16)
    rows = len(scaled)
    mean = len(lists.codes) / max(rows, 1)
    first = 0
    for block in range(len(lists.starts)):
        low, high = block * BLOCK, min(rows, (block + 1) * BLOCK)
        while first < len(sieve.parts) and sieve.parts[first, 1] <= low:
            first += 1
        inside = _rows_inside(sieve.parts, first, low, high)
        if inside == 0:
            continue
        touched = _touched(lists.starts[block], ask.terms)
        direct = inside * (_DIRECT_PER_ROW + sieve.share * mean * _DIRECT_PER_TERM)
        adding = touched * _PER_POSTING + (inside + high - low) * _PER_SCANNED
        if sieve.way == BY_ROW or (sieve.way == CHEAPEST and direct < adding):
            _each(lists, columns, scaled, ask, sieve, lines, liking, low, high, first, sums, best, size)
        else:
            sums[: high - low] = 0
            _add_up(lists, block, low, ask, sums)
            _likely(lists, columns, scaled, ask, sieve, lines, liking, low, high, first, sums, best, size)
    return best, size


@njit(cache=True, nogil=True)
def _rows_inside(parts, first, low, high):  # type: ignore[no-untyped-def]
    inside = 0
    for part in range(first, len(parts)):
        if parts[part, 0] >= high:
            break
        inside += min(parts[part, 1], high) - max(parts[part, 0], low)
    return inside


@njit(cache=True, nogil=True)
def _touched(begin, terms):  # type: ignore[no-untyped-def]
    touched = np.int64(0)
    for term in terms:
        touched += np.int64(begin[term * LEVELS + LEVELS]) - np.int64(begin[term * LEVELS])
    return touched


@njit(cache=True, nogil=True)
def _add_up(lists, block, low, ask, sums):  # type: ignore[no-untyped-def]
    """Adds to each row of the block what each term of the question can bring it."""
    begin = lists.starts[block]
    posts = lists.posts[np.int64(lists.indptr[low]) :]
    for at in range(len(ask.terms)):
        slot = ask.terms[at] * LEVELS
        for level in range(LEVELS):
            add = ask.adds[at, level]
            for post in posts[begin[slot + level] : begin[slot + level + 1]]:
                sums[post] += add


@njit(cache=True, nogil=True)
def _likely(  # type: ignore[no-untyped-def]
    lists, columns, scaled, ask, sieve, lines, liking, low, high, first, sums, best, size
):
    """Scores the rows whose bound reaches what is still needed."""
    needed = _needed(best, size, lines)
    line = _line(needed, ask)
    for part in range(first, len(sieve.parts)):
        if sieve.parts[part, 0] >= high:
            break
        start, end = max(sieve.parts[part, 0], low), min(sieve.parts[part, 1], high)
        for chunk in range(start, end, _CHUNK):
            stop = min(chunk + _CHUNK, end)
            if not _any_reaches(sums[chunk - low : stop - low], scaled[chunk:stop], line):
                continue
            for row in range(chunk, stop):
                if not _reaches(sums[row - low], scaled[row], line):
                    continue
                if sieve.filtered and not _passes(columns, sieve, row):
                    continue
                if _offer(lists, columns, scaled, ask, lines, liking, row, needed, best, size):
                    needed = _needed(best, size, lines)
                    line = _line(needed, ask)


@njit(cache=True, nogil=True)
def _each(  # type: ignore[no-untyped-def]
    lists, columns, scaled, ask, sieve, lines, liking, low, high, first, sums, best, size
):
    """Scores every row of the block that passes."""
    needed = _needed(best, size, lines)
    for part in range(first, len(sieve.parts)):
        if sieve.parts[part, 0] >= high:
            break
        start, end = max(sieve.parts[part, 0], low), min(sieve.parts[part, 1], high)
        passing = sums[: end - start]
        _pass_columns(columns.ranks, start, sieve.least, passing)
        for row in range(start, end):
            if not passing[row - start] or not _passes_rest(columns, sieve, row):
                continue
            if _offer(lists, columns, scaled, ask, lines, liking, row, needed, best, size):
                needed = _needed(best, size, lines)


# --- bounds ---------------------------------------------------------------------------------------


@njit(cache=True, nogil=True)
def _line(needed, ask):  # type: ignore[no-untyped-def]
    """What a bound must reach for a score of `needed`, as a share of `scaled` in 65,536ths, rounded down."""
    share = needed * (1.0 - _SLACK) * ask.step / ask.spread
    return np.uint32(max(0.0, min(share * 65536.0, 65535.0)))


@njit(cache=True, nogil=True)
def _reaches(bound, scaled, line):  # type: ignore[no-untyped-def]
    least = (line * np.uint32(scaled)) >> np.uint32(16)
    return (np.uint32(bound) >= least) & (bound != 0)


@njit(cache=True, nogil=True)
def _any_reaches(sums, scaled, line):  # type: ignore[no-untyped-def]
    """Whether one of the rows reaches the line: without a branch, so that the compiler takes many at once."""
    found = np.uint16(0)
    for at in range(len(sums)):
        least = np.uint16((line * np.uint32(scaled[at])) >> np.uint32(16))
        found |= np.uint16(sums[at] >= least) & np.uint16(sums[at] != 0)
    return found != 0


# --- filters --------------------------------------------------------------------------------------


@njit(cache=True, nogil=True)
def _pass_columns(ranks, start, least, passing):  # type: ignore[no-untyped-def]
    """1 where the ranks are high enough in every column. Without a branch, as above."""
    passing[:] = 1
    for column in range(len(least)):
        if least[column] > 0:
            one, line = ranks[column][start : start + len(passing)], least[column]
            for at in range(len(passing)):
                passing[at] &= np.uint16(one[at] >= line)


@njit(cache=True, nogil=True)
def _passes(columns, sieve, row):  # type: ignore[no-untyped-def]
    for column in range(len(sieve.least)):
        if columns.ranks[column, row] < sieve.least[column]:
            return False
    return _passes_rest(columns, sieve, row)


@njit(cache=True, nogil=True)
def _passes_rest(columns, sieve, row):  # type: ignore[no-untyped-def]
    if len(sieve.alive) and not sieve.alive[row]:
        return False
    if len(sieve.kinds) and not sieve.kinds[columns.kind[row]]:
        return False
    if len(sieve.papers) and not sieve.papers[columns.papers[row]]:
        return False
    return len(sieve.groups) == 0 or sieve.groups[columns.group[row]]


# --- exact scores ---------------------------------------------------------------------------------


@njit(cache=True, nogil=True)
def _score(lists, ask, row, near):  # type: ignore[no-untyped-def]
    """The sum over the row's terms of weight times nearness, in the order of the terms."""
    met = 0.0
    mask = (1 << ask.bits) - 1
    for at in range(np.int64(lists.indptr[row]), np.int64(lists.indptr[row + 1])):
        code = np.int64(lists.codes[at])
        met += ask.weights[code >> ask.bits] * near[code & mask]
    return met


@njit(cache=True, nogil=True)
def _steps(lists, columns, ask, lines, row):  # type: ignore[no-untyped-def]
    """Musts that can be learned and are not covered, and certificates that are not held."""
    steps = ask.lacking[columns.papers[row]]
    mask = (1 << ask.bits) - 1
    for at in range(np.int64(lists.indptr[row]), np.int64(lists.indptr[row + 1])):
        code = np.int64(lists.codes[at])
        term = code & mask
        steps += (code >> ask.bits) == 0 and ask.near[term] < lines.covered and not ask.attitude[term]
    return steps


@njit(cache=True, nogil=True)
def _group(score, steps, lines):  # type: ignore[no-untyped-def]
    if steps == 0 and score >= lines.now:
        return 0
    return 1 if steps <= 1 and score >= lines.near else 2


@njit(cache=True, nogil=True)
def _offer(lists, columns, scaled, ask, lines, liking, row, needed, best, size):  # type: ignore[no-untyped-def]
    """Scores a row and keeps it when it is among the best of its group; whether it was kept."""
    if scaled[row] == 0:
        return False
    total = np.float64(scaled[row] // ask.spread) * ask.unit
    score = _score(lists, ask, row, ask.near) / total
    if score < needed:
        return False
    group = GROUPS - 1
    shown, wish, km = 0.0, 0.0, 0.0
    if lines.grouped:
        group = _group(score, _steps(lists, columns, ask, lines, row), lines)
        if group == 2 and score < lines.further:
            return False
        if size[group] == best.shape[1] and score < -best[group, 0, 0]:
            return False
        shown = _score(lists, ask, row, ask.near_shown) / total
        place = np.searchsorted(columns.place_from, row, side="right") - 1
        km = liking.km[place]
        wish = _wish(columns, liking, row, km)
        km = np.inf if np.isnan(km) else km
    entry = (-score, -shown, -wish, km, np.float64(columns.rank[row]), np.float64(row))
    return _keep(best[group], size, group, entry)


@njit(cache=True, nogil=True)
def _wish(columns, liking, row, km):  # type: ignore[no-untyped-def]
    """The share of the wishes met, of those that can be told; as `match_wishes`."""
    met, known = 0, 0
    if liking.farthest >= 0 and not np.isnan(km):
        known += 1
        met += km <= liking.farthest
    ranks = columns.ranks[:, row]
    if max(liking.hours[0], liking.hours[1]) >= 0 and (
        ranks[0] != liking.unknown[0] and ranks[1] != liking.unknown[1]
    ):
        known += 1
        met += ranks[0] >= liking.hours[0] and ranks[1] >= liking.hours[1]
    if liking.pay[0] >= 0 and ranks[2] != liking.unknown[2]:
        least, most = ranks[2] >= liking.pay[0], ranks[5] >= liking.pay[1]
        known += least == most
        met += least and most
    if len(liking.kinds):
        known += 1
        met += liking.kinds[columns.kind[row]]
    if liking.start >= 0 and ranks[3] != liking.unknown[3]:
        known += 1
        met += ranks[3] >= liking.start
    return met / known if known else 0.0


# --- the best so far ------------------------------------------------------------------------------


@njit(cache=True, nogil=True)
def _needed(best, size, lines):  # type: ignore[no-untyped-def]
    """The least score that can still change something."""
    if not lines.grouped:
        full = size[GROUPS - 1] == best.shape[1]
        return max(lines.further, -best[GROUPS - 1, 0, 0]) if full else lines.further
    least = np.inf
    for group in range(GROUPS):
        line = lines.now if group == 0 else (lines.near if group == 1 else lines.further)
        if size[group] == best.shape[1]:
            line = max(line, -best[group, 0, 0])
        least = min(least, line)
    return least


@njit(cache=True, nogil=True)
def _before(one, other):  # type: ignore[no-untyped-def]
    """Whether entry `one` comes before `other`."""
    for key in range(KEYS - 1):
        if one[key] != other[key]:
            return one[key] < other[key]
    return False


@njit(cache=True, nogil=True)
def _keep(heap, size, group, entry):  # type: ignore[no-untyped-def]
    """Keeps an entry in a heap with the worst on top; whether it was good enough."""
    count = size[group]
    if count < len(heap):
        at = count
        size[group] += 1
        while at > 0 and _before(heap[(at - 1) // 2], entry):
            heap[at] = heap[(at - 1) // 2]
            at = (at - 1) // 2
    else:
        if count == 0 or not _before(entry, heap[0]):
            return False
        at = 0
        while True:
            child = 2 * at + 1
            if child >= count:
                break
            if child + 1 < count and _before(heap[child], heap[child + 1]):
                child += 1
            if not _before(entry, heap[child]):
                break
            heap[at] = heap[child]
            at = child
    for key in range(KEYS):
        heap[at, key] = entry[key]
    return True
