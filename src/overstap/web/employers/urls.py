# SPDX-License-Identifier: EUPL-1.2
"""The addresses of the desk of an employer, and of what was published last."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import pgettext_lazy

from overstap.web.employers.views import candidates, employers, feeds, needs, opening_desk, opening_import

urlpatterns = [
    path(pgettext_lazy("address", "employers/"), employers.employers, name="employers"),
    path(pgettext_lazy("address", "employers/<slug:id_>/"), employers.desk, name="desk"),
    path(pgettext_lazy("address", "employers/<slug:id_>/new/"), opening_desk.opening_new, name="opening-new"),
    path(
        pgettext_lazy("address", "employers/<slug:id_>/import/"), opening_import.bring, name="openings-import"
    ),
    path(pgettext_lazy("address", "employers/<slug:id_>/needs/"), needs.needs, name="needs"),
    path(pgettext_lazy("address", "employers/need/<uuid:id_>/"), needs.need, name="need"),
    path(
        pgettext_lazy("address", "employers/opening/<slug:id_>/"),
        opening_desk.opening_edit,
        name="opening-edit",
    ),
    path(pgettext_lazy("address", "work/new.atom"), feeds.atom, name="openings-atom"),
    path(pgettext_lazy("address", "work/new.json"), feeds.as_json, name="openings-json"),
    path(pgettext_lazy("address", "people/<slug:id_>/"), candidates.desk, name="people-desk"),
    path(pgettext_lazy("address", "work/<slug:id_>/people/"), candidates.candidates, name="candidates"),
    path(
        pgettext_lazy("address", "work/<slug:id_>/people/<uuid:number>/"),
        candidates.candidate,
        name="candidate",
    ),
]
