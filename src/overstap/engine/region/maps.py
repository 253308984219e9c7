# SPDX-License-Identifier: EUPL-1.2
"""The transit maps of a region: made when they are first looked at, and kept as long as the region itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt

from overstap.engine.region.from_pack import Records
from overstap.engine.transit import Network, Stop, TransitMap, line_map, overview, transit_network, whole_map


class RegionMaps:
    """Maps over the occupations of a region.

    `steps` has shape (n, n), in the order of `records.occupations`: how likely or easy each step is, 0 to 1.
    `openings` counts the openings of each occupation.
    """

    def __init__(self, records: Records, steps: npt.NDArray[np.float64], openings: Mapping[str, int]) -> None:
        self.records = records
        self.steps = steps
        self.openings = openings
        self._drawn: dict[tuple[str, str], TransitMap] = {}

    @cached_property
    def network(self) -> Network:
        """The lines, their stations in order of pay and likeness, and the interchanges."""
        known = [row.wage_middle for row in self.records.occupations.values() if row.wage_middle is not None]
        usual = float(np.median(known)) if known else 0.0
        stops = [
            Stop(
                row.id,
                row.sector,
                usual if row.wage_middle is None else row.wage_middle,
                float(self.openings.get(row.id, 0)),
            )
            for row in self.records.occupations.values()
        ]
        return transit_network(stops, self.steps)

    def names(self, language: str) -> dict[str, str]:
        """Occupation -> what it is called."""
        return {
            row.id: row.label.get(language) or next(iter(row.label.values()))
            for row in self.records.occupations.values()
        }

    def overview(self, language: str) -> TransitMap:
        """Every line and interchange, and the stations with most openings as far as there is room."""
        return self._kept("overview", language, lambda names: overview(self.network, names))

    def whole(self, language: str) -> TransitMap:
        """Every station."""
        return self._kept("whole", language, lambda names: whole_map(self.network, names))

    def line(self, line: str, language: str) -> TransitMap:
        """Every station of one line. Raises `KeyError` when there is no such line."""
        return self._kept(f"line {line}", language, lambda names: line_map(self.network, line, names))

    def _kept(self, which: str, language: str, make: Callable[[dict[str, str]], TransitMap]) -> TransitMap:
        if (which, language) not in self._drawn:
            self._drawn[which, language] = make(self.names(language))
        return self._drawn[which, language]

    def overview_with(
        self, stations: Sequence[str], language: str, notes: Mapping[str, str] | None = None
    ) -> TransitMap:
        """The overview in which these stations stand for certain, with a few words under some of them."""
        return overview(self.network, self.names(language), always=stations, notes=notes)
