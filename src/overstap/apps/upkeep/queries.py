# SPDX-License-Identifier: EUPL-1.2
"""Reads of reminders and refusals."""

from __future__ import annotations

from uuid import UUID

from overstap.apps.upkeep.models import Refused, Reminder


def reminder_of(account: UUID) -> Reminder | None:
    """How often this account is reminded; none when it is not."""
    return Reminder.objects.filter(account_id=account).first()


def refused_by(passport: UUID) -> frozenset[tuple[str, str, str]]:
    """What the owner of this passport said no to: kind, old concept, new one."""
    return frozenset(Refused.objects.filter(passport_id=passport).values_list("kind", "old", "new"))
