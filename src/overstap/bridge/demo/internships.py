# SPDX-License-Identifier: EUPL-1.2
"""A round of internships with students who do not exist: they gave their wishes, and places were given out."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import numpy as np

from overstap.apps.rounds import actions, queries
from overstap.apps.rounds.actions import RoundTold, StudentTold
from overstap.apps.rounds.enums import WISHES_AT_MOST, Criterion
from overstap.apps.rounds.models import Round, RoundPlace
from overstap.bridge.rounds import hold, teaches
from overstap.engine.region.region import Region

_SHARE_OF_STUDENTS = 1.1
"""Students for each place: some are left over, as everywhere."""
_WISHED = 0.8
"""The share of the students who gave wishes."""
_PLACES = 120


def hold_a_round(*, school: str, region: Region, today: date, now: datetime, by: str) -> int:
    """Opens a round at a school, with wishes, and gives out its places; gives how many students are in it."""
    told = RoundTold(
        name="Stageronde voorjaar (voorbeeld)",
        wishes_until=today + timedelta(days=14),
        starts_on=today + timedelta(days=60),
        ends_on=today + timedelta(days=200),
    )
    row = actions.open_round(organisation=school, told=told, by=by)
    _offer(row, today, by)
    places = queries.places_of(row)
    if not places:
        return 0
    random = np.random.default_rng(71)
    students = _students(places, region, random)
    actions.bring_students(round_=row.pk, students=students, by=by)
    _wish(row, places, region, random, today=today, now=now, by=by)
    hold(row, region, now=now, by=by)
    return len(students)


def _offer(row: Round, today: date, by: str) -> None:
    left = _PLACES
    for opening in queries.on_offer(row, today).order_by("pk"):
        if left <= 0:
            return
        criteria = (Criterion.SCORE, Criterion.KM)
        offered = min(opening.places, left)
        actions.offer_place(round_=row.pk, opening=opening.pk, places=offered, criteria=criteria, by=by)
        left -= offered


def _students(places: tuple[RoundPlace, ...], region: Region, random: np.random.Generator) -> list[StudentTold]:
    """They study for what the places are for, and live all over the region."""
    studies = [place.opening.occupation_id for place in places for _ in range(place.places)]
    homes = sorted(region.records.places)
    count = int(len(studies) * _SHARE_OF_STUDENTS)
    study, home = random.integers(len(studies), size=count), random.integers(len(homes), size=count)
    return [StudentTold(f"VOORBEELD-{at + 1:04d}", studies[study[at]], homes[home[at]]) for at in range(count)]


def _wish(
    row: Round,
    places: tuple[RoundPlace, ...],
    region: Region,
    random: np.random.Generator,
    *,
    today: date,
    now: datetime,
    by: str,
) -> None:
    """Most like best what teaches them most, each in a way of their own."""
    for student in queries.students_of(row):
        if random.random() > _WISHED:
            continue
        liked = teaches(student, places, region) + random.normal(0, 0.15, len(places))
        best = np.argsort(-liked, kind="stable")[: random.integers(1, WISHES_AT_MOST + 1)]
        wishes = [places[at].pk for at in best.tolist()]
        actions.give_wishes(student=student.pk, wishes=wishes, now=now, today=today, by=by)
