# SPDX-License-Identifier: EUPL-1.2
"""Internships, the talks about them, what each side said of it, and where the student went."""

from __future__ import annotations

from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.db.models.functions import Now as DatabaseNow

from overstap.apps.constraints import between, in_order, matches, not_longer, one_of
from overstap.apps.internships.enums import (
    GUIDE_AT_MOST,
    HOURS_AT_MOST,
    NOTE_AT_MOST,
    SKILLS_AT_MOST,
    STUDY_AT_MOST,
    TITLE_AT_MOST,
    Again,
    EndReason,
    Guided,
    InternshipState,
    Moment,
    Now,
    Party,
    Track,
    VisitOutcome,
    Where,
    With,
)
from overstap.apps.privacy import Privacy, Sensitivity, all_of

INTERNSHIP = Privacy(
    Sensitivity.PERSONAL, "two years after the last day of the internship, or until the school removes it"
)
_OVER = [str(InternshipState.ENDED), str(InternshipState.COMPLETED)]
_BEGUN = [str(InternshipState.RUNNING), *_OVER]
_SIGNED = {f"{party}_signed_on__isnull": False for party in Party}
_UNSIGNED = {f"{party}_signed_on": None for party in Party}


class Internship(models.Model):
    """A student, by the school's own reference and no name, learns at a host for a while.

    `host`: an organisation of this site, or `host_name` where there is none. `student`: of the round that it
    came out of; empty: found outside a round. `occupation` and `skills` are ids of the region: what they study
    for and want to learn; `study`: what the programme is called. Hours a week. `school_guide` and `host_guide`
    are roles, not names. `code_hash`: of the code with which the student sees it.

    `sent_on`: the day the agreement went to all; each `_signed_on`: the day that party said that it signed,
    `on_paper`: the school said so for a host without an account.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    school = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="internships")
    host = models.ForeignKey("organisations.Organisation", models.PROTECT, null=True, related_name="+")
    host_name = models.TextField(blank=True, default="")
    opening = models.ForeignKey("openings.Opening", models.SET_NULL, null=True, related_name="+")
    round = models.ForeignKey("rounds.Round", models.SET_NULL, null=True, related_name="internships")
    student = models.ForeignKey("rounds.RoundStudent", models.SET_NULL, null=True, related_name="internships")
    reference = models.TextField()
    code_hash = models.TextField(unique=True, null=True, blank=True)
    title = models.TextField()
    occupation = models.TextField(blank=True, default="")
    study = models.TextField(blank=True, default="")
    track = models.TextField(default=str(Track.BOL))
    starts_on = models.DateField()
    ends_on = models.DateField()
    hours = models.FloatField(null=True)
    school_guide = models.TextField(blank=True, default="")
    host_guide = models.TextField(blank=True, default="")
    skills = ArrayField(models.TextField(), default=list, blank=True)
    state = models.TextField(default=str(InternshipState.PROPOSED))
    sent_on = models.DateField(null=True)
    student_signed_on = models.DateField(null=True)
    host_signed_on = models.DateField(null=True)
    school_signed_on = models.DateField(null=True)
    on_paper = models.BooleanField(default=False)
    agreed_on = models.DateField(null=True)
    began_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    reason = models.TextField(blank=True, default="")
    made_at = models.DateTimeField(db_default=DatabaseNow())

    privacy = all_of(
        *(INTERNSHIP, "id", "school", "host", "host_name", "opening", "round", "student", "reference"),
        *("code_hash", "title", "occupation", "study", "track", "starts_on", "ends_on", "hours"),
        *("school_guide", "host_guide", "skills", "state", "sent_on", "student_signed_on", "host_signed_on"),
        *("school_signed_on", "on_paper", "agreed_on", "began_on", "ended_on", "reason", "made_at"),
    )

    class Meta:
        constraints = (
            UniqueConstraint(fields=["student"], name="internship_of_a_student_is_single"),
            matches("internship_reference_is_one_word", "reference", r"^[\w./-]{1,40}$"),
            matches("internship_has_a_title", "title", r"\S"),
            not_longer("internship_title_is_short", "title", TITLE_AT_MOST),
            not_longer("internship_study_is_short", "study", STUDY_AT_MOST),
            not_longer("internship_school_guide_is_short", "school_guide", GUIDE_AT_MOST),
            not_longer("internship_host_guide_is_short", "host_guide", GUIDE_AT_MOST),
            not_longer("internship_host_name_is_short", "host_name", TITLE_AT_MOST),
            CheckConstraint(
                name="internship_has_one_host",
                condition=Q(host__isnull=False, host_name="") | Q(host=None, host_name__regex=r"\S"),
            ),
            one_of("internship_track_is_known", "track", Track),
            one_of("internship_state_is_known", "state", InternshipState),
            one_of("internship_reason_is_known", "reason", ("", *EndReason)),
            in_order("internship_days_in_order", "starts_on", "ends_on"),
            between("internship_hours_is_possible", "hours", 1, HOURS_AT_MOST),
            CheckConstraint(name="internship_skills_are_few", condition=Q(skills__len__lte=SKILLS_AT_MOST)),
            CheckConstraint(
                name="internship_signed_once_sent", condition=Q(sent_on__isnull=False) | Q(**_UNSIGNED)
            ),
            CheckConstraint(
                name="internship_agreed_when_all_signed",
                condition=Q(state=str(InternshipState.PROPOSED), agreed_on=None)
                | ~Q(state=str(InternshipState.PROPOSED)) & Q(agreed_on__isnull=False, **_SIGNED),
            ),
            CheckConstraint(
                name="internship_begun_has_its_day",
                condition=Q(state__in=_BEGUN, began_on__isnull=False) | ~Q(state__in=_BEGUN) & Q(began_on=None),
            ),
            CheckConstraint(
                name="internship_over_has_its_day",
                condition=Q(state__in=_OVER, ended_on__isnull=False) | ~Q(state__in=_OVER) & Q(ended_on=None),
            ),
            in_order("internship_ends_after_it_began", "began_on", "ended_on"),
            CheckConstraint(
                name="internship_ended_early_says_why",
                condition=Q(state=str(InternshipState.ENDED)) & ~Q(reason="")
                | ~Q(state=str(InternshipState.ENDED)) & Q(reason=""),
            ),
            CheckConstraint(
                name="internship_on_paper_is_signed",
                condition=Q(on_paper=False) | Q(host_signed_on__isnull=False),
            ),
        )
        indexes = (
            models.Index(fields=["school", "state"], name="internship_school_state"),
            models.Index(fields=["host"], name="internship_host"),
            models.Index(fields=["ends_on"], name="internship_ends_on"),
        )

    def __str__(self) -> str:
        return str(self.pk)


class TermsChange(models.Model):
    """Another last day or other hours for an internship that all have signed for: signed anew by all three.

    `was_ends_on` and `was_hours`: what stood when it was asked, which is kept. `from_on`: the day from which it
    holds. It counts from `agreed_on`, when the last of three said that they signed; there is one at a time that
    does not count yet. The database lets the terms of an internship change to what all signed for, and to
    nothing else.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    internship = models.ForeignKey(Internship, models.CASCADE, related_name="changes")
    was_ends_on = models.DateField()
    was_hours = models.FloatField(null=True)
    ends_on = models.DateField()
    hours = models.FloatField(null=True)
    from_on = models.DateField()
    asked_on = models.DateField()
    student_signed_on = models.DateField(null=True)
    host_signed_on = models.DateField(null=True)
    school_signed_on = models.DateField(null=True)
    on_paper = models.BooleanField(default=False)
    agreed_on = models.DateField(null=True)

    privacy = all_of(
        *(
            INTERNSHIP,
            "id",
            "internship",
            "was_ends_on",
            "was_hours",
            "ends_on",
            "hours",
            "from_on",
            "asked_on",
        ),
        *("student_signed_on", "host_signed_on", "school_signed_on", "on_paper", "agreed_on"),
    )

    class Meta:
        constraints = (
            UniqueConstraint(
                fields=["internship"],
                condition=Q(agreed_on=None),
                name="termschange_that_waits_is_single",
            ),
            in_order("termschange_holds_before_the_end", "from_on", "ends_on"),
            between("termschange_hours_is_possible", "hours", 1, HOURS_AT_MOST),
            CheckConstraint(
                name="termschange_agreed_when_all_signed",
                condition=Q(agreed_on=None) ^ Q(agreed_on__isnull=False, **_SIGNED),
            ),
            CheckConstraint(
                name="termschange_on_paper_is_signed",
                condition=Q(on_paper=False) | Q(host_signed_on__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)


class Visit(models.Model):
    """A talk about an internship: planned, held, noted.

    `keeper`: the member of the school who planned it and is reminded; `reminded_for`: of which day they were.
    `host_reminded_for`: of which day the host was.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    internship = models.ForeignKey(Internship, models.CASCADE, related_name="visits")
    on = models.DateField()
    at = models.TimeField(null=True)
    where = models.TextField()
    with_whom = models.TextField()
    keeper = models.ForeignKey("organisations.Membership", models.SET_NULL, null=True, related_name="+")
    reminded_for = models.DateField(null=True)
    host_reminded_for = models.DateField(null=True)
    outcome = models.TextField(blank=True, default="")
    note = models.TextField(blank=True, default="")
    noted_on = models.DateField(null=True)

    privacy = all_of(
        *(INTERNSHIP, "id", "internship", "on", "at", "where", "with_whom", "keeper", "reminded_for"),
        *("host_reminded_for", "outcome", "note", "noted_on"),
    )

    class Meta:
        constraints = (
            UniqueConstraint(fields=["internship", "on"], name="visit_of_a_day_is_single"),
            one_of("visit_where_is_known", "where", Where),
            one_of("visit_with_whom_is_known", "with_whom", With),
            one_of("visit_outcome_is_known", "outcome", ("", *VisitOutcome)),
            not_longer("visit_note_is_short", "note", NOTE_AT_MOST),
            CheckConstraint(
                name="visit_noted_has_an_outcome",
                condition=Q(outcome="", note="", noted_on=None) | ~Q(outcome="") & Q(noted_on__isnull=False),
            ),
            in_order("visit_noted_after_it", "on", "noted_on"),
        )
        indexes = (models.Index(fields=["on"], name="visit_to_come", condition=Q(outcome="")),)

    def __str__(self) -> str:
        return str(self.pk)


class Evaluation(models.Model):
    """How one side says it was. `learned` and `partly`: of the wanted skills; the rest was not met."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    internship = models.ForeignKey(Internship, models.CASCADE, related_name="evaluations")
    side = models.TextField()
    guided = models.TextField()
    again = models.TextField()
    learned = ArrayField(models.TextField(), default=list, blank=True)
    partly = ArrayField(models.TextField(), default=list, blank=True)
    note = models.TextField(blank=True, default="")
    given_on = models.DateField()

    privacy = all_of(
        *(INTERNSHIP, "id", "internship", "side", "guided", "again", "learned", "partly", "note", "given_on")
    )

    class Meta:
        constraints = (
            UniqueConstraint(fields=["internship", "side"], name="evaluation_of_a_side_is_single"),
            one_of("evaluation_side_is_known", "side", Party),
            one_of("evaluation_guided_is_known", "guided", Guided),
            one_of("evaluation_again_is_known", "again", Again),
            CheckConstraint(
                name="evaluation_a_skill_is_answered_once", condition=~Q(learned__overlap=F("partly"))
            ),
            not_longer("evaluation_note_is_short", "note", NOTE_AT_MOST),
        )

    def __str__(self) -> str:
        return f"{self.side} {self.pk}"


class FollowUp(models.Model):
    """Where the student was at the end, or half a year later, as the student or the school told it."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    internship = models.ForeignKey(Internship, models.CASCADE, related_name="follow_ups")
    moment = models.TextField()
    now = models.TextField()
    told_by = models.TextField()
    told_on = models.DateField()

    privacy = all_of(INTERNSHIP, "id", "internship", "moment", "now", "told_by", "told_on")

    class Meta:
        constraints = (
            UniqueConstraint(fields=["internship", "moment"], name="followup_of_a_moment_is_single"),
            one_of("followup_moment_is_known", "moment", Moment),
            one_of("followup_now_is_known", "now", Now),
            one_of("followup_told_by_is_known", "told_by", (Party.STUDENT, Party.SCHOOL)),
        )

    def __str__(self) -> str:
        return f"{self.moment} {self.pk}"
