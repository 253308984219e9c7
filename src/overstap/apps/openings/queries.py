# SPDX-License-Identifier: EUPL-1.2
"""Reads of openings; matching reads them through the bridge."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from overstap.apps.openings.models import Opening


def open_on(day: date, *, organisation: str = "") -> tuple[Opening, ...]:
    """Openings that take people on `day`, of one organisation when given; two queries, demands included."""
    found = Opening.objects.filter(Q(closes_on__isnull=True) | Q(closes_on__gte=day), retired=False)
    if organisation:
        found = found.filter(organisation=organisation)
    related = found.select_related("organisation", "occupation", "place").prefetch_related("demands")
    return tuple(related.order_by("origin", "position", "pk"))
