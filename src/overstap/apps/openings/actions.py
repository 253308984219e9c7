# SPDX-License-Identifier: EUPL-1.2
"""Writes to openings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from overstap.apps.audit import actions as audit
from overstap.apps.carried import new_id
from overstap.apps.openings.enums import OpeningKind, OpeningStatus
from overstap.apps.openings.models import Opening, OpeningChange, OpeningSkill
from overstap.apps.region.actions import bump_revision
from overstap.apps.turns import wait_for_imports


@dataclass(frozen=True, slots=True, kw_only=True)
class NewOpening:
    """What an opening says. Hours per week; wages in EUR gross per hour; ids for what is referred to.

    `title` holds a text per language; `demands` maps skill ids to must, should or nice; `course` goes with
    a learning place. `days` are `Weekday`s, none: not said. `reference`: what the employer calls it. What is
    None is not known yet, which only a draft may leave so.
    """

    kind: OpeningKind
    organisation: str
    occupation: str | None
    place: str | None
    title: Mapping[str, str]
    text: str
    language: str
    hours_low: float | None
    hours_high: float | None
    demands: Mapping[str, str]
    wage_low: float | None = None
    wage_high: float | None = None
    starts_on: date | None = None
    closes_on: date | None = None
    places: int = 1
    certificates: Sequence[str] = ()
    course: str | None = None
    days: Sequence[str] = ()
    reference: str = ""
    invented: bool = False

    def columns(self) -> dict[str, Any]:
        """What stands in the row of the opening itself, by column."""
        return {
            "kind": str(self.kind),
            "occupation_id": self.occupation,
            "place_id": self.place,
            "course_id": self.course,
            "title": dict(self.title),
            "text": self.text,
            "language": self.language,
            "hours_low": self.hours_low,
            "hours_high": self.hours_high,
            "wage_low": self.wage_low,
            "wage_high": self.wage_high,
            "starts_on": self.starts_on,
            "closes_on": self.closes_on,
            "places": self.places,
            "certificates": list(self.certificates),
            "days": [str(day) for day in self.days],
            "reference": self.reference.strip(),
            "invented": self.invented,
        }


@transaction.atomic
def add_opening(*, opening: NewOpening, by: str) -> Opening:
    """Adds an opening that everybody sees at once, and what it asks.

    Raises Django's `IntegrityError` for what a constraint forbids.
    """
    row = write_new(opening, OpeningStatus.PUBLISHED)
    bump_revision(openings_only=True)
    audit.record(what="opening.added", subject=row.pk, by=by, counts={"demands": len(opening.demands)})
    return row


def write_new(opening: NewOpening, status: OpeningStatus) -> Opening:
    """A new row and its demands; part of an action."""
    wait_for_imports()
    row = Opening.objects.create(
        id=new_id(next(iter(opening.title.values()), "")),
        organisation_id=opening.organisation,
        status=str(status),
        published_at=timezone.now() if status is OpeningStatus.PUBLISHED else None,
        **opening.columns(),
    )
    write_demands(row, opening.demands)
    return row


def write_demands(row: Opening, demands: Mapping[str, str]) -> None:
    """Makes what an opening asks equal to `demands`, in that order; part of an action."""
    row.demands.all().delete()
    OpeningSkill.objects.bulk_create(
        OpeningSkill(opening=row, skill_id=skill, importance=str(importance), position=position)
        for position, (skill, importance) in enumerate(demands.items())
    )


@transaction.atomic
def close_opening(*, opening: str, on: date, by: str) -> bool:
    """Says that the opening with this id closes at the end of the day `on`; returns whether it is there."""
    wait_for_imports()
    found = Opening.objects.filter(pk=opening).update(closes_on=on)
    if found:
        bump_revision(openings_only=True)
        audit.record(what="opening.closed", subject=opening, by=by)
    return bool(found)


KEPT_FOR = timedelta(days=3)
"""How long changes are kept; an index that did not look for longer is made anew."""


@transaction.atomic
def forget_old_changes() -> int:
    """Removes notes of changes that every index has read; returns how many. The last of everything stays."""
    last = OpeningChange.objects.filter(opening="").order_by("-id").values("id")[:1]
    old = OpeningChange.objects.filter(at__lt=timezone.now() - KEPT_FOR)
    removed, _ = old.exclude(id__in=last).delete()
    return removed
