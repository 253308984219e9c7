# SPDX-License-Identifier: EUPL-1.2
"""A browser on a public computer, such as in a library: no account, no traces, wiped after minutes of nothing.

A browser is one when the whole site says so, or when somebody typed the operator's code there once.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.crypto import constant_time_compare, salted_hmac

COOKIE, SALT = "kiosk", "overstap.web.accounts.kiosk_browser"
COOKIE_AGE = 365 * 24 * 60 * 60
"""Seconds that a browser stays one of a public computer, until the code is typed again."""

OPEN = frozenset(
    {
        *("front", "plan", "example", "my-skills", "suggest", "my-work", "change-wishes", "my-group"),
        *("my-journeys", "change-question", "replan", "assumptions", "to-opening", "journey", "journey-map"),
        *("journey-pdf", "journey-calendar", "how-far", "go-there", "how-far-group", "shared", "openings"),
        *("opening", "occupations", "occupation", "map", "map-file", "map-line", "departures", "courses"),
        *("course", "skills", "skill", "take-along", "load", "brought", "wipe", "wiped", "how", "sources"),
        *("privacy", "accessibility", "matching-explained", "roles", "orient", "orient-questions"),
        *("orient-cards", "orient-wishes", "orient-go", "orient-forget"),
        *("kiosk", "kiosk-over", "kiosk-here", "healthz", "icon", "robots", "security"),
    }
)
"""What there is on a public computer. A new page is not, until it stands here: no account, and no link that is
left behind.
"""


def seconds() -> int:
    """After so many seconds of nothing everything is wiped."""
    return int(settings.KIOSK_MINUTES * 60)


def is_code(typed: str) -> bool:
    """Whether this is the operator's code; never when there is none."""
    return bool(settings.KIOSK_CODE) and constant_time_compare(typed, settings.KIOSK_CODE)


def is_kiosk(request: HttpRequest) -> bool:
    """Whether this browser is one of a public computer."""
    if settings.KIOSK:
        return True
    if not settings.KIOSK_CODE or COOKIE not in request.COOKIES:
        return False
    marked = request.get_signed_cookie(COOKIE, default="", salt=SALT)
    return constant_time_compare(marked or "", _mark())


def mark(response: HttpResponse) -> None:
    """Makes the browser one of a public computer; it no longer is when the operator changes the code."""
    response.set_signed_cookie(
        COOKIE,
        _mark(),
        salt=SALT,
        max_age=COOKIE_AGE,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def unmark(response: HttpResponse) -> None:
    """Makes it an ordinary browser again."""
    response.delete_cookie(COOKIE, samesite="Lax")


def _mark() -> str:
    return salted_hmac(SALT, settings.KIOSK_CODE, algorithm="sha256").hexdigest()


class Kiosk:
    """Shuts what is not for a public computer, lets the session end soon, and lets no page be kept."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answers; on a public computer no browser or cache keeps the answer, so that "back" shows nothing."""
        request.kiosk = is_kiosk(request)  # type: ignore[attr-defined]
        response = self.get_response(request)
        if request.kiosk:  # type: ignore[attr-defined]
            response.headers["Cache-Control"] = "no-store"
            _end_soon(request)
        return response

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponse | None:
        """Answers instead of a page that is not there on a public computer."""
        match = request.resolver_match
        closed = match is None or bool(match.namespace) or match.url_name not in OPEN
        if request.kiosk and closed:  # type: ignore[attr-defined]
            return render(request, "web/accounts/kiosk_closed.html", status=403)
        return None


def _end_soon(request: HttpRequest) -> None:
    """What stands in the session is gone so many seconds after the last page, whatever the browser does."""
    known = settings.SESSION_COOKIE_NAME in request.COOKIES or request.session.modified
    if known and not request.session.is_empty() and list(request.session.keys()):
        request.session.set_expiry(seconds())
