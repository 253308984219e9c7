# SPDX-License-Identifier: EUPL-1.2
"""Passports that were shared with an organisation, through a token for it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from overstap.api.answers import Listed, Paging, answer, answers, listed
from overstap.api.preconditions import IdempotencyKey, made_once
from overstap.api.problems import Refused
from overstap.api.schemas_passport import LanguageTold, ProofTold, WishesTold
from overstap.api.security import Token, used_in
from overstap.api.types import NO_NUL, Id, Strict, Uuid
from overstap.apps.accounts.enums import MEMBER_ROLES, Act
from overstap.apps.accounts.permission import may
from overstap.apps.passports import queries, sharing
from overstap.apps.passports.actions import TooMany, masked
from overstap.apps.passports.enums import (
    GIVEN_KINDS,
    NOTE_AT_MOST,
    TITLE_AT_MOST,
    Circumstance,
    Evidence,
    Part,
    ProofKind,
)
from overstap.apps.tokens.enums import Scope
from overstap.bridge.seen_passports import seen
from overstap.engine.problems import Problem

router = Router(tags=["shared passports"])

ASKS = {ProofKind.ENDORSEMENT: Act.ENDORSE, ProofKind.ASSESSMENT: Act.ASSESS}


class SharedListed(Schema):
    """A passport that is shared: which parts, until when. `email` is null when it is shared blind."""

    id: UUID
    email: str | None
    parts: list[Part]
    blind: bool
    since: datetime
    until: datetime


class SkillSeen(Schema):
    """A skill, and the strongest that stands behind it."""

    skill: str
    evidence: Evidence


class WishesSeen(WishesTold):
    """What somebody would like."""

    circumstances: list[Circumstance]


class SharedTold(SharedListed):
    """What the organisation may see of it; a part that is not shared is null."""

    skills: list[SkillSeen] | None
    proofs: list[ProofTold] | None
    languages: list[LanguageTold] | None
    certificates: list[str] | None
    wishes: WishesSeen | None
    story: str | None
    occupation: str | None


class GivenAsked(Strict):
    """What the organisation says of somebody's skills, and what that rests on."""

    kind: ProofKind
    title: Annotated[str, Field(min_length=1, max_length=TITLE_AT_MOST, pattern=NO_NUL)]
    note: Annotated[str, Field(max_length=NOTE_AT_MOST, pattern=NO_NUL)] = ""
    skills: Annotated[list[Id], Field(min_length=1, max_length=400)]


class GivenTold(Schema):
    """That it stands in the passport now."""

    id: UUID


@router.get(
    "/shared-passports",
    auth=Token(Scope.SHARED_READ),
    response=answers(200, Listed[SharedListed]),
    summary="Passports that are shared with your organisation",
)
def list_shared(request: HttpRequest, asked: Query[Paging]) -> HttpResponse:
    """The newest first. What is in one is seen by asking for it, and its owner sees that."""
    token = used_in(request).token
    if not may(token.account, Act.SEE_SHARED, token.organisation):
        raise Refused(403)
    rows = [
        one
        for one in queries.shared_with(token.account_id, timezone.now())
        if one.organisation_id == token.organisation_id
    ]
    return listed(request, asked, rows, _listed)


@router.get(
    "/shared-passports/{share}",
    auth=Token(Scope.SHARED_READ),
    response=answers(200, SharedTold),
    summary="A passport that is shared with your organisation",
)
def get_shared(request: HttpRequest, share: Uuid) -> HttpResponse:
    """The parts that are shared. Its owner sees that you looked."""
    used = used_in(request)
    found = _one(request, share)
    own = sorted(found.roles_of(used.token.account_id) & set(MEMBER_ROLES))
    sharing.note_look(share=found, role=own[0], now=timezone.now(), by=used.by)
    return answer({**_listed(found), **seen(found)})


@router.post(
    "/shared-passports/{share}/proofs",
    auth=Token(Scope.PROOFS_WRITE),
    response=answers(201, GivenTold, 409, 422),
    summary="Endorse or assess skills, in your organisation's name",
)
def post_given(
    request: HttpRequest, share: Uuid, asked: GivenAsked, idempotency_key: IdempotencyKey = None
) -> HttpResponse:
    """Only skills that are in the passport count, and only when skills are among what is shared."""
    used = used_in(request)
    found = _one(request, share)
    if asked.kind not in GIVEN_KINDS:
        raise Refused(422, [("kind", _OWN)])
    if not may(used.token.account, ASKS[ProofKind(asked.kind)], found) or Part.SKILLS.value not in found.parts:
        raise Refused(403)
    if not masked(asked.title):
        raise Refused(422, [("title", _EMPTY)])

    def make() -> str:
        given = sharing.give_proof(
            share=found,
            kind=ProofKind(asked.kind),
            title=asked.title,
            note=asked.note,
            skills=asked.skills,
            by=used.by,
        )
        return str(given.pk)

    try:
        made = made_once(request, idempotency_key, make)
    except TooMany:
        raise Refused(409, [("passport", _FULL)]) from None
    except ValueError:
        raise Refused(422, [("skills", _NOT_THERE)]) from None
    return answer({"id": made}, 201)


def _one(request: HttpRequest, share: UUID) -> Any:
    token = used_in(request).token
    found = queries.share(share, timezone.now())
    if (
        found is None
        or found.organisation_id != token.organisation_id
        or not may(token.account, Act.SEE_SHARED, found)
        or not found.roles_of(token.account_id) & set(MEMBER_ROLES)
    ):
        raise Refused(404)
    return found


def _listed(row: Any) -> dict[str, Any]:
    return {
        "id": str(row.pk),
        "email": None if row.blind else row.passport.account.email,
        "parts": list(row.parts),
        "blind": row.blind,
        "since": row.since,
        "until": row.until,
    }


_EMPTY = Problem(
    {"en": "says nothing", "nl": "zegt niets"},
    mend={"en": "Say in a few words what it rests on.", "nl": "Zeg in een paar woorden waar het op rust."},
)
_OWN = Problem({"en": "is not for another to give", "nl": "kan niemand een ander geven"})
_FULL = Problem({"en": "is full", "nl": "is vol"})
_NOT_THERE = Problem(
    {"en": "are not in this passport", "nl": "staan niet in dit paspoort"},
    mend={"en": "Take skills that are.", "nl": "Neem vaardigheden die er wel in staan."},
)
