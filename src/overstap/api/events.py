# SPDX-License-Identifier: EUPL-1.2
"""The trail of what was done, for operators."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from overstap.api.answers import Listed, Paging, answers, listed
from overstap.api.problems import Refused
from overstap.api.security import Token, used_in
from overstap.apps.accounts.enums import Act
from overstap.apps.accounts.permission import may
from overstap.apps.audit import queries
from overstap.apps.audit.enums import What
from overstap.apps.tokens.enums import Scope

router = Router(tags=["trail"])


@dataclass(frozen=True, slots=True)
class _Trail(Sequence[Any]):
    """The events of a question, read when a page of them is taken."""

    what: str
    subject: str

    def __len__(self) -> int:
        return queries.how_many(what=self.what, subject=self.subject)

    def __getitem__(self, part: Any) -> Any:
        after, limit = part.start, part.stop - part.start
        return queries.latest(limit=limit, after=after, what=self.what, subject=self.subject)


class EventTold(Schema):
    """Something that was done to a thing, by a role or a number; no name stands in it."""

    at: datetime
    by: str
    what: str
    subject: str
    counts: dict[str, int]


class EventsAsked(Paging):
    """Events of one kind or about one thing when given."""

    what: What | None = None
    subject: Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[!-~]+$")] | None = None


@router.get(
    "/events",
    auth=Token(Scope.TRAIL_READ),
    response=answers(200, Listed[EventTold]),
    summary="The trail of what was done",
)
def list_events(request: HttpRequest, asked: Query[EventsAsked]) -> HttpResponse:
    """The newest first."""
    if not may(used_in(request).token.account, Act.SEE_TRAIL):
        raise Refused(403)
    return listed(request, asked, _Trail(str(asked.what or ""), asked.subject or ""), _event)


def _event(row: Any) -> dict[str, Any]:
    return {"at": row.at, "by": row.by, "what": row.what, "subject": row.subject, "counts": row.counts}
