# SPDX-License-Identifier: EUPL-1.2
"""How heavily a skill is asked follows from where and how it is written."""

from __future__ import annotations

import pytest

from overstap.engine.skills.recognition import RecognisedSkill
from overstap.engine.skills.recognition.reasons import Reason, ReasonKind
from overstap.engine.skills.taxonomy import Importance
from overstap.engine.vacancies.asked import read_asked

KNOWN = ("lassen", "heftruck", "duits", "tekening")


def recognise(text: str, language: str) -> list[RecognisedSkill]:
    """Every known word, once, where it first stands."""
    assert language == "nl"
    places = {word: text.lower().find(word) for word in KNOWN}
    return [
        RecognisedSkill(word, at, at + len(word), 0.9, Reason(ReasonKind.EXACT, word, (word,), {}))
        for word, at in places.items()
        if at >= 0
    ]


VACANCY = """Wat ga je doen
Je leest een tekening.

Wij vragen:
- je kunt lassen
- Duits is een pré

Nice to have
- heftruck

Wij bieden:
- een cursus lassen
"""


def test_headings_and_the_words_beside_a_skill_decide() -> None:
    asked = {
        one.skill: (str(one.importance), one.why["nl"]) for one in read_asked(VACANCY, "", "nl", recognise)
    }
    assert asked == {
        "lassen": ("must", "Het staat onder “Wij vragen”."),
        "tekening": ("should", "Het staat onder “Wat ga je doen”."),
        "duits": ("nice", "“is een pré” staat erbij."),
        "heftruck": ("nice", "Het staat onder “Nice to have”."),
    }


@pytest.mark.parametrize(
    ("text", "title", "importance"),
    [
        ("Lassen is vereist.", "", Importance.MUST),
        ("Je werkt met lassen.", "", Importance.SHOULD),
        ("Lassen mag. Of lassen. Of lassen.", "", Importance.MUST),
        ("Ervaring met lassen is mooi meegenomen.", "Lassen in de hal", Importance.NICE),
        ("Kom langs.", "Lassen", Importance.MUST),
    ],
)
def test_one_skill(text: str, title: str, importance: Importance) -> None:
    (asked,) = read_asked(text, title, "nl", recognise)
    assert asked.importance is importance


def test_where_the_vacancy_does_not_say_the_occupation_does() -> None:
    (asked,) = read_asked("Je werkt met lassen.", "", "nl", recognise, {"lassen": Importance.MUST})
    assert asked.importance is Importance.MUST
    (asked,) = read_asked("Lassen is fijn.", "", "nl", recognise, {"lassen": Importance.MUST})
    assert asked.importance is Importance.NICE


def test_what_is_offered_is_not_asked() -> None:
    assert read_asked("Wij bieden:\n- lassen leren\n", "", "nl", recognise) == ()
