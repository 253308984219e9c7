# SPDX-License-Identifier: EUPL-1.2
"""Tokens that programs come in with."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import CheckConstraint, F, Q
from django.db.models.functions import Length, Now
from django.db.models.lookups import LessThanOrEqual

from overstap.apps.accounts.enums import Role
from overstap.apps.constraints import between, matches
from overstap.apps.privacy import Privacy, Sensitivity, all_of
from overstap.apps.tokens.enums import LASTS_AT_MOST, NAME_AT_MOST, ORGANISATION_SCOPES, OWN_SCOPES

TOKEN = Privacy(Sensitivity.PERSONAL, "until its end date, a year at most, or until it is withdrawn")
REPEATED = Privacy(Sensitivity.PERSONAL, "a day")


class Token(models.Model):
    """A program may do, for `account`, what `scopes` say: for themselves, or towards one `organisation`.

    The program holds the secret; here is its hash only, so that nobody reads a way in out of the database.
    `asked` counts the requests of `minute`, the last in which it was used.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="tokens")
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, null=True, blank=True, related_name="+"
    )
    name = models.TextField()
    scopes = ArrayField(models.TextField())
    token_hash = models.TextField(unique=True)
    made_at = models.DateTimeField(db_default=Now())
    ends_at = models.DateTimeField()
    last_used_on = models.DateField(null=True, blank=True)
    minute = models.DateTimeField(null=True, blank=True)
    asked = models.IntegerField(default=0)

    privacy = all_of(
        *(TOKEN, "id", "account", "organisation", "name", "scopes", "token_hash", "made_at", "ends_at"),
        *("last_used_on", "minute", "asked"),
    )

    class Meta:
        constraints = (
            matches("token_has_a_name", "name", r"\S"),
            CheckConstraint(
                name="token_name_is_short", condition=LessThanOrEqual(Length(F("name")), NAME_AT_MOST)
            ),
            matches("token_is_a_hash", "token_hash", r"^[0-9a-f]{64}$"),
            CheckConstraint(name="token_is_for_something", condition=Q(scopes__len__gte=1)),
            CheckConstraint(
                name="token_scopes_suit_whom_it_is_for",
                condition=Q(organisation=None, scopes__contained_by=[str(one) for one in OWN_SCOPES])
                | Q(
                    organisation__isnull=False,
                    scopes__contained_by=[str(one) for one in ORGANISATION_SCOPES],
                ),
            ),
            CheckConstraint(
                name="token_ends_in_time",
                condition=Q(ends_at__gt=F("made_at")) & Q(ends_at__lte=F("made_at") + LASTS_AT_MOST),
            ),
            between("token_asked_is_counted", "asked", 0, 1_000_000_000),
        )
        indexes = (models.Index(fields=["ends_at"], name="token_ends_at"),)

    def __str__(self) -> str:
        return str(self.pk)

    def roles_of(self, account: UUID) -> frozenset[Role]:
        """Its maker is a person towards it; nobody else is anything."""
        return frozenset({Role.PERSON}) if account == self.account_id else frozenset()


class Repeated(models.Model):
    """What was made by a request with an `Idempotency-Key`: the same request again makes nothing more.

    Hashes of the key and of what was asked, and the id of what was made; no word of the request itself.
    """

    token = models.ForeignKey(Token, models.CASCADE, related_name="repeated")
    key_hash = models.TextField()
    asked_hash = models.TextField()
    made = models.TextField()
    at = models.DateTimeField(db_default=Now())

    privacy = all_of(REPEATED, "id", "token", "key_hash", "asked_hash", "made", "at")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["token", "key_hash"], name="repeated_key_is_single"),
            matches("repeated_key_is_a_hash", "key_hash", r"^[0-9a-f]{64}$"),
            matches("repeated_made_is_an_id", "made", r"^\S+$"),
            matches("repeated_asked_is_a_hash", "asked_hash", r"^[0-9a-f]{64}$"),
        )
        indexes = (models.Index(fields=["at"], name="repeated_at"),)

    def __str__(self) -> str:
        return self.made
