# SPDX-License-Identifier: EUPL-1.2
"""How long and how much is kept of journeys."""

from datetime import timedelta

KEPT_FOR = timedelta(days=30)
"""A shared copy is gone after this, whatever happens."""
LARGEST_COPY = 60_000
"""Characters of a copy as text; the longest journey takes a tenth of it."""
SHARED_AN_HOUR = 500
"""Copies that the whole site makes an hour at most, so that nobody can fill the disk."""
KEPT_AT_MOST = 60
"""Journeys that one account keeps, proposed ones included."""
