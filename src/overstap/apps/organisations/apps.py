# SPDX-License-Identifier: EUPL-1.2
"""Registers the app with Django."""

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    """The `organisations` app."""

    name = "overstap.apps.organisations"
    label = "organisations"
    default_auto_field = "django.db.models.BigAutoField"
