# SPDX-License-Identifier: EUPL-1.2
"""Who guides whom, until when and seeing what; notes that the person can always read, and next steps."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import CheckConstraint, F, Q
from django.db.models.functions import Lower, Now

from overstap.apps.accounts.enums import Role
from overstap.apps.constraints import is_object, matches, not_longer
from overstap.apps.guidance.enums import (
    GUIDED_AT_MOST,
    INVITED_FOR,
    NAME_AT_MOST,
    NOTE_AT_MOST,
    STEP_AT_MOST,
    Part,
)
from overstap.apps.privacy import Privacy, Sensitivity, all_of

COACH = Privacy(Sensitivity.PERSONAL, "until the membership ends or the coach erases the account")
INVITED = Privacy(Sensitivity.PERSONAL, "14 days, or until the invitation is answered or withdrawn")
GUIDED = Privacy(
    Sensitivity.PERSONAL, "a year after the guidance ended, or until the person erases it or the account"
)


class Coach(models.Model):
    """A member who guides people. `name`: what they are called to them; `asked`: whether people may ask."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    membership = models.OneToOneField("organisations.Membership", models.CASCADE, related_name="+")
    name = models.TextField()
    asked = models.BooleanField(default=False)

    privacy = all_of(COACH, "id", "membership", "name", "asked")

    class Meta:
        constraints = (
            matches("coach_has_a_name", "name", r"\S"),
            not_longer("coach_name_is_short", "name", NAME_AT_MOST),
        )

    def __str__(self) -> str:
        return str(self.pk)


class Invitation(models.Model):
    """A coach asks somebody by mail. Of the mailed token only the hash is here."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    coach = models.ForeignKey(Coach, models.CASCADE, related_name="invitations")
    email = models.EmailField()
    token_hash = models.TextField(unique=True)
    invited_at = models.DateTimeField(db_default=Now())
    expires_at = models.DateTimeField()

    privacy = all_of(INVITED, "id", "coach", "email", "token_hash", "invited_at", "expires_at")

    class Meta:
        constraints = (
            CheckConstraint(
                name="guidance_invitation_email_is_in_small_letters", condition=Q(email=Lower(F("email")))
            ),
            matches("guidance_invitation_email_is_an_address", "email", r"^[^\s@]+@[^\s@]+$"),
            matches("guidance_invitation_token_is_a_hash", "token_hash", r"^[0-9a-f]{64}$"),
            models.UniqueConstraint(fields=["coach", "email"], name="guidance_invitation_is_single"),
            CheckConstraint(
                name="guidance_invitation_expires_in_time",
                condition=Q(expires_at__gt=F("invited_at")) & Q(expires_at__lte=F("invited_at") + INVITED_FOR),
            ),
        )
        indexes = (models.Index(fields=["expires_at"], name="guidance_invitation_expires"),)

    def __str__(self) -> str:
        return str(self.pk)


class Guidance(models.Model):
    """Somebody chose to be guided by one coach, who sees `parts` of what is theirs until a moment.

    `accepted_at`: when the coach said yes too. `coach` is empty once they left the organisation: then nobody
    sees anything. `seen`: what each part was like when the coach last looked, as a hash, and not what it was.
    `pass_to`: the coach it is to be passed on to, if the person says yes.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="guidances")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    coach = models.ForeignKey(Coach, models.SET_NULL, null=True, blank=True, related_name="guidances")
    pass_to = models.ForeignKey(Coach, models.SET_NULL, null=True, blank=True, related_name="+")
    parts = ArrayField(models.TextField())
    since = models.DateTimeField(db_default=Now())
    until = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)
    seen = models.JSONField(default=dict, blank=True)

    privacy = all_of(
        *(GUIDED, "id", "account", "organisation", "coach", "pass_to", "parts", "since", "until"),
        *("accepted_at", "ended_at", "seen_at", "seen"),
    )

    class Meta:
        constraints = (
            CheckConstraint(
                name="guidance_parts_are_known", condition=Q(parts__contained_by=[str(one) for one in Part])
            ),
            CheckConstraint(name="guidance_is_of_something", condition=Q(parts__len__gte=1)),
            CheckConstraint(
                name="guidance_ends_in_time",
                condition=Q(until__gt=F("since")) & Q(until__lte=F("since") + GUIDED_AT_MOST),
            ),
            CheckConstraint(name="guidance_is_accepted_after_asking", condition=Q(accepted_at__gte=F("since"))),
            CheckConstraint(name="guidance_is_ended_after_it_began", condition=Q(ended_at__gte=F("since"))),
            CheckConstraint(
                name="guidance_is_passed_on_to_another",
                condition=Q(pass_to=None) | (~Q(pass_to=F("coach")) & Q(ended_at=None)),
            ),
            is_object("guidance_seen_is_an_object", "seen"),
            models.UniqueConstraint(
                fields=["account", "coach"], condition=Q(ended_at=None), name="guidance_by_a_coach_is_single"
            ),
        )
        indexes = (models.Index(fields=["until"], name="guidance_until"),)

    def __str__(self) -> str:
        return str(self.pk)

    def runs(self, now: datetime) -> bool:
        """Whether both said yes, and it has not ended."""
        return self.accepted_at is not None and self.ended_at is None and self.until > now

    def roles_of(self, account: UUID) -> frozenset[Role]:
        """Who is guided is a person towards it, and the one coach what they are at the organisation."""
        coach = self.coach
        guides = coach is not None and coach.membership.account_id == account and self.ended_at is None
        roles = {Role(coach.membership.role)} if coach is not None and guides else set()
        return frozenset(roles | ({Role.PERSON} if account == self.account_id else set()))


class Note(models.Model):
    """What a coach writes down; `talked_on`: of a conversation on that day. The person can always read it."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    guidance = models.ForeignKey(Guidance, models.CASCADE, related_name="notes")
    writer = models.ForeignKey(Coach, models.SET_NULL, null=True, blank=True, related_name="+")
    text = models.TextField()
    talked_on = models.DateField(null=True, blank=True)
    at = models.DateTimeField()

    privacy = all_of(GUIDED, "id", "guidance", "writer", "text", "talked_on", "at")

    class Meta:
        constraints = (
            matches("note_says_something", "text", r"\S"),
            not_longer("note_is_no_book", "text", NOTE_AT_MOST),
        )
        indexes = (models.Index(fields=["guidance", "at"], name="note_guidance_at"),)

    def __str__(self) -> str:
        return str(self.pk)


class Step(models.Model):
    """What is to be done next, by when; `note`: the conversation it follows from."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    guidance = models.ForeignKey(Guidance, models.CASCADE, related_name="steps")
    note = models.ForeignKey(Note, models.SET_NULL, null=True, blank=True, related_name="steps")
    text = models.TextField()
    due_on = models.DateField()
    set_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)

    privacy = all_of(GUIDED, "id", "guidance", "note", "text", "due_on", "set_at", "done_at")

    class Meta:
        constraints = (
            matches("step_says_something", "text", r"\S"),
            not_longer("step_is_short", "text", STEP_AT_MOST),
            CheckConstraint(name="step_is_done_after_it_was_set", condition=Q(done_at__gte=F("set_at"))),
        )
        indexes = (models.Index(fields=["guidance", "due_on"], name="step_guidance_due"),)

    def __str__(self) -> str:
        return str(self.pk)


class Planned(models.Model):
    """A journey that the coach planned with the person, and put in their account for them to keep or not."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    guidance = models.ForeignKey(Guidance, models.CASCADE, related_name="planned")
    journey = models.OneToOneField("journeys.KeptJourney", models.CASCADE, related_name="+")
    at = models.DateTimeField()

    privacy = all_of(GUIDED, "id", "guidance", "journey", "at")

    def __str__(self) -> str:
        return str(self.pk)
