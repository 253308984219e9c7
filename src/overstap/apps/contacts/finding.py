# SPDX-License-Identifier: EUPL-1.2
"""Agreeing to be found and taking it back; the numbers under which an opening knows people."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from overstap.apps.audit import actions as audit
from overstap.apps.audit.enums import What
from overstap.apps.contacts import asking
from overstap.apps.contacts.enums import OPEN, Condition, State
from overstap.apps.contacts.models import Candidate, Findable
from overstap.apps.passports.enums import Part


@transaction.atomic
def agree(
    *,
    passport: UUID,
    parts: Iterable[Part],
    conditions: Iterable[Condition],
    not_for: Iterable[str],
    now: datetime,
    until: datetime,
    by: str,
) -> Findable:
    """Agrees to be found with these parts, or agrees anew to what replaces what was agreed before.

    Skills are always among the parts. Raises Django's `IntegrityError` for an end in the past or more than a
    year away, and for too many organisations to hide from.
    """
    values = {
        "parts": sorted({str(Part.SKILLS), *(str(one) for one in parts)}),
        "conditions": sorted({str(one) for one in conditions}),
        "not_for": sorted(set(not_for)),
        "since": now,
        "until": until,
    }
    row, _made = Findable.objects.update_or_create(passport_id=passport, defaults=values)
    counts = {"parts": len(row.parts), "conditions": len(row.conditions), "hidden_from": len(row.not_for)}
    audit.record(what=What.FINDABLE_AGREED, subject=str(row.pk), by=by, counts=counts)
    return row


@transaction.atomic
def withdraw(*, passport: UUID, everything: bool = False, now: datetime, by: str) -> bool:
    """Nobody finds this person any more, from this moment on; false when nobody did.

    Questions that wait for an answer end, and whoever asked is told. `everything`: so does all else that is
    open, also what the person said yes to or began.
    """
    row = Findable.objects.select_for_update().filter(passport_id=passport).first()
    if row is not None:
        audit.record(what=What.FINDABLE_WITHDRAWN, subject=str(row.pk), by=by)
        row.delete()
    asking.end_all_of(passport=passport, states=OPEN if everything else (State.ASKED,), now=now, by=by)
    return row is not None


@transaction.atomic
def purge_ended(*, now: datetime, by: str) -> int:
    """Removes what was agreed until a day that has come; says how many those were."""
    removed, _ = Findable.objects.filter(until__lte=now).delete()
    if removed:
        audit.record(what=What.FINDABLES_ENDED, subject="findables", by=by, counts={"removed": removed})
    return removed


@transaction.atomic
def numbers_for(*, opening: str, passports: Collection[UUID]) -> Mapping[UUID, UUID]:
    """Passport -> the number under which this opening knows it, made by chance where there was none."""
    rows = (Candidate(opening_id=opening, passport_id=one) for one in passports)
    Candidate.objects.bulk_create(rows, ignore_conflicts=True)
    known = Candidate.objects.filter(opening=opening, passport__in=passports)
    return dict(known.values_list("passport_id", "id"))
