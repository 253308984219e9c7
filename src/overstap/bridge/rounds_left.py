# SPDX-License-Identifier: EUPL-1.2
"""Both sides left over after a round, brought together: who fits where, and why their wishes failed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from overstap.apps.rounds import queries
from overstap.apps.rounds.models import Round, RoundPlace, RoundStudent
from overstap.bridge.rounds import Asked, asked_of, teaches_all
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
    orders = _Orders(asked_of(row, region)) if students else None
    scores = teaches_all(students, free, region)
    fits = {one: _fits(one, free, row) for one, row in zip(students, scores.tolist(), strict=True)}
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
        tuple(Left(one, fits[one][:FITTING_SHOWN], orders.refused(one) if orders else ()) for one in students),
        free,
        near,
    )


def guides(place: RoundPlace, student: RoundStudent) -> bool:
    """Whether a place gives the guidance that a student needs, and has not given it to others."""
    if not student.guidance_hours:
        return True
    enough = student.guidance_hours <= place.extra_hours
    return bool(enough and place.guided < place.extra_students)  # type: ignore[attr-defined] # counted by the query


def _fits(
    student: RoundStudent, places: tuple[RoundPlace, ...], scores: list[float]
) -> tuple[tuple[RoundPlace, float], ...]:
    pairs = zip(places, scores, strict=True)
    found = [(place, fit) for place, fit in pairs if guides(place, student)]
    return tuple(sorted(found, key=lambda pair: (-pair[1], pair[0].opening_id)))


class _Orders:
    """Where students stand in the orders of places, and where the last who has a place there stands.

    Out of what was given out, and not by holding the round again: places may have come since.
    """

    def __init__(self, asked: Asked) -> None:
        round_ = asked.round
        self.places = {place.pk: (at, place) for at, place in enumerate(asked.places)}
        self.ranks = {
            (student.pk, int(round_.host[pair])): int(round_.rank[pair])
            for one, student in enumerate(asked.students)
            for pair in range(int(round_.first[one]), int(round_.first[one + 1]))
        }
        self.lowest: dict[int, int] = {}
        for student in asked.students:
            at = self.places[student.got_id][0] if student.got_id in self.places else None
            rank = self.ranks.get((student.pk, at)) if at is not None else None
            if at is not None and rank is not None:
                self.lowest[at] = max(rank, self.lowest.get(at, 0))

    def refused(self, student: RoundStudent) -> tuple[Refused, ...]:
        """Every wish they gave, in their order, with what became of it."""
        found = []
        for wish in sorted(student.wishes.all(), key=lambda one: one.rank):
            if wish.place_id in self.places:
                at, place = self.places[wish.place_id]
                free = place.taken < place.places  # type: ignore[attr-defined] # counted by the query
                found.append(
                    Refused(
                        place,
                        wish.rank,
                        self.ranks.get((student.pk, at)),
                        None if free else self.lowest.get(at),
                        bool(student.guidance_hours and student.guidance_hours > place.extra_hours),
                    )
                )
        return tuple(found)
