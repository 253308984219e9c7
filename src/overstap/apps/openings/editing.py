# SPDX-License-Identifier: EUPL-1.2
"""Openings that an employer, or its broker, writes and changes. Who may is asked before: `permission.may`.

Whoever changes something says which `version` they saw. Of two at once the second is told, and nothing of what
the first wrote is lost.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import F

from overstap.apps.audit import actions as audit
from overstap.apps.audit.enums import What
from overstap.apps.openings.actions import NewOpening, write_demands, write_new
from overstap.apps.openings.enums import OPEN_AT_MOST, NeedStatus, OpeningKind, OpeningStatus
from overstap.apps.openings.models import Keeper, Need, Opening
from overstap.apps.region.actions import bump_revision
from overstap.apps.turns import wait_for_imports


class ChangedMeanwhile(Exception):
    """Somebody else changed the opening after it was read."""


class NotWhole(Exception):
    """The opening lacks what others must be able to see; `lacks` names the fields."""

    def __init__(self, lacks: tuple[str, ...]) -> None:
        super().__init__(", ".join(lacks))
        self.lacks = lacks


class TooManyTaken(Exception):
    """More places would be taken than there are."""


def lacking(opening: NewOpening, today: date) -> tuple[str, ...]:
    """The fields without which an opening cannot be published; none when it can.

    A closing day that has passed, or lies further ahead than `OPEN_AT_MOST`, is as good as none.
    """
    closes = opening.closes_on
    whole: Mapping[str, bool] = {
        "title": any(text.strip() for text in opening.title.values()),
        "occupation": bool(opening.occupation),
        "place": bool(opening.place),
        "hours": opening.hours_low is not None and opening.hours_high is not None,
        "demands": bool(opening.demands),
        "closes_on": closes is not None and today <= closes <= today + OPEN_AT_MOST,
    }
    return tuple(name for name, there in whole.items() if not there)


@transaction.atomic
def draft_opening(*, opening: NewOpening, keeper: UUID | None, by: str) -> Opening:
    """Adds a draft, which only its organisation's desk sees. `keeper`: the membership that looks after it.

    Raises Django's `IntegrityError` for what a constraint forbids.
    """
    row = write_new(opening, OpeningStatus.DRAFT)
    if keeper is not None:
        Keeper.objects.create(opening=row, membership_id=keeper)
    audit.record(what=What.OPENING_DRAFTED, subject=row.pk, by=by, counts={"demands": len(opening.demands)})
    return row


@transaction.atomic
def change_opening(*, opening: str, version: int, said: NewOpening, today: date, by: str) -> Opening:
    """Makes an opening say something else, what it asks included; it stays at its organisation.

    Raises `Opening.DoesNotExist` when it is not there or its source has it, `ChangedMeanwhile`, `NotWhole` for
    one that others see, `TooManyTaken` when fewer places are left than are taken, and Django's
    `IntegrityError` for what a constraint forbids.
    """
    row = held(opening, version)
    lacks = lacking(said, today)
    if row.status in (OpeningStatus.EXPIRED, OpeningStatus.FILLED):
        lacks = tuple(name for name in lacks if name != "closes_on")  # its closing day may have passed
    if row.status != OpeningStatus.DRAFT and lacks:
        raise NotWhole(lacks)
    if said.places < row.taken:
        raise TooManyTaken
    for column, value in said.columns().items():
        setattr(row, column, value)
    row.status = _after_places(row, said, today)
    row.version += 1
    row.save()
    write_demands(row, said.demands)
    if row.status != OpeningStatus.DRAFT:
        bump_revision(openings_only=True)
    audit.record(what=What.OPENING_CHANGED, subject=row.pk, by=by, counts={"demands": len(said.demands)})
    return row


@transaction.atomic
def remove_draft(*, opening: str, version: int, by: str) -> None:
    """Throws a draft away. Raises `Opening.DoesNotExist` when it is no draft, and `ChangedMeanwhile`."""
    row = held(opening, version)
    if row.status != OpeningStatus.DRAFT:
        raise Opening.DoesNotExist
    audit.record(what=What.OPENING_REMOVED, subject=row.pk, by=by)
    # Who was needed before this draft was made is needed again.
    Need.objects.filter(opening=row).update(
        opening=None, status=str(NeedStatus.STANDING), version=F("version") + 1
    )
    row.delete()


@transaction.atomic
def change_keeper(*, opening: str, keeper: UUID, by: str) -> None:
    """From now on another membership looks after an opening. Raises `Opening.DoesNotExist`."""
    row = held(opening, None)
    Keeper.objects.update_or_create(opening=row, defaults={"membership_id": keeper})
    audit.record(what=What.OPENING_CHANGED, subject=row.pk, by=by)


def as_said(row: Opening) -> NewOpening:
    """What an opening says now, to change a part of it; one query."""
    return NewOpening(
        kind=OpeningKind(row.kind),
        organisation=row.organisation_id,
        occupation=row.occupation_id,
        place=row.place_id,
        course=row.course_id,
        title=row.title,
        text=row.text,
        language=row.language,
        hours_low=row.hours_low,
        hours_high=row.hours_high,
        demands={one.skill_id: one.importance for one in row.demands.order_by("position", "skill_id")},
        wage_low=row.wage_low,
        wage_high=row.wage_high,
        starts_on=row.starts_on,
        closes_on=row.closes_on,
        places=row.places,
        certificates=tuple(row.certificates),
        days=tuple(row.days),
        reference=row.reference,
        invented=row.invented,
    )


def held(opening: str, version: int | None) -> Opening:
    """An opening that people added, kept from others until the transaction ends; part of an action.

    Raises `Opening.DoesNotExist`, and `ChangedMeanwhile` when `version` is given and is its version no more.
    """
    wait_for_imports()
    row = Opening.objects.select_for_update(of=("self",)).get(pk=opening, origin="", retired=False)
    if version is not None and row.version != version:
        raise ChangedMeanwhile
    return row


def _after_places(row: Opening, said: NewOpening, today: date) -> str:
    """Where an opening stands when its number of places was changed: filled when all are taken."""
    if row.status == OpeningStatus.PUBLISHED and row.taken == row.places:
        return str(OpeningStatus.FILLED)
    if row.status == OpeningStatus.FILLED and row.taken < row.places:
        if lacks := lacking(said, today):
            raise NotWhole(lacks)
        return str(OpeningStatus.PUBLISHED)
    return row.status
