# SPDX-License-Identifier: EUPL-1.2
"""The region that questions are about."""

from __future__ import annotations

from overstap.api.problems import NO_REGION, Refused
from overstap.bridge.region import NoRegionError, current_region
from overstap.engine.region.region import Region


def region_or_refused() -> Region:
    """The region, or the answer that there is none yet."""
    try:
        return current_region()
    except NoRegionError as none:
        raise Refused(503, [("", NO_REGION)]) from none
