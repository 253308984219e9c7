# SPDX-License-Identifier: EUPL-1.2
"""Both sides left over after a round, brought together: who fits where, and why their wishes failed.

A large round leaves thousands over: only what is on a page is worked out, and that in bulk.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import numpy as np

from overstap.apps.openings import queries as openings
from overstap.apps.rounds import queries
from overstap.apps.rounds.models import Round, RoundStudent
from overstap.apps.rounds.queries import Room
from overstap.bridge.rounds import taught
from overstap.engine.placement.rounds.model import Booleans, Floats
from overstap.engine.region.region import Region

FITTING_SHOWN = 8
"""Places told of each student, best fitting first."""
NEAR_SHOWN = 5
"""Students told of each place, who would learn most there first."""


@dataclass(frozen=True)
class Refused:
    """A place that a student wished and did not get: their place in its order, and the last that had one."""

    place: UUID
    wish: int
    priority: int | None
    lowest: int | None
    guidance: bool
    full: bool


def fitting(
    students: Sequence[RoundStudent], free: Sequence[Room], region: Region
) -> list[list[tuple[Room, float]]]:
    """Of each student the places left that fit best, and that guide them when they need it; best first."""
    wanted = [(one.occupation, tuple(one.skills)) for one in students]
    fits = taught(wanted, _asked(free), region)
    by_opening = np.argsort(np.argsort([one.opening for one in free])) if free else np.empty(0, np.int64)
    found = []
    for student, fit in zip(students, fits, strict=True):
        can = np.flatnonzero(_guided(free, student.guidance_hours))
        best = can[np.lexsort((by_opening[can], -fit[can]))][:FITTING_SHOWN]
        found.append([(free[at], float(fit[at])) for at in best.tolist()])
    return found


def learning_most(row: Round, rooms: Sequence[Room], region: Region) -> dict[UUID, list[tuple[str, float]]]:
    """Of each place the students without one who would learn most there, by reference; two queries."""
    if not rooms:
        return {}
    people = queries.wanting(row)  # by reference, which decides between equals
    fits = taught([(one.occupation, one.skills) for one in people], _asked(rooms), region)
    hours = np.array([one.guidance_hours for one in people], dtype=np.float64)
    return {room.pk: _best(people, fits[:, at], room, hours) for at, room in enumerate(rooms)}


def refusals_of(student: RoundStudent, rooms: Mapping[UUID, Room]) -> list[Refused]:
    """Every wish a student gave, in their order, with what became of it when the round was held."""
    wishes = sorted(student.wishes.all(), key=lambda one: (one.rank, str(one.place_id)))
    return [
        Refused(
            room.pk,
            wish.rank,
            wish.priority,
            room.lowest if room.full else None,
            bool(student.guidance_hours and student.guidance_hours > room.extra_hours),
            room.full,
        )
        for wish in wishes
        if (room := rooms.get(wish.place_id)) is not None
    ]


def _best(people: Sequence[queries.Wanting], fit: Floats, room: Room, hours: Floats) -> list[tuple[str, float]]:
    can = np.flatnonzero(_guides(room, hours) & (fit > 0))
    best = can[np.argsort(-fit[can], kind="stable")][:NEAR_SHOWN]
    return [(people[at].reference, float(fit[at])) for at in best.tolist()]


def _guided(free: Sequence[Room], hours: float) -> Booleans:
    """Which places give the guidance that a student needs, and have not given it to others. Shape (free,)."""
    return np.array([_guides(one, np.float64(hours)) for one in free], dtype=np.bool_)


def _guides(room: Room, hours: Floats | np.float64) -> Booleans:
    """Whether a place gives so many hours more, and has not given them to others. Shape as `hours`."""
    found: Booleans = (hours == 0) | (hours <= room.extra_hours) & (room.guided < room.extra_students)
    return found


def _asked(rooms: Sequence[Room]) -> list[list[str]]:
    asked = openings.skills_asked([one.opening for one in rooms])
    return [asked.get(one.opening, []) for one in rooms]
