# SPDX-License-Identifier: EUPL-1.2
"""Trusted persons of schools, reports, and what is said in them."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import CheckConstraint, Q
from django.db.models.functions import Now

from overstap.apps.constraints import matches, not_longer, one_of
from overstap.apps.privacy import Privacy, Sensitivity, all_of
from overstap.apps.reports.enums import TEXT_AT_MOST, TRUSTED_KINDS, Kind, Side, Teller

MEMBER = Privacy(Sensitivity.PERSONAL, "until the membership ends or the person erases the account")
TOLD = Privacy(Sensitivity.SPECIAL, "a year after the last word in the report, or until the teller removes it")


class Trusted(models.Model):
    """The trusted person of a school: alone reads reports of discrimination and of what is unsafe.

    `name` is shown to whoever reports, so that they know whom they tell it.
    """

    organisation = models.OneToOneField(
        "organisations.Organisation", models.PROTECT, primary_key=True, related_name="trusted"
    )
    membership = models.ForeignKey("organisations.Membership", models.CASCADE, related_name="+")
    name = models.TextField()

    privacy = all_of(MEMBER, "organisation", "membership", "name")

    class Meta:
        constraints = (matches("trusted_has_a_short_name", "name", r"^\S(.{0,78}\S)?$"),)

    def __str__(self) -> str:
        return self.organisation_id


class Report(models.Model):
    """A problem with internships of a school. `trusted`: only its trusted person reads it.

    `code_hash`: of the code with which the teller comes back; nothing else says who they are.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    kind = models.TextField()
    teller = models.TextField()
    trusted = models.BooleanField()
    code_hash = models.TextField(unique=True)
    closed = models.BooleanField(default=False)
    told_at = models.DateTimeField(db_default=Now())
    changed_at = models.DateTimeField(db_default=Now())

    privacy = all_of(
        *(TOLD, "id", "organisation", "kind", "teller", "trusted", "code_hash", "closed", "told_at"),
        "changed_at",
    )

    class Meta:
        constraints = (
            one_of("report_kind_is_known", "kind", Kind),
            one_of("report_teller_is_known", "teller", Teller),
            CheckConstraint(
                name="report_takes_the_safe_way",
                condition=Q(trusted=True) | ~Q(kind__in=[str(one) for one in TRUSTED_KINDS]),
            ),
            matches("report_code_is_a_hash", "code_hash", r"^[0-9a-f]{64}$"),
        )
        indexes = (models.Index(fields=["organisation", "trusted"], name="report_of_a_school"),)

    def __str__(self) -> str:
        return str(self.pk)


class Word(models.Model):
    """Something that was said in a report, by its teller or by who reads it."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="words")
    side = models.TextField()
    text = models.TextField()
    said_at = models.DateTimeField(db_default=Now())

    privacy = all_of(TOLD, "id", "report", "side", "text", "said_at")

    class Meta:
        constraints = (
            one_of("word_side_is_known", "side", Side),
            matches("word_says_something", "text", r"\S"),
            not_longer("word_is_not_too_long", "text", TEXT_AT_MOST),
        )

    def __str__(self) -> str:
        return str(self.pk)
