# SPDX-License-Identifier: EUPL-1.2
"""All sentences of a text are weighed in one pass, and none feels the others."""

from __future__ import annotations

import numpy as np

from overstap.engine.skills.recognition import build_recogniser
from overstap.engine.skills.recognition.evidence import gather, windows
from overstap.engine.skills.recognition.reading import read_sentences
from tests.engine.recognition.street import street

_SENTENCES = (
    "Ik heb jaren schappen bijgevuld en de kassa bediend, en in het weekend brood gebakken voor de straat.",
    "Geen rijbewijs.",
    "Nam de telefoon aan, maakte de roosters voor acht mensen en vertaalde brieven uit het Duits.",
    "Xqz.",
    "Tuinen onderhouden bij ouderen.",
)


def test_sentences_together_give_what_each_gives_alone() -> None:
    built = build_recogniser(street(), ("nl", "en"))
    text = "\n".join(_SENTENCES)
    together = {
        (skill.skill, text[skill.start : skill.end], skill.confidence) for skill in built.recognise(text, "nl")
    }
    alone = {
        (skill.skill, sentence[skill.start : skill.end], skill.confidence)
        for sentence in _SENTENCES
        for skill in built.recognise(sentence, "nl")
    }
    assert together == alone
    assert len(alone) > 5


def test_the_numbers_of_one_pass_are_those_of_one_by_one() -> None:
    built = build_recogniser(street(), ("nl", "en"))
    reader, speller = built.readers["nl"], built.spellers["nl"]
    read = read_sentences("\n".join(_SENTENCES), "nl", reader, built.model.index.number, speller)
    stretches = [windows(sentence.own) for sentence in read if sentence.own]
    for narrow in (True, False):
        together = gather(built.model, stretches, narrow=narrow)
        alone = [gather(built.model, [each], narrow=narrow) for each in stretches]
        for name in ("skills", "label"):
            np.testing.assert_array_equal(
                getattr(together, name), np.concatenate([getattr(a, name) for a in alone])
            )
        for name in ("features", "there", "called"):
            np.testing.assert_allclose(
                getattr(together, name), np.concatenate([getattr(a, name) for a in alone]), atol=1e-5
            )


def test_a_text_of_more_sentences_than_one_pass_takes() -> None:
    built = build_recogniser(street(), ("nl", "en"))
    text = "\n".join(["Ik werkte hard."] * 200 + ["Ik heb tuinen onderhouden."])
    assert [skill.skill for skill in built.recognise(text, "nl")] == ["garden"]
