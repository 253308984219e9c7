# SPDX-License-Identifier: EUPL-1.2
"""Registers the app with Django."""

from django.apps import AppConfig


class OpeningsConfig(AppConfig):
    """The `openings` app."""

    name = "overstap.apps.openings"
    label = "openings"
    default_auto_field = "django.db.models.BigAutoField"
