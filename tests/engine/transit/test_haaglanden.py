# SPDX-License-Identifier: EUPL-1.2
"""The map of the shipped region keeps what a map must keep, in both languages."""

from __future__ import annotations

from itertools import pairwise

import pytest

from overstap.engine import Region, load_region, shipped_pack
from overstap.engine.transit import Stop, transit_network
from tests.engine.transit.checks import problems


@pytest.fixture(scope="module")
def region() -> Region:
    """The shipped region."""
    return load_region(shipped_pack("haaglanden"))


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_overview_and_the_whole_map_are_legible(region: Region, language: str) -> None:
    overview, whole = region.maps.overview(language), region.maps.whole(language)
    assert problems(overview) == []
    assert problems(whole) == []
    assert len(overview.lines) == 10
    assert 60 <= len(overview.stations) <= 95
    assert set(whole.station) == set(region.records.occupations)


def test_the_map_of_every_line_has_its_stations_and_no_name_over_another(region: Region) -> None:
    for line in region.maps.network.lines:
        drawn = region.maps.line(line.id, "nl")
        assert set(line.stations) <= set(drawn.station)
        boxes = [label.box for label in drawn.labels]
        assert not [1 for at, one in enumerate(boxes) for other in boxes[:at] if one.meets(other)]


def test_lines_cross_only_where_people_change(region: Region) -> None:
    network = region.maps.network
    visits = [vertex for line in network.lines for vertex in line.course]
    shared = {vertex for vertex in visits if visits.count(vertex) > 1}
    assert shared == {one.vertex for one in network.interchanges}
    assert all(visits.count(vertex) == 2 for vertex in shared)
    assert len(network.interchanges) >= 18


def test_interchanges_are_the_steps_that_skills_make_likely(region: Region) -> None:
    network = region.maps.network
    for one in network.interchanges:
        there, back = (
            {step.occupation: step.coverage for step in region.goes_to(origin, top=200)}[to]
            for origin, to in (one.stations, one.stations[::-1])
        )
        assert one.strength == pytest.approx((there * back) ** 0.5)
        assert one.strength >= network.threshold


def test_the_same_region_always_gives_the_same_map(region: Region) -> None:
    again = load_region(shipped_pack("haaglanden"))
    assert again.maps.network == region.maps.network
    assert again.maps.overview("nl") == region.maps.overview("nl")
    assert region.maps.overview("nl") is region.maps.overview("nl")


def test_neighbours_on_a_line_are_nearer_than_strangers_on_it(region: Region) -> None:
    strength = region.step_strengths
    at = {one: place for place, one in enumerate(region.records.occupations)}
    nearer = 0
    for line in region.maps.network.lines:
        places = [at[one] for one in line.stations]
        beside = [strength[one, other] for one, other in pairwise(places)]
        among = [strength[one, other] for one in places for other in places if one != other]
        nearer += sum(beside) / len(beside) > sum(among) / len(among)
    assert nearer == 10


def test_a_network_takes_any_matrix_of_steps(region: Region) -> None:
    """Steps from elsewhere, of another size, give a map as well: what counts is which are strongest."""
    stops = [Stop(row.id, row.sector) for row in region.records.occupations.values()]
    network = transit_network(stops, region.step_strengths * 0.7)
    assert len(network.interchanges) >= 15
