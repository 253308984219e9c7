# SPDX-License-Identifier: EUPL-1.2
"""Registers the app with Django."""

from django.apps import AppConfig


class GuidanceConfig(AppConfig):
    """The `guidance` app."""

    name = "overstap.apps.guidance"
    label = "guidance"
    default_auto_field = "django.db.models.BigAutoField"
