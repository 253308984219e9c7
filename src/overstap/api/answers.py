# SPDX-License-Identifier: EUPL-1.2
"""Answers as JSON, written straight from plain data.

Their shape is declared beside each question (`response=`) and described at /openapi.json; tests hold answers
to it. Checking each answer again while somebody waits would take longer than finding it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Generic, TypeVar
from urllib.parse import urlencode

import msgspec
from django.http import HttpRequest, HttpResponse
from ninja import Schema
from pydantic import Field

from overstap.api.problems import ProblemTold

T = TypeVar("T")

PER_PAGE = 50
FURTHEST_PAGE = 1_000_000


def answer(
    plain: Mapping[str, object], status: int = 200, headers: Mapping[str, str] | None = None
) -> HttpResponse:
    """The answer: numbers, texts, dates, lists and objects of these."""
    body = msgspec.json.encode(plain)
    return HttpResponse(body, status=status, content_type="application/json", headers=dict(headers or {}))


def nothing() -> HttpResponse:
    """Done, and there is nothing to tell."""
    return HttpResponse(status=204)


def etag_of(plain: object) -> str:
    """What this state of a thing is known by: another state has another."""
    return f'"{hashlib.sha256(msgspec.json.encode(plain)).hexdigest()[:32]}"'


def answers(status: int, shape: Any, *more: int) -> dict[int, Any]:
    """What a question can be answered with: how it goes well, and which problems are its own."""
    return {status: shape, **dict.fromkeys(more, ProblemTold)}


class Paging(Schema):
    """Which part of a list."""

    page: Annotated[int, Field(ge=1, le=FURTHEST_PAGE, description="Counted from 1.")] = 1
    size: Annotated[int, Field(ge=1, le=100, description="The most on a page.")] = PER_PAGE


class Listed(Schema, Generic[T]):
    """A part of a list. `total`: how many there are in all; `Link` tells the way to the other parts."""

    total: int
    page: int
    items: list[T]


def page_of(request: HttpRequest, paging: Paging, rows: Sequence[Any]) -> tuple[Sequence[Any], dict[str, str]]:
    """The rows of a page, and the `Link` header to the first, previous, next and last one (RFC 8288)."""
    last = max(1, -(-len(rows) // paging.size))
    pages = {"first": 1, "last": last}
    if paging.page > 1:
        pages["prev"] = min(paging.page - 1, last)
    if paging.page < last:
        pages["next"] = paging.page + 1
    links = [f'<{_address(request, page)}>; rel="{name}"' for name, page in sorted(pages.items())]
    begin = (paging.page - 1) * paging.size
    return rows[begin : begin + paging.size], {"Link": ", ".join(links)}


def listed(request: HttpRequest, paging: Paging, rows: Sequence[Any], told: Any) -> HttpResponse:
    """The answer with a page of `rows`, each as `told` tells it."""
    some, headers = page_of(request, paging, rows)
    plain = {"total": len(rows), "page": paging.page, "items": [told(row) for row in some]}
    return answer(plain, headers=headers)


def _address(request: HttpRequest, page: int) -> str:
    """Of another page of the same list; what was searched for stays in it."""
    query = {**{name: request.GET[name] for name in request.GET}, "page": str(page)}
    return f"{request.path}?{urlencode(query)}"
