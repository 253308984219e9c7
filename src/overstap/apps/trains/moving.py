# SPDX-License-Identifier: EUPL-1.2
"""From stage to stage: places, moves through the gates, certificate and contract."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from overstap.apps.audit import actions as audit
from overstap.apps.audit.enums import What
from overstap.apps.trains.enums import Gate, SeatState, Side, Stage
from overstap.apps.trains.gates import gates
from overstap.apps.trains.models import Rider, RiderMove
from overstap.apps.trains.seats import NotOffered, held


class Shut(Exception):
    """A gate does not open; `gates` say why."""

    def __init__(self, shut: tuple[Gate, ...]) -> None:
        super().__init__(*shut)
        self.gates = shut


class ChangedMeanwhile(Exception):
    """Somebody else moved this person since the page was made."""


class NoPlaceLeft(Exception):
    """Everybody who was promised a place there has one: none is left."""


class ImpossibleDay(Exception):
    """A day that has not come yet, or is before what happened earlier."""


@dataclass(frozen=True, slots=True)
class Contract:
    """A contract: hours a week, from a day, until a day or (none) for good."""

    hours: float
    on: date
    until: date | None = None


@transaction.atomic
def give_place(*, train: UUID, rider: UUID, organisation: str, by: str) -> None:
    """Gives somebody aboard a promised place at an employer, in place of one they had.

    Raises `Rider.DoesNotExist`, `NotOffered` for who is not aboard, and `NoPlaceLeft`.
    """
    row = held(train)
    one = row.riders.get(pk=rider)
    if one.state != SeatState.ABOARD:
        raise NotOffered
    taken = row.riders.exclude(pk=rider).filter(place__isnull=False).values("place")
    place = row.places.filter(organisation=organisation).exclude(pk__in=taken).order_by("number").first()
    if place is None:
        raise NoPlaceLeft
    if one.place_id is not None and one.place.organisation_id == organisation:
        return
    one.place = place
    one.save(update_fields=["place"])
    audit.record(what=What.TRAIN_PLACE_GIVEN, subject=str(rider), by=by)


@transaction.atomic
def move(
    *, train: UUID, rider: UUID, before: Stage, after: Stage, on: date, side: Side, today: date, by: str
) -> None:
    """Moves somebody to another stage on a day: on to the next, or back to one that was noted too early.

    `before`: where they were seen to be. Raises `Rider.DoesNotExist`, `ChangedMeanwhile`, `ImpossibleDay`, and
    `Shut` when a gate does not open.
    """
    row = held(train)
    one = row.riders.get(pk=rider)
    if one.stage != before or before == after:
        raise ChangedMeanwhile
    last = one.moves.order_by("-at", "-pk").first()
    if on > today or (last and on < last.on):
        raise ImpossibleDay
    shut = gates(row, one, after)
    if shut:
        raise Shut(shut)
    RiderMove.objects.create(rider=one, before=str(before), after=str(after), on=on, side=str(side))
    one.stage = str(after)
    one.save(update_fields=["stage"])
    audit.record(what=What.TRAIN_PERSON_MOVED, subject=str(rider), by=by)


@transaction.atomic
def note_certificate(*, train: UUID, rider: UUID, on: date | None, today: date, by: str) -> None:
    """Notes the day somebody got their certificate, or (none) takes that back.

    Raises `Rider.DoesNotExist`, `NotOffered` for who is not aboard, and `ImpossibleDay`.
    """
    one = _aboard(train, rider)
    if on is not None and on > today:
        raise ImpossibleDay
    one.certificate_on = on
    one.save(update_fields=["certificate_on"])
    audit.record(what=What.TRAIN_CERTIFICATE_NOTED, subject=str(rider), by=by)


@transaction.atomic
def note_contract(*, train: UUID, rider: UUID, contract: Contract, by: str) -> None:
    """Notes somebody's contract. Raises `Rider.DoesNotExist`, `NotOffered` for who is not aboard, and
    Django's `IntegrityError` for impossible hours or an end before the start.
    """
    one = _aboard(train, rider)
    one.contract_on, one.contract_until, one.contract_hours = contract.on, contract.until, contract.hours
    one.save(update_fields=["contract_on", "contract_until", "contract_hours"])
    audit.record(what=What.TRAIN_CONTRACT_NOTED, subject=str(rider), by=by)


def _aboard(train: UUID, rider: UUID) -> Rider:
    one: Rider = held(train).riders.get(pk=rider)
    if one.state != SeatState.ABOARD:
        raise NotOffered
    return one
