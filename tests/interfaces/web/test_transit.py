# SPDX-License-Identifier: EUPL-1.2
"""The pages of the transit map: everything in the drawing is in the table, journeys and months lie over it."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.template.loader import render_to_string
from django.test import Client

import overstap
from overstap.engine.region import Region
from overstap.web.journeys.presenters.transit import (
    EDGES,
    HUES,
    band,
    journeys_picture,
    overview_picture,
    reach_picture,
)
from overstap.web.journeys.presenters.transit_shapes import part_of_disc, rounded

CSS = Path(overstap.__file__).parent / "web/static/overstap/css"
SVG = "{http://www.w3.org/2000/svg}"


def test_every_station_of_the_drawing_is_a_link_and_stands_in_the_table(client: Client) -> None:
    page = client.get("/kaart/").content.decode()
    drawing, table = page.split("</svg>\n    </div>", 1)
    drawn = set(re.findall(r'class="map-station [^>]*href="/beroepen/([\w-]+)/"', drawing))
    listed = set(re.findall(r'<th scope="row"><a class="link-strong" href="/beroepen/([\w-]+)/"', table))
    assert len(drawn) > 60
    assert drawn == listed


def test_a_line_has_a_page_with_all_its_stations(client: Client, haaglanden: Region) -> None:
    page = client.get("/kaart/care/").content.decode()
    assert "Zorg en welzijn" in page
    for row in haaglanden.records.occupations.values():
        if row.sector == "care":
            assert f'<th scope="row"><a class="link-strong" href="/beroepen/{row.id}/">' in page
    assert client.get("/kaart/fishing/").status_code == 404


def test_the_pages_speak_both_languages(client: Client) -> None:
    assert "Map of work" in client.get("/en/map/").content.decode()
    assert "Kaart van werk" in client.get("/kaart/").content.decode()


def test_the_page_has_no_style_that_the_security_policy_forbids(client: Client) -> None:
    for address in ("/kaart/", "/kaart/ict/"):
        page = client.get(address).content.decode()
        assert " style=" not in page
        assert "<style" not in page


@pytest.mark.parametrize(("address", "stations"), [("/kaart.svg", 60), ("/kaart.svg?stations=all", 149)])
def test_the_map_as_a_file_stands_on_its_own(client: Client, address: str, stations: int) -> None:
    answer = client.get(address)
    assert answer["Content-Type"].startswith("image/svg+xml")
    assert answer["Content-Disposition"] == 'attachment; filename="kaart.svg"'
    tree = ElementTree.fromstring(answer.content.decode())  # noqa: S314 (our own drawing)
    named = [one for one in tree.iter(f"{SVG}a") if "map-station" in one.get("class", "")]
    assert len(named) >= stations
    texts = list(tree.iter(f"{SVG}text"))
    assert all(one.get("fill") for one in texts)
    assert "font/woff2;base64," in answer.content.decode()
    assert "href" not in answer.content.decode()


def test_the_colours_by_day_are_those_of_the_theme() -> None:
    theme = (CSS / "theme.css").read_text().split("@media", 1)[0]
    for hue, colour in enumerate(HUES, 1):
        assert f"--line-{hue}: #{colour};" in theme
    dark_letters = {int(hue) for hue in re.findall(r"--on-line-(\d+): #0f1c36", theme)}
    assert set(EDGES) == dark_letters


def test_a_journey_lies_over_the_map_with_numbered_stops(haaglanden: Region) -> None:
    journey = ["bank-counter-clerk", "receptionist", "hotel-receptionist", "restaurant-manager"]
    picture = journeys_picture(haaglanden, [journey, ["cook", "lift-technician"]])
    first, second = picture.journeys
    assert [stop.number for stop in first.stops] == [1, 2, 3, 4]
    assert set(journey) <= {station.id for station in picture.stations}
    assert first.rides
    assert (second.rides, len(second.arcs)) == ([], 1)
    drawn = render_to_string("web/journeys/parts/transit.html", {"picture": picture})
    assert drawn.count('class="map-stop__disc"') == 6
    assert "map-journey--2" in drawn


def test_two_stops_in_one_capsule_stand_beside_each_other(haaglanden: Region) -> None:
    pair = haaglanden.maps.network.interchanges[0].stations
    one, other = journeys_picture(haaglanden, [pair]).journeys[0].stops
    assert (one.x, one.y) != (other.x, other.y)


def test_an_unknown_occupation_in_a_journey_is_told(haaglanden: Region) -> None:
    with pytest.raises(KeyError):
        journeys_picture(haaglanden, [["cook", "astronaut"]])


def test_months_are_told_by_how_full_a_mark_is_and_in_words(haaglanden: Region) -> None:
    picture = reach_picture(
        haaglanden, {"cleaner": 5, "welder": 11, "baker": 20, "lift-technician": 30, "x": 1}
    )
    by_id = {station.id: station for station in picture.stations}
    assert [row.text for row in by_id["cleaner"].rows if row.note] == ["5 maanden"]
    assert "5 maanden" in by_id["cleaner"].title
    assert by_id["cleaner"].filled != by_id["welder"].filled
    assert not by_id["cleaner"].far
    assert all(station.far for station in picture.stations if station.id not in {"cleaner", "welder", "baker"})
    assert [band(months) for months in (0, 6, 6.1, 12, 24, 25)] == [4, 4, 2, 2, 1, 0]


def test_the_key_tells_what_lies_over_the_map(haaglanden: Region) -> None:
    plain, journey, reach = (
        render_to_string("web/journeys/parts/transit_key.html", {"picture": picture})
        for picture in (
            overview_picture(haaglanden),
            journeys_picture(haaglanden, [["cook", "waiter"]]),
            reach_picture(haaglanden, {"cook": 3}),
        )
    )
    assert "jouw reis" in journey
    assert "binnen 24 maanden" in reach
    assert "jouw reis" not in plain
    assert "binnen" not in plain


def test_without_journeys_or_months_nothing_is_faded(haaglanden: Region) -> None:
    picture = overview_picture(haaglanden)
    assert not any(line.faded for line in picture.lines)
    assert not picture.journeys


def test_bends_are_round_but_where_a_station_stands() -> None:
    bend = ((0.0, 0.0), (100.0, 0.0), (200.0, 100.0))
    assert "Q100 0" in rounded(bend)
    assert rounded(bend, {(100.0, 0.0)}) == "M0 0L100 0L200 100"
    assert rounded(()) == ""


def test_parts_of_a_disc_close() -> None:
    assert all(part_of_disc((5.0, 5.0), 4.0, quarters).endswith("z") for quarters in (1, 2, 4))
