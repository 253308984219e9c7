# SPDX-License-Identifier: EUPL-1.2
"""The addresses of internships. None of them names anybody: numbers of chance alone."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import pgettext_lazy

from overstap.web.internships.views import host, internship, internships, student

urlpatterns = [
    path(pgettext_lazy("address", "internships/"), internships.internships, name="internships"),
    path(pgettext_lazy("address", "internships/new/"), internships.internship_new, name="internship-new"),
    path(pgettext_lazy("address", "internships/figures/"), internships.figures, name="internship-figures"),
    path(pgettext_lazy("address", "internships/talks.ics"), internship.all_talks, name="internships-talks"),
    path(
        pgettext_lazy("address", "internships/list.<slug:kind>"), internships.export, name="internships-export"
    ),
    path(pgettext_lazy("address", "internships/<uuid:id_>/"), internship.internship, name="internship"),
    path(
        pgettext_lazy("address", "internships/<uuid:id_>/change/"),
        internships.internship_change,
        name="internship-change",
    ),
    path(
        pgettext_lazy("address", "internships/<uuid:id_>/remove/"),
        internships.internship_remove,
        name="internship-remove",
    ),
    path(
        pgettext_lazy("address", "internships/<uuid:id_>/agreement.pdf"),
        internship.agreement,
        name="internship-agreement",
    ),
    path(
        pgettext_lazy("address", "internships/<uuid:id_>/talks.ics"),
        internship.calendar,
        name="internship-talks",
    ),
    path(
        pgettext_lazy("address", "rounds/<uuid:id_>/internships/"),
        internships.internships_of_round,
        name="round-internships",
    ),
    path(
        pgettext_lazy("address", "internships/at/<slug:id_>/"),
        host.internships_here,
        name="internships-here",
    ),
    path(
        pgettext_lazy("address", "internships/at/<slug:id_>/<uuid:internship>/"),
        host.internship_here,
        name="internship-here",
    ),
    path(
        pgettext_lazy("address", "internships/at/<slug:id_>/<uuid:internship>/agreement.pdf"),
        host.agreement_here,
        name="internship-here-agreement",
    ),
    path(
        pgettext_lazy("address", "internships/at/<slug:id_>/<uuid:internship>/talks.ics"),
        host.talks_here,
        name="internship-here-talks",
    ),
    path(pgettext_lazy("address", "internship/mine/"), student.my_internship, name="my-internship"),
    path(
        pgettext_lazy("address", "internship/mine/agreement.pdf"),
        student.my_agreement,
        name="my-internship-agreement",
    ),
    path(
        pgettext_lazy("address", "internship/mine/talks.ics"),
        student.my_talks,
        name="my-internship-talks",
    ),
]
