# SPDX-License-Identifier: EUPL-1.2
"""From draft to published, filled or expired, and back. Who may is asked before: `permission.may`.

What may follow what stands in `enums.MOVES`, and a trigger of the database holds it.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from overstap.apps.audit import actions as audit
from overstap.apps.audit.enums import What
from overstap.apps.openings.editing import NotWhole, TooManyTaken, as_said, held, lacking
from overstap.apps.openings.enums import MOVES, OpeningStatus
from overstap.apps.openings.models import Opening
from overstap.apps.region.actions import bump_revision


class NoSuchMove(Exception):
    """An opening does not go from where it stands to where it was sent."""


@transaction.atomic
def publish_opening(*, opening: str, version: int, today: date, by: str) -> Opening:
    """Lets everybody see an opening, and has it matched.

    Raises `Opening.DoesNotExist`, `ChangedMeanwhile`, `NoSuchMove`, `NotWhole`, and `TooManyTaken` when no
    place is left.
    """
    row = held(opening, version)
    _may_go(row, OpeningStatus.PUBLISHED)
    if lacks := lacking(as_said(row), today):
        raise NotWhole(lacks)
    if row.taken >= row.places:
        raise TooManyTaken
    row.published_at = timezone.now()
    return _gone_to(row, OpeningStatus.PUBLISHED, What.OPENING_PUBLISHED, by)


@transaction.atomic
def take_back(*, opening: str, version: int, by: str) -> Opening:
    """Makes an opening a draft again, which nobody else sees. Raises as `publish_opening` does."""
    row = held(opening, version)
    _may_go(row, OpeningStatus.DRAFT)
    return _gone_to(row, OpeningStatus.DRAFT, What.OPENING_TAKEN_BACK, by)


@transaction.atomic
def take_places(*, opening: str, taken: int, version: int | None, by: str) -> Opening:
    """Says how many of its places are taken; with the last one it is filled.

    `version` None: whatever was changed meanwhile. Raises as `publish_opening` does.
    """
    row = held(opening, version)
    if row.status not in (OpeningStatus.PUBLISHED, OpeningStatus.FILLED):
        raise NoSuchMove(f"{row.status}: no place of it can be taken")
    if not 0 <= taken <= row.places:
        raise TooManyTaken
    row.taken = taken
    to = OpeningStatus.FILLED if taken == row.places else OpeningStatus.PUBLISHED
    return _gone_to(row, to, What.OPENING_FILLED, by)


@transaction.atomic
def expire_due(*, today: date, by: str) -> int:
    """Ends what people published and has closed; returns how many. Those of a source close by themselves."""
    due = Opening.objects.select_for_update().filter(
        status=str(OpeningStatus.PUBLISHED), origin="", closes_on__lt=today
    )
    ids = list(due.order_by("pk").values_list("pk", flat=True))
    for id_ in ids:
        audit.record(what=What.OPENING_EXPIRED, subject=id_, by=by)
    if ids:
        rows = Opening.objects.filter(pk__in=ids)
        rows.update(status=str(OpeningStatus.EXPIRED), version=F("version") + 1)
        bump_revision(openings_only=True)
    return len(ids)


@transaction.atomic
def note_reminded(*, opening: str, closes_on: date, by: str) -> bool:
    """Notes that somebody is reminded of a closing day; false when somebody was already, or it changed.

    Of two at once one gets true. Send the mail in the same transaction: one that fails is tried again.
    """
    due = Opening.objects.select_for_update().filter(
        pk=opening, status=str(OpeningStatus.PUBLISHED), closes_on=closes_on
    )
    row = due.exclude(reminded_for=closes_on).first()
    if row is None:
        return False
    row.reminded_for = closes_on
    row.save(update_fields=["reminded_for"])
    audit.record(what=What.OPENING_REMINDED, subject=row.pk, by=by)
    return True


def _may_go(row: Opening, to: OpeningStatus) -> None:
    if to not in MOVES[OpeningStatus(row.status)]:
        raise NoSuchMove(f"{row.status} does not become {to}")


def _gone_to(row: Opening, to: OpeningStatus, what: What, by: str) -> Opening:
    row.status = str(to)
    row.version += 1
    row.save()
    bump_revision(openings_only=True)
    audit.record(what=what, subject=row.pk, by=by, counts={"taken": row.taken})
    return row
