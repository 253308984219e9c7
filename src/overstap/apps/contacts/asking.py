# SPDX-License-Identifier: EUPL-1.2
"""A contact from the first question to being in touch. Who may act for an organisation is asked before.

Every deed locks what it decides on, so that of two at once one sees what the other did: for asking, the
agreement to be found; after that, the contact.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from overstap.apps.audit import actions as audit
from overstap.apps.audit.enums import What
from overstap.apps.contacts import notices
from overstap.apps.contacts.deadlines import beginning_of, term_for
from overstap.apps.contacts.enums import (
    APPLIED_A_DAY,
    ASKED_A_DAY,
    OPEN,
    Ending,
    NoticeKind,
    OrganisationReason,
    PersonReason,
    Side,
    State,
)
from overstap.apps.contacts.models import Candidate, Contact, Findable
from overstap.apps.passports.enums import Part
from overstap.apps.turns import one_at_a_time
from overstap.engine.masking import mask_who_it_is


class NotFindable(Exception):
    """This person does not want to be found, or not by this organisation, or not any more."""


class AlreadyBegun(Exception):
    """There is a contact about this opening already, or this side had its turn."""


class TooManyToday(Exception):
    """So many were asked today that it is enough for one day."""


class NotNow(Exception):
    """The contact does not wait for this: it was answered, ended or lapsed meanwhile."""


@dataclass(frozen=True, slots=True)
class Given:
    """What a person gives with their yes: what to call them, and how to reach them."""

    name: str
    reach: str


@transaction.atomic
def ask(
    *, candidate: Candidate, organisation: str, message: str, handler: UUID, now: datetime, by: str
) -> Contact:
    """An organisation asks somebody it found for contact. The message is masked: it opens no other way.

    Raises `NotFindable`, `AlreadyBegun` and `TooManyToday`.
    """
    one_at_a_time(f"asking for {candidate.opening_id}")
    findable = (
        Findable.objects.select_for_update().filter(passport=candidate.passport_id, until__gt=now).first()
    )
    if findable is None or organisation in findable.not_for:
        raise NotFindable
    asked = Contact.objects.filter(candidate__opening=candidate.opening_id, begun_by=str(Side.ORGANISATION))
    if _today(asked, now) >= ASKED_A_DAY:
        raise TooManyToday
    contact = _begin(
        candidate,
        organisation,
        Side.ORGANISATION,
        State.ASKED,
        message,
        now,
        parts=findable.parts,
        organisation_yes_at=now,
        handler_id=handler,
    )
    audit.record(what=What.CONTACT_ASKED, subject=str(contact.pk), by=by)
    notices.tell_person(contact=contact, kind=NoticeKind.QUESTION, now=now)
    return contact


@transaction.atomic
def apply(
    *,
    candidate: Candidate,
    organisation: str,
    parts: Iterable[Part],
    message: str,
    given: Given,
    now: datetime,
    by: str,
) -> Contact:
    """A person reacts to an opening, blind: what is given is seen only when the organisation says yes.

    `parts`: what of their passport is seen at once; skills always.

    Raises `AlreadyBegun` and `TooManyToday`.
    """
    one_at_a_time(f"asking for {candidate.opening_id}")
    one_at_a_time(f"reacting of {candidate.passport_id}")
    mine = Contact.objects.filter(candidate__passport=candidate.passport_id, begun_by=str(Side.PERSON))
    if _today(mine, now) >= APPLIED_A_DAY:
        raise TooManyToday
    gives = {"name": given.name.strip(), "reach": given.reach.strip()}
    shown = sorted({str(Part.SKILLS), *(str(one) for one in parts)})
    contact = _begin(
        candidate,
        organisation,
        Side.PERSON,
        State.APPLIED,
        message,
        now,
        parts=shown,
        person_yes_at=now,
        **gives,
    )
    audit.record(what=What.CONTACT_APPLIED, subject=str(contact.pk), by=by)
    notices.tell_organisation(contact=contact, kind=NoticeKind.QUESTION, now=now)
    return contact


@transaction.atomic
def say_yes(*, contact: UUID, given: Given, now: datetime, by: str) -> Contact:
    """The person says yes to a question: their name and way of contact open. Raises `NotNow`."""
    row = _locked(contact, State.ASKED, now)
    row.name, row.reach, row.person_yes_at = given.name.strip(), given.reach.strip(), now
    _go(row, State.AGREED, now)
    audit.record(what=What.CONTACT_AGREED, subject=str(row.pk), by=by)
    notices.tell_organisation(contact=row, kind=NoticeKind.ANSWER, now=now)
    return row


@transaction.atomic
def welcome(*, contact: UUID, handler: UUID, now: datetime, by: str) -> Contact:
    """The organisation says yes to somebody who reacted: it now sees who that is. Raises `NotNow`."""
    row = _locked(contact, State.APPLIED, now)
    row.organisation_yes_at, row.handler_id = now, handler
    _go(row, State.AGREED, now)
    audit.record(what=What.CONTACT_AGREED, subject=str(row.pk), by=by)
    notices.tell_person(contact=row, kind=NoticeKind.ANSWER, now=now)
    return row


@transaction.atomic
def refuse(*, contact: UUID, reason: PersonReason | None, now: datetime, by: str) -> Contact:
    """The person says no to a question; why is theirs to say or not. Raises `NotNow`."""
    row = _locked(contact, State.ASKED, now)
    close(row, Ending.REFUSED_BY_PERSON, now=now, by=by, reason=str(reason or ""))
    notices.tell_organisation(contact=row, kind=NoticeKind.ANSWER, now=now)
    return row


@transaction.atomic
def decline(*, contact: UUID, reason: OrganisationReason, now: datetime, by: str) -> Contact:
    """The organisation says no to somebody who reacted, and why. Raises `NotNow`."""
    row = _locked(contact, State.APPLIED, now)
    close(row, Ending.REFUSED_BY_ORGANISATION, now=now, by=by, reason=str(reason))
    notices.tell_person(contact=row, kind=NoticeKind.ANSWER, now=now)
    return row


@transaction.atomic
def note_touch(*, contact: UUID, now: datetime, by: str) -> Contact:
    """Either side says that they are in touch. Raises `NotNow`."""
    row = _locked(contact, State.AGREED, now)
    row.touched_at = now
    _go(row, State.TALKING, now)
    audit.record(what=What.CONTACT_MADE, subject=str(row.pk), by=by)
    return row


@transaction.atomic
def end(
    *, contact: UUID, side: Side, reason: PersonReason | OrganisationReason | None, now: datetime, by: str
) -> Contact:
    """Either side ends a contact that is open, wherever it stands; the other is told. Raises `NotNow`."""
    row = _locked(contact, None, now)
    if side is Side.PERSON:
        close(row, Ending.WITHDRAWN_BY_PERSON, now=now, by=by, reason=str(reason or ""))
        notices.tell_organisation(contact=row, kind=NoticeKind.ENDED, now=now)
    else:
        close(row, Ending.WITHDRAWN_BY_ORGANISATION, now=now, by=by, reason=str(reason or ""))
        notices.tell_person(contact=row, kind=NoticeKind.ENDED, now=now)
    return row


def end_all_of(*, passport: UUID, states: tuple[State, ...] = OPEN, now: datetime, by: str) -> int:
    """Ends what is open of somebody, in these states; the organisations are told. Call it in a transaction."""
    rows = Contact.objects.select_for_update(of=("self",)).filter(
        candidate__passport=passport, state__in=[str(one) for one in states]
    )
    ended = list(rows.select_related("candidate").order_by("pk"))
    for row in ended:
        close(row, Ending.WITHDRAWN_BY_PERSON, now=now, by=by)
        notices.tell_organisation(contact=row, kind=NoticeKind.ENDED, now=now)
    return len(ended)


def close(row: Contact, ending: Ending, *, now: datetime, by: str, reason: str = "") -> None:
    """Ends a contact that the caller has locked; who it was is forgotten where that is no longer needed."""
    row.state, row.ending, row.reason, row.closed_at = str(State.CLOSED), str(ending), reason, now
    row.due_at = row.remind_at = None
    if not row.names_are_open:
        row.name = row.reach = ""
    row.save()
    audit.record(what=What.CONTACT_CLOSED, subject=str(row.pk), by=by)


def _begin(
    candidate: Candidate,
    organisation: str,
    side: Side,
    state: State,
    message: str,
    now: datetime,
    **more: object,
) -> Contact:
    """A new contact. Raises `AlreadyBegun`; the database holds the same, should two get past this."""
    before = Contact.objects.filter(candidate=candidate)
    if before.exclude(state=str(State.CLOSED)).exists() or before.filter(begun_by=str(side)).exists():
        raise AlreadyBegun
    term = term_for(state, now)
    return Contact.objects.create(
        candidate=candidate,
        organisation_id=organisation,
        begun_by=str(side),
        state=str(state),
        message=mask_who_it_is(message.strip()),
        begun_at=now,
        due_at=term.due_at,
        remind_at=term.remind_at,
        **more,
    )


def _locked(contact: UUID, state: State | None, now: datetime) -> Contact:
    """The contact, which nobody else changes meanwhile. Raises `NotNow` when it does not stand at `state`."""
    found = Contact.objects.select_for_update(of=("self",)).select_related("candidate")
    row = found.filter(pk=contact).exclude(state=str(State.CLOSED)).first()
    if row is None or (state is not None and row.state != state) or row.due_at < now:
        raise NotNow
    return row


def _go(row: Contact, state: State, now: datetime) -> None:
    term = term_for(state, now)
    row.state, row.due_at, row.remind_at = str(state), term.due_at, term.remind_at
    row.save()


def _today(contacts: QuerySet[Contact], now: datetime) -> int:
    return contacts.filter(begun_at__gte=beginning_of(timezone.localdate(now))).count()
