# SPDX-License-Identifier: EUPL-1.2
"""What every drawing must keep, worked out apart from the code that draws."""

from __future__ import annotations

from itertools import combinations

from overstap.engine.transit import TransitMap
from overstap.engine.transit.lettering import text_width
from overstap.engine.transit.model import Box, Place

HALF_LINE = 4.0
STATION, CAPSULE = 6.0, 11.0


def problems(drawn: TransitMap) -> list[str]:
    """Everything that is wrong with a drawing, in words."""
    return [
        *_bent_wrong(drawn),
        *_stations_off_their_line(drawn),
        *_stations_over_each_other(drawn),
        *_labels_over_something(drawn),
        *_text_out_of_its_box(drawn),
        *_out_of_bounds(drawn),
        *_not_whole(drawn),
    ]


def _bent_wrong(drawn: TransitMap) -> list[str]:
    wrong = []
    for line in drawn.lines:
        for (x, y), (right, down) in line.segments:
            across, along = abs(right - x), abs(down - y)
            if min(across, along) > 0.02 and abs(across - along) > 0.02:
                wrong.append(f"{line.id} does not run in one of eight directions")
    return wrong


def _stations_off_their_line(drawn: TransitMap) -> list[str]:
    return [
        f"{one.id} is not on {one.line}"
        for one in drawn.stations
        if not any(_distance(one.at, *part) < 0.05 for part in drawn.line[one.line].segments)
    ]


def _stations_over_each_other(drawn: TransitMap) -> list[str]:
    crossing = drawn.network.crosses_to
    wrong = []
    for one, other in combinations(drawn.stations, 2):
        together = crossing.get(one.id) == other.id
        near = max(abs(one.at[0] - other.at[0]), abs(one.at[1] - other.at[1])) < 2 * STATION
        if near != together:
            wrong.append(f"{one.id} and {other.id} are {'apart' if together else 'over each other'}")
    for one in drawn.stations:
        if one.id not in crossing:
            for line in drawn.lines:
                if line.id != one.line and any(_distance(one.at, *part) < STATION for part in line.segments):
                    wrong.append(f"{one.id} is on {line.id}")
    return wrong


def _labels_over_something(drawn: TransitMap) -> list[str]:
    wrong = []
    names = [("/".join(name.station for name in label.names), label.box) for label in drawn.labels]
    signs = [(f"sign of {line.id}", box) for line in drawn.lines for box in line.signs]
    for (one, box), (other, there) in combinations([*names, *signs], 2):
        if box.meets(there):
            wrong.append(f"{one} is over {other}")
    crossing = drawn.network.crosses_to
    for one, box in [*names, *signs]:
        for station in drawn.stations:
            reach = CAPSULE if station.id in crossing else STATION
            if box.meets(Box(*station.at, *station.at).grown(reach)):
                wrong.append(f"{one} is over the mark of {station.id}")
        for line in drawn.lines:
            if any(_touches(box.grown(HALF_LINE), *part) for part in line.segments):
                wrong.append(f"{one} is over {line.id}")
    return wrong


def _text_out_of_its_box(drawn: TransitMap) -> list[str]:
    wrong = []
    for label in drawn.labels:
        for name in label.names:
            for row in name.rows:
                wide = text_width(row.text, 13.0, bold=name.sign is not None)
                left = row.at[0] - {"start": 0.0, "middle": wide / 2, "end": wide}[row.anchor]
                inside = label.box.left - 0.1 <= left and left + wide <= label.box.right + 0.1
                if not inside or not label.box.top <= row.at[1] <= label.box.bottom:
                    wrong.append(f"“{row.text}” comes out of its label")
    return wrong


def _out_of_bounds(drawn: TransitMap) -> list[str]:
    sheet = drawn.bounds
    boxes = [label.box for label in drawn.labels] + [box for line in drawn.lines for box in line.signs]
    boxes += [Box(*point, *point) for line in drawn.lines for point in line.points]
    return [
        f"{box} is off the sheet"
        for box in boxes
        if box.left < sheet.left or box.top < sheet.top or box.right > sheet.right or box.bottom > sheet.bottom
    ]


def _not_whole(drawn: TransitMap) -> list[str]:
    wrong = []
    named = [name.station for label in drawn.labels for name in label.names]
    if sorted(named) != sorted(drawn.station):
        wrong.append("not every station has one name")
    if sorted([*drawn.station, *drawn.hidden]) != sorted(drawn.network.line_of):
        wrong.append("a station is neither drawn nor told as hidden")
    return wrong


def _distance(at: Place, one: Place, other: Place) -> float:
    (x, y), (right, down) = one, other
    length = (right - x) ** 2 + (down - y) ** 2
    share = 0.0 if not length else ((at[0] - x) * (right - x) + (at[1] - y) * (down - y)) / length
    share = min(1.0, max(0.0, share))
    return float(((x + share * (right - x) - at[0]) ** 2 + (y + share * (down - y) - at[1]) ** 2) ** 0.5)


def _touches(box: Box, one: Place, other: Place) -> bool:
    """Whether a segment comes into a box, by walking along it in small steps."""
    steps = int(max(abs(other[0] - one[0]), abs(other[1] - one[1])) / 1.5) + 1
    for step in range(steps + 1):
        x = one[0] + (other[0] - one[0]) * step / steps
        y = one[1] + (other[1] - one[1]) * step / steps
        if box.left < x < box.right and box.top < y < box.bottom:
            return True
    return False
