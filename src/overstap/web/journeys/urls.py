# SPDX-License-Identifier: EUPL-1.2
"""The addresses of journeys, the transit map and how far one gets."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import pgettext_lazy

from overstap.web.journeys.views import (
    files,
    how_far,
    journey,
    journeys,
    kept,
    my_reach,
    on_the_map,
    shared,
    transit,
)

urlpatterns = [
    path(pgettext_lazy("address", "my-journeys/"), journeys.my_journeys, name="my-journeys"),
    path(pgettext_lazy("address", "my-journeys/question/"), journeys.change_question, name="change-question"),
    path(pgettext_lazy("address", "my-journeys/replan/"), journeys.replan, name="replan"),
    path(pgettext_lazy("address", "my-journeys/assumptions/"), journeys.change_assumptions, name="assumptions"),
    path(pgettext_lazy("address", "my-journeys/to/"), journeys.to_opening, name="to-opening"),
    path(pgettext_lazy("address", "my-journeys/<slug:id_>/"), journey.journey, name="journey"),
    path(pgettext_lazy("address", "my-journeys/<slug:id_>/map/"), on_the_map.journey_map, name="journey-map"),
    path(pgettext_lazy("address", "my-journeys/<slug:id_>/pdf/"), files.as_pdf, name="journey-pdf"),
    path(
        pgettext_lazy("address", "my-journeys/<slug:id_>/calendar/"),
        files.as_calendar,
        name="journey-calendar",
    ),
    path(pgettext_lazy("address", "how-far/"), my_reach.how_far, name="how-far"),
    path(pgettext_lazy("address", "how-far/to/"), my_reach.go_there, name="go-there"),
    path(pgettext_lazy("address", "how-far/group/"), how_far.group, name="how-far-group"),
    path(pgettext_lazy("address", "my-journeys/<slug:id_>/share/"), shared.share, name="share"),
    path(pgettext_lazy("address", "journey/withdraw/"), shared.withdraw, name="withdraw"),
    path(pgettext_lazy("address", "journey/<slug:token>/"), shared.shared, name="shared"),
    path(pgettext_lazy("address", "map/"), transit.overview, name="map"),
    path(pgettext_lazy("address", "map.svg"), transit.drawing, name="map-file"),
    path(pgettext_lazy("address", "map/<slug:id_>/"), transit.line, name="map-line"),
    path(pgettext_lazy("address", "my-journeys/<slug:id_>/keep/"), kept.keep, name="keep-journey"),
    path(pgettext_lazy("address", "my-account/journeys/"), kept.kept, name="kept-journeys"),
    path(pgettext_lazy("address", "my-account/journeys/<uuid:id_>/"), kept.kept_one, name="kept-journey"),
]
