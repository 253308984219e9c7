# SPDX-License-Identifier: EUPL-1.2
"""Everything that takes people."""

from types import MappingProxyType

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models.functions import Now

from overstap.apps.carried import CARRIED, Carried, Named, id_is_one_word
from overstap.apps.constraints import between, in_order, is_object, matches, one_of
from overstap.apps.openings.enums import OpeningKind
from overstap.apps.privacy import PUBLIC, Privacy, Sensitivity, all_of, together
from overstap.engine.skills.taxonomy import Importance


class Opening(Named):
    """A vacancy, internship, apprenticeship, learn-work or trial place.

    Hours per week; wages in EUR gross per hour. No start: as soon as possible. No closing day: open until
    filled. `title` holds a text per language; `text` is what the employer wrote, in `language`. `course` goes
    with a learning place.
    """

    kind = models.TextField()
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT)
    occupation = models.ForeignKey("taxonomy.Occupation", models.PROTECT)
    course = models.ForeignKey("training.Course", models.PROTECT, null=True, blank=True)
    title = models.JSONField()
    text = models.TextField()
    language = models.TextField()
    place = models.ForeignKey("region.Place", models.PROTECT)
    hours_low = models.FloatField()
    hours_high = models.FloatField()
    wage_low = models.FloatField(null=True, blank=True)
    wage_high = models.FloatField(null=True, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    closes_on = models.DateField(null=True, blank=True)
    places = models.IntegerField(default=1)
    certificates = ArrayField(models.TextField(), default=list, blank=True)
    invented = models.BooleanField(default=False)

    lists = MappingProxyType({"certificates": "region.Certificate"})
    privacy = together(
        CARRIED,
        all_of(PUBLIC, "id", "kind", "organisation", "occupation", "title", "text", "language", "place"),
        all_of(PUBLIC, "course", "hours_low", "hours_high", "wage_low", "wage_high", "starts_on", "closes_on"),
        all_of(PUBLIC, "places", "certificates", "invented"),
    )

    class Meta:
        constraints = (
            id_is_one_word("opening_id_is_one_word"),
            one_of("opening_kind_is_known", "kind", OpeningKind),
            is_object("opening_title_per_language", "title"),
            matches("opening_language_is_a_code", "language", "^[a-z]{2}$"),
            between("opening_hours_low_is_possible", "hours_low", 1, 60),
            between("opening_hours_high_is_possible", "hours_high", 1, 60),
            in_order("opening_hours_in_order", "hours_low", "hours_high"),
            between("opening_wage_low_is_possible", "wage_low", 0, 500),
            between("opening_wage_high_is_possible", "wage_high", 0, 500),
            in_order("opening_wages_in_order", "wage_low", "wage_high"),
            between("opening_places_is_possible", "places", 1, 1000),
        )
        indexes = (
            models.Index(fields=["origin"], name="opening_origin"),
            models.Index(fields=["closes_on"], name="opening_closes_on"),
        )

    def __str__(self) -> str:
        return self.pk


class OpeningSkill(Carried):
    """A skill that an opening asks, and how much."""

    pk = models.CompositePrimaryKey("opening_id", "skill_id")
    opening = models.ForeignKey(Opening, models.CASCADE, related_name="demands", db_index=False)
    skill = models.ForeignKey("taxonomy.Skill", models.PROTECT, related_name="+", db_index=False)
    importance = models.TextField()

    privacy = together(CARRIED, all_of(PUBLIC, "pk", "opening", "skill", "importance"))

    class Meta:
        constraints = (one_of("openingskill_importance_is_known", "importance", Importance),)
        indexes = (
            models.Index(fields=["skill"], name="openingskill_skill"),
            models.Index(fields=["origin"], name="openingskill_origin"),
        )

    def __str__(self) -> str:
        return f"{self.opening_id} {self.importance} {self.skill_id}"


class OpeningChange(models.Model):
    """That an opening, or what it asks, was written or removed; triggers of the database note it.

    `opening` is an id, or empty: everything may have changed. `written_in` is the transaction, so that a reader
    who remembers a snapshot knows what came since, in whatever order transactions ended.
    """

    opening = models.TextField(blank=True)
    written_in = models.BigIntegerField()
    token = models.UUIDField(db_default=RandomUUID())
    at = models.DateTimeField(db_default=Now())

    privacy = all_of(Privacy(Sensitivity.PUBLIC, "three days"), "id", "opening", "written_in", "token", "at")

    class Meta:
        indexes = (
            models.Index(fields=["written_in"], name="openingchange_written_in"),
            models.Index(fields=["id"], name="openingchange_of_everything", condition=models.Q(opening="")),
        )

    def __str__(self) -> str:
        return self.opening or "everything"
