# SPDX-License-Identifier: EUPL-1.2
"""Writes to trains, who takes part in them, and what employers promise. Who may is asked before: `may`.

Whatever is written of a train holds the train first, so that two at once wait for each other.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from overstap.apps.audit import actions as audit
from overstap.apps.audit.enums import What
from overstap.apps.trains import seats
from overstap.apps.trains.enums import ANSWER_DAYS, KEPT_AFTER, PartnerRole, TrainKind
from overstap.apps.trains.models import Partner, Rider, Train, TrainPlace
from overstap.apps.trains.seats import held
from overstap.engine.masking import mask_citizen_numbers


class SeatsTaken(Exception):
    """A train would have fewer seats than people sit on."""


class PlacesTaken(Exception):
    """An employer would promise fewer places than people have, or a partner goes who is still needed."""


@dataclass(frozen=True, slots=True)
class TrainTold:
    """What is told of a train; `edition` is an id of the region. Days are the first of each stage."""

    kind: TrainKind
    name: str
    least: int
    most: int
    orientation_on: date
    recruited_on: date
    fitting_on: date
    matched_on: date
    training_on: date
    work_on: date
    ends_on: date
    occupation: str = ""
    edition: str | None = None
    answer_days: int = ANSWER_DAYS
    seat_cost: float | None = None


@transaction.atomic
def make_train(*, organisation: str, told: TrainTold, by: str) -> Train:
    """Makes a train. Raises Django's `IntegrityError` for what a constraint forbids."""
    made = Train.objects.create(organisation_id=organisation, **_values(told))
    audit.record(what=What.TRAIN_MADE, subject=str(made.pk), by=by, counts={"seats": told.most})
    return made


@transaction.atomic
def change_train(*, train: UUID, told: TrainTold, today: date, by: str) -> None:
    """Changes what is told of a train; seats that are added go to who is next at once.

    Raises `Train.DoesNotExist`, `SeatsTaken`, and `IntegrityError` as above.
    """
    row = held(train)
    if row.riders.filter(seat__gt=told.most).exists():
        raise SeatsTaken
    for name, value in _values(told).items():
        setattr(row, name, value)
    row.save()
    audit.record(what=What.TRAIN_CHANGED, subject=str(train), by=by)
    seats.offer_free(train=row, today=today, by=by)


@transaction.atomic
def remove_train(*, train: UUID, by: str) -> None:
    """Removes a train with its people and all that was noted of them, at once and for good."""
    row = held(train)
    people = row.riders.count()
    row.delete()
    audit.record(what=What.TRAIN_REMOVED, subject=str(train), by=by, counts={"people": people})


@transaction.atomic
def add_partner(
    *,
    train: UUID,
    organisation: str,
    role: PartnerRole,
    asked: int = 0,
    amount: float | None = None,
    by: str,
) -> Partner:
    """Has an organisation take part in a train, or changes what is asked of it. Raises as `change_train`."""
    held(train)
    told = {"asked": asked, "amount": amount}
    partner, _made = Partner.objects.update_or_create(
        train_id=train, organisation_id=organisation, role=str(role), defaults=told
    )
    audit.record(what=What.TRAIN_PARTNER_ADDED, subject=str(partner.pk), by=by)
    return partner


@transaction.atomic
def remove_partner(*, train: UUID, partner: UUID, by: str) -> bool:
    """Takes a partner out of a train, with the places it promised that nobody has; false when it is not in it.

    Raises `PlacesTaken` while somebody has a place there.
    """
    row = held(train)
    found = row.partners.filter(pk=partner).first()
    if found is None:
        return False
    if found.role == PartnerRole.EMPLOYER:
        promised = row.places.filter(organisation=found.organisation_id)
        if row.riders.filter(place__in=promised).exists():
            raise PlacesTaken
        promised.delete()
    found.delete()
    audit.record(what=What.TRAIN_PARTNER_REMOVED, subject=str(partner), by=by)
    return True


@transaction.atomic
def promise_places(*, partner: UUID, places: int, noted: bool = False, today: date, by: str) -> int:
    """An employer promises so many places in all; how many are new or (below 0) taken back.

    `noted`: it told the holder of the train, who writes it down. Raises `Partner.DoesNotExist`, `PlacesTaken`
    when more people have a place there already, and `IntegrityError` for an impossible number.
    """
    found = Partner.objects.get(pk=partner, role=str(PartnerRole.EMPLOYER))
    train = held(found.train_id)
    promised = list(train.places.filter(organisation=found.organisation_id).order_by("number"))
    taken = set(train.riders.filter(place__in=promised).values_list("place_id", flat=True))
    if places < len(taken):
        raise PlacesTaken
    spare = [one for one in promised if one.pk not in taken]
    for one in spare[::-1][: max(len(promised) - places, 0)]:
        one.delete()
    numbers = {one.number for one in promised}
    free = (number for number in range(1, places + len(promised) + 1) if number not in numbers)
    for _more in range(places - len(promised)):
        TrainPlace.objects.create(
            train=train,
            organisation_id=found.organisation_id,
            number=next(free),
            noted=noted,
            promised_on=today,
        )
    change = places - len(promised)
    if change:
        counts = {"places": places}
        audit.record(what=What.TRAIN_PLACES_PROMISED, subject=str(partner), by=by, counts=counts)
    return change


@transaction.atomic
def forget_people(*, today: date, by: str) -> int:
    """Removes the people of trains that ended long ago; how many."""
    gone = Rider.objects.filter(train__ends_on__lt=today - KEPT_AFTER)
    found = gone.count()
    if found:
        gone.delete()
        audit.record(what=What.TRAIN_PEOPLE_FORGOTTEN, subject="trains", by=by, counts={"removed": found})
    return found


def _values(told: TrainTold) -> dict[str, Any]:
    values = asdict(told)
    values["edition_id"] = values.pop("edition") or None
    name = mask_citizen_numbers(told.name.strip())[0]
    return values | {"kind": str(told.kind), "name": name}
