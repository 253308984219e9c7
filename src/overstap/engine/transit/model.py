# SPDX-License-Identifier: EUPL-1.2
"""What a transit map is made of: the network that is drawn, and the drawing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from overstap.engine.transit.lattice import Point

Place = tuple[float, float]
"""Where something is on the drawing: right and down, in its own unit (a pixel at full size)."""


@dataclass(frozen=True, slots=True)
class Stop:
    """An occupation, as the map needs to know it.

    `height` is what the order along a line follows, such as a wage or a level; `weight` is how much it matters
    that the station is shown, such as a number of openings.
    """

    id: str
    line: str
    height: float = 0.0
    weight: float = 0.0


@dataclass(frozen=True, slots=True)
class Interchange:
    """Two stations on different lines between which people cross: `strength` is that of the step, 0 to 1."""

    stations: tuple[str, str]
    lines: tuple[str, str]
    strength: float
    vertex: Point


@dataclass(frozen=True, slots=True)
class NetworkLine:
    """A line: its course over the lattice, and all its stations in order along it.

    `anchors` maps each station that is an interchange to the index of its vertex in the course.
    """

    id: str
    course: tuple[Point, ...]
    stations: tuple[str, ...]
    anchors: Mapping[str, int]


@dataclass(frozen=True)
class Network:
    """Lines, their stations in order, and where one changes. Says nothing about names or sizes yet.

    `threshold` is the strength from which a step counts as one that people really take.
    """

    lines: tuple[NetworkLine, ...]
    interchanges: tuple[Interchange, ...]
    weights: Mapping[str, float]
    threshold: float

    @cached_property
    def line_of(self) -> Mapping[str, NetworkLine]:
        """Station -> its line."""
        return {station: line for line in self.lines for station in line.stations}

    @cached_property
    def crosses_to(self) -> Mapping[str, str]:
        """Interchange station -> the station on the other line."""
        both = [one.stations for one in self.interchanges]
        return {**dict(both), **{b: a for a, b in both}}


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the drawing."""

    left: float
    top: float
    right: float
    bottom: float

    def grown(self, by: float) -> Box:
        """The same, larger on all sides."""
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def meets(self, other: Box) -> bool:
        """Whether the two have any surface in common."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a name: where its text begins, at which end it is held (`start`, `middle`, `end`)."""

    text: str
    at: Place
    anchor: str
    note: bool = False


@dataclass(frozen=True, slots=True)
class Name:
    """The name of one station within a label; `sign` is where the letter of its line stands, if it has one."""

    station: str
    rows: tuple[Row, ...]
    sign: Box | None


@dataclass(frozen=True, slots=True)
class Label:
    """What stands beside a station, or beside the two of an interchange."""

    box: Box
    names: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class DrawnStation:
    """A station. `along` is the direction of its line there, in steps of 45 degrees; `end`: it ends here."""

    id: str
    line: str
    at: Place
    along: int
    end: bool


@dataclass(frozen=True, slots=True)
class DrawnInterchange:
    """A capsule; `turn` is its direction in steps of 45 degrees."""

    stations: tuple[str, str]
    lines: tuple[str, str]
    at: Place
    turn: int
    strength: float


@dataclass(frozen=True, slots=True)
class DrawnLine:
    """A line as a polyline whose segments all run in one of eight directions; `signs` stand at its ends."""

    id: str
    points: tuple[Place, ...]
    signs: tuple[Box, ...]

    @property
    def segments(self) -> tuple[tuple[Place, Place], ...]:
        """Its straight parts."""
        return tuple(pairwise(self.points))


@dataclass(frozen=True)
class TransitMap:
    """The drawing. No two labels overlap, nor a label and a station, a line or a sign."""

    network: Network
    lines: tuple[DrawnLine, ...]
    stations: tuple[DrawnStation, ...]
    interchanges: tuple[DrawnInterchange, ...]
    labels: tuple[Label, ...]
    bounds: Box
    hidden: tuple[str, ...]
    """Stations that have no place on this drawing, in the order of their lines."""

    @cached_property
    def station(self) -> Mapping[str, DrawnStation]:
        """Id -> the station as drawn."""
        return {one.id: one for one in self.stations}

    @cached_property
    def line(self) -> Mapping[str, DrawnLine]:
        """Id -> the line as drawn."""
        return {one.id: one for one in self.lines}
