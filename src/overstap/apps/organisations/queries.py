# SPDX-License-Identifier: EUPL-1.2
"""Reads of organisations."""

from __future__ import annotations

from overstap.apps.organisations.models import Organisation


def organisation(id_: str) -> Organisation | None:
    """The organisation with this id, with its place and sector; one query."""
    return Organisation.objects.select_related("place", "sector").filter(pk=id_).first()


def added_by_people() -> tuple[Organisation, ...]:
    """Organisations that no pack brought, by name; one query, places included."""
    return tuple(Organisation.objects.select_related("place").filter(origin="").order_by("name", "pk"))
