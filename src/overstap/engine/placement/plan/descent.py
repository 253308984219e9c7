# SPDX-License-Identifier: EUPL-1.2
"""Prices for places, seats and limits by steps along the subgradient, compiled.

With prices everybody simply takes what is worth most to them after paying, and what all of that is worth
plus what all places, seats and limits cost bounds every plan. One step goes once through the options.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from numba import njit

from overstap.engine.placement.plan.mending import Ways
from overstap.engine.placement.plan.model import Floats

MOMENTUM, SHRINK, SMALLEST, PROGRESS = 0.7, 0.6, 1e-4, 1e-5
DEAREST = 1e9
"""No price is more, of what an option takes on average: where all of a limit is needed it would rise for ever,
and sums would no longer be exact."""
AT_ONCE = 20
"""Steps between looking whether to stop."""

Three = tuple[npt.NDArray[np.float64], npt.NDArray[np.float64], npt.NDArray[np.float64]]


class Walk(NamedTuple):
    """How far a descent is, of three kinds of prices: the best `kept`, the `way` they go, what is `asked`.

    `state`: the best bound, the size of a step, steps without progress, and 1 when there is nowhere to go.
    """

    kept: Three
    way: Three
    asked: Three
    state: npt.NDArray[np.float64]


def walk_from(one: Floats, two: Floats, three: Floats, size: float) -> Walk:
    """A descent that begins at these prices with steps of this size."""
    kept = one.copy(), two.copy(), three.copy()
    way = np.zeros(len(one)), np.zeros(len(two)), np.zeros(len(three))
    asked = np.zeros(len(one)), np.zeros(len(two)), np.zeros(len(three))
    return Walk(kept, way, asked, np.array([np.inf, size, 0.0, 0.0]))


def walk(go: Callable[[int], object], path: Walk, steps: int, stopped: Callable[[], bool]) -> float:
    """Takes at most so many steps, a few at a time, until there is nowhere to go or it is stopped; gives the
    best bound. `go` takes so many."""
    for done in range(0, steps, AT_ONCE):
        go(min(AT_ONCE, steps - done))
        if path.state[3] or stopped():
            break
    return float(path.state[0])


def descend(
    ways: Ways,
    scale: Floats,
    price: Floats,
    seat: Floats,
    limit: Floats,
    target: float,
    size: float,
    steps: int,
    patience: int,
    stopped: Callable[[], bool],
) -> float:
    """Moves prices towards the lowest bound, at most so many steps; gives that bound. Changes the prices.

    `price` (openings,), `seat` (editions,), `limit` (limits,): where to begin. `scale` (limits,): what an
    option takes of each limit, on average. `target`: the worth of a plan that is known, towards which steps are
    measured; `size`: of the first, smaller by `SHRINK` after `patience` steps without progress.
    """
    path = walk_from(price, seat, limit, size)
    bound = walk(
        lambda count: _descend(ways, scale, price, seat, limit, target, path, count, patience),
        path, steps, stopped,
    )  # fmt: skip
    price[:], seat[:], limit[:] = path.kept
    return bound


@njit(cache=True, nogil=True)
def _descend(ways, scale, price, seat, limit, target, path, steps, patience):  # type: ignore[no-untyped-def]
    kept, way, asked = path.kept, path.way, path.asked
    best, size, stalled, _ = path.state
    for _ in range(steps):
        bound = _everybody_chooses(ways, price, seat, limit, asked[0], asked[1], asked[2])
        stalled = 0 if bound < best - PROGRESS * abs(best) or best == np.inf else stalled + 1
        if bound < best:
            best = bound
            kept[0][:], kept[1][:], kept[2][:] = price, seat, limit
        if stalled >= patience:
            size *= SHRINK
            stalled = 0
            price[:], seat[:], limit[:] = kept[0], kept[1], kept[2]
            for one in way:
                one[:] = 0
            if size < SMALLEST:
                path.state[3] = 1
                break
            continue
        length = _turn(way[0], price, asked[0], ways.places, np.ones(1))
        length += _turn(way[1], seat, asked[1], ways.seats, np.ones(1))
        length += _turn(way[2], limit, asked[2], ways.most, scale)
        if length == 0:
            path.state[3] = 1
            break
        step = size * max(bound - target, PROGRESS * abs(bound)) / length
        _go(price, way[0], step, np.ones(1))
        _go(seat, way[1], step, np.ones(1))
        _go(limit, way[2], step, scale)
    path.state[0], path.state[1], path.state[2] = best, size, stalled


@njit(cache=True, nogil=True)
def _everybody_chooses(ways, price, seat, limit, to_opening, to_edition, of_limit):  # type: ignore[no-untyped-def]
    """The bound at these prices, and how much is asked of everything (filled in)."""
    bound = 0.0
    for at in range(len(price)):
        bound += price[at] * ways.places[at]
    for at in range(len(seat)):
        bound += seat[at] * ways.seats[at]
    for at in range(len(limit)):
        bound += limit[at] * ways.most[at]
    to_opening[:], to_edition[:], of_limit[:] = 0, 0, 0
    for one in range(len(ways.first) - 1):
        top, at = 0.0, -1
        for option in range(ways.first[one], ways.first[one + 1]):
            value = ways.worth[option] - price[ways.opening[option]]
            if ways.edition[option] >= 0:
                value -= seat[ways.edition[option]]
            for row in range(len(limit)):
                value -= limit[row] * ways.use[row, option]
            if value > top:
                top, at = value, option
        if at >= 0:
            bound += top
            to_opening[ways.opening[at]] += 1
            if ways.edition[at] >= 0:
                to_edition[ways.edition[at]] += 1
            for row in range(len(limit)):
                of_limit[row] += ways.use[row, at]
    return bound


@njit(cache=True, nogil=True)
def _turn(way, price, asked, most, scale):  # type: ignore[no-untyped-def]
    """Turns the way towards what is asked too much of; its length, squared."""
    length = 0.0
    for at in range(len(way)):
        over = (asked[at] - most[at]) / (scale[at] if len(scale) == len(way) else 1.0)
        if price[at] <= 0 and over < 0:
            over = 0.0
        way[at] = over + MOMENTUM * way[at]
        length += way[at] * way[at]
    return length


@njit(cache=True, nogil=True)
def _go(price, way, step, scale):  # type: ignore[no-untyped-def]
    for at in range(len(price)):
        far = step * way[at] / (scale[at] if len(scale) == len(price) else 1.0)
        dearest = DEAREST / (scale[at] if len(scale) == len(price) else 1.0)
        price[at] = min(max(price[at] + far, 0.0), dearest)
