# SPDX-License-Identifier: EUPL-1.2
"""Skills languages in the database: whole, repeatable, and nothing silently dropped."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from overstap.apps.audit.queries import latest
from overstap.apps.carried import ADDED_BY_PEOPLE
from overstap.apps.openings.models import OpeningSkill
from overstap.apps.region.queries import revision
from overstap.apps.syncing import Counts
from overstap.apps.taxonomy.actions import add_occupation, add_skill
from overstap.apps.taxonomy.enums import Outlook
from overstap.apps.taxonomy.models import Skill as SkillRow
from overstap.apps.taxonomy.queries import languages, occupations_per_origin, retired_skills, skills_per_origin
from overstap.bridge.region_import import import_pack
from overstap.bridge.taxonomy_rows import import_taxonomy, load_taxonomies
from overstap.engine.pack.language import pack_taxonomy
from overstap.engine.problems import InputRefused
from overstap.engine.skills.esco import read_esco
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
from tests.made_pack import made_pack

pytestmark = pytest.mark.django_db

SEW, KNIT, CRAFT, TAILOR = (f"http://data.europa.eu/esco/{kind}" for kind in ("s/1", "s/2", "g/1", "o/1"))


def taxonomy(version: str = "1.1") -> Taxonomy:
    return Taxonomy(
        name="esco",
        version=version,
        languages=("nl", "en"),
        skills=(
            Skill(
                SEW, SkillKind.SKILL, {"en": Words("sew", ("stitch",), ("sowing",), "By hand.")}, SEW, "wide"
            ),
            Skill(KNIT, SkillKind.KNOWLEDGE, {"nl": Words("breien")}, KNIT, groups=(CRAFT,)),
        ),
        groups=(Group(CRAFT, {"nl": Words("ambacht"), "en": Words("craft")}),),
        relations=(SkillRelation(KNIT, Relation.RELATED, SEW),),
        occupations=(
            Occupation(
                TAILOR,
                {"nl": Words("kleermaker")},
                "7531",
                (Demand(SEW, Importance.MUST), Demand(KNIT, Importance.SHOULD)),
                TAILOR,
                "7531.1",
                regulated=True,
            ),
        ),
        attribution="Someone",
        isco={"7531": {"en": "Tailors"}},
    )


def without_knitting() -> Taxonomy:
    whole = taxonomy("1.2")
    tailor = replace(whole.occupations[0], demands=whole.occupations[0].demands[:1])
    return replace(whole, skills=whole.skills[:1], groups=(), relations=(), occupations=(tailor,))


def test_a_taxonomy_comes_back_as_it_went_in() -> None:
    import_taxonomy(taxonomy(), by="terminal")
    assert load_taxonomies() == [taxonomy()]


def test_a_second_import_changes_nothing_and_says_so() -> None:
    import_taxonomy(taxonomy(), by="terminal")
    number = revision()
    report = import_taxonomy(taxonomy(), by="terminal")
    assert not report.changed
    assert report.parts["skills"] == Counts(unchanged=2)
    assert report.revision == revision() == number
    assert len(latest(what="taxonomy.imported")) == 2


def test_concepts_that_disappear_are_reported_and_kept_as_retired() -> None:
    import_taxonomy(taxonomy(), by="terminal")
    report = import_taxonomy(without_knitting(), by="terminal")
    assert report.disappeared == {"skills": (KNIT,), "groups": (CRAFT,)}
    assert report.parts["skills"] == Counts(unchanged=1, retired=1)
    assert report.parts["demands"] == Counts(unchanged=1, removed=1)
    assert retired_skills("esco") == (KNIT,)
    assert load_taxonomies() == [without_knitting()]
    with_retired = load_taxonomies(retired=True)[0]
    assert {skill.id for skill in with_retired.skills} == {SEW, KNIT}
    assert with_retired.skill(KNIT).groups == (CRAFT,)


def test_what_disappeared_is_told_once() -> None:
    import_taxonomy(taxonomy(), by="terminal")
    import_taxonomy(without_knitting(), by="terminal")
    assert import_taxonomy(without_knitting(), by="terminal").disappeared == {}


def test_retiring_alone_is_a_change() -> None:
    import_taxonomy(replace(taxonomy(), occupations=(), relations=()), by="terminal")
    number = revision()
    fewer = replace(taxonomy(), occupations=(), relations=(), skills=taxonomy().skills[:1])
    assert import_taxonomy(fewer, by="terminal").changed
    assert revision() == number + 1


def test_a_concept_that_comes_back_is_no_longer_retired() -> None:
    import_taxonomy(taxonomy(), by="terminal")
    import_taxonomy(without_knitting(), by="terminal")
    import_taxonomy(taxonomy(), by="terminal")
    assert load_taxonomies() == [taxonomy()]
    assert retired_skills("esco") == ()


def test_languages_that_are_not_in_the_import_are_reported() -> None:
    import_taxonomy(taxonomy(), by="terminal")
    english = replace(taxonomy(), languages=("en",))
    assert import_taxonomy(english, by="terminal").languages_gone == ("nl",)


def test_importing_a_taxonomy_leaves_packs_and_people_alone() -> None:
    import_pack(made_pack(), by="terminal")
    skill = add_skill(labels={"en": "Crochet"}, by="account:1")
    import_taxonomy(taxonomy(), by="terminal")
    import_taxonomy(without_knitting(), by="terminal")
    assert skills_per_origin() == {ADDED_BY_PEOPLE: 1, "esco": 1, "made": 3}
    assert occupations_per_origin() == {"esco": 1, "made": 2}
    assert SkillRow.objects.get(pk=skill.pk).retired is False


def test_an_opening_may_ask_a_concept_that_is_retired_later() -> None:
    import_pack(made_pack(), by="terminal")
    import_taxonomy(taxonomy(), by="terminal")
    OpeningSkill.objects.create(opening_id="aide-1", skill_id=KNIT, importance="nice")
    import_taxonomy(without_knitting(), by="terminal")
    assert OpeningSkill.objects.get(skill=KNIT).skill.retired


def test_a_pack_s_language_is_the_one_that_is_read_from_its_files() -> None:
    import_pack(made_pack(), by="terminal")
    assert load_taxonomies() == [pack_taxonomy(made_pack())]


def test_what_people_added_speaks_along_in_the_pack_s_language() -> None:
    import_pack(made_pack(), by="terminal")
    skill = add_skill(labels={"nl": "Haken"}, alternatives={"nl": ["handwerken"]}, by="account:1")
    facts = {"isco": "7318", "sector": "care", "outlook": Outlook.STABLE, "outlook_source": "own"}
    words = {"labels": {"nl": "Haker"}, "descriptions": {"nl": "Haakt."}}
    occupation = add_occupation(**words, **facts, demands={skill.pk: "must"}, by="account:1")
    (read,) = load_taxonomies()
    assert read.skill(skill.pk).words["nl"].alternatives == ("handwerken",)
    assert read.occupation(occupation.pk).demands == (Demand(skill.pk, Importance.MUST),)


def test_a_region_pack_s_name_cannot_be_taken() -> None:
    import_pack(made_pack(), by="terminal")
    with pytest.raises(InputRefused, match="made"):
        import_taxonomy(replace(taxonomy(), name="made"), by="terminal")
    assert languages() == ()


def test_a_concept_of_another_origin_is_refused_and_nothing_changes() -> None:
    import_taxonomy(taxonomy(), by="terminal")
    with pytest.raises(InputRefused, match="already belongs to esco"):
        import_taxonomy(replace(taxonomy(), name="other"), by="terminal")
    assert [one.origin for one in languages()] == ["esco"]


def test_a_taxonomy_that_refers_to_nothing_is_refused_whole() -> None:
    lost = replace(taxonomy(), relations=(SkillRelation(SEW, Relation.RELATED, "nowhere"),))
    with pytest.raises(InputRefused, match="nowhere"):
        import_taxonomy(lost, by="terminal")
    assert not SkillRow.objects.exists()


def test_a_sign_that_the_database_cannot_hold_is_refused_in_words() -> None:
    odd = replace(taxonomy(), skills=(replace(taxonomy().skills[0], words={"en": Words("se\0w")}),))
    with pytest.raises(InputRefused, match="database"):
        import_taxonomy(replace(odd, relations=(), occupations=()), by="terminal")
    assert not SkillRow.objects.exists()


def test_all_of_esco_goes_in_and_comes_out_the_same(reference_data: Path) -> None:
    folders = [reference_data / "esco-1.2.1-nl", reference_data / "esco-1.1.1-en"]
    esco, summary = read_esco(folders, ("nl", "en"))
    report = import_taxonomy(esco, by="terminal")
    (read,) = load_taxonomies()
    assert report.parts["demands"].added == summary.links > 100_000
    assert read == esco
