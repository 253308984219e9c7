# SPDX-License-Identifier: EUPL-1.2
"""Keeping journeys in an account: by the person, or proposed by an organisation until the person answers."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from overstap.apps.audit import actions as audit
from overstap.apps.audit.enums import What
from overstap.apps.journeys.enums import KEPT_AT_MOST
from overstap.apps.journeys.models import KeptJourney


class TooManyKept(Exception):
    """The account keeps so many journeys that it takes no more."""


@transaction.atomic
def keep_journey(*, account: UUID, content: Mapping[str, Any], now: datetime, by: str) -> KeptJourney:
    """Keeps a journey; one that is there already stays as it is, and a proposal of it counts as taken.

    Raises `TooManyKept`, and Django's `IntegrityError` for what a constraint forbids.
    """
    row, made = _put(account, content, now, None)
    if not made and row.proposed:
        answer_proposal(account=account, journey=row.pk, keep=True, now=now, by=by)
        row.refresh_from_db()
    if made:
        audit.record(what=What.JOURNEY_KEPT, subject=str(row.pk), by=by)
    return row


@transaction.atomic
def propose_journey(
    *, account: UUID, content: Mapping[str, Any], organisation: str, now: datetime, by: str
) -> KeptJourney:
    """Puts a journey in somebody's account as a proposal; one that they keep already stays theirs.

    Whether the organisation may do so is asked before. Raises `TooManyKept`.
    """
    row, made = _put(account, content, now, organisation)
    if made:
        audit.record(what=What.JOURNEY_PROPOSED, subject=str(row.pk), by=by)
    return row


@transaction.atomic
def answer_proposal(*, account: UUID, journey: UUID, keep: bool, now: datetime, by: str) -> bool:
    """Keeps a proposal or lets go of it; false when there is none of this account any more."""
    row = KeptJourney.objects.select_for_update().filter(account_id=account, pk=journey, proposed=True).first()
    if row is None:
        return False
    audit.record(what=What.JOURNEY_KEPT if keep else What.JOURNEY_LET_GO, subject=str(row.pk), by=by)
    if keep:
        row.proposed, row.kept_at = False, now
        row.save(update_fields=["proposed", "kept_at"])
    else:
        row.delete()
    return True


@transaction.atomic
def let_go(*, account: UUID, journey: UUID, by: str) -> bool:
    """Removes a journey from an account; false when it was gone already."""
    removed, _ = KeptJourney.objects.filter(account_id=account, pk=journey).delete()
    if removed:
        audit.record(what=What.JOURNEY_LET_GO, subject=str(journey), by=by)
    return bool(removed)


def _put(
    account: UUID, content: Mapping[str, Any], now: datetime, organisation: str | None
) -> tuple[KeptJourney, bool]:
    plain = json.dumps(content, sort_keys=True, allow_nan=False)
    digest = hashlib.sha256(plain.encode()).hexdigest()
    with connection.cursor() as cursor:  # two keep one after the other, so that the count holds
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"journeys of {account}"])
    mine = KeptJourney.objects.filter(account_id=account)
    there = mine.filter(digest=digest).first()
    if there is not None:
        return there, False
    if mine.count() >= KEPT_AT_MOST:
        raise TooManyKept
    values = {"content": dict(content), "digest": digest, "kept_at": now}
    offered = {"offered_by_id": organisation, "proposed": organisation is not None}
    return KeptJourney.objects.create(account_id=account, **values, **offered), True
