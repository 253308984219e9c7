# SPDX-License-Identifier: EUPL-1.2
"""Answers become scores; what was not answered is unknown, and a flat profile orders nothing."""

from __future__ import annotations

from collections import Counter

import pytest

from overstap.engine.orientation.items import ITEMS, MOST, Letter
from overstap.engine.orientation.profile import profile_of

ALL_MIDDLE = {item.id: 2 for item in ITEMS}


def test_there_are_five_questions_to_a_letter_in_both_languages_asked_in_turn() -> None:
    assert Counter(item.letter for item in ITEMS) == dict.fromkeys(Letter, 5)
    assert [item.letter for item in ITEMS[:12]] == [*Letter, *Letter]
    for language in ("nl", "en"):
        texts = [item.text[language] for item in ITEMS]
        assert len(set(texts)) == 30
        assert all(len(text.split()) <= 12 for text in texts)


def test_the_worked_examples_of_the_methods_page() -> None:
    answers = {f"R{n}": value for n, value in enumerate((4, 4, 3, 3, 4), 1)} | {"S1": 2, "S2": 1, "S3": 1}
    scores = profile_of(answers).scores
    assert scores[Letter.REALISTIC] == 90
    assert scores[Letter.SOCIAL] == pytest.approx(33.33, abs=0.01)


def test_too_few_answers_leave_a_letter_unknown() -> None:
    profile = profile_of({"R1": 4, "R2": 4})
    assert profile.scores[Letter.REALISTIC] is None
    assert not profile.complete
    assert not profile.tells
    assert profile.code == ""


def test_a_flat_profile_tells_nothing_however_high() -> None:
    for value in range(MOST + 1):
        profile = profile_of(dict.fromkeys(ALL_MIDDLE, value))
        assert profile.complete
        assert not profile.tells
        assert profile.code == ""


def test_half_a_step_apart_is_enough() -> None:
    almost = profile_of(ALL_MIDDLE | {"S1": 4})  # 10 points
    enough = profile_of(ALL_MIDDLE | {"S1": 4, "S2": 3})  # 15 points
    assert (almost.tells, enough.tells) == (False, True)
    assert enough.code == "SRI"


@pytest.mark.parametrize("answers", [{"X1": 1}, {"R1": 5}, {"R1": -1}])
def test_what_is_no_question_or_no_answer_is_refused(answers: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=next(iter(answers))):
        profile_of(answers)
