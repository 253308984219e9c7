# SPDX-License-Identifier: EUPL-1.2
"""Example people: invented, from a region pack. Nobody who exists belongs in these tables."""

from types import MappingProxyType

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from overstap.apps.carried import CARRIED, Carried, Named, id_is_one_word
from overstap.apps.constraints import between, in_order, is_object, one_of
from overstap.apps.people.enums import Evidence, OpeningKind
from overstap.apps.privacy import INVENTED, all_of, together


class ExamplePerson(Named):
    """An invented person. Pay in EUR gross per hour, hours per week, distance in km."""

    name = models.TextField()
    story = models.JSONField()
    occupation = models.ForeignKey("taxonomy.Occupation", models.PROTECT, null=True, blank=True)
    place = models.ForeignKey("region.Place", models.PROTECT)
    wage = models.FloatField(null=True, blank=True)
    hours_low = models.FloatField(null=True, blank=True)
    hours_high = models.FloatField(null=True, blank=True)
    distance = models.FloatField(null=True, blank=True)
    wage_floor = models.FloatField(null=True, blank=True)
    kinds = ArrayField(models.TextField(), default=list, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    certificates = ArrayField(models.TextField(), default=list, blank=True)
    invented = models.BooleanField(default=True)

    lists = MappingProxyType({"certificates": "region.Certificate"})
    privacy = together(
        CARRIED,
        all_of(INVENTED, "id", "name", "story", "occupation", "place", "wage", "hours_low", "hours_high"),
        all_of(INVENTED, "distance", "wage_floor", "kinds", "starts_on", "certificates", "invented"),
    )

    class Meta:
        constraints = (
            id_is_one_word("exampleperson_id_is_one_word"),
            models.CheckConstraint(name="exampleperson_is_invented", condition=Q(invented=True)),
            is_object("exampleperson_story_per_language", "story"),
            between("exampleperson_wage_is_possible", "wage", 5, 500),
            between("exampleperson_wage_floor_is_possible", "wage_floor", 5, 500),
            between("exampleperson_hours_low_is_possible", "hours_low", 1, 60),
            between("exampleperson_hours_high_is_possible", "hours_high", 1, 60),
            in_order("exampleperson_hours_in_order", "hours_low", "hours_high"),
            models.CheckConstraint(
                name="exampleperson_kinds_are_known",
                condition=Q(kinds__contained_by=[str(kind) for kind in OpeningKind]),
            ),
            between("exampleperson_distance_is_possible", "distance", 0, 500),
        )
        indexes = (models.Index(fields=["origin"], name="exampleperson_origin"),)

    def __str__(self) -> str:
        return self.name


class ExamplePersonSkill(Carried):
    """A skill of an example person, and what shows it."""

    pk = models.CompositePrimaryKey("person_id", "skill_id")
    person = models.ForeignKey(ExamplePerson, models.CASCADE, related_name="skills", db_index=False)
    skill = models.ForeignKey("taxonomy.Skill", models.PROTECT, related_name="+", db_index=False)
    evidence = models.TextField()

    privacy = together(CARRIED, all_of(INVENTED, "pk", "person", "skill", "evidence"))

    class Meta:
        constraints = (one_of("examplepersonskill_evidence_is_known", "evidence", Evidence),)
        indexes = (
            models.Index(fields=["skill"], name="examplepersonskill_skill"),
            models.Index(fields=["origin"], name="examplepersonskill_origin"),
        )

    def __str__(self) -> str:
        return f"{self.person_id} {self.evidence} {self.skill_id}"
