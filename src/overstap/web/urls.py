# SPDX-License-Identifier: EUPL-1.2
"""The addresses of the pages, each in the language of the page; those of a desk stand in its own folder.

No address holds anything a person told about themselves: that is posted, and lives in the session.
"""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("overstap.web.planner.urls")),
    path("", include("overstap.web.journeys.urls")),
    path("", include("overstap.web.employers.urls")),
    path("", include("overstap.web.passports.urls")),
    path("", include("overstap.web.about.urls")),
    path("", include("overstap.web.trust.urls")),
    path("", include("overstap.web.accounts.urls")),
    path("", include("overstap.web.coaching.urls")),
    path("", include("overstap.web.mobility.urls")),
    path("", include("overstap.web.trains.urls")),
    path("", include("overstap.web.contacts.urls")),
    path("", include("overstap.web.internships.urls")),
    path("", include("overstap.web.events.urls")),
    path("", include("overstap.web.rounds.urls")),
    path("", include("overstap.web.reports.urls")),
]
