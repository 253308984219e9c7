# SPDX-License-Identifier: EUPL-1.2
"""From one version of a language to the next nothing is dropped in silence."""

from hypothesis import given
from hypothesis import strategies as st

from overstap.engine.skills.taxonomy import Occupation, Skill, SkillKind, Taxonomy, Words
from overstap.engine.skills.versions import How, compare_versions


def skill(id_: str, label: str, *others: str, group: str = "g") -> Skill:
    return Skill(id_, SkillKind.SKILL, {"en": Words(label, others)}, groups=(group,))


def version(name: str, *skills: Skill) -> Taxonomy:
    return Taxonomy("esco", name, ("en",), skills)


def test_the_same_id_is_the_same_concept_and_a_new_name_is_reported():
    change = compare_versions(
        version("1", skill("a", "count money"), skill("b", "sell")),
        version("2", skill("a", "count cash"), skill("b", "sell")),
    ).skills
    assert change.same == 2
    assert [(one.id, one.labels) for one in change.renamed] == [("a", {"en": ("count money", "count cash")})]
    assert change.disappeared == ()


def test_what_disappeared_is_mapped_by_label_then_by_alternative_then_by_likeness():
    old = version(
        "1",
        skill("a", "count money"),
        skill("b", "add up coins"),
        skill("c", "drive a large lorry"),
        skill("d", "shoe horses"),
    )
    new = version(
        "2",
        skill("n1", "Count money"),
        skill("n2", "handle cash", "add up coins"),
        skill("n3", "drive a lorry"),
        skill("n4", "drive a large lorry abroad", group="elsewhere"),
    )
    change = compare_versions(old, new).skills
    assert {(one.old, one.new, one.how) for one in change.mapped} == {
        ("a", "n1", How.SAME_LABEL),
        ("b", "n2", How.MERGED),
        ("c", "n3", How.ALIKE),
    }
    assert change.lost == ("d",)
    assert change.added == ("n1", "n2", "n3", "n4")


def test_occupations_are_compared_within_their_isco_group():
    def of(name, id_, label, isco):
        return Taxonomy("esco", name, ("en",), (), occupations=(Occupation(id_, {"en": Words(label)}, isco),))

    same_group = compare_versions(of("1", "a", "bank clerk", "4211"), of("2", "b", "senior bank clerk", "4211"))
    other_group = compare_versions(of("1", "a", "bank clerk", "4211"), of("2", "b", "senior bank clerk", "9"))
    assert [one.new for one in same_group.occupations.mapped] == ["b"]
    assert other_group.occupations.lost == ("a",)


names = st.sampled_from(["count money", "count coins", "sell", "sell shoes", "repair shoes"])
some_skills = st.dictionaries(st.sampled_from("abcdefg"), names, max_size=7).map(
    lambda labels: tuple(skill(id_, label) for id_, label in labels.items())
)


@given(some_skills, some_skills)
def test_every_old_concept_is_accounted_for_exactly_once(old, new):
    change = compare_versions(version("1", *old), version("2", *new)).skills
    listed = [one.old for one in change.mapped] + list(change.lost)
    assert len(listed) == len(set(listed))
    assert change.same + len(listed) == len(old)
    assert set(listed) == {one.id for one in old} - {one.id for one in new}
    assert {one.new for one in change.mapped} <= {one.id for one in new}
