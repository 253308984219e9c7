# SPDX-License-Identifier: EUPL-1.2
"""How matching works, and any ranking one was shown, explained: asked again and held beside its note."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from overstap.apps.rankings.codes import plain_code
from overstap.apps.rankings.enums import KEPT_FOR, Kind
from overstap.apps.rankings.queries import Noted, by_code
from overstap.bridge.ranking_inputs import NEVER, PERSON
from overstap.bridge.rankings import placed_matches
from overstap.engine.matching.model import DEFAULT_THRESHOLDS, WEIGHT
from overstap.engine.skills.taxonomy import Importance
from overstap.web import words
from overstap.web.asking import Visit, known_in, page
from overstap.web.journeys.planning import asked_of, plan_of
from overstap.web.limits import guesses_limited
from overstap.web.planner.ordering import JOURNEY_ORDERS, ORDERS, journeys_in_order, ranked
from overstap.web.planner.trip import only_known
from overstap.web.trust.kept_rankings import Kept, journey_inputs, kept_ranking, placed_journeys
from overstap.web.trust.presenters.ranking import (
    Outcome,
    again_openings,
    as_noted,
    outcome_of,
    places_that_differ,
)

LONGEST_CODE = 60
SKILLS_NAMED = 40


@require_safe
@page
def matching_explained(visit: Visit) -> HttpResponse:
    """What goes into a ranking, what never does, how the order comes about, who decides and how to object."""
    context = {
        "section": "how",
        "person": [(one.says, one.why) for one in PERSON],
        "never": NEVER,
        "weights": [(words.IMPORTANCES[one], words.number(WEIGHT[one], 2)) for one in Importance],
        "fits": round(DEFAULT_THRESHOLDS.fits * 100),
        "near": round(DEFAULT_THRESHOLDS.near * 100),
        "kept_days": KEPT_FOR.days,
    }
    return visit.render("web/trust/matching_explained.html", context)


@require_POST
@page
def find_ranking(visit: Visit) -> HttpResponse:
    """Leads to the ranking whose code was typed over."""
    code = plain_code(visit.request.POST.get("code", "")[:LONGEST_CODE])
    return redirect("ranking", code or "0")


@require_safe
@guesses_limited("guess")
@page
def ranking(visit: Visit, code: str) -> HttpResponse:
    """A ranking as it was noted; asked again when what was told then is still in this session."""
    noted = by_code(code) if len(code) <= LONGEST_CODE else None
    if noted is None:
        return _private(visit.render("web/trust/ranking_gone.html", {"kept_days": KEPT_FOR.days}, status=404))
    kept = kept_ranking(visit.request, code)
    context: dict[str, Any] = {
        "code": kept.code if kept else code,
        "noted": noted,
        "kept_until": noted.at + KEPT_FOR,
        "journeys": noted.kind is Kind.JOURNEYS,
        "candidates": noted.kind is Kind.CANDIDATES,
        "order": _order_said(noted),
        "outcome": Outcome.NOT_ASKED,
        "groups": as_noted(visit.region, noted),
    }
    if kept is not None and kept.kind is noted.kind:
        context |= _again(visit, noted, kept)
    return _private(visit.render("web/trust/ranking.html", context))


def _private(answer: HttpResponse) -> HttpResponse:
    answer.headers["X-Robots-Tag"] = "noindex"
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _again(visit: Visit, noted: Noted, kept: Kept) -> dict[str, Any]:
    trip, _gone = only_known(kept.trip, known_in(visit.region))
    then = replace(visit, today=kept.today)
    told = _told(visit, kept)
    if noted.kind is Kind.JOURNEYS:
        asked = asked_of(visit.region, trip, kept.today, visit.language)
        journeys = journeys_in_order(plan_of(visit.region, asked), kept.order)
        outcome = outcome_of(noted, journey_inputs(asked), placed_journeys(journeys))
        return {"outcome": outcome, "told": told}
    found = ranked(then, trip, kept.order)
    outcome = outcome_of(noted, found.inputs, placed_matches(found.found))
    again = {"outcome": outcome, "told": told, "differ": places_that_differ(noted, found)}
    return {**again, "groups": again_openings(visit.region, found)} if outcome is Outcome.SAME else again


def _told(visit: Visit, kept: Kept) -> dict[str, Any]:
    """What went in, in words."""
    trip, region = kept.trip, visit.region
    return {
        "skills": [
            visit.label(one) for one in list(trip.skills)[:SKILLS_NAMED] if one in region.taxonomy.skill_index
        ],
        "papers": [region.certificate_label(one, visit.language) for one in trip.certificates],
        "place": region.records.places[trip.place].label if trip.place in region.records.places else "",
        "distance": words.distance(trip.distance),
        "hours": words.hours(trip.hours_low, trip.hours_high) if trip.hours_low or trip.hours_high else "",
        "wage": words.euros(trip.wage_floor) if trip.wage_floor is not None else "",
        "kinds": [words.KINDS_BY_NAME[kind] for kind in trip.kinds],
        "goal": region.occupation_label(trip.goal_occupation, visit.language) if trip.goal_occupation else "",
    }


def _order_said(noted: Noted) -> Any:
    orders = JOURNEY_ORDERS if noted.kind is Kind.JOURNEYS else ORDERS
    return orders[noted.parameters["order"]][0] if noted.parameters.get("order") in orders else ""
