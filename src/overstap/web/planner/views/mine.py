# SPDX-License-Identifier: EUPL-1.2
"""What is yours: take it along, wipe it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from overstap.web import words
from overstap.web.asking import trip_of
from overstap.web.coaching.guiding import lent_by
from overstap.web.downloads import JSON, attached
from overstap.web.journeys.views.shared import withdraw_all
from overstap.web.planner.trip_file import trip_as_file


@require_safe
def take_along(request: HttpRequest) -> HttpResponse:
    """The trip as a file; without one there is nothing to take."""
    trip = trip_of(request)
    if trip is None or lent_by(request):  # what somebody else shares stays here
        return redirect("front")
    name = "mijn-overstap.json" if words.language() == "nl" else "my-overstap.json"
    return attached(trip_as_file(trip), JSON, name)


@require_POST
def wipe(request: HttpRequest) -> HttpResponseRedirect:
    """Deletes the session and all in it, and every copy of a journey that was shared from it."""
    withdraw_all(request)
    request.session.flush()
    return redirect("wiped")


@require_safe
def wiped(request: HttpRequest) -> HttpResponse:
    """Says that it is gone."""
    return render(request, "web/planner/wiped.html")
