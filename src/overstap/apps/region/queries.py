# SPDX-License-Identifier: EUPL-1.2
"""Reads about the region as a whole."""

from __future__ import annotations

from overstap.apps.region.models import PackImport, Revision


def revision() -> int:
    """How often what the engine computes on was changed; 0 before the first change. One indexed read."""
    return Revision.objects.filter(pk=1).values_list("number", flat=True).first() or 0


def structure() -> int:
    """The revision at which anything but openings last changed. One indexed read."""
    return Revision.objects.filter(pk=1).values_list("structure", flat=True).first() or 0


def imported_packs() -> tuple[PackImport, ...]:
    """The region packs in the database, by name."""
    return tuple(PackImport.objects.order_by("name"))


def imported_pack(name: str) -> PackImport | None:
    """The pack with this name as it was last imported, if it was."""
    return PackImport.objects.filter(pk=name).first()
