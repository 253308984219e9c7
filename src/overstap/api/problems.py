# SPDX-License-Identifier: EUPL-1.2
"""What is wrong, as Problem Details (RFC 9457): what, where, and how to mend it, in the language asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Annotated, Any

import msgspec
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language_from_request
from ninja import Schema
from pydantic import Field

from overstap.engine.problems import InputRefused, Problem

CONTENT_TYPE = "application/problem+json"

TITLES: Mapping[int, Mapping[str, str]] = {
    400: {"en": "This is no question that can be read.", "nl": "Deze vraag is niet te lezen."},
    401: {"en": "This needs a token that works.", "nl": "Hiervoor is een sleutel nodig die werkt."},
    403: {"en": "This token may not do that.", "nl": "Deze sleutel mag dat niet."},
    404: {"en": "There is nothing here.", "nl": "Hier is niets."},
    405: {"en": "This cannot be done here.", "nl": "Dat kan hier niet."},
    409: {"en": "This does not go together with what is there.", "nl": "Dit gaat niet samen met wat er is."},
    412: {"en": "It has changed since you read it.", "nl": "Het is veranderd sinds je het las."},
    413: {"en": "This is too much at once.", "nl": "Dit is te veel tegelijk."},
    415: {"en": "Send JSON.", "nl": "Stuur JSON."},
    422: {"en": "Something in the question is not right.", "nl": "Er klopt iets niet in de vraag."},
    428: {"en": "Say which version you change.", "nl": "Zeg welke versie je verandert."},
    429: {"en": "Too many questions in a minute.", "nl": "Te veel vragen in een minuut."},
    500: {"en": "Something went wrong on our side.", "nl": "Er ging iets mis aan onze kant."},
    503: {"en": "This cannot be answered just now.", "nl": "Dit kan nu even niet."},
}

NO_REGION = Problem({"en": "there is no region yet", "nl": "er is nog geen regio"})


class Fault(Schema):
    """One thing that is wrong: where in the question, and how to mend it."""

    place: Annotated[str, Field(serialization_alias="in")]
    detail: str


class ProblemTold(Schema):
    """What is wrong, by RFC 9457. `title` and `detail` are in the language of `Accept-Language`, else Dutch."""

    type: str
    title: str
    status: int
    errors: list[Fault]


class Refused(Exception):
    """A question that cannot be answered; `problems` tell why, by place in the question."""

    def __init__(
        self,
        status: int,
        problems: Sequence[tuple[str, Problem]] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(TITLES[status]["en"])
        self.status, self.problems, self.headers = status, tuple(problems), dict(headers or {})


def problem_response(request: HttpRequest, refused: Refused) -> HttpResponse:
    """The answer that tells it, in the language that `Accept-Language` asks for; else Dutch."""
    language = "en" if get_language_from_request(request).startswith("en") else "nl"
    body = {
        "type": "about:blank",
        "title": TITLES[refused.status][language],
        "status": refused.status,
        "errors": [{"in": place, "detail": problem.text(language)} for place, problem in refused.problems],
    }
    return HttpResponse(
        msgspec.json.encode(body), status=refused.status, content_type=CONTENT_TYPE, headers=refused.headers
    )


def of_schema(errors: Sequence[Mapping[str, Any]]) -> Refused:
    """What the description does not allow; what was sent is not repeated, for it may be personal."""
    return Refused(
        HTTPStatus.BAD_REQUEST,
        [
            (
                "/".join(str(part) for part in error["loc"]),
                Problem({"en": str(error["msg"]), "nl": f"voldoet niet ({error['msg']})"}),
            )
            for error in errors
        ],
    )


def of_input(refused: InputRefused, place: str) -> Refused:
    """What reading what was sent refuses, as an answer; what was sent is not repeated."""
    return Refused(422, [(place, Problem(one.reason, mend=one.mend)) for one in refused.problems])


def of_status(status: int) -> Refused:
    """What a status alone tells."""
    return Refused(status if status in TITLES else HTTPStatus.BAD_REQUEST)


def unknown(english: str, dutch: str) -> Problem:
    """An id that the region does not know; it is not repeated, for it may be personal."""
    return Problem(
        {"en": f"is no {english} of this region", "nl": f"is geen {dutch} van deze regio"},
        mend={"en": "Take an id of the region.", "nl": "Neem een id van de regio."},
    )
