# SPDX-License-Identifier: EUPL-1.2
"""What shows the skills of one's own passport."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router

from overstap.api.answers import Listed, Paging, answer, answers, etag_of, listed, nothing
from overstap.api.passport_plain import proof_of, proof_plain
from overstap.api.passports import WITH_TAG, mine
from overstap.api.preconditions import IdempotencyKey, IfMatch, made_once, must_match
from overstap.api.problems import Refused
from overstap.api.region import region_or_refused
from overstap.api.schemas_passport import ProofAsked, ProofTold
from overstap.api.security import Token, used_in
from overstap.api.types import Uuid
from overstap.apps.passports import actions, queries
from overstap.apps.tokens.enums import Scope
from overstap.engine.problems import Problem

router = Router(tags=["passport"])


@router.get(
    "/passport/proofs",
    auth=Token(Scope.PASSPORT_READ),
    response=answers(200, Listed[ProofTold], 404),
    summary="What shows your skills",
)
def list_proofs(request: HttpRequest, asked: Query[Paging]) -> HttpResponse:
    """Work, study and certificates you wrote down, and what organisations said of you."""
    rows = sorted(mine(request).proofs.all(), key=lambda one: (one.kept_at, str(one.pk)))
    return listed(request, asked, rows, proof_plain)


@router.post(
    "/passport/proofs",
    auth=Token(Scope.PASSPORT_WRITE),
    response=answers(201, ProofTold, 404, 409, 422),
    summary="Add something you did",
    openapi_extra={
        "responses": {
            201: {"headers": {"Location": {"description": "Where it stands.", "schema": {"type": "string"}}}}
        }
    },
)
def post_proof(request: HttpRequest, asked: ProofAsked, idempotency_key: IdempotencyKey = None) -> HttpResponse:
    """Adds it; the skills it shows come into the passport when they were not there."""
    found = mine(request, to_change=True)
    told = proof_of(region_or_refused(), asked, found, timezone.localdate())

    def make() -> str:
        return str(actions.add_proof(passport=found, told=told, by=used_in(request).by).pk)

    try:
        made = made_once(request, idempotency_key, make)
    except actions.TooMany:
        raise Refused(409, [("passport", _FULL)]) from None
    plain = proof_plain(_one(found, UUID(made)))
    return answer(plain, 201, {"Location": f"/v1/passport/proofs/{made}", "ETag": etag_of(plain)})


@router.get(
    "/passport/proofs/{proof}",
    auth=Token(Scope.PASSPORT_READ),
    response=answers(200, ProofTold),
    summary="One proof",
    openapi_extra={"responses": WITH_TAG},
)
def get_proof(request: HttpRequest, proof: Uuid) -> HttpResponse:
    """One thing you did, or that another said of you."""
    plain = proof_plain(_one(mine(request), proof))
    return answer(plain, headers={"ETag": etag_of(plain)})


@router.put(
    "/passport/proofs/{proof}",
    auth=Token(Scope.PASSPORT_WRITE),
    response=answers(200, ProofTold, 409, 412, 422, 428),
    summary="Change something you wrote",
    openapi_extra={"responses": WITH_TAG},
)
def put_proof(request: HttpRequest, proof: Uuid, asked: ProofAsked, if_match: IfMatch = None) -> HttpResponse:
    """What another gave is not yours to change (409); you may remove it."""
    found = mine(request, to_change=True)
    row = _one(found, proof)
    must_match(if_match, proof_plain(row))
    if row.organisation_id:
        raise Refused(409, [("proof", _GIVEN_BY_ANOTHER)])
    told = proof_of(region_or_refused(), asked, found, timezone.localdate())
    actions.change_proof(passport=found, proof=proof, told=told, by=used_in(request).by)
    plain = proof_plain(_one(found, proof))
    return answer(plain, headers={"ETag": etag_of(plain)})


@router.delete(
    "/passport/proofs/{proof}",
    auth=Token(Scope.PASSPORT_WRITE),
    response=answers(204, None, 412),
    summary="Remove a proof",
)
def delete_proof(request: HttpRequest, proof: Uuid, if_match: IfMatch = None) -> HttpResponse:
    """Removes it, also one that another gave."""
    found = mine(request, to_change=True)
    must_match(if_match, proof_plain(_one(found, proof)), needed=False)
    actions.remove_proof(passport=found, proof=proof, by=used_in(request).by)
    return nothing()


def _one(passport: Any, proof: UUID) -> Any:
    row = queries.proof_of(passport, proof)
    if row is None:
        raise Refused(404)
    return row


_FULL = Problem(
    {"en": "is full", "nl": "is vol"}, mend={"en": "Remove something first.", "nl": "Haal eerst iets weg."}
)
_GIVEN_BY_ANOTHER = Problem(
    {"en": "was given by an organisation", "nl": "is door een organisatie gegeven"},
    mend={"en": "It can be removed, not changed.", "nl": "Je kunt het weghalen, niet veranderen."},
)
