# SPDX-License-Identifier: EUPL-1.2
"""Reads of training; planning reads it through the bridge."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from overstap.apps.training.models import CourseEdition


def next_editions(day: date) -> Mapping[str, CourseEdition]:
    """Course id -> its first edition that one can still join from `day` on; one query, places included.

    A continuous edition can be joined until it ends, the others until they start.
    """
    found = CourseEdition.objects.select_related("place").filter(ends_on__gte=day, retired=False)
    first: dict[str, CourseEdition] = {}
    for edition in found.order_by("starts_on", "pk"):
        if edition.starts_on >= day or edition.continuous:
            first.setdefault(edition.course_id, edition)
    return first
