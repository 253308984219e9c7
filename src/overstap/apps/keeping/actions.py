# SPDX-License-Identifier: EUPL-1.2
"""Noting that a rule was carried out."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F

from overstap.apps.keeping.models import Sweep


@transaction.atomic
def note_sweep(*, rule: str, removed: int, now: datetime) -> None:
    """Notes that a rule was carried out now, and how many rows it removed.

    What is removed is told in the trail by whoever removes it.
    """
    made = Sweep.objects.get_or_create(
        rule=rule, defaults={"at": now, "removed": removed, "removed_ever": removed}
    )
    if not made[1]:
        Sweep.objects.filter(pk=rule).update(at=now, removed=removed, removed_ever=F("removed_ever") + removed)
