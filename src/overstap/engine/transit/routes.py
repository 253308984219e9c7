# SPDX-License-Identifier: EUPL-1.2
"""A journey laid over the map: along lines and interchanges where it can, as an arc where no line goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import dist

from overstap.engine.transit.model import DrawnLine, Place, TransitMap

DETOUR = 3.0
"""A ride this many times longer than the way straight there says too much; an arc is drawn instead."""
BULGE = 0.22
"""How far an arc bends aside, against its length."""


@dataclass(frozen=True, slots=True)
class Leg:
    """From one stop to the next: points along lines, or, for an arc, begin, control point and end."""

    points: tuple[Place, ...]
    arc: bool


@dataclass(frozen=True, slots=True)
class Route:
    """A journey on the map: its stops in order with their places, and the legs between them."""

    stops: tuple[tuple[str, Place], ...]
    legs: tuple[Leg, ...]


def route(drawn: TransitMap, stations: Sequence[str]) -> Route:
    """The way along `stations`, in that order.

    Raises `KeyError` for one that is not on the drawing: draw it with the journey's stations in `always`.
    """
    stops = [(one, drawn.station[one].at) for one in stations]
    return Route(tuple(stops), tuple(_leg(drawn, one, other) for one, other in pairwise(stations)))


def _leg(drawn: TransitMap, one: str, other: str) -> Leg:
    here, there = drawn.station[one], drawn.station[other]
    ways = []
    if here.line == there.line:
        ways.append(along(drawn.line[here.line], here.at, there.at))
    for change in drawn.interchanges:
        if set(change.lines) == {here.line, there.line}:
            first = along(drawn.line[here.line], here.at, change.at)
            second = along(drawn.line[there.line], change.at, there.at)
            ways.append(first + second[1:])
    straight = dist(here.at, there.at)
    fitting = [way for way in ways if _length(way) <= DETOUR * straight or straight == 0]
    if fitting:
        return Leg(min(fitting, key=_length), arc=False)
    (x, y), (right, down) = here.at, there.at
    control = (
        round((x + right) / 2 + (down - y) * BULGE, 2),
        round((y + down) / 2 - (right - x) * BULGE, 2),
    )
    return Leg((here.at, control, there.at), arc=True)


def along(line: DrawnLine, here: Place, there: Place) -> tuple[Place, ...]:
    """The part of a line between two places on it, from the first to the second.

    >>> bent = DrawnLine("care", ((0.0, 0.0), (10.0, 0.0), (20.0, 10.0)), ())
    >>> along(bent, (15.0, 5.0), (4.0, 0.0))
    ((15.0, 5.0), (10.0, 0.0), (4.0, 0.0))
    """
    one, other = _measure(line, here), _measure(line, there)
    if one > other:
        return along(line, there, here)[::-1]
    passed = 0.0
    between = []
    for before, after in line.segments:
        passed += dist(before, after)
        if one + 1e-6 < passed < other - 1e-6:
            between.append(after)
    return (here, *between, there)


def _measure(line: DrawnLine, at: Place) -> float:
    """How far along the line a place on it lies."""
    passed, best = 0.0, (float("inf"), 0.0)
    for before, after in line.segments:
        off = dist(before, at) + dist(at, after) - dist(before, after)
        best = min(best, (round(off, 3), passed + dist(before, at)))
        passed += dist(before, after)
    return best[1]


def _length(points: Sequence[Place]) -> float:
    return sum(dist(one, other) for one, other in pairwise(points))
