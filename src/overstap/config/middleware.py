# SPDX-License-Identifier: EUPL-1.2
"""What every answer gets: one line in the log without personal data, and the headers Django does not set."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

requests = logging.getLogger("overstap.requests")

Answer = Callable[[HttpRequest], HttpResponse]

# None of these is used: no page needs to see, hear or locate anybody.
PERMISSIONS = ", ".join(f"{name}=()" for name in ("camera", "geolocation", "microphone", "payment", "usb"))

ALWAYS = {
    "Permissions-Policy": PERMISSIONS,
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


class RequestLog:
    """Logs each request by its route, never by its address."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answers, and logs how that went."""
        began = time.perf_counter()
        response = self.get_response(request)
        match = request.resolver_match
        requests.log(
            # Machines ask after our health many times a minute.
            logging.DEBUG if match and match.route == "healthz" else logging.INFO,
            "request",
            extra={
                "method": request.method,
                "route": match.route if match else "",
                "status": response.status_code,
                "milliseconds": round((time.perf_counter() - began) * 1000, 1),
            },
        )
        return response


class SecureHeaders:
    """Headers that keep other sites out, on every answer: pages, files, refusals and errors alike.

    It stands around all else, so that an answer somebody gives halfway has them too.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answers with the headers set, unless a view set its own."""
        response = self.get_response(request)
        for name, value in ALWAYS.items():
            response.headers.setdefault(name, value)
        if request.method not in ("GET", "HEAD") or request.COOKIES:
            # What one person sees is nobody else's: no shared cache keeps it.
            response.headers.setdefault("Cache-Control", "private, no-cache")
        return response
