# SPDX-License-Identifier: EUPL-1.2
"""One's own passport, through a token of one's own."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router

from overstap.api.answers import answer, answers, etag_of, nothing
from overstap.api.passport_plain import as_asked, merged, passport_plain, told_of
from overstap.api.preconditions import IfMatch, IfNoneMatch, must_match
from overstap.api.problems import Refused
from overstap.api.region import region_or_refused
from overstap.api.schemas_passport import PassportAsked, PassportPatch, PassportTold
from overstap.api.security import Token, used_in
from overstap.apps.accounts.enums import Act
from overstap.apps.accounts.permission import may
from overstap.apps.passports import actions, queries
from overstap.apps.passports.enums import Circumstance, Level
from overstap.apps.tokens.enums import Scope
from overstap.bridge.personal_data import remove_passport

router = Router(tags=["passport"])

WITH_TAG = {
    200: {"headers": {"ETag": {"description": "What this state is known by.", "schema": {"type": "string"}}}}
}


def mine(request: HttpRequest, *, to_change: bool = False) -> Any:
    """The passport of the token's maker; to change it, nobody else changes it until the transaction ends.

    Raises `Refused`: 404 when there is none.
    """
    account = used_in(request).token.account
    find = queries.passport_to_change if to_change else queries.passport_of
    found = find(account.pk)
    if found is None:
        raise Refused(404)
    if not may(account, Act.OWN_PASSPORT, found):
        raise Refused(403)
    return found


@router.get(
    "/passport",
    auth=Token(Scope.PASSPORT_READ),
    response=answers(200, PassportTold, 404),
    summary="Your passport",
    openapi_extra={"responses": WITH_TAG},
)
def get_passport(request: HttpRequest) -> HttpResponse:
    """All of it."""
    return _answer(mine(request))


@router.put(
    "/passport",
    auth=Token(Scope.PASSPORT_WRITE),
    response={**answers(200, PassportTold, 404, 412, 422, 428), 201: PassportTold},
    summary="Make or replace your passport",
    openapi_extra={"responses": WITH_TAG},
)
def put_passport(
    request: HttpRequest, asked: PassportAsked, if_match: IfMatch = None, if_none_match: IfNoneMatch = None
) -> HttpResponse:
    """Makes the passport, or replaces all of it but its proofs and shares.

    To replace one say which version with `If-Match`; with `If-None-Match: *` one is only made.
    """
    account = used_in(request).token.account
    if not may(account, Act.OWN_PASSPORT):
        raise Refused(403)
    before = queries.passport_to_change(account.pk)
    if (before is not None and if_none_match is not None) or (before is None and if_match is not None):
        raise Refused(412)
    if before is not None:
        must_match(if_match, passport_plain(before))
    return _keep(request, asked, before)


@router.patch(
    "/passport",
    auth=Token(Scope.PASSPORT_WRITE),
    response=answers(200, PassportTold, 404, 412, 422, 428),
    summary="Change parts of your passport",
    openapi_extra={"responses": WITH_TAG},
)
def patch_passport(request: HttpRequest, asked: PassportPatch, if_match: IfMatch = None) -> HttpResponse:
    """A JSON merge patch (RFC 7396): skills, languages, papers, wishes, each as a whole."""
    before = mine(request, to_change=True)
    must_match(if_match, passport_plain(before))
    patch = asked.model_dump(mode="json", exclude_unset=True)
    return _keep(request, PassportAsked.model_validate(merged(as_asked(before), patch)), before)


@router.delete(
    "/passport",
    auth=Token(Scope.PASSPORT_WRITE),
    response=answers(204, None, 404, 412),
    summary="Remove your passport",
)
def delete_passport(request: HttpRequest, if_match: IfMatch = None) -> HttpResponse:
    """Removes it at once and for good, what was shared included."""
    found = mine(request, to_change=True)
    must_match(if_match, passport_plain(found), needed=False)
    remove_passport(passport=found, by=used_in(request).by)
    return nothing()


def _keep(request: HttpRequest, asked: PassportAsked, before: Any | None) -> HttpResponse:
    used = used_in(request)
    told = told_of(region_or_refused(), asked, before)
    kept = actions.keep_passport(account=used.token.account_id, told=told, now=timezone.now(), by=used.by)
    levels = {one.language: Level(one.level) for one in asked.languages}
    actions.set_languages(passport=kept, levels=levels, by=used.by)
    wished = [Circumstance(one) for one in asked.circumstances]
    actions.set_circumstances(passport=kept, circumstances=wished, by=used.by)
    return _answer(queries.passport_of(used.token.account_id), 200 if before else 201)


def _answer(passport: Any, status: int = 200) -> HttpResponse:
    plain = passport_plain(passport)
    return answer(plain, status, {"ETag": etag_of(plain)})
