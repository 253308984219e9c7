# SPDX-License-Identifier: EUPL-1.2
"""`overstap pack made-up`: what it writes, and where it does not."""

from __future__ import annotations

import json
from pathlib import Path

from typer.testing import CliRunner, Result

from overstap.cli.pack import app
from overstap.engine import InputRefused, read_pack

SMALL = ("--openings", "40", "--people", "5", "--skills", "300", "--occupations", "10", "--courses", "6")


def run(path: Path, *arguments: str) -> Result:
    return CliRunner().invoke(app, ["made-up", str(path), *SMALL, "--today", "2027-01-04", *arguments])


def test_it_writes_a_pack_that_is_right(tmp_path: Path) -> None:
    outcome = run(tmp_path / "pack", "--json", "--seed", "5")
    assert outcome.exit_code == 0, outcome.output
    said = json.loads(outcome.stdout)
    pack = read_pack(tmp_path / "pack")
    assert said["tables"] == {name: len(rows) for name, rows in pack.tables.items()}
    assert (said["tables"]["openings"], said["tables"]["people"], said["pack"]) == (40, 5, "made-up")
    page = (Path(__file__).parents[2] / "docs" / "reference" / "cli-json.md").read_text(encoding="utf-8")
    part = page.split("## `overstap pack made-up")[1].split("\n## ")[0]
    assert {key for key in said if f"`{key}`" not in part} == set()


def test_it_says_what_it_wrote(tmp_path: Path) -> None:
    outcome = run(tmp_path / "pack.zip", "--format", "csv")
    rows = sum(len(table) for table in read_pack(tmp_path / "pack.zip").tables.values())
    assert str(rows) in outcome.stdout


def test_nothing_else_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear")
    assert isinstance(run(tmp_path).exception, InputRefused)
    assert [file.name for file in tmp_path.iterdir()] == ["letter.txt"]
