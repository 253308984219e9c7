# SPDX-License-Identifier: EUPL-1.2
"""From occupations and the steps between them to a network: interchanges, courses, order along each line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from overstap.engine.transit.courses import CourseSettings, choose_courses
from overstap.engine.transit.lattice import Catalogue, Point, catalogue, lattice_for
from overstap.engine.transit.model import Interchange, Network, NetworkLine, Stop
from overstap.engine.transit.seriation import distances, order_along

Floats = npt.NDArray[np.float64]

MOST_LINES = 12
"""More lines than that nobody can tell apart or follow; the ones with the most weight are drawn."""
FAIR = 7.5
"""Edges of the lattice for a line with as many stations as lines have on average."""
MOST_STATIONS = 120
"""On one line; the ones with the most weight are drawn."""


@dataclass(frozen=True, slots=True)
class NetworkSettings:
    """How a network is made. Our choice, by eye."""

    least: float = 0.3
    """A weaker step is never an interchange."""
    per_line: float = 2.0
    """Interchanges looked for, for each line; the strongest are taken."""
    shortest: int = 5
    longest: int = 10
    courses: CourseSettings = field(default_factory=CourseSettings)


def transit_network(stops: Sequence[Stop], steps: Floats, settings: NetworkSettings | None = None) -> Network:
    """The network of the occupations `stops`.

    `steps` has shape (n, n), in the order of `stops`: how likely or easy the step from row to column is, 0 to
    1. Raises `ValueError` when the shape is another, or when a stop comes twice.

    >>> stops = [Stop("cook", "food", 18), Stop("baker", "food", 19), Stop("nurse", "care", 28)]
    >>> network = transit_network(stops, np.array([[1, 0.6, 0.1], [0.6, 1, 0.8], [0.1, 0.5, 1]]))
    >>> [(one.stations, round(one.strength, 2)) for one in network.interchanges]
    [(('baker', 'nurse'), 0.63)]
    """
    rules = settings or NetworkSettings()
    if steps.shape != (len(stops), len(stops)):
        raise ValueError(f"steps has shape {steps.shape} for {len(stops)} stops")
    if len({stop.id for stop in stops}) < len(stops):
        raise ValueError("a stop comes twice")
    lines = _lines_of(stops)
    drawn = [index for line in lines for index in _heaviest(stops, line)]
    stops = [stops[index] for index in drawn]
    strength = both_ways(np.asarray(steps, dtype=np.float64)[np.ix_(drawn, drawn)])
    best = _best_pairs(stops, strength, lines)
    threshold = _threshold([value for value, _, _ in best.values()], len(lines), rules)
    all_, chosen = _courses(lines, stops, best, threshold, rules)
    met = _interchanges(stops, lines, best, threshold, [all_.paths[course] for course in chosen])
    made = [
        _line(name, all_.paths[course], stops, strength, met)
        for name, course in zip(lines, chosen, strict=True)
    ]
    return Network(tuple(made), tuple(met), {stop.id: stop.weight for stop in stops}, threshold)


def both_ways(steps: Floats) -> Floats:
    """Strength of the step between two occupations: the geometric mean of both directions. Symmetric.

    An interchange serves both ways: a step that is only likely in one direction counts for less.

    >>> both_ways(np.array([[1.0, 0.9], [0.4, 1.0]])).round(2).tolist()
    [[1.0, 0.6], [0.6, 1.0]]
    """
    return np.asarray(np.sqrt(np.clip(steps * steps.T, 0.0, 1.0)))


def _lines_of(stops: Sequence[Stop]) -> list[str]:
    """The lines in the order in which they first come; without the lightest, when there are too many."""
    weight: dict[str, float] = {}
    for stop in stops:
        weight[stop.line] = weight.get(stop.line, 0.0) + 1.0 + stop.weight
    kept = set(sorted(weight, key=lambda line: (-weight[line], line))[:MOST_LINES])
    return [line for line in weight if line in kept]


def _heaviest(stops: Sequence[Stop], line: str) -> list[int]:
    """The stations of a line that are drawn, in the order in which they came."""
    own = [index for index, stop in enumerate(stops) if stop.line == line]
    return sorted(sorted(own, key=lambda index: (-stops[index].weight, stops[index].id))[:MOST_STATIONS])


_Pair = tuple[float, int, int]


def _best_pairs(stops: Sequence[Stop], strength: Floats, lines: list[str]) -> dict[tuple[int, int], _Pair]:
    """Pair of lines -> strength and stations of its interchange. No station serves twice: it has one place."""
    line = np.array([lines.index(stop.line) for stop in stops])
    rows, columns = np.nonzero(np.triu(line[:, None] != line[None, :]))
    values = strength[rows, columns]
    taken: set[int] = set()
    best: dict[tuple[int, int], _Pair] = {}
    for at in np.argsort(-values, kind="stable"):
        one, other = sorted((int(rows[at]), int(columns[at])), key=lambda index: int(line[index]))
        pair = (int(line[one]), int(line[other]))
        if pair not in best and not {one, other} & taken:
            best[pair] = (float(values[at]), one, other)
            taken |= {one, other}
        if len(best) == len(lines) * (len(lines) - 1) // 2:
            break
    return best


def _threshold(strengths: Sequence[float], lines: int, rules: NetworkSettings) -> float:
    ordered = sorted(strengths, reverse=True)
    wanted = round(rules.per_line * lines)
    return max(rules.least, ordered[wanted - 1]) if len(ordered) >= wanted > 0 else rules.least


def _courses(
    lines: list[str],
    stops: Sequence[Stop],
    best: dict[tuple[int, int], _Pair],
    threshold: float,
    rules: NetworkSettings,
) -> tuple[Catalogue, tuple[int, ...]]:
    gain = np.full((len(lines), len(lines)), -1.0)
    for (one, other), (value, _, _) in best.items():
        gain[one, other] = gain[other, one] = value - threshold
    if (highest := gain.max(initial=0.0)) > 0:
        gain = np.where(gain > 0, gain / highest, gain)
    all_ = all_courses(len(lines), rules.shortest, rules.longest)
    counts = np.array([sum(stop.line == line for stop in stops) for line in lines], dtype=np.float64)
    fair = np.clip(counts * len(counts) / max(float(counts.sum()), 1.0) * FAIR, rules.shortest, rules.longest)
    return all_, choose_courses(all_, gain, fair, rules.courses)


@lru_cache(maxsize=4)
def all_courses(lines: int, shortest: int, longest: int) -> Catalogue:
    """The courses for a number of lines; made once."""
    width, height = lattice_for(lines)
    return catalogue(width, height, shortest=min(shortest, width - 1), longest=longest)


def _interchanges(
    stops: Sequence[Stop],
    lines: list[str],
    best: dict[tuple[int, int], _Pair],
    threshold: float,
    paths: list[tuple[Point, ...]],
) -> list[Interchange]:
    """Where courses really meet; lines that meet twice change at the first place, in the first line's order."""
    met = []
    for (one, other), (value, first, second) in sorted(best.items()):
        shared = [point for point in paths[one] if point in set(paths[other])]
        if shared and value >= threshold:
            pair, both = (stops[first].id, stops[second].id), (lines[one], lines[other])
            met.append(Interchange(pair, both, value, shared[0]))
    return met


def _line(
    name: str, course: tuple[Point, ...], stops: Sequence[Stop], strength: Floats, met: list[Interchange]
) -> NetworkLine:
    own = [index for index, stop in enumerate(stops) if stop.line == name]
    place = {stops[index].id: at for at, index in enumerate(own)}
    at_vertex = {
        station: course.index(one.vertex) for one in met for station in one.stations if station in place
    }
    anchors = sorted(at_vertex, key=lambda station: (at_vertex[station], station))
    ends = [0, *(at_vertex[station] for station in anchors), len(course) - 1]
    room = [float(after - before) for before, after in pairwise(ends)]
    height = np.array([stops[index].height for index in own])
    apart = distances(strength[np.ix_(own, own)], height)
    order = order_along(apart, [place[station] for station in anchors], room)
    stations = tuple(stops[own[at]].id for at in order)
    return NetworkLine(name, course, stations, at_vertex)
