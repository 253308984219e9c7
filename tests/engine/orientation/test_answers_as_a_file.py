# SPDX-License-Identifier: EUPL-1.2
"""A file of answers is read whole or refused whole, with everything that is wrong."""

from __future__ import annotations

import json

import pytest

from overstap.engine.orientation.answers import LARGEST_FILE, read_answers
from overstap.engine.orientation.cards import Sorted
from overstap.engine.problems import InputRefused


def read(told: object) -> object:
    return read_answers(json.dumps(told).encode(), "a.json", skills={"bake"})


def test_answers_and_cards_are_read() -> None:
    answers = read_answers(b'{"answers": {"R1": 4}, "cards": {"bake": "can"}}', "a.json", skills={"bake"})
    assert answers.items == {"R1": 4}
    assert answers.cards == {"bake": Sorted.CAN}


@pytest.mark.parametrize(
    ("told", "count"),
    [
        ({}, 1),
        ([], 1),
        ({"answers": []}, 1),
        ({"answers": {"R1": 5, "I1": "4", "A1": True, "X9": 1, "S1": 2.0}}, 5),
        ({"cards": {"bake": "maybe", "weld": "can", "x": []}}, 3),
    ],
)
def test_everything_that_is_wrong_is_said_in_both_languages(told: object, count: int) -> None:
    with pytest.raises(InputRefused) as refused:
        read(told)
    assert refused.value.total == count
    for problem in refused.value.problems:
        assert problem.text("nl") != problem.text("en")


@pytest.mark.parametrize("data", [b"", b"{", b"\xff", b"[" * 100_000, b" " * (LARGEST_FILE + 1)])
def test_what_is_no_json_is_refused(data: bytes) -> None:
    with pytest.raises(InputRefused):
        read_answers(data, "a.json")
