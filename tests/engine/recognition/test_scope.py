# SPDX-License-Identifier: EUPL-1.2
"""What is denied, wished for or somebody else's is told apart from what is one's own."""

from __future__ import annotations

import pytest

from overstap.engine.skills.recognition.clauses import clauses
from overstap.engine.skills.recognition.scope import Scope


def scopes(text: str, language: str) -> dict[str, Scope]:
    return {text[c.start : c.end].strip(" ,.;:"): c.scope for c in clauses(text, language)}


@pytest.mark.parametrize(
    ("text", "language", "denied"),
    [
        ("Ik heb geen rijbewijs", "nl", "rijbewijs"),
        ("Een diploma is niet nodig", "nl", "diploma"),
        ("Daar heb ik nog nooit mee gewerkt", "nl", "gewerkt"),
        ("No experience with forklifts", "en", "forklifts"),
        ("I have never worked in a kitchen", "en", "kitchen"),
        ("Welding is not required", "en", "Welding"),
        ("You may come without a driving licence", "en", "licence"),
    ],
)
def test_a_denial_is_no_skill(text: str, language: str, denied: str) -> None:
    assert [scope for piece, scope in scopes(text, language).items() if denied in piece] == [Scope.DENIED]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Ik wil graag leren timmeren", "nl"),
        ("Ik zou later kok willen worden", "nl"),
        ("Wij bieden een opleiding aan", "nl"),
        ("I would love to learn welding", "en"),
        ("we offer free training", "en"),
    ],
)
def test_a_wish_or_an_offer_is_no_skill(text: str, language: str) -> None:
    assert set(scopes(text, language).values()) == {Scope.WISHED}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Mijn zus werkt in de zorg", "nl"),
        ("De leverancier levert de kozijnen", "nl"),
        ("my wife is a nurse", "en"),
    ],
)
def test_what_someone_else_does_is_no_skill_of_ones_own(text: str, language: str) -> None:
    assert set(scopes(text, language).values()) == {Scope.OTHERS}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Ik kan niet alleen koken maar ook bakken", "nl"),
        ("Nachtdiensten zijn geen probleem", "nl"),
        ("I don't only cook but also bake", "en"),
        ("I work without supervision", "en"),
    ],
)
def test_not_every_no_is_a_denial(text: str, language: str) -> None:
    assert set(scopes(text, language).values()) == {Scope.OWN}


def test_a_denial_stops_where_the_sentence_turns() -> None:
    found = scopes("Koken kan ik niet, maar bakken wel.", "nl")
    assert found == {"Koken kan ik niet": Scope.DENIED, "maar bakken wel": Scope.OWN}


def test_a_denial_holds_for_the_list_it_opens() -> None:
    found = scopes("Ik heb geen ervaring met koken, bakken of braden, maar afwassen gaat prima", "nl")
    assert found["bakken of braden"] is Scope.DENIED
    assert found["maar afwassen gaat prima"] is Scope.OWN


def test_what_stands_before_a_lack_is_still_asked() -> None:
    found = scopes("Wij zoeken een schilder zonder rijbewijs", "nl")
    assert found == {"Wij zoeken een schilder": Scope.OWN, "zonder rijbewijs": Scope.DENIED}


def test_bullets_and_lines_are_sentences_of_their_own() -> None:
    text = "Taken:\n- koken\n- afwassen\n• serveren"
    assert len({clause.sentence for clause in clauses(text, "nl")}) == 4


@pytest.mark.parametrize(
    ("text", "language", "own"),
    [
        ("ik heb geen rijbewijs. ik kan goed koken. ik spreek engels", "nl", "ik kan goed koken"),
        ("nooit gelast! wel gekookt? ik bak ook brood", "nl", "ik bak ook brood"),
        ("i have no licence. i can cook", "en", "i can cook"),
        ("geen rijbewijs, ik kan koken", "nl", "ik kan koken"),
    ],
)
def test_a_denial_ends_with_its_sentence_without_capitals_too(text: str, language: str, own: str) -> None:
    assert scopes(text, language)[own] is Scope.OWN


@pytest.mark.parametrize(
    ("text", "language", "denied"),
    [
        ("BHV (verlopen)", "nl", {"BHV", "verlopen"}),
        ("VCA verlopen in 2020, EHBO", "nl", {"VCA verlopen in 2020"}),
        ("First aid - expired", "en", {"First aid", "expired"}),
        ("Verlopen producten weghalen", "nl", set()),
        ("English (fluent), Hindi (native), Dutch (A2)", "en", {"Dutch", "A2"}),
        ("Dutch (B1), English (fluent)", "en", set()),
        ("I speak English and a little Dutch", "en", {"a little Dutch"}),
        ("Ik spreek een beetje Nederlands en goed Engels", "nl", {"een beetje Nederlands"}),
        ("Posters (A2)", "en", set()),
    ],
)
def test_what_lapsed_and_a_language_hardly_known_are_no_skill(
    text: str, language: str, denied: set[str]
) -> None:
    found = {piece.strip("() ") for piece, scope in scopes(text, language).items() if scope is Scope.DENIED}
    assert found == denied


@pytest.mark.parametrize(
    "text",
    [
        "ervaring met o.a. kassa en balie",
        "ik doe de kas (incl. afsluiten) en bijv. de post",
        "na 3.5 jaar Node.js",
        "werken m.b.v. een heftruck",
        "several tools, e.g. welding torches etc. in a shop",
    ],
)
def test_an_abbreviation_ends_no_sentence(text: str) -> None:
    assert {clause.sentence for clause in clauses(text, "nl")} == {0}


@pytest.mark.parametrize("text", ["", "   \n ", "…", "((()))", "\x00\x01"])
def test_nothing_readable_gives_no_clause_with_words(text: str) -> None:
    assert all(not any(letter.isalnum() for letter in text[c.start : c.end]) for c in clauses(text, "nl"))
