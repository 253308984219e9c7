# SPDX-License-Identifier: EUPL-1.2
"""A journey to take along: on paper, and in a calendar. Made when asked for, and kept nowhere."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from overstap.web.asking import Visit, page
from overstap.web.downloads import CALENDAR, PDF, attached
from overstap.web.journeys.presenters.calendar import journey_calendar
from overstap.web.journeys.presenters.paper import journey_pdf
from overstap.web.journeys.views.journey import journey_context, journey_in_plan


@require_safe
@page
def as_pdf(visit: Visit, id_: str) -> HttpResponse:
    """The journey as a PDF."""
    found = journey_in_plan(visit, id_)
    if found is None:
        return redirect("my-journeys" if visit.trip else "front")
    told = journey_context(visit, *found)
    made = journey_pdf(told["card"], told["title"], told["details"], told["sums"], told["taken"], visit.today)
    return attached(made, PDF, _("my-journey") + ".pdf")


@require_safe
@page
def as_calendar(visit: Visit, id_: str) -> HttpResponse:
    """The days of the journey as a calendar file."""
    found = journey_in_plan(visit, id_)
    if found is None:
        return redirect("my-journeys" if visit.trip else "front")
    made = journey_calendar(visit.region, found[1], visit.today)
    return attached(made, CALENDAR, _("my-journey") + ".ics")
