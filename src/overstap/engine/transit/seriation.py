# SPDX-License-Identifier: EUPL-1.2
"""The order of the stations along a line: neighbours are alike, interchanges stand where lines cross."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

CROWDING = 0.35
"""What it costs when a stretch holds one station more or less than its length gives it, squared."""
LONG, SWEEPS = 40, 12
HEIGHT_COUNTS = 0.8
"""What the whole range of heights counts for, beside a step that nobody could take (1)."""


def distances(strength: Floats, height: Floats) -> Floats:
    """How far apart stations are: weak steps and different heights. Shape (n, n), symmetric.

    >>> distances(np.array([[1.0, 0.6], [0.6, 1.0]]), np.array([20.0, 30.0])).round(2).tolist()
    [[0.0, 1.2], [1.2, 0.0]]
    """
    reach = float(np.ptp(height)) or 1.0
    apart = np.abs(height[:, None] - height[None, :]) / reach
    return np.asarray(1.0 - strength + HEIGHT_COUNTS * apart)


def order_along(apart: Floats, anchors: Sequence[int], room: Sequence[float]) -> list[int]:
    """The order of n stations that keeps the sum of distances between neighbours small.

    `apart` has shape (n, n). `anchors` are stations whose order is given. `room` has one entry more: the
    share of the line before, between and after them; stations are spread over those stretches accordingly,
    and none comes where there is no room. Found by inserting the nearest first and then moving one station at
    a time while that helps; ties go to the lower index.

    >>> line = np.abs(np.subtract.outer(np.arange(5.0), np.arange(5.0)))
    >>> order_along(line, [3, 1], [1, 1, 1])
    [4, 3, 2, 1, 0]
    """
    free = [one for one in range(len(apart)) if one not in set(anchors)]
    row = _Row(apart, list(anchors), _shares(room, len(free)))
    left = list(free)
    while left:
        # Looking for the nearest of all takes long on a long line; there the next one will do.
        _, place, best = min((*row.cheapest(one), one) for one in left[: 1 if len(left) > LONG else None])
        row.order.insert(place, best)
        left.remove(best)
    for _ in range(SWEEPS):
        if not [one for one in free if row.move(one)]:
            break
    return row.order


class _Row:
    def __init__(self, apart: Floats, anchors: list[int], shares: list[float]) -> None:
        self.apart: list[list[float]] = apart.tolist()
        self.anchors = set(anchors)
        self.shares = shares
        self.order = list(anchors)

    def cheapest(self, one: int) -> tuple[float, int]:
        """What it costs to put a station in at its best place, and where that is."""
        counts = self._counts()
        stretch, best = 0, (float("inf"), 0)
        for place in range(len(self.order) + 1):
            before = self.order[place - 1] if place else None
            if before in self.anchors:
                stretch += 1
            after = self.order[place] if place < len(self.order) else None
            if not self.shares[stretch]:
                continue
            over = counts[stretch] - self.shares[stretch]
            cost = self._detour(before, one, after) + CROWDING * ((over + 1) ** 2 - over**2)
            best = min(best, (cost, place))
        return best

    def move(self, one: int) -> bool:
        """Moves a station to where it costs least; tells whether that was elsewhere."""
        place = self.order.index(one)
        self.order.pop(place)
        stretch = sum(other in self.anchors for other in self.order[:place])
        over = self._counts()[stretch] - self.shares[stretch]
        before = self.order[place - 1] if place else None
        after = self.order[place] if place < len(self.order) else None
        here = self._detour(before, one, after) + CROWDING * ((over + 1) ** 2 - over**2)
        cost, best = self.cheapest(one)
        self.order.insert(best if cost < here - 1e-9 else place, one)
        return cost < here - 1e-9

    def _detour(self, before: int | None, one: int, after: int | None) -> float:
        near = self.apart[one]
        if before is None or after is None:
            return near[before] if before is not None else near[after] if after is not None else 0.0
        return near[before] + near[after] - self.apart[before][after]

    def _counts(self) -> list[int]:
        counts = [0] * len(self.shares)
        stretch = 0
        for one in self.order:
            if one in self.anchors:
                stretch += 1
            else:
                counts[stretch] += 1
        return counts


def _shares(room: Sequence[float], stations: int) -> list[float]:
    whole = sum(room)
    return [stations * one / whole if whole else stations / len(room) for one in room]
