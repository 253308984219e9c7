# SPDX-License-Identifier: EUPL-1.2
"""Who is left over after a round: a place given by hand, and a round over those who are left.

As all that is written of a round, these hold the round first: of two who give the last place at once, the
second is told that it has gone.
"""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction

from overstap.apps.audit import actions as audit
from overstap.apps.audit.enums import What
from overstap.apps.rounds.actions import IsFixed, NotOffered
from overstap.apps.rounds.enums import PlaceStatus
from overstap.apps.rounds.models import Round, RoundPlace, RoundStudent

TO_WISH = timedelta(days=7)
"""How long students of a round over who is left have to say what they would like."""


class NotHeld(Exception):
    """The round was not held yet, so that nobody is left over."""


class NotThere(Exception):
    """There is no such student in the round."""


class HasPlace(Exception):
    """The student has a place already."""


class IsFull(Exception):
    """Every place there is taken."""


class TooLittleGuidance(Exception):
    """The place does not give, or gives to others, the guidance that the student needs."""


class MovedOn(Exception):
    """Who was left over is in the next round."""


class NobodyLeft(Exception):
    """There is no student, or no place, left for another round."""


class NoTime(Exception):
    """The internships end before another round could be held."""


@transaction.atomic
def give_by_hand(*, round_: UUID, student: UUID, place: UUID, by: str) -> None:
    """Gives a place that is left to a student who is left, also of a round that stands.

    Raises `Round.DoesNotExist`, `NotThere`, `NotHeld`, `MovedOn`, `HasPlace`, `NotOffered` for no place of the
    round, `IsFull` and `TooLittleGuidance`.
    """
    row = _left_over(round_)
    one = row.students.filter(pk=student).first()
    if one is None:
        raise NotThere
    if one.got_id is not None:
        raise HasPlace
    there = row.places.filter(pk=place, status=str(PlaceStatus.ACCEPTED)).first()
    if there is None:
        raise NotOffered
    if there.taken_by.count() >= there.places:
        raise IsFull
    guided = there.taken_by.filter(guidance_hours__gt=0).count()
    if one.guidance_hours and (one.guidance_hours > there.extra_hours or guided >= there.extra_students):
        raise TooLittleGuidance
    wish = one.wishes.filter(place=there).first()
    one.got, one.rank, one.by_hand = there, wish.rank if wish else None, True
    one.save(update_fields=["got", "rank", "by_hand"])
    audit.record(what=What.ROUND_GIVEN_BY_HAND, subject=str(round_), by=by)


@transaction.atomic
def take_by_hand(*, round_: UUID, student: UUID, by: str) -> None:
    """Takes back a place given by hand. Raises as `give_by_hand`, and `IsFixed` once the round stands."""
    row = _left_over(round_)
    if row.fixed:
        raise IsFixed
    told = {"got": None, "rank": None, "by_hand": False}
    if row.students.filter(pk=student, by_hand=True).update(**told):
        audit.record(what=What.ROUND_TAKEN_BY_HAND, subject=str(round_), by=by)


@transaction.atomic
def open_after(*, round_: UUID, name: str, today: date, by: str) -> Round:
    """Opens a round over the students and places that are left, and lets this one stand.

    Students keep their codes: with those they give wishes in the new round. Places come along with what is left
    of them. Wishes can be given for a week; internships begin after it, or as they did when that is later.

    Raises `Round.DoesNotExist`, `NotHeld`, `MovedOn` when there is one already, `NobodyLeft`, `NoTime`.
    """
    row = _left_over(round_)
    students = list(row.students.filter(got__isnull=True).order_by("reference"))
    there: dict[UUID, list[bool]] = {}
    for got, hours in row.students.filter(got__isnull=False).values_list("got_id", "guidance_hours"):
        there.setdefault(got, []).append(hours > 0)
    offered = row.places.filter(status=str(PlaceStatus.ACCEPTED))
    taken = {place: there.get(place.pk, []) for place in offered}
    left = {place: guided for place, guided in taken.items() if len(guided) < place.places}
    if not students or not left:
        raise NobodyLeft
    wishes_until = today + TO_WISH
    starts_on = max(row.starts_on, wishes_until + timedelta(days=1))
    if starts_on > row.ends_on:
        raise NoTime
    made = Round.objects.create(
        organisation_id=row.organisation_id,
        name=name,
        wishes_until=wishes_until,
        starts_on=starts_on,
        ends_on=row.ends_on,
        choice=row.choice,
        seed=row.seed,
        after=row,
    )
    _bring_along(made, students, left)
    Round.objects.filter(pk=round_).update(fixed=True)
    counts = {"students": len(students), "places": len(left)}
    audit.record(what=What.ROUND_OPENED_AFTER, subject=str(made.pk), by=by, counts=counts)
    return made


def _left_over(id_: UUID) -> Round:
    row = Round.objects.select_for_update().get(pk=id_)
    if row.held_at is None:
        raise NotHeld
    if Round.objects.filter(after=row).exists():
        raise MovedOn
    return row


def _bring_along(made: Round, students: list[RoundStudent], left: dict[RoundPlace, list[bool]]) -> None:
    codes = {one.pk: one.code_hash for one in students}
    # A code opens one student: from now on the one in the new round.
    RoundStudent.objects.filter(pk__in=list(codes)).update(code_hash=None)
    RoundStudent.objects.bulk_create(
        RoundStudent(
            round=made,
            reference=one.reference,
            occupation=one.occupation,
            home=one.home,
            skills=one.skills,
            code_hash=codes[one.pk],
            guidance_hours=one.guidance_hours,
        )
        for one in students
    )
    RoundPlace.objects.bulk_create(_rest(made, place, guided) for place, guided in left.items())


def _rest(made: Round, place: RoundPlace, guided: list[bool]) -> RoundPlace:
    """What is left of a place, with the guidance that is left."""
    rest = place.places - len(guided)
    extra = min(rest, max(0, place.extra_students - sum(guided)))
    begins = place.starts_on if place.starts_on is None else max(place.starts_on, made.starts_on)
    late = begins is not None and place.ends_on is not None and begins > place.ends_on
    return RoundPlace(
        round=made,
        opening_id=place.opening_id,
        places=rest,
        guidance_hours=place.guidance_hours,
        recognised=place.recognised,
        recognised_on=place.recognised_on,
        says_recognised=place.says_recognised,
        criteria=place.criteria,
        brought_at=place.brought_at,
        track=place.track,
        days=place.days,
        starts_on=None if late else begins,
        ends_on=None if late else place.ends_on,
        extra_students=extra,
        extra_hours=place.extra_hours if extra else 0.0,
    )
