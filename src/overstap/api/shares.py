# SPDX-License-Identifier: EUPL-1.2
"""Who may see one's passport, and who looked."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router

from overstap.api.answers import Listed, Paging, answer, answers, listed, nothing
from overstap.api.passports import mine
from overstap.api.problems import Refused
from overstap.api.schemas_passport import LookTold, ShareAsked, ShareTold
from overstap.api.security import Token, used_in
from overstap.api.types import Id
from overstap.apps.organisations import queries as organisations
from overstap.apps.passports import queries, sharing
from overstap.apps.passports.enums import Part
from overstap.apps.tokens.enums import Scope
from overstap.engine.problems import Problem

router = Router(tags=["passport"])

MOST_DAYS = 365
LOOKS_AT_MOST = 1000


@router.get(
    "/passport/shares",
    auth=Token(Scope.PASSPORT_READ),
    response=answers(200, Listed[ShareTold], 404),
    summary="Who may see your passport",
)
def list_shares(request: HttpRequest, asked: Query[Paging]) -> HttpResponse:
    """The organisations you share with now, which parts, until when."""
    return listed(request, asked, queries.shares_of(mine(request), timezone.now()), _share)


@router.put(
    "/passport/shares/{organisation}",
    auth=Token(Scope.PASSPORT_SHARE),
    response=answers(200, ShareTold, 422),
    summary="Share your passport with an organisation",
)
def put_share(request: HttpRequest, organisation: Id, asked: ShareAsked) -> HttpResponse:
    """Shares these parts until the end of that day; asked again, it replaces what was shared before."""
    found = mine(request, to_change=True)
    if organisation not in {one.pk for one in organisations.with_members()}:
        raise Refused(404)
    today = timezone.localdate()
    if not today < asked.until <= today + timedelta(days=MOST_DAYS):
        raise Refused(422, [("until", _NO_SUCH_DAY)])
    row = sharing.share(
        passport=found,
        organisation=organisation,
        parts=[Part(part) for part in asked.parts],
        blind=asked.blind,
        now=timezone.now(),
        until=timezone.make_aware(datetime.combine(asked.until, time(23, 59, 59))),
        by=used_in(request).by,
    )
    return answer(_share(row))


@router.delete(
    "/passport/shares/{organisation}",
    auth=Token(Scope.PASSPORT_SHARE),
    response=answers(204, None),
    summary="Stop sharing with an organisation",
)
def delete_share(request: HttpRequest, organisation: Id) -> HttpResponse:
    """From this moment on they see nothing of it."""
    found = mine(request, to_change=True)
    shares = [one for one in queries.shares_of(found, timezone.now()) if one.organisation_id == organisation]
    if not shares:
        raise Refused(404)
    sharing.withdraw(passport=found, share=shares[0].pk, by=used_in(request).by)
    return nothing()


@router.get(
    "/passport/looks",
    auth=Token(Scope.PASSPORT_READ),
    response=answers(200, Listed[LookTold], 404),
    summary="Who looked at your passport",
)
def list_looks(request: HttpRequest, asked: Query[Paging]) -> HttpResponse:
    """The last thousand looks, the newest first."""
    return listed(request, asked, queries.looks_at(mine(request), LOOKS_AT_MOST), _look)


def _share(row: Any) -> dict[str, Any]:
    return {
        "organisation": row.organisation_id,
        "name": row.organisation.name,
        "parts": list(row.parts),
        "blind": row.blind,
        "since": row.since,
        "until": row.until.astimezone(UTC),
    }


def _look(row: Any) -> dict[str, Any]:
    return {
        "organisation": row.organisation_id,
        "name": row.organisation.name,
        "role": row.role,
        "parts": list(row.parts),
        "blind": row.blind,
        "at": row.at,
    }


_NO_SUCH_DAY = Problem(
    {"en": "is not after today, within a year", "nl": "ligt niet na vandaag, binnen een jaar"},
    mend={"en": "Choose a day in between.", "nl": "Kies een dag daartussen."},
)
