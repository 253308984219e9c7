# SPDX-License-Identifier: EUPL-1.2
"""`overstap evaluate transitions` and `overstap compare occupations`: what they print and how they end."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from overstap.cli.compare import app as compare
from overstap.cli.evaluate import app as evaluate
from overstap.cli.output import MISUSED, NOT_FOUND
from overstap.engine.problems import InputRefused
from tests.engine.skills.onet_folder import onet_folder

MOVES = "origin,destination,count\n35-2014,35-1010,5\n43-4051,35-2014,2\n35-2014,99-9999,1\n"


@pytest.fixture
def moves(tmp_path: Path) -> Path:
    file = tmp_path / "moves.csv"
    file.write_text(MOVES)
    return file


@pytest.fixture
def onet(tmp_path: Path) -> Path:
    return onet_folder(tmp_path / "onet")


def test_transitions_are_measured_as_json(moves: Path, onet: Path) -> None:
    outcome = CliRunner().invoke(
        evaluate, ["transitions", "--moves", str(moves), "--onet", str(onet), "--json"]
    )
    assert outcome.exit_code == 0
    printed = json.loads(outcome.stdout)
    assert set(printed["product"]) >= {"mrr", "recall_at_10", "recall_at_50", "recall_at_100"}
    assert set(printed) >= {"product", "size", "overlap", "moves", "pairs", "origins", "candidates"}
    assert (printed["moves"], printed["candidates"]) == (7, 3)
    assert (printed["unknown"], printed["left_out"]) == ({"99-9999": 1}, 1)
    assert "99-9999" in outcome.stderr


def test_one_language_is_needed_and_no_more(moves: Path, onet: Path) -> None:
    for extra in ([], ["--onet", str(onet), "--esco", str(onet)]):
        outcome = CliRunner().invoke(evaluate, ["transitions", "--moves", str(moves), *extra])
        assert outcome.exit_code == MISUSED


def test_moves_in_other_codes_are_refused(tmp_path: Path, onet: Path) -> None:
    file = tmp_path / "other.csv"
    file.write_text("origin,destination\n5120.1,7512.1\n")
    outcome = CliRunner().invoke(evaluate, ["transitions", "--moves", str(file), "--onet", str(onet)])
    assert isinstance(outcome.exception, InputRefused)


def test_two_occupations_of_the_region_in_words_and_as_json() -> None:
    said = CliRunner().invoke(compare, ["occupations", "baliemedewerker bank", "cleaner"])
    assert said.exit_code == 0
    assert "ongewone overstap" in " ".join(said.stdout.split())
    printed = json.loads(
        CliRunner().invoke(compare, ["occupations", "bank-counter-clerk", "cleaner", "--json"]).stdout
    )
    assert printed["destination"] == {"id": "cleaner", "label": "Schoonmaker"}
    assert printed["usual"]["grade"] == "unusual"
    assert set(printed) >= {"fit", "use", "carried", "new", "unused", "level", "pay", "usual", "words"}


def test_two_occupations_of_onet_by_title_and_code(onet: Path) -> None:
    arguments = ["occupations", "line cook", "35-1011.00", "--onet", str(onet), "--lang", "en", "--json"]
    printed = json.loads(CliRunner().invoke(compare, arguments).stdout)
    assert (printed["origin"]["label"], printed["level"]) == ("Cooks", [2, 3])


def test_a_title_that_names_nothing_is_not_found(onet: Path) -> None:
    outcome = CliRunner().invoke(compare, ["occupations", "line cook", "astronaut", "--onet", str(onet)])
    assert outcome.exit_code == NOT_FOUND


def test_there_is_no_step_to_the_same(onet: Path) -> None:
    outcome = CliRunner().invoke(compare, ["occupations", "line cook", "Cooks", "--onet", str(onet)])
    assert isinstance(outcome.exception, InputRefused)
