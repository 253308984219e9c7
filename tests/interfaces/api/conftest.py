# SPDX-License-Identifier: EUPL-1.2
"""The API over the region pack that ships with the product, read once, without the import."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

import overstap
from overstap.engine.region import Region, load_region

if TYPE_CHECKING:
    from tests.interfaces.api.world import World

SHIPPED = Path(overstap.__file__).parent / "packs" / "haaglanden"
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture(scope="session")
def region() -> Region:
    """The shipped region."""
    return load_region(SHIPPED)


@pytest.fixture(autouse=True)
def _serves(region: Region, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("overstap.api.region.current_region", lambda: region)
    monkeypatch.setattr(timezone, "now", lambda: NOON)


@pytest.fixture
def world(db: None) -> World:
    """Somebody in every role, with tokens."""
    # Imported here: this file is read before Django is set up.
    from tests.interfaces.api.world import World

    return World()


@pytest.fixture
def rows_of_the_region(world: World) -> None:
    """What an opening refers to, as rows."""
    from overstap.apps.region.models import Place, Sector
    from overstap.apps.taxonomy.models import Occupation, Skill

    assert world
    sector = Sector.objects.create(id="administration", label={"nl": "x"}, letter="A", hue=1)
    words = {"nl": {"label": "x"}}
    Occupation.objects.create(id="secretary", words=words, sector=sector, isco="4120", outlook="stable")
    Skill.objects.create(id="handle-complaints", kind="skill", words=words)
    assert Skill.objects.filter(id="help-customers").exists()
    assert Place.objects.filter(id="delft").exists()
