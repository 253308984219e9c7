# SPDX-License-Identifier: EUPL-1.2
"""A bound that knows from how many people an edition runs, compiled.

Each edition is a question of its own: at prices of people, places and limits, which of its options are
worth most together, at least `least` and at most `seats` of them, or none? It has whole options or none,
so the bound is lower than by prices of seats (Geoffrion 1974). In an edition each person has one option, and an
opening no more than its places; either of the two alone bounds it, and the lower bound counts.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from numba import njit

from overstap.engine.placement.plan.descent import _go, _turn, walk, walk_from
from overstap.engine.placement.plan.kernels import _pop, _push
from overstap.engine.placement.plan.mending import Ways
from overstap.engine.placement.plan.model import Booleans, Floats, Integers

MOMENTUM, SHRINK, SMALLEST, PROGRESS = 0.9, 0.7, 1e-4, 1e-5
RECENT = 0.03
"""How much a step counts in how often an edition ran of late."""
NEVER = -(1 << 40)
"""What an edition is worth that has too few options to run."""


class Grouped(NamedTuple):
    """Options by edition, and within it by group: a person, or an opening.

    `option` are their positions; `first` (editions + 1,) says where those of each edition begin; `group`: of
    each; `most` (groups,): how many of a group can be in an edition.
    """

    option: npt.NDArray[np.int64]
    first: npt.NDArray[np.int64]
    group: npt.NDArray[np.int64]
    most: npt.NDArray[np.int64]


class Both(NamedTuple):
    """The options of editions by person and by opening, and whose each option is (options,)."""

    person: npt.NDArray[np.int64]
    people: Grouped
    places: Grouped


def both(ways: Ways) -> Both:
    """The options by edition, and in it by person and by opening."""
    people = len(ways.first) - 1
    person = np.repeat(np.arange(people), np.diff(ways.first))
    one_each = _grouped(ways, person, np.ones(people, np.int64))
    return Both(person, one_each, _grouped(ways, ways.opening, ways.places))


def _grouped(ways: Ways, group: Integers, most: Integers) -> Grouped:
    order = np.lexsort((group, ways.edition))
    order = order[ways.edition[order] >= 0]
    first = np.searchsorted(ways.edition[order], np.arange(len(ways.seats) + 1))
    return Grouped(order, first.astype(np.int64), group[order], most)


@njit(cache=True, nogil=True)
def _best_of(ways, by, low, edition, net, value, at):  # type: ignore[no-untyped-def]
    """What an edition is worth most by these groups, and of how many options: at least `low`.

    `net` (options,): what options are worth above their prices. Those chosen are left in `at`, their worth in
    `value`, the least in front (both more than seats). `NEVER` and 0 when there are fewer than `low`.
    """
    seats = ways.seats[edition]
    size, here, until = 0, by.first[edition], by.first[edition + 1]
    never = value[0] * 0 + NEVER
    if seats < max(low, 1):
        return never, 0
    held, kept = value[:0].copy(), at[:0].copy()
    while here < until:
        group = by.group[here]
        most, inside = by.most[group], 0
        if most > len(held):
            held, kept = np.empty(most, value.dtype), np.empty(most, np.int64)
        while here < until and by.group[here] == group:
            inside = _keep(held, kept, inside, most, net[by.option[here]], by.option[here])
            here += 1
        for one in range(inside):
            size = _keep(value, at, size, seats, held[one], kept[one])
    while size > low and value[0] <= 0:
        size = _pop(value, at, size)
    if size < low:
        return never, 0
    total = value[0] * 0
    for one in range(size):
        total += value[one]
    return total, size


@njit(cache=True, nogil=True)
def _keep(value, at, size, most, new, option):  # type: ignore[no-untyped-def]
    """Keeps the best `most`, the least in front; how many there are then."""
    if size == most:
        if most == 0 or new <= value[0]:
            return size
        size = _pop(value, at, size)
    return _push(value, at, size, new, option)


@njit(cache=True, nogil=True)
def charge(ways, sides, net, runs):  # type: ignore[no-untyped-def]
    """What editions ask for each option (options,), what each is worth at that, and what a seat is (editions,).

    `net` (options,): what options are worth above the prices of people, places and limits. Asked is that and
    as much more as an edition can ask without being worth more; in whole numbers. Those of `runs`
    (editions,) run in any case.
    """
    room = max(ways.seats.max(), 0) + 1 if len(ways.seats) else 1
    value, at = np.empty(room, np.int64), np.empty(room, np.int64)
    asked, worth = np.zeros(len(net), np.int64), np.zeros(len(ways.seats), np.int64)
    seat = np.zeros(len(ways.seats), np.int64)
    for edition in range(len(ways.seats)):
        low, seats = ways.least[edition], ways.seats[edition]
        by = sides.people
        one = _best_of(ways, by, low, edition, net, value, at)[0]
        if _best_of(ways, sides.places, low, edition, net, value, at)[0] < one:
            by = sides.places
        total, size = _best_of(ways, by, low, edition, net, value, at)
        if total == NEVER:
            for here in range(by.first[edition], by.first[edition + 1]):
                asked[by.option[here]] = -NEVER
            continue
        level, more = 0, 0
        if size == seats:
            level = value[0]
        elif size == low and low > 0:
            level = min(value[0], 0)
        if total < 0 and not runs[edition]:
            # As long as nobody else gains, all are asked more; beyond that, by what all seats would bring.
            more = min(-total // size, max(-level, 0))
            more += (-total - more * size) // seats
        _ask(by, edition, net, level, more, asked)
        seat[edition] = max(level + more, 0) if size == seats else 0
        one = _best_of(ways, sides.people, low, edition, asked, value, at)[0]
        other = _best_of(ways, sides.places, low, edition, asked, value, at)[0]
        worth[edition] = min(one, other) if runs[edition] else max(min(one, other), 0)
    return asked, worth, seat


@njit(cache=True, nogil=True)
def _ask(by, edition, net, level, more, asked):  # type: ignore[no-untyped-def]
    """Of each option of an edition what it is worth, or the level below which nobody is chosen; and `more`."""
    here, until = by.first[edition], by.first[edition + 1]
    kept = np.empty(1, np.int64)
    held = np.empty(1, np.int64)
    while here < until:
        begin, group = here, by.group[here]
        most, inside = by.most[group], 0
        if most > len(held):
            held, kept = np.empty(most, np.int64), np.empty(most, np.int64)
        while here < until and by.group[here] == group:
            inside = _keep(held, kept, inside, most, net[by.option[here]], by.option[here])
            here += 1
        own = max(level, held[0]) if inside == most and most > 0 else level
        for one in range(begin, here):
            asked[by.option[one]] = max(net[by.option[one]], own) + more


def descend_by_editions(
    ways: Ways,
    sides: Both,
    scale: Floats,
    person: Floats,
    price: Floats,
    limit: Floats,
    target: float,
    size: float,
    steps: int,
    patience: int,
    runs: Booleans,
    share: Floats,
    stopped: Callable[[], bool],
) -> float:
    """Moves prices of people, places and limits towards the lowest bound; gives it.

    As `descent.descend`; `person` (people,): where to begin with what people gain. `runs` (editions,): those
    that run in any case. `share` (editions,): how often each ran of late. Changes prices and `share`.
    """
    path = walk_from(person, price, limit, size)
    bound = walk(
        lambda count: _descend(
            ways, sides, scale, person, price, limit, target, path, count, patience, runs, share
        ),
        path, steps, stopped,
    )  # fmt: skip
    person[:], price[:], limit[:] = path.kept
    return bound


@njit(cache=True, nogil=True)
def _descend(  # type: ignore[no-untyped-def]
    ways, sides, scale, person, price, limit, target, path, steps, patience, runs, share
):
    room = max(ways.seats.max(), 0) + 1 if len(ways.seats) else 1
    chosen = Chosen(
        np.empty(len(ways.worth)),
        np.empty(room),
        np.empty(room, np.int64),
        np.empty(room),
        np.empty(room, np.int64),
    )
    most = (np.ones(len(person), np.int64), ways.places, ways.most)
    scales = (np.ones(1), np.ones(1), scale)
    kept, way, asked = path.kept, path.way, path.asked
    best, size, stalled, _ = path.state
    for _ in range(steps):
        bound = _all_choose(ways, sides, person, price, limit, asked, chosen, runs, share)
        stalled = 0 if bound < best - PROGRESS * abs(best) or best == np.inf else stalled + 1
        if bound < best:
            best = bound
            kept[0][:], kept[1][:], kept[2][:] = person, price, limit
        if stalled >= patience:
            size *= SHRINK
            stalled = 0
            person[:], price[:], limit[:] = kept[0], kept[1], kept[2]
            for one in way:
                one[:] = 0
            if size < SMALLEST:
                path.state[3] = 1
                break
            continue
        length = _turn(way[0], person, asked[0], most[0], scales[0])
        length += _turn(way[1], price, asked[1], most[1], scales[1])
        length += _turn(way[2], limit, asked[2], most[2], scales[2])
        if length == 0:
            path.state[3] = 1
            break
        step = size * max(bound - target, PROGRESS * abs(bound)) / length
        _go(person, way[0], step, scales[0])
        _go(price, way[1], step, scales[1])
        _go(limit, way[2], step, scales[2])
    path.state[0], path.state[1], path.state[2] = best, size, stalled


class Chosen(NamedTuple):
    """Room to choose in: `net` (options,), and twice (seats at most + 1,) worth and options of an edition."""

    net: npt.NDArray[np.float64]
    value: npt.NDArray[np.float64]
    at: npt.NDArray[np.int64]
    other_value: npt.NDArray[np.float64]
    other_at: npt.NDArray[np.int64]


@njit(cache=True, nogil=True)
def _all_choose(ways, sides, person, price, limit, asked, chosen, runs, share):  # type: ignore[no-untyped-def]
    """The bound at these prices, and how much of everybody and everything is asked (filled in)."""
    bound = person.sum() + (price * ways.places).sum() + (limit * ways.most).sum()
    net = chosen.net
    asked[0][:], asked[1][:], asked[2][:] = 0, 0, 0
    for one in range(len(person)):
        top, best = 0.0, -1
        for option in range(ways.first[one], ways.first[one + 1]):
            net[option] = ways.worth[option] - person[one] - price[ways.opening[option]]
            for row in range(len(limit)):
                net[option] -= limit[row] * ways.use[row, option]
            if ways.edition[option] < 0 and net[option] > top:
                top, best = net[option], option
        if best >= 0:
            bound += top
            _ask_for(ways, sides, best, asked)
    for edition in range(len(ways.seats)):
        low, at = ways.least[edition], chosen.at
        total, size = _best_of(ways, sides.people, low, edition, net, chosen.value, chosen.at)
        if low > 1 and (total > 0 or runs[edition]):
            again, count = _best_of(ways, sides.places, low, edition, net, chosen.other_value, chosen.other_at)
            if again < total:
                total, size, at = again, count, chosen.other_at
        asks = total > 0 or (runs[edition] and size > 0)
        share[edition] += RECENT * (asks - share[edition])
        if asks:
            bound += total
            for one in range(size):
                _ask_for(ways, sides, at[one], asked)
    return bound


@njit(cache=True, nogil=True)
def _ask_for(ways, sides, option, asked):  # type: ignore[no-untyped-def]
    asked[0][sides.person[option]] += 1
    asked[1][ways.opening[option]] += 1
    for row in range(len(ways.most)):
        asked[2][row] += ways.use[row, option]
