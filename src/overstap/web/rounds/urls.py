# SPDX-License-Identifier: EUPL-1.2
"""The addresses of rounds of internships."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import pgettext_lazy

from overstap.web.rounds.views import host, hunting, left, offers, refusals, rounds, shortage, student

urlpatterns = [
    path(pgettext_lazy("address", "rounds/"), rounds.rounds, name="rounds"),
    path(pgettext_lazy("address", "rounds/new/"), rounds.round_new, name="round-new"),
    path(pgettext_lazy("address", "rounds/<uuid:id_>/"), rounds.round_page, name="round"),
    path(pgettext_lazy("address", "rounds/<uuid:id_>/change/"), rounds.round_change, name="round-change"),
    path(pgettext_lazy("address", "rounds/<uuid:id_>/remove/"), rounds.round_remove, name="round-remove"),
    path(pgettext_lazy("address", "rounds/<uuid:id_>/do/"), rounds.round_do, name="round-do"),
    path(pgettext_lazy("address", "rounds/<uuid:id_>/places/"), rounds.round_places, name="round-places"),
    path(pgettext_lazy("address", "rounds/<uuid:id_>/students/"), rounds.round_students, name="round-students"),
    path(pgettext_lazy("address", "rounds/<uuid:id_>/list/"), rounds.round_list, name="round-list"),
    path(pgettext_lazy("address", "rounds/<uuid:id_>/offers/"), offers.round_offers, name="round-offers"),
    path(pgettext_lazy("address", "rounds/<uuid:id_>/hunt/"), hunting.round_hunt, name="round-hunt"),
    path(pgettext_lazy("address", "internships-short/"), shortage.shortage, name="shortage"),
    path(pgettext_lazy("address", "internships-short/table.csv"), shortage.shortage_csv, name="shortage-csv"),
    path(pgettext_lazy("address", "rounds/<uuid:id_>/left/"), left.round_left, name="round-left"),
    path(
        pgettext_lazy("address", "rounds/<uuid:id_>/guidance/"),
        offers.round_guidance,
        name="round-guidance",
    ),
    path(pgettext_lazy("address", "employers/<slug:id_>/rounds/"), host.host_rounds, name="host-rounds"),
    path(
        pgettext_lazy("address", "employers/<slug:id_>/rounds/<uuid:round_id>/"),
        host.host_round,
        name="host-round",
    ),
    path(pgettext_lazy("address", "rounds/refusals/"), refusals.round_refusals, name="round-refusals"),
    path(pgettext_lazy("address", "internship/"), student.round_code, name="round-code"),
    path(pgettext_lazy("address", "internship/wishes/"), student.round_wishes, name="round-wishes"),
]
