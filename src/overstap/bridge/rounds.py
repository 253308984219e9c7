# SPDX-License-Identifier: EUPL-1.2
"""A round out of its rows, held by the engine, and who got what back into the rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import numpy as np

from overstap.apps.rounds import actions, queries
from overstap.apps.rounds.enums import Criterion, Without
from overstap.apps.rounds.models import Round as RoundRow
from overstap.apps.rounds.models import RoundPlace, RoundStudent
from overstap.engine.matching.distance import distances_km
from overstap.engine.matching.model import Position
from overstap.engine.placement.rounds.from_region import teaching
from overstap.engine.placement.rounds.lists import (
    Guidance,
    Side,
    completed,
    make_round,
    pair_values,
    priorities_of,
)
from overstap.engine.placement.rounds.model import Choice, Floats, Outcome, Round, Scores
from overstap.engine.placement.rounds.plain import round_as_plain
from overstap.engine.placement.rounds.solve import hold_round
from overstap.engine.region.region import Region


@dataclass(frozen=True)
class Asked:
    """A round as the engine takes it, with whom its positions are about."""

    round: Round
    students: tuple[RoundStudent, ...]
    places: tuple[RoundPlace, ...]


def asked_of(row: RoundRow, region: Region) -> Asked:
    """The round: wishes as given, then by what somebody wants to learn; places by their criteria."""
    students, places = queries.students_of(row), queries.places_of(row)
    at = {place.pk: number for number, place in enumerate(places)}
    wished = [
        (one, at[wish.place_id], wish.rank)
        for one, student in enumerate(students)
        for wish in student.wishes.all()
    ]
    own, other, rank = np.array(wished, dtype=np.int64).reshape(-1, 3).T
    scores = _scores(students, places, region)
    # After what somebody ranks come the others that teach something of what they want to learn.
    wishes = completed(Side(own, other, rank), scores, range(len(students)))
    nobody = Side(*(np.empty(0, np.int64) for _ in range(3)))
    priorities = priorities_of(
        wishes, nobody, np.ones(len(places), np.bool_), _keys(wishes, scores, places), len(students)
    )
    round_ = make_round(
        tuple(str(one.pk) for one in students),
        tuple(str(one.pk) for one in places),
        np.array([one.places for one in places], dtype=np.int64),
        wishes,
        priorities,
        scores,
        _guidance(students, places),
    )
    return Asked(round_, students, places)


def _guidance(students: tuple[RoundStudent, ...], places: tuple[RoundPlace, ...]) -> Guidance | None:
    """What students need beyond the usual and places give; none when nobody needs any."""
    if not any(one.guidance_hours for one in students):
        return None
    return Guidance(
        np.array([one.guidance_hours for one in students], dtype=np.float64),
        np.array([one.extra_hours for one in places], dtype=np.float64),
        np.array([one.extra_students for one in places], dtype=np.int64),
    )


def hold(row: RoundRow, region: Region, *, now: datetime, by: str) -> None:
    """Holds the round and writes down who got what, and why who got nothing. Raises as `give_out`."""
    asked = asked_of(row, region)
    outcome = hold_round(asked.round, Choice(row.choice), seed=row.seed)
    came_out = _came_out(round_as_plain(asked.round, outcome))
    actions.give_out(round_=row.pk, given=_given(asked, outcome), came_out=came_out, now=now, by=by)


def _came_out(plain: Mapping[str, Any]) -> actions.CameOut:
    stability = {name: plain["stability"][name] for name in ("stable", "blocking_pairs")}
    return actions.CameOut(
        {"stability": stability, "compared": plain["compared"]},
        {
            UUID(one["student"]): actions.NotGiven(
                Without(one["reason"]), tuple((UUID(near["host"]), near["score"]) for near in one["near"])
            )
            for one in plain["unplaced_students"]
        },
    )


def _given(asked: Asked, outcome: Outcome) -> dict[UUID, actions.Given]:
    return {
        student.pk: actions.Given(asked.places[asked.round.host[pair]].pk, int(asked.round.wish[pair]))
        for student, pair in zip(asked.students, outcome.taken.tolist(), strict=True)
        if pair >= 0
    }


def teaches(student: RoundStudent, places: tuple[RoundPlace, ...], region: Region) -> Floats:
    """How much of what a student wants to learn each place asks, 0 to 1. Shape (places,)."""
    found: Floats = teaches_all((student,), places, region)[0]
    return found


def far_from(student: RoundStudent, places: tuple[RoundPlace, ...], region: Region) -> Floats:
    """How far each place is from where a student lives, in km as the crow flies; NaN where that is not known.

    Shape (places,).
    """
    where = np.array([_position(place.opening.place_id, region) for place in places]).reshape(-1, 2)
    here = Position(*_position(student.home, region))
    found: Floats = distances_km(here, where[:, 0], where[:, 1])
    return found


def teaches_all(students: Sequence[RoundStudent], places: tuple[RoundPlace, ...], region: Region) -> Floats:
    """How much of what each student wants to learn each place asks, 0 to 1. Shape (students, places).

    What they want to learn: what they said, or else what their occupation usually asks. A skill counts for as
    much as the nearest skill of the place is like it.
    """
    index = region.taxonomy.skill_index
    wants = [_wants(one, region, index) for one in students]
    known = {wanted: at for at, wanted in enumerate(dict.fromkeys(wants))}
    found = teaching(region, list(known), [_asked(place, index) for place in places])
    rows: Floats = found[[known[one] for one in wants]]
    return rows


def _wants(student: RoundStudent, region: Region, index: Mapping[str, int]) -> tuple[int, ...]:
    said = student.skills or (
        region.usual_skills(student.occupation) if student.occupation in region.records.occupations else ()
    )
    return tuple(index[one] for one in said if one in index)


def _asked(place: RoundPlace, index: Mapping[str, int]) -> list[int]:
    return [index[one.skill_id] for one in place.opening.demands.all() if one.skill_id in index]


def _scores(students: tuple[RoundStudent, ...], places: tuple[RoundPlace, ...], region: Region) -> Scores:
    """Every pair: how much of what is wanted is taught, and how far it is from home."""
    count = len(places)
    far = []
    fits = teaches_all(students, places, region)
    where = [_position(place.opening.place_id, region) for place in places]
    latitudes, longitudes = (np.array([one[at] for one in where]) for at in (0, 1)) if where else ((), ())
    for student in students:
        here = Position(*_position(student.home, region))
        far.append(distances_km(here, np.asarray(latitudes), np.asarray(longitudes)))
    return Scores(
        np.repeat(np.arange(len(students)), count),
        np.tile(np.arange(count), len(students)),
        fits.ravel(),
        np.concatenate(far) if far else np.empty(0),
    )


def _position(place: str | None, region: Region) -> tuple[float, float]:
    row = region.records.places.get(place or "")
    return (row.position.latitude, row.position.longitude) if row else (np.nan, np.nan)


def _keys(wishes: Side, scores: Scores, places: tuple[RoundPlace, ...]) -> list[Floats]:
    """For each wish what the place orders by, the first criterion first; NaN where there is none."""
    values = {
        str(Criterion.SCORE): pair_values(wishes, scores.student, scores.host, scores.score, len(places)),
        str(Criterion.KM): -pair_values(wishes, scores.student, scores.host, scores.km, len(places)),
    }
    keys = []
    for turn in range(len(values)):
        named = [place.criteria[turn] if turn < len(place.criteria) else "" for place in places]
        key = np.full(len(wishes.own), np.nan)
        for name, value in values.items():
            of_it = np.array([one == name for one in named], dtype=np.bool_)[wishes.other]
            key[of_it] = value[of_it]
        keys.append(key)
    return keys
