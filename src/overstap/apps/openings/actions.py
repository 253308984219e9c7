# SPDX-License-Identifier: EUPL-1.2
"""Writes to openings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from overstap.apps.audit import actions as audit
from overstap.apps.carried import new_id
from overstap.apps.openings.enums import OpeningKind
from overstap.apps.openings.models import Opening, OpeningChange, OpeningSkill
from overstap.apps.region.actions import bump_revision
from overstap.apps.turns import wait_for_imports


@dataclass(frozen=True, slots=True, kw_only=True)
class NewOpening:
    """What an opening says. Hours per week; wages in EUR gross per hour; ids for what is referred to.

    `title` holds a text per language; `demands` maps skill ids to must, should or nice; `course` goes with
    a learning place.
    """

    kind: OpeningKind
    organisation: str
    occupation: str
    place: str
    title: Mapping[str, str]
    text: str
    language: str
    hours_low: float
    hours_high: float
    demands: Mapping[str, str]
    wage_low: float | None = None
    wage_high: float | None = None
    starts_on: date | None = None
    closes_on: date | None = None
    places: int = 1
    certificates: Sequence[str] = ()
    course: str | None = None
    invented: bool = False


@transaction.atomic
def add_opening(*, opening: NewOpening, by: str) -> Opening:
    """Adds an opening and what it asks. Raises Django's `IntegrityError` for what a constraint forbids."""
    wait_for_imports()
    row = Opening.objects.create(
        id=new_id(next(iter(opening.title.values()), "")),
        kind=str(opening.kind),
        organisation_id=opening.organisation,
        occupation_id=opening.occupation,
        place_id=opening.place,
        course_id=opening.course,
        title=dict(opening.title),
        text=opening.text,
        language=opening.language,
        hours_low=opening.hours_low,
        hours_high=opening.hours_high,
        wage_low=opening.wage_low,
        wage_high=opening.wage_high,
        starts_on=opening.starts_on,
        closes_on=opening.closes_on,
        places=opening.places,
        certificates=list(opening.certificates),
        invented=opening.invented,
    )
    OpeningSkill.objects.bulk_create(
        OpeningSkill(opening=row, skill_id=skill, importance=str(importance), position=position)
        for position, (skill, importance) in enumerate(opening.demands.items())
    )
    bump_revision(openings_only=True)
    audit.record(what="opening.added", subject=row.pk, by=by, counts={"demands": len(opening.demands)})
    return row


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
