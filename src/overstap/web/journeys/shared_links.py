# SPDX-License-Identifier: EUPL-1.2
"""The links to shared journeys that a session made, so that it can show them again and take them back."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from overstap.web import words

SESSION_KEY = "shared"


def links_in(request: HttpRequest) -> dict[str, Any]:
    """The links of this session: token -> which journey, until when."""
    kept = request.session.get(SESSION_KEY)
    return dict(kept) if isinstance(kept, dict) else {}


def links_to(request: HttpRequest, id_: str) -> list[dict[str, str]]:
    """The links of this session to one journey, whole, to send to somebody."""
    return [
        {
            "token": token,
            "address": request.build_absolute_uri(reverse("shared", args=[token])),
            "until": words.day(date.fromisoformat(told["until"])),
        }
        for token, told in links_in(request).items()
        if told["journey"] == id_
    ]
