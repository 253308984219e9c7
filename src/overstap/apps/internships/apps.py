# SPDX-License-Identifier: EUPL-1.2
"""Registers the app with Django."""

from django.apps import AppConfig


class InternshipsConfig(AppConfig):
    """The `internships` app."""

    name = "overstap.apps.internships"
    label = "internships"
    default_auto_field = "django.db.models.BigAutoField"
