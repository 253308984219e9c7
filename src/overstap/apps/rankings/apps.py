# SPDX-License-Identifier: EUPL-1.2
"""Registers the app with Django."""

from django.apps import AppConfig


class RankingsConfig(AppConfig):
    """The `rankings` app."""

    name = "overstap.apps.rankings"
    label = "rankings"
    default_auto_field = "django.db.models.BigAutoField"
