# SPDX-License-Identifier: EUPL-1.2
"""The addresses of the pages that explain the site."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import pgettext_lazy

from overstap.web.about.views import any_code, developers, pages

urlpatterns = [
    path(pgettext_lazy("address", "how-it-works/"), pages.how, name="how"),
    path(pgettext_lazy("address", "sources/"), pages.sources, name="sources"),
    path(pgettext_lazy("address", "privacy/"), pages.privacy, name="privacy"),
    path(pgettext_lazy("address", "developers/"), developers.developers, name="developers"),
    path(pgettext_lazy("address", "accessibility/"), pages.accessibility, name="accessibility"),
    path(pgettext_lazy("address", "code/"), any_code.any_code, name="any-code"),
    path(pgettext_lazy("address", "for-organisations/"), pages.for_organisations, name="for-organisations"),
]
