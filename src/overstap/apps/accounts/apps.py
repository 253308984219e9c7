# SPDX-License-Identifier: EUPL-1.2
"""Registers the app with Django."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """The `accounts` app."""

    name = "overstap.apps.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Has the trail told of second factors, whoever adds them."""
        # Imported here: only now are the models there.
        from overstap.apps.accounts import second_factors  # noqa: F401
