# SPDX-License-Identifier: EUPL-1.2
"""Registers the app with Django."""

from django.apps import AppConfig


class FundsConfig(AppConfig):
    """The `funds` app."""

    name = "overstap.apps.funds"
    label = "funds"
    default_auto_field = "django.db.models.BigAutoField"
