# SPDX-License-Identifier: EUPL-1.2
"""Who agreed to be found, the numbers under which openings know them, and contacts from question to outcome."""

from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import CheckConstraint, F, Q

from overstap.apps.constraints import not_longer, one_of
from overstap.apps.contacts.enums import (
    ASKED_AFTER_MONTHS,
    FINDABLE_AT_MOST,
    MESSAGE_AT_MOST,
    NAME_AT_MOST,
    NOT_FOR_AT_MOST,
    REACH_AT_MOST,
    Condition,
    Ending,
    NoticeKind,
    OrganisationReason,
    OutcomeKind,
    PersonReason,
    Side,
    State,
    Still,
    StoppedBy,
    StopReason,
)
from overstap.apps.passports.enums import Part
from overstap.apps.privacy import Privacy, Sensitivity, all_of

FINDABLE = Privacy(Sensitivity.PERSONAL, "until its end date, a year at most, or until the person withdraws it")
CANDIDATE = Privacy(
    Sensitivity.PERSONAL, "until the person removes the passport or erases the account, or the opening goes"
)
CONTACT = Privacy(
    Sensitivity.PERSONAL,
    "two years; name and way of contact a month after it ended; or until the person erases the account",
)
OUTCOME = Privacy(
    Sensitivity.PERSONAL, "as long as its contact, two years after it ended; or until the person takes it back"
)
NOTICE = Privacy(Sensitivity.PERSONAL, "30 days")


class Findable(models.Model):
    """Somebody agreed that employers find them, blind, until a day.

    `parts`: what of the passport is seen; skills always. `conditions`: wishes that must not be unmet.
    `not_for`: ids of organisations that never find them.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    passport = models.OneToOneField("passports.Passport", models.CASCADE, related_name="findable")
    parts = ArrayField(models.TextField())
    conditions = ArrayField(models.TextField(), default=list, blank=True)
    not_for = ArrayField(models.TextField(), default=list, blank=True)
    since = models.DateTimeField()
    until = models.DateTimeField()

    privacy = all_of(FINDABLE, "id", "passport", "parts", "conditions", "not_for", "since", "until")

    class Meta:
        constraints = (
            CheckConstraint(
                name="findable_parts_are_known", condition=Q(parts__contained_by=[str(one) for one in Part])
            ),
            CheckConstraint(name="findable_by_skills", condition=Q(parts__contains=[str(Part.SKILLS)])),
            CheckConstraint(
                name="findable_conditions_are_known",
                condition=Q(conditions__contained_by=[str(one) for one in Condition]),
            ),
            CheckConstraint(name="findable_hides_from_few", condition=Q(not_for__len__lte=NOT_FOR_AT_MOST)),
            CheckConstraint(
                name="findable_ends_in_time",
                condition=Q(until__gt=F("since")) & Q(until__lte=F("since") + FINDABLE_AT_MOST),
            ),
        )
        indexes = (models.Index(fields=["until"], name="findable_until"),)

    def __str__(self) -> str:
        return str(self.pk)


class Candidate(models.Model):
    """Somebody as one opening knows them: the id is chance, and another one at every other opening."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    opening = models.ForeignKey("openings.Opening", models.CASCADE, related_name="+")
    passport = models.ForeignKey("passports.Passport", models.CASCADE, related_name="+")

    privacy = all_of(CANDIDATE, "id", "opening", "passport")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["opening", "passport"], name="candidate_of_an_opening_is_single"),
        )

    def __str__(self) -> str:
        return str(self.pk)


class Contact(models.Model):
    """An organisation and a person about an opening, from the first question to what came of it.

    `person_yes_at` and `organisation_yes_at`: when each side said yes (who begins says it by beginning). `name`
    and `reach` (how to reach them) are what the person gives with their yes, and are seen by the organisation
    once both are there. `handler`: whom of the organisation the person speaks to.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    candidate = models.ForeignKey(Candidate, models.CASCADE, related_name="contacts")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    begun_by = models.TextField()
    state = models.TextField()
    ending = models.TextField(blank=True, default="")
    reason = models.TextField(blank=True, default="")
    parts = ArrayField(models.TextField())
    message = models.TextField(blank=True, default="")
    name = models.TextField(blank=True, default="")
    reach = models.TextField(blank=True, default="")
    begun_at = models.DateTimeField()
    person_yes_at = models.DateTimeField(null=True, blank=True)
    organisation_yes_at = models.DateTimeField(null=True, blank=True)
    touched_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    remind_at = models.DateTimeField(null=True, blank=True)

    privacy = all_of(
        *(CONTACT, "id", "candidate", "organisation", "handler", "begun_by", "state", "ending", "reason"),
        *(
            "parts",
            "message",
            "name",
            "reach",
            "begun_at",
            "person_yes_at",
            "organisation_yes_at",
            "touched_at",
        ),
        *("closed_at", "due_at", "remind_at"),
    )

    class Meta:
        constraints = (
            one_of("contact_begun_by_is_known", "begun_by", Side),
            one_of("contact_state_is_known", "state", State),
            one_of("contact_ending_is_known", "ending", ("", *Ending)),
            one_of("contact_reason_is_known", "reason", ("", *PersonReason, *OrganisationReason)),
            CheckConstraint(
                name="contact_closed_has_an_ending",
                condition=Q(state=str(State.CLOSED), closed_at__isnull=False) & ~Q(ending="")
                | ~Q(state=str(State.CLOSED)) & Q(ending="", closed_at=None),
            ),
            CheckConstraint(
                name="contact_open_has_a_last_day",
                condition=Q(state=str(State.CLOSED), due_at=None)
                | ~Q(state=str(State.CLOSED)) & Q(due_at__isnull=False),
            ),
            CheckConstraint(
                name="contact_waits_for_one_side",
                condition=(
                    Q(state=str(State.CLOSED))
                    | Q(state=str(State.ASKED), organisation_yes_at__isnull=False, person_yes_at=None)
                    | Q(state=str(State.APPLIED), person_yes_at__isnull=False, organisation_yes_at=None)
                    | Q(
                        state__in=[str(State.AGREED), str(State.TALKING)],
                        person_yes_at__isnull=False,
                        organisation_yes_at__isnull=False,
                    )
                ),
            ),
            CheckConstraint(
                name="contact_name_only_with_a_yes",
                condition=Q(name="", reach="") | Q(person_yes_at__isnull=False),
            ),
            CheckConstraint(
                name="contact_refusal_says_why",
                condition=~Q(ending=str(Ending.REFUSED_BY_ORGANISATION)) | ~Q(reason=""),
            ),
            CheckConstraint(
                name="contact_parts_are_known", condition=Q(parts__contained_by=[str(one) for one in Part])
            ),
            not_longer("contact_message_is_short", "message", MESSAGE_AT_MOST),
            not_longer("contact_name_is_short", "name", NAME_AT_MOST),
            not_longer("contact_reach_is_short", "reach", REACH_AT_MOST),
            models.UniqueConstraint(
                fields=["candidate"],
                condition=~Q(state=str(State.CLOSED)),
                name="contact_open_is_single",
            ),
            models.UniqueConstraint(fields=["candidate", "begun_by"], name="contact_is_begun_once_by_a_side"),
        )
        indexes = (
            models.Index(fields=["organisation", "begun_at"], name="contact_organisation_begun"),
            models.Index(fields=["due_at"], name="contact_due_at"),
        )

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def names_are_open(self) -> bool:
        """Whether the organisation may see who it is: both said yes, and the person took nothing back."""
        both = self.person_yes_at is not None and self.organisation_yes_at is not None
        return both and self.ending not in NAMES_GONE


NAMES_GONE = (str(Ending.WITHDRAWN_BY_PERSON), str(Ending.LAPSED_BY_ORGANISATION))
"""After these the organisation no longer sees who it is."""


class Notice(models.Model):
    """Something to tell somebody by mail, written with the deed and sent soon after; none is lost between."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    contact = models.ForeignKey(Contact, models.SET_NULL, null=True, blank=True, related_name="+")
    kind = models.TextField()
    side = models.TextField()
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)

    privacy = all_of(NOTICE, "id", "account", "contact", "kind", "side", "made_at", "sent_at")

    class Meta:
        constraints = (
            one_of("notice_kind_is_known", "kind", NoticeKind),
            one_of("notice_side_is_known", "side", Side),
        )
        indexes = (models.Index(fields=["made_at"], name="notice_unsent", condition=Q(sent_at=None)),)

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Outcome(models.Model):
    """What came of a contact, as one side noted it. `stopped_by` and `reason` go with what stopped."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    contact = models.ForeignKey(Contact, models.CASCADE, related_name="outcomes")
    kind = models.TextField()
    on = models.DateField()
    side = models.TextField()
    stopped_by = models.TextField(blank=True, default="")
    reason = models.TextField(blank=True, default="")
    noted_at = models.DateTimeField()

    privacy = all_of(OUTCOME, "id", "contact", "kind", "on", "side", "stopped_by", "reason", "noted_at")

    class Meta:
        constraints = (
            one_of("outcome_kind_is_known", "kind", OutcomeKind),
            one_of("outcome_side_is_known", "side", Side),
            one_of("outcome_stopped_by_is_known", "stopped_by", ("", *StoppedBy)),
            one_of("outcome_reason_is_known", "reason", ("", *StopReason)),
            CheckConstraint(
                name="outcome_stop_says_by_whom_and_why",
                condition=Q(kind=str(OutcomeKind.STOPPED)) & ~Q(stopped_by="") & ~Q(reason="")
                | ~Q(kind=str(OutcomeKind.STOPPED)) & Q(stopped_by="", reason=""),
            ),
            models.UniqueConstraint(fields=["contact", "kind"], name="outcome_of_a_kind_is_single"),
        )
        indexes = (models.Index(fields=["on"], name="outcome_on"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class StillAtWork(models.Model):
    """The question, months after somebody began, whether they are still at work; theirs to answer or not."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    outcome = models.ForeignKey(Outcome, models.CASCADE, related_name="later")
    months = models.IntegerField()
    due_on = models.DateField()
    asked_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True, default="")
    answered_at = models.DateTimeField(null=True, blank=True)

    privacy = all_of(OUTCOME, "id", "outcome", "months", "due_on", "asked_at", "answer", "answered_at")

    class Meta:
        constraints = (
            CheckConstraint(name="stillatwork_months_are_known", condition=Q(months__in=ASKED_AFTER_MONTHS)),
            one_of("stillatwork_answer_is_known", "answer", ("", *Still)),
            CheckConstraint(
                name="stillatwork_answer_was_asked",
                condition=Q(answer="", answered_at=None)
                | ~Q(answer="") & Q(answered_at__isnull=False, asked_at__isnull=False),
            ),
            models.UniqueConstraint(fields=["outcome", "months"], name="stillatwork_is_asked_once"),
        )
        indexes = (models.Index(fields=["due_on"], name="stillatwork_due_on"),)

    def __str__(self) -> str:
        return str(self.pk)
