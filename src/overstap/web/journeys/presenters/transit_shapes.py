# SPDX-License-Identifier: EUPL-1.2
"""Lines, arcs and marks of the transit map as SVG writes them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from math import dist

from overstap.engine.transit.model import Place

ROUNDING = 26.0
"""How far before a bend a line begins to turn."""


def number(value: float) -> str:
    """A number as SVG wants it, whatever the language."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def at(place: Place) -> str:
    """A place as a path writes it."""
    return f"{number(place[0])} {number(place[1])}"


def rounded(points: Sequence[Place], sharp: Collection[Place] = ()) -> str:
    """A polyline with its bends rounded, but for those in `sharp`, where something stands."""
    if not points:
        return ""
    path = [f"M{at(points[0])}"]
    for before, here, after in zip(points, points[1:], points[2:], strict=False):
        if here in sharp:
            path.append(f"L{at(here)}")
        else:
            path.append(f"L{at(_toward(here, before))}Q{at(here)} {at(_toward(here, after))}")
    return "".join([*path, f"L{at(points[-1])}"])


def _toward(here: Place, there: Place) -> Place:
    share = min(ROUNDING, dist(here, there) / 2) / dist(here, there)
    return here[0] + (there[0] - here[0]) * share, here[1] + (there[1] - here[1]) * share


def arc(points: Sequence[Place]) -> str:
    """From the first point to the last, bending toward the one between."""
    start, control, end = points
    return f"M{at(start)}Q{at(control)} {at(end)}"


def part_of_disc(place: Place, radius: float, quarters: int) -> str:
    """One, two or four quarters of a disc, from the top clockwise."""
    x, y = place
    if quarters >= 4:
        return f"M{at((x, y - radius))}a{number(radius)} {number(radius)} 0 1 1 -0.01 0z"
    end = {1: (x + radius, y), 2: (x, y + radius), 3: (x - radius, y)}[quarters]
    large = int(quarters > 2)
    turn = f"A{number(radius)} {number(radius)} 0 {large} 1 {at(end)}"
    return f"M{at(place)}L{at((x, y - radius))}{turn}z"
