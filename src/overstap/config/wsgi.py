# SPDX-License-Identifier: EUPL-1.2
"""The entrance for web servers."""

import multiprocessing
import os
from contextlib import suppress

from django.core.wsgi import get_wsgi_application

from overstap.host import processes

if multiprocessing.parent_process() is not None:
    # One of several processes of a web server: without it nobody would ever stop this one.
    processes.die_with_parent()

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "overstap.config.settings")
application = get_wsgi_application()


def _read_the_region() -> None:
    """Has the region in memory before the first visitor comes."""
    # Imported here: its models need the application above.
    from django.db import connection

    from overstap.bridge.region import NoRegionError, current_region

    with suppress(NoRegionError):
        current_region()
    connection.close()


_read_the_region()
