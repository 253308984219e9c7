# SPDX-License-Identifier: EUPL-1.2
"""What is short, drawn and in rows. Fewer students than `FEWEST` are withheld, and what gives them away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from overstap.apps.rounds.figures import Figures

FEWEST = 5
WIDTH, HEIGHT, LEFT, TOP, BOTTOM = 720, 260, 44, 14, 30
TICKS = 4


@dataclass(frozen=True)
class Cell:
    """A study or a municipality, or a day, with its figures; `None`: withheld."""

    id: str
    name: str
    students: int | None
    unplaced: int | None
    places: int
    left: int
    short: int | None

    @property
    def values(self) -> tuple[int | None, ...]:
        """The figures in the order of the table."""
        return self.students, self.unplaced, self.places, self.left, self.short


def withheld(rows: Sequence[tuple[str, str, Figures]]) -> list[Cell]:
    """Rows with small numbers of students withheld; a single one of them takes the next smallest along, so that
    it cannot be told from the sum."""
    small = {id_ for id_, _name, found in rows if 0 < found.students < FEWEST}
    if len(small) == 1:
        others = [(found.students, id_) for id_, _name, found in rows if found.students >= FEWEST]
        small |= {min(others)[1]} if others else set()
    return [_cell(id_, name, found, id_ in small) for id_, name, found in rows]


def _cell(id_: str, name: str, found: Figures, hidden: bool) -> Cell:
    if hidden:
        return Cell(id_, name, None, None, found.places, found.left, None)
    few = 0 < found.unplaced < FEWEST or 0 < found.students - found.unplaced < FEWEST
    unplaced = None if few else found.unplaced
    return Cell(id_, name, found.students, unplaced, found.places, found.left, None if few else found.short)


def chosen_of(of: str, studies: Sequence[Cell], homes: Sequence[Cell]) -> tuple[str, str, str]:
    """What is looked at: kind, id and name; empty for everything, and for what is not known."""
    kind, _, id_ = of.partition(":")
    for name, cells in (("occupation", studies), ("home", homes)):
        for one in cells:
            if (kind, id_) == (name, one.id):
                return name, one.id, one.name
    return "", "", ""


@dataclass(frozen=True)
class Day:
    """A day with its figures."""

    day: date
    cell: Cell


def day_rows(line: Sequence[tuple[date, Figures]]) -> list[Day]:
    """Day by day; a day with few students is withheld."""
    return [Day(day, _cell("", "", found, 0 < found.students < FEWEST)) for day, found in line]


def picture(rows: Sequence[Day]) -> dict[str, Any] | None:
    """Lines of students without a place and of places left over time; none with fewer than two days."""
    if len(rows) < 2:
        return None
    highest = max([one.cell.unplaced or 0 for one in rows] + [one.cell.left for one in rows] + [TICKS])
    step = -(-highest // TICKS)
    top = step * TICKS
    first, last = rows[0].day, rows[-1].day
    span = max(1, (last - first).days)

    def x(day: date) -> float:
        return round(LEFT + (WIDTH - LEFT - 10) * (day - first).days / span, 1)

    def y(value: int) -> float:
        return round(TOP + (HEIGHT - TOP - BOTTOM) * (1 - value / top), 1)

    return {
        "width": WIDTH,
        "height": HEIGHT,
        "left": LEFT,
        "right": WIDTH - 10,
        # As text: a page would write a decimal comma, and a picture does not read that.
        "ticks": [
            {"value": value, "y": str(y(value)), "text_y": str(y(value) + 5)}
            for value in range(0, top + 1, step)
        ],
        "without": _parts(
            [(x(one.day), None if one.cell.unplaced is None else y(one.cell.unplaced)) for one in rows]
        ),
        "places": _parts([(x(one.day), y(one.cell.left)) for one in rows]),
        "first": first,
        "last": last,
        "foot": HEIGHT - 8,
    }


def _parts(points: Sequence[tuple[float, float | None]]) -> list[str]:
    """The lines through points, broken where a value is withheld."""
    parts: list[list[str]] = [[]]
    for x, y in points:
        if y is None:
            parts.append([])
        else:
            parts[-1].append(f"{x},{y}")
    return [" ".join(one) for one in parts if one]
