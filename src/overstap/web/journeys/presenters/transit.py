# SPDX-License-Identifier: EUPL-1.2
"""The transit map as a picture: what the template draws, in numbers that SVG understands.

A picture may have journeys laid over it, or tell how soon each station is reached; both come as plain
arguments.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import hypot

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from overstap.engine.region.region import Region
from overstap.engine.transit.lattice import DIRECTIONS
from overstap.engine.transit.model import (
    Box,
    DrawnInterchange,
    DrawnStation,
    Label,
    Name,
    Place,
    TransitMap,
)
from overstap.engine.transit.routes import route
from overstap.web import words
from overstap.web.journeys.presenters.transit_shapes import arc, number, part_of_disc, rounded
from overstap.web.planner.presenters.matches import Sector, sector_of
from overstap.web.templatetags.overstap import said

HUES = ("0a5aa8", "c23b12", "17754a", "f2c12e", "6f3697", "63bce8", "ec9cc0", "77461f", "a9bd2f", "4b5563")
"""The colours of the lines by day, as in `theme.css`, for a picture that leaves the page."""
EDGES = {4: "a5852a", 6: "4783a4", 7: "a26d8a", 9: "768331"}
"""A darker edge for the lines that stand out too little from paper."""
BANDS = ((6, 4), (12, 2), (24, 1))
"""Within so many months a station is filled by so many quarters."""
PIE, PIE_IN_CAPSULE, BESIDE = 6.2, 5.2, 9.0
"""Radius of the part of a disc in a station and in a capsule; how far two numbers in a capsule stand apart."""


@dataclass(frozen=True)
class Sign:
    """The letter of a line in its square."""

    x: str
    y: str
    size: str
    middle_x: str
    middle_y: str
    letter: str
    hue: int
    colour: str
    on: str


@dataclass(frozen=True)
class Line:
    """A line of the map."""

    id: str
    hue: int
    colour: str
    edge: str
    path: str
    faded: bool


@dataclass(frozen=True)
class RowOfName:
    """A row of a name."""

    text: str
    x: str
    y: str
    anchor: str
    note: bool


@dataclass(frozen=True)
class StationName:
    """An occupation on the map: its name, and its mark when it has one of its own."""

    id: str
    name: str
    title: str
    hue: int
    colour: str
    rows: Sequence[RowOfName]
    sign: Sign | None
    x: str
    y: str
    marked: bool
    bold: bool
    far: bool
    filled: str
    hit: Mapping[str, str]


@dataclass(frozen=True)
class Capsule:
    """The mark of an interchange."""

    x: str
    y: str
    turn: int
    far: bool
    filled: str


@dataclass(frozen=True)
class Stop:
    """A numbered stop of a journey."""

    number: int
    x: str
    y: str
    text_y: str


@dataclass(frozen=True)
class Journey:
    """A journey over the map: rides along lines, arcs where no line goes, and its stops."""

    order: int
    rides: Sequence[str]
    arcs: Sequence[str]
    stops: Sequence[Stop]


@dataclass(frozen=True)
class KeyMark:
    """A mark in the key: within so many months, and the part of a disc that says so."""

    months: int
    path: str


@dataclass(frozen=True)
class Picture:
    """All there is to draw. `width` and `height` are in pixels at full size."""

    view_box: str
    left: str
    top: str
    width: str
    height: str
    title: str
    description: str
    lines: Sequence[Line]
    signs: Sequence[Sign]
    capsules: Sequence[Capsule]
    stations: Sequence[StationName]
    journeys: Sequence[Journey]
    reach: bool
    key: Sequence[KeyMark]
    drawn: TransitMap


def overview_picture(region: Region) -> Picture:
    """The overview."""
    drawn = region.maps.overview(words.language())
    return _Painter(region, drawn).picture(_("Transit map of all lines"))


def whole_picture(region: Region) -> Picture:
    """Every station."""
    drawn = region.maps.whole(words.language())
    return _Painter(region, drawn).picture(_("Transit map with all stations"))


def line_picture(region: Region, line: str) -> Picture:
    """One line with all its stations. Raises `KeyError` when there is no such line."""
    drawn = region.maps.line(line, words.language())
    label = said(region.records.sectors[line].label)
    return _Painter(region, drawn, only=line).picture(_("Map of the line %(line)s") % {"line": label})


def journeys_picture(region: Region, journeys: Sequence[Sequence[str]]) -> Picture:
    """The overview with journeys over it, each a sequence of occupations.

    Raises `KeyError` for an occupation that the region does not have.
    """
    stops = list(dict.fromkeys(one for journey in journeys for one in journey))
    drawn = region.maps.overview_with(stops, words.language())
    painter = _Painter(region, drawn, stops=frozenset(stops), lying_over=bool(journeys))
    routes = [painter.journey(order + 1, journey) for order, journey in enumerate(journeys)]
    return painter.picture(_("Transit map with your journey"), routes)


def reach_picture(region: Region, months: Mapping[str, float]) -> Picture:
    """The overview that tells how soon stations are reached: occupation -> months, within two years.

    What takes longer, and what is not in `months`, stands empty.
    """
    near = {one: count for one, count in months.items() if band(count) and one in region.records.occupations}
    notes = {one: said_months(count) for one, count in near.items()}
    drawn = region.maps.overview_with(sorted(near), words.language(), notes)
    return _Painter(region, drawn, months=near).picture(_("Transit map: what you reach how soon"))


def band(months: float) -> int:
    """How many quarters of its mark are filled: 4 within six months, 2 within a year, 1 within two, else 0."""
    return next((quarters for most, quarters in BANDS if months <= most), 0)


def said_months(months: float) -> str:
    """`now`, `4 months`."""
    whole = round(months)
    if whole <= 0:
        return _("now")
    return ngettext("%(n)s month", "%(n)s months", whole) % {"n": whole}


class _Painter:
    def __init__(
        self,
        region: Region,
        drawn: TransitMap,
        *,
        only: str = "",
        stops: frozenset[str] = frozenset(),
        lying_over: bool = False,
        months: Mapping[str, float] | None = None,
    ) -> None:
        self.region, self.drawn, self.only, self.stops = region, drawn, only, stops
        self.lying_over, self.months = lying_over, months
        self.sectors = {line.id: _sector(region, line.id) for line in drawn.lines}
        self.standing = {one.at for one in drawn.stations}

    def picture(self, title: str, journeys: Sequence[Journey] = ()) -> Picture:
        bounds = self.drawn.bounds
        left, top, width, height = (
            number(bounds.left),
            number(bounds.top),
            number(bounds.right - bounds.left),
            number(bounds.bottom - bounds.top),
        )
        told = {"lines": len(self.drawn.lines), "stations": len(self.drawn.stations)}
        told["changes"] = len(self.drawn.interchanges)
        description = _(
            "%(lines)s lines, %(stations)s stations, %(changes)s interchanges. The table below says the same."
        )
        return Picture(
            view_box=f"{left} {top} {width} {height}",
            left=left,
            top=top,
            width=width,
            height=height,
            title=title,
            description=description % told,
            lines=[self._line(line.id) for line in self._in_painting_order()],
            signs=[self._sign(box, line.id) for line in self.drawn.lines for box in line.signs],
            capsules=[self._capsule(one) for one in self.drawn.interchanges],
            stations=[self._station(label, name) for label in self.drawn.labels for name in label.names],
            journeys=journeys,
            reach=self.months is not None,
            key=[KeyMark(most, part_of_disc((10.0, 10.0), PIE, quarters)) for most, quarters in BANDS],
            drawn=self.drawn,
        )

    def _in_painting_order(self) -> list[object]:
        return sorted(self.drawn.lines, key=lambda line: line.id == self.only)

    def _line(self, line: str) -> Line:
        sector = self.sectors[line]
        path = rounded(self.drawn.line[line].points, self.standing)
        faded = self.lying_over or self.months is not None or (bool(self.only) and line != self.only)
        colour = HUES[sector.hue - 1]
        return Line(line, sector.hue, colour, EDGES.get(sector.hue, colour), path, faded)

    def _sign(self, box: Box, line: str) -> Sign:
        sector = self.sectors[line]
        size = box.right - box.left
        return Sign(
            number(box.left),
            number(box.top),
            number(size),
            number((box.left + box.right) / 2),
            number(box.top + size * 0.74),
            sector.letter,
            sector.hue,
            HUES[sector.hue - 1],
            "0f1c36" if sector.hue in EDGES else "fff",
        )

    def _capsule(self, one: DrawnInterchange) -> Capsule:
        quarters = max(self._quarters(station) for station in one.stations)
        filled = part_of_disc(one.at, PIE_IN_CAPSULE, quarters) if quarters else ""
        return Capsule(number(one.at[0]), number(one.at[1]), one.turn * 45, self._is_far(*one.stations), filled)

    def _station(self, label: Label, name: Name) -> StationName:
        station = self.drawn.station[name.station]
        line = self.sectors[station.line]
        bold = len(label.names) > 1
        quarters = 0 if bold else self._quarters(station.id)
        rows = [
            RowOfName(row.text, number(row.at[0]), number(row.at[1]), row.anchor, row.note) for row in name.rows
        ]
        called = said(self.region.records.occupations[station.id].label)
        return StationName(
            id=station.id,
            name=called,
            title=self._title(station, called, line),
            hue=line.hue,
            colour=HUES[line.hue - 1],
            rows=rows,
            sign=self._sign(name.sign, station.line) if name.sign else None,
            x=number(station.at[0]),
            y=number(station.at[1]),
            marked=not bold and station.id not in self.stops,
            bold=bold or station.id in self.stops or bool(quarters),
            far=self._is_far(station.id),
            filled=part_of_disc(station.at, PIE, quarters) if quarters else "",
            hit=self._hit(label, name),
        )

    def _title(self, station: DrawnStation, called: str, line: Sector) -> str:
        told = [called, line.label]
        if other := self.drawn.network.crosses_to.get(station.id):
            label = said(self.region.records.occupations[other].label)
            told.append(_("change here for %(occupation)s") % {"occupation": label})
        if self.months is not None and station.id in self.months:
            told.append(said_months(self.months[station.id]))
        return ", ".join(told)

    @staticmethod
    def _hit(label: Label, name: Name) -> Mapping[str, str]:
        """Where a press on the name counts: the rows of this name, a little larger."""
        size = 13.0
        top = name.rows[0].at[1] - size
        bottom = name.rows[-1].at[1] + size * 0.4
        return {
            "x": number(label.box.left - 3),
            "y": number(top),
            "width": number(label.box.right - label.box.left + 6),
            "height": number(bottom - top),
        }

    def journey(self, order: int, stations: Sequence[str]) -> Journey:
        way = route(self.drawn, stations)
        stops = []
        for place, (station, at) in enumerate(way.stops):
            x, y = self._beside(station, at, stations)
            stops.append(Stop(place + 1, number(x), number(y), number(y + 4.2)))
        return Journey(
            order,
            [rounded(leg.points, self.standing) for leg in way.legs if not leg.arc],
            [arc(leg.points) for leg in way.legs if leg.arc],
            stops,
        )

    def _beside(self, station: str, at: Place, stations: Sequence[str]) -> Place:
        """Where the number of a stop stands; two stops of one journey share a capsule, one at each end."""
        for one in self.drawn.interchanges:
            if station in one.stations and set(one.stations) <= set(stations):
                first = min(one.stations, key=list(stations).index)
                away = -BESIDE if station == first else BESIDE
                right, down = DIRECTIONS[one.turn]
                share = away / hypot(right, down)
                return at[0] + right * share, at[1] + down * share
        return at

    def _quarters(self, station: str) -> int:
        return band(self.months[station]) if self.months and station in self.months else 0

    def _is_far(self, *stations: str) -> bool:
        return self.months is not None and not any(self._quarters(one) for one in stations)


def _sector(region: Region, line: str) -> Sector:
    return sector_of(region, next(row.id for row in region.records.occupations.values() if row.sector == line))
