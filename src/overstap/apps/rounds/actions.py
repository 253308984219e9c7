# SPDX-License-Identifier: EUPL-1.2
"""Writes to rounds. Who may is asked before: `permission.may`.

Whatever is written of a round holds the round first, so that two at once wait for each other.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from overstap.apps.audit import actions as audit
from overstap.apps.audit.enums import What
from overstap.apps.rounds.enums import (
    CODE_LENGTH,
    KEPT_AFTER,
    WISHES_AT_MOST,
    Choice,
    Criterion,
    PlaceStatus,
    Without,
)
from overstap.apps.rounds.models import Round, RoundPlace, RoundStudent, RoundWish
from overstap.apps.typed_codes import hash_of, make_code


class IsFixed(Exception):
    """What was given out stands: nothing of this round changes any more."""


class TooLate(Exception):
    """The last day for wishes has passed."""


class NotOffered(Exception):
    """A place that is not in the round, or an opening that is none."""


@dataclass(frozen=True, slots=True)
class RoundTold:
    """What is told of a round."""

    name: str
    wishes_until: date
    starts_on: date
    ends_on: date
    choice: Choice = Choice.STABLE


@dataclass(frozen=True, slots=True)
class StudentTold:
    """A student of a list; `occupation`, `home` and `skills` are ids of the region."""

    reference: str
    occupation: str
    home: str
    skills: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Given:
    """What a student got: a place and where it stood in their order."""

    place: UUID
    rank: int


@dataclass(frozen=True, slots=True)
class NotGiven:
    """Why a student got none, and the places left that come near, with how near: the nearest first."""

    why: Without
    near: tuple[tuple[UUID, float], ...] = ()


@dataclass(frozen=True, slots=True)
class CameOut:
    """What came out of a round: figures, and why who has no place has none.

    `stood`: where who has no place stood in the order of a place they wished, by student and place. `lowest`:
    where the last stood who got the place.
    """

    figures: Mapping[str, Any] = field(default_factory=dict)
    without: Mapping[UUID, NotGiven] = field(default_factory=dict)
    stood: Mapping[tuple[UUID, UUID], int] = field(default_factory=dict)
    lowest: Mapping[UUID, int] = field(default_factory=dict)


# A statement for each table: an update through the objects makes a case of each value of each student.
_STUDENTS = """
    UPDATE rounds_roundstudent AS one
    SET got_id = told.got, rank = told.rank, by_hand = false, without = told.without, near = told.near,
        near_fits = told.fits
    FROM jsonb_to_recordset(%s::jsonb)
        AS told(id uuid, got uuid, rank integer, without text, near text[], fits double precision[])
    WHERE one.id = told.id
"""
_WISHES = """
    UPDATE rounds_roundwish AS one SET priority = told.priority
    FROM jsonb_to_recordset(%s::jsonb) AS told(student uuid, place uuid, priority integer)
    WHERE one.student_id = told.student AND one.place_id = told.place
"""
_PLACES = """
    UPDATE rounds_roundplace AS one SET lowest = told.lowest
    FROM jsonb_to_recordset(%s::jsonb) AS told(id uuid, lowest integer)
    WHERE one.id = told.id
"""


@transaction.atomic
def open_round(*, organisation: str, told: RoundTold, by: str) -> Round:
    """Opens a round at a school. Raises Django's `IntegrityError` for what a constraint forbids."""
    made = Round.objects.create(organisation_id=organisation, seed=secrets.randbelow(2**31), **_values(told))
    audit.record(what=What.ROUND_OPENED, subject=str(made.pk), by=by)
    return made


@transaction.atomic
def change_round(*, id_: UUID, told: RoundTold, by: str) -> None:
    """Changes what is told of a round. Raises `Round.DoesNotExist`, `IsFixed`, `IntegrityError`."""
    row = still_open(id_)
    for name, value in _values(told).items():
        setattr(row, name, value)
    row.save()
    audit.record(what=What.ROUND_CHANGED, subject=str(id_), by=by)


@transaction.atomic
def remove_round(*, id_: UUID, by: str) -> None:
    """Removes a round with its students and their wishes, at once and for good."""
    row = Round.objects.select_for_update().get(pk=id_)
    students = row.students.count()
    row.delete()
    audit.record(what=What.ROUND_REMOVED, subject=str(id_), by=by, counts={"students": students})


@transaction.atomic
def offer_place(
    *,
    round_: UUID,
    opening: str,
    places: int,
    criteria: Sequence[Criterion],
    recognised: bool = False,
    guidance_hours: float | None = None,
    by: str,
) -> RoundPlace:
    """Adds an opening to a round, or changes what it offers there. Raises as `change_round`."""
    row = still_open(round_)
    told: dict[str, Any] = {
        "places": places,
        "criteria": [str(one) for one in criteria],
        "recognised": recognised,
        "guidance_hours": guidance_hours,
        "status": str(PlaceStatus.ACCEPTED),
        "declined_because": "",
    }
    place, _made = RoundPlace.objects.update_or_create(round=row, opening_id=opening, defaults=told)
    audit.record(what=What.ROUND_PLACE_OFFERED, subject=str(place.pk), by=by, counts={"places": places})
    return place


@transaction.atomic
def withdraw_place(*, round_: UUID, place: UUID, by: str) -> None:
    """Takes a place out of a round, with the wishes for it. Raises as `change_round`."""
    row = still_open(round_)
    removed, _ = row.places.filter(pk=place).delete()
    if removed:
        audit.record(what=What.ROUND_PLACE_WITHDRAWN, subject=str(place), by=by)


@transaction.atomic
def bring_students(*, round_: UUID, students: Sequence[StudentTold], by: str) -> dict[str, str]:
    """Brings students in, all or none; the same reference is the same student. Gives each new one's code.

    The codes are said this once: the database keeps their hashes. Raises as `change_round`.
    """
    row = still_open(round_)
    known = {one.reference: one for one in row.students.all()}
    codes: dict[str, str] = {}
    new = []
    for told in students:
        there = known.get(told.reference)
        values = {"occupation": told.occupation, "home": told.home, "skills": list(told.skills)}
        if there is None:
            codes[told.reference] = _code()
            hashed = hash_of(codes[told.reference])
            new.append(RoundStudent(round=row, reference=told.reference, code_hash=hashed, **values))
        elif any(getattr(there, name) != value for name, value in values.items()):
            RoundStudent.objects.filter(pk=there.pk).update(**values)
    RoundStudent.objects.bulk_create(new)
    counts = {"students": len(students), "new": len(new)}
    audit.record(what=What.ROUND_STUDENTS_BROUGHT, subject=str(round_), by=by, counts=counts)
    return codes


@transaction.atomic
def remove_student(*, round_: UUID, student: UUID, by: str) -> None:
    """Removes a student with their wishes, at once and for good. Raises as `change_round`."""
    row = still_open(round_)
    removed, _ = row.students.filter(pk=student).delete()
    if removed:
        audit.record(what=What.ROUND_STUDENT_REMOVED, subject=str(round_), by=by)


@transaction.atomic
def tell_guidance(*, round_: UUID, student: UUID, hours: float, by: str) -> None:
    """Says how many hours of guidance a week a student needs beyond the usual. Raises as `change_round`."""
    row = still_open(round_)
    if row.students.filter(pk=student).update(guidance_hours=hours):
        audit.record(what=What.ROUND_GUIDANCE_TOLD, subject=str(round_), by=by)


@transaction.atomic
def give_wishes(*, student: UUID, wishes: Sequence[UUID], now: datetime, today: date, by: str) -> None:
    """Keeps the places a student would like, best first, in place of what stood before.

    Raises `RoundStudent.DoesNotExist`, `TooLate`, `IsFixed`, and `NotOffered` for a place of another round.
    """
    one = RoundStudent.objects.get(pk=student)
    row = still_open(one.round_id)
    if today > row.wishes_until or row.held_at is not None:
        raise TooLate
    chosen = list(dict.fromkeys(wishes))[:WISHES_AT_MOST]
    if row.places.filter(pk__in=chosen, status=str(PlaceStatus.ACCEPTED)).count() != len(chosen):
        raise NotOffered
    one.wishes.all().delete()
    RoundWish.objects.bulk_create(
        RoundWish(student=one, place_id=place, rank=rank) for rank, place in enumerate(chosen, 1)
    )
    RoundStudent.objects.filter(pk=student).update(wished_at=now)
    counts = {"wishes": len(chosen)}
    audit.record(what=What.ROUND_WISHES_GIVEN, subject=str(row.pk), by=by, counts=counts)


@transaction.atomic
def give_out(
    *, round_: UUID, given: Mapping[UUID, Given], came_out: CameOut | None = None, now: datetime, by: str
) -> None:
    """Writes down who got what; who is not in `given` got nothing, also not what they were given by hand. May
    be done again until it is fixed.

    Raises as `change_round`, and `NotOffered` when a place of it has meanwhile gone, would be given out twice
    over, or would guide more students than it does.
    """
    row = still_open(round_)
    told = came_out or CameOut()
    students = dict(row.students.values_list("pk", "guidance_hours"))
    needy = {one for one, hours in students.items() if hours}
    there = row.places.filter(status=str(PlaceStatus.ACCEPTED))
    room = {one.pk: [one.places, one.extra_students] for one in there}
    for student, one in given.items():
        left = room.setdefault(one.place, [0, 0])
        left[0] -= 1
        left[1] -= student in needy
        if min(left) < 0:
            raise NotOffered
    _write(
        _STUDENTS, (_written(student, given.get(student), told.without.get(student)) for student in students)
    )
    RoundWish.objects.filter(student__round=row, priority__isnull=False).update(priority=None)
    _write(
        _WISHES,
        (
            {"student": str(student), "place": str(place), "priority": stood}
            for (student, place), stood in told.stood.items()
        ),
    )
    row.places.filter(lowest__isnull=False).update(lowest=None)
    _write(_PLACES, ({"id": str(place), "lowest": lowest} for place, lowest in told.lowest.items()))
    Round.objects.filter(pk=round_).update(held_at=now, outcome=dict(told.figures))
    counts = {"students": len(students), "placed": len(given)}
    audit.record(what=What.ROUND_HELD, subject=str(round_), by=by, counts=counts)


def _written(student: UUID, got: Given | None, none: NotGiven | None) -> dict[str, Any]:
    near = none.near if none else ()
    return {
        "id": str(student),
        "got": str(got.place) if got else None,
        "rank": got.rank if got else None,
        "without": str(none.why) if none else "",
        "near": [str(place) for place, _fit in near],
        "fits": [fit for _place, fit in near],
    }


def _write(statement: str, rows: Iterable[Mapping[str, Any]]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, [json.dumps(list(rows))])


@transaction.atomic
def fix(*, round_: UUID, by: str) -> None:
    """Lets what was given out stand. Raises as `change_round`; `IntegrityError` before it was held."""
    row = still_open(round_)
    row.fixed = True
    row.save(update_fields=["fixed"])
    audit.record(what=What.ROUND_FIXED, subject=str(round_), by=by)


@transaction.atomic
def remove_old(*, today: date, by: str) -> int:
    """Removes the students of rounds that ended long ago; returns how many."""
    removed, _ = RoundStudent.objects.filter(round__ends_on__lt=today - KEPT_AFTER).delete()
    if removed:
        audit.record(what=What.ROUND_STUDENTS_GONE, subject="rounds", by=by, counts={"rows": removed})
    return removed


def still_open(id_: UUID) -> Round:
    """The round, held until the transaction ends. Raises `Round.DoesNotExist`, `IsFixed`."""
    row = Round.objects.select_for_update().get(pk=id_)
    if row.fixed:
        raise IsFixed
    return row


def _code() -> str:
    return make_code(CODE_LENGTH)


def _values(told: RoundTold) -> dict[str, Any]:
    return {
        "name": told.name,
        "wishes_until": told.wishes_until,
        "starts_on": told.starts_on,
        "ends_on": told.ends_on,
        "choice": str(told.choice),
    }
