# SPDX-License-Identifier: EUPL-1.2
"""Pages that explain: how it works, privacy, accessibility, sources."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from overstap.bridge.retention import RULES
from overstap.engine.matching.model import DEFAULT_THRESHOLDS, WEIGHT
from overstap.engine.skills.taxonomy import Importance
from overstap.web import words
from overstap.web.asking import Visit, page
from overstap.web.desks import DESKS, desks_of


@require_safe
def how(request: HttpRequest) -> HttpResponse:
    """How matching works, with the numbers that are really used."""
    numbers = {
        "must": words.number(WEIGHT[Importance.MUST], 0),
        "should": words.number(WEIGHT[Importance.SHOULD], 1),
        "nice": words.number(WEIGHT[Importance.NICE], 2),
        "covered": round(DEFAULT_THRESHOLDS.covered * 100),
        "fits": round(DEFAULT_THRESHOLDS.fits * 100),
        "near": round(DEFAULT_THRESHOLDS.near * 100),
        "shown": round(DEFAULT_THRESHOLDS.shown * 100),
    }
    return render(request, "web/about/how.html", {"section": "how", "numbers": numbers})


@require_safe
@page
def sources(visit: Visit) -> HttpResponse:
    """Where facts and figures come from."""
    kinds: dict[str, list[object]] = {"published": [], "estimate": []}
    for source in visit.region.records.sources.values():
        kinds[source.kind].append(source)
    return visit.render("web/about/sources.html", {"kinds": kinds})


@require_safe
def for_organisations(request: HttpRequest) -> HttpResponse:
    """The desks, for whom they are, and a way into those that are open to who asks."""
    mine = desks_of(request.user)
    desks = [(desk, desk in mine) for desk in DESKS]
    return render(request, "web/about/organisations.html", {"desks": desks})


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept, how long, and what is not."""
    return render(request, "web/about/privacy.html", {"rules": RULES.values()})


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """How accessible the pages are and what to do when they are not."""
    return render(request, "web/about/accessibility.html")
