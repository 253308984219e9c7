# SPDX-License-Identifier: EUPL-1.2
"""One journey: its page, leg by leg, with the money and what to take along."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from overstap.engine.journeys.model import Journey, Settings
from overstap.web.asking import Visit, page
from overstap.web.journeys.planning import Asked, asked_of, plan_of
from overstap.web.journeys.presenters.assumptions import taken_for_granted
from overstap.web.journeys.presenters.axis import axis_for
from overstap.web.journeys.presenters.cards import in_sentences, journey_card
from overstap.web.journeys.presenters.details import details_of, sums_of
from overstap.web.journeys.presenters.picture import income_scale
from overstap.web.journeys.shared_links import links_to


@require_safe
@page
def journey(visit: Visit, id_: str) -> HttpResponse:
    """A journey of the plan; one that is not in it any more leads back to the plan."""
    found = journey_in_plan(visit, id_)
    if found is None:
        return redirect("my-journeys" if visit.trip else "front")
    asked, one = found
    context = {**journey_context(visit, asked, one), "links": links_to(visit.request, id_)}
    return visit.render("web/journeys/journey.html", context)


def journey_in_plan(visit: Visit, id_: str) -> tuple[Asked, Journey] | None:
    """A journey by its id, out of the plan for what was told; with the question."""
    if visit.trip is None:
        return None
    asked = asked_of(visit.region, visit.trip, visit.today, visit.language)
    plan = plan_of(visit.region, asked)
    one = next((one for one in plan.journeys if one.id == id_), None)
    return None if one is None else (asked, one)


def journey_context(visit: Visit, asked: Asked, one: Journey) -> dict[str, Any]:
    """All that the page of a journey says."""
    region, floor = visit.region, asked.traveller.income_floor
    axis = axis_for([one])
    assert axis is not None  # noqa: S101 - there is a journey
    told = in_sentences(region, one)
    years = Settings().income_years
    return {
        "step": 4,
        "mine": visit.trip,
        "card": journey_card(region, one, axis, income_scale([one], axis), floor),
        "title": told.title.rstrip("."),
        "details": details_of(region, one, told.legs),
        "sums": sums_of(one, years),
        "years": years,
        "taken": taken_for_granted(region, asked),
    }
