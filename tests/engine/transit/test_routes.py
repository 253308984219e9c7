# SPDX-License-Identifier: EUPL-1.2
"""A journey over the map rides where there are lines and goes by an arc where there are none."""

from __future__ import annotations

import pytest

from overstap.engine.transit import TransitMap, route, transit_network, whole_map
from tests.engine.transit.towns import CARE, FOOD, SHOP, town


@pytest.fixture(scope="module")
def drawn() -> TransitMap:
    """Care and food cross at nurse and cook; shop stands apart."""
    stops, steps, names = town({"care": CARE, "food": FOOD, "shop": SHOP}, {("nurse", "cook"): 0.8})
    return whole_map(transit_network(stops, steps), names)


def test_along_one_line(drawn: TransitMap) -> None:
    way = route(drawn, ["care-helper", "doctor"])
    assert [leg.arc for leg in way.legs] == [False]
    assert way.legs[0].points[0] == drawn.station["care-helper"].at
    assert way.legs[0].points[-1] == drawn.station["doctor"].at


def test_over_an_interchange(drawn: TransitMap) -> None:
    (leg,) = route(drawn, ["care-helper", "chef"]).legs
    assert not leg.arc
    assert drawn.station["nurse"].at in leg.points


def test_at_an_interchange_one_only_changes(drawn: TransitMap) -> None:
    (leg,) = route(drawn, ["nurse", "cook"]).legs
    assert not leg.arc
    assert leg.points[0] == leg.points[-1]


def test_where_no_line_goes_an_arc(drawn: TransitMap) -> None:
    (leg,) = route(drawn, ["nurse", "cashier"]).legs
    assert leg.arc
    assert (leg.points[0], leg.points[2]) == (drawn.station["nurse"].at, drawn.station["cashier"].at)


def test_stops_keep_their_order(drawn: TransitMap) -> None:
    way = route(drawn, ["care-helper", "nurse", "cook", "chef"])
    assert [name for name, _ in way.stops] == ["care-helper", "nurse", "cook", "chef"]
    assert len(way.legs) == 3


def test_one_stop_and_none_are_journeys_without_legs(drawn: TransitMap) -> None:
    assert route(drawn, ["nurse"]).legs == ()
    assert route(drawn, []).stops == ()


def test_a_station_that_is_not_drawn_is_told(drawn: TransitMap) -> None:
    with pytest.raises(KeyError):
        route(drawn, ["nurse", "astronaut"])
