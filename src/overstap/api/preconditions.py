# SPDX-License-Identifier: EUPL-1.2
"""Changing what one has read and nothing newer (RFC 9110), and making something once however often asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from django.http import HttpRequest
from django.utils import timezone
from ninja import Header

from overstap.api.answers import etag_of
from overstap.api.problems import Refused
from overstap.api.security import used_in
from overstap.apps.tokens.actions import AskedOtherwise, once
from overstap.engine.problems import Problem

IfMatch = Annotated[
    str | None,
    Header(
        alias="If-Match",
        description="The `ETag` of what you read; `*` for whatever there is.",
    ),
]
IfNoneMatch = Annotated[
    str | None,
    Header(alias="If-None-Match", description="`*`: only when there is none."),
]
IdempotencyKey = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=200,
        pattern=r"^[!-~]+$",
        description="A word of your own: the same request with the same key, within a day, makes nothing more.",
    ),
]


def must_match(if_match: str | None, plain: object, *, needed: bool = True) -> None:
    """Lets a change through when what is there is what was read.

    Raises `Refused`: 428 when nobody said what was read and it is `needed`, 412 when it is another by now.
    """
    if if_match is None:
        if needed:
            raise Refused(428)
        return
    if not tag_matches(if_match, etag_of(plain)):
        raise Refused(412)


def tag_matches(if_match: str, tag: str) -> bool:
    """Whether what was read is this state, or any."""
    # Weak ones too: who reads it compressed gets the same state under `W/`.
    tags = {one.strip().removeprefix("W/") for one in if_match.split(",")}
    return "*" in tags or tag in tags


def made_once(request: HttpRequest, key: str | None, make: Callable[[], str]) -> str:
    """Makes something, or finds what the same request with this key made before; its id.

    Raises `Refused`: 409 when the key was used for another request.
    """
    if key is None:
        return make()
    try:
        id_, _made = once(
            used=used_in(request),
            key=key,
            asked=request.path.encode() + b"\n" + request.body,
            now=timezone.now(),
            make=make,
        )
    except AskedOtherwise:
        said = Problem(
            {"en": "was used for another request", "nl": "is voor een andere vraag gebruikt"},
            mend={"en": "Take a new key.", "nl": "Neem een nieuwe sleutel."},
        )
        raise Refused(409, [("Idempotency-Key", said)]) from None
    return id_
