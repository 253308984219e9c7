# SPDX-License-Identifier: EUPL-1.2
"""Reads of contacts, for either side, and how fast an organisation answers."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from uuid import UUID

from django.db.models import F, Q, QuerySet

from overstap.apps.contacts.deadlines import days_between
from overstap.apps.contacts.enums import STILL_ANSWERED_WITHIN, Ending, Side, State
from overstap.apps.contacts.models import Contact, Outcome, StillAtWork

SHOWN_AT_MOST = 200
TIMES_FROM = 10
"""Answers from which it is told how fast an organisation is; fewer would tell of single people."""
TIMES_OVER = timedelta(days=365)


def _whole() -> QuerySet[Contact]:
    return Contact.objects.select_related(
        "candidate__opening__place", "candidate__passport", "organisation", "handler"
    )


def _open_first(found: QuerySet[Contact]) -> tuple[Contact, ...]:
    return tuple(found.order_by(F("due_at").asc(nulls_last=True), "-closed_at", "pk")[:SHOWN_AT_MOST])


def contacts_of(account: UUID) -> tuple[Contact, ...]:
    """What somebody was asked and reacted to: what is open first, by its last day; one query."""
    return _open_first(_whole().filter(candidate__passport__account=account))


def contact_of(account: UUID, id_: UUID) -> Contact | None:
    """One of somebody's contacts."""
    return _whole().filter(candidate__passport__account=account, pk=id_).first()


def contacts_at(organisation: str) -> tuple[Contact, ...]:
    """The contacts of an organisation: what is open first, by its last day; one query."""
    return _open_first(_whole().filter(organisation=organisation))


def contact_at(organisation: str, id_: UUID) -> Contact | None:
    """One of an organisation's contacts."""
    return _whole().filter(organisation=organisation, pk=id_).first()


def newest_about(candidates: Collection[UUID]) -> Mapping[UUID, Contact]:
    """Candidate -> the contact with them, the open one or else the newest; who has none is left out."""
    rows = Contact.objects.filter(candidate__in=candidates).order_by("begun_at", "pk")
    return {row.candidate_id: row for row in sorted(rows, key=lambda row: row.state != State.CLOSED)}


def mine_about(account: UUID, opening: str) -> tuple[Contact, ...]:
    """What somebody has with one opening, the newest first."""
    found = Contact.objects.filter(candidate__passport__account=account, candidate__opening=opening)
    return tuple(found.order_by("-begun_at"))


def waiting_for_person(account: UUID) -> int:
    """How many questions wait for somebody's answer."""
    return Contact.objects.filter(candidate__passport__account=account, state=str(State.ASKED)).count()


@dataclass(frozen=True, slots=True)
class Times:
    """How fast an organisation answers. `median_days`: calendar days to an answer; None: too few to tell.

    `in_time`: share (0..1) of those who waited for it that were answered in time.
    """

    waited: int
    median_days: float | None
    in_time: float | None

    @property
    def percent(self) -> int:
        """`in_time` in whole percents."""
        return round((self.in_time or 0.0) * 100)


def times_of(organisation: str, now: datetime) -> Times:
    """How fast an organisation answered over the last year: who reacted, and who said yes; one query.

    Both are kept back as long as fewer than `TIMES_FROM` people waited for an answer.
    """
    waited = Q(begun_by=str(Side.PERSON)) | Q(person_yes_at__isnull=False)
    found = Contact.objects.filter(waited, organisation=organisation, begun_at__gte=now - TIMES_OVER)
    rows = found.values_list(
        "begun_by", "begun_at", "person_yes_at", "organisation_yes_at", "touched_at", "closed_at", "ending"
    )
    days, late = [], 0
    for begun_by, begun, person_yes, organisation_yes, touched, closed, ending in rows:
        if begun_by == Side.PERSON and (answered := organisation_yes or _if_refused(ending, closed)):
            days.append(days_between(begun, answered))
        if touched and person_yes and organisation_yes:
            days.append(days_between(max(person_yes, organisation_yes), touched))
        late += ending == Ending.LAPSED_BY_ORGANISATION
    total = len(days) + late
    if total < TIMES_FROM:
        return Times(total, None, None)
    return Times(total, float(median(days)) if days else None, len(days) / total)


def _if_refused(ending: str, closed: datetime | None) -> datetime | None:
    return closed if ending == Ending.REFUSED_BY_ORGANISATION else None


def outcomes_of(contact: Contact) -> tuple[Outcome, ...]:
    """What came of it, in the order of days."""
    return tuple(contact.outcomes.order_by("on", "noted_at"))


def asked_still(contact: Contact, now: datetime) -> tuple[StillAtWork, ...]:
    """The questions whether somebody is still at work that were asked not too long ago."""
    found = StillAtWork.objects.filter(outcome__contact=contact, asked_at__gt=now - STILL_ANSWERED_WITHIN)
    return tuple(found.order_by("months"))
