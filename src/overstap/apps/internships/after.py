# SPDX-License-Identifier: EUPL-1.2
"""How it was, as each side says, and where the student went. Who may is asked before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from overstap.apps.audit import actions as audit
from overstap.apps.audit.enums import What
from overstap.apps.contacts.outcomes import months_after
from overstap.apps.internships.actions import NotNow, held
from overstap.apps.internships.enums import (
    ENDING_WITHIN,
    LATER_MONTHS,
    OVER,
    Again,
    Guided,
    InternshipState,
    Moment,
    Now,
    Party,
)
from overstap.apps.internships.models import Evaluation, FollowUp, Internship


@dataclass(frozen=True, slots=True)
class Said:
    """How one side says it was. `learned`, `partly`: of the skills that were wanted."""

    guided: Guided
    again: Again
    learned: tuple[str, ...] = ()
    partly: tuple[str, ...] = ()
    note: str = ""


def may_evaluate(internship: Internship, today: date) -> bool:
    """Whether it is over, or nearly, so that one can say how it was."""
    near = internship.state == InternshipState.RUNNING and internship.ends_on <= today + ENDING_WITHIN
    return internship.state in OVER or near


def asked_now(internship: Internship, today: date) -> tuple[Moment, ...]:
    """The moments of which one may tell by now where the student is."""
    if internship.ended_on is None:
        return ()
    late = today >= months_after(internship.ended_on, LATER_MONTHS)
    return (Moment.AT_END, Moment.LATER) if late else (Moment.AT_END,)


@transaction.atomic
def evaluate(*, internship: UUID, side: Party, said: Said, today: date, by: str) -> Evaluation:
    """Keeps how one side says it was. It may be said again until the others said theirs too: then it stands.

    Raises `NotNow` when it is too early, or when it stands.
    """
    row = held(internship)
    given = {one.side for one in row.evaluations.all()}
    if not may_evaluate(row, today) or {str(Party.STUDENT), str(Party.HOST), str(side)} <= given:
        raise NotNow
    wanted = set(row.skills)
    values = {
        "guided": str(said.guided),
        "again": str(said.again),
        "learned": _of(wanted, said.learned),
        "partly": _of(wanted - set(said.learned), said.partly),
        "note": said.note,
        "given_on": today,
    }
    made, _new = Evaluation.objects.update_or_create(internship=row, side=str(side), defaults=values)
    audit.record(what=What.INTERNSHIP_EVALUATED, subject=str(internship), by=by)
    return made


@transaction.atomic
def tell_where(*, internship: UUID, moment: Moment, now: Now, told_by: Party, today: date, by: str) -> FollowUp:
    """Keeps where the student is; what the student says goes over what the school says, not the other way.

    Raises `NotNow` before the moment, and for a school where the student told it.
    """
    row = held(internship)
    if moment not in asked_now(row, today):
        raise NotNow
    before = row.follow_ups.filter(moment=str(moment)).first()
    if before and before.told_by == Party.STUDENT and told_by is Party.SCHOOL:
        raise NotNow
    values = {"now": str(now), "told_by": str(told_by), "told_on": today}
    made, _new = FollowUp.objects.update_or_create(internship=row, moment=str(moment), defaults=values)
    audit.record(what=What.INTERNSHIP_FOLLOWED, subject=str(internship), by=by)
    return made


def _of(wanted: set[str], skills: Iterable[str]) -> list[str]:
    return [skill for skill in dict.fromkeys(skills) if skill in wanted]
