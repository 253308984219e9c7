# SPDX-License-Identifier: EUPL-1.2
"""A journey on the transit map, and the same as a table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from overstap.engine.journeys.model import ChangeLeg, Journey
from overstap.engine.region.region import Region
from overstap.engine.region.rows import OccupationRow
from overstap.engine.transitions.measure import Grade
from overstap.web.asking import Visit, page
from overstap.web.journeys.presenters.transit import journeys_picture
from overstap.web.journeys.views.journey import journey_in_plan
from overstap.web.planner.presenters.matches import Sector, sector_of


@dataclass(frozen=True)
class Stop:
    """A stop of the journey: from which day on one works there, and how usual the step to it is."""

    number: int
    row: OccupationRow
    sector: Sector
    on: date | None
    usual: Grade | None


@require_safe
@page
def journey_map(visit: Visit, id_: str) -> HttpResponse:
    """A journey of the plan laid over the map; one that is not in the plan any more leads back to it."""
    found = journey_in_plan(visit, id_)
    if found is None:
        return redirect("my-journeys" if visit.trip else "front")
    asked, one = found
    stops = stops_of(visit.region, asked.traveller.occupation, one)
    context = {
        "step": 4,
        "mine": visit.trip,
        "journey": one,
        "title": visit.region.explain_journey(one, visit.language).title.rstrip("."),
        "picture": journeys_picture(visit.region, [[stop.row.id for stop in stops]]),
        "stops": stops,
    }
    return visit.render("web/journeys/map.html", context)


def stops_of(region: Region, origin: str, journey: Journey) -> list[Stop]:
    """Where a journey calls; present work comes first when it is known in the region."""
    calls: list[tuple[str, date | None]] = [(origin, None)] if origin in region.records.occupations else []
    calls += [(leg.occupation, leg.on) for leg in journey.legs if isinstance(leg, ChangeLeg)]
    stops = []
    for number, (occupation, on) in enumerate(calls, 1):
        before = calls[number - 2][0] if number > 1 else ""
        usual = region.usual.grade_of(before, occupation) if before and before != occupation else None
        row = region.records.occupations[occupation]
        stops.append(Stop(number, row, sector_of(region, occupation), on, usual))
    return stops
