# SPDX-License-Identifier: EUPL-1.2
"""Registers the app with Django."""

from django.apps import AppConfig


class MobilityConfig(AppConfig):
    """The `mobility` app."""

    name = "overstap.apps.mobility"
    label = "mobility"
    default_auto_field = "django.db.models.BigAutoField"
