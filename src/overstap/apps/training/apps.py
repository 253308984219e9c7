# SPDX-License-Identifier: EUPL-1.2
"""Registers the app with Django."""

from django.apps import AppConfig


class TrainingConfig(AppConfig):
    """The `training` app."""

    name = "overstap.apps.training"
    label = "training"
    default_auto_field = "django.db.models.BigAutoField"
