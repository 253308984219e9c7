# SPDX-License-Identifier: EUPL-1.2
"""Finding a skill by typing."""

import pytest

from overstap.engine.skills.lookup import build_lookup
from overstap.engine.skills.taxonomy import Skill, SkillKind, Taxonomy, Words

SKILLS = (
    Skill("cash", SkillKind.SKILL, {"nl": Words("kassa opmaken", ("geld tellen", "de kas doen"))}),
    Skill("repair", SkillKind.SKILL, {"nl": Words("kassa's repareren")}),
    Skill("coffee", SkillKind.SKILL, {"nl": Words("café openen"), "en": Words("open a café")}),
    Skill("english", SkillKind.SKILL, {"en": Words("count money")}),
)
TAXONOMY = Taxonomy("tiny", "1", ("nl", "en"), SKILLS)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("kas", ["cash", "repair"]),
        ("kassa op", ["cash"]),
        ("geld", ["cash"]),
        ("opmaken kassa", ["cash"]),
        ("CAFE", ["coffee"]),
        ("money", ["english"]),
        ("zzz", []),
        ("", []),
        ("  !? ", []),
    ],
)
def test_every_typed_word_begins_a_word_of_the_label(typed, found):
    assert [one.skill for one in build_lookup(TAXONOMY, "nl").find(typed)] == found


def test_the_label_that_was_met_is_named():
    assert build_lookup(TAXONOMY, "nl").find("de kas")[0].matched == "de kas doen"


def test_a_skill_is_found_once_whatever_the_number_of_its_labels():
    assert len(build_lookup(TAXONOMY, "nl").find("k")) == 2
