# SPDX-License-Identifier: EUPL-1.2
"""Registers the app with Django."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """The `people` app."""

    name = "overstap.apps.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"
