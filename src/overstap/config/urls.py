# SPDX-License-Identifier: EUPL-1.2
"""Every address: what machines ask for, then the pages, Dutch at `/` and English under `/en/`."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from overstap.config import plain_views
from overstap.web.passports.views import issuer

urlpatterns = [
    path("healthz", plain_views.healthz, name="healthz"),
    path("favicon.ico", plain_views.icon, name="icon"),
    path("robots.txt", plain_views.robots, name="robots"),
    path(".well-known/security.txt", plain_views.security, name="security"),
    path(".well-known/did.json", issuer.did, name="did"),
    path(".well-known/jwks.json", issuer.jwks, name="jwks"),
    path("badges/withdrawn.json", issuer.withdrawn, name="withdrawn-badges"),
    path("", include("overstap.api.urls")),
    *i18n_patterns(path("", include("overstap.web.urls")), prefix_default_language=False),
]

handler500 = "overstap.config.failing.server_error"
