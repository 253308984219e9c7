# SPDX-License-Identifier: EUPL-1.2
"""Whom a coach guides, and the notes and steps of one of them, through a token for their organisation."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from overstap.api.answers import Listed, Paging, answer, answers, listed
from overstap.api.organisation import theirs
from overstap.api.problems import Refused
from overstap.api.security import Token, used_in
from overstap.api.types import Id, Uuid
from overstap.apps.accounts.enums import Act
from overstap.apps.accounts.permission import may
from overstap.apps.guidance import queries
from overstap.apps.guidance.enums import Part
from overstap.apps.tokens.enums import Scope
from overstap.bridge.caseload import Case, caseload

router = Router(tags=["guidance"])

AUTH = Token(Scope.CASELOAD_READ)

GuidedPart = Annotated[str, Field(json_schema_extra={"enum": [str(one) for one in Part]})]
"""A part that a coach may see; named in place, as passports have parts of their own by the same name."""


class StepNext(Schema):
    """What is to be done next, by when."""

    text: str
    due_on: date


class CaseTold(Schema):
    """Somebody who is guided: what they share, until when, what changed since the last look, what is next.

    `taken` and `waiting`: journeys planned together that they kept since, and have not answered.
    `questions`: of employers that wait for them, when contacts are shared.
    """

    id: UUID
    email: str
    parts: list[GuidedPart]
    since: datetime
    until: datetime
    ends_soon: bool
    changed: list[GuidedPart]
    never_looked: bool
    taken: int
    waiting: int
    questions: int
    next_step: StepNext | None
    overdue: bool


class NoteTold(Schema):
    """A note; `talked_on`: of a conversation on that day; `writer`: the coach, when still there."""

    id: UUID
    text: str
    talked_on: date | None
    at: datetime
    writer: str | None


class StepNoted(StepNext):
    """A step, and when it was done."""

    id: UUID
    done_at: datetime | None


class NotesTold(Schema):
    """All notes, the newest first, and all steps by their day. Whom they are about reads the same."""

    notes: list[NoteTold]
    steps: list[StepNoted]


@router.get(
    "/organisations/{organisation}/caseload",
    auth=AUTH,
    response=answers(200, Listed[CaseTold]),
    summary="Whom you guide at your organisation",
)
def list_caseload(request: HttpRequest, organisation: Id, asked: Query[Paging]) -> HttpResponse:
    """Your own, the most urgent first; nothing of what they share stands in it."""
    theirs(request, organisation, Act.GUIDE)
    account = used_in(request).token.account_id
    cases, _asked = caseload(account, now=timezone.now(), today=timezone.localdate())
    here = [one for one in cases if one.guidance.organisation_id == organisation]
    return listed(request, asked, here, _case)


@router.get(
    "/organisations/{organisation}/caseload/{guidance}/notes",
    auth=AUTH,
    response=answers(200, NotesTold),
    summary="Notes and steps of somebody you guide",
)
def get_notes(request: HttpRequest, organisation: Id, guidance: Uuid) -> HttpResponse:
    """To anybody but their coach they are not there, nor once the guidance has ended."""
    theirs(request, organisation, Act.GUIDE)
    account, found = used_in(request).token.account, queries.guidance(guidance)
    if (
        found is None
        or found.organisation_id != organisation
        or not found.runs(timezone.now())
        or not may(account, Act.GUIDE, found)
        or found.coach is None
        or found.coach.membership.account_id != account.pk
    ):
        raise Refused(404)
    return answer(
        {
            "notes": [_note(one) for one in found.all_notes],
            "steps": [{"id": str(one.pk), **_step(one), "done_at": one.done_at} for one in found.all_steps],
        }
    )


def _case(one: Case) -> dict[str, Any]:
    row = one.guidance
    return {
        "id": str(row.pk),
        "email": row.account.email,
        "parts": list(row.parts),
        "since": row.since,
        "until": row.until,
        "ends_soon": one.ends_soon,
        "changed": [str(part) for part in one.changed],
        "never_looked": one.never_looked,
        "taken": one.taken,
        "waiting": one.waiting,
        "questions": one.questions,
        "next_step": _step(one.next_step) if one.next_step else None,
        "overdue": one.overdue,
    }


def _step(row: Any) -> dict[str, Any]:
    return {"text": row.text, "due_on": row.due_on}


def _note(row: Any) -> dict[str, Any]:
    writer = row.writer.name if row.writer else None
    return {"id": str(row.pk), "text": row.text, "talked_on": row.talked_on, "at": row.at, "writer": writer}
