# SPDX-License-Identifier: EUPL-1.2
"""A region's own language joined with a wider one."""

from dataclasses import replace

from overstap.engine.skills.merge import merge
from overstap.engine.skills.taxonomy import (
    Demand,
    Group,
    Importance,
    Occupation,
    Relation,
    Skill,
    SkillKind,
    SkillRelation,
    Taxonomy,
    Words,
)

URI = "http://data.europa.eu/esco/skill/1"
OWN = Taxonomy(
    "region",
    "1",
    ("nl",),
    skills=(
        Skill("cash", SkillKind.SKILL, {"nl": Words("kassa doen", ("afrekenen",))}, uri=URI, groups=("g",)),
        Skill("own", SkillKind.SKILL, {"nl": Words("iets van hier")}),
    ),
    groups=(Group("g", {"nl": Words("groep")}),),
    occupations=(
        Occupation("till", {"nl": Words("kassier")}, "5230", (Demand("cash", Importance.MUST),), uri="occ:1"),
    ),
)
WIDER = Taxonomy(
    "esco",
    "1.2",
    ("nl", "en"),
    skills=(
        Skill(URI, SkillKind.SKILL, {"nl": Words("geld tellen"), "en": Words("count money")}, uri=URI),
        Skill("esco:2", SkillKind.SKILL, {"en": Words("calculate")}, uri="esco:2"),
    ),
    relations=(SkillRelation(URI, Relation.BROADER, "esco:2"),),
    occupations=(
        Occupation(
            "occ:1", {"en": Words("cashier")}, "5230", (Demand("esco:2", Importance.MUST),), uri="occ:1"
        ),
        Occupation("occ:2", {"en": Words("teller")}, "4211", (Demand(URI, Importance.SHOULD),), uri="occ:2"),
    ),
)


def test_a_concept_takes_in_the_words_of_the_one_that_means_the_same():
    both = merge(OWN, WIDER)
    cash = both.skill("cash")
    assert cash.words["nl"] == Words("kassa doen", ("afrekenen", "geld tellen"))
    assert cash.words["en"].label == "count money"
    assert both.skill(URI) is cash
    assert [skill.id for skill in both.skills] == ["cash", "own", "esco:2"]


def test_own_demands_stay_and_the_others_speak_of_the_merged_concept():
    both = merge(OWN, WIDER)
    assert both.occupation("till").demands == OWN.occupations[0].demands
    assert both.occupation("occ:1") is both.occupation("till")
    assert both.occupation("occ:2").demands == (Demand("cash", Importance.SHOULD),)
    assert both.relations == (SkillRelation("cash", Relation.BROADER, "esco:2"),)


def test_what_only_one_of_them_has_is_kept():
    both = merge(OWN, WIDER)
    assert both.skill("own").words["nl"].label == "iets van hier"
    assert both.languages == ("nl", "en")
    assert [group.id for group in both.groups] == ["g"]


def test_concepts_without_an_identifier_are_never_taken_for_each_other():
    nameless = replace(WIDER, skills=tuple(replace(skill, uri="") for skill in WIDER.skills))
    assert len(merge(OWN, nameless).skills) == 3
