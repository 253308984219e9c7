# SPDX-License-Identifier: EUPL-1.2
"""Rounds of internships of a school: the round, its places and its students, through a token for it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema

from overstap.api.answers import Listed, Paging, answer, answers, listed
from overstap.api.organisation import theirs
from overstap.api.problems import Refused
from overstap.api.security import Token, used_in
from overstap.api.types import Id, Uuid
from overstap.apps.accounts.enums import Act
from overstap.apps.rounds import queries
from overstap.apps.rounds.enums import Choice, Criterion, Track
from overstap.apps.tokens.enums import Scope

router = Router(tags=["rounds of internships"])

AUTH = Token(Scope.ROUNDS_READ)


class RoundListed(Schema):
    """A round: wishes until a day, then everybody at once. `fixed`: what was given out stands."""

    id: UUID
    name: str
    wishes_until: date
    starts_on: date
    ends_on: date
    choice: Choice
    held_at: datetime | None
    fixed: bool


class RoundTold(RoundListed):
    """With how many students, how many of them wished and have a place, and how many places."""

    students: int
    wished: int
    placed: int
    places: int


class RoundPlaceTold(Schema):
    """An opening that takes students of the round: for how many, how many have one, what it orders them by.

    `extra_students`: how many it guides `extra_hours` a week more than usual, when they need it.
    """

    id: UUID
    opening: str
    organisation: str
    places: int
    taken: int
    guidance_hours: float | None
    extra_students: int
    extra_hours: float
    track: Track | None
    recognised: bool
    criteria: list[Criterion]


class RoundStudentTold(Schema):
    """A student by the school's own reference, and what they got; `rank` in their own order."""

    id: UUID
    reference: str
    occupation: str
    home: str
    skills: list[str]
    wished_at: datetime | None
    wishes: int
    place: UUID | None
    opening: str | None
    rank: int | None


@router.get(
    "/organisations/{organisation}/rounds",
    auth=AUTH,
    response=answers(200, Listed[RoundListed]),
    summary="The rounds of your school",
)
def list_rounds(request: HttpRequest, organisation: Id, asked: Query[Paging]) -> HttpResponse:
    """The latest first."""
    theirs(request, organisation, Act.HOLD_ROUNDS)
    rows = queries.rounds_of(used_in(request).token.account_id)
    return listed(request, asked, [one for one in rows if one.organisation_id == organisation], _round)


@router.get(
    "/organisations/{organisation}/rounds/{round_id}",
    auth=AUTH,
    response=answers(200, RoundTold),
    summary="One round, in figures",
)
def get_round(request: HttpRequest, organisation: Id, round_id: Uuid) -> HttpResponse:
    """How it stands now."""
    row = _one(request, organisation, round_id)
    return answer({**_round(row), **queries.figures_of(row)})


@router.get(
    "/organisations/{organisation}/rounds/{round_id}/places",
    auth=AUTH,
    response=answers(200, Listed[RoundPlaceTold]),
    summary="The places of a round",
)
def list_round_places(
    request: HttpRequest, organisation: Id, round_id: Uuid, asked: Query[Paging]
) -> HttpResponse:
    """By host."""
    row = _one(request, organisation, round_id)
    return listed(request, asked, queries.places_of(row), _place)


@router.get(
    "/organisations/{organisation}/rounds/{round_id}/students",
    auth=AUTH,
    response=answers(200, Listed[RoundStudentTold]),
    summary="The students of a round, and what each got",
)
def list_round_students(
    request: HttpRequest, organisation: Id, round_id: Uuid, asked: Query[Paging]
) -> HttpResponse:
    """By reference; a round knows no names."""
    row = _one(request, organisation, round_id)
    return listed(request, asked, queries.students_of(row), _student)


def _one(request: HttpRequest, organisation: str, round_id: UUID) -> Any:
    theirs(request, organisation, Act.HOLD_ROUNDS)
    row = queries.round_of(round_id)
    if row is None or row.organisation_id != organisation:
        raise Refused(404)
    return row


def _round(row: Any) -> dict[str, Any]:
    names = ("name", "wishes_until", "starts_on", "ends_on", "choice", "held_at", "fixed")
    return {"id": str(row.pk), **{name: getattr(row, name) for name in names}}


def _place(row: Any) -> dict[str, Any]:
    names = ("places", "taken", "guidance_hours", "extra_students", "extra_hours", "recognised")
    return {
        "id": str(row.pk),
        "opening": row.opening_id,
        "organisation": row.opening.organisation_id,
        **{name: getattr(row, name) for name in names},
        "track": row.track or None,
        "criteria": list(row.criteria),
    }


def _student(row: Any) -> dict[str, Any]:
    names = ("reference", "occupation", "home", "wished_at", "rank")
    return {
        "id": str(row.pk),
        **{name: getattr(row, name) for name in names},
        "skills": list(row.skills),
        "wishes": len(row.wishes.all()),
        "place": str(row.got_id) if row.got_id else None,
        "opening": row.got.opening_id if row.got else None,
    }
