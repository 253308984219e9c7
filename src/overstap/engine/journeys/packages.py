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
from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from numba import njit

from overstap.engine.journeys.candidates import Candidates
from overstap.engine.journeys.doors import CERTIFICATE, SKILL_MUST
from overstap.engine.journeys.editions import MOST
from overstap.engine.journeys.timetable import Floats, Ints, Timetable

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
    rows = Packages(timetable, most).smallest(job, best, usable)
    return [tuple(course for course in row if course >= 0) for row in rows.tolist()]


NO_COURSE: Ints = np.full((1, MOST), -1, dtype=np.int64)
_NONE: Ints = np.empty((0, MOST), dtype=np.int64)


class Packages:
    """The smallest sets of courses, and those that were worked out before.

    What counts is the gap alone: how near someone is to each demand, and which requirements of a candidate are
    met. Who comes over other work that adds nothing to either, stands before the same gap.
    """

    def __init__(self, timetable: Timetable, most: int) -> None:
        self._timetable, self._most = timetable, most
        self._known: dict[tuple[int, bytes, bytes, bytes], Ints] = {}

    def smallest(
        self,
        job: int,
        best: Floats,
        allowed: npt.NDArray[np.bool_],
        worthy: Callable[[Ints], npt.NDArray[np.bool_]] | None = None,
    ) -> Ints:
        """The sets as rows of three courses (-1: none), of `allowed` (courses,) alone.

        A course for which `worthy` says no, when it is asked of all that could be in a set, is in none.
        """
        timetable = self._timetable
        if is_enough(timetable, job, best):
            return NO_COURSE
        serving, preparation = timetable.serving_of(job), timetable.preparation
        courses = preparation.reached(serving, allowed, best)
        if worthy is not None and len(courses):
            courses = courses[worthy(courses)]
        if not len(courses):
            return _NONE
        asked = timetable.columns_of(job)
        key = (job, best[asked].tobytes(), courses.tobytes(), self._requirements_met(courses, best))
        known = self._known.get(key)
        if known is None:
            candidates = preparation.candidates(courses, serving, asked, best)
            known = self._known[key] = _in_order(self._sets(job, best[asked], candidates), courses)
        return known

    def _requirements_met(self, courses: Ints, best: Floats) -> bytes:
        met: npt.NDArray[np.uint8] = requirements_met(courses, best, self._timetable.requiring)
        return met.tobytes()

    def _sets(self, job: int, near: Floats, candidates: Candidates) -> Ints:
        """The smallest sets as positions of candidates, in no order."""
        timetable, lines = self._timetable, self._timetable.lines
        start, end = timetable.demands.indptr[job], timetable.demands.indptr[job + 1]
        weights, kinds = timetable.demands.data[start:end], timetable.must_kind[start:end]
        asked = (near, weights, kinds, timetable.weights[job])
        rules = (timetable.fits[job], lines.musts, lines.covered)
        from_far = timetable.hours_from_far[job]
        found: Ints = _sets(candidates, asked, rules, lines.carried, from_far, self._most)
        return found


def _in_order(found: Ints, courses: Ints) -> Ints:
    """Sets of positions as sets of courses, each in order, and in order of their size and courses."""
    if not len(found):
        return _NONE
    far = np.iinfo(np.int64).max
    rows = np.sort(np.where(found < 0, far, courses[found]), axis=1)
    size = (found >= 0).sum(axis=1)
    order = np.lexsort((rows[:, 2], rows[:, 1], rows[:, 0], size))
    ordered: Ints = np.where(rows == far, -1, rows)[order]
    return ordered


# --- kernels --------------------------------------------------------------------------------------


@njit(cache=True)
def sum_up(packages, each, since):  # type: ignore[no-untyped-def]
    """Which of these sets can be followed, by what each course takes at least, and what they take together.

    The sets by number, then for each of those the fields of `Takes`.
    """
    count = 0
    which = np.zeros(len(packages), dtype=np.int64)
    ready = np.full(len(packages), since, dtype=np.int64)
    latest = np.full(len(packages), since, dtype=np.int64)
    cost = np.zeros(len(packages), dtype=np.int64)
    hours = np.zeros(len(packages))
    for at in range(len(packages)):
        ready[count], latest[count], cost[count], hours[count] = since, since, 0, 0.0
        can = True
        for course in packages[at]:
            if course < 0:
                break
            can = can and each.possible[course]
            ready[count] = max(ready[count], each.ready[course])
            latest[count] = max(latest[count], each.latest[course])
            cost[count] += each.cost[course]
            hours[count] += each.hours[course]
        if can:
            which[count] = at
            count += 1
    return which[:count], ready[:count], latest[:count], cost[:count], hours[:count]


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
def requirements_met(courses, best, requiring):  # type: ignore[no-untyped-def]
    """For each thing that these courses require, in order, whether somebody has it."""
    count = 0
    for course in courses:
        count += requiring.required_first[course + 1] - requiring.required_first[course]
    met = np.zeros(count, dtype=np.uint8)
    at = 0
    for course in courses:
        for row in range(requiring.required_first[course], requiring.required_first[course + 1]):
            met[at] = best[requiring.required[row]] >= requiring.covered
            at += 1
    return met


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
def _lacks(near, weights, kinds, total, offers, fits, musts, covered, carried, from_far):  # type: ignore[no-untyped-def]
    """What someone lacks for a job, and what each course alone does about it.

    `lack` is what coverage still lacks and `gain[a]` what course a alone adds to it.
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
    gain = np.zeros(count)
    helps = np.zeros(count, dtype=np.int64)
    for a in range(count):
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
    return largest.sum() < lack or _count(together) < min(wanted, _BITS)


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
    # Never part of a larger set: what adds nothing, and (below) what is enough alone.
    alone = np.zeros(count, dtype=np.bool_)
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
def _sets(candidates, asked, rules, carried, from_far, most):  # type: ignore[no-untyped-def]
    """All smallest sets, in rows of three positions (-1: none), in no order."""
    offers, serves, hours, unmet, meets = candidates
    near, weights, kinds, total = asked
    fits, musts, covered = rules
    lack, gain, wanted, helps, at_least = _lacks(
        near, weights, kinds, total, offers, fits, musts, covered, carried, from_far
    )
    if _is_out_of_reach(lack, gain, wanted, helps, most):
        return np.empty((0, 3), dtype=np.int64)
    return _smallest(
        lack, gain, wanted, helps, at_least, near, weights, kinds, total, offers, serves, hours, unmet, meets,
        most, fits, musts, covered,
    )  # fmt: skip


@njit(cache=True)
def _as_rows(found):  # type: ignore[no-untyped-def]
    rows = np.full((len(found), 3), -1, dtype=np.int64)
    for at in range(len(found)):
        rows[at, 0], rows[at, 1], rows[at, 2] = found[at]
    return rows
