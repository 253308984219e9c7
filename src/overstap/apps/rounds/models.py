# SPDX-License-Identifier: EUPL-1.2
"""Rounds, their places, students without a name, and their wishes."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint, Value
from django.db.models.functions import Now

from overstap.apps.accounts.enums import Role
from overstap.apps.constraints import between, in_order, is_object, matches, not_longer, one_of
from overstap.apps.openings.enums import Weekday
from overstap.apps.privacy import TRAIL, Privacy, Sensitivity, all_of
from overstap.apps.rounds.enums import (
    GUIDANCE_AT_MOST,
    OVER,
    REASON_AT_MOST,
    WISHES_AT_MOST,
    Choice,
    Criterion,
    Outcome,
    PlaceStatus,
    Track,
    Without,
)

ROUND = Privacy(Sensitivity.PUBLIC, "until the school removes the round")
STUDENT = Privacy(
    Sensitivity.PERSONAL, "a year after the internships of the round end, or until the school removes them"
)
HUNTER = Privacy(Sensitivity.PERSONAL, "until the membership ends or the person erases the account")


class Round(models.Model):
    """A round that a school holds: wishes until a day, then everybody at once.

    `held_at`: when the places were last given out; empty: not yet. `fixed`: what was given out stands, and
    nothing of the round changes any more, but that who is left over gets a place. `after`: the round whose left
    over students and places this one is about; there is one such round at most. `outcome`: what came out when
    it was held, in figures alone: `stability` and what other choices would have given, `compared`.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="rounds")
    name = models.TextField()
    wishes_until = models.DateField()
    starts_on = models.DateField()
    ends_on = models.DateField()
    choice = models.TextField(default=str(Choice.STABLE))
    seed = models.IntegerField(default=1)
    held_at = models.DateTimeField(null=True, blank=True)
    fixed = models.BooleanField(default=False)
    made_at = models.DateTimeField(db_default=Now())
    after = models.OneToOneField("self", models.SET_NULL, null=True, blank=True, related_name="next")
    outcome = models.JSONField(default=dict, db_default=Value({}, models.JSONField()), blank=True)

    privacy = all_of(
        *(ROUND, "id", "organisation", "name", "wishes_until", "starts_on", "ends_on", "choice", "seed"),
        *("held_at", "fixed", "made_at", "after", "outcome"),
    )

    class Meta:
        constraints = (
            matches("round_has_a_short_name", "name", r"^\S(.{0,98}\S)?$"),
            in_order("round_wishes_before_it_starts", "wishes_until", "starts_on"),
            in_order("round_days_in_order", "starts_on", "ends_on"),
            one_of("round_choice_is_known", "choice", Choice),
            between("round_seed_is_possible", "seed", 0, 2**31 - 1),
            is_object("round_outcome_is_an_object", "outcome"),
            CheckConstraint(
                name="round_is_fixed_once_held", condition=Q(fixed=False) | Q(held_at__isnull=False)
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)

    def roles_of(self, account: UUID) -> frozenset[Role]:
        """The roles this account plays at the school that holds it."""
        return self.organisation.roles_of(account)


class RoundPlace(models.Model):
    """An opening that takes students of this round.

    `places`: how many; `guidance_hours`: for each of them a week; `criteria`: what it orders students by, the
    first first. `extra_hours`: guidance a week for a student who needs more than usual, for at most
    `extra_students` of them.

    `brought_at`: when its host brought it; empty: the school chose it. What a host brings takes part once the
    school took it in; `declined_because` is why it did not. `says_recognised`: the host says that SBB
    recognised it as a learning place for this study; `recognised`: the school looked it up, on `recognised_on`.
    `days`, `starts_on` and `ends_on`: when one works there; empty: as in the round. `lowest`: where the last to
    whom the round gave a place here stood in its order; empty: nobody got one, or it was not kept.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    round = models.ForeignKey(Round, models.CASCADE, related_name="places")
    opening = models.ForeignKey("openings.Opening", models.PROTECT, related_name="+")
    places = models.IntegerField(default=1)
    guidance_hours = models.FloatField(null=True, blank=True)
    recognised = models.BooleanField(default=False)
    criteria = ArrayField(models.TextField(), default=list, blank=True)
    status = models.TextField(default=str(PlaceStatus.ACCEPTED), db_default=str(PlaceStatus.ACCEPTED))
    brought_at = models.DateTimeField(null=True, blank=True)
    declined_because = models.TextField(default="", db_default="", blank=True)
    track = models.TextField(default="", db_default="", blank=True)
    says_recognised = models.BooleanField(default=False, db_default=False)
    recognised_on = models.DateField(null=True, blank=True)
    days = ArrayField(models.TextField(), default=list, db_default=Value([], ArrayField(models.TextField())))
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    extra_hours = models.FloatField(default=0, db_default=0)
    extra_students = models.IntegerField(default=0, db_default=0)
    lowest = models.IntegerField(null=True, blank=True)

    privacy = all_of(
        *(ROUND, "id", "round", "opening", "places", "guidance_hours", "recognised", "criteria", "status"),
        *("brought_at", "declined_because", "track", "says_recognised", "recognised_on", "days", "starts_on"),
        *("ends_on", "extra_hours", "extra_students", "lowest"),
    )

    class Meta:
        constraints = (
            UniqueConstraint(fields=["round", "opening"], name="roundplace_of_an_opening_is_single"),
            between("roundplace_places_is_possible", "places", 1, 1000),
            between("roundplace_guidance_is_possible", "guidance_hours", 0, 40),
            CheckConstraint(
                name="roundplace_criteria_are_allowed",
                condition=Q(criteria__contained_by=[str(one) for one in Criterion]),
            ),
            one_of("roundplace_status_is_known", "status", PlaceStatus),
            one_of("roundplace_track_is_known", "track", ("", *Track)),
            CheckConstraint(
                name="roundplace_declined_with_a_reason",
                condition=Q(status=str(PlaceStatus.DECLINED)) ^ Q(declined_because=""),
            ),
            not_longer("roundplace_reason_is_short", "declined_because", REASON_AT_MOST),
            CheckConstraint(
                name="roundplace_looked_up_is_recognised",
                condition=Q(recognised_on__isnull=True) | Q(recognised=True),
            ),
            CheckConstraint(
                name="roundplace_days_are_days",
                condition=Q(days__contained_by=[str(day) for day in Weekday]),
            ),
            in_order("roundplace_period_in_order", "starts_on", "ends_on"),
            between("roundplace_extra_hours_is_possible", "extra_hours", 0, GUIDANCE_AT_MOST),
            between("roundplace_extra_students_is_possible", "extra_students", 0, 1000),
            between("roundplace_lowest_is_possible", "lowest", 1, 1_000_000),
            in_order("roundplace_extra_students_of_its_places", "extra_students", "places"),
            CheckConstraint(
                name="roundplace_extra_hours_for_somebody",
                condition=Q(extra_hours=0, extra_students=0) | ~Q(extra_hours=0) & ~Q(extra_students=0),
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def accepted(self) -> bool:
        """Whether it takes part."""
        return self.status == PlaceStatus.ACCEPTED


class RoundStudent(models.Model):
    """A student of a round, by a reference of the school's own and no name.

    `occupation`, `home`, `skills`: ids of the region; skills are what the student wants to learn. `code_hash`:
    of the code with which the student gives their own wishes. `guidance_hours`: so many more a week than usual
    the student needs, and never why. `got`: the place given out, at `rank` in the order of the student; empty:
    none. `by_hand`: the school gave it, and not the round. `without`: why the round gave none, `near`: places
    that were left and come nearest to what they want to learn, `near_fits`: how near, 0 to 1; nearest first.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    round = models.ForeignKey(Round, models.CASCADE, related_name="students")
    reference = models.TextField()
    occupation = models.TextField()
    home = models.TextField()
    skills = ArrayField(models.TextField(), default=list, blank=True)
    code_hash = models.TextField(unique=True, null=True, blank=True)
    wished_at = models.DateTimeField(null=True, blank=True)
    got = models.ForeignKey(RoundPlace, models.SET_NULL, null=True, blank=True, related_name="taken_by")
    rank = models.IntegerField(null=True, blank=True)
    guidance_hours = models.FloatField(default=0, db_default=0)
    by_hand = models.BooleanField(default=False, db_default=False)
    without = models.TextField(default="", db_default="", blank=True)
    near = ArrayField(models.TextField(), default=list, db_default=Value([], ArrayField(models.TextField())))
    near_fits = ArrayField(
        models.FloatField(), default=list, db_default=Value([], ArrayField(models.FloatField()))
    )

    privacy = all_of(
        *(STUDENT, "id", "round", "reference", "occupation", "home", "skills", "code_hash", "wished_at"),
        *("got", "rank", "guidance_hours", "by_hand", "without", "near", "near_fits"),
    )

    class Meta:
        constraints = (
            UniqueConstraint(fields=["round", "reference"], name="roundstudent_of_a_reference_is_single"),
            matches("roundstudent_reference_is_one_word", "reference", r"^[\w./-]{1,40}$"),
            between("roundstudent_rank_is_possible", "rank", 1, 1_000_000),
            between("roundstudent_guidance_is_possible", "guidance_hours", 0, GUIDANCE_AT_MOST),
            one_of("roundstudent_without_is_known", "without", ("", *Without)),
            CheckConstraint(name="roundstudent_near_has_its_fit", condition=Q(near__len=F("near_fits__len"))),
        )

    def __str__(self) -> str:
        return str(self.pk)


class RoundWish(models.Model):
    """A place that a student would like, 1 the most; equals are possible.

    `priority`: where the student stood in the order of the place when the round gave them none; empty: the
    place did not take them, they have a place, or it was not kept.
    """

    pk = models.CompositePrimaryKey("student_id", "place_id")
    student = models.ForeignKey(RoundStudent, models.CASCADE, related_name="wishes", db_index=False)
    place = models.ForeignKey(RoundPlace, models.CASCADE, related_name="+")
    rank = models.IntegerField()
    priority = models.IntegerField(null=True, blank=True)

    privacy = all_of(STUDENT, "pk", "student", "place", "rank", "priority")

    class Meta:
        constraints = (
            between("roundwish_rank_is_possible", "rank", 1, WISHES_AT_MOST),
            between("roundwish_priority_is_possible", "priority", 1, 1_000_000),
        )

    def __str__(self) -> str:
        return f"{self.student_id} {self.rank}"


class DayFigure(models.Model):
    """How rounds stood on a day, for a study and the municipality where students live or the place is.

    `unplaced` of the `students` have no place; `left` of the `places` are not taken. Figures, and nobody's.
    """

    pk = models.CompositePrimaryKey("day", "occupation", "home")
    day = models.DateField()
    occupation = models.TextField()
    home = models.TextField()
    students = models.IntegerField(default=0)
    unplaced = models.IntegerField(default=0)
    places = models.IntegerField(default=0)
    left = models.IntegerField(default=0)

    privacy = all_of(TRAIL, "pk", "day", "occupation", "home", "students", "unplaced", "places", "left")

    class Meta:
        constraints = (
            between("dayfigure_students_is_possible", "students", 0, 10_000_000),
            between("dayfigure_places_is_possible", "places", 0, 10_000_000),
            between("dayfigure_unplaced_is_possible", "unplaced", 0, 10_000_000),
            between("dayfigure_left_is_possible", "left", 0, 10_000_000),
            in_order("dayfigure_unplaced_of_its_students", "unplaced", "students"),
            in_order("dayfigure_left_of_its_places", "left", "places"),
        )

    def __str__(self) -> str:
        return f"{self.day} {self.occupation} {self.home}"


class Hunt(models.Model):
    """Somebody of a school asks a firm for places: who calls on which day, and what became of it.

    Of one firm there is one at a time, whichever school it is of.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    firm = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    membership = models.ForeignKey("organisations.Membership", models.CASCADE, related_name="+")
    call_on = models.DateField()
    outcome = models.TextField(default=str(Outcome.WAITING))
    changed_at = models.DateTimeField(db_default=Now())

    privacy = all_of(HUNTER, "id", "firm", "membership", "call_on", "outcome", "changed_at")

    class Meta:
        constraints = (
            one_of("hunt_outcome_is_known", "outcome", Outcome),
            UniqueConstraint(
                fields=["firm"],
                condition=~Q(outcome__in=[str(one) for one in OVER]),
                name="hunt_of_a_firm_is_single",
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)
