# SPDX-License-Identifier: EUPL-1.2
"""How far the person of this session gets, and what stops them elsewhere."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from overstap.engine.journeys.model import Goal
from overstap.engine.journeys.reach import Isochrone
from overstap.engine.rules.paths import add_months
from overstap.web.asking import Visit, page
from overstap.web.journeys.group_question import MONTHS, USUAL_MONTHS
from overstap.web.journeys.planning import Asked, asked_of, fingerprint_of
from overstap.web.journeys.presenters.assumptions import taken_for_granted
from overstap.web.journeys.presenters.reach import by_line, held_back
from overstap.web.journeys.views.how_far import patience_of, reach_map
from overstap.web.planner.goals import set_goal
from overstap.web.templatetags.overstap import said
from overstap.web.works import Works

PATIENCE = 1.0
"""Seconds that the page waits before it shows that it is being worked out: mostly it is there by then."""

_reaches: Works[Isochrone] = Works()


@require_safe
@page
def how_far(visit: Visit) -> HttpResponse:
    """How far the person of this session gets; with `why`, also what stops them elsewhere."""
    trip = visit.trip
    if trip is None:
        return redirect("front")
    asked = asked_of(visit.region, trip, visit.today, visit.language)
    months = _months(visit)
    context = {"step": 4, "months": months, "month_choices": MONTHS, "mine": trip}
    if not trip.skills:
        return visit.render("web/journeys/how_far.html", context)
    fingerprint = fingerprint_of(replace(asked, question=replace(asked.question, goal=Goal())))
    why = visit.request.GET.get("why") == "yes"
    work = _reaches.get(
        (id(visit.region), fingerprint, months if why else MONTHS[-1], why),
        lambda _work: _reach(visit, asked, months if why else MONTHS[-1], explain=why),
    )
    reach = work.answer(patience_of(visit, PATIENCE))
    here, more = reverse("how-far"), {"months": months, **({"why": "yes"} if why else {})}
    context |= {
        "why": why,
        "poll": f"{here}?{urlencode(more)}",
        "wait_address": f"{here}?{urlencode({**more, 'wait': 'yes'})}",
    }
    if reach is None:
        return visit.render("web/journeys/how_far.html", {**context, "waiting": True})
    arrivals = reach.within(months)
    key = (id(visit.region), fingerprint, months)
    drawn = reach_map(visit, key, {one.occupation: one.months for one in arrivals})
    picture = drawn.answer(patience_of(visit, PATIENCE))
    if picture is None:
        return visit.render("web/journeys/how_far.html", {**context, "waiting": True})
    everywhere = visit.region.records.occupations
    context |= {
        "found": len(arrivals),
        "until": add_months(asked.question.departs_on, months),
        "map": picture,
        "lines": by_line(visit.region, arrivals),
        "out": len(everywhere) - len(arrivals) - (asked.traveller.occupation in everywhere),
        "held": held_back(visit.region, asked.traveller, reach) if why else None,
        "taken": taken_for_granted(visit.region, asked),
    }
    return visit.render("web/journeys/how_far.html", context)


@require_POST
@page
def go_there(visit: Visit) -> HttpResponse:
    """Plans the journey to an occupation that was shown."""
    trip, occupation = visit.trip, visit.request.POST.get("occupation", "")
    if trip is None:
        return redirect("front")
    row = visit.region.records.occupations.get(occupation)
    if row is None:
        return redirect("how-far")
    set_goal(visit.region, trip, "")
    trip.goal, trip.goal_occupation = said(row.label), occupation
    visit.keep(trip)
    return redirect("my-journeys")


def _months(visit: Visit) -> int:
    return next((one for one in MONTHS if str(one) == visit.request.GET.get("months")), USUAL_MONTHS)


def _reach(visit: Visit, asked: Asked, months: int, *, explain: bool) -> Isochrone:
    return visit.region.reach(
        asked.traveller, asked.question, months, parameters=asked.parameters, explain=explain
    )
