# SPDX-License-Identifier: EUPL-1.2
"""Reminders to look over one's passport, and proposals that somebody said no to."""

from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q
from django.db.models.functions import Now

from overstap.apps.constraints import matches, one_of
from overstap.apps.privacy import Privacy, Sensitivity, all_of
from overstap.apps.upkeep.enums import EVERY_MONTHS, Kind

REMINDED = Privacy(Sensitivity.PERSONAL, "until the person switches it off or erases the account")
SAID = Privacy(Sensitivity.PERSONAL, "until the person removes the passport or erases the account")


class Reminder(models.Model):
    """Somebody wants to be reminded every so many months, the next time on a day."""

    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="reminder"
    )
    every_months = models.IntegerField()
    next_on = models.DateField()
    sent_at = models.DateTimeField(null=True, blank=True)

    privacy = all_of(REMINDED, "account", "every_months", "next_on", "sent_at")

    class Meta:
        constraints = (
            CheckConstraint(name="reminder_comes_as_chosen", condition=Q(every_months__in=EVERY_MONTHS)),
        )
        indexes = (models.Index(fields=["next_on"], name="reminder_next_on"),)

    def __str__(self) -> str:
        return str(self.pk)


class Refused(models.Model):
    """Somebody keeps `old` as it is: `new` (empty: to remove it) is not proposed for it again."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    passport = models.ForeignKey("passports.Passport", models.CASCADE, related_name="+")
    kind = models.TextField()
    old = models.TextField()
    new = models.TextField(blank=True, default="")
    at = models.DateTimeField(db_default=Now())

    privacy = all_of(SAID, "id", "passport", "kind", "old", "new", "at")

    class Meta:
        constraints = (
            one_of("refused_kind_is_known", "kind", Kind),
            matches("refused_old_is_one_word", "old", r"^\S+$"),
            models.UniqueConstraint(fields=["passport", "kind", "old", "new"], name="refused_is_said_once"),
        )

    def __str__(self) -> str:
        return str(self.pk)
