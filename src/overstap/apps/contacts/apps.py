# SPDX-License-Identifier: EUPL-1.2
"""Registers the app with Django."""

from django.apps import AppConfig


class ContactsConfig(AppConfig):
    """The `contacts` app."""

    name = "overstap.apps.contacts"
    label = "contacts"
    default_auto_field = "django.db.models.BigAutoField"
