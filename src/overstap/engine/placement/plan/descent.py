# SPDX-License-Identifier: EUPL-1.2
"""Prices for places, seats and limits by steps along the subgradient, compiled.

With prices everybody simply takes what is worth most to them after paying, and what all of that is worth
plus what all places, seats and limits cost bounds every plan. One step goes once through the options.
"""

from __future__ import annotations

import numpy as np
from numba import njit

MOMENTUM, SHRINK, SMALLEST, PROGRESS = 0.7, 0.6, 1e-4, 1e-5


@njit(cache=True, nogil=True)
def descend(ways, scale, price, seat, limit, target, size, steps, patience):  # type: ignore[no-untyped-def]
    """Moves prices towards the lowest bound, at most so many steps; gives that bound. Changes the prices.

    `price` (openings,), `seat` (editions,), `limit` (limits,): where to begin. `scale` (limits,): what an
    option takes of each limit, on average. `target`: the worth of a plan that is known, towards which steps are
    measured; `size`: of the first, smaller by `SHRINK` after `patience` steps without progress.
    """
    best = np.inf
    kept = (price.copy(), seat.copy(), limit.copy())
    way = (np.zeros(len(price)), np.zeros(len(seat)), np.zeros(len(limit)))
    asked = (np.zeros(len(price)), np.zeros(len(seat)), np.zeros(len(limit)))
    stalled = 0
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
                break
            continue
        length = _turn(way[0], price, asked[0], ways.places, np.ones(1))
        length += _turn(way[1], seat, asked[1], ways.seats, np.ones(1))
        length += _turn(way[2], limit, asked[2], ways.most, scale)
        if length == 0:
            break
        step = size * max(bound - target, PROGRESS * abs(bound)) / length
        _go(price, way[0], step, np.ones(1))
        _go(seat, way[1], step, np.ones(1))
        _go(limit, way[2], step, scale)
    price[:], seat[:], limit[:] = kept[0], kept[1], kept[2]
    return best


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
        price[at] = max(price[at] + far, 0.0)
