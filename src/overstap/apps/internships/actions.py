# SPDX-License-Identifier: EUPL-1.2
"""Making internships, signing for them, and leading them from proposed to over. Who may is asked before:
`permission.may`, or the code of the student.

Whatever is written of an internship holds it first, so that two at once wait for each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from overstap.apps.accounts.enums import Act
from overstap.apps.audit import actions as audit
from overstap.apps.audit.enums import What
from overstap.apps.internships.enums import (
    CODE_LENGTH,
    KEPT_AFTER,
    MOVES,
    OVER,
    SKILLS_AT_MOST,
    EndReason,
    InternshipState,
    Party,
    Track,
)
from overstap.apps.internships.models import Internship
from overstap.apps.organisations import queries as organisations
from overstap.apps.typed_codes import hash_of, make_code


class NoSuchMove(Exception):
    """An internship does not go from where it stands to where it was sent."""


class NotNow(Exception):
    """As the internship stands, this cannot be done."""


@dataclass(frozen=True, slots=True)
class InternshipTold:
    """What is told of an internship. `host`: id of an organisation of this site, or else `host_name`."""

    reference: str
    title: str
    starts_on: date
    ends_on: date
    host: str | None = None
    host_name: str = ""
    occupation: str = ""
    study: str = ""
    track: Track = Track.BOL
    hours: float | None = None
    school_guide: str = ""
    host_guide: str = ""
    skills: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Placed:
    """A student of a round with the place they got."""

    student: UUID
    code_hash: str | None
    opening: str
    told: InternshipTold


TERMS = (
    "title",
    "host_id",
    "host_name",
    "occupation",
    "study",
    "track",
    "starts_on",
    "ends_on",
    "hours",
    "skills",
)
"""What is signed for: when one of these changes, nobody has signed any more. The database holds it too."""


@transaction.atomic
def make_of_round(*, round_: UUID, school: str, placed: Sequence[Placed], by: str) -> int:
    """Makes an internship for every placed student that has none yet; returns how many were made.

    May be repeated, also by two at once: nobody gets a second one, and what was changed meanwhile stays.
    """
    before = Internship.objects.filter(round_id=round_).count()
    Internship.objects.bulk_create(
        (
            Internship(
                school_id=school,
                round_id=round_,
                student_id=one.student,
                code_hash=one.code_hash,
                opening_id=one.opening,
                **_values(one.told),
            )
            for one in placed
        ),
        ignore_conflicts=True,
    )
    made = Internship.objects.filter(round_id=round_).count() - before
    if made:
        counts = {"internships": made}
        audit.record(what=What.INTERNSHIPS_MADE, subject=str(round_), by=by, counts=counts)
    return made


@transaction.atomic
def make(*, school: str, told: InternshipTold, by: str) -> tuple[Internship, str]:
    """Makes an internship that was found outside a round; gives the student's code, which is said this once."""
    code = _code()
    made = Internship.objects.create(school_id=school, code_hash=hash_of(code), **_values(told))
    audit.record(what=What.INTERNSHIPS_MADE, subject=str(made.pk), by=by, counts={"internships": 1})
    return made, code


@transaction.atomic
def change(*, id_: UUID, told: InternshipTold, by: str) -> bool:
    """Changes what is told of an internship; true when signatures fell, because what they were for changed.

    Raises `Internship.DoesNotExist`, `NotNow` for other terms once all have signed, `IntegrityError`.
    """
    row = held(id_)
    values = _values(told)
    if values["host_id"] is None:  # the organisation may have come by its opening
        values["opening_id"] = None
    changed = any(getattr(row, name) != values[name] for name in TERMS)
    if changed and row.state != InternshipState.PROPOSED:
        raise NotNow
    fell = changed and row.sent_on is not None
    for name, value in values.items():
        setattr(row, name, value)
    if changed:
        _unsign(row)
    row.save()
    audit.record(what=What.INTERNSHIP_CHANGED, subject=str(id_), by=by)
    return fell


@transaction.atomic
def new_code(*, id_: UUID, by: str) -> str:
    """A new code for the student; the old one opens nothing any more. Said this once."""
    row, code = held(id_), _code()
    row.code_hash = hash_of(code)
    row.save(update_fields=["code_hash"])
    audit.record(what=What.INTERNSHIP_CODE_MADE, subject=str(id_), by=by)
    return code


@transaction.atomic
def remove(*, id_: UUID, by: str) -> None:
    """Removes an internship with all that was noted of it, at once and for good."""
    held(id_).delete()
    audit.record(what=What.INTERNSHIP_REMOVED, subject=str(id_), by=by)


@transaction.atomic
def send_agreement(*, id_: UUID, today: date, by: str) -> None:
    """Lets host and student see the agreement, to sign it. Raises `NotNow` when it was sent already."""
    row = held(id_)
    if row.state != InternshipState.PROPOSED or row.sent_on is not None:
        raise NotNow
    row.sent_on = today
    row.save(update_fields=["sent_on"])
    audit.record(what=What.AGREEMENT_SENT, subject=str(id_), by=by)


@transaction.atomic
def sign(*, id_: UUID, party: Party, today: date, by: str, on_paper: bool = False) -> bool:
    """Notes that one party says that it signed; with the last of three the internship is agreed.

    `on_paper`: for a host without an account the school says so, with the paper in hand. False when it had said
    so before. Raises `NotNow` before it was sent, or on paper for who can say so themselves.
    """
    row = held(id_)
    if row.sent_on is None or (on_paper and (party is not Party.HOST or can_say_so(row.host_id))):
        raise NotNow
    field = f"{party}_signed_on"
    if getattr(row, field) is not None:
        return False
    setattr(row, field, today)
    row.on_paper = row.on_paper or on_paper
    if all(getattr(row, f"{one}_signed_on") for one in Party):
        row.state, row.agreed_on = str(InternshipState.AGREED), today
    row.save(update_fields=[field, "on_paper", "state", "agreed_on"])
    audit.record(what=What.AGREEMENT_SIGNED, subject=str(id_), by=by)
    return True


@transaction.atomic
def take_agreement_back(*, id_: UUID, by: str) -> None:
    """Makes an agreement unsent again, for all; as long as the internship has not begun. Raises `NotNow`."""
    row = held(id_)
    if row.sent_on is None or row.state not in (InternshipState.PROPOSED, InternshipState.AGREED):
        raise NotNow
    _unsign(row)
    row.changes.filter(agreed_on=None).delete()
    row.state, row.agreed_on = str(InternshipState.PROPOSED), None
    row.save()
    audit.record(what=What.AGREEMENT_TAKEN_BACK, subject=str(id_), by=by)


@transaction.atomic
def begin(*, id_: UUID, on: date, by: str) -> None:
    """The internship has begun. Raises `NoSuchMove` when not all have signed."""
    _go(held(id_), InternshipState.RUNNING, What.INTERNSHIP_BEGUN, by, began_on=on)


@transaction.atomic
def complete(*, id_: UUID, on: date, by: str) -> None:
    """The internship is completed. Raises `NoSuchMove`, `IntegrityError` for a day before it began."""
    _go(held(id_), InternshipState.COMPLETED, What.INTERNSHIP_COMPLETED, by, ended_on=on)


@transaction.atomic
def end_early(*, id_: UUID, on: date, reason: EndReason, by: str) -> None:
    """The internship ended early, and why. Raises as `complete` does."""
    _go(held(id_), InternshipState.ENDED, What.INTERNSHIP_ENDED, by, ended_on=on, reason=str(reason))


@transaction.atomic
def remove_old(*, today: date, by: str) -> int:
    """Removes internships whose last day is long ago; returns how many."""
    old = today - KEPT_AFTER
    found = Internship.objects.filter(ends_on__lt=old).exclude(ended_on__gte=old)
    ids: Iterable[UUID] = list(found.values_list("pk", flat=True))
    Internship.objects.filter(pk__in=ids).delete()
    removed = len(list(ids))
    if removed:
        audit.record(what=What.INTERNSHIPS_GONE, subject="internships", by=by, counts={"rows": removed})
    return removed


def can_say_so(host: str | None) -> bool:
    """Whether somebody with an account signs for this host; else it signs on paper and the school says so."""
    return host is not None and bool(organisations.accounts_at_desk(host, Act.GUIDE_INTERNS))


def held(id_: UUID) -> Internship:
    """The internship, held until the transaction ends. Raises `Internship.DoesNotExist`."""
    return Internship.objects.select_for_update().get(pk=id_)


def _go(row: Internship, to: InternshipState, what: What, by: str, **values: Any) -> None:
    if to not in MOVES[InternshipState(row.state)]:
        raise NoSuchMove(f"{row.state} does not become {to}")
    row.state = str(to)
    for name, value in values.items():
        setattr(row, name, value)
    row.save(update_fields=["state", *values])
    if to in OVER:  # a change that not all signed never comes to hold
        row.changes.filter(agreed_on=None).delete()
    audit.record(what=what, subject=str(row.pk), by=by)


def _unsign(row: Internship) -> None:
    row.sent_on, row.on_paper = None, False
    for party in Party:
        setattr(row, f"{party}_signed_on", None)


def _values(told: InternshipTold) -> dict[str, Any]:
    names = ("reference", "title", "starts_on", "ends_on", "host_name", "occupation", "study", "hours")
    return {
        **{name: getattr(told, name) for name in (*names, "school_guide", "host_guide")},
        "host_id": told.host,
        "track": str(told.track),
        "skills": list(told.skills[:SKILLS_AT_MOST]),
    }


def _code() -> str:
    return make_code(CODE_LENGTH)
