# SPDX-License-Identifier: EUPL-1.2
"""The addresses of how matching works, rankings, groups and the watch."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import pgettext_lazy

from overstap.web.trust.views import groups, rankings, watch

urlpatterns = [
    path(
        pgettext_lazy("address", "how-matching-works/"), rankings.matching_explained, name="matching-explained"
    ),
    path(pgettext_lazy("address", "why-this-order/"), rankings.find_ranking, name="find-ranking"),
    path(pgettext_lazy("address", "why-this-order/<slug:code>/"), rankings.ranking, name="ranking"),
    path(pgettext_lazy("address", "watch/"), watch.watch, name="watch"),
    path(pgettext_lazy("address", "watch/fairness/"), groups.fairness, name="fairness"),
    path(pgettext_lazy("address", "watch/fairness.csv"), groups.as_csv, name="fairness-csv"),
    path(pgettext_lazy("address", "my-account/groups/"), groups.mine, name="my-groups"),
]
