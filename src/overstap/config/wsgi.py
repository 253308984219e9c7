# SPDX-License-Identifier: EUPL-1.2
"""The entrance for web servers."""

import logging
import multiprocessing
import os

from django.core.wsgi import get_wsgi_application

from overstap.host import processes

log = logging.getLogger(__name__)

if (server := multiprocessing.parent_process()) is not None:
    # One of several processes of a web server: without it nobody would ever stop this one.
    processes.die_with_parent()
    if os.getppid() != server.pid:  # it went before that was asked
        os._exit(1)

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "overstap.config.settings")
application = get_wsgi_application()


def _read_the_region() -> None:
    """Has the region in memory before the first visitor comes.

    When that fails the site still opens: the pages that need the region say so, the others work.
    """
    # Imported here: its models need the application above.
    from django.db import connection

    from overstap.bridge.region import NoRegionError, open_for_visitors
    from overstap.engine.journeys.planner import warm_up

    try:
        warm_up()
        open_for_visitors()
    except NoRegionError:
        log.warning("no region is loaded")
    except Exception:
        log.exception("the region could not be read")
    finally:
        connection.close()


_read_the_region()
