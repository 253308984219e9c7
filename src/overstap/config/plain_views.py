# SPDX-License-Identifier: EUPL-1.2
"""Answers for machines: is it well, what may robots read, where to report a security problem."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.templatetags.static import static
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from overstap.host import environment

TEXT = "text/plain; charset=utf-8"


@never_cache
@require_safe
def healthz(_request: HttpRequest) -> HttpResponse:
    """200 when the site can reach its database, else 503."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("database unreachable\n", status=503, content_type=TEXT)
    return HttpResponse("ok\n", content_type=TEXT)


@require_safe
def robots(_request: HttpRequest) -> HttpResponse:
    """Robots may read everything: what is personal has no address, a shared journey refuses them."""
    return HttpResponse("User-agent: *\nDisallow:\n", content_type=TEXT)


@require_safe
def icon(_request: HttpRequest) -> HttpResponse:
    """Where the mark is, for browsers that ask for it at its old place."""
    return HttpResponseRedirect(static("overstap/mark.svg"))


@require_safe
def security(_request: HttpRequest) -> HttpResponse:
    """RFC 9116: where to report a security problem; 404 when the operator gave no contact."""
    contact = environment.read("OVERSTAP_CONTACT")
    if not contact:
        return HttpResponse("no contact was set\n", status=404, content_type=TEXT)
    expires = (datetime.now(UTC) + timedelta(days=90)).replace(microsecond=0).isoformat()
    lines = (f"Contact: {contact}", f"Expires: {expires}", "Preferred-Languages: nl, en")
    return HttpResponse("\n".join(lines) + "\n", content_type=TEXT)
