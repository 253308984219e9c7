# SPDX-License-Identifier: EUPL-1.2
"""The transit map: the overview, each line, and the map as a file."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from pathlib import Path

from django.http import Http404, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

import overstap.web
from overstap.web.asking import Visit, page
from overstap.web.journeys.presenters.transit import line_picture, overview_picture, whole_picture
from overstap.web.journeys.presenters.transit_table import line_rows
from overstap.web.planner.presenters.matches import sector_of

FACE = "static/overstap/fonts/atkinson-hyperlegible-next-latin-wght-normal.woff2"


@require_safe
@page
def overview(visit: Visit) -> HttpResponse:
    """All lines."""
    picture = overview_picture(visit.region)
    network = visit.region.maps.network
    context = {
        "section": "map",
        "picture": picture,
        "choices": line_rows(visit.region, ()),
        "lines": line_rows(visit.region, picture.drawn.station),
        "hidden": len(picture.drawn.hidden),
        "threshold": round(network.threshold * 100),
    }
    return visit.render("web/journeys/transit.html", context)


@require_safe
@page
def line(visit: Visit, id_: str) -> HttpResponse:
    """One line with all its stations."""
    network = visit.region.maps.network
    found = next((one for one in network.lines if one.id == id_), None)
    if found is None:
        raise Http404
    context = {
        "section": "map",
        "picture": line_picture(visit.region, id_),
        "choices": line_rows(visit.region, ()),
        "lines": line_rows(visit.region, found.stations, id_),
        "here": sector_of(visit.region, found.stations[0]),
        "threshold": round(network.threshold * 100),
    }
    return visit.render("web/journeys/transit.html", context)


@require_safe
@page
def drawing(visit: Visit) -> HttpResponse:
    """The map as a file to keep or print, with its letters in it; `?stations=all` gives every station."""
    whole = visit.request.GET.get("stations") == "all"
    picture = whole_picture(visit.region) if whole else overview_picture(visit.region)
    svg = render_to_string("web/journeys/transit.svg", {"picture": picture, "face": _face()})
    answer = HttpResponse(svg, content_type="image/svg+xml; charset=utf-8")
    name = _("map")
    answer["Content-Disposition"] = f'attachment; filename="{name}.svg"'
    return answer


@cache
def _face() -> str:
    return b64encode((Path(overstap.web.__file__).parent / FACE).read_bytes()).decode("ascii")
