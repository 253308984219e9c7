# SPDX-License-Identifier: EUPL-1.2
"""The region that ships with Overstap, made ready once."""

import pytest

from overstap.engine import Region, load_region, shipped_pack


@pytest.fixture(scope="session")
def region() -> Region:
    return load_region(shipped_pack("haaglanden"))
