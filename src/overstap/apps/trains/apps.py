# SPDX-License-Identifier: EUPL-1.2
"""Registers the app with Django."""

from django.apps import AppConfig


class TrainsConfig(AppConfig):
    """The `trains` app."""

    name = "overstap.apps.trains"
    label = "trains"
    default_auto_field = "django.db.models.BigAutoField"
