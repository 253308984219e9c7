# SPDX-License-Identifier: EUPL-1.2
"""How wide words are on the map, and how a name falls into rows.

Widths come from the face that the product serves, Atkinson Hyperlegible Next; without kerning, which mostly
draws letters together, so that a real row is seldom wider than it is counted here.
"""

from __future__ import annotations

import json
from functools import cache, lru_cache
from importlib.resources import files

LEADING = 1.16
"""Height of a row, in ems."""


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """How wide a text is at a size, both in the same unit.

    >>> round(text_width("Kok", 10), 1), round(text_width("Kok", 10, bold=True), 1)
    (17.0, 17.6)
    """
    widths, widest = _widths(bold)
    return sum(widths.get(character, widest) for character in text) * size / 1000


@lru_cache(maxsize=4096)
def rows_of(name: str, rows: int) -> tuple[str, ...]:
    """A name in at most `rows` rows, broken between words so that the widest row is as narrow as can be.

    >>> rows_of("Docent Nederlands als tweede taal", 2)
    ('Docent Nederlands', 'als tweede taal')
    >>> rows_of("Kok", 3)
    ('Kok',)
    """
    words = name.split()
    if rows <= 1 or len(words) <= 1:
        return (" ".join(words),)
    best: tuple[str, ...] = (" ".join(words),)
    for cut in range(1, len(words)):
        broken = (" ".join(words[:cut]), *rows_of(" ".join(words[cut:]), rows - 1))
        if _widest(broken) < _widest(best) - 1e-9:
            best = broken
    return best


def _widest(rows: tuple[str, ...]) -> float:
    return max(text_width(row, 1000) for row in rows)


@cache
def _widths(bold: bool) -> tuple[dict[str, int], int]:
    table = json.loads(files("overstap.engine.transit.data").joinpath("lettering.json").read_text("utf-8"))
    widths = dict(zip(table["characters"], table["bold" if bold else "regular"], strict=True))
    return widths, max(widths.values())
