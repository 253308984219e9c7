# SPDX-License-Identifier: EUPL-1.2
"""The addresses of reporting a problem, and of the desk that reads it."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import pgettext_lazy

from overstap.web.reports.views import desk, reporting

urlpatterns = [
    path(pgettext_lazy("address", "report/"), reporting.report, name="report"),
    path(pgettext_lazy("address", "report/code/"), reporting.report_code, name="report-code"),
    path(pgettext_lazy("address", "report/mine/"), reporting.report_mine, name="report-mine"),
    path(pgettext_lazy("address", "reports/"), desk.reports, name="reports"),
    path(pgettext_lazy("address", "reports/<uuid:id_>/"), desk.report_read, name="report-read"),
    path(
        pgettext_lazy("address", "organisations/<slug:id_>/trusted/"),
        desk.trusted_person,
        name="trusted-person",
    ),
]
