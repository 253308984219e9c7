# SPDX-License-Identifier: EUPL-1.2
"""Registers the app with Django."""

from django.apps import AppConfig


class UpkeepConfig(AppConfig):
    """The `upkeep` app."""

    name = "overstap.apps.upkeep"
    label = "upkeep"
    default_auto_field = "django.db.models.BigAutoField"
