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
_DIRECT_PER_TERM, _DIRECT_PER_ROW, _PER_POSTING, _PER_SCANNED = 8.0, 1.0, 1.0, 0.4
"""What steps cost beside each other (about ns). They choose the way, never the answer."""
CHEAPEST, BY_ROW, BY_TERM = 0, 1, 2
"""Ways through a block. Tests try both; else the cheapest is taken."""
_CHUNK, _AT_ONCE = 256, 64
_BINS, _FIRST = 1024, 16_384


class Ask(NamedTuple):
    """A question in terms.

    `terms` (asked,) ascending with `adds` (asked, LEVELS): what each adds to a bound. `near` and `near_shown`
    (terms,): similarity by term. `weights` (LEVELS,), `step` and `spread`: see `Scale`, `unit`: the weight of
    one unit, `most`: terms in a row at most. `attitude` (terms,): no step. `lacking` (sets,): certificates of
    each set that are not held.
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
    most: int
    attitude: npt.NDArray[np.bool_]
    lacking: npt.NDArray[np.int64]


class Sieve(NamedTuple):
    """What rows must meet; an empty array is no such filter.

    `parts` (n, 2): the stretches of rows to look at, ascending, apart.

    `least` (columns,): least rank in each column, of the type of the ranks. `kinds`, `groups`, `papers`: True
    for what passes.
    `alive` (rows,). `filtered`: there is a filter beside the place; `more`: one beside the columns. `share`:
    roughly how many rows of the parts pass.
    """

    parts: npt.NDArray[np.int64]
    least: npt.NDArray[Any]
    kinds: npt.NDArray[np.bool_]
    groups: npt.NDArray[np.bool_]
    papers: npt.NDArray[np.bool_]
    alive: npt.NDArray[np.bool_]
    filtered: bool
    more: bool
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
    chosen = np.empty(BLOCK + 1, dtype=np.uint16)  # one more, written before it is known to count
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
            count = _that_pass(columns, sieve, low, high, first, sums, chosen)
            bounded = False
        else:
            sums[: high - low] = 0
            _add_up(lists, block, low, ask, sums)
            if sieve.filtered:
                _drop_what_fails(columns, sieve, low, high, first, chosen, sums)
            if size[GROUPS - 1] < top and not lines.grouped and not sieve.more:
                begin, end = max(sieve.parts[first, 0], low), min(sieve.parts[first, 1], high)
                end = min(end, begin + _FIRST)
                start = _reached_by(sums[begin - low : end - low], scaled[begin:end], ask, top)
                lines = Lines(0.0, 0.0, max(lines.further, start), 0.0, False)
            line = _line(_needed(best, size, lines), ask)
            bounded = True
            count = _that_may_reach(columns, scaled, sieve, low, high, first, sums, line, chosen)
        _offer_all(lists, columns, scaled, ask, lines, liking, low, chosen[:count], sums, bounded, best, size)
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
def _that_may_reach(columns, scaled, sieve, low, high, first, sums, line, chosen):  # type: ignore[no-untyped-def]
    """Fills `chosen` with the rows that pass and whose bound reaches the line; how many."""
    count = 0
    for part in range(first, len(sieve.parts)):
        if sieve.parts[part, 0] >= high:
            break
        start, end = max(sieve.parts[part, 0], low), min(sieve.parts[part, 1], high)
        for chunk in range(start, end, _CHUNK):
            stop = min(chunk + _CHUNK, end)
            if not _any_reaches(sums[chunk - low : stop - low], scaled[chunk:stop], line):
                continue
            for row in range(chunk, stop):
                if _reaches(sums[row - low], scaled[row], line) and (
                    not sieve.more or _passes_rest(columns, sieve, row)
                ):
                    chosen[count] = row - low
                    count += 1
    return count


@njit(cache=True, nogil=True)
def _that_pass(columns, sieve, low, high, first, passing, chosen):  # type: ignore[no-untyped-def]
    """Fills `chosen` with the rows that pass; how many."""
    count = 0
    for part in range(first, len(sieve.parts)):
        if sieve.parts[part, 0] >= high:
            break
        start, end = max(sieve.parts[part, 0], low), min(sieve.parts[part, 1], high)
        _pass_columns(columns.ranks, start, sieve.least, passing[: end - start])
        before = count
        for row in range(start, end):
            chosen[count] = row - low
            count += int(passing[row - start])
        count = _that_pass_the_rest(columns, sieve, low, chosen, before, count)
    return count


@njit(cache=True, nogil=True)
def _that_pass_the_rest(columns, sieve, low, chosen, begin, end):  # type: ignore[no-untyped-def]
    """Moves the rows of `chosen` from `begin` to `end` together that pass the other filters; where they end."""
    count = begin
    for at in range(begin, end):
        chosen[count] = chosen[at]
        count += _passes_rest(columns, sieve, low + np.int64(chosen[at]))
    return count


@njit(cache=True, nogil=True)
def _offer_all(  # type: ignore[no-untyped-def]
    lists, columns, scaled, ask, lines, liking, low, chosen, sums, bounded, best, size
):
    """Scores the chosen rows and keeps the best. `bounded`: their bounds stand in `sums`."""
    scores = np.empty(_AT_ONCE)
    for begin in range(0, len(chosen), _AT_ONCE):
        some = chosen[begin : begin + _AT_ONCE]
        needed = _needed(best, size, lines)
        _score_all(lists, ask, scaled, low, some, sums, bounded, _line(needed, ask), scores)
        for at in range(len(some)):
            if scores[at] >= needed:
                row = low + np.int64(some[at])
                if _offer(lists, columns, scaled, ask, lines, liking, row, scores[at], best, size):
                    needed = _needed(best, size, lines)


@njit(cache=True, nogil=True)
def _score_all(lists, ask, scaled, low, some, sums, bounded, line, scores):  # type: ignore[no-untyped-def]
    """Scores rows into `scores`, -1 for one whose bound does not reach the line.

    In a loop of its own: memory then answers for several rows at once.
    """
    for at in range(len(some)):
        row = low + np.int64(some[at])
        scores[at] = -1.0
        if scaled[row] > 0 and (not bounded or _reaches(sums[some[at]], scaled[row], line)):
            scores[at] = _score(lists, ask, row, ask.near) / _total(scaled[row], ask)


# --- bounds ---------------------------------------------------------------------------------------


@njit(cache=True, nogil=True)
def _line(needed, ask):  # type: ignore[no-untyped-def]
    """What a bound must reach for a score of `needed`, as a share of `scaled` in 65,536ths, rounded down."""
    share = needed * (1.0 - _SLACK) * ask.step / ask.spread
    return np.uint16(max(0.0, min(share * 65536.0, 65535.0)))


@njit(cache=True, nogil=True)
def _reaches(bound, scaled, line):  # type: ignore[no-untyped-def]
    least = (np.uint32(line) * np.uint32(scaled)) >> np.uint32(16)
    return (np.uint32(bound) >= least) & (bound != 0)


@njit(cache=True, nogil=True)
def _any_reaches(sums, scaled, line):  # type: ignore[no-untyped-def]
    """Whether one of the rows may reach the line: a largest value, which the compiler takes many at a time."""
    most = np.uint16(0)
    for at in range(len(sums)):
        least = np.uint16((np.uint32(line) * np.uint32(scaled[at])) >> np.uint32(16))
        more = np.uint16(sums[at] + np.uint16(1))
        most = max(most, np.uint16(more - least) if more > least else np.uint16(0))
    return most != 0


@njit(cache=True, nogil=True)
def _reached_by(sums, scaled, ask, top):  # type: ignore[no-untyped-def]
    """A score that at least `top` of these rows reach: a bound from below, so that fewer are scored at first.

    Each term is counted at most one too high, so taking one off for each leaves no more than the score.
    """
    counts = np.zeros(_BINS, dtype=np.int64)
    share = np.float32(_BINS * ask.spread / ask.step)
    for at in range(len(sums)):
        if sums[at] > ask.most:
            part = np.float32(sums[at] - ask.most) * share / np.float32(scaled[at])
            counts[int(min(part, np.float32(_BINS - 1)))] += 1
    reached = np.int64(0)
    for mark in range(_BINS - 1, 1, -1):
        reached += counts[mark]
        if reached >= top:
            return (mark - 1) / _BINS  # one less, for what single precision rounds away
    return 0.0


# --- filters --------------------------------------------------------------------------------------


@njit(cache=True, nogil=True)
def _drop_what_fails(columns, sieve, low, high, first, passing, sums):  # type: ignore[no-untyped-def]
    """Sets to nothing the sums of rows that do not pass the columns."""
    for part in range(first, len(sieve.parts)):
        if sieve.parts[part, 0] >= high:
            break
        start, end = max(sieve.parts[part, 0], low), min(sieve.parts[part, 1], high)
        some, kept = sums[start - low : end - low], passing[: end - start]
        _pass_columns(columns.ranks, start, sieve.least, kept)
        for at in range(len(some)):
            some[at] *= kept[at]


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
def passes(columns, sieve, row):  # type: ignore[no-untyped-def]
    """Whether a row meets all filters but the place."""
    for column in range(len(sieve.least)):
        if columns.ranks[column, row] < sieve.least[column]:
            return False
    return _passes_rest(columns, sieve, row)


@njit(cache=True, nogil=True)
def rows_that_pass(columns, sieve):  # type: ignore[no-untyped-def]
    """The rows that pass, in ascending order: column by column over many rows, and the rest over those left."""
    found = np.empty(len(columns.rank), dtype=np.int64)
    passing = np.empty(BLOCK, dtype=np.uint16)
    count = np.int64(0)
    for part in range(len(sieve.parts)):
        for start in range(sieve.parts[part, 0], sieve.parts[part, 1], BLOCK):
            end = min(start + BLOCK, sieve.parts[part, 1])
            _pass_columns(columns.ranks, start, sieve.least, passing[: end - start])
            for row in range(start, end):
                found[count] = row
                count += np.int64(passing[row - start])
    if sieve.more:
        kept = np.int64(0)
        for at in range(count):
            found[kept] = found[at]
            kept += np.int64(_passes_rest(columns, sieve, found[at]))
        count = kept
    return found[:count]


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
def describe(  # type: ignore[no-untyped-def]
    lists, columns, scaled, ask, lines, near, near_shown, lacking, claimed, rows, found, shown, group
):
    """Fills in, for rows found for several people, what others stand for (`shown`) and how far it is (`group`).

    `near`, `near_shown` (people, terms), `lacking` (people, sets): what `ask` holds of one. `claimed`, `rows`,
    `shown`, `group` (people, top), of which `found` (people,) count.
    """
    for at in range(len(rows)):
        own = Ask(
            ask.terms, ask.adds, near[at], near_shown[at], ask.weights, ask.step, ask.spread, ask.unit,
            ask.bits, ask.most, ask.attitude, lacking[at],
        )  # fmt: skip
        for one in range(found[at]):
            row = rows[at, one]
            shown[at, one] = _score(lists, own, row, own.near_shown) / _total(scaled[row], own)
            group[at, one] = _group(claimed[at, one], _steps(lists, columns, own, lines, row), lines)


@njit(cache=True, nogil=True)
def _total(scaled, ask):  # type: ignore[no-untyped-def]
    """The sum of the weights of what a row asks."""
    return np.float64(scaled // ask.spread) * ask.unit


@njit(cache=True, nogil=True)
def _offer(lists, columns, scaled, ask, lines, liking, row, score, best, size):  # type: ignore[no-untyped-def]
    """Keeps a row when it is among the best of its group; whether it was kept."""
    group = GROUPS - 1
    shown, wish, km = 0.0, 0.0, 0.0
    if lines.grouped:
        group = _group(score, _steps(lists, columns, ask, lines, row), lines)
        if group == GROUPS - 1 and score < lines.further:
            return False
        if size[group] == best.shape[1] and score < -best[group, 0, 0]:
            return False
        shown = _score(lists, ask, row, ask.near_shown) / _total(scaled[row], ask)
        place = np.searchsorted(columns.place_from, row, side="right") - 1
        km = liking.km[place]
        wish = _wish(columns, liking, row, km)
        km = np.inf if np.isnan(km) else km
    entry = (-score, -shown, -wish, km, np.float64(columns.rank[row]), np.float64(row))
    return keep(best[group], size, group, entry)


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
def keep(heap, size, group, entry):  # type: ignore[no-untyped-def]
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
