# SPDX-License-Identifier: EUPL-1.2
"""Registers the app with Django."""

from django.apps import AppConfig


class KeepingConfig(AppConfig):
    """The `keeping` app."""

    name = "overstap.apps.keeping"
    label = "keeping"
    default_auto_field = "django.db.models.BigAutoField"
