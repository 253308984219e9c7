# SPDX-License-Identifier: EUPL-1.2
"""The product's settings, with what tests need otherwise: static files straight from the source."""

from overstap.config.settings import *  # noqa: F403
from overstap.config.settings import STORAGES

STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
