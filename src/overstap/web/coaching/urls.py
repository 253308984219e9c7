# SPDX-License-Identifier: EUPL-1.2
"""The addresses of coaches and of who is guided."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import pgettext_lazy

from overstap.web.coaching.views import caseload, guided, my_coach

urlpatterns = [
    path(pgettext_lazy("address", "my-journeys/<slug:id_>/for/"), guided.save_for, name="save-for"),
    path(pgettext_lazy("address", "my-account/coach/"), my_coach.my_coaches, name="my-coaches"),
    path(pgettext_lazy("address", "my-account/coach/ask/"), my_coach.ask, name="ask-coach"),
    path(pgettext_lazy("address", "my-account/coach/<uuid:id_>/"), my_coach.my_coach, name="my-coach"),
    path(pgettext_lazy("address", "coach/<slug:token>/"), my_coach.invitation, name="coach-invitation"),
    path(pgettext_lazy("address", "caseload/"), caseload.caseload_page, name="caseload"),
    path(pgettext_lazy("address", "caseload/stop/"), guided.stop_planning, name="stop-planning"),
    path(pgettext_lazy("address", "caseload/<uuid:id_>/"), guided.guided, name="guided"),
    path(pgettext_lazy("address", "caseload/<uuid:id_>/plan/"), guided.plan_together, name="plan-together"),
]
