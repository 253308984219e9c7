# SPDX-License-Identifier: EUPL-1.2
"""Registers the app with Django."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """The `reports` app."""

    name = "overstap.apps.reports"
    label = "reports"
    default_auto_field = "django.db.models.BigAutoField"
