# SPDX-License-Identifier: EUPL-1.2
"""A train towards a course of the region: people who do not exist are aboard, still thinking, or waiting."""

from __future__ import annotations

from datetime import date, timedelta

from overstap.apps.trains import moving, seats
from overstap.apps.trains.actions import TrainTold, add_partner, make_train, promise_places
from overstap.apps.trains.enums import PartnerRole, SeatState, Side, Stage, TrainKind
from overstap.apps.trains.models import Train
from overstap.engine.region.region import Region

_LEAST, _MOST, _LISTED, _YES, _PLACES = 6, 10, 16, 7, 8
_WAYS = ((Stage.ORIENTATION, Stage.RECRUITED), (Stage.RECRUITED, Stage.FITTING))


def make_a_train(*, holder: str, employer: str, provider: str, region: Region, today: date, by: str) -> int:
    """Makes a train at an organisation; gives how many people are on its list, 0 where no course leaves."""
    soon = today + timedelta(days=60)
    leaving = [one for one in region.records.editions.values() if one.starts_on > soon and one.seats >= _MOST]
    edition = min(leaving, key=lambda one: (one.starts_on, one.id), default=None)
    if edition is None:
        return 0
    told = TrainTold(
        kind=TrainKind.COHORT,
        name=f"{region.records.courses[edition.course].title['nl']} (voorbeeld)"[:100],
        least=_LEAST,
        most=_MOST,
        orientation_on=today,
        recruited_on=today + timedelta(days=14),
        fitting_on=today + timedelta(days=28),
        matched_on=today + timedelta(days=42),
        training_on=edition.starts_on,
        work_on=edition.ends_on + timedelta(days=1),
        ends_on=edition.ends_on + timedelta(days=365),
        edition=edition.id,
        seat_cost=edition.cost,
    )
    train = make_train(organisation=holder, told=told, by=by)
    to = {"train": train.pk, "by": by}
    hires = add_partner(organisation=employer, role=PartnerRole.EMPLOYER, asked=_MOST, **to)
    add_partner(organisation=provider, role=PartnerRole.PROVIDER, **to)
    promise_places(partner=hires.pk, places=_PLACES, today=today, by=by)
    people = [seats.RiderTold(f"VOORBEELD-{at:02d}") for at in range(1, _LISTED + 1)]
    seats.list_people(train=train.pk, people=people, today=today, by=by)
    _get_going(train, employer, today, by)
    return len(people)


def _get_going(train: Train, employer: str, today: date, by: str) -> None:
    """Some say yes, one says no, a few are further than the rest and have a place already."""
    offered = train.riders.filter(state=str(SeatState.OFFERED)).order_by("turn")
    for at, rider in enumerate(list(offered[: _YES + 1])):
        about = {"train": train.pk, "rider": rider.pk, "by": by}
        seats.answer(yes=at != 2, today=today, **about)
        if at == 2:
            continue
        for before, after in _WAYS[: max(0, 3 - at)]:
            moving.move(before=before, after=after, on=today, side=Side.HOLDER, today=today, **about)
        if at == 0:
            moving.give_place(organisation=employer, **about)
