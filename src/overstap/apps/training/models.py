# SPDX-License-Identifier: EUPL-1.2
"""Courses, what they teach, and when they leave."""

from types import MappingProxyType

from django.contrib.postgres.fields import ArrayField
from django.db import models

from overstap.apps.carried import CARRIED, Carried, Named, id_is_one_word
from overstap.apps.constraints import between, in_order, is_object, matches, one_of
from overstap.apps.privacy import PUBLIC, all_of, together
from overstap.apps.training.enums import CourseRole, TimeOfDay


class Course(Named):
    """Training. `title`, `description`, `entry` and `award` hold a text per language."""

    provider = models.ForeignKey("organisations.Organisation", models.PROTECT)
    title = models.JSONField()
    description = models.JSONField()
    level = models.IntegerField(null=True, blank=True)
    entry_level = models.IntegerField(null=True, blank=True)
    entry = models.JSONField(default=dict, blank=True)
    award = models.JSONField(default=dict, blank=True)
    certificates = ArrayField(models.TextField(), default=list, blank=True)
    language = models.TextField()
    cost_source = models.ForeignKey("region.Source", models.PROTECT, null=True, blank=True)
    invented = models.BooleanField(default=False)

    lists = MappingProxyType({"certificates": "region.Certificate"})
    privacy = together(
        CARRIED,
        all_of(PUBLIC, "id", "provider", "title", "description", "level", "entry", "award"),
        all_of(PUBLIC, "entry_level", "certificates", "language", "cost_source", "invented"),
    )

    class Meta:
        constraints = (
            id_is_one_word("course_id_is_one_word"),
            is_object("course_title_per_language", "title"),
            is_object("course_description_per_language", "description"),
            is_object("course_entry_per_language", "entry"),
            is_object("course_award_per_language", "award"),
            between("course_level_is_known", "level", 1, 8),
            between("course_entry_level_is_known", "entry_level", 1, 8),
            matches("course_language_is_a_code", "language", "^[a-z]{2}$"),
        )
        indexes = (models.Index(fields=["origin"], name="course_origin"),)

    def __str__(self) -> str:
        return self.pk


class CourseSkill(Carried):
    """A skill that a course teaches, or asks beforehand."""

    pk = models.CompositePrimaryKey("course_id", "skill_id", "role")
    course = models.ForeignKey(Course, models.CASCADE, related_name="skills", db_index=False)
    skill = models.ForeignKey("taxonomy.Skill", models.PROTECT, related_name="+", db_index=False)
    role = models.TextField()

    privacy = together(CARRIED, all_of(PUBLIC, "pk", "course", "skill", "role"))

    class Meta:
        constraints = (one_of("courseskill_role_is_known", "role", CourseRole),)
        indexes = (
            models.Index(fields=["skill", "role"], name="courseskill_skill"),
            models.Index(fields=["origin"], name="courseskill_origin"),
        )

    def __str__(self) -> str:
        return f"{self.course_id} {self.role} {self.skill_id}"


class CourseEdition(Named):
    """When a course leaves. `hours` per week, `cost` in EUR; `continuous`: one can start any week in it.

    `weeks` is how long it takes whoever starts; without it, from start to end.
    """

    course = models.ForeignKey(Course, models.CASCADE, related_name="editions", db_index=False)
    place = models.ForeignKey("region.Place", models.PROTECT)
    starts_on = models.DateField()
    ends_on = models.DateField()
    hours = models.FloatField()
    time = models.TextField()
    cost = models.FloatField()
    seats = models.IntegerField()
    continuous = models.BooleanField(default=False)
    weeks = models.FloatField(null=True, blank=True)

    privacy = together(
        CARRIED,
        all_of(PUBLIC, "id", "course", "place", "starts_on", "ends_on", "hours", "time", "cost", "seats"),
        all_of(PUBLIC, "continuous", "weeks"),
    )

    class Meta:
        constraints = (
            id_is_one_word("edition_id_is_one_word"),
            in_order("edition_ends_after_it_starts", "starts_on", "ends_on"),
            between("edition_hours_is_possible", "hours", 0.5, 60),
            one_of("edition_time_is_known", "time", TimeOfDay),
            between("edition_cost_is_possible", "cost", 0, 100_000),
            between("edition_seats_is_possible", "seats", 1, 1000),
            between("edition_weeks_is_possible", "weeks", 0.2, 520),
        )
        indexes = (
            models.Index(fields=["course", "starts_on"], name="edition_course_starts"),
            models.Index(fields=["origin"], name="edition_origin"),
        )

    def __str__(self) -> str:
        return self.pk
