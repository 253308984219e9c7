# SPDX-License-Identifier: EUPL-1.2
"""Openings as plain arrays: what the large index is built from, and what it gives back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from overstap.engine.matching.large import wording
from overstap.engine.matching.model import WEIGHT, Opening, OpeningKind
from overstap.engine.problems import InputRefused, Problem
from overstap.engine.skills.taxonomy import Importance

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Ids = npt.NDArray[Any]

IMPORTANCES = (Importance.MUST, Importance.SHOULD, Importance.NICE)
"""The importance of a demand is stored as its position here."""
UNIT = 0.25
"""Weights are whole multiples of this, so that sums of weights are exact in any order."""
UNITS = tuple(round(WEIGHT[importance] / UNIT) for importance in IMPORTANCES)
KINDS = tuple(OpeningKind)
UNKNOWN_DAY = np.iinfo(np.int32).max
NOWHERE = -1
_ENDS = tuple(f"{what}_{end}" for what in ("hours", "wage") for end in ("low", "high"))
EACH = ("place", "occupation", "kind", "certificates", "starts", "closes", *_ENDS)
"""The arrays of `OpeningArrays`, beside `ids`, that hold one value for each opening."""
NO_OCCUPATION = -1


@dataclass(frozen=True)
class OpeningArrays:
    """Openings, one for each position of `ids`.

    `ids` (openings,) are whole numbers or bytes, each once; ties fall by id. What opening i asks stands in
    `skills` and `importance` (its position in `IMPORTANCES`) from `indptr[i]` to `indptr[i + 1]`, each skill
    once. `place` is a position in `latitude` and `longitude` (degrees, one for each place), or `NOWHERE`.
    `occupation` is a position in `occupations` or `NO_OCCUPATION`, `kind` in `KINDS`, `certificates` in
    `certificate_sets` (what must be held beforehand). Hours a week, pay in EUR gross per hour; NaN is unknown.
    Days are ordinals of dates; `UNKNOWN_DAY`: starts as soon as possible, closes when filled.
    """

    ids: Ids
    indptr: Integers
    skills: npt.NDArray[np.int32]
    importance: npt.NDArray[np.uint8]
    latitude: Floats
    longitude: Floats
    place: npt.NDArray[np.int32]
    occupations: tuple[str, ...]
    occupation: npt.NDArray[np.int32]
    kind: npt.NDArray[np.uint8]
    certificate_sets: tuple[frozenset[str], ...]
    certificates: npt.NDArray[np.int32]
    hours_low: Floats
    hours_high: Floats
    wage_low: Floats
    wage_high: Floats
    starts: npt.NDArray[np.int32]
    closes: npt.NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.ids)

    def check(self, skills: int) -> None:
        """Raises `InputRefused` when the arrays do not fit together, or ask a skill of `skills` or higher."""
        problems = [
            *self._lengths(),
            *_within("skills", self.skills, 0, skills),
            *_within("importance", self.importance, 0, len(IMPORTANCES)),
            *_within("place", self.place, NOWHERE, len(self.latitude)),
            *_within("occupation", self.occupation, NO_OCCUPATION, len(self.occupations)),
            *_within("kind", self.kind, 0, len(KINDS)),
            *_within("certificates", self.certificates, 0, len(self.certificate_sets)),
        ]
        if problems:
            raise InputRefused(problems)

    def _lengths(self) -> list[Problem]:
        count = len(self.ids)
        wrong = [name for name in EACH if len(getattr(self, name)) != count]
        pointers = self.indptr
        if len(pointers) != count + 1 or pointers[0] != 0 or (np.diff(pointers) < 0).any():
            wrong.append("indptr")
        elif not len(self.skills) == len(self.importance) == pointers[-1]:
            wrong.append("skills")
        if len(self.latitude) != len(self.longitude):
            wrong.append("longitude")
        return [wording.does_not_fit(name, count) for name in wrong]


def _within(name: str, values: npt.NDArray[Any], low: int, high: int) -> list[Problem]:
    if not len(values) or (values.min() >= low and values.max() < high):
        return []
    worst = int(values.min()) if values.min() < low else int(values.max())
    return [wording.out_of_range(name, worst, low, high)]


def arrays_of(openings: Sequence[Opening], skill_index: Mapping[str, int]) -> OpeningArrays:
    """The arrays of openings as objects. Raises `KeyError` for a skill that is not in `skill_index`."""
    places: dict[tuple[float, float], int] = {}
    occupations: dict[str, int] = {}
    certificates: dict[frozenset[str], int] = {}
    demands = [demand for opening in openings for demand in opening.demands]
    position = [
        NOWHERE
        if one.position is None
        else places.setdefault((one.position.latitude, one.position.longitude), len(places))
        for one in openings
    ]
    return OpeningArrays(
        ids=np.array([one.id.encode() for one in openings], dtype=np.bytes_),
        indptr=np.cumsum([0, *(len(one.demands) for one in openings)], dtype=np.int64),
        skills=np.array([skill_index[demand.skill] for demand in demands], dtype=np.int32),
        importance=np.array([IMPORTANCES.index(demand.importance) for demand in demands], dtype=np.uint8),
        place=np.array(position, dtype=np.int32),
        latitude=np.array([latitude for latitude, _ in places], dtype=np.float64),
        longitude=np.array([longitude for _, longitude in places], dtype=np.float64),
        occupation=np.array(
            [occupations.setdefault(one.occupation, len(occupations)) for one in openings], dtype=np.int32
        ),
        occupations=tuple(occupations),
        kind=np.array([KINDS.index(one.kind) for one in openings], dtype=np.uint8),
        certificates=np.array(
            [certificates.setdefault(one.certificates, len(certificates)) for one in openings], dtype=np.int32
        ),
        certificate_sets=tuple(certificates),
        hours_low=_floats([one.hours_low for one in openings]),
        hours_high=_floats([one.hours_high for one in openings]),
        wage_low=_floats([one.wage_low for one in openings]),
        wage_high=_floats([one.wage_high for one in openings]),
        starts=_days([one.starts_on for one in openings]),
        closes=_days([one.closes_on for one in openings]),
    )


def _floats(values: Sequence[float | None]) -> Floats:
    return np.array([np.nan if value is None else value for value in values], dtype=np.float64)


def _days(values: Sequence[Any]) -> npt.NDArray[np.int32]:
    return np.array([UNKNOWN_DAY if day is None else day.toordinal() for day in values], dtype=np.int32)
