# SPDX-License-Identifier: EUPL-1.2
"""From what prices suggest to a plan that keeps to every limit, and better from there, compiled.

See `kernels` for how options stand. `edition` (options,), -1 for none; `use` (limits, options). What is
taken is counted in `Filled` as one goes.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from numba import njit

NONE = -1
_ROUNDING = 1e-6


class Ways(NamedTuple):
    """The options and what limits them. `least` (editions,): with how many one runs, if at all."""

    first: npt.NDArray[np.int64]
    opening: npt.NDArray[np.int64]
    edition: npt.NDArray[np.int64]
    use: npt.NDArray[np.float64]
    worth: npt.NDArray[np.int64]
    places: npt.NDArray[np.int64]
    seats: npt.NDArray[np.int64]
    least: npt.NDArray[np.int64]
    most: npt.NDArray[np.float64]


class Filled(NamedTuple):
    """How much is taken of openings, editions and limits."""

    opening: npt.NDArray[np.int64]
    edition: npt.NDArray[np.int64]
    limit: npt.NDArray[np.float64]


@njit(cache=True, nogil=True)
def mend(ways, order, wanted, reduced):  # type: ignore[no-untyped-def]
    """A plan within all limits: in `order` people get what they want, else the best that is left.

    `wanted` (people,): an option or -1. `reduced` (options,): worth less prices, by which the best is told.
    """
    filled = Filled(
        np.zeros(len(ways.places), np.int64),
        np.zeros(len(ways.seats), np.int64),
        np.zeros(len(ways.most)),
    )
    taken = np.full(len(ways.first) - 1, NONE)
    for one in order:
        option = wanted[one]
        if option >= 0 and ways.worth[option] > 0 and _fits(ways, filled, option, NONE):
            taken[one] = option
            _count(ways, filled, option, 1)
    for one in order:
        best = NONE
        if taken[one] >= 0:
            continue
        for option in range(ways.first[one], ways.first[one + 1]):
            better = best == NONE or reduced[option] > reduced[best]
            if better and ways.worth[option] > 0 and _fits(ways, filled, option, NONE):
                best = option
        if best >= 0:
            taken[one] = best
            _count(ways, filled, best, 1)
    return taken, filled


@njit(cache=True, nogil=True)
def improve(ways, order, taken, filled, passes):  # type: ignore[no-untyped-def]
    """Makes a plan better while it can: somebody takes something better, and at most one other makes room
    for it."""
    for _ in range(passes):
        in_opening, in_edition = _lists(ways, taken)
        moved = np.zeros(len(taken), np.bool_)
        gained = 0
        for one in order:
            if not moved[one]:
                gained += _better(ways, filled, taken, moved, in_opening, in_edition, one)
        if gained == 0:
            return


@njit(cache=True, nogil=True)
def _lists(ways, taken):  # type: ignore[no-untyped-def]
    """Who is where, as linked lists: the first of each opening and edition, and who comes after whom."""
    in_opening = np.full(len(ways.places) + len(taken), NONE)
    in_edition = np.full(len(ways.seats) + len(taken), NONE)
    for one in range(len(taken)):
        option = taken[one]
        if option < 0:
            continue
        to, by = ways.opening[option], ways.edition[option]
        in_opening[len(ways.places) + one] = in_opening[to]
        in_opening[to] = one
        if by >= 0:
            in_edition[len(ways.seats) + one] = in_edition[by]
            in_edition[by] = one
    return in_opening, in_edition


@njit(cache=True, nogil=True)
def _better(ways, filled, taken, moved, in_opening, in_edition, one):  # type: ignore[no-untyped-def]
    """Makes the best change for somebody; what it gains."""
    now = taken[one]
    has = ways.worth[now] if now >= 0 else 0
    best, at, who, instead = 0, NONE, NONE, NONE
    bound = _needed(ways, filled, now)
    here = ways.edition[now] if now >= 0 else NONE
    for option in range(ways.first[one], ways.first[one + 1]):
        gain = ways.worth[option] - has
        if gain <= best or (bound and ways.edition[option] != ways.edition[now]):
            continue
        if _fits(ways, filled, option, now):
            best, at, who, instead = gain, option, NONE, NONE
            continue
        to, by = ways.opening[option], ways.edition[option]
        no_place = filled.opening[to] >= ways.places[to] and (now < 0 or ways.opening[now] != to)
        no_seat = by >= 0 and filled.edition[by] >= ways.seats[by] and (now < 0 or ways.edition[now] != by)
        if no_place:
            other = in_opening[to]
        elif no_seat:
            other = in_edition[by]
        else:
            continue
        while other >= 0:
            theirs = taken[other]
            if (
                other != one and not moved[other] and theirs >= 0
                and (not no_place or ways.opening[theirs] == to)
                and (not no_seat or ways.edition[theirs] == by)
                and (ways.edition[theirs] == by != here or not _needed(ways, filled, theirs))
            ):  # fmt: skip
                worth, new = _room(ways, filled, option, now, other, theirs, gain, best)
                if worth > best:
                    best, at, who, instead = worth, option, other, new
            other = in_opening[len(ways.places) + other] if no_place else in_edition[len(ways.seats) + other]
    if at < 0:
        return 0
    if who >= 0:
        _count(ways, filled, taken[who], -1)
        taken[who] = instead
        moved[who] = True
    if now >= 0:
        _count(ways, filled, now, -1)
    _count(ways, filled, at, 1)
    taken[one] = at
    moved[one] = True
    if who >= 0 and instead >= 0:
        _count(ways, filled, instead, 1)
    return best


@njit(cache=True, nogil=True)
def _room(ways, filled, option, now, other, theirs, gain, best):  # type: ignore[no-untyped-def]
    """What it gains when `other` makes room for an option, and what they take instead (-1: nothing)."""
    new = NONE
    _count(ways, filled, theirs, -1)
    if _fits(ways, filled, option, now):
        if now >= 0:
            _count(ways, filled, now, -1)
        _count(ways, filled, option, 1)
        left = gain - ways.worth[theirs]
        if left > best and _within(ways, filled):
            best = left
        for another in range(ways.first[other], ways.first[other + 1]):
            if left + ways.worth[another] > best and _fits(ways, filled, another, NONE):
                best, new = left + ways.worth[another], another
        _count(ways, filled, option, -1)
        if now >= 0:
            _count(ways, filled, now, 1)
    else:
        best = 0
    _count(ways, filled, theirs, 1)
    return best, new


@njit(cache=True, nogil=True)
def _within(ways, filled):  # type: ignore[no-untyped-def]
    """Whether limits are kept: when somebody leaves, the share of their group falls."""
    kept = True
    for row in range(len(ways.most)):
        kept = kept and filled.limit[row] <= ways.most[row] + _ROUNDING
    return kept


@njit(cache=True, nogil=True)
def _fits(ways, filled, option, now):  # type: ignore[no-untyped-def]
    """Whether there is room for an option, instead of option `now` when that is not -1."""
    to, by = ways.opening[option], ways.edition[option]
    if filled.opening[to] >= ways.places[to] and (now < 0 or ways.opening[now] != to):
        return False
    if by >= 0 and filled.edition[by] >= ways.seats[by] and (now < 0 or ways.edition[now] != by):
        return False
    for row in range(len(ways.most)):
        more = ways.use[row, option]
        if now >= 0:
            more -= ways.use[row, now]
        if more > 0 and filled.limit[row] + more > ways.most[row] + _ROUNDING:
            return False
    return True


@njit(cache=True, nogil=True)
def _needed(ways, filled, option):  # type: ignore[no-untyped-def]
    """Whether an edition would have too few without somebody who takes an option (-1: none)."""
    by = ways.edition[option] if option >= 0 else NONE
    return by >= 0 and ways.least[by] > 1 and filled.edition[by] == ways.least[by]


@njit(cache=True, nogil=True)
def fill(ways, sides, taken, filled):  # type: ignore[no-untyped-def]
    """Has people go over to editions that have too few, who lose least first, as far as they can be spared.

    `sides`: the options by edition (`editions.Both`).
    """
    by = sides.people
    for edition in range(len(ways.seats)):
        while 0 < filled.edition[edition] < ways.least[edition]:
            best, least, at = NONE, 0, NONE
            for here in range(by.first[edition], by.first[edition + 1]):
                option = by.option[here]
                one = sides.person[option]
                now = taken[one]
                loss = -ways.worth[option] + (ways.worth[now] if now >= 0 else 0)
                if best >= 0 and loss >= least:
                    continue
                inside = now >= 0 and ways.edition[now] == edition
                if not inside and not _needed(ways, filled, now) and _fits(ways, filled, option, now):
                    best, least, at = one, loss, option
            if best < 0:
                break
            if taken[best] >= 0:
                _count(ways, filled, taken[best], -1)
            _count(ways, filled, at, 1)
            taken[best] = at


@njit(cache=True, nogil=True)
def _count(ways, filled, option, sign):  # type: ignore[no-untyped-def]
    filled.opening[ways.opening[option]] += sign
    if ways.edition[option] >= 0:
        filled.edition[ways.edition[option]] += sign
    for row in range(len(ways.most)):
        filled.limit[row] += sign * ways.use[row, option]


@njit(cache=True, nogil=True)
def filled_by(ways, taken):  # type: ignore[no-untyped-def]
    """How much a plan takes of everything."""
    filled = Filled(
        np.zeros(len(ways.places), np.int64),
        np.zeros(len(ways.seats), np.int64),
        np.zeros(len(ways.most)),
    )
    for one in range(len(taken)):
        if taken[one] >= 0:
            _count(ways, filled, taken[one], 1)
    return filled
