# SPDX-License-Identifier: EUPL-1.2
"""Every match can say why it is where it is."""

import pytest

from overstap.engine.matching.explain import explain
from overstap.engine.matching.model import Opening
from tests.engine.tiny import TODAY, demands, language, matcher, passport

LANGUAGE = language("a b c d e n w", relations="n<w")


def said(held: str, asked: str, tongue: str, certificates: str = "") -> str:
    openings = [Opening("job", demands(asked), certificates=frozenset(certificates.split()))]
    match = matcher(LANGUAGE, openings).match(passport(held), "job", today=TODAY)
    return explain(match, tongue, str.upper, str.title)


@pytest.mark.parametrize(
    ("held", "asked", "certificates", "dutch", "english"),
    [
        (
            "a b",
            "a! b!",
            "",
            "Past nu: je kunt 2 van de 2 dingen die dit werk vraagt; “A” en “B” kun je al.",
            "Fits now: you can do 2 of the 2 things this work asks; you already have “A” and “B”.",
        ),
        (
            "n",
            "w! a!",
            "",
            "Verder weg: je kunt 1 van de 2 dingen die dit werk vraagt; “N” komt dicht bij “W”; "
            "je mist nog “A”.",
            "Further away: you can do 1 of the 2 things this work asks; “N” comes close to “W”; "
            "you still lack “A”.",
        ),
        (
            "a b",
            "a! b! c+",
            "paper",
            "Eén stap verder: je kunt 2 van de 3 dingen die dit werk vraagt; “A” en “B” kun je al; "
            "handig om nog te leren: “C”; je hebt nog nodig: “Paper”.",
            "One step away: you can do 2 of the 3 things this work asks; you already have “A” and “B”; "
            "good to learn as well: “C”; you still need: “Paper”.",
        ),
        (
            "a",
            "a! b+ c+ d+ e+",
            "",
            "Verder weg: je kunt 1 van de 5 dingen die dit werk vraagt; “A” kun je al; "
            "handig om nog te leren: “B”, “C”, “D” en nog 1; samen is dat nog te weinig om zo te beginnen.",
            "Further away: you can do 1 of the 5 things this work asks; you already have “A”; "
            "good to learn as well: “B”, “C”, “D” and 1 more; together that is not yet enough to start "
            "right away.",
        ),
    ],
)
def test_one_sentence_in_dutch_and_in_english(held, asked, certificates, dutch, english):
    assert said(held, asked, "nl", certificates) == dutch
    assert said(held, asked, "en", certificates) == english


def test_work_that_asks_nothing_says_so():
    assert said("a", "", "en").startswith("This work does not say")


def test_an_attitude_is_named_as_asked_not_as_lacking():
    matching = matcher(LANGUAGE, {"job": "a! b! c!"}, attitudes=frozenset({"c"}))
    match = matching.match(passport("a b"), "job", today=TODAY)
    assert explain(match, "en", str.upper, str.title).endswith("the work also asks: “C”.")
