# SPDX-License-Identifier: EUPL-1.2
"""Cases, their people and how those moved. No field tells an age, sex, origin, address, health or any number
that the state gave somebody.
"""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import CheckConstraint, F, Q
from django.db.models.functions import Now

from overstap.apps.accounts.enums import Role
from overstap.apps.constraints import between, in_order, is_object, matches, not_longer, one_of
from overstap.apps.mobility.enums import REASON_AT_MOST, TEXT_AT_MOST, PlanState, Rule, Stage
from overstap.apps.privacy import Privacy, Sensitivity, all_of

CASE = Privacy(Sensitivity.PUBLIC, "until the centre removes the case")
"""About a company, not about people; seen by the centre alone."""
IN_CASE = Privacy(
    Sensitivity.PERSONAL,
    "a year after the last day of the case, or until it is removed, or the passport is no longer shared",
)
_OPENING_KINDS = ["vacancy", "internship", "apprenticeship", "learn-work", "trial"]


class Case(models.Model):
    """A company where work ends for many, kept by a mobility centre.

    `people`: how many lose their work, as was notified; `staff`: of the whole company. `unions_agree`: they
    said in writing that they agree, so that there is no waiting time.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    centre = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="cases")
    company = models.ForeignKey(
        "organisations.Organisation", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    name = models.TextField()
    notified_on = models.DateField()
    last_day = models.DateField()
    people = models.IntegerField()
    staff = models.IntegerField(null=True, blank=True)
    unions_agree = models.BooleanField(default=False)
    opened_at = models.DateTimeField(db_default=Now())

    privacy = all_of(
        *(CASE, "id", "centre", "company", "name", "notified_on", "last_day", "people", "staff"),
        *("unions_agree", "opened_at"),
    )

    class Meta:
        constraints = (
            matches("case_has_a_name", "name", r"\S"),
            not_longer("case_name_is_short", "name", TEXT_AT_MOST),
            in_order("case_days_in_order", "notified_on", "last_day"),
            between("case_people_is_possible", "people", 1, 1_000_000),
            between("case_staff_is_possible", "staff", 1, 1_000_000),
            in_order("case_people_of_its_staff", "people", "staff"),
        )
        indexes = (models.Index(fields=["last_day"], name="case_last_day"),)

    def __str__(self) -> str:
        return str(self.pk)

    def roles_of(self, account: UUID) -> frozenset[Role]:
        """The roles this account plays at the centre that keeps the case."""
        return self.centre.roles_of(account)


class CasePerson(models.Model):
    """Somebody of a case: from the employer's list, or by a passport that they share with the centre.

    Pay in EUR gross per hour, hours per week, distance in km, service in years. `occupation`, `place` and
    `skills` are ids of the region, `said` the occupation as the list had it. Who comes by a passport has
    nothing here but where they stand: the rest is read from the passport, as long as it is shared.
    `code_hash`: of the code on their letter, with which they see what a plan proposes and answer it.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    case = models.ForeignKey(Case, models.CASCADE, related_name="members")
    reference = models.TextField()
    passport = models.ForeignKey(
        "passports.Passport", models.CASCADE, null=True, blank=True, related_name="cases"
    )
    stage = models.TextField(default=str(Stage.ORIENTATION))
    name = models.TextField(blank=True, default="")
    occupation = models.TextField(blank=True, default="")
    said = models.TextField(blank=True, default="")
    skills = ArrayField(models.TextField(), default=list, blank=True)
    place = models.TextField(blank=True, default="")
    hours = models.FloatField(null=True, blank=True)
    pay = models.FloatField(null=True, blank=True)
    service = models.FloatField(null=True, blank=True)
    hours_low = models.FloatField(null=True, blank=True)
    hours_high = models.FloatField(null=True, blank=True)
    pay_least = models.FloatField(null=True, blank=True)
    distance = models.FloatField(null=True, blank=True)
    kinds = ArrayField(models.TextField(), default=list, blank=True)
    last_day = models.DateField(null=True, blank=True)
    code_hash = models.TextField(unique=True, null=True, blank=True)
    since = models.DateTimeField(db_default=Now())

    privacy = all_of(
        *(IN_CASE, "id", "case", "reference", "passport", "stage", "name", "occupation", "said", "skills"),
        *("place", "hours", "pay", "service", "hours_low", "hours_high", "pay_least", "distance", "kinds"),
        *("last_day", "code_hash", "since"),
    )

    class Meta:
        constraints = (
            matches("caseperson_reference_is_one_word", "reference", r"^[\w./-]{1,40}$"),
            models.UniqueConstraint(fields=["case", "reference"], name="caseperson_of_a_reference_is_single"),
            models.UniqueConstraint(fields=["case", "passport"], name="caseperson_of_a_passport_is_single"),
            matches("caseperson_code_is_a_hash", "code_hash", r"^[0-9a-f]{64}$"),
            one_of("caseperson_stage_is_known", "stage", Stage),
            not_longer("caseperson_name_is_short", "name", TEXT_AT_MOST),
            not_longer("caseperson_said_is_short", "said", TEXT_AT_MOST),
            between("caseperson_hours_is_possible", "hours", 1, 60),
            between("caseperson_pay_is_possible", "pay", 3, 500),
            between("caseperson_service_is_possible", "service", 0, 60),
            between("caseperson_hours_low_is_possible", "hours_low", 1, 60),
            between("caseperson_hours_high_is_possible", "hours_high", 1, 60),
            in_order("caseperson_hours_in_order", "hours_low", "hours_high"),
            between("caseperson_pay_least_is_possible", "pay_least", 3, 500),
            between("caseperson_distance_is_possible", "distance", 0, 500),
            CheckConstraint(name="caseperson_kinds_are_known", condition=Q(kinds__contained_by=_OPENING_KINDS)),
            CheckConstraint(
                name="caseperson_by_passport_holds_no_more",
                condition=Q(passport=None)
                | Q(name="", occupation="", said="", place="", skills=[], pay=None, service=None, kinds=[]),
            ),
        )
        indexes = (models.Index(fields=["case", "stage"], name="caseperson_case_stage"),)

    def __str__(self) -> str:
        return str(self.pk)


class Move(models.Model):
    """Somebody went from one stage to another, and why, as the adviser wrote it. The trail knows who did it."""

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(CasePerson, models.CASCADE, related_name="moves")
    before = models.TextField()
    after = models.TextField()
    reason = models.TextField()
    at = models.DateTimeField(db_default=Now())

    privacy = all_of(IN_CASE, "id", "person", "before", "after", "reason", "at")

    class Meta:
        constraints = (
            one_of("move_before_is_known", "before", Stage),
            one_of("move_after_is_known", "after", Stage),
            CheckConstraint(name="move_goes_somewhere", condition=~Q(before=F("after"))),
            matches("move_has_a_reason", "reason", r"\S"),
            not_longer("move_reason_is_short", "reason", REASON_AT_MOST),
        )

    def __str__(self) -> str:
        return f"{self.before} {self.after}"


class CasePlan(models.Model):
    """A plan for the people of a case. `asked`: weights and means, as the adviser set them; `found`: the
    figures of what came out. `done` of `of` people were looked at. `shown_at`: since when the people
    themselves may see what it proposes to them.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    case = models.ForeignKey(Case, models.CASCADE, related_name="plans")
    state = models.TextField(default=str(PlanState.ASKED))
    stop = models.BooleanField(default=False)
    asked = models.JSONField(default=dict)
    found = models.JSONField(default=dict)
    done = models.IntegerField(default=0)
    of = models.IntegerField(default=0)
    asked_at = models.DateTimeField(db_default=Now())
    made_at = models.DateTimeField(null=True, blank=True)
    shown_at = models.DateTimeField(null=True, blank=True)

    privacy = all_of(
        *(CASE, "id", "case", "state", "stop", "asked", "found", "done", "of", "asked_at", "made_at"),
        "shown_at",
    )

    class Meta:
        constraints = (
            one_of("caseplan_state_is_known", "state", PlanState),
            is_object("caseplan_asked_is_an_object", "asked"),
            is_object("caseplan_found_is_an_object", "found"),
            in_order("caseplan_done_of_all", "done", "of"),
            CheckConstraint(
                name="caseplan_made_has_its_moment", condition=~Q(state="made") | Q(made_at__isnull=False)
            ),
            CheckConstraint(
                name="caseplan_shown_was_made", condition=Q(shown_at__isnull=True) | Q(state="made")
            ),
            models.UniqueConstraint(
                fields=["case"], condition=Q(state__in=["asked", "making"]), name="caseplan_one_at_a_time"
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)


class PlanLine(models.Model):
    """What a plan says of somebody: where to, by which edition of a course, or (no opening) what is in the way.

    Ids of the region. `income`: EUR a month more or less; `cost` of the course, `payer` pays `paid` of it.
    `why`: the best other ways with what stands in theirs, and how many ways are barred by what.
    """

    id = models.BigAutoField(primary_key=True)
    plan = models.ForeignKey(CasePlan, models.CASCADE, related_name="lines")
    person = models.ForeignKey(CasePerson, models.CASCADE, related_name="lines")
    opening = models.TextField(blank=True, default="")
    edition = models.TextField(blank=True, default="")
    fit = models.FloatField(default=0.0)
    income = models.FloatField(default=0.0)
    cost = models.FloatField(default=0.0)
    payer = models.TextField(blank=True, default="")
    paid = models.FloatField(default=0.0)
    why = models.JSONField(default=dict)

    privacy = all_of(
        *(
            IN_CASE,
            "id",
            "plan",
            "person",
            "opening",
            "edition",
            "fit",
            "income",
            "cost",
            "payer",
            "paid",
            "why",
        ),
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["plan", "person"], name="planline_of_somebody_is_single"),
            between("planline_fit_is_a_share", "fit", 0, 1),
            in_order("planline_paid_of_the_cost", "paid", "cost"),
            is_object("planline_why_is_an_object", "why"),
        )
        indexes = (models.Index(fields=["plan", "opening"], name="planline_plan_opening"),)

    def __str__(self) -> str:
        return str(self.pk)


class PersonRule(models.Model):
    """Somebody stays in an opening (by `edition`, or without), or may not come there, in every next plan; or
    would like to. `by_person`: they said so themselves, which keeps nobody in a place.
    """

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(CasePerson, models.CASCADE, related_name="rules")
    rule = models.TextField()
    opening = models.TextField()
    edition = models.TextField(blank=True, default="")
    by_person = models.BooleanField(default=False)

    privacy = all_of(IN_CASE, "id", "person", "rule", "opening", "edition", "by_person")

    class Meta:
        constraints = (
            one_of("personrule_rule_is_known", "rule", Rule),
            CheckConstraint(
                name="personrule_said_by_themselves",
                condition=Q(by_person=False, rule__in=["locked", "forbidden"])
                | Q(by_person=True, rule__in=["forbidden", "wished"]),
            ),
            matches("personrule_opening_is_one_word", "opening", r"^\S+$"),
            models.UniqueConstraint(fields=["person", "opening"], name="personrule_of_an_opening_is_single"),
            models.UniqueConstraint(
                fields=["person"], condition=Q(rule="locked"), name="personrule_locked_in_one_place"
            ),
        )

    def __str__(self) -> str:
        return f"{self.rule} {self.opening}"
