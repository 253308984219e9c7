# SPDX-License-Identifier: EUPL-1.2
"""Registers the app with Django."""

from django.apps import AppConfig


class TaxonomyConfig(AppConfig):
    """The `taxonomy` app."""

    name = "overstap.apps.taxonomy"
    label = "taxonomy"
    default_auto_field = "django.db.models.BigAutoField"
