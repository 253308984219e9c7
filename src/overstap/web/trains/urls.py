# SPDX-License-Identifier: EUPL-1.2
"""The addresses of trains. None of them names anybody: numbers of chance alone."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import pgettext_lazy

from overstap.web.trains.views import figures, my_train, parts, proposals, riders, trains

urlpatterns = [
    path(pgettext_lazy("address", "trains/"), trains.trains, name="trains"),
    path(pgettext_lazy("address", "trains/figures/"), figures.figures, name="train-figures"),
    path(
        pgettext_lazy("address", "trains/figures/figures.<slug:kind>"),
        figures.figures_file,
        name="train-figures-file",
    ),
    path(pgettext_lazy("address", "trains/new/"), trains.train_new, name="train-new"),
    path(pgettext_lazy("address", "trains/proposals/"), proposals.train_proposals, name="train-proposals"),
    path(
        pgettext_lazy("address", "trains/proposals/<uuid:id_>/"),
        proposals.train_proposal_page,
        name="train-proposal",
    ),
    path(
        pgettext_lazy("address", "trains/proposals/<uuid:id_>/do/"),
        proposals.train_proposal_do,
        name="train-proposal-do",
    ),
    path(pgettext_lazy("address", "trains/<uuid:id_>/"), trains.train, name="train"),
    path(pgettext_lazy("address", "trains/<uuid:id_>/change/"), trains.train_change, name="train-change"),
    path(pgettext_lazy("address", "trains/<uuid:id_>/remove/"), trains.train_remove, name="train-remove"),
    path(pgettext_lazy("address", "trains/<uuid:id_>/partners/"), riders.partners, name="train-partners"),
    path(
        pgettext_lazy("address", "trains/<uuid:id_>/people/<uuid:rider_id>/"),
        riders.rider,
        name="train-rider",
    ),
    path(
        pgettext_lazy("address", "trains/<uuid:id_>/train.<slug:kind>"),
        trains.train_export,
        name="train-export",
    ),
    path(pgettext_lazy("address", "trains/part/<uuid:id_>/"), parts.part, name="train-part"),
    path(pgettext_lazy("address", "my-train/"), my_train.my_train, name="my-train"),
    path(pgettext_lazy("address", "my-train/code/"), my_train.train_code, name="train-code"),
]
