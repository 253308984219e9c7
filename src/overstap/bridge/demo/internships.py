# SPDX-License-Identifier: EUPL-1.2
"""Students who do not exist: in a round that gave out places, and in internships from agreement to the end."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import numpy as np

from overstap.apps.internships import actions as internships
from overstap.apps.internships import after, changing, talks
from overstap.apps.internships.actions import InternshipTold
from overstap.apps.internships.changing import ChangeTold
from overstap.apps.internships.enums import Again, Guided, Party, Where, With
from overstap.apps.internships.models import Internship
from overstap.apps.openings.models import Opening
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


def some_internships(*, school: str, host: str, today: date, by: str) -> int:
    """Internships of this school at this host, one at each stop from its agreement to what came after.

    Gives how many.
    """
    titles = Opening.objects.filter(kind__in=queries.LEARNING).order_by("pk").values_list("title", "occupation")
    kinds = (_to_sign, _signed, _running, _changing, _talked, _over)
    for number, (kind, (title, occupation)) in enumerate(zip(kinds, titles, strict=False), 1):
        late = kind in (_running, _changing, _talked, _over)
        starts = today - timedelta(days=90) if late else today + timedelta(days=20)
        ends = today - timedelta(days=1) if kind is _over else starts + timedelta(days=140)
        told = InternshipTold(
            reference=f"VOORBEELD-S{number:02d}",
            title=title["nl"],
            starts_on=starts,
            ends_on=ends,
            host=host,
            occupation=occupation,
            hours=24.0,
            school_guide="stagebegeleider",
            host_guide="praktijkopleider",
        )
        made, _code = internships.make(school=school, told=told, by=by)
        internships.send_agreement(id_=made.pk, today=min(starts, today), by=by)
        kind(made, today, by)
    return len(kinds)


def _to_sign(row: Internship, today: date, by: str) -> None:
    internships.sign(id_=row.pk, party=Party.STUDENT, today=today, by=by)


def _signed(row: Internship, today: date, by: str) -> None:
    for party in Party:
        internships.sign(id_=row.pk, party=party, today=min(row.starts_on, today), by=by)


def _running(row: Internship, today: date, by: str) -> None:
    _signed(row, today, by)
    internships.begin(id_=row.pk, on=row.starts_on, by=by)


def _changing(row: Internship, today: date, by: str) -> None:
    _running(row, today, by)
    told = ChangeTold(row.ends_on + timedelta(days=28), 20.0, today)
    changing.ask_change(internship=row.pk, told=told, today=today, by=by)
    changing.sign_change(internship=row.pk, party=Party.SCHOOL, today=today, by=by)


def _talked(row: Internship, today: date, by: str) -> None:
    _running(row, today, by)
    told = talks.TalkTold(today + timedelta(days=1), Where.AT_HOST, With.BOTH, time(10))
    talks.plan_talk(internship=row.pk, told=told, by=by)


def _over(row: Internship, today: date, by: str) -> None:
    _running(row, today, by)
    internships.complete(id_=row.pk, on=row.ends_on, by=by)
    said = after.Said(Guided.YES, Again.YES, note="Fijne plek om te leren.")
    for side in (Party.STUDENT, Party.HOST):
        after.evaluate(internship=row.pk, side=side, said=said, today=today, by=by)
