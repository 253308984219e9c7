# SPDX-License-Identifier: EUPL-1.2
"""Registers the app with Django."""

from django.apps import AppConfig


class GroupsConfig(AppConfig):
    """The `groups` app."""

    name = "overstap.apps.groups"
    label = "groups"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """From now on counts when somebody who told their groups was shown to an employer."""
        from overstap.apps.groups.actions import count_shown
        from overstap.apps.rankings.actions import candidates_shown

        candidates_shown.connect(count_shown, dispatch_uid="groups")
