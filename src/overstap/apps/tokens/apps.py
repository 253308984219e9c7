# SPDX-License-Identifier: EUPL-1.2
"""Registers the app with Django."""

from django.apps import AppConfig


class TokensConfig(AppConfig):
    """The `tokens` app."""

    name = "overstap.apps.tokens"
    label = "tokens"
    default_auto_field = "django.db.models.BigAutoField"
