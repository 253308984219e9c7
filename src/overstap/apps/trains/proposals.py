# SPDX-License-Identifier: EUPL-1.2
"""Proposals of trains: asking for one, how far it is, stopping it, what it says, and the train made of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from overstap.apps.audit import actions as audit
from overstap.apps.audit.enums import What
from overstap.apps.trains import actions, seats
from overstap.apps.trains.enums import PROPOSALS_KEPT, PartnerRole, ProposalState
from overstap.apps.trains.models import Proposal, ProposedSeat, ProposedTrain, Rider, Train

OPEN = (ProposalState.ASKED, ProposalState.MAKING)


class AlreadyProposing(Exception):
    """A proposal for this organisation is being made: one at a time."""


class AlreadyMade(Exception):
    """A train was made of this already."""


@dataclass(frozen=True, slots=True)
class SeatTold:
    """Somebody who could ride: of a case, or by a passport, or both; and the opening that waits for them."""

    person: UUID | None
    passport: UUID | None
    opening: str
    reserve: bool = False


@dataclass(frozen=True, slots=True)
class ProposedTold:
    """A train as it could leave; fields as of `ProposedTrain`."""

    course: str
    edition: str
    occupation: str
    gap: tuple[str, ...]
    least: int
    most: int
    places: int
    seat_cost: float
    seats: tuple[SeatTold, ...]


@transaction.atomic
def ask(*, organisation: str, case: UUID | None, asked: Mapping[str, Any], by: str) -> Proposal:
    """Asks for trains over the people of a case, or over who agreed to be found. Raises `AlreadyProposing`."""
    try:
        with transaction.atomic():
            made = Proposal.objects.create(organisation_id=organisation, case_id=case, asked=dict(asked))
    except IntegrityError as refused:
        if "proposal_one_at_a_time" not in str(refused):
            raise
        raise AlreadyProposing from None
    audit.record(what=What.TRAINS_PROPOSAL_ASKED, subject=str(made.pk), by=by)
    return made


@transaction.atomic
def begin(*, proposal: UUID, of: int) -> bool:
    """Notes that work begins; false when it is gone or made already. Beginning again is fine."""
    waiting = Proposal.objects.filter(pk=proposal, state__in=OPEN)
    return bool(waiting.update(state=str(ProposalState.MAKING), done=0, of=of))


def tell_progress(*, proposal: UUID, done: int) -> bool:
    """Notes how many people were looked at; true when it is to stop, or is gone."""
    Proposal.objects.filter(pk=proposal, of__gte=done).update(done=done)
    return not Proposal.objects.filter(pk=proposal, stop=False).exists()


@transaction.atomic
def finish(
    *, proposal: UUID, trains: Iterable[ProposedTold], found: Mapping[str, Any], now: datetime, by: str
) -> bool:
    """Keeps what is proposed; false when the proposal is gone meanwhile."""
    row = Proposal.objects.select_for_update().filter(pk=proposal, state=ProposalState.MAKING).first()
    if row is None:
        return False
    row.trains.all().delete()
    for number, one in enumerate(trains, 1):
        train = ProposedTrain.objects.create(
            proposal=row,
            number=number,
            gap=list(one.gap),
            **{
                name: getattr(one, name)
                for name in ("course", "edition", "occupation", "least", "most", "places", "seat_cost")
            },
        )
        ProposedSeat.objects.bulk_create(
            ProposedSeat(
                train=train,
                rank=rank,
                person_id=seat.person,
                passport_id=seat.passport,
                opening=seat.opening,
                reserve=seat.reserve,
            )
            for rank, seat in enumerate(one.seats, 1)
        )
    row.state, row.found, row.made_at, row.done = str(ProposalState.MADE), dict(found), now, row.of
    row.save(update_fields=["state", "found", "made_at", "done"])
    audit.record(what=What.TRAINS_PROPOSED, subject=str(row.pk), by=by)
    return True


def fail(*, proposal: UUID) -> None:
    """Notes that a proposal could not be made."""
    failed = Proposal.objects.filter(pk=proposal).exclude(state=ProposalState.MADE)
    failed.update(state=str(ProposalState.FAILED))


@transaction.atomic
def stop(*, proposal: UUID, by: str) -> bool:
    """Ends the making with the best so far; false when there is nothing to stop."""
    stopped = Proposal.objects.filter(pk=proposal, state__in=OPEN).update(stop=True)
    if stopped:
        audit.record(what=What.TRAINS_PROPOSAL_STOPPED, subject=str(proposal), by=by)
    return bool(stopped)


@transaction.atomic
def remove(*, proposal: UUID, by: str) -> bool:
    """Removes a proposal with all it says; trains that were made of it stay. False when there is none."""
    removed, _ = Proposal.objects.filter(pk=proposal).delete()
    if removed:
        audit.record(what=What.TRAINS_PROPOSAL_REMOVED, subject=str(proposal), by=by)
    return bool(removed)


@dataclass(frozen=True, slots=True)
class MadeOf:
    """A train that was made, and the codes of who has no passport, said this once."""

    train: Train
    codes: Mapping[str, str]


@transaction.atomic
def make_train(
    *,
    proposed: UUID,
    told: actions.TrainTold,
    partners: Mapping[tuple[str, PartnerRole], int],
    people: Iterable[seats.RiderTold],
    today: date,
    by: str,
) -> MadeOf:
    """Makes a train of what was proposed, with its partners, and offers its seats; once only.

    `partners`: organisation and role -> places asked. Raises `ProposedTrain.DoesNotExist`, `AlreadyMade`, and
    as the actions that it is made of.
    """
    row = ProposedTrain.objects.select_for_update().get(pk=proposed)
    if row.made_id is not None:
        raise AlreadyMade
    organisation = Proposal.objects.get(pk=row.proposal_id).organisation_id
    train = actions.make_train(organisation=organisation, told=told, by=by)
    for (partner, role), asked in partners.items():
        actions.add_partner(train=train.pk, organisation=partner, role=role, asked=asked, by=by)
    codes = seats.list_people(train=train.pk, people=list(people), today=today, by=by)
    row.made = train
    row.save(update_fields=["made"])
    return MadeOf(train, codes)


@transaction.atomic
def forget_old(*, now: datetime, by: str) -> int:
    """Removes proposals that were asked long ago; how many."""
    old = Proposal.objects.filter(asked_at__lt=now - PROPOSALS_KEPT)
    found = old.count()
    if found:
        old.delete()
        audit.record(what=What.TRAINS_PROPOSAL_REMOVED, subject="proposals", by=by, counts={"removed": found})
    return found


# --- reading ----------------------------------------------------------------------------------------


def proposals_of(organisations: Iterable[str]) -> tuple[Proposal, ...]:
    """The proposals of these organisations, the newest first; one query."""
    found = Proposal.objects.filter(organisation__in=list(organisations)).select_related("organisation", "case")
    return tuple(found.order_by("-asked_at", "-pk"))


def proposal(id_: UUID) -> Proposal | None:
    """The proposal with this id, with its organisation and case; one query."""
    return Proposal.objects.select_related("organisation", "case").filter(pk=id_).first()


def trains_of(row: Proposal) -> tuple[ProposedTrain, ...]:
    """What is proposed, people included; two queries."""
    found = row.trains.select_related("made").prefetch_related("seats__person", "seats__passport")
    return tuple(found.order_by("number"))


def proposed(row: Proposal, id_: UUID) -> ProposedTrain | None:
    """One train of a proposal."""
    found = row.trains.prefetch_related("seats__person", "seats__passport")
    return found.filter(pk=id_).first()


@dataclass(frozen=True)
class Before:
    """What trains of before hold on to: who is in one, places at openings, editions, and what was declined.

    `people`, `passports`: who waits for a seat or has one. `declined`: (person or passport, course).
    """

    people: frozenset[UUID]
    passports: frozenset[UUID]
    places: Mapping[str, int]
    editions: Mapping[str, int]
    declined: frozenset[tuple[UUID, str]]


def before(organisation: str, today: date) -> Before:
    """What the trains of an organisation hold on to; two queries."""
    riders = Rider.objects.filter(train__organisation=organisation, train__ends_on__gte=today)
    people, passports, declined = set(), set(), set()
    places: dict[str, int] = {}
    rows = riders.values_list("person", "passport", "opening", "state", "train__edition__course")
    for person, passport, opening, state, course in rows:
        if state in seats.OVER:
            declined |= {(one, course) for one in (person, passport) if one is not None and course}
            continue
        people |= {person} - {None}
        passports |= {passport} - {None}
        if opening and state != seats.SeatState.LISTED:
            places[opening] = places.get(opening, 0) + 1
    editions: dict[str, int] = {}
    leaving = Train.objects.filter(training_on__gte=today - timedelta(days=366)).exclude(edition=None)
    for edition in leaving.values_list("edition", flat=True):
        editions[edition] = editions.get(edition, 0) + 1
    return Before(frozenset(people), frozenset(passports), places, editions, frozenset(declined))
