# SPDX-License-Identifier: EUPL-1.2
"""Registers the app with Django."""

from django.apps import AppConfig


class JourneysConfig(AppConfig):
    """The `journeys` app."""

    name = "overstap.apps.journeys"
    label = "journeys"
    default_auto_field = "django.db.models.BigAutoField"
