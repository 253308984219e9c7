# SPDX-License-Identifier: EUPL-1.2
"""The API as one whole: its parts, and its answers to what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import msgspec
from django.core.exceptions import RequestDataTooBig
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.parser import Parser

from overstap.api import (
    VERSION,
    badges,
    caseload,
    catalogue,
    contacts,
    courses,
    desk,
    events,
    imports,
    internships,
    journeys,
    matches,
    meetings,
    needs,
    organisation,
    own,
    passports,
    people,
    proofs,
    recognition,
    rounds,
    seen,
    shares,
    trains,
    vacancies,
    why,
)
from overstap.api.problems import Refused, of_schema, of_status, problem_response
from overstap.engine.problems import Problem

READ = frozenset({"application/json", "application/merge-patch+json"})
"""What a question may be written in."""


class JsonOnly(Parser):
    """Reads JSON as it was meant: no `NaN`, no half signs."""

    def parse_body(self, request: HttpRequest) -> Any:
        """The body as plain data. Raises msgspec's `DecodeError`, which Ninja makes a 400."""
        return msgspec.json.decode(request.body)


api = NinjaAPI(
    title="Overstap",
    version=VERSION,
    description=(
        "The journey planner for the labour market, for other programs. Answers are JSON; what is wrong is "
        "told by RFC 9457. Ids are those of the region: see /v1/skills, /v1/occupations, /v1/places and so on."
    ),
    docs_url=None,
    openapi_url=None,
    urls_namespace="api",
    parser=JsonOnly(),
)


def _sends_json(run: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Refuses a body in another form than JSON, before anything is read of it."""

    @wraps(run)
    def checked(request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
        sent = request.headers.get("Content-Length", "0") not in ("", "0")
        if sent and request.method in ("POST", "PUT", "PATCH") and request.content_type not in READ:
            return problem_response(request, Refused(415, headers={"Accept": "application/json"}))
        return run(request, *args, **options)

    return checked


def _whole(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Makes one transaction of what a token asks to change: all of it is done, or nothing."""

    @wraps(view)
    def at_once(request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
        if request.method == "GET" or not hasattr(request, "auth"):
            return view(request, *args, **options)
        with transaction.atomic():
            return view(request, *args, **options)

    return at_once


api.add_decorator(_sends_json, mode="view")
api.add_decorator(_whole, mode="operation")
for part in (
    *(matches, why, journeys, recognition, vacancies, badges, catalogue, courses),
    *(own, passports, proofs, shares, contacts),
    *(organisation, seen, desk, imports, needs, people, caseload),
    *(rounds, internships, trains, meetings, events),
):
    api.add_router("", part.router)


@api.exception_handler(Refused)
def _refused(request: HttpRequest, error: Refused) -> HttpResponse:
    return problem_response(request, error)


@api.exception_handler(ValidationError)
def _not_valid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    return problem_response(request, of_schema(error.errors))


@api.exception_handler(HttpError)
def _http(request: HttpRequest, error: HttpError) -> HttpResponse:
    return problem_response(request, of_status(error.status_code))


@api.exception_handler(RequestDataTooBig)
def _too_big(request: HttpRequest, _error: RequestDataTooBig) -> HttpResponse:
    return problem_response(request, Refused(413))


@api.exception_handler(IntegrityError)
def _against_a_rule(request: HttpRequest, error: IntegrityError) -> HttpResponse:
    """A rule of the database that nothing before it told of; its values are not repeated."""
    rule = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None) or "?"
    said = Problem({"en": f"breaks the rule {rule}", "nl": f"gaat tegen de regel {rule} in"})
    return problem_response(request, Refused(422, [("body", said)]))
