# SPDX-License-Identifier: EUPL-1.2
"""The token itself, and everything we know of who made it."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema

from overstap.api.answers import answer, answers
from overstap.api.problems import Refused
from overstap.api.security import Token, used_in
from overstap.apps.accounts.enums import Act
from overstap.apps.accounts.permission import may
from overstap.apps.tokens.enums import Scope
from overstap.bridge import personal_data

router = Router(tags=["account"])


class TokenTold(Schema):
    """A token: its name, what it may do, for which organisation (null: for oneself), until when."""

    id: UUID
    name: str
    scopes: list[Scope]
    organisation: str | None
    ends_at: datetime


class AccountTold(Schema):
    """Everything we know of somebody: table -> its rows, each an object."""

    tables: dict[str, list[dict[str, Any]]]


@router.get("/token", auth=Token(None), response=answers(200, TokenTold), summary="The token you come in with")
def get_token(request: HttpRequest) -> HttpResponse:
    """To see whether it works, and what it may do."""
    token = used_in(request).token
    return answer(
        {
            "id": str(token.pk),
            "name": token.name,
            "scopes": token.scopes,
            "organisation": token.organisation_id,
            "ends_at": token.ends_at,
        }
    )


@router.get(
    "/account",
    auth=Token(Scope.ACCOUNT_READ),
    response=answers(200, AccountTold),
    summary="Everything we know of you",
)
def get_account(request: HttpRequest) -> HttpResponse:
    """To take along, as on the page of your account. Erasing it is done there, by you."""
    account = used_in(request).token.account
    if not may(account, Act.KEEP_ACCOUNT):
        raise Refused(403)
    return answer({"tables": personal_data.take_along(account=account.pk)})
