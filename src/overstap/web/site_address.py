# SPDX-License-Identifier: EUPL-1.2
"""Where the site is, for mails that are written while nobody visits it."""

from __future__ import annotations

from django.conf import settings

_HERE = ("localhost", "127.0.0.1", "[::1]")


def address_of(path: str) -> str:
    """The whole address of a page, by the first name the site answers to; on one's own machine, the path."""
    named = (host for host in settings.ALLOWED_HOSTS if host not in _HERE and not host.startswith((".", "*")))
    host = next(named, "")
    scheme = "https" if settings.SESSION_COOKIE_SECURE else "http"
    return f"{scheme}://{host}{path}" if host else path
