# SPDX-License-Identifier: EUPL-1.2
"""Seats: who is on the list, to whom a seat is offered, what they answer, and who drops out.

A seat that comes free goes to the next on the list in the same transaction. Everything holds the train first,
and a seat has a number that is there once: nobody can get a seat that somebody else has.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from overstap.apps.audit import actions as audit
from overstap.apps.audit.enums import What
from overstap.apps.trains.enums import CODE_LENGTH, LISTED_AT_MOST, Reason, SeatState, Word
from overstap.apps.trains.models import Rider, Train
from overstap.apps.typed_codes import hash_of, make_code

CLOCK = "system:worker"
OVER = (SeatState.DECLINED, SeatState.LAPSED, SeatState.DROPPED)
"""States of who no longer rides; they may come back on the list, at its end."""


class TooMany(Exception):
    """There would be more people on the list than it can hold."""


class AlreadyThere(Exception):
    """Somebody on this list is in the train already; `reference` says who."""

    def __init__(self, reference: str) -> None:
        super().__init__(reference)
        self.reference = reference


class NotOffered(Exception):
    """There is no seat to answer: it was answered, went on to somebody else, or was never offered."""


@dataclass(frozen=True, slots=True)
class RiderTold:
    """Somebody to list: a reference, and by which passport or as whom of a case they come, if either."""

    reference: str
    passport: UUID | None = None
    person: UUID | None = None
    opening: str = ""


def held(train: UUID) -> Train:
    """The train, held until the transaction ends. Raises `Train.DoesNotExist`."""
    return Train.objects.select_for_update().get(pk=train)


@transaction.atomic
def list_people(*, train: UUID, people: Sequence[RiderTold], today: date, by: str) -> dict[str, str]:
    """Puts people on the list, in this order, and offers them the seats that are free: all or nobody.

    Gives reference -> code for those without a passport; codes are said this once, the database keeps their
    hashes. Raises `Train.DoesNotExist`, `AlreadyThere`, `TooMany`, and `IntegrityError` for an impossible
    reference.
    """
    row = held(train)
    there = set(row.riders.values_list("reference", flat=True))
    passports = set(row.riders.exclude(passport=None).values_list("passport_id", flat=True))
    for one in people:
        if one.reference in there or (one.passport and one.passport in passports):
            raise AlreadyThere(one.reference)
        there.add(one.reference)
        passports.add(one.passport)
    if len(there) > LISTED_AT_MOST:
        raise TooMany
    turn = _last_turn(row)
    codes = {one.reference: _code() for one in people if one.passport is None}
    Rider.objects.bulk_create(
        Rider(
            train=row,
            reference=one.reference,
            passport_id=one.passport,
            person_id=one.person,
            opening=one.opening,
            code_hash=hash_of(codes[one.reference]) if one.reference in codes else None,
            turn=turn + at,
            since=today,
        )
        for at, one in enumerate(people, 1)
    )
    if people:
        counts = {"people": len(people)}
        audit.record(what=What.TRAIN_PEOPLE_LISTED, subject=str(train), by=by, counts=counts)
    offer_free(train=row, today=today, by=by)
    return codes


@transaction.atomic
def new_code(*, train: UUID, rider: UUID, by: str) -> str:
    """Gives somebody another code in place of the one they had. Raises `Rider.DoesNotExist`."""
    row = _rider(train, rider)
    code = _code()
    row.code_hash = hash_of(code)
    row.save(update_fields=["code_hash"])
    audit.record(what=What.TRAIN_CODE_MADE, subject=str(rider), by=by)
    return code


def offer_free(*, train: Train, today: date, by: str) -> int:
    """Offers every free seat to who is next, until the day the training begins; how many. Hold the train."""
    if today >= train.training_on:
        return 0
    taken = set(train.riders.filter(seat__isnull=False).values_list("seat", flat=True))
    free = [number for number in range(1, train.most + 1) if number not in taken]
    waiting = train.riders.filter(state=SeatState.LISTED).order_by("turn")[: len(free)]
    last = min(today + timedelta(days=train.answer_days), train.training_on - timedelta(days=1))
    offered = 0
    for number, rider in zip(free, waiting, strict=False):
        rider.state, rider.seat, rider.answer_by, rider.since = str(SeatState.OFFERED), number, last, today
        rider.told = str(Word.NOTHING)
        rider.save(update_fields=["state", "seat", "answer_by", "since", "told"])
        audit.record(what=What.TRAIN_SEAT_OFFERED, subject=str(rider.pk), by=by, counts={"seat": number})
        offered += 1
    return offered


@transaction.atomic
def answer(*, train: UUID, rider: UUID, yes: bool, today: date, by: str) -> None:
    """Somebody says yes or no to the seat they were offered; a no offers it to the next at once.

    Raises `Rider.DoesNotExist`, and `NotOffered` when the seat is no longer theirs or the last day has passed.
    """
    row = held(train)
    one = row.riders.get(pk=rider)
    if one.state != SeatState.OFFERED or one.answer_by is None or today > one.answer_by:
        raise NotOffered
    seat = one.seat or 0
    one.state, one.since, one.answer_by = str(SeatState.ABOARD if yes else SeatState.DECLINED), today, None
    one.seat = seat if yes else None
    one.email = ""  # there is nothing left to tell, so it is not kept
    one.save(update_fields=["state", "since", "answer_by", "seat", "email"])
    what = What.TRAIN_SEAT_TAKEN if yes else What.TRAIN_SEAT_DECLINED
    audit.record(what=what, subject=str(rider), by=by, counts={"seat": seat})
    if not yes:
        offer_free(train=row, today=today, by=by)


@transaction.atomic
def drop_out(*, train: UUID, rider: UUID, reason: Reason, today: date, by: str) -> None:
    """Somebody who said yes drops out; their seat goes to the next at once, and their place comes free.

    Raises `Rider.DoesNotExist`, and `NotOffered` for who is not aboard.
    """
    row = held(train)
    one = row.riders.get(pk=rider)
    if one.state != SeatState.ABOARD:
        raise NotOffered
    one.state, one.reason, one.since = str(SeatState.DROPPED), str(reason), today
    one.seat = one.place = None
    one.save(update_fields=["state", "reason", "since", "seat", "place"])
    audit.record(what=What.TRAIN_PERSON_DROPPED, subject=str(rider), by=by)
    offer_free(train=row, today=today, by=by)


@transaction.atomic
def list_again(*, train: UUID, rider: UUID, today: date, by: str) -> bool:
    """Puts somebody who said no, gave no answer or dropped out back on the list, at its end; else false."""
    row = held(train)
    one = row.riders.get(pk=rider)
    if one.state not in OVER:
        return False
    one.state, one.reason, one.since, one.turn = str(SeatState.LISTED), "", today, _last_turn(row) + 1
    one.stage = "orientation"
    one.save(update_fields=["state", "reason", "since", "turn", "stage"])
    audit.record(what=What.TRAIN_PEOPLE_LISTED, subject=str(train), by=by, counts={"people": 1})
    offer_free(train=row, today=today, by=by)
    return True


@transaction.atomic
def remove_person(*, train: UUID, rider: UUID, today: date, by: str) -> None:
    """Removes somebody from a train with all that was noted of them; their seat goes to the next at once.

    Raises `Rider.DoesNotExist`.
    """
    row = held(train)
    row.riders.get(pk=rider).delete()
    audit.record(what=What.TRAIN_PERSON_REMOVED, subject=str(rider), by=by)
    offer_free(train=row, today=today, by=by)


def lapse_due(*, today: date, by: str = CLOCK) -> int:
    """Seats that nobody answered in time go on to the next, free seats to who waits; how many lapsed.

    Each train in a transaction of its own, so that one waits for nobody long.
    """
    due = Rider.objects.filter(state=SeatState.OFFERED, answer_by__lt=today).values("train")
    waiting = Rider.objects.filter(state=SeatState.LISTED, train__training_on__gt=today).values("train")
    return sum(
        _lapse(train, today, by)
        for train in Train.objects.filter(pk__in=due.union(waiting)).values_list("pk", flat=True)
    )


@transaction.atomic
def _lapse(train: UUID, today: date, by: str) -> int:
    row = held(train)
    late = list(row.riders.filter(state=SeatState.OFFERED, answer_by__lt=today))
    for one in late:
        seat, one.seat = one.seat or 0, None
        one.state, one.since, one.answer_by = str(SeatState.LAPSED), today, None
        one.save(update_fields=["state", "since", "answer_by", "seat"])
        audit.record(what=What.TRAIN_SEAT_LAPSED, subject=str(one.pk), by=by, counts={"seat": seat})
    offer_free(train=row, today=today, by=by)
    return len(late)


def _rider(train: UUID, rider: UUID) -> Rider:
    found: Rider = held(train).riders.get(pk=rider)
    return found


def _last_turn(train: Train) -> int:
    return int(train.riders.aggregate(last=Max("turn"))["last"] or 0)


def _code() -> str:
    return make_code(CODE_LENGTH)
