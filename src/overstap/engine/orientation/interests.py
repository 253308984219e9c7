# SPDX-License-Identifier: EUPL-1.2
"""The interests that go with occupations, by their ISCO-08 group: averages of O*NET's occupational interests.

Source: O*NET 29.1 Database, US Department of Labor (CC BY 4.0), "Interests", carried over by the crosswalk of
ESCO and O*NET. How the table is made: docs/methods/orientation.md.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from overstap.engine.orientation.items import Letter

Vector = npt.NDArray[np.float64]
_FEWEST_DIGITS = 2


@dataclass(frozen=True, slots=True)
class OccupationInterests:
    """Of an ISCO group the six interests, shape (6,), in the order of `Letter`, on O*NET's scale of 1 to 7.

    `digits`: of which group they are; 4 is the occupation's own, fewer is of the wider group around it.
    """

    values: Vector
    digits: int

    @property
    def highest(self) -> tuple[Letter, ...]:
        """The three highest letters, the highest first."""
        order = np.argsort(-self.values, kind="stable")
        return tuple(tuple(Letter)[at] for at in order[:3])


@cache
def _by_group() -> Mapping[str, Vector]:
    """ISCO group of two to four digits -> its interests; of wider groups the average of their unit groups."""
    text = (files("overstap.engine.orientation.data") / "interests_by_isco.csv").read_text(encoding="utf-8")
    found: dict[str, list[list[float]]] = defaultdict(list)
    for row in csv.DictReader(text.splitlines()):
        for digits in range(_FEWEST_DIGITS, len(row["isco"]) + 1):
            found[row["isco"][:digits]].append([float(row[letter.value]) for letter in Letter])
    return {group: np.mean(np.asarray(rows, dtype=np.float64), axis=0) for group, rows in found.items()}


def interests_of(isco: str) -> OccupationInterests | None:
    """The interests of an ISCO-08 unit group, or of the nearest wider group that has any; none when none has.

    >>> interests_of("4110").highest[0].value, interests_of("4110").digits
    ('C', 4)
    >>> interests_of("") is None
    True
    """
    for digits in range(len(isco), _FEWEST_DIGITS - 1, -1):
        values = _by_group().get(isco[:digits])
        if values is not None:
            return OccupationInterests(values, digits)
    return None
