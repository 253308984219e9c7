# SPDX-License-Identifier: EUPL-1.2
"""`overstap orient`: answers in, a profile and work out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from overstap.cli.orient import app
from overstap.engine.orientation.items import ITEMS
from overstap.engine.problems import InputRefused

ANSWERS = {item.id: 4 if item.letter.value == "S" else 1 for item in ITEMS}


def score(tmp_path: Path, told: object, *more: str) -> object:
    file = tmp_path / "answers.json"
    file.write_text(json.dumps(told))
    done = CliRunner().invoke(app, ["score", str(file), *more], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return json.loads(done.output) if "--json" in more else done.output


def test_json_holds_the_profile_and_the_work_that_goes_with_it(tmp_path: Path) -> None:
    told = score(tmp_path, {"answers": ANSWERS}, "--json", "--top", "3")
    assert isinstance(told, dict)
    assert told["profile"]["scores"] == {"R": 25, "I": 25, "A": 25, "S": 100, "E": 25, "C": 25}
    assert told["profile"]["code"] == "SRI"
    assert len(told["occupations"]) == 3
    assert all("S" in one["shared"] and 0.5 < one["interest"] <= 1 for one in told["occupations"])


def test_cards_change_the_order(tmp_path: Path) -> None:
    plain = score(tmp_path, {"answers": ANSWERS}, "--json")
    cards = score(tmp_path, {"answers": ANSWERS, "cards": {"help-customers": "not"}}, "--json", "--top", "200")
    assert isinstance(plain, dict)
    assert isinstance(cards, dict)
    moved = [one for one in cards["occupations"] if one["cards"] is not None]
    assert moved
    assert all(one["order"] == pytest.approx((one["interest"] - 1) / 2, abs=1e-3) for one in moved)


def test_a_flat_profile_is_told_in_words(tmp_path: Path) -> None:
    said = score(tmp_path, {"answers": dict.fromkeys(ANSWERS, 2)}, "--lang", "en")
    assert "nearly flat" in str(said)


def test_questions_are_listed() -> None:
    done = CliRunner().invoke(app, ["questions", "--json", "--lang", "nl"])
    assert [one["id"] for one in json.loads(done.output)] == [item.id for item in ITEMS]


def test_what_is_no_file_of_answers_is_refused(tmp_path: Path) -> None:
    for told in ({"answers": {"R1": 9}}, {"cards": {"no-such-skill": "can"}}):
        with pytest.raises(InputRefused):
            score(tmp_path, told)
    with pytest.raises(InputRefused):
        CliRunner().invoke(app, ["score", str(tmp_path / "none.json")], catch_exceptions=False)
