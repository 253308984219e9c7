# SPDX-License-Identifier: EUPL-1.2
"""Employers, schools and others, and who belongs to them."""

from uuid import UUID, uuid4

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q
from django.db.models.functions import Lower, Now

from overstap.apps.accounts.enums import MEMBER_ROLES, Role
from overstap.apps.carried import CARRIED, Named, id_is_one_word
from overstap.apps.constraints import between, is_object, matches, one_of
from overstap.apps.organisations.enums import INVITED_FOR, OrganisationKind
from overstap.apps.privacy import PUBLIC, Privacy, Sensitivity, all_of, together

MANDATE = Privacy(Sensitivity.PUBLIC, "until the firm withdraws it")
MEMBER = Privacy(Sensitivity.PERSONAL, "until the membership ends or the person erases the account")
INVITED = Privacy(Sensitivity.PERSONAL, "14 days, or until the invitation is answered or withdrawn")


class Organisation(Named):
    """An organisation; `invented` marks an example. `description` holds a text per language."""

    name = models.TextField()
    kind = models.TextField()
    sector = models.ForeignKey("region.Sector", models.PROTECT, null=True, blank=True)
    place = models.ForeignKey("region.Place", models.PROTECT)
    staff = models.IntegerField(null=True, blank=True)
    description = models.JSONField(default=dict, blank=True)
    invented = models.BooleanField(default=False)

    privacy = together(
        CARRIED,
        all_of(PUBLIC, "id", "name", "kind", "sector", "place", "staff", "description", "invented"),
    )

    class Meta:
        constraints = (
            id_is_one_word("organisation_id_is_one_word"),
            matches("organisation_has_a_name", "name", r"\S"),
            one_of("organisation_kind_is_known", "kind", OrganisationKind),
            between("organisation_staff_is_possible", "staff", 0, 1_000_000),
            is_object("organisation_description_per_language", "description"),
        )
        indexes = (models.Index(fields=["origin"], name="organisation_origin"),)

    def __str__(self) -> str:
        return self.name

    def roles_of(self, account: UUID) -> frozenset[Role]:
        """The roles this account plays at this organisation; none for a stranger."""
        return frozenset(role for one in self.members.filter(account_id=account) for role in one.roles())


class Membership(models.Model):
    """Somebody belongs to an organisation in a role; `owner`: they also decide who else does."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="members")
    role = models.TextField()
    owner = models.BooleanField(default=False)
    since = models.DateTimeField(db_default=Now())

    privacy = all_of(MEMBER, "id", "account", "organisation", "role", "owner", "since")

    class Meta:
        constraints = (
            one_of("membership_role_is_known", "role", MEMBER_ROLES),
            models.UniqueConstraint(
                fields=["account", "organisation", "role"], name="membership_of_a_role_is_single"
            ),
        )

    def __str__(self) -> str:
        return f"{self.role} {self.organisation_id}"

    def roles(self) -> frozenset[Role]:
        """The roles that this membership gives."""
        return frozenset({Role(self.role), *([Role.OWNER] if self.owner else [])})


class Invitation(models.Model):
    """Somebody was asked to belong to an organisation, by mail.

    The mail holds a random token; only its hash is here, so that nobody can read a link out of the database.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="invitations")
    email = models.EmailField()
    role = models.TextField()
    owner = models.BooleanField(default=False)
    token_hash = models.TextField(unique=True)
    invited_at = models.DateTimeField(db_default=Now())
    expires_at = models.DateTimeField()

    privacy = all_of(
        *(INVITED, "id", "organisation", "email", "role", "owner", "token_hash", "invited_at", "expires_at")
    )

    class Meta:
        constraints = (
            one_of("invitation_role_is_known", "role", MEMBER_ROLES),
            CheckConstraint(name="invitation_email_is_in_small_letters", condition=Q(email=Lower(F("email")))),
            matches("invitation_email_is_an_address", "email", r"^[^\s@]+@[^\s@]+$"),
            matches("invitation_token_is_a_hash", "token_hash", r"^[0-9a-f]{64}$"),
            models.UniqueConstraint(
                fields=["organisation", "email", "role"], name="invitation_to_a_role_is_single"
            ),
            CheckConstraint(
                name="invitation_expires_in_time",
                condition=Q(expires_at__gt=F("invited_at")) & Q(expires_at__lte=F("invited_at") + INVITED_FOR),
            ),
        )
        indexes = (models.Index(fields=["expires_at"], name="invitation_expires_at"),)

    def __str__(self) -> str:
        return str(self.pk)


class Mandate(models.Model):
    """A firm lets a broker do its openings for it: the firm gives this and takes it back."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    firm = models.ForeignKey(Organisation, models.CASCADE, related_name="mandates")
    broker = models.ForeignKey(Organisation, models.CASCADE, related_name="mandated_by")
    given_at = models.DateTimeField(db_default=Now())

    privacy = all_of(MANDATE, "id", "firm", "broker", "given_at")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["firm", "broker"], name="mandate_is_single"),
            CheckConstraint(name="mandate_is_for_another", condition=~Q(firm=F("broker"))),
        )

    def __str__(self) -> str:
        return f"{self.firm_id} {self.broker_id}"
