# SPDX-License-Identifier: EUPL-1.2
"""Where the stations stand along the courses, and which ones there is room for on an overview."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from overstap.engine.transit.lattice import DIRECTIONS, Point
from overstap.engine.transit.model import Network, NetworkLine, Place

GRID = 120
"""Places for a station on each edge of the lattice: divisible by most numbers of stations."""
CLEAR = 26
"""Places that a station keeps away from a bend, and from a line it is no interchange with."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on a line, in edges of the lattice; `along` is the direction there, in steps of 45 degrees."""

    at: Place
    along: int


@dataclass(frozen=True, slots=True)
class LaidLine:
    """A line as it is drawn: from its first to its last station, `path` in edges of the lattice."""

    line: NetworkLine
    path: tuple[Place, ...]
    spots: Mapping[str, Spot]


def shown_on_overview(network: Network, per_edge: float) -> frozenset[str]:
    """The stations for an overview: all interchanges, and the weightiest others as far as there is room.

    `per_edge` is how many others fit on an edge of the lattice. A line that would end before its course does
    keeps its last station.
    """
    shown: set[str] = set()
    for line in network.lines:
        for stretch, edges, _ in _stretches(line, frozenset(line.stations)):
            most = max(int(edges * per_edge + 0.5), 0)
            ranked = sorted(stretch, key=lambda one: (-network.weights.get(one, 0.0), line.stations.index(one)))
            shown.update(ranked[:most])
        shown.update(line.anchors)
    return frozenset(shown)


def lay(network: Network, shown: Collection[str], *, whole: bool = False) -> tuple[LaidLine, ...]:
    """Every line with a spot for each of its shown stations, spread evenly between interchanges.

    A line is drawn from its first to its last shown station; with `whole` over all of its course.
    """
    visits: dict[Point, int] = {}
    for line in network.lines:
        for vertex in line.course:
            visits[vertex] = visits.get(vertex, 0) + 1
    return tuple(_lay_line(line, frozenset(shown), visits, whole) for line in network.lines)


def _lay_line(line: NetworkLine, shown: frozenset[str], visits: Mapping[Point, int], whole: bool) -> LaidLine:
    own = set(line.anchors.values())
    busy = [
        at
        for at, vertex in enumerate(line.course)
        if at not in own and (visits[vertex] > 1 or _is_bend(line.course, at))
    ]
    places = {one: at * GRID for one, at in line.anchors.items() if one in shown}
    for stretch, _, (first, last) in _stretches(line, shown):
        places.update(zip(stretch, _even(len(stretch), first, last, line, busy), strict=True))
    low, high = min(places.values(), default=0), max(places.values(), default=0)
    if whole:
        low, high = 0, (len(line.course) - 1) * GRID
    elif low == high:  # a line of one station is still a line
        low, high = max(low - GRID, 0), min(high + GRID, (len(line.course) - 1) * GRID)
    inner = (step * GRID for step in range(len(line.course)) if low < step * GRID < high)
    path = tuple(_at(line.course, place) for place in (low, *inner, high))
    spots = {one: Spot(_at(line.course, place), _along(line.course, place)) for one, place in places.items()}
    return LaidLine(line, straightened(path), spots)


_Stretch = tuple[list[str], float, Point]


def _stretches(line: NetworkLine, shown: frozenset[str]) -> list[_Stretch]:
    """Between interchanges: the shown stations, the number of edges, and both ends as places on the line."""
    found: list[_Stretch] = []
    row: list[str] = []
    before = 0
    for one in line.stations:
        if one in line.anchors:
            at = line.anchors[one] * GRID
            found.append((row, (at - before) / GRID, (before, at)))
            row, before = [], at
        elif one in shown:
            row.append(one)
    last = (len(line.course) - 1) * GRID
    found.append((row, (last - before) / GRID, (before, last)))
    return found


def _even(count: int, first: int, last: int, line: NetworkLine, busy: Iterable[int]) -> list[int]:
    """Places for a number of stations between two ends; at a loose end of the line the outermost stands."""
    anchored = {at * GRID for at in line.anchors.values()}
    loose_start = first == 0 and 0 not in anchored
    loose_end = last == (len(line.course) - 1) * GRID and last not in anchored
    steps = count + 1 - loose_start - loose_end
    if steps <= 0:
        return [first if loose_start else last] * count
    barred = {place for at in busy for place in range(at * GRID - CLEAR, at * GRID + CLEAR + 1)}
    free = [place for place in range(first, last + 1) if place not in barred] or list(range(first, last + 1))
    return [free[round((step + (not loose_start)) * (len(free) - 1) / steps)] for step in range(count)]


def _at(course: tuple[Point, ...], place: int) -> Place:
    step, part = divmod(place, GRID)
    x, y = course[step]
    if not part:
        return float(x), float(y)
    right, down = course[step + 1]
    return x + (right - x) * part / GRID, y + (down - y) * part / GRID


def _is_bend(course: tuple[Point, ...], at: int) -> bool:
    return 0 < at < len(course) - 1 and _along(course, at * GRID) != _along(course, (at - 1) * GRID)


def _along(course: tuple[Point, ...], place: int) -> int:
    step = min(place // GRID, len(course) - 2)
    (x, y), (right, down) = course[step], course[step + 1]
    return DIRECTIONS.index((right - x, down - y))


def straightened(path: Iterable[Place]) -> tuple[Place, ...]:
    """A polyline without the points that lie on a straight part of it.

    >>> straightened([(0.0, 0.0), (1.0, 0.0), (2.0, 0.0), (3.0, 1.0)])
    ((0.0, 0.0), (2.0, 0.0), (3.0, 1.0))
    """
    kept: list[Place] = []
    for point in path:
        if kept and kept[-1] == point:
            continue
        if len(kept) > 1 and _turn(kept[-2], kept[-1], point) == 0:
            kept.pop()
        kept.append(point)
    return tuple(kept)


def _turn(before: Place, here: Place, after: Place) -> float:
    across = (here[0] - before[0]) * (after[1] - here[1]) - (here[1] - before[1]) * (after[0] - here[0])
    return 0.0 if abs(across) < 1e-9 else across


def directions_at(laid: LaidLine, at: Place) -> list[int]:
    """Directions in which a line leaves a place on it, in steps of 45 degrees."""
    found = []
    for one, other in pairwise(laid.path):
        for here, there in ((one, other), (other, one)):
            if _within(at, one, other) and there != at:
                found.append(_direction(here if here == at else at, there))
    return sorted(set(found))


def _within(at: Place, one: Place, other: Place) -> bool:
    return abs(_turn(one, at, other)) < 1e-9 and (
        min(one[0], other[0]) <= at[0] <= max(one[0], other[0])
        and min(one[1], other[1]) <= at[1] <= max(one[1], other[1])
    )


def _direction(here: Place, there: Place) -> int:
    right, down = there[0] - here[0], there[1] - here[1]
    return DIRECTIONS.index(((right > 1e-9) - (right < -1e-9), (down > 1e-9) - (down < -1e-9)))
