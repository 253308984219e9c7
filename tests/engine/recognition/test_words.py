# SPDX-License-Identifier: EUPL-1.2
"""Word forms, separable verbs, compounds and spelling faults come back to the words of labels."""

from __future__ import annotations

import pytest

from overstap.engine.skills.recognition.inflection import Inflection
from overstap.engine.skills.recognition.spelling import Speller
from overstap.engine.skills.recognition.terms import TermReader

DUTCH = frozenset(
    ("werken", "lassen", "maken", "aannemen", "telefoon", "schoonmaken", "geven", "rijden", "kassa", "agenda")
) | {"verven", "bijhouden", "pools"}


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("werkt", "werken"),
        ("werkte", "werken"),
        ("gewerkt", "werken"),
        ("gelast", "lassen"),
        ("laste", "lassen"),
        ("maakten", "maken"),
        ("aangenomen", "aannemen"),
        ("schoongemaakt", "schoonmaken"),
        ("gaf", "geven"),
        ("gereden", "rijden"),
        ("verfde", "verven"),
        ("agenda's", "agenda"),
        ("kassas", "kassa"),
    ],
)
def test_a_dutch_form_meets_its_infinitive_or_singular(written: str, meant: str) -> None:
    dutch = Inflection("nl", DUTCH)
    assert dutch.stem(written) == dutch.stem(meant)


@pytest.mark.parametrize(("one", "other"), [("krant", "kran"), ("markt", "mark"), ("poolse", "pools")])
def test_endings_that_belong_to_the_word_stay(one: str, other: str) -> None:
    dutch = Inflection("nl", DUTCH)
    assert dutch.stem(one) != dutch.stem(other)


@pytest.mark.parametrize(("written", "meant"), [("drove", "drive"), ("taught", "teach"), ("driving", "drive")])
def test_an_english_form_meets_its_verb(written: str, meant: str) -> None:
    english = Inflection("en", frozenset({meant}))
    assert english.stem(written) == english.stem(meant)


def stems(text: str) -> list[str]:
    return [term.stem for term in TermReader("nl", DUTCH, {}).read(text)]


def test_the_parts_of_a_separable_verb_are_joined() -> None:
    assert stems("ik nam de telefoon aan") == ["aannem", "telefon"]
    assert stems("hield de kassa bij.")[0] == "bijhoud"


def test_a_preposition_is_no_part_of_a_verb() -> None:
    assert "aannem" not in stems("ik nam aan de kassa plaats")


def test_a_joined_verb_stands_where_the_verb_stood() -> None:
    text = "ik nam de telefoon aan"
    term = TermReader("nl", DUTCH, {}).read(text)[0]
    assert text[term.start : term.end] == "nam"


def test_a_compound_shows_its_parts() -> None:
    counts = {"hypotheek": 20, "aanvraag": 30, "aanvragen": 30}
    reader = TermReader("nl", frozenset(counts), counts)
    (term,) = reader.read("hypotheekaanvragen")
    assert term.parts == (reader.inflection.stem("hypotheek"), reader.inflection.stem("aanvragen"))


def test_a_place_is_not_read_as_a_word() -> None:
    reader = TermReader("nl", frozenset({"leiden", "team"}), {})
    assert [t.stem for t in reader.read("In Leiden een team leiden")] == [
        reader.inflection.stem("team"),
        reader.inflection.stem("leiden"),
    ]


def test_a_long_word_with_a_fault_is_mended() -> None:
    speller = Speller(["boekhouding", "verpleging", "communicatie"])
    assert speller.mend("boekhoudng") == "boekhouding"
    assert speller.mend("communikasie") == "communicatie"


@pytest.mark.parametrize("word", ["kasa", "1234567", "verplicht", ""])
def test_short_or_far_words_are_left_alone(word: str) -> None:
    assert Speller(["kassa", "verpleging"]).mend(word) is None


def test_a_word_between_two_known_ones_is_left_alone() -> None:
    assert Speller(["planning", "planninx"]).mend("planninq") is None
