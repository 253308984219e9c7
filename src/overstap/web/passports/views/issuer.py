# SPDX-License-Identifier: EUPL-1.2
"""What verifiers of our badges ask for: the keys of this site, and which badges were withdrawn."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from overstap.apps.passports.badges import withdrawn_badges
from overstap.engine.badges.issuing import did_document, did_of_host, public_jwk, revocation_list
from overstap.host.signing_keys import signing_keys
from overstap.web.passports.site_badges import issuer_at, urn


def _public(told: Any, kind: str) -> JsonResponse:
    """For anybody on any site: a verifier may run in a browser."""
    headers = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}
    return JsonResponse(told, content_type=kind, headers=headers)


@require_safe
def did(request: HttpRequest) -> JsonResponse:
    """The DID document (did:web) with every key that ever signed here."""
    return _public(did_document(did_of_host(request.get_host()), signing_keys()), "application/did+json")


@require_safe
def jwks(_request: HttpRequest) -> JsonResponse:
    """The same keys as a JSON Web Key Set."""
    return _public({"keys": [public_jwk(pem) for pem in signing_keys()]}, "application/jwk-set+json")


@require_safe
def withdrawn(request: HttpRequest) -> JsonResponse:
    """The badges that were withdrawn, by their chance numbers."""
    return _public(revocation_list(issuer_at(request), map(urn, withdrawn_badges())), "application/json")
