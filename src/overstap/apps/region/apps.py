# SPDX-License-Identifier: EUPL-1.2
"""Registers the app with Django."""

from django.apps import AppConfig


class RegionConfig(AppConfig):
    """The `region` app."""

    name = "overstap.apps.region"
    label = "region"
    default_auto_field = "django.db.models.BigAutoField"
