# SPDX-License-Identifier: EUPL-1.2
"""The skills language: skills, groups, relations, occupations and what they ask.

`words`: language -> {label, alternatives, hidden, description}; keys without content are left out.
"""

from types import MappingProxyType

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from overstap.apps.carried import CARRIED, Carried, Named, id_is_one_word
from overstap.apps.constraints import ACTOR, between, in_order, is_object, matches, one_of
from overstap.apps.privacy import PUBLIC, TRAIL, all_of, together
from overstap.apps.taxonomy.enums import Importance, Outlook, Relation, SkillKind

LOWEST_WAGE, HIGHEST_WAGE = 5, 500


class Language(models.Model):
    """A skills language as it was last imported. `isco`: ISCO-08 code -> language -> name."""

    origin = models.TextField(primary_key=True)
    version = models.TextField(blank=True, default="")
    languages = ArrayField(models.TextField())
    attribution = models.TextField(blank=True, default="")
    isco = models.JSONField(default=dict)
    imported_at = models.DateTimeField(db_default=Now())
    imported_by = models.TextField()

    privacy = together(
        all_of(PUBLIC, "origin", "version", "languages", "attribution", "isco"),
        all_of(TRAIL, "imported_at", "imported_by"),
    )

    class Meta:
        constraints = (
            matches("language_origin_is_one_word", "origin", r"^\S+$"),
            matches("language_by_is_no_name", "imported_by", ACTOR),
            is_object("language_isco_is_an_object", "isco"),
        )

    def __str__(self) -> str:
        return f"{self.origin} {self.version}".strip()


class SkillGroup(Named):
    """A node of the hierarchy over skills; `parents` are ids of groups (held by a trigger)."""

    words = models.JSONField()
    parents = ArrayField(models.TextField(), default=list, blank=True)

    lists = MappingProxyType({"parents": "taxonomy.SkillGroup"})
    privacy = together(CARRIED, all_of(PUBLIC, "id", "words", "parents"))

    class Meta:
        constraints = (
            id_is_one_word("skillgroup_id_is_one_word"),
            is_object("skillgroup_words_per_language", "words"),
        )
        indexes = (models.Index(fields=["origin"], name="skillgroup_origin"),)

    def __str__(self) -> str:
        return self.pk


class Skill(Named):
    """What people can do and work asks. `uri`: the ESCO concept; `groups`: ids (held by a trigger)."""

    kind = models.TextField()
    words = models.JSONField()
    uri = models.TextField(blank=True, default="")
    reuse = models.TextField(blank=True, default="")
    groups = ArrayField(models.TextField(), default=list, blank=True)

    lists = MappingProxyType({"groups": "taxonomy.SkillGroup"})
    privacy = together(CARRIED, all_of(PUBLIC, "id", "kind", "words", "uri", "reuse", "groups"))

    class Meta:
        constraints = (
            id_is_one_word("skill_id_is_one_word"),
            one_of("skill_kind_is_known", "kind", SkillKind),
            is_object("skill_words_per_language", "words"),
        )
        indexes = (
            models.Index(fields=["origin"], name="skill_origin"),
            models.Index(fields=["uri"], name="skill_uri", condition=~Q(uri="")),
        )

    def __str__(self) -> str:
        return self.pk


class SkillRelation(Carried):
    """`skill` has `relation` to `other`; with `broader`, `other` is the wider skill."""

    pk = models.CompositePrimaryKey("skill_id", "relation", "other_id")
    skill = models.ForeignKey(Skill, models.CASCADE, related_name="relations", db_index=False)
    relation = models.TextField()
    other = models.ForeignKey(Skill, models.PROTECT, related_name="relations_from", db_index=False)

    privacy = together(CARRIED, all_of(PUBLIC, "pk", "skill", "relation", "other"))

    class Meta:
        constraints = (
            one_of("skillrelation_is_known", "relation", Relation),
            # ESCO 1.1.1 itself relates one skill to itself; harmless, but nothing is broader than itself.
            models.CheckConstraint(
                name="skillrelation_broader_is_another", condition=~Q(skill=F("other"), relation="broader")
            ),
        )
        indexes = (
            models.Index(fields=["other"], name="skillrelation_other"),
            models.Index(fields=["origin"], name="skillrelation_origin"),
        )

    def __str__(self) -> str:
        return f"{self.skill_id} {self.relation} {self.other_id}"


class Occupation(Named):
    """An occupation. Wages in EUR gross per hour; `isco` is the ISCO-08 unit group; `level` NLQF = EQF."""

    words = models.JSONField()
    isco = models.TextField()
    uri = models.TextField(blank=True, default="")
    code = models.TextField(blank=True, default="")
    regulated = models.BooleanField(default=False)
    sector = models.ForeignKey("region.Sector", models.PROTECT, null=True, blank=True)
    level = models.IntegerField(null=True, blank=True)
    wage_low = models.FloatField(null=True, blank=True)
    wage_middle = models.FloatField(null=True, blank=True)
    wage_high = models.FloatField(null=True, blank=True)
    wage_source = models.ForeignKey(
        "region.Source", models.PROTECT, null=True, blank=True, related_name="wages"
    )
    outlook = models.TextField(blank=True, default=Outlook.UNKNOWN)
    outlook_source = models.ForeignKey(
        "region.Source", models.PROTECT, null=True, blank=True, related_name="outlooks"
    )
    certificates = ArrayField(models.TextField(), default=list, blank=True)

    lists = MappingProxyType({"certificates": "region.Certificate"})
    privacy = together(
        CARRIED,
        all_of(PUBLIC, "id", "words", "isco", "uri", "code", "regulated", "sector", "level", "wage_low"),
        all_of(PUBLIC, "wage_middle", "wage_high", "wage_source", "outlook", "outlook_source"),
        all_of(PUBLIC, "certificates"),
    )

    class Meta:
        constraints = (
            id_is_one_word("occupation_id_is_one_word"),
            is_object("occupation_words_per_language", "words"),
            matches("occupation_isco_is_a_unit_group", "isco", r"^\d{4}$"),
            one_of("occupation_outlook_is_known", "outlook", Outlook),
            between("occupation_level_is_known", "level", 1, 8),
            between("occupation_wage_low_is_possible", "wage_low", LOWEST_WAGE, HIGHEST_WAGE),
            between("occupation_wage_middle_is_possible", "wage_middle", LOWEST_WAGE, HIGHEST_WAGE),
            between("occupation_wage_high_is_possible", "wage_high", LOWEST_WAGE, HIGHEST_WAGE),
            in_order("occupation_wage_low_is_lowest", "wage_low", "wage_middle"),
            in_order("occupation_wage_high_is_highest", "wage_middle", "wage_high"),
        )
        indexes = (
            models.Index(fields=["origin"], name="occupation_origin"),
            models.Index(fields=["isco"], name="occupation_isco"),
            models.Index(fields=["uri"], name="occupation_uri", condition=~Q(uri="")),
        )

    def __str__(self) -> str:
        return self.pk


class OccupationSkill(Carried):
    """A skill that an occupation asks, and how much."""

    pk = models.CompositePrimaryKey("occupation_id", "skill_id")
    occupation = models.ForeignKey(Occupation, models.CASCADE, related_name="demands", db_index=False)
    skill = models.ForeignKey(Skill, models.PROTECT, related_name="asked_by", db_index=False)
    importance = models.TextField()

    privacy = together(CARRIED, all_of(PUBLIC, "pk", "occupation", "skill", "importance"))

    class Meta:
        constraints = (one_of("occupationskill_importance_is_known", "importance", Importance),)
        indexes = (
            models.Index(fields=["skill"], name="occupationskill_skill"),
            models.Index(fields=["origin"], name="occupationskill_origin"),
        )

    def __str__(self) -> str:
        return f"{self.occupation_id} {self.importance} {self.skill_id}"
