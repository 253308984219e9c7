# SPDX-License-Identifier: EUPL-1.2
"""Internships of a school, through a token for it: where each stands, and what it needs today."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router, Schema

from overstap.api.answers import Listed, Paging, answer, answers, listed
from overstap.api.organisation import theirs
from overstap.api.problems import Refused
from overstap.api.security import Token
from overstap.api.types import Id, Uuid
from overstap.apps.accounts.enums import Act
from overstap.apps.internships import queries
from overstap.apps.internships.enums import EndReason, InternshipState, Track
from overstap.apps.tokens.enums import Scope

router = Router(tags=["internships"])

AUTH = Token(Scope.ROUNDS_READ)


class InternshipTold(Schema):
    """An internship by the school's own number of the student. `host`: an organisation, or `host_name` instead.

    `round`: it came out of; null: found outside one. Hours a week. The days of signing are what each party said
    of itself; `on_paper`: the school said so of the host.
    """

    id: UUID
    reference: str
    round: UUID | None
    host: str | None
    host_name: str
    opening: str | None
    title: str
    occupation: str
    study: str
    track: Track
    starts_on: date
    ends_on: date
    hours: float | None
    skills: list[str]
    state: InternshipState
    sent_on: date | None
    student_signed_on: date | None
    host_signed_on: date | None
    school_signed_on: date | None
    on_paper: bool
    agreed_on: date | None
    began_on: date | None
    ended_on: date | None
    reason: EndReason | None


@router.get(
    "/organisations/{organisation}/internships",
    auth=AUTH,
    response=answers(200, Listed[InternshipTold]),
    summary="The internships of your school",
)
def list_internships(request: HttpRequest, organisation: Id, asked: Query[Paging]) -> HttpResponse:
    """What needs doing most first."""
    theirs(request, organisation, Act.KEEP_INTERNSHIPS)
    return listed(request, asked, list(queries.at_schools([organisation], timezone.localdate())), _told)


@router.get(
    "/organisations/{organisation}/internships/{internship}",
    auth=AUTH,
    response=answers(200, InternshipTold),
    summary="One internship",
)
def get_internship(request: HttpRequest, organisation: Id, internship: Uuid) -> HttpResponse:
    """How it stands now."""
    theirs(request, organisation, Act.KEEP_INTERNSHIPS)
    row = queries.internship_of(internship)
    if row is None or row.school_id != organisation:
        raise Refused(404)
    return answer(_told(row))


def _told(row: Any) -> dict[str, Any]:
    names = ("reference", "host_name", "title", "occupation", "study", "track", "starts_on", "ends_on", "hours")
    names += ("state", "sent_on", "student_signed_on", "host_signed_on", "school_signed_on", "on_paper")
    names += ("agreed_on", "began_on", "ended_on")
    return {
        "id": str(row.pk),
        "round": str(row.round_id) if row.round_id else None,
        "host": row.host_id,
        "opening": row.opening_id,
        **{name: getattr(row, name) for name in names},
        "skills": list(row.skills),
        "reason": row.reason or None,
    }
