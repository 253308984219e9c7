# SPDX-License-Identifier: EUPL-1.2
"""What is yours: take it along, load it again, wipe it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from overstap.engine.masking import mask_citizen_numbers
from overstap.engine.problems import InputRefused
from overstap.engine.region.passport_file import LARGEST_FILE
from overstap.web import words
from overstap.web.forms import TripFileForm
from overstap.web.goals import set_goal
from overstap.web.trip_file import trip_as_file, trip_from_file
from overstap.web.views.asking import Visit, page, trip_of
from overstap.web.views.shared import withdraw_all


@require_safe
def take_along(request: HttpRequest) -> HttpResponse:
    """The trip as a file; without one there is nothing to take."""
    trip = trip_of(request)
    if trip is None:
        return redirect("front")
    name = "mijn-overstap.json" if words.language() == "nl" else "my-overstap.json"
    return HttpResponse(
        trip_as_file(trip),
        content_type="application/json; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page
def load(visit: Visit) -> HttpResponse:
    """Reads a file that was taken along; a file that cannot be read changes nothing."""
    request = visit.request
    if request.method != "POST":
        return visit.render("web/load.html", {"form": TripFileForm()})
    form = TripFileForm(request.POST, request.FILES)
    if not form.is_valid():
        return visit.render("web/load.html", {"form": form}, status=422)
    file = form.cleaned_data["file"]
    try:
        trip, left_out = trip_from_file(file.read(LARGEST_FILE + 1), file.name[:60], visit.region)
    except InputRefused as refused:
        problems = [problem.text(words.language()) for problem in refused.problems]
        return visit.render("web/load.html", {"form": form, "problems": problems}, status=422)
    trip.text, masked = mask_citizen_numbers(trip.text)
    trip.masked = masked
    trip.example = mask_citizen_numbers(trip.example)[0]
    region = visit.region
    known = (region.taxonomy.skill_index, region.records.certificates)
    trip.dropped = [one for one in trip.dropped if any(one in ids for ids in known)]
    opening = trip.travel.goal_opening
    set_goal(visit.region, trip, trip.goal)
    trip.travel.goal_opening = opening
    visit.keep(trip)
    visit.read(trip)
    if left_out:
        return visit.render("web/load.html", {"loaded": True, "left_out": len(left_out)})
    return redirect("my-skills")


@require_POST
def wipe(request: HttpRequest) -> HttpResponseRedirect:
    """Deletes the session and all in it, and every copy of a journey that was shared from it."""
    withdraw_all(request)
    request.session.flush()
    return redirect("wiped")


@require_safe
def wiped(request: HttpRequest) -> HttpResponse:
    """Says that it is gone."""
    return render(request, "web/wiped.html")
