# SPDX-License-Identifier: EUPL-1.2
"""Both sides left over after a round, brought together: who fits where, and why their wishes failed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from overstap.apps.rounds import queries
from overstap.apps.rounds.models import Round, RoundPlace, RoundStudent
from overstap.bridge.rounds import seen_again, teaches
from overstap.engine.region.region import Region

FITTING_SHOWN = 8
"""Places told of each student, best fitting first."""


@dataclass(frozen=True)
class Refused:
    """A place that a student wished and did not get: their place in its order, and the last that had one."""

    place: RoundPlace
    wish: int
    priority: int | None
    lowest: int | None
    guidance: bool


@dataclass(frozen=True)
class Left:
    """A student without a place: places left that fit, best first, and why each wish failed."""

    student: RoundStudent
    fits: tuple[tuple[RoundPlace, float], ...]
    refused: tuple[Refused, ...]


@dataclass(frozen=True)
class LeftOver:
    """Both sides. `near`: for each place left how many of the students left it teaches something of."""

    students: tuple[Left, ...]
    places: tuple[RoundPlace, ...]
    near: Mapping[RoundPlace, tuple[tuple[RoundStudent, float], ...]]


def left_over(row: Round, region: Region) -> LeftOver:
    """The students without a place of a round that was held, and the places that are left."""
    everybody, places = queries.students_of(row), queries.places_of(row)
    students = tuple(one for one in everybody if one.got_id is None)
    free = tuple(one for one in places if one.taken < one.places)  # type: ignore[attr-defined] # counted there
    told = {one["student"]: one for one in _told(row, region)} if students else {}
    by_id = {str(one.pk): one for one in places}
    fits = {one: _fits(one, free, region) for one in students}
    near = {
        place: tuple(
            sorted(
                ((one, fit) for one in students for there, fit in fits[one] if there is place),
                key=lambda pair: (-pair[1], pair[0].reference),
            )
        )
        for place in free
    }
    return LeftOver(
        tuple(
            Left(one, fits[one][:FITTING_SHOWN], _refused(one, told.get(str(one.pk), {}), by_id))
            for one in students
        ),
        free,
        near,
    )


def _told(row: Round, region: Region) -> list[dict[str, object]]:
    told: list[dict[str, object]] = seen_again(row, region)["unplaced_students"]  # type: ignore[assignment] # a list of these
    return told


def guides(place: RoundPlace, student: RoundStudent) -> bool:
    """Whether a place gives the guidance that a student needs, and has not given it to others."""
    if not student.guidance_hours:
        return True
    enough = student.guidance_hours <= place.extra_hours
    return bool(enough and place.guided < place.extra_students)  # type: ignore[attr-defined] # counted by the query


def _fits(
    student: RoundStudent, places: tuple[RoundPlace, ...], region: Region
) -> tuple[tuple[RoundPlace, float], ...]:
    pairs = zip(places, teaches(student, places, region).tolist(), strict=True)
    found = [(place, fit) for place, fit in pairs if guides(place, student)]
    return tuple(sorted(found, key=lambda pair: (-pair[1], pair[0].opening_id)))


def _refused(
    student: RoundStudent, told: Mapping[str, object], places: Mapping[str, RoundPlace]
) -> tuple[Refused, ...]:
    """Every wish they gave, in their order, with what became of it."""
    asked = {one["host"]: one for one in told.get("asked", ())}  # type: ignore[attr-defined] # a list of these
    found = []
    for wish in sorted(student.wishes.all(), key=lambda one: one.rank):
        place = places.get(str(wish.place_id))
        if place is not None:
            one = asked.get(str(place.pk), {})
            found.append(
                Refused(
                    place,
                    wish.rank,
                    one.get("priority"),
                    one.get("lowest_priority_placed"),
                    bool(student.guidance_hours and student.guidance_hours > place.extra_hours),
                )
            )
    return tuple(found)
