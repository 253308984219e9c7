# SPDX-License-Identifier: EUPL-1.2
"""Who belongs to an organisation, through a token for it."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router, Schema

from overstap.api.answers import Listed, Paging, answer, answers, listed, nothing
from overstap.api.problems import Refused
from overstap.api.security import Token, used_in
from overstap.api.types import Flag, Id, Strict, Uuid
from overstap.apps.accounts.enums import Act, Role
from overstap.apps.accounts.permission import may
from overstap.apps.organisations import members, queries
from overstap.apps.tokens.enums import Scope
from overstap.engine.problems import Problem

router = Router(tags=["organisation"])


class MemberTold(Schema):
    """Somebody who belongs there in a role; `owner`: also decides who else does."""

    id: UUID
    email: str
    role: Role
    owner: bool
    since: datetime


class MemberAsked(Strict):
    """Whether a member is owner."""

    owner: Flag


class InvitationTold(Schema):
    """Somebody who was asked and has not answered."""

    id: UUID
    email: str
    role: Role
    owner: bool
    expires_at: datetime


def theirs(request: HttpRequest, organisation: str, act: Act) -> Any:
    """The organisation that a token is for. Raises `Refused`: 404 when it is another, 403 without the act."""
    token = used_in(request).token
    row = queries.organisation(organisation) if token.organisation_id == organisation else None
    if row is None or not may(token.account, Act.SEE_ORGANISATION, row):
        raise Refused(404)
    if not may(token.account, act, row):
        raise Refused(403)
    return row


@router.get(
    "/organisations/{organisation}/members",
    auth=Token(Scope.MEMBERS_READ),
    response=answers(200, Listed[MemberTold]),
    summary="Who belongs to an organisation",
)
def list_members(request: HttpRequest, organisation: Id, asked: Query[Paging]) -> HttpResponse:
    """Owners first."""
    row = theirs(request, organisation, Act.SEE_ORGANISATION)
    return listed(request, asked, queries.members_of(row), _member)


@router.patch(
    "/organisations/{organisation}/members/{member}",
    auth=Token(Scope.MEMBERS_WRITE),
    response=answers(200, MemberTold, 409),
    summary="Make a member owner, or no longer",
)
def patch_member(request: HttpRequest, organisation: Id, member: Uuid, asked: MemberAsked) -> HttpResponse:
    """The last owner stays owner while there are members (409)."""
    row = theirs(request, organisation, Act.MANAGE_MEMBERS)
    try:
        found = members.change_owner(
            membership=member, organisation=organisation, owner=asked.owner, by=used_in(request).by
        )
    except members.LastOwner:
        raise Refused(409, [("owner", _LAST)]) from None
    if not found:
        raise Refused(404)
    return answer(next(_member(one) for one in queries.members_of(row) if one.pk == member))


@router.delete(
    "/organisations/{organisation}/members/{member}",
    auth=Token(Scope.MEMBERS_WRITE),
    response=answers(204, None, 409),
    summary="Remove a member",
)
def delete_member(request: HttpRequest, organisation: Id, member: Uuid) -> HttpResponse:
    """From this moment on they see nothing of it, and their tokens for it do nothing."""
    theirs(request, organisation, Act.MANAGE_MEMBERS)
    try:
        found = members.remove_member(membership=member, organisation=organisation, by=used_in(request).by)
    except members.LastOwner:
        raise Refused(409, [("member", _LAST)]) from None
    if not found:
        raise Refused(404)
    return nothing()


@router.get(
    "/organisations/{organisation}/invitations",
    auth=Token(Scope.MEMBERS_WRITE),
    response=answers(200, Listed[InvitationTold]),
    summary="Who was asked to join",
)
def list_invitations(request: HttpRequest, organisation: Id, asked: Query[Paging]) -> HttpResponse:
    """Those who have not answered. Inviting is done on the page, where the mail is sent from."""
    row = theirs(request, organisation, Act.MANAGE_MEMBERS)
    return listed(request, asked, queries.invitations_of(row, timezone.now()), _invitation)


@router.delete(
    "/organisations/{organisation}/invitations/{invitation}",
    auth=Token(Scope.MEMBERS_WRITE),
    response=answers(204, None),
    summary="Withdraw an invitation",
)
def delete_invitation(request: HttpRequest, organisation: Id, invitation: Uuid) -> HttpResponse:
    """Its link opens nothing from this moment on."""
    theirs(request, organisation, Act.MANAGE_MEMBERS)
    by = used_in(request).by
    if not members.withdraw_invitation(invitation=invitation, organisation=organisation, by=by):
        raise Refused(404)
    return nothing()


def _member(row: Any) -> dict[str, Any]:
    return {
        "id": str(row.pk),
        "email": row.account.email,
        "role": row.role,
        "owner": row.owner,
        "since": row.since,
    }


def _invitation(row: Any) -> dict[str, Any]:
    return {
        "id": str(row.pk),
        "email": row.email,
        "role": row.role,
        "owner": row.owner,
        "expires_at": row.expires_at,
    }


_LAST = Problem(
    {"en": "is the last owner", "nl": "is de laatste eigenaar"},
    mend={"en": "Make another member owner first.", "nl": "Maak eerst een ander lid eigenaar."},
)
