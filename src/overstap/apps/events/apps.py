# SPDX-License-Identifier: EUPL-1.2
"""Registers the app with Django."""

from django.apps import AppConfig


class EventsConfig(AppConfig):
    """The `events` app."""

    name = "overstap.apps.events"
    label = "events"
    default_auto_field = "django.db.models.BigAutoField"
