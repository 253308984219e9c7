# SPDX-License-Identifier: EUPL-1.2
"""The addresses of the pages, each in the language of the page.

No address holds anything a person told about themselves: that is posted, and lives in the session.
"""

from __future__ import annotations

from django.urls import include, path
from django.utils.translation import pgettext_lazy

from overstap.web.views import (
    account,
    catalogue,
    courses,
    front,
    how_far,
    journey,
    journey_files,
    journey_map,
    journeys,
    members,
    mine,
    my_reach,
    pages,
    shared,
    skills,
    transit,
    work,
)

urlpatterns = [
    path("", front.front, name="front"),
    path(pgettext_lazy("address", "plan/"), front.plan, name="plan"),
    path(pgettext_lazy("address", "example/"), front.example, name="example"),
    path(pgettext_lazy("address", "my-skills/"), skills.my_skills, name="my-skills"),
    path(pgettext_lazy("address", "my-skills/find/"), skills.suggest, name="suggest"),
    path(pgettext_lazy("address", "my-work/"), work.my_work, name="my-work"),
    path(pgettext_lazy("address", "my-work/wishes/"), work.change_wishes, name="change-wishes"),
    path(pgettext_lazy("address", "my-work/<str:reach>/"), work.my_group, name="my-group"),
    path(pgettext_lazy("address", "my-journeys/"), journeys.my_journeys, name="my-journeys"),
    path(pgettext_lazy("address", "my-journeys/question/"), journeys.change_question, name="change-question"),
    path(pgettext_lazy("address", "my-journeys/replan/"), journeys.replan, name="replan"),
    path(pgettext_lazy("address", "my-journeys/assumptions/"), journeys.change_assumptions, name="assumptions"),
    path(pgettext_lazy("address", "my-journeys/to/"), journeys.to_opening, name="to-opening"),
    path(pgettext_lazy("address", "my-journeys/<slug:id_>/"), journey.journey, name="journey"),
    path(pgettext_lazy("address", "my-journeys/<slug:id_>/map/"), journey_map.journey_map, name="journey-map"),
    path(pgettext_lazy("address", "my-journeys/<slug:id_>/pdf/"), journey_files.as_pdf, name="journey-pdf"),
    path(
        pgettext_lazy("address", "my-journeys/<slug:id_>/calendar/"),
        journey_files.as_calendar,
        name="journey-calendar",
    ),
    path(pgettext_lazy("address", "how-far/"), my_reach.how_far, name="how-far"),
    path(pgettext_lazy("address", "how-far/to/"), my_reach.go_there, name="go-there"),
    path(pgettext_lazy("address", "how-far/group/"), how_far.group, name="how-far-group"),
    path(pgettext_lazy("address", "my-journeys/<slug:id_>/share/"), shared.share, name="share"),
    path(pgettext_lazy("address", "journey/withdraw/"), shared.withdraw, name="withdraw"),
    path(pgettext_lazy("address", "journey/<slug:token>/"), shared.shared, name="shared"),
    path(pgettext_lazy("address", "work/"), catalogue.openings, name="openings"),
    path(pgettext_lazy("address", "work/<slug:id_>/"), work.opening, name="opening"),
    path(pgettext_lazy("address", "occupations/"), catalogue.occupations, name="occupations"),
    path(pgettext_lazy("address", "occupations/<slug:id_>/"), catalogue.occupation, name="occupation"),
    path(pgettext_lazy("address", "map/"), transit.overview, name="map"),
    path(pgettext_lazy("address", "map.svg"), transit.drawing, name="map-file"),
    path(pgettext_lazy("address", "map/<slug:id_>/"), transit.line, name="map-line"),
    path(pgettext_lazy("address", "courses/"), courses.departures, name="departures"),
    path(pgettext_lazy("address", "courses/all/"), courses.courses, name="courses"),
    path(pgettext_lazy("address", "courses/<slug:id_>/"), courses.course, name="course"),
    path(pgettext_lazy("address", "skills/"), catalogue.skills, name="skills"),
    path(pgettext_lazy("address", "skills/<slug:id_>/"), catalogue.skill, name="skill"),
    path(pgettext_lazy("address", "take-along/"), mine.take_along, name="take-along"),
    path(pgettext_lazy("address", "load/"), mine.load, name="load"),
    path(pgettext_lazy("address", "wipe/"), mine.wipe, name="wipe"),
    path(pgettext_lazy("address", "wiped/"), mine.wiped, name="wiped"),
    path(pgettext_lazy("address", "how-it-works/"), pages.how, name="how"),
    path(pgettext_lazy("address", "sources/"), pages.sources, name="sources"),
    path(pgettext_lazy("address", "privacy/"), pages.privacy, name="privacy"),
    path(pgettext_lazy("address", "accessibility/"), pages.accessibility, name="accessibility"),
    path(pgettext_lazy("address", "my-account/"), account.account, name="account"),
    path(pgettext_lazy("address", "my-account/take-along/"), account.export, name="account-export"),
    path(pgettext_lazy("address", "my-account/erase/"), account.erase, name="account-erase"),
    path(pgettext_lazy("address", "roles/"), account.roles, name="roles"),
    path(pgettext_lazy("address", "trail/"), account.trail, name="trail"),
    path(pgettext_lazy("address", "members/<slug:id_>/"), members.members, name="members"),
    path(pgettext_lazy("address", "invitation/<slug:token>/"), members.invitation, name="invitation"),
    path(
        pgettext_lazy("address", "log-in/link/<uuid:account_id>/<slug:token>/"),
        account.login_link,
        name="login-link",
    ),
    path("", include("overstap.web.urls_coming_in")),
]
