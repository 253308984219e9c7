# SPDX-License-Identifier: EUPL-1.2
"""What is answered when an answer could not be made: a page, or Problem Details for other programs."""

from __future__ import annotations

import sys
from http import HTTPStatus

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from overstap.api.problems import Refused, problem_response

TRY_AGAIN_SECONDS = 5


def server_error(request: HttpRequest) -> HttpResponse:
    """500, or 503 with when to try again while the database is away; nothing was saved then."""
    away = isinstance(sys.exception(), OperationalError | InterfaceError)
    status = HTTPStatus.SERVICE_UNAVAILABLE if away else HTTPStatus.INTERNAL_SERVER_ERROR
    if request.path.startswith("/v1/"):
        answer = problem_response(request, Refused(status))
    else:
        answer = HttpResponse(render_to_string("503.html" if away else "500.html"), status=status)
    if away:
        answer.headers["Retry-After"] = str(TRY_AGAIN_SECONDS)
        answer.headers["Cache-Control"] = "no-store"
    return answer
