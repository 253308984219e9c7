# SPDX-License-Identifier: EUPL-1.2
"""Rounds, their places, students without a name, and their wishes."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.db.models.functions import Now

from overstap.apps.accounts.enums import Role
from overstap.apps.constraints import between, in_order, matches, one_of
from overstap.apps.privacy import Privacy, Sensitivity, all_of
from overstap.apps.rounds.enums import WISHES_AT_MOST, Choice, Criterion

ROUND = Privacy(Sensitivity.PUBLIC, "until the school removes the round")
STUDENT = Privacy(
    Sensitivity.PERSONAL, "a year after the internships of the round end, or until the school removes them"
)


class Round(models.Model):
    """A round that a school holds: wishes until a day, then everybody at once.

    `held_at`: when the places were last given out; empty: not yet. `fixed`: what was given out stands, and
    nothing of the round changes any more.
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

    privacy = all_of(
        *(ROUND, "id", "organisation", "name", "wishes_until", "starts_on", "ends_on", "choice", "seed"),
        *("held_at", "fixed", "made_at"),
    )

    class Meta:
        constraints = (
            matches("round_has_a_short_name", "name", r"^\S(.{0,98}\S)?$"),
            in_order("round_wishes_before_it_starts", "wishes_until", "starts_on"),
            in_order("round_days_in_order", "starts_on", "ends_on"),
            one_of("round_choice_is_known", "choice", Choice),
            between("round_seed_is_possible", "seed", 0, 2**31 - 1),
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

    `places`: how many; `guidance_hours`: for each of them a week; `recognised`: by SBB, as a learning place
    for this study. `criteria`: what it orders students by, the first first.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    round = models.ForeignKey(Round, models.CASCADE, related_name="places")
    opening = models.ForeignKey("openings.Opening", models.PROTECT, related_name="+")
    places = models.IntegerField(default=1)
    guidance_hours = models.FloatField(null=True, blank=True)
    recognised = models.BooleanField(default=False)
    criteria = ArrayField(models.TextField(), default=list, blank=True)

    privacy = all_of(ROUND, "id", "round", "opening", "places", "guidance_hours", "recognised", "criteria")

    class Meta:
        constraints = (
            UniqueConstraint(fields=["round", "opening"], name="roundplace_of_an_opening_is_single"),
            between("roundplace_places_is_possible", "places", 1, 1000),
            between("roundplace_guidance_is_possible", "guidance_hours", 0, 40),
            CheckConstraint(
                name="roundplace_criteria_are_allowed",
                condition=Q(criteria__contained_by=[str(one) for one in Criterion]),
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)


class RoundStudent(models.Model):
    """A student of a round, by a reference of the school's own and no name.

    `occupation`, `home`, `skills`: ids of the region; skills are what the student wants to learn. `code_hash`:
    of the code with which the student gives their own wishes. `got`: the place given out, at `rank` in the
    order of the student; empty: none.
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

    privacy = all_of(
        *(STUDENT, "id", "round", "reference", "occupation", "home", "skills", "code_hash", "wished_at"),
        *("got", "rank"),
    )

    class Meta:
        constraints = (
            UniqueConstraint(fields=["round", "reference"], name="roundstudent_of_a_reference_is_single"),
            matches("roundstudent_reference_is_one_word", "reference", r"^[\w./-]{1,40}$"),
            between("roundstudent_rank_is_possible", "rank", 1, 1_000_000),
        )

    def __str__(self) -> str:
        return str(self.pk)


class RoundWish(models.Model):
    """A place that a student would like, 1 the most; equals are possible."""

    pk = models.CompositePrimaryKey("student_id", "place_id")
    student = models.ForeignKey(RoundStudent, models.CASCADE, related_name="wishes", db_index=False)
    place = models.ForeignKey(RoundPlace, models.CASCADE, related_name="+")
    rank = models.IntegerField()

    privacy = all_of(STUDENT, "pk", "student", "place", "rank")

    class Meta:
        constraints = (between("roundwish_rank_is_possible", "rank", 1, WISHES_AT_MOST),)

    def __str__(self) -> str:
        return f"{self.student_id} {self.rank}"
