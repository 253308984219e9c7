# SPDX-License-Identifier: EUPL-1.2
"""Writes to cases and where people stand. Who may is asked before: `permission.may`.

Whatever is written about the people of a case holds the case first, so that two advisers wait for each other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from overstap.apps.audit import actions as audit
from overstap.apps.audit.enums import What
from overstap.apps.mobility.enums import KEPT_AFTER, Stage
from overstap.apps.mobility.models import Case, CasePerson, Move
from overstap.apps.passports import queries as passports
from overstap.engine.masking import mask_citizen_numbers
from overstap.engine.roster.model import PEOPLE_AT_MOST, Listed


class TooMany(Exception):
    """The case would hold more people than a case can."""


class ChangedMeanwhile(Exception):
    """Somebody else moved this person since the page was made."""


class NotShared(Exception):
    """The passport is not shared with the centre, or its skills are not."""


@dataclass(frozen=True, slots=True)
class CaseTold:
    """What is told of a case. `company`: an organisation of the region, or none."""

    name: str
    notified_on: date
    last_day: date
    people: int
    staff: int | None = None
    unions_agree: bool = False
    company: str | None = None


@dataclass(frozen=True, slots=True)
class TakenIn:
    """How many people of a list are new, were changed, or were there the same already."""

    new: int
    changed: int
    same: int


@transaction.atomic
def open_case(*, centre: str, told: CaseTold, by: str) -> Case:
    """Opens a case at a centre. Raises Django's `IntegrityError` for what a constraint forbids."""
    case = Case.objects.create(centre_id=centre, **_values(told))
    audit.record(what=What.CASE_OPENED, subject=str(case.pk), by=by)
    return case


@transaction.atomic
def change_case(*, case: UUID, told: CaseTold, by: str) -> None:
    """Changes what is told of a case. Raises `Case.DoesNotExist`, and `IntegrityError` as above."""
    row = _held(case)
    for name, value in _values(told).items():
        setattr(row, name, value)
    row.save()
    audit.record(what=What.CASE_CHANGED, subject=str(row.pk), by=by)


@transaction.atomic
def remove_case(*, case: UUID, by: str) -> None:
    """Removes a case with its people and all that was said of them, at once and for good."""
    row = _held(case)
    people = row.members.count()
    row.delete()
    audit.record(what=What.CASE_REMOVED, subject=str(case), by=by, counts={"people": people})


@transaction.atomic
def take_in(*, case: UUID, people: Sequence[Listed], by: str) -> TakenIn:
    """Takes the people of a list into a case: all or none. The same reference is the same person.

    Taking in again brings somebody up to date and leaves alone where they stand; who is not on the list stays.
    Raises `Case.DoesNotExist`, `TooMany`, and `IntegrityError` as above.
    """
    row = _held(case)
    references = [person.reference for person in people]
    known = {one.reference: one for one in row.members.filter(reference__in=references)}
    if any(one.passport_id for one in known.values()):
        raise NotShared("a reference of this list is of somebody who came by a passport")
    if row.members.count() + len(people) - len(known) > PEOPLE_AT_MOST:
        raise TooMany
    new, changed = [], []
    for person in people:
        values = _listed(person)
        there = known.get(person.reference)
        if there is None:
            new.append(CasePerson(case=row, reference=person.reference, **values))
        elif any(getattr(there, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(there, name, value)
            changed.append(there)
    CasePerson.objects.bulk_create(new)
    if changed:
        CasePerson.objects.bulk_update(changed, list(_listed(people[0])))
    taken = TakenIn(len(new), len(changed), len(people) - len(new) - len(changed))
    audit.record(what=What.CASE_PEOPLE_TAKEN_IN, subject=str(row.pk), by=by, counts=asdict(taken))
    return taken


@transaction.atomic
def take_in_shared(*, case: UUID, share: UUID, now: datetime, by: str) -> CasePerson:
    """Takes somebody into a case who shares their skills with the centre; doing it twice is doing it once.

    Raises `Case.DoesNotExist`, `NotShared` and `TooMany`.
    """
    row = _held(case)
    shared = passports.share(share, now)
    if shared is None or shared.organisation_id != row.centre_id or "skills" not in shared.parts:
        raise NotShared
    if row.members.count() >= PEOPLE_AT_MOST:
        raise TooMany
    person, made = CasePerson.objects.get_or_create(
        case=row, passport_id=shared.passport_id, defaults={"reference": f"P-{str(shared.passport_id)[:8]}"}
    )
    if made:
        audit.record(what=What.CASE_PEOPLE_TAKEN_IN, subject=str(row.pk), by=by, counts={"new": 1})
    return person


@transaction.atomic
def move(
    *, case: UUID, person: UUID, before: Stage, after: Stage, reason: str, on: date | None = None, by: str
) -> bool:
    """Moves somebody to another stage, and says why; false when there is no such person in the case.

    `on`: the day it was, when it was not just now.
    `before`: where the adviser saw them stand. Raises `ChangedMeanwhile` when that is no longer so, and
    `IntegrityError` for no reason or no change.
    """
    _held(case)
    row = CasePerson.objects.filter(case_id=case, pk=person).first()
    if row is None:
        return False
    if row.stage != before:
        raise ChangedMeanwhile
    said = mask_citizen_numbers(reason.strip())[0]
    day = {} if on is None else {"at": timezone.make_aware(datetime.combine(on, time(12)))}
    Move.objects.create(person=row, before=str(before), after=str(after), reason=said, **day)
    row.stage = str(after)
    row.save(update_fields=["stage"])
    audit.record(what=What.CASE_PERSON_MOVED, subject=str(row.pk), by=by)
    return True


@transaction.atomic
def remove_person(*, case: UUID, person: UUID, by: str) -> bool:
    """Removes somebody from a case with all that was said of them; false when there is no such person."""
    _held(case)
    removed, _ = CasePerson.objects.filter(case_id=case, pk=person).delete()
    if removed:
        audit.record(what=What.CASE_PERSON_REMOVED, subject=str(person), by=by)
    return bool(removed)


@transaction.atomic
def forget_people(*, now: datetime, by: str) -> int:
    """Removes people of cases that ended a year ago, and those whose passport is no longer shared; how many."""
    shared = passports.standing_shares(now).filter(
        passport=OuterRef("passport"), organisation=OuterRef("case__centre")
    )
    over = Q(case__last_day__lt=(now - KEPT_AFTER).date())
    gone = CasePerson.objects.filter(over | (Q(passport__isnull=False) & ~Exists(shared)))
    found = list(gone.values_list("pk", flat=True))
    if found:
        CasePerson.objects.filter(pk__in=found).delete()
        audit.record(what=What.CASE_PEOPLE_FORGOTTEN, subject="cases", by=by, counts={"removed": len(found)})
    return len(found)


def _held(case: UUID) -> Case:
    return Case.objects.select_for_update().get(pk=case)


def _values(told: CaseTold) -> Mapping[str, Any]:
    values = asdict(told)
    values["company_id"] = values.pop("company")
    return values | {"name": mask_citizen_numbers(told.name.strip())[0]}


def _listed(person: Listed) -> dict[str, Any]:
    values = asdict(person) | {"skills": list(person.skills), "kinds": list(person.kinds)}
    del values["reference"]
    return values
