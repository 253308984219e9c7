# SPDX-License-Identifier: EUPL-1.2
"""What every answer under /v1 has, also those that no question of ours gave."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from overstap.api import VERSION
from overstap.api.problems import CONTENT_TYPE, TITLES, Refused, problem_response

UNDER = "/v1/"


class ApiAnswers:
    """Names the version; makes problems of errors; keeps what a token saw out of every cache."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answers as the question does, in the form that is promised."""
        response = self.get_response(request)
        if not request.path.startswith(UNDER):
            return response
        if response.status_code >= 400 and response["Content-Type"] != CONTENT_TYPE:
            response = _as_problem(request, response)
        response["API-Version"] = VERSION
        patch_vary_headers(response, ["Accept-Language", "Authorization"])
        if "Authorization" in request.headers:
            response.headers.setdefault("Cache-Control", "private, no-cache")
        return response


def _as_problem(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    status = (
        response.status_code if response.status_code in TITLES else 400 if response.status_code < 500 else 500
    )
    kept = {name: response[name] for name in ("Allow",) if name in response}
    return problem_response(request, Refused(status, headers=kept))
