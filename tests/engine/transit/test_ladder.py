# SPDX-License-Identifier: EUPL-1.2
"""From one line to a triangle of them: each town a step harder than the one before."""

from __future__ import annotations

import numpy as np
import pytest

from overstap.engine.transit import NetworkSettings, Stop, line_map, overview, transit_network, whole_map
from tests.engine.transit.checks import problems
from tests.engine.transit.towns import CARE, FOOD, SHOP, town


def test_a01_no_stations_make_an_empty_map() -> None:
    network = transit_network([], np.zeros((0, 0)))
    drawn = overview(network, {})
    assert (drawn.lines, drawn.stations, drawn.labels) == ((), (), ())


def test_a02_one_station_is_a_line_with_a_name() -> None:
    drawn = overview(transit_network([Stop("cook", "food")], np.ones((1, 1))), {"cook": "Kok"})
    assert [one.id for one in drawn.stations] == ["cook"]
    assert len(drawn.lines[0].points) == 2
    assert problems(drawn) == []


def test_a03_one_line_keeps_its_stations_in_order_of_height() -> None:
    stops, steps, names = town({"care": CARE}, {})
    network = transit_network(stops, steps)
    assert network.lines[0].stations in (tuple(CARE), tuple(reversed(CARE)))
    assert problems(whole_map(network, names)) == []


def test_b01_two_lines_meet_where_people_cross() -> None:
    stops, steps, names = town({"care": CARE, "food": FOOD}, {("nurse", "cook"): 0.8})
    network = transit_network(stops, steps)
    assert [one.stations for one in network.interchanges] == [("nurse", "cook")]
    drawn = whole_map(network, names)
    assert drawn.station["nurse"].at == drawn.station["cook"].at
    assert problems(drawn) == []


def test_b02_two_lines_that_nobody_crosses_stay_apart() -> None:
    stops, steps, names = town({"care": CARE, "food": FOOD}, {("nurse", "cook"): 0.2})
    network = transit_network(stops, steps)
    assert network.interchanges == ()
    one, other = (set(line.course) for line in network.lines)
    assert not one & other
    assert problems(whole_map(network, names)) == []


def test_b03_a_step_that_is_only_likely_one_way_counts_for_less() -> None:
    stops, steps, _ = town({"care": CARE, "food": FOOD}, {("nurse", "cook"): 0.8, ("doctor", "chef"): 0.6})
    nurse, cook = ([stop.id for stop in stops].index(name) for name in ("nurse", "cook"))
    steps[cook, nurse] = 0.2  # the mean of both ways is 0.4
    assert transit_network(stops, steps).interchanges[0].stations == ("doctor", "chef")


def test_b04_a_station_serves_one_interchange() -> None:
    strong = {("nurse", "cook"): 0.9, ("nurse", "cashier"): 0.8, ("doctor", "cashier"): 0.7}
    stops, steps, _ = town({"care": CARE, "food": FOOD, "shop": SHOP}, strong)
    network = transit_network(stops, steps)
    assert {one.stations for one in network.interchanges} == {("nurse", "cook"), ("doctor", "cashier")}


def test_c01_three_lines_make_a_triangle_without_needless_crossings() -> None:
    strong = {("nurse", "cook"): 0.8, ("chef", "cashier"): 0.7, ("shop-manager", "surgeon"): 0.6}
    stops, steps, names = town({"care": CARE, "food": FOOD, "shop": SHOP}, strong)
    network = transit_network(stops, steps, NetworkSettings(per_line=1.0))
    assert len(network.interchanges) == 3
    visits = [vertex for line in network.lines for vertex in set(line.course)]
    assert sum(visits.count(vertex) - 1 for vertex in set(visits)) == 3
    for drawn in (overview(network, names), whole_map(network, names)):
        assert problems(drawn) == []


def test_c02_the_order_along_a_line_follows_where_it_crosses() -> None:
    strong = {("nurse", "cook"): 0.8, ("nurse-aide", "cashier"): 0.7}
    stops, steps, _ = town({"care": [*CARE, "nurse-aide"], "food": FOOD, "shop": SHOP}, strong)
    care = next(line for line in transit_network(stops, steps).lines if line.id == "care")
    places = [care.anchors[one] for one in care.stations if one in care.anchors]
    assert places == sorted(places)
    assert len(places) == 2


def test_c03_the_map_of_a_line_has_all_its_stations_and_those_beyond_its_interchanges() -> None:
    stops, steps, names = town({"care": CARE, "food": FOOD, "shop": SHOP}, {("nurse", "cook"): 0.8})
    drawn = line_map(transit_network(stops, steps), "care", names)
    assert set(drawn.station) == {*CARE, "cook"}
    assert {line.id for line in drawn.lines} == {"care", "food", "shop"}


def test_d01_what_must_be_shown_is_shown_and_carries_its_note() -> None:
    many = [f"care-{place}" for place in range(40)]
    stops, steps, names = town({"care": many, "food": FOOD}, {("care-5", "cook"): 0.8})
    network = transit_network(stops, steps)
    assert "care-21" not in overview(network, names).station
    drawn = overview(network, names, always=["care-21"], notes={"care-21": "4 months"})
    (name,) = (name for label in drawn.labels for name in label.names if name.station == "care-21")
    assert [row.text for row in name.rows if row.note] == ["4 months"]
    assert problems(drawn) == []


def test_e01_more_lines_than_anyone_can_follow_leaves_out_the_lightest() -> None:
    lines = {f"line-{number}": [f"s{number}-{place}" for place in range(4)] for number in range(15)}
    stops, steps, names = town(lines, {})
    network = transit_network(stops, steps)
    assert len(network.lines) == 12
    assert problems(overview(network, names)) == []


def test_e02_a_very_long_line_is_drawn_all_the_same() -> None:
    many = [f"s-{place}" for place in range(130)]
    stops, steps, names = town({"care": many, "food": FOOD}, {})
    network = transit_network(stops, steps)
    assert len(network.lines[0].stations) == 120
    assert problems(overview(network, names)) == []


def test_what_does_not_belong_together_is_refused() -> None:
    with pytest.raises(ValueError, match="shape"):
        transit_network([Stop("cook", "food")], np.ones((2, 2)))
    with pytest.raises(ValueError, match="twice"):
        transit_network([Stop("cook", "food"), Stop("cook", "care")], np.ones((2, 2)))
