# SPDX-License-Identifier: EUPL-1.2
"""Registers the app with Django."""

from django.apps import AppConfig


class RoundsConfig(AppConfig):
    """The `rounds` app."""

    name = "overstap.apps.rounds"
    label = "rounds"
    default_auto_field = "django.db.models.BigAutoField"
