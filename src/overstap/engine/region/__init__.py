# SPDX-License-Identifier: EUPL-1.2
"""A whole region in memory: its language, its work, its courses, and what can be asked of them."""

from overstap.engine.region.region import Region, load_region

__all__ = ["Region", "load_region"]
