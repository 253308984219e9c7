# SPDX-License-Identifier: EUPL-1.2
"""A round out of its rows, held by the engine, and who got what back into the rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import numpy as np
import numpy.typing as npt

from overstap.apps.rounds import actions, queries
from overstap.apps.rounds.enums import Criterion, Without
from overstap.apps.rounds.models import Round as RoundRow
from overstap.apps.rounds.models import RoundPlace, RoundStudent
from overstap.engine.matching.distance import distances_km
from overstap.engine.matching.model import Position
from overstap.engine.placement.rounds.from_region import best_first, teaching, where
from overstap.engine.placement.rounds.guided import worst_placed
from overstap.engine.placement.rounds.lists import (
    Guidance,
    Side,
    completed,
    make_round,
    priorities_of,
)
from overstap.engine.placement.rounds.model import Choice, Floats, Outcome, Round, Scores
from overstap.engine.placement.rounds.plain import stability_and_figures, unplaced_of
from overstap.engine.placement.rounds.solve import hold_round
from overstap.engine.region.region import Region

Counts = npt.NDArray[np.int64]

PAIRS_AT_MOST = 2_000_000
"""Students times places that are looked at, beside what students name themselves: a second's work."""
LOOKED_AT = 40
"""Places, best first, that are looked at for each student however many students there are."""


@dataclass(frozen=True)
class Asked:
    """A round as the engine takes it, with whom its positions are about, and how many wishes each gave."""

    round: Round
    students: tuple[RoundStudent, ...]
    places: tuple[RoundPlace, ...]
    wishes: Counts


def asked_of(row: RoundRow, region: Region) -> Asked:
    """The round: wishes as given, then by what somebody wants to learn; places by their criteria."""
    students, places = queries.asking(row), queries.places_of(row)
    of = {student.pk: number for number, student in enumerate(students)}
    at = {place.pk: number for number, place in enumerate(places)}
    wished = [(of[one], at[place], rank) for one, place, rank in queries.wished_in(row)]
    own, other, rank = np.array(wished, dtype=np.int64).reshape(-1, 3).T
    pairs = pairs_of(students, places, region)
    scores = pairs.scores(max(LOOKED_AT, PAIRS_AT_MOST // max(1, len(students))))
    # After what somebody ranks come the others that teach something of what they want to learn.
    wishes = completed(Side(own, other, rank), scores, range(len(students)))
    nobody = Side(*(np.empty(0, np.int64) for _ in range(3)))
    priorities = priorities_of(
        wishes, nobody, np.ones(len(places), np.bool_), _keys(wishes, pairs, places), len(students)
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
    return Asked(round_, students, places, np.bincount(own, minlength=len(students)))


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
    came_out = _came_out(asked, outcome)
    actions.give_out(round_=row.pk, given=_given(asked, outcome), came_out=came_out, now=now, by=by)


def _came_out(asked: Asked, outcome: Outcome) -> actions.CameOut:
    round_, places = asked.round, asked.places
    unplaced = unplaced_of(round_, outcome)
    stood = {}
    for one in (none.student for none in unplaced):
        # What somebody gave comes first in their order, so it is among as many pairs as they gave.
        begin, end = round_.first[one], min(round_.first[one] + asked.wishes[one], round_.first[one + 1])
        for host, rank in zip(round_.host[begin:end].tolist(), round_.rank[begin:end].tolist(), strict=True):
            stood[asked.students[one].pk, places[host].pk] = rank
    lowest = worst_placed(round_, outcome.taken[outcome.taken >= 0])
    return actions.CameOut(
        stability_and_figures(outcome),
        {
            asked.students[none.student].pk: actions.NotGiven(
                Without(none.reason), tuple((places[host].pk, fit) for host, fit in none.near)
            )
            for none in unplaced
        },
        stood,
        {place.pk: rank for place, rank in zip(places, lowest.tolist(), strict=True) if rank},
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
    found: Floats = _far((student.home,), places, region)[0]
    return found


def teaches_all(students: Sequence[RoundStudent], places: tuple[RoundPlace, ...], region: Region) -> Floats:
    """How much of what each student wants to learn each place asks, 0 to 1. Shape (students, places).

    What they want to learn: what they said, or else what their occupation usually asks. A skill counts for as
    much as the nearest skill of the place is like it.
    """
    asked = [[one.skill_id for one in place.opening.demands.all()] for place in places]
    return taught([(one.occupation, tuple(one.skills)) for one in students], asked, region)


def taught(
    wanted: Sequence[tuple[str, tuple[str, ...]]], asked: Sequence[Sequence[str]], region: Region
) -> Floats:
    """As `teaches_all`: of each student what they study and what they said; of each place what it asks."""
    index = region.taxonomy.skill_index
    known = {one: _wants(*one, region, index) for one in dict.fromkeys(wanted)}
    at = {wants: number for number, wants in enumerate(dict.fromkeys(known.values()))}
    found = teaching(region, list(at), [[index[one] for one in each if one in index] for each in asked])
    rows: Floats = found[[at[known[one]] for one in wanted]]
    return rows


def _wants(
    occupation: str, skills: tuple[str, ...], region: Region, index: Mapping[str, int]
) -> tuple[int, ...]:
    usual = region.usual_skills(occupation) if occupation in region.records.occupations else ()
    return tuple(index[one] for one in skills or usual if one in index)


@dataclass(frozen=True)
class Pairs:
    """How students and places lie to each other: `fits` (students, places), 0 to 1; `far` (homes, places), km.

    `home` (students,) is whose row of `far` is whose.
    """

    fits: Floats
    far: Floats
    home: Counts

    def scores(self, most: int) -> Scores:
        """Every pair; or of each student the `most` best, by fit and then by distance, when there are more."""
        students, places = self.fits.shape
        if places <= most:
            own, other = np.repeat(np.arange(students), places), np.tile(np.arange(places), students)
        else:
            own, other = np.repeat(np.arange(students), most), self._best(most).ravel()
        return Scores(own, other, self.fits[own, other], self.far[self.home[own], other])

    def _best(self, most: int) -> Counts:
        """Of each student the places, best first. Shape (students, most)."""
        found = np.empty((len(self.home), most), np.int64)
        known: dict[tuple[bytes, int], Counts] = {}
        for at, (fit, home) in enumerate(zip(self.fits, self.home.tolist(), strict=True)):
            same = (fit.tobytes(), home)
            if same not in known:
                known[same] = best_first(fit, self.far[home])[:most]
            found[at] = known[same]
        return found


def pairs_of(students: tuple[RoundStudent, ...], places: tuple[RoundPlace, ...], region: Region) -> Pairs:
    """Everybody beside every place: how much of what is wanted is taught, and how far it is from home."""
    homes = {home: at for at, home in enumerate(dict.fromkeys(one.home for one in students))}
    home_of = np.array([homes[one.home] for one in students], dtype=np.int64)
    return Pairs(teaches_all(students, places, region), _far(tuple(homes), places, region), home_of)


def _far(homes: Sequence[str | None], places: tuple[RoundPlace, ...], region: Region) -> Floats:
    """As the crow flies, in km; NaN where it is not known. Shape (homes, places)."""
    there = where([place.opening.place_id for place in places], region)
    found = np.empty((len(homes), len(places)))
    for at, here in enumerate(zip(*where(homes, region), strict=True)):
        found[at] = distances_km(Position(*map(float, here)), *there)
    return found


def _keys(wishes: Side, pairs: Pairs, places: tuple[RoundPlace, ...]) -> list[Floats]:
    """For each wish what the place orders by, the first criterion first; NaN where there is none."""
    values = {
        str(Criterion.SCORE): pairs.fits[wishes.own, wishes.other],
        str(Criterion.KM): -pairs.far[pairs.home[wishes.own], wishes.other],
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
