# SPDX-License-Identifier: EUPL-1.2
"""Passports. No field tells a name, age, sex, origin, address or health, and there is no room for a photo."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import CheckConstraint, F, Q
from django.db.models.functions import Now

from overstap.apps.accounts.enums import Role
from overstap.apps.constraints import between, in_order, is_object, matches, not_longer, one_of
from overstap.apps.passports.enums import (
    ISSUER_AT_MOST,
    NOTE_AT_MOST,
    SHARED_AT_MOST,
    TEXT_AT_MOST,
    TITLE_AT_MOST,
    Circumstance,
    Evidence,
    Level,
    OpeningKind,
    Part,
    ProofKind,
)
from overstap.apps.privacy import Privacy, Sensitivity, all_of
from overstap.engine.badges.model import Check

PASSPORT = Privacy(Sensitivity.PERSONAL, "until the person removes it or erases the account")
SHARED = Privacy(Sensitivity.PERSONAL, "until its end date, a year at most, or until the person withdraws it")
TRUSTED = Privacy(Sensitivity.PUBLIC, "until who runs the site no longer trusts it")
LOOKED = Privacy(Sensitivity.PERSONAL, "two years, or until the person erases the account")


def all_in(name: str, field: str, values: type[Circumstance | OpeningKind | Part]) -> CheckConstraint:
    """The list holds nothing but `values`."""
    return CheckConstraint(
        name=name, condition=Q(**{f"{field}__contained_by": [str(value) for value in values]})
    )


class Passport(models.Model):
    """What somebody can do and wishes. Pay in EUR gross per hour, hours per week, distance in km.

    Skills, occupations, places and certificates are ids of the region; one that the region lost stays, and does
    nothing. `plan`: what the planner keeps besides, as the page had it.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    account = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="passport")
    language = models.TextField(default="nl")
    story = models.TextField(blank=True, default="")
    occupation = models.TextField(blank=True, default="")
    place = models.TextField(blank=True, default="")
    hours_low = models.FloatField(null=True, blank=True)
    hours_high = models.FloatField(null=True, blank=True)
    wage = models.FloatField(null=True, blank=True)
    wage_floor = models.FloatField(null=True, blank=True)
    distance = models.FloatField(null=True, blank=True)
    kinds = ArrayField(models.TextField(), default=list, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    circumstances = ArrayField(models.TextField(), default=list, blank=True)
    plan = models.JSONField(default=dict, blank=True)
    kept_at = models.DateTimeField()

    privacy = all_of(
        *(PASSPORT, "id", "account", "language", "story", "occupation", "place", "hours_low", "hours_high"),
        *("wage", "wage_floor", "distance", "kinds", "starts_on", "circumstances", "plan", "kept_at"),
    )

    class Meta:
        constraints = (
            matches("passport_language_is_a_code", "language", r"^[a-z]{2}$"),
            not_longer("passport_story_is_no_book", "story", TEXT_AT_MOST),
            between("passport_hours_low_is_possible", "hours_low", 1, 60),
            between("passport_hours_high_is_possible", "hours_high", 1, 60),
            in_order("passport_hours_in_order", "hours_low", "hours_high"),
            between("passport_wage_is_possible", "wage", 3, 500),
            between("passport_wage_floor_is_possible", "wage_floor", 3, 500),
            between("passport_distance_is_possible", "distance", 0, 500),
            all_in("passport_kinds_are_known", "kinds", OpeningKind),
            all_in("passport_circumstances_are_known", "circumstances", Circumstance),
            is_object("passport_plan_is_an_object", "plan"),
        )

    def __str__(self) -> str:
        return str(self.pk)

    def roles_of(self, account: UUID) -> frozenset[Role]:
        """Its owner is a person towards it; nobody else is anything: what they see goes by a `Share`."""
        return frozenset({Role.PERSON}) if account == self.account_id else frozenset()


class PassportSkill(models.Model):
    """A skill that somebody has; `evidence` is what they say stands behind it, proofs may be stronger."""

    pk = models.CompositePrimaryKey("passport_id", "skill")
    passport = models.ForeignKey(Passport, models.CASCADE, related_name="skills", db_index=False)
    skill = models.TextField()
    evidence = models.TextField()

    privacy = all_of(PASSPORT, "pk", "passport", "skill", "evidence")

    class Meta:
        constraints = (
            matches("passportskill_skill_is_one_word", "skill", r"^\S+$"),
            one_of("passportskill_evidence_is_known", "evidence", Evidence),
        )

    def __str__(self) -> str:
        return f"{self.passport_id} {self.skill}"


class Proof(models.Model):
    """What shows skills: work or study somebody did, a certificate, or what an organisation said of them.

    `organisation`: who gave it; then nobody changes it, and the person may only remove it. `checked`: how sure
    it is, for a badge out of a file; `issuer`: its identifier. Nobody changes such a badge either.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    passport = models.ForeignKey(Passport, models.CASCADE, related_name="proofs")
    kind = models.TextField()
    title = models.TextField()
    whose = models.TextField(blank=True, default="")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, null=True, blank=True)
    from_on = models.DateField(null=True, blank=True)
    until_on = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True, default="")
    issuer = models.TextField(blank=True, default="")
    checked = models.TextField(blank=True, default="")
    skills = ArrayField(models.TextField(), default=list, blank=True)
    kept_at = models.DateTimeField(db_default=Now())

    privacy = all_of(
        *(PASSPORT, "id", "passport", "kind", "title", "whose", "organisation", "from_on", "until_on", "note"),
        *("issuer", "checked", "skills", "kept_at"),
    )

    class Meta:
        constraints = (
            one_of("proof_kind_is_known", "kind", ProofKind),
            CheckConstraint(
                name="proof_is_given_by_an_organisation_or_none",
                condition=Q(organisation=None) | Q(kind__in=["assessment", "endorsement"]),
            ),
            CheckConstraint(
                name="proof_by_another_names_them",
                condition=~Q(kind__in=["assessment", "endorsement"]) | Q(organisation__isnull=False),
            ),
            matches("proof_has_a_title", "title", r"\S"),
            not_longer("proof_title_is_short", "title", TITLE_AT_MOST),
            not_longer("proof_whose_is_short", "whose", TITLE_AT_MOST),
            not_longer("proof_note_is_short", "note", NOTE_AT_MOST),
            in_order("proof_dates_in_order", "from_on", "until_on"),
            CheckConstraint(
                name="proof_checked_is_known", condition=Q(checked__in=["", *(str(one) for one in Check)])
            ),
            CheckConstraint(
                name="proof_checked_is_of_a_certificate", condition=Q(checked="") | Q(kind="certificate")
            ),
            CheckConstraint(
                name="proof_checked_names_its_issuer",
                condition=Q(checked="", issuer="") | (~Q(checked="") & ~Q(issuer="")),
            ),
            not_longer("proof_issuer_is_short", "issuer", ISSUER_AT_MOST),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    def roles_of(self, account: UUID) -> frozenset[Role]:
        """As of its passport."""
        return self.passport.roles_of(account)


class IssuedBadge(models.Model):
    """A badge that was signed for an assessment. What it says is not kept: it is made again when asked for.

    Without its proof, which its owner removed or its organisation withdrew, it tells nothing about anybody.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    proof = models.OneToOneField(Proof, models.SET_NULL, null=True, blank=True, related_name="issued")
    issued_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    privacy = all_of(PASSPORT, "id", "proof", "issued_at", "revoked_at")

    class Meta:
        constraints = (in_order("issuedbadge_is_revoked_after_it_was_issued", "issued_at", "revoked_at"),)
        indexes = (models.Index(fields=["revoked_at"], name="issuedbadge_revoked_at"),)

    def __str__(self) -> str:
        return str(self.pk)


class TrustedIssuer(models.Model):
    """An issuer of badges who is trusted, with its public keys (a JWKS) as who runs the site looked them up."""

    id = models.TextField(primary_key=True)
    name = models.TextField()
    keys = models.JSONField()
    trusted_at = models.DateTimeField()

    privacy = all_of(TRUSTED, "id", "name", "keys", "trusted_at")

    class Meta:
        constraints = (
            matches("trustedissuer_id_is_one_word", "id", r"^\S+$"),
            matches("trustedissuer_has_a_name", "name", r"\S"),
            is_object("trustedissuer_keys_is_an_object", "keys"),
        )

    def __str__(self) -> str:
        return self.id


class PassportLanguage(models.Model):
    """How well somebody knows a language."""

    pk = models.CompositePrimaryKey("passport_id", "language")
    passport = models.ForeignKey(Passport, models.CASCADE, related_name="languages", db_index=False)
    language = models.TextField()
    level = models.TextField()

    privacy = all_of(PASSPORT, "pk", "passport", "language", "level")

    class Meta:
        constraints = (
            matches("passportlanguage_language_is_a_code", "language", r"^[a-z]{2,3}$"),
            one_of("passportlanguage_level_is_of_cefr", "level", Level),
        )

    def __str__(self) -> str:
        return f"{self.language} {self.level}"


class Licence(models.Model):
    """A paper that a law asks for, and until when it counts."""

    pk = models.CompositePrimaryKey("passport_id", "certificate")
    passport = models.ForeignKey(Passport, models.CASCADE, related_name="licences", db_index=False)
    certificate = models.TextField()
    until_on = models.DateField(null=True, blank=True)

    privacy = all_of(PASSPORT, "pk", "passport", "certificate", "until_on")

    class Meta:
        constraints = (matches("licence_certificate_is_one_word", "certificate", r"^\S+$"),)

    def __str__(self) -> str:
        return self.certificate


class Share(models.Model):
    """An organisation may see parts of a passport until a day; `blind`: without what tells who it is."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    passport = models.ForeignKey(Passport, models.CASCADE, related_name="shares")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="shared")
    parts = ArrayField(models.TextField())
    blind = models.BooleanField(default=True)
    since = models.DateTimeField(db_default=Now())
    until = models.DateTimeField()

    privacy = all_of(SHARED, "id", "passport", "organisation", "parts", "blind", "since", "until")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["passport", "organisation"], name="share_with_an_organisation_is_single"
            ),
            all_in("share_parts_are_known", "parts", Part),
            CheckConstraint(name="share_is_of_something", condition=Q(parts__len__gte=1)),
            CheckConstraint(
                name="share_ends_in_time",
                condition=Q(until__gt=F("since")) & Q(until__lte=F("since") + SHARED_AT_MOST),
            ),
        )
        indexes = (models.Index(fields=["until"], name="share_until"),)

    def __str__(self) -> str:
        return str(self.pk)

    def roles_of(self, account: UUID) -> frozenset[Role]:
        """What somebody plays at the organisation it is shared with, and the owner of the passport."""
        return self.organisation.roles_of(account) | self.passport.roles_of(account)


class Look(models.Model):
    """Somebody of an organisation looked at a passport: for its owner to see.

    `opening`: they were looking for people for this one (an id, which may have gone); empty: it was shared with
    them.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    passport = models.ForeignKey(Passport, models.CASCADE, related_name="looks")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    role = models.TextField()
    parts = ArrayField(models.TextField())
    blind = models.BooleanField()
    opening = models.TextField(blank=True, default="")
    at = models.DateTimeField()

    privacy = all_of(LOOKED, "id", "passport", "organisation", "role", "parts", "blind", "opening", "at")

    class Meta:
        constraints = (
            one_of("look_role_is_known", "role", Role),
            all_in("look_parts_are_known", "parts", Part),
        )
        indexes = (models.Index(fields=["passport", "at"], name="look_passport_at"),)

    def __str__(self) -> str:
        return str(self.pk)
