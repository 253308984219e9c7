# SPDX-License-Identifier: EUPL-1.2
"""The questions: thirty activities in our own words, five to a letter of RIASEC."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType

MOST = 4
"""An answer is 0 (would not like it at all) to 4 (would like it a lot)."""


class Letter(StrEnum):
    """The six kinds of interest of the RIASEC model (Holland, 1959 and later), in its usual order."""

    REALISTIC = "R"
    INVESTIGATIVE = "I"
    ARTISTIC = "A"
    SOCIAL = "S"
    ENTERPRISING = "E"
    CONVENTIONAL = "C"


@dataclass(frozen=True, slots=True)
class Item:
    """An activity, in words per language, and the letter it counts for."""

    id: str
    letter: Letter
    text: Mapping[str, str]


@cache
def _read() -> tuple[Item, ...]:
    text = (files("overstap.engine.orientation.data") / "items.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return tuple(
        Item(row["id"], Letter(row["id"][0]), MappingProxyType({"nl": row["nl"], "en": row["en"]}))
        for row in rows
    )


ITEMS = _read()
"""In the order they are asked: each letter in turn, so that no letter comes as a block."""
