# SPDX-License-Identifier: EUPL-1.2
"""The pages over the region pack that ships with the product, read once, without the import."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

import overstap
from overstap.engine.region import Region, load_region

SHIPPED = Path(overstap.__file__).parent / "packs" / "haaglanden"
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)

BALIE = (
    "Ik heb 12 jaar achter de balie gestaan bij een bank en deed de kas. "
    "Klachten behandelen kan ik goed. Ik nam de telefoon op."
)


@pytest.fixture(scope="session")
def haaglanden() -> Region:
    """The shipped region."""
    return load_region(SHIPPED)


@pytest.fixture(autouse=True)
def _pages_show(haaglanden: Region, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The pages show the shipped region, on a fixed day, and speak Dutch where no address says otherwise."""
    monkeypatch.setattr("overstap.web.asking.current_region", lambda: haaglanden)
    monkeypatch.setattr(timezone, "now", lambda: NOON)
    with translation.override("nl"):
        yield


@pytest.fixture
def told(client: Client, db: None) -> Callable[..., Client]:
    """Call it with what is filled in on the front page: somebody who has told that."""

    def tell(now: str = BALIE, **more: str) -> Client:
        answer = client.post(reverse("plan"), {"now": now, **more})
        assert answer.status_code == 302, answer.content.decode()[:2000]
        return client

    return tell


@pytest.fixture
def a_bakery(db: None) -> str:
    """The id of an organisation that is in the database."""
    # Imported here: this file is read before Django is set up.
    from tests.interfaces.web.who import an_organisation

    return an_organisation("De Zon")
