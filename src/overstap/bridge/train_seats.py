# SPDX-License-Identifier: EUPL-1.2
"""Word of seats to who was offered one: put down for the mail in the same transaction that notes it."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from procrastinate.contrib.django import app

from overstap.apps.trains import telling

TASK = "overstap.config.tasks.tell_rider"


@transaction.atomic
def tell_due(*, today: date) -> int:
    """Has everybody told of a seat that was offered, that is theirs for one more day, or went on; how many."""
    due = telling.due(today=today)
    for rider, word in due:
        app.configure_task(TASK).defer(rider=str(rider), word=str(word))
    return len(due)
