# SPDX-License-Identifier: EUPL-1.2
"""A region's openings and people as a batch reads them."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt

from overstap.engine.batch.reference import Skills
from overstap.engine.matching.large.index import OpeningIndex, build_opening_index, in_order_of_ids
from overstap.engine.matching.large.joining import some_of
from overstap.engine.matching.large.openings import OpeningArrays
from overstap.engine.matching.model import Passport, Wishes
from overstap.engine.region.region import Region
from overstap.engine.skills.taxonomy import SkillKind


def skills_of(region: Region) -> Skills:
    """The language of a region."""
    skills = region.taxonomy.skills
    attitude = np.array([one.kind is SkillKind.ATTITUDE for one in skills], dtype=np.bool_)
    return Skills(tuple(one.id for one in skills), region.language.graph.similarity, attitude)


def people_of(region: Region) -> list[tuple[str, Passport, Wishes]]:
    """A region's example people: the only people that a pack or a database holds for anybody to read.

    Who gets a passport of their own some day is no example: reading it for this asks their consent first.
    """
    return [(one.id, region.passport_of(one), region.wishes_of(one)) for one in region.records.people.values()]


def index_in_one_order(openings: OpeningArrays, skills: Skills) -> OpeningIndex:
    """The index over openings, the same to the byte in whatever order they and what they refer to came."""
    openings = some_of(openings, in_order_of_ids(openings.ids))
    spots = list(zip(openings.latitude.tolist(), openings.longitude.tolist(), strict=True))
    place, places = _renumbered(openings.place, spots, sorted)
    occupation, occupations = _renumbered(openings.occupation, openings.occupations, sorted)
    certificates, sets = _renumbered(
        openings.certificates, openings.certificate_sets, lambda several: sorted(several, key=sorted)
    )
    ordered = replace(
        openings,
        place=place,
        latitude=np.array([latitude for latitude, _ in places], dtype=np.float64),
        longitude=np.array([longitude for _, longitude in places], dtype=np.float64),
        occupation=occupation,
        occupations=tuple(occupations),
        certificates=certificates,
        certificate_sets=tuple(sets),
    )
    return build_opening_index(ordered, skills.attitude)


def _renumbered(
    values: npt.NDArray[np.int32], names: Sequence[Any], in_order: Any
) -> tuple[npt.NDArray[np.int32], list[Any]]:
    """Values as positions in only the names that occur, in order; what refers to none stays so."""
    used = np.unique(values[values >= 0])
    kept: list[Hashable] = in_order({names[one] for one in used})
    position = {name: at for at, name in enumerate(kept)}
    new = np.full(len(names) + 1, -1, dtype=np.int32)
    for one in used:
        new[one] = position[names[one]]
    return new[values], kept
