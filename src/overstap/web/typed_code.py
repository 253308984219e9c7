# SPDX-License-Identifier: EUPL-1.2
"""Coming in by a code on paper: one field, a limit on how often one may try, and what the code opens."""

from __future__ import annotations

from collections.abc import Callable

from allauth.core import ratelimit
from django.http import HttpResponse

from overstap.web.asking import Visit

LONGEST = 40
"""Letters of what is typed that are looked at; no code of ours is as long."""

Opens = Callable[[Visit, str], HttpResponse | None]
"""Remembers a code in the session and says where to go; None for a code it does not know."""


def ask_code(visit: Visit, template: str, opens: Opens, *, action: str = "round_code") -> HttpResponse:
    """The page that asks for a code, or where the code leads. `action` is the limit that counts the tries."""
    wrong = False
    if visit.request.method == "POST":
        if not ratelimit.consume(visit.request, action=action):
            return visit.render("429.html", status=429)
        opened = opens(visit, visit.request.POST.get("code", "")[:LONGEST])
        if opened is not None:
            return opened
        wrong = True
    return visit.render(template, {"wrong": wrong}, 422 if wrong else 200)
