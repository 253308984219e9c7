# SPDX-License-Identifier: EUPL-1.2
"""Whatever the occupations are called and however people move: the map is legible."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from overstap.engine.transit import Stop, overview, transit_network, whole_map
from tests.engine.transit.checks import problems

WORDS = ("Kok", "Medewerker", "internationale", "Protocolmedewerker", "zorg en welzijn", "IC-verpleegkundige")


@st.composite
def regions(draw: st.DrawFn) -> tuple[list[Stop], np.ndarray, dict[str, str], dict[str, str]]:
    """Some lines of some stations, any steps between them, long and short names, a note here and there."""
    sizes = draw(st.lists(st.integers(1, 7), min_size=1, max_size=6))
    seed = draw(st.integers(0, 2**16))
    random = np.random.default_rng(seed)
    stops = [
        Stop(f"s{line}-{place}", f"line-{line}", float(random.integers(10, 40)), float(random.integers(0, 4)))
        for line, size in enumerate(sizes)
        for place in range(size)
    ]
    steps = random.random((len(stops), len(stops))) ** 2
    names = {stop.id: " ".join(random.choice(WORDS, size=int(random.integers(1, 4)))) for stop in stops}
    notes = {stop.id: "12 maanden" for stop in stops if random.random() < 0.3}
    return stops, steps, names, notes


@settings(max_examples=12, deadline=None)
@given(regions())
def test_every_map_is_legible(region: tuple[list[Stop], np.ndarray, dict[str, str], dict[str, str]]) -> None:
    stops, steps, names, notes = region
    network = transit_network(stops, steps)
    assert problems(overview(network, names, always=list(notes), notes=notes)) == []
    assert problems(whole_map(network, names)) == []
    for line in network.lines:
        places = [line.anchors[one] for one in line.stations if one in line.anchors]
        assert places == sorted(places)
