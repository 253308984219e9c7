# SPDX-License-Identifier: EUPL-1.2
"""The API as one whole: its parts, its description, its answers to what is wrong."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from overstap.api import matches
from overstap.api.problems import Refused, of_schema, of_status, problem_response

api = NinjaAPI(
    title="Overstap",
    version="1",
    description="The journey planner for the labour market, for other programs.",
    docs_url=None,
    openapi_url=None,
    urls_namespace="api",
)
api.add_router("", matches.router)


@api.exception_handler(Refused)
def _refused(request: HttpRequest, error: Refused) -> HttpResponse:
    return problem_response(request, error)


@api.exception_handler(ValidationError)
def _not_valid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    return problem_response(request, of_schema(error.errors))


@api.exception_handler(HttpError)
def _http(request: HttpRequest, error: HttpError) -> HttpResponse:
    return problem_response(request, of_status(error.status_code))
