# SPDX-License-Identifier: EUPL-1.2
"""Titles are cut into parts that mean something, whoever does the job."""

from __future__ import annotations

import pytest

from overstap.engine.skills.compounds import CompoundSplitter
from overstap.engine.skills.titles.forms import neutral_form
from overstap.engine.skills.titles.grams import GramIndex
from overstap.engine.skills.titles.synonyms import read_synonyms
from overstap.engine.skills.titles.words import TitleWords, title_key

COUNTS = {
    "kassa": 8, "medewerker": 90, "bedrijf": 40, "leider": 30, "verkoper": 20, "heftruck": 9, "chauffeur": 30,
    "verpleegkundige": 60, "verpleeg": 1, "kundige": 2, "operator": 50, "opera": 5, "landbouw": 30, "land": 9,
    "bouw": 9, "machine": 20, "schrijver": 9, "lezer": 5, "coordinator": 20, "adviseur": 20, "minister": 5,
}  # fmt: skip


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("kassamedewerker", ("kassa", "medewerker")),
        ("bedrijfsleider", ("bedrijf", "leider")),
        ("heftruckchauffeur", ("heftruck", "chauffeur")),
        ("landbouwmachine", ("landbouw", "machine")),
        ("verpleegkundige", ("verpleegkundige",)),
        ("operator", ("operator",)),
        ("onbekendwoord", ("onbekendwoord",)),
        ("kassa2medewerker", ("kassa2medewerker",)),
        ("kok", ("kok",)),
        ("", ("",)),
    ],
)
def test_a_compound_is_cut_where_the_vocabulary_shows_it(word: str, parts: tuple[str, ...]) -> None:
    assert CompoundSplitter(COUNTS).split(word) == parts


@pytest.mark.parametrize(
    ("feminine", "neutral"),
    [
        ("medewerkster", "medewerker"),
        ("verkoopster", "verkoper"),
        ("schrijfster", "schrijver"),
        ("leesster", "lezer"),
        ("coordinatrice", "coordinator"),
        ("adviseuse", "adviseur"),
        ("minister", "minister"),
        ("kassa", "kassa"),
    ],
)
def test_a_feminine_title_is_the_same_job(feminine: str, neutral: str) -> None:
    assert neutral_form(feminine, COUNTS) == neutral


def test_gender_and_plural_of_a_compound_do_not_matter() -> None:
    words = TitleWords("nl", COUNTS)
    expected = words.stems("medewerker kassa")
    assert sorted(words.stems("kassamedewerkster (m/v)")) == sorted(expected)


def test_function_words_count_only_when_there_is_nothing_else() -> None:
    words = TitleWords("nl", COUNTS)
    assert words.stems("operator van de machine") == words.stems("operator machine")
    assert len(words.units("van de")) == 2


def test_titles_are_equal_whatever_their_signs() -> None:
    assert title_key("IC-Verpleegkundige (m/v)") == title_key("ic verpleegkundige")
    assert title_key("kok") != title_key("bok")


def test_every_line_of_the_synonyms_can_be_met() -> None:
    words = TitleWords("nl", COUNTS)
    synonyms = read_synonyms(words)
    assert synonyms.spans(words.stems("juf")) != []
    assert read_synonyms(TitleWords("en", {})).spans(["nurse"]) == []
    group = {group for _, _, group in synonyms.spans(words.stems("basisschool"))}
    assert group & {group for _, _, group in synonyms.spans(words.stems("lager onderwijs"))}


def test_like_letters_score_higher_than_unlike_ones() -> None:
    scores = GramIndex.build(["verpleegkundige", "verpleegster", "kok"], (2, 4)).scores("verplegkundige")
    assert scores[0] > scores[1] > scores[2] >= 0
    assert GramIndex.build(["kok"], (2, 4)).scores("kok")[0] == pytest.approx(1)
