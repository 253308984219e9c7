# SPDX-License-Identifier: EUPL-1.2
"""The table under the transit map: line by line, its stations in order, where one changes, what it pays."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from overstap.engine.region.region import Region
from overstap.engine.region.rows import OccupationRow
from overstap.engine.transit.model import Network, NetworkLine
from overstap.web.planner.presenters.matches import Sector, sector_of


@dataclass(frozen=True)
class Change:
    """Where one can go over to another line: the occupation there, and its line."""

    row: OccupationRow
    sector: Sector
    percent: int


@dataclass(frozen=True)
class StationRow:
    """A station in the table."""

    row: OccupationRow
    change: Change | None
    openings: int


@dataclass(frozen=True)
class LineRows:
    """A line with its stations, from one end to the other."""

    sector: Sector
    stations: Sequence[StationRow]
    count: int
    """All its stations, shown here or not."""


def line_rows(region: Region, shown: Collection[str], only: str = "") -> list[LineRows]:
    """The lines of the map with those of their stations that are in `shown`."""
    network = region.maps.network
    return [_line(region, network, line, shown) for line in network.lines if only in ("", line.id)]


def _line(region: Region, network: Network, line: NetworkLine, shown: Collection[str]) -> LineRows:
    open_in = region.stock.by_occupation()
    strength = {one: change.strength for change in network.interchanges for one in change.stations}
    rows = []
    for station in line.stations:
        if station not in shown:
            continue
        other = network.crosses_to.get(station)
        change = None
        if other:
            row = region.records.occupations[other]
            change = Change(row, sector_of(region, other), round(strength[station] * 100))
        rows.append(StationRow(region.records.occupations[station], change, open_in.get(station, 0)))
    return LineRows(sector_of(region, line.stations[0]), rows, len(line.stations))
