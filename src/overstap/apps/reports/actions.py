# SPDX-License-Identifier: EUPL-1.2
"""Writes to reports. What is told in them stands in no event of the trail, nor in any log."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from overstap.apps.audit import actions as audit
from overstap.apps.audit.enums import What
from overstap.apps.organisations import queries as organisations
from overstap.apps.reports.enums import CODE_LENGTH, KEPT_FOR, TRUSTED_KINDS, Kind, Side, Teller
from overstap.apps.reports.models import Report, Trusted, Word
from overstap.apps.reports.queries import coordinates
from overstap.apps.typed_codes import hash_of, make_code


class NobodyTrusted(Exception):
    """The school has named no trusted person, so that nobody could read it safely."""


class IsCoordinator(Exception):
    """Who holds the rounds of a school cannot be its trusted person."""


class NotAMember(Exception):
    """The trusted person is a member of the school."""


@transaction.atomic
def name_trusted(*, organisation: str, membership: UUID, name: str, by: str) -> None:
    """Names the trusted person of a school, for the one before. Raises `NotAMember`, `IsCoordinator`."""
    row = organisations.organisation(organisation)
    members = organisations.members_of(row) if row else ()
    chosen = next((one for one in members if one.pk == membership), None)
    if chosen is None:
        raise NotAMember
    if organisation in coordinates(chosen.account_id):
        raise IsCoordinator
    told = {"membership": chosen, "name": name}
    Trusted.objects.update_or_create(organisation_id=organisation, defaults=told)
    audit.record(what=What.TRUSTED_NAMED, subject=organisation, by=by)


@transaction.atomic
def tell(
    *, organisation: str, kind: Kind, teller: Teller, text: str, safe: bool, now: datetime, by: str
) -> tuple[Report, str]:
    """Reports a problem; gives it and its code, said this once. `safe`: only the trusted person reads it.

    Discrimination and what is unsafe always goes the safe way. Raises `NobodyTrusted` when it cannot.
    """
    trusted = safe or kind in TRUSTED_KINDS
    if trusted and not Trusted.objects.filter(organisation=organisation).exists():
        raise NobodyTrusted
    code = make_code(CODE_LENGTH)
    row = Report.objects.create(
        organisation_id=organisation,
        kind=str(kind),
        teller=str(teller),
        trusted=trusted,
        code_hash=hash_of(code),
        told_at=now,
        changed_at=now,
    )
    Word.objects.create(report=row, side=str(Side.TELLER), text=text, said_at=now)
    audit.record(what=What.REPORT_TOLD, subject=str(row.pk), by=by)
    return row, code


@transaction.atomic
def add(*, report: UUID, side: Side, text: str, now: datetime, by: str) -> None:
    """Adds a word; what was closed is open again when its teller adds. Raises `Report.DoesNotExist`."""
    row = Report.objects.select_for_update().get(pk=report)
    Word.objects.create(report=row, side=str(side), text=text, said_at=now)
    row.changed_at, row.closed = now, row.closed and side is Side.READER
    row.save(update_fields=["changed_at", "closed"])
    audit.record(what=What.REPORT_ADDED, subject=str(report), by=by)


@transaction.atomic
def close(*, report: UUID, by: str) -> None:
    """Says that a report is dealt with."""
    if Report.objects.filter(pk=report).update(closed=True):
        audit.record(what=What.REPORT_CLOSED, subject=str(report), by=by)


@transaction.atomic
def remove(*, report: UUID, by: str) -> None:
    """Removes a report with all that was said in it, at once and for good."""
    removed, _ = Report.objects.filter(pk=report).delete()
    if removed:
        audit.record(what=What.REPORT_REMOVED, subject=str(report), by=by)


@transaction.atomic
def remove_old(*, now: datetime, by: str) -> int:
    """Removes reports in which nothing was said for long; returns how many rows."""
    removed, _ = Report.objects.filter(changed_at__lt=now - KEPT_FOR).delete()
    if removed:
        audit.record(what=What.REPORTS_GONE, subject="reports", by=by, counts={"rows": removed})
    return removed
