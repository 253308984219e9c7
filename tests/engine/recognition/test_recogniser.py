# SPDX-License-Identifier: EUPL-1.2
"""Skills are recognised in their place, with a reason and a confidence, and not where they are not."""

from __future__ import annotations

import io
from dataclasses import replace

import numpy as np
import pytest

from overstap.engine.skills.recognition import ReasonKind, Recogniser, build_recogniser
from overstap.engine.skills.taxonomy import Skill, SkillKind, Taxonomy, Words
from tests.engine.recognition.street import street


@pytest.fixture(scope="module")
def recogniser() -> Recogniser:
    return build_recogniser(street(), ("nl", "en"))


def found(recogniser: Recogniser, text: str, language: str) -> set[str]:
    return {skill.skill for skill in recogniser.recognise(text, language)}


@pytest.mark.parametrize(
    ("text", "language", "skill"),
    [
        ("telefoon aannemen", "nl", "phone"),
        ("Ik nam de telefoon aan", "nl", "phone"),
        ("Ik heb jarenlang gelast en metaal gelast", "nl", "weld"),
        ("ruimtes schoongemaakt", "nl", "clean"),
        ("op een heftruck gereden", "nl", "forklift"),
        ("Ik beoordeelde hypotheekaanvragen", "nl", "mortgage"),
        ("I drove a forklift for six years", "en", "forklift"),
        ("Baked bread in the night", "en", "bake"),
    ],
)
def test_a_label_is_recognised_in_its_forms(
    recogniser: Recogniser, text: str, language: str, skill: str
) -> None:
    assert skill in found(recogniser, text, language)


def test_everyday_words_lead_to_the_skill(recogniser: Recogniser) -> None:
    skills = {skill.skill: skill for skill in recogniser.recognise("Drie jaar vakken gevuld", "nl")}
    assert skills["shelves"].why.kind is ReasonKind.EVERYDAY


def test_a_spelling_fault_in_a_long_word_is_forgiven(recogniser: Recogniser) -> None:
    skills = {skill.skill: skill for skill in recogniser.recognise("hypotheekaanvrgen beoordelen", "nl")}
    assert skills["mortgage"].why.kind is ReasonKind.SPELLING


def test_the_place_is_that_of_the_words(recogniser: Recogniser) -> None:
    text = "Vroeger heb ik op kantoor de telefoon aangenomen. Nu bak ik brood."
    places = {s.skill: text[s.start : s.end] for s in recogniser.recognise(text, "nl")}
    assert places["phone"] == "telefoon aangenomen"
    assert places["bake"] == "bak ik brood"


def test_literal_words_are_called_exact_and_other_forms_a_variant(recogniser: Recogniser) -> None:
    (exact,) = recogniser.recognise("heftruck rijden", "nl")
    (variant,) = recogniser.recognise("de heftruck gereden", "nl")
    assert (exact.why.kind, variant.why.kind) == (ReasonKind.EXACT, ReasonKind.VARIANT)


def test_the_reason_is_told_in_both_languages(recogniser: Recogniser) -> None:
    (skill,) = recogniser.recognise("heftruck rijden", "nl")
    assert skill.why.label == "heftruck rijden"
    assert "heftruck rijden" in skill.why.sentence["nl"]
    assert "heftruck rijden" in skill.why.sentence["en"]


def test_a_phrase_uses_up_its_words() -> None:
    serve = Skill(
        "serve", SkillKind.SKILL, {"nl": Words("gasten bedienen", ("bedienen",)), "en": Words("serve")}
    )
    reads = build_recogniser(replace(street(), skills=(*street().skills, serve)), ("nl", "en"))
    assert found(reads, "kassa bedienen", "nl") == {"till"}
    assert found(reads, "bedienen in de zaal", "nl") == {"serve"}


def test_an_item_of_a_list_that_is_a_skill_by_name_is_read_by_itself(recogniser: Recogniser) -> None:
    skills = {skill.skill: skill for skill in recogniser.recognise("Skills: Java, welding, bookkeeping", "en")}
    assert set(skills) == {"java", "weld", "books"}
    assert skills["weld"].why.words == ("welding",)


def test_a_phrase_is_not_drawn_over_a_comma_out_of_the_name_of_another_skill() -> None:
    documents = Skill(
        "documents", SkillKind.SKILL, {"en": Words("document check"), "nl": Words("papieren nazien")}
    )
    writing = Skill(
        "writing", SkillKind.SKILL, {"en": Words("documentation"), "nl": Words("stukken schrijven")}
    )
    taxonomy = replace(street(), skills=(*street().skills, documents, writing))
    assert found(build_recogniser(taxonomy, ("nl", "en")), "check data, documented", "en") == {"writing"}


@pytest.mark.parametrize(
    ("text", "language", "skill"),
    [
        ("Ik kan geen heftruck rijden", "nl", "forklift"),
        ("Ik zou graag leren lassen", "nl", "weld"),
        ("Autorijden is niet nodig", "nl", "drive"),
        ("Mijn broer doet de boekhouding", "nl", "books"),
        ("No experience with welding", "en", "weld"),
        ("I would like to learn to bake bread", "en", "bake"),
        ("communicating with everyone", "en", "teach-talk"),
        ("Ik communiceer graag", "nl", "teach-talk"),
    ],
)
def test_what_is_no_skill_of_the_writer_is_left_out(
    recogniser: Recogniser, text: str, language: str, skill: str
) -> None:
    assert skill not in found(recogniser, text, language)


def test_what_follows_a_denial_still_counts(recogniser: Recogniser) -> None:
    assert found(recogniser, "Geen rijbewijs, maar wel heftruck rijden.", "nl") == {"forklift"}


@pytest.mark.parametrize("text", ["", " ", "?!", "\x00", "de het een", "🙂🙂", "a" * 20_000, "Xyzzy qwrtp."])
def test_a_text_without_skills_gives_none(recogniser: Recogniser, text: str) -> None:
    assert recogniser.recognise(text, "nl") == ()


def test_a_skill_is_given_once_and_in_order_of_place(recogniser: Recogniser) -> None:
    text = "Brood bakken. Heftruck rijden. Nog eens brood bakken."
    skills = recogniser.recognise(text, "nl")
    assert [skill.skill for skill in skills] == ["bake", "forklift"]


def test_every_place_lies_in_the_text_and_every_confidence_is_a_chance(recogniser: Recogniser) -> None:
    text = "• Telefoon aannemen\r\n• Brood bakken; muren schilderen…\n" * 200
    for skill in recogniser.recognise(text, "nl"):
        assert 0 <= skill.start < skill.end <= len(text)
        assert 0.0 < skill.confidence <= 1.0


def test_a_language_it_was_not_built_for_is_read_as_its_first() -> None:
    only_dutch = build_recogniser(street(), ("nl",))
    assert found(only_dutch, "brood bakken", "de") == {"bake"}


def test_the_order_of_words_does_not_matter_within_a_clause(recogniser: Recogniser) -> None:
    assert (
        found(recogniser, "Brood bak ik zelf", "nl") == found(recogniser, "Zelf bak ik brood", "nl") == {"bake"}
    )


def test_ranking_gives_as_many_as_asked_best_first(recogniser: Recogniser) -> None:
    ranked = recogniser.rank("I weld metal and cook meals", "en", 5)
    assert {skill for skill, _ in ranked[:2]} == {"weld", "cook"}
    assert len(ranked) == 5
    assert [score for _, score in ranked] == sorted((score for _, score in ranked), reverse=True)
    assert len(recogniser.rank("", "en", 1000)) == len(street().skills)


def test_dutch_words_reach_a_skill_that_only_has_english_ones() -> None:
    # "brood" and "bread" are tied by one skill; another has only the English word.
    skills = tuple(
        replace(skill, words={"en": skill.words["en"]}) if skill.id == "bake" else skill
        for skill in street().skills
    )
    bread = replace(
        skills[0], id="slice", words={"nl": _relabel("brood snijden"), "en": _relabel("slice bread")}
    )
    more = replace(skills[0], id="sell", words={"nl": _relabel("brood verkopen"), "en": _relabel("sell bread")})
    taxonomy = replace(street(), skills=(*skills, bread, more))
    ranked = build_recogniser(taxonomy, ("nl", "en")).rank("brood", "nl", 3)
    assert {skill for skill, _ in ranked} == {"slice", "sell", "bake"}


def _relabel(label: str):  # type: ignore[no-untyped-def]
    return replace(street().skills[0].words["nl"], label=label, alternatives=())


def test_a_recogniser_from_a_file_recognises_the_same(recogniser: Recogniser) -> None:
    file = io.BytesIO()
    np.savez(file, **recogniser.to_arrays())
    file.seek(0)
    with np.load(file, allow_pickle=False) as stored:
        loaded = Recogniser.from_arrays(street(), dict(stored))
    for text, language in (("Ik nam de telefoon aan en bakte brood", "nl"), ("I drove a forklift", "en")):
        assert loaded.recognise(text, language) == recogniser.recognise(text, language)
        assert loaded.rank(text, language, 20) == recogniser.rank(text, language, 20)


def test_arrays_of_another_taxonomy_are_refused(recogniser: Recogniser) -> None:
    fewer = replace(street(), skills=street().skills[1:])
    with pytest.raises(ValueError, match="another taxonomy"):
        Recogniser.from_arrays(fewer, recogniser.to_arrays())


def test_a_build_gives_the_same_every_time(recogniser: Recogniser) -> None:
    again = build_recogniser(street(), ("nl", "en")).to_arrays()
    for name, array in recogniser.to_arrays().items():
        np.testing.assert_array_equal(array, again[name], err_msg=name)


def test_a_language_of_nothing_can_be_built() -> None:
    empty = build_recogniser(Taxonomy("empty", "1", ("nl",), ()), ("nl",))
    assert empty.recognise("brood bakken", "nl") == ()
    assert empty.rank("brood bakken", "nl", 5) == ()


def test_at_least_one_language_is_needed() -> None:
    with pytest.raises(ValueError, match="language"):
        build_recogniser(street(), ())
