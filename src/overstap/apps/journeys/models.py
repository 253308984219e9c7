# SPDX-License-Identifier: EUPL-1.2
"""Journeys as copies: shared by a link until it expires, or kept in an account."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q, TextField
from django.db.models.functions import Cast, Length, Now
from django.db.models.lookups import LessThanOrEqual

from overstap.apps.constraints import is_object, matches
from overstap.apps.journeys.enums import KEPT_FOR, LARGEST_COPY
from overstap.apps.privacy import Privacy, Sensitivity, all_of

KEPT = Privacy(Sensitivity.PERSONAL, "until the person lets go of it or erases the account")
SHARED = Privacy(Sensitivity.PERSONAL, "30 days, or until the person withdraws it or wipes their session")


class SharedJourney(models.Model):
    """A copy of a journey for whoever has its link. `content`: the journey as data, without who travels.

    The link holds a random token; only its hash is here, so that nobody can read a link out of the database.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    token_hash = models.TextField(unique=True)
    content = models.JSONField()
    with_pay = models.BooleanField(default=False)
    shared_at = models.DateTimeField(db_default=Now())
    expires_at = models.DateTimeField()

    privacy = all_of(SHARED, "id", "token_hash", "content", "with_pay", "shared_at", "expires_at")

    class Meta:
        constraints = (
            matches("sharedjourney_token_is_a_hash", "token_hash", r"^[0-9a-f]{64}$"),
            is_object("sharedjourney_content_is_an_object", "content"),
            CheckConstraint(
                name="sharedjourney_content_is_no_dump",
                condition=LessThanOrEqual(Length(Cast("content", TextField())), LARGEST_COPY),
            ),
            CheckConstraint(
                name="sharedjourney_expires_in_time",
                condition=Q(expires_at__gt=F("shared_at")) & Q(expires_at__lte=F("shared_at") + KEPT_FOR),
            ),
        )
        indexes = (
            models.Index(fields=["expires_at"], name="sharedjourney_expires_at"),
            models.Index(fields=["shared_at"], name="sharedjourney_shared_at"),
        )

    def __str__(self) -> str:
        return str(self.pk)


class KeptJourney(models.Model):
    """A journey in somebody's account. `content`: as of a shared copy, with pay; `digest`: of that content.

    `proposed`: an organisation (`offered_by`) put it there, and the person has not said yet whether it stays.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="journeys")
    content = models.JSONField()
    digest = models.TextField()
    offered_by = models.ForeignKey("organisations.Organisation", models.PROTECT, null=True, blank=True)
    proposed = models.BooleanField(default=False)
    kept_at = models.DateTimeField(db_default=Now())

    privacy = all_of(KEPT, "id", "account", "content", "digest", "offered_by", "proposed", "kept_at")

    class Meta:
        constraints = (
            is_object("keptjourney_content_is_an_object", "content"),
            CheckConstraint(
                name="keptjourney_content_is_no_dump",
                condition=LessThanOrEqual(Length(Cast("content", TextField())), LARGEST_COPY),
            ),
            matches("keptjourney_digest_is_a_hash", "digest", r"^[0-9a-f]{64}$"),
            CheckConstraint(
                name="keptjourney_is_proposed_by_an_organisation",
                condition=Q(proposed=False) | Q(offered_by__isnull=False),
            ),
            models.UniqueConstraint(fields=["account", "digest"], name="keptjourney_is_there_once"),
        )

    def __str__(self) -> str:
        return str(self.pk)
