# SPDX-License-Identifier: EUPL-1.2
"""Events where people and employers meet, and their programmes: what anybody may know, for other sites."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router, Schema

from overstap.api.answers import Listed, Paging, answer, answers, listed
from overstap.api.problems import Refused
from overstap.api.types import Uuid
from overstap.apps.events import queries
from overstap.apps.events.enums import ItemKind

router = Router(tags=["meetings"])


class MeetingListed(Schema):
    """An event. Times are those of the clock there. `talks_begin`, `talks_end`: people talk at tables then."""

    id: UUID
    name: str
    about: str
    day: date
    begins: str
    ends: str
    venue: str
    address: str
    organisation: str
    organisation_name: str
    talks_begin: str | None
    talks_end: str | None


class ItemTold(Schema):
    """A part of the programme. `left`: places that are free; `waiting`: people on its waiting list."""

    id: int
    kind: ItemKind
    title: str
    about: str
    organisation: str
    organisation_name: str
    room: str
    begins: str
    ends: str
    seats: int
    left: int
    waiting: int


class MeetingTold(MeetingListed):
    """An event with its programme by time."""

    items: list[ItemTold]


@router.get("/meetings", response=answers(200, Listed[MeetingListed]), summary="Events that are to come")
def list_meetings(request: HttpRequest, asked: Query[Paging]) -> HttpResponse:
    """Those that everybody may find, the first first."""
    return listed(request, asked, queries.public_events(timezone.localdate()), _meeting)


@router.get("/meetings/{meeting}", response=answers(200, MeetingTold), summary="One event with its programme")
def get_meeting(request: HttpRequest, meeting: Uuid) -> HttpResponse:  # noqa: ARG001 - Ninja names it
    """Also one that is in no list: who has its id may see it."""
    row = queries.event_of(meeting)
    if row is None:
        raise Refused(404)
    return answer({**_meeting(row), "items": [_item(one) for one in queries.programme_of(row)]})


def _meeting(row: Any) -> dict[str, Any]:
    return {
        "id": str(row.pk),
        **{name: getattr(row, name) for name in ("name", "about", "day", "venue", "address")},
        **{name: _clock(getattr(row, name)) for name in ("begins", "ends", "talks_begin", "talks_end")},
        "organisation": row.organisation_id,
        "organisation_name": row.organisation.name,
    }


def _item(row: Any) -> dict[str, Any]:
    return {
        "id": row.pk,
        **{name: getattr(row, name) for name in ("kind", "title", "about", "seats", "waiting")},
        "organisation": row.organisation_id,
        "organisation_name": row.organisation.name,
        "room": row.room.name,
        "begins": _clock(row.begins),
        "ends": _clock(row.ends),
        "left": max(0, row.seats - row.seated),
    }


def _clock(minutes: int | None) -> str | None:
    return None if minutes is None else f"{minutes // 60:02d}:{minutes % 60:02d}"
