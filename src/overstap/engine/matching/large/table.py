# SPDX-License-Identifier: EUPL-1.2
"""The rows of an index: openings by place along a curve, then by occupation, with what each column means."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from overstap.engine.matching.large.columns import Columns, Ranked
from overstap.engine.matching.large.kernels import CHEAPEST
from overstap.engine.matching.large.layout import Lists, Scale
from overstap.engine.matching.large.openings import Floats, Ids, Integers


@dataclass(frozen=True)
class OpeningTable:
    """Openings laid out for search, in rows.

    `ids` stand in their own order; `columns.rank[row]` is the position of a row in them. The first place is
    nowhere. `attitude` (skills,) tells which skills are no step.
    """

    ids: Ids
    lists: Lists
    columns: Columns
    scaled: npt.NDArray[np.uint16]
    scale: Scale
    meanings: tuple[Ranked, ...]
    latitude: Floats
    longitude: Floats
    occupations: tuple[str, ...]
    certificate_sets: tuple[frozenset[str], ...]
    attitude: npt.NDArray[np.bool_]
    alive: npt.NDArray[np.bool_] | None = None
    way: int = CHEAPEST

    def __len__(self) -> int:
        return len(self.ids)

    @cached_property
    def shares(self) -> tuple[Integers, ...]:
        """How many rows have each kind and each occupation, to guess how much a filter leaves."""
        return np.bincount(self.columns.kind, minlength=8), np.bincount(self.columns.group)
