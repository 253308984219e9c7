# SPDX-License-Identifier: EUPL-1.2
"""From a network to a drawing: lines, stations, capsules, names and signs, none over another."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from overstap.engine.transit.labels import Candidate, Sizes, Wording, candidates, sign_candidates
from overstap.engine.transit.model import (
    Box,
    DrawnInterchange,
    DrawnLine,
    DrawnStation,
    Network,
    Place,
    TransitMap,
)
from overstap.engine.transit.placing import Placed, Thing, place
from overstap.engine.transit.spots import LaidLine, directions_at, lay, shown_on_overview

MARGIN = 18.0
PER_EDGE = 0.55
WHOLE = 230.0
"""Edge of the lattice to try first when every station is drawn."""
STRETCH = 1.06
"""How much larger the lattice is made when a name that must stand has no place."""


def overview(
    network: Network,
    names: Mapping[str, str],
    *,
    always: Sequence[str] = (),
    notes: Mapping[str, str] | None = None,
    sizes: Sizes | None = None,
) -> TransitMap:
    """The map to begin with: every line and interchange, and the other stations that there is room for.

    `names` maps each station to its name in the language of the reader. Stations in `always` are shown whatever
    happens, with room for a number in them; `notes` maps stations to a few words that stand under their names.
    Raises `KeyError` for a station without a name.
    """
    marked = frozenset(one for one in always if one in network.line_of)
    # The ends of a line say what it runs between.
    kept = marked | {
        one for line in network.lines for one in (*line.anchors, line.stations[0], line.stations[-1])
    }
    drawing = _Drawing(network, names, notes or {}, sizes or Sizes(), marked)
    made = drawing.fit(kept)
    shown = shown_on_overview(network, PER_EDGE) | kept
    while shown > kept:
        more, colliding = drawing.attempt(shown)
        if not colliding:
            return more
        # What is kept had its place when it stood alone; each round there is less beside it.
        shown = shown - _spare(colliding, network, kept) if _spare(colliding, network, kept) else kept
    return made


def whole_map(
    network: Network,
    names: Mapping[str, str],
    *,
    notes: Mapping[str, str] | None = None,
    sizes: Sizes | None = None,
) -> TransitMap:
    """The map with every station, as large as that asks."""
    drawing = _Drawing(network, names, notes or {}, sizes or Sizes(unit=WHOLE))
    return drawing.fit(frozenset(network.line_of))


def line_map(
    network: Network, line: str, names: Mapping[str, str], *, sizes: Sizes | None = None
) -> TransitMap:
    """The map of one line: all its stations, where one changes, and the other lines without their stations.

    Raises `KeyError` when there is no such line.
    """
    own = {one.id: one for one in network.lines}[line]
    shown = {*own.stations, *(network.crosses_to[one] for one in own.anchors)}
    drawing = _Drawing(network, names, {}, sizes or Sizes(), only=line)
    return drawing.fit(frozenset(shown))


class _Drawing:
    def __init__(
        self,
        network: Network,
        names: Mapping[str, str],
        notes: Mapping[str, str],
        sizes: Sizes,
        marked: frozenset[str] = frozenset(),
        only: str = "",
    ) -> None:
        self.network, self.names, self.notes, self.sizes = network, names, notes, sizes
        self.marked, self.only = marked, only

    def fit(self, shown: frozenset[str]) -> TransitMap:
        """The drawing of these stations, on a lattice that is stretched until each has its place."""
        while True:
            made, colliding = self.attempt(shown)
            if not colliding:
                return made
            self.sizes = replace(self.sizes, unit=self.sizes.unit * STRETCH)

    def attempt(self, shown: frozenset[str]) -> tuple[TransitMap, list[tuple[str, ...]]]:
        """The drawing, and groups of stations that are in each other's way."""
        sizes = self.sizes
        laid = lay(self.network, shown, whole=bool(self.only))
        stations = [
            DrawnStation(one, part.line.id, self._scaled(spot.at), spot.along % 4, self._is_end(part, spot.at))
            for part in laid
            for one, spot in part.spots.items()
        ]
        at = {one.id: one.at for one in stations}
        met = [
            DrawnInterchange(
                one.stations, one.lines, at[one.stations[0]], self._turn(laid, one.stations), one.strength
            )
            for one in self.network.interchanges
            if not self.only or self.only in one.lines
        ]
        marks, owners = self._marks(stations, met)
        paths = [tuple(self._scaled(point) for point in part.path) for part in laid]
        segments = [pair for path in paths for pair in pairwise(path)]
        named, labels = self._label_things(stations, met)
        signs = self._sign_things(laid)
        things = [thing for _, thing in named] + [thing for _, thing in signs]
        sheet = _around(marks, paths)
        placed = place(things, marks, segments, sheet, sizes.line / 2, sizes.air)
        ends: dict[str, list[Box]] = {}
        for (line, thing), choice in zip(signs, placed.chosen[len(named) :], strict=True):
            ends.setdefault(line, []).append(thing.boxes[choice])
        lines = tuple(
            DrawnLine(part.line.id, path, tuple(ends.get(part.line.id, ())))
            for part, path in zip(laid, paths, strict=True)
        )
        chosen = tuple(labels[at][choice].label() for at, choice in enumerate(placed.chosen[: len(named)]))
        boxes = [*marks, *(one.box for one in chosen), *(box for boxes in ends.values() for box in boxes)]
        hidden = tuple(one for line in self.network.lines for one in line.stations if one not in shown)
        made = TransitMap(
            self.network, lines, tuple(stations), tuple(met), chosen, _around(boxes, paths), hidden
        )
        return made, self._colliding(named, placed, marks, owners)

    def _scaled(self, at: Place) -> Place:
        return round(at[0] * self.sizes.unit, 2), round(at[1] * self.sizes.unit, 2)

    @staticmethod
    def _is_end(part: LaidLine, at: Place) -> bool:
        return at in (part.path[0], part.path[-1])

    @staticmethod
    def _turn(laid: Sequence[LaidLine], pair: tuple[str, str]) -> int:
        """The direction of a capsule: between the two lines where they make the wider angle."""
        one, other = (part.spots[name].along % 4 for name in pair for part in laid if name in part.spots)
        apart = (other - one) % 4
        return {0: (one + 2) % 4, 1: (one + 3) % 4, 2: (one + 1) % 4, 3: (one + 1) % 4}[apart]

    def _marks(
        self, stations: Sequence[DrawnStation], met: Sequence[DrawnInterchange]
    ) -> tuple[list[Box], list[tuple[str, ...]]]:
        marks: list[Box] = []
        owners: list[tuple[str, ...]] = []
        paired = {name for one in met for name in one.stations}
        for one in stations:
            if one.id not in paired:
                marks.append(_square(one.at, self._reach(one.id)))
                owners.append((one.id,))
        for change in met:
            marks.append(_square(change.at, self.sizes.capsule * (0.8 if change.turn % 2 else 1.0)))
            owners.append(change.stations)
        return marks, owners

    def _label_things(
        self, stations: Sequence[DrawnStation], met: Sequence[DrawnInterchange]
    ) -> tuple[list[tuple[tuple[str, ...], Thing]], list[list[Candidate]]]:
        named: list[tuple[tuple[str, ...], Thing]] = []
        places: list[list[Candidate]] = []
        number: dict[str, int] = {}
        before: dict[str, DrawnStation] = {}
        paired = {name for one in met for name in one.stations}
        for one in self._in_order(stations):
            if one.id in paired:
                before.pop(one.line, None)
                continue
            found = candidates([self._words(one.id)], one.at, self._reach(one.id), self.sizes)
            earlier = before.get(one.line)
            like = number[earlier.id] if earlier and earlier.along == one.along else None
            number[one.id] = len(named)
            named.append(((one.id,), _thing(found, like)))
            places.append(found)
            before[one.line] = one
        for change in met:
            words = [self._words(name, signed=True) for name in change.stations]
            reach = self.sizes.capsule * (0.8 if change.turn % 2 else 1.0)
            found = candidates(words, change.at, reach, self.sizes)
            named.append((change.stations, _thing(found, None)))
            places.append(found)
        return named, places

    def _reach(self, station: str) -> float:
        return self.sizes.number if station in self.marked else self.sizes.station

    def _in_order(self, stations: Sequence[DrawnStation]) -> list[DrawnStation]:
        drawn = {one.id: one for one in stations}
        return [drawn[one] for line in self.network.lines for one in line.stations if one in drawn]

    def _words(self, station: str, *, signed: bool = False) -> Wording:
        note = self.notes.get(station, "")
        return Wording(station, self.names[station], note, signed, bold=station in self.marked)

    def _sign_things(self, laid: Sequence[LaidLine]) -> list[tuple[str, Thing]]:
        things = []
        for part in laid:
            for end in (part.path[0], part.path[-1]):
                away = directions_at(part, end)
                outward = (away[0] + 4) % 8 if away else 0
                there = [one for one, spot in part.spots.items() if spot.at == end]
                anchored = any(one in part.line.anchors for one in there)
                reach = (
                    self.sizes.capsule if anchored else max(map(self._reach, there), default=self.sizes.station)
                )
                found = sign_candidates(outward, self._scaled(end), reach, self.sizes)
                boxes, costs = [box for box, _ in found], [cost for _, cost in found]
                things.append((part.line.id, Thing(boxes, costs, [0] * len(boxes), late=True)))
        return things

    @staticmethod
    def _colliding(
        named: Sequence[tuple[tuple[str, ...], Thing]],
        placed: Placed,
        marks: Sequence[Box],
        owners: Sequence[tuple[str, ...]],
    ) -> list[tuple[str, ...]]:
        # A sign belongs to no station: where one is in the way, the others of the group give way.
        found = [
            tuple(name for at in group if at < len(named) for name in named[at][0])
            for group in placed.colliding
        ]
        for at, one in enumerate(marks):
            for other in range(at + 1, len(marks)):
                if one.grown(2).meets(marks[other]):
                    found.append((*owners[at], *owners[other]))
        return found


def _spare(colliding: Sequence[tuple[str, ...]], network: Network, kept: Collection[str]) -> frozenset[str]:
    """The least weighty stations without which no group is left in its own way."""
    gone: set[str] = set()
    for group in colliding:
        loose = [one for one in group if one not in kept]
        if loose and not gone & set(loose):
            gone.add(min(loose, key=lambda one: (network.weights.get(one, 0.0), one)))
    return frozenset(gone)


def _thing(found: Sequence[Candidate], like: int | None) -> Thing:
    return Thing([one.box for one in found], [one.cost for one in found], [one.side for one in found], like)


def _square(at: Place, reach: float) -> Box:
    return Box(at[0] - reach, at[1] - reach, at[0] + reach, at[1] + reach)


def _around(boxes: Sequence[Box], paths: Sequence[Sequence[Place]]) -> Box:
    xs = [point[0] for path in paths for point in path] + [
        edge for box in boxes for edge in (box.left, box.right)
    ]
    ys = [point[1] for path in paths for point in path] + [
        edge for box in boxes for edge in (box.top, box.bottom)
    ]
    edges = (min(xs, default=0.0), min(ys, default=0.0), max(xs, default=0.0), max(ys, default=0.0))
    return Box(*edges).grown(MARGIN)
