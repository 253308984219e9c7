# SPDX-License-Identifier: EUPL-1.2
"""What is wrong, as Problem Details (RFC 9457): what, where, and how to mend it, in the language asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language_from_request

from overstap.engine.problems import Problem

CONTENT_TYPE = "application/problem+json"

TITLES: Mapping[int, Mapping[str, str]] = {
    400: {"en": "This is no question that can be read.", "nl": "Deze vraag is niet te lezen."},
    404: {"en": "There is nothing here.", "nl": "Hier is niets."},
    405: {"en": "This cannot be done here.", "nl": "Dat kan hier niet."},
    422: {"en": "Something in the question is not right.", "nl": "Er klopt iets niet in de vraag."},
    500: {"en": "Something went wrong on our side.", "nl": "Er ging iets mis aan onze kant."},
    503: {"en": "This cannot be answered just now.", "nl": "Dit kan nu even niet."},
}

NO_REGION = Problem({"en": "there is no region yet", "nl": "er is nog geen regio"})


class Refused(Exception):
    """A question that cannot be answered; `problems` tell why."""

    def __init__(self, status: int, problems: Sequence[tuple[str, Problem]] = ()) -> None:
        super().__init__(TITLES[status]["en"])
        self.status, self.problems = status, tuple(problems)


def problem_response(request: HttpRequest, refused: Refused) -> HttpResponse:
    """The answer that tells it, in the language that `Accept-Language` asks for; else Dutch."""
    language = "en" if get_language_from_request(request).startswith("en") else "nl"
    body = {
        "type": "about:blank",
        "title": TITLES[refused.status][language],
        "status": refused.status,
        "errors": [{"in": place, "detail": problem.text(language)} for place, problem in refused.problems],
    }
    return HttpResponse(msgspec.json.encode(body), status=refused.status, content_type=CONTENT_TYPE)


def of_schema(errors: Sequence[Mapping[str, Any]]) -> Refused:
    """What the schema did not allow; what was sent is not repeated, for it may be personal."""
    return Refused(
        HTTPStatus.UNPROCESSABLE_ENTITY,
        [
            (
                "/".join(str(part) for part in error["loc"]),
                Problem({"en": str(error["msg"]), "nl": f"voldoet niet ({error['msg']})"}),
            )
            for error in errors
        ],
    )


def of_status(status: int) -> Refused:
    """What a status alone tells."""
    return Refused(status if status in TITLES else HTTPStatus.BAD_REQUEST)
