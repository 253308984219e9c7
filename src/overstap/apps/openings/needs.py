# SPDX-License-Identifier: EUPL-1.2
"""People that an organisation will need, before there is an opening. Who may is asked before: `permission.may`.

Whoever changes something says which `version` they saw, as with openings.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from overstap.apps.audit import actions as audit
from overstap.apps.audit.enums import What
from overstap.apps.openings.actions import NewOpening
from overstap.apps.openings.editing import ChangedMeanwhile, draft_opening
from overstap.apps.openings.enums import OPEN_USUALLY, NeedStatus, OpeningKind
from overstap.apps.openings.models import Need, NeedSkill, Opening
from overstap.apps.turns import wait_for_imports


class NothingNamed(Exception):
    """A need names no occupation and no skill, so that nobody can tell who is needed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldNeed:
    """Who is needed: an occupation, or skills, or both; how many, from which day on, where."""

    organisation: str
    occupation: str | None
    skills: Sequence[str]
    place: str
    number: int
    from_on: date


@transaction.atomic
def tell_need(*, told: ToldNeed, by: str) -> Need:
    """Adds a need. Raises `NothingNamed`, and Django's `IntegrityError` for what a constraint forbids."""
    _names_somebody(told)
    wait_for_imports()
    row = Need.objects.create(organisation_id=told.organisation, **_columns(told))
    _write_skills(row, told.skills)
    audit.record(what=What.NEED_TOLD, subject=str(row.pk), by=by, counts={"people": row.number})
    return row


@transaction.atomic
def change_need(*, need: UUID, version: int, told: ToldNeed, by: str) -> Need:
    """Makes a standing need say something else; it stays at its organisation.

    Raises `Need.DoesNotExist` when it does not stand any more, `ChangedMeanwhile`, and what `tell_need` raises.
    """
    _names_somebody(told)
    wait_for_imports()
    row = _standing(need, version)
    for column, value in _columns(told).items():
        setattr(row, column, value)
    row.version += 1
    row.save()
    _write_skills(row, told.skills)
    audit.record(what=What.NEED_CHANGED, subject=str(row.pk), by=by, counts={"people": row.number})
    return row


@transaction.atomic
def end_need(*, need: UUID, version: int, by: str) -> Need:
    """Says that nobody is needed any more. Raises as `change_need` does."""
    row = _standing(need, version)
    row.status = str(NeedStatus.ENDED)
    row.version += 1
    row.save()
    audit.record(what=What.NEED_ENDED, subject=str(row.pk), by=by)
    return row


@transaction.atomic
def open_need(
    *, need: UUID, version: int, title: str, language: str, today: date, keeper: UUID | None, by: str
) -> Opening:
    """Turns a need into a draft opening with as many places, which then stands for it."""
    row = _standing(need, version)
    said = NewOpening(
        kind=OpeningKind.VACANCY,
        organisation=row.organisation_id,
        occupation=row.occupation_id,
        place=row.place_id,
        title={language: title} if title else {},
        text="",
        language=language,
        hours_low=None,
        hours_high=None,
        demands={one.skill_id: "should" for one in row.skills.order_by("skill_id")},
        places=min(row.number, 1000),
        starts_on=max(row.from_on, today),
        closes_on=today + OPEN_USUALLY,
    )
    opening = draft_opening(opening=said, keeper=keeper, by=by)
    row.status, row.opening = str(NeedStatus.OPENED), opening
    row.version += 1
    row.save()
    audit.record(what=What.NEED_CHANGED, subject=str(row.pk), by=by, counts={"people": row.number})
    return opening


def _names_somebody(told: ToldNeed) -> None:
    if not told.occupation and not told.skills:
        raise NothingNamed


def _columns(told: ToldNeed) -> dict[str, object]:
    return {
        "occupation_id": told.occupation,
        "place_id": told.place,
        "number": told.number,
        "from_on": told.from_on,
    }


def _write_skills(row: Need, skills: Sequence[str]) -> None:
    row.skills.all().delete()
    NeedSkill.objects.bulk_create(NeedSkill(need=row, skill_id=skill) for skill in dict.fromkeys(skills))


def _standing(need: UUID, version: int) -> Need:
    row = Need.objects.select_for_update(of=("self",)).get(pk=need, status=str(NeedStatus.STANDING))
    if row.version != version:
        raise ChangedMeanwhile
    return row
