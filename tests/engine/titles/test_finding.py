# SPDX-License-Identifier: EUPL-1.2
"""What someone types leads to the occupation they mean."""

from __future__ import annotations

from dataclasses import replace

import pytest

from overstap.engine.skills.taxonomy import Occupation, Taxonomy, Words
from overstap.engine.skills.titles import Kind, TitleIndex, build_title_index
from tests.engine.titles.town import town


@pytest.fixture(scope="module")
def index() -> TitleIndex:
    return build_title_index(town(), ("nl", "en"))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("baliemedewerker bank", "bank-clerk"),
        ("Bank baliemedewerker", "bank-clerk"),
        ("verpleegkundige ic", "icu-nurse"),
        ("monteur cv ketels", "boiler-fitter"),
        ("heftruck", "forklift"),
        ("juf basisschool", "teacher"),
        ("medewerker kassa", "cashier"),
        ("kassamedewerkster (m/v)", "cashier"),
        ("caissiere", "cashier"),
        ("verkoopster", "seller"),
        ("directrice", "director"),
        ("ruitenwasser", "window-cleaner"),
        ("poetshulp", "cleaner"),
        ("verplegkundige", "nurse"),
        ("elektrcien", "electrician"),
        ("VRACHTWAGENCHAUFFEUR", "truck"),
        ("software developer", "developer"),
        ("truck driver", "truck"),
    ],
)
def test_a_dutch_title_leads_to_what_is_meant(index: TitleIndex, typed: str, meant: str) -> None:
    assert index.find(typed, "nl")[0].id == meant


@pytest.mark.parametrize(
    ("typed", "meant"), [("nurse", "nurse"), ("teachers primary school", "teacher"), ("cooks", "cook")]
)
def test_an_english_title_leads_to_what_is_meant(index: TitleIndex, typed: str, meant: str) -> None:
    found = index.find(typed, "en")[0]
    assert found.id == meant
    assert found.label == town().occupation(meant).words["en"].label


@pytest.mark.parametrize(
    ("typed", "meant"), [("heft", "forklift"), ("kassamede", "cashier"), ("verpleegk", "nurse")]
)
def test_half_a_word_is_enough_while_typing(index: TitleIndex, typed: str, meant: str) -> None:
    assert meant in [found.id for found in index.find(typed, "nl", 3)]


@pytest.mark.parametrize("typed", ["", "   ", "💥", "-/()", "\n\t", "\x00"])
def test_a_text_without_letters_finds_nothing(index: TitleIndex, typed: str) -> None:
    assert index.find(typed, "nl") == ()


@pytest.mark.parametrize("typed", ["kok " * 5_000, "x" * 100_000, "۱۲۳", "ß", "de het een", "a", "kok\ud800"])
def test_a_strange_text_does_no_harm(index: TitleIndex, typed: str) -> None:
    assert all(0 < found.score <= 1 for found in index.find(typed, "nl"))


def test_the_very_label_comes_first_and_says_so(index: TitleIndex) -> None:
    found = index.find("Cv-Monteur", "nl")[0]
    assert (found.id, found.matched, found.why.kind) == ("boiler-fitter", "cv-monteur", Kind.EXACT)
    assert found.score > 0.8


@pytest.mark.parametrize(
    ("typed", "query", "label", "how"),
    [
        ("verpleegkundige ic", "ic", "ic", Kind.WORDS),
        ("medewerker kassa", "kassa", "kassamedewerker", Kind.PART),
        ("elektrcien", "elektrcien", "elektricien", Kind.SPELLING),
        ("juf basisonderwijs", "juf", "leraar", Kind.MEANING),
    ],
)
def test_the_reason_names_the_words_that_met(
    index: TitleIndex, typed: str, query: str, label: str, how: Kind
) -> None:
    pairs = index.find(typed, "nl")[0].why.pairs
    assert (query, label, how) in [(pair.query, pair.label, pair.how) for pair in pairs]


def test_words_that_met_nothing_are_named(index: TitleIndex) -> None:
    assert index.find("bakker zwemvliezen", "nl")[0].why.unmatched == ("zwemvliezen",)


def test_scores_fall_and_every_occupation_comes_once(index: TitleIndex) -> None:
    found = index.find("medewerker winkel", "nl")
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    assert len({one.id for one in found}) == len(found)


def test_no_more_come_than_were_asked_for(index: TitleIndex) -> None:
    assert len(index.find("verpleegkundige", "nl", 2)) == 2
    assert index.find("verpleegkundige", "nl", 0) == ()


def test_equal_occupations_come_in_the_order_of_their_ids() -> None:
    twins = tuple(Occupation(id_, {"nl": Words("kok")}, "5120") for id_ in ("b", "c", "a"))
    index = build_title_index(Taxonomy("twins", "1", ("nl",), (), occupations=twins), ("nl",))
    assert [found.id for found in index.find("kok", "nl")] == ["a", "b", "c"]


def test_the_preferred_label_is_ahead_of_an_alternative_one() -> None:
    both = (
        Occupation("a", {"nl": Words("vleeswarenbereider", ("slager",))}, "7511"),
        Occupation("b", {"nl": Words("slager", ("vleeshouwer",))}, "7511"),
    )
    more = replace(town(), occupations=(*both, *town().occupations))
    index = build_title_index(more, ("nl",))
    assert index.find("slager", "nl")[0].id == "b"


def test_the_same_taxonomy_gives_the_same_answers(index: TitleIndex) -> None:
    again = build_title_index(town(), ("nl", "en"))
    for typed in ("verpleegkundige", "winkel", "chauffeur"):
        assert again.find(typed, "nl") == index.find(typed, "nl")


@pytest.mark.parametrize("occupations", [0, 1])
def test_next_to_nothing_can_be_searched(occupations: int) -> None:
    some = town().occupations[:occupations]
    index = build_title_index(Taxonomy("tiny", "1", ("nl",), town().skills, occupations=some), ("nl",))
    assert [found.id for found in index.find("baliemedewerker", "nl")] == ["bank-clerk"][:occupations]


def test_a_language_without_labels_falls_back_on_one_that_has_them(index: TitleIndex) -> None:
    english = build_title_index(town(), ("en", "fr"))
    assert english.languages == ("en",)
    assert english.find("receptionist", "nl")[0].id == "receptionist"
