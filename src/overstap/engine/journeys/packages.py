# SPDX-License-Identifier: EUPL-1.2
"""Which courses together make a change possible: every smallest set, and no other.

A set of courses is enough for a job when, with what they teach added to what someone has,

- coverage reaches `fits`, the share of musts covered reaches `musts`, and every legal certificate is there;
- they can be put in an order in which each has what it requires: it is there, or one before teaches it;
- each of them belongs: it serves the job and adds something that is asked there, or it teaches what another
  that belongs requires and someone lacks;
- what someone has covers at least `carried` of the job beforehand, or together they take `hours_from_far`.

It is smallest when no part of it is enough. Coverage takes the best skill per demand, so what courses add
together is at most the sum of what they add apart (it is submodular): that bound leaves out most sets without a
look.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
from numba import njit

from overstap.engine.journeys.timetable import CERTIFICATE, SKILL_MUST, Floats, Timetable

_SLACK = 1e-9
"""Sums in another order may differ in the last bit; a line is reached within this."""
_BITS = 60
"""Musts that can be told apart in one whole number; with more still to be met, only coverage is looked at."""


def is_enough(timetable: Timetable, job: int, best: Floats) -> bool:
    """Whether someone with `best` (columns,) may start in a job."""
    start, end = timetable.demands.indptr[job], timetable.demands.indptr[job + 1]
    lines = timetable.lines
    return bool(
        _reaches(
            best[timetable.demands.indices[start:end]],
            timetable.demands.data[start:end],
            timetable.must_kind[start:end],
            timetable.weights[job],
            timetable.fits[job],
            lines.musts,
            lines.covered,
        )
    )


def enough_now(timetable: Timetable, best: Floats) -> npt.NDArray[np.bool_]:
    """`is_enough` for every job at once. Shape (jobs,)."""
    lines = timetable.lines
    return np.asarray(
        _all_reach(
            timetable.demands.indptr,
            timetable.demands.indices,
            timetable.demands.data,
            timetable.must_kind,
            timetable.weights,
            best,
            timetable.fits,
            lines.musts,
            lines.covered,
        ),
        dtype=np.bool_,
    )


def smallest_packages(
    timetable: Timetable, job: int, best: Floats, usable: npt.NDArray[np.bool_], most: int
) -> list[tuple[int, ...]]:
    """Every smallest set of at most `most` courses (1 to 3) with which someone may start in a job.

    `best` has shape (columns,), `usable` (courses,) tells which courses may be taken at all. The sets come in
    order of their size and courses. Someone who may start already needs none: the answer is one empty set.
    """
    if is_enough(timetable, job, best):
        return [()]
    candidates = timetable.candidates(job)
    allowed = usable[candidates.courses]
    if not allowed.any():
        return []
    start, end = timetable.demands.indptr[job], timetable.demands.indptr[job + 1]
    lines = timetable.lines
    lack, gain, wanted, helps, at_least = _lacks(
        best[timetable.demands.indices[start:end]],
        timetable.demands.data[start:end],
        timetable.must_kind[start:end],
        timetable.weights[job],
        candidates.offers,
        allowed,
        timetable.fits[job],
        lines.musts,
        lines.covered,
        lines.carried,
        timetable.hours_from_far[job],
    )
    if _is_out_of_reach(lack, gain, wanted, helps, most):
        return []
    found = _smallest(
        lack,
        gain,
        wanted,
        helps,
        at_least,
        best[timetable.demands.indices[start:end]],
        timetable.demands.data[start:end],
        timetable.must_kind[start:end],
        timetable.weights[job],
        candidates.offers,
        candidates.serves,
        candidates.hours,
        _unmet(candidates.requires, best, lines.covered, len(candidates.courses)),
        candidates.meets,
        most,
        timetable.fits[job],
        lines.musts,
        lines.covered,
    )
    courses = candidates.courses
    sets = (tuple(int(courses[at]) for at in sorted(row) if at >= 0) for row in found.tolist())
    return sorted(sets, key=lambda one: (len(one), one))


# --- kernels --------------------------------------------------------------------------------------


@njit(cache=True)
def _reaches(near, weights, kinds, total, fits, musts, covered):  # type: ignore[no-untyped-def]
    """Whether one row of similarities meets what a job asks."""
    met = 0.0
    asked = 0
    there = 0
    for d in range(len(near)):
        met += weights[d] * near[d]
        if kinds[d] == CERTIFICATE and near[d] < 1.0:
            return False
        if kinds[d] == SKILL_MUST:
            asked += 1
            if near[d] >= covered:
                there += 1
    return total > 0.0 and met >= fits * total - _SLACK and there >= musts * asked - _SLACK


@njit(cache=True)
def _all_reach(indptr, indices, data, kinds, totals, best, fits, musts, covered):  # type: ignore[no-untyped-def]
    """Which of all jobs are met. Shape (jobs,)."""
    enough = np.zeros(len(totals), dtype=np.bool_)
    for job in range(len(totals)):
        start, end = indptr[job], indptr[job + 1]
        enough[job] = _reaches(
            best[indices[start:end]], data[start:end], kinds[start:end], totals[job], fits[job], musts, covered
        )
    return enough


@njit(cache=True)
def _unmet(requires, best, covered, count):  # type: ignore[no-untyped-def]
    """What each candidate still requires, as bits. Shape (candidates,)."""
    unmet = np.zeros(count, dtype=np.int64)
    bits = np.zeros(count, dtype=np.int64)
    for r in range(len(requires)):
        at = requires[r, 0]
        if best[requires[r, 1]] < covered:
            unmet[at] |= 1 << bits[at]
        bits[at] += 1
    return unmet


@njit(cache=True)
def _can_be_ordered(chosen, unmet, meets):  # type: ignore[no-untyped-def]
    """Whether a set can be followed one after the other, each with what it requires there by then."""
    done = 0
    for _ in range(len(chosen)):
        for i in range(len(chosen)):
            met = 0
            for j in range(len(chosen)):
                if done >> j & 1 and len(meets):
                    met |= meets[chosen[j], chosen[i]]
            if unmet[chosen[i]] & ~met == 0:
                done |= 1 << i
    return done == (1 << len(chosen)) - 1


@njit(cache=True)
def _all_belong(chosen, serves, unmet, meets):  # type: ignore[no-untyped-def]
    """Whether each of a set serves the job, or prepares for one that belongs."""
    belong = 0
    for i in range(len(chosen)):
        if serves[chosen[i]]:
            belong |= 1 << i
    for _ in range(len(chosen) - 1):
        for i in range(len(chosen)):
            for j in range(len(chosen)):
                if belong >> j & 1 and len(meets) and meets[chosen[i], chosen[j]] & unmet[chosen[j]] != 0:
                    belong |= 1 << i
    return belong == (1 << len(chosen)) - 1


@njit(cache=True)
def _is_set(chosen, serves, hours, at_least, unmet, meets):  # type: ignore[no-untyped-def]
    """Whether a set hangs together: each is prepared for and belongs, and together they take enough hours."""
    taken = 0.0
    plain = True
    for at in chosen:
        taken += hours[at]
        plain = plain and serves[at] and unmet[at] == 0
    if taken < at_least - _SLACK:
        return False
    return plain or (_can_be_ordered(chosen, unmet, meets) and _all_belong(chosen, serves, unmet, meets))


@njit(cache=True)
def _lacks(near, weights, kinds, total, offers, allowed, fits, musts, covered, carried, from_far):  # type: ignore[no-untyped-def]
    """What someone lacks for a job, and what each course alone does about it.

    `lack` is what coverage still lacks and `gain[a]` what course a alone adds to it (-1: not to be had).
    `wanted` is how many musts and papers are still to be met, `helps[a]` which of them a meets, as bits; when
    there are more than fit into bits, `helps` is all ones and tells nothing. `at_least` is how many hours the
    courses take at least.
    """
    count, width = offers.shape
    bit_of = np.full(width, -1, dtype=np.int64)
    has = 0.0
    asked = 0
    there = 0
    papers = 0
    bits = 0
    for d in range(width):
        has += weights[d] * near[d]
        if kinds[d] == SKILL_MUST:
            asked += 1
            there += near[d] >= covered
        if (kinds[d] == SKILL_MUST and near[d] < covered) or (kinds[d] == CERTIFICATE and near[d] < 1.0):
            papers += kinds[d] == CERTIFICATE
            bit_of[d] = bits
            bits += 1
    wanted = papers + max(0, math.ceil(musts * asked - _SLACK) - there)
    at_least = from_far if has < carried * total - _SLACK else 0.0
    lack = fits * total - _SLACK - has
    gain = np.full(count, -1.0)
    helps = np.zeros(count, dtype=np.int64)
    for a in range(count):
        if not allowed[a]:
            continue
        gain[a] = 0.0
        for d in range(width):
            if offers[a, d] > near[d]:
                gain[a] += weights[d] * (offers[a, d] - near[d])
                if bit_of[d] >= 0 and offers[a, d] >= (covered if kinds[d] == SKILL_MUST else 1.0):
                    helps[a] |= 1 << min(bit_of[d], _BITS - 1)
    if bits > _BITS:
        helps[:] = np.where(helps != 0, (1 << _BITS) - 1, 0)
    return lack, gain, wanted, helps, at_least


@njit(cache=True)
def _count(bits):  # type: ignore[no-untyped-def]
    counted = 0
    while bits:
        bits &= bits - 1
        counted += 1
    return counted


@njit(cache=True)
def _is_out_of_reach(lack, gain, wanted, helps, most):  # type: ignore[no-untyped-def]
    """Whether not even the courses that add most could be enough."""
    together = 0
    for a in range(len(gain)):
        together |= helps[a]
    largest = np.sort(gain)[::-1][:most]
    return np.maximum(largest, 0.0).sum() < lack or _count(together) < min(wanted, _BITS)


@njit(cache=True)
def _smallest(  # type: ignore[no-untyped-def]
    lack,
    gain,
    wanted,
    helps,
    at_least,
    near,
    weights,
    kinds,
    total,
    offers,
    serves,
    hours,
    unmet,
    meets,
    most,
    fits,
    musts,
    covered,
):
    """All smallest sets, in rows of three positions (-1: none), in no order.

    The first five are those of `_lacks`. Gains are added up from the largest down: a set whose gains do not sum
    up to the lack cannot be enough, nor can any set with courses that add less; so whole branches are passed
    over. The musts that a set meets are those that any of it meets, and the hours that it takes add up: both
    leave out more.
    """
    count, width = offers.shape
    wanted = min(wanted, _BITS)
    found = []
    row = np.empty(width)
    # Never part of a larger set: what is not to be had, what adds nothing, and (below) what is enough alone.
    alone = gain < 0.0
    serving = serves.copy()
    for a in range(count):
        if gain[a] == 0.0 and helps[a] == 0:
            serving[a] = False
            useful = False
            for other in range(len(meets)):
                useful = useful or meets[a, other] & unmet[other] != 0
            alone[a] = not useful
    for a in range(count):
        if alone[a] or gain[a] < lack or _count(helps[a]) < wanted:
            continue
        if not _is_set((a,), serving, hours, at_least, unmet, meets):
            continue
        for d in range(width):
            row[d] = max(near[d], offers[a, d])
        if _reaches(row, weights, kinds, total, fits, musts, covered):
            alone[a] = True
            found.append((a, -1, -1))
    order = np.argsort(-gain, kind="mergesort")
    order = order[~alone[order]]
    left = len(order)
    most_met = 0
    longest = 0.0
    for a in order:
        most_met = max(most_met, _count(helps[a]))
        longest = max(longest, hours[a])
    pair = np.zeros((count, count), dtype=np.bool_)
    for i in range(left if most >= 2 else 0):
        a = order[i]
        if 2 * gain[a] < lack - _SLACK:
            break
        if _count(helps[a]) + most_met < wanted or hours[a] + longest < at_least - _SLACK:
            continue
        for j in range(i + 1, left):
            b = order[j]
            if gain[a] + gain[b] < lack - _SLACK:
                break
            if _count(helps[a] | helps[b]) < wanted:
                continue
            if not _is_set((a, b), serving, hours, at_least, unmet, meets):
                continue
            for d in range(width):
                row[d] = max(near[d], offers[a, d], offers[b, d])
            if _reaches(row, weights, kinds, total, fits, musts, covered):
                pair[a, b] = True
                pair[b, a] = True
                found.append((a, b, -1))
    for i in range(left if most >= 3 else 0):
        a = order[i]
        if 3 * gain[a] < lack - _SLACK:
            break
        if _count(helps[a]) + 2 * most_met < wanted or hours[a] + 2 * longest < at_least - _SLACK:
            continue
        for j in range(i + 1, left):
            b = order[j]
            if gain[a] + 2 * gain[b] < lack - _SLACK:
                break
            met = helps[a] | helps[b]
            if pair[a, b] or _count(met) + most_met < wanted:
                continue
            if hours[a] + hours[b] + longest < at_least - _SLACK:
                continue
            for k in range(j + 1, left):
                c = order[k]
                if gain[a] + gain[b] + gain[c] < lack - _SLACK:
                    break
                if hours[a] + hours[b] + hours[c] < at_least - _SLACK or _count(met | helps[c]) < wanted:
                    continue
                if pair[a, c] or pair[b, c]:
                    continue
                if not _is_set((a, b, c), serving, hours, at_least, unmet, meets):
                    continue
                for d in range(width):
                    row[d] = max(max(near[d], offers[a, d]), max(offers[b, d], offers[c, d]))
                if _reaches(row, weights, kinds, total, fits, musts, covered):
                    found.append((a, b, c))
    return _as_rows(found)


@njit(cache=True)
def _as_rows(found):  # type: ignore[no-untyped-def]
    rows = np.full((len(found), 3), -1, dtype=np.int64)
    for at in range(len(found)):
        rows[at, 0], rows[at, 1], rows[at, 2] = found[at]
    return rows
