# SPDX-License-Identifier: EUPL-1.2
"""The Django app that holds the pages."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Templates, static files and words of the pages."""

    name = "overstap.web"
    label = "web"
    verbose_name = "Overstap"
