# SPDX-License-Identifier: EUPL-1.2
"""Every address: what machines ask for, then the pages, Dutch at `/` and English under `/en/`."""

from __future__ import annotations

import importlib.util

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

from overstap.config import plain_views

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", plain_views.healthz, name="healthz"),
    path("robots.txt", plain_views.robots, name="robots"),
    path(".well-known/security.txt", plain_views.security, name="security"),
    path("language/", include("django.conf.urls.i18n")),
]
if importlib.util.find_spec("overstap.web.urls"):
    urlpatterns += i18n_patterns(path("", include("overstap.web.urls")), prefix_default_language=False)
