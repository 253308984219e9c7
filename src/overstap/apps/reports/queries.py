# SPDX-License-Identifier: EUPL-1.2
"""Reads of reports. Whoever may not read a report does not find it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from overstap.apps.accounts.enums import Act
from overstap.apps.accounts.roles import ROLES
from overstap.apps.organisations import queries as organisations
from overstap.apps.reports.models import Report, Trusted
from overstap.apps.rounds import queries as rounds
from overstap.apps.typed_codes import hash_of


@dataclass(frozen=True, slots=True)
class School:
    """A school that one can report to, and its trusted person by name; empty: none."""

    id: str
    name: str
    trusted: str


def schools() -> tuple[School, ...]:
    """Schools that hold rounds, by name; two queries."""
    trusted = {one.organisation_id: one.name for one in Trusted.objects.all()}
    return tuple(School(one.pk, one.name, trusted.get(one.pk, "")) for one in rounds.schools())


def report_of(code: str) -> Report | None:
    """The report with this code, its school and words included; two queries."""
    if not code:
        return None
    found = Report.objects.select_related("organisation").prefetch_related("words")
    return found.filter(code_hash=hash_of(code)).first()


def trusted_of(organisation: str) -> Trusted | None:
    """The trusted person of a school; one query."""
    return Trusted.objects.filter(organisation=organisation).select_related("membership").first()


def trusted_for(report: UUID) -> Trusted | None:
    """Who alone reads this report, with their account; none for one that goes another way. One query."""
    school = Report.objects.filter(pk=report, trusted=True).values("organisation")
    return Trusted.objects.filter(organisation__in=school).select_related("membership__account").first()


def coordinates(account: UUID) -> frozenset[str]:
    """Organisations for which this account holds rounds; one query."""
    members = organisations.memberships_of(account)
    return frozenset(
        one.organisation_id
        for one in members
        if any(Act.HOLD_ROUNDS in ROLES[role].may for role in one.roles())
    )


def is_trusted(account: UUID) -> bool:
    """Whether this account is the trusted person of any school; one query."""
    return Trusted.objects.filter(membership__account=account).exists()


def readable(account: UUID) -> QuerySet[Report]:
    """The reports this account reads, those with the latest word first.

    Who holds rounds of a school reads what is not safe-kept, and the trusted person what is: one who has become
    both since reads nothing of the safe way there.
    """
    ours: Collection[str] = coordinates(account)
    safe = Trusted.objects.filter(membership__account=account).exclude(organisation__in=ours)
    mine = Q(trusted=False, organisation__in=ours) | Q(
        trusted=True, organisation__in=safe.values("organisation")
    )
    return Report.objects.filter(mine).select_related("organisation").order_by("closed", "-changed_at", "pk")


def read_by(account: UUID, id_: UUID) -> Report | None:
    """The report, when this account reads it."""
    return readable(account).prefetch_related("words").filter(pk=id_).first()
