# SPDX-License-Identifier: EUPL-1.2
"""Registers the app with Django."""

from django.apps import AppConfig


class PassportsConfig(AppConfig):
    """The `passports` app."""

    name = "overstap.apps.passports"
    label = "passports"
    default_auto_field = "django.db.models.BigAutoField"
