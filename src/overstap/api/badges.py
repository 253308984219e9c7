# SPDX-License-Identifier: EUPL-1.2
"""Whether a badge is real, and the badges that were given for what is in one's passport."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from overstap.api.answers import Listed, Paging, answer, answers, listed
from overstap.api.passports import mine
from overstap.api.problems import of_input
from overstap.api.security import Token
from overstap.api.types import NO_NUL, Strict
from overstap.apps.passports import badges
from overstap.apps.tokens.enums import Scope
from overstap.bridge.badges import check_here
from overstap.engine.badges.baking import LARGEST_BADGE
from overstap.engine.badges.model import Check
from overstap.engine.badges.plain import checked_as_dict
from overstap.engine.problems import InputRefused

router = Router(tags=["badges"])


class BadgeAsked(Strict):
    """A badge as signed text (JWS, JWT) or as JSON, and the e-mail address it should be made out to."""

    badge: Annotated[str, Field(min_length=1, max_length=LARGEST_BADGE, pattern=NO_NUL)]
    address: Annotated[str, Field(max_length=254, pattern=NO_NUL)] = ""


class BadgeChecked(Schema):
    """What a badge says, and how sure it is.

    `verified`: as `signed`, and made out to `address`. `signed`: by an issuer that is trusted here.
    `unknown-issuer`: by a key that nobody here vouches for. `unchecked`: nothing in it can be checked here.
    """

    check: Check
    version: int
    name: str
    issuer: str
    issuer_name: str
    assessor: str
    issued_at: datetime | None
    expires_at: datetime | None
    hosted_at: str


class BadgeIssued(Schema):
    """A badge that was given for a proof of yours. Withdrawn ones count no more."""

    id: str
    proof: UUID
    title: str
    issued_at: datetime
    revoked_at: datetime | None


@router.post("/badge-checks", response=answers(200, BadgeChecked, 422), summary="Whether an Open Badge is real")
def post_badge_check(request: HttpRequest, asked: BadgeAsked) -> HttpResponse:  # noqa: ARG001 - Ninja names it
    """One that is forged, changed, expired or withdrawn is refused (422). Nothing is fetched, nothing kept.

    The answer is that of `overstap badge verify --json`.
    """
    try:
        checked = check_here(asked.badge, now=timezone.now())
    except InputRefused as refused:
        raise of_input(refused, "badge") from None
    return answer(checked_as_dict(checked, asked.address))


@router.get(
    "/passport/badges",
    auth=Token(Scope.PASSPORT_READ),
    response=answers(200, Listed[BadgeIssued], 404),
    summary="Badges for what is in your passport",
)
def list_badges(request: HttpRequest, asked: Query[Paging]) -> HttpResponse:
    """The newest first. A badge itself is made on the page of your passport."""
    return listed(request, asked, badges.badges_of(mine(request).pk), _told)


def _told(row: Any) -> dict[str, Any]:
    return {
        "id": f"urn:uuid:{row.pk}",
        "proof": str(row.proof_id),
        "title": row.proof.title,
        "issued_at": row.issued_at,
        "revoked_at": row.revoked_at,
    }
