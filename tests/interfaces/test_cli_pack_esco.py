# SPDX-License-Identifier: EUPL-1.2
"""`overstap pack from-esco`: what it writes, and how it ends when it is called wrongly."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from overstap.bridge.region_import import RESERVED_NAMES
from overstap.cli.output import MISUSED
from overstap.cli.pack import app
from overstap.engine import InputRefused, read_pack


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["from-esco", *(str(argument) for argument in arguments)])


@pytest.fixture
def esco(tmp_path: Path) -> Path:
    folder = tmp_path / "esco-1.2.0"
    folder.mkdir()
    skill, work = "http://data.europa.eu/esco/skill/", "http://data.europa.eu/esco/occupation/"
    skills = [f"{skill}a{number}" for number in range(8)]
    (folder / "skills_en.csv").write_text(
        "conceptUri,skillType,preferredLabel\n"
        + "".join(f"{one},skill/competence,skill {one[-2:]}\n" for one in skills)
    )
    (folder / "occupations_en.csv").write_text(
        "conceptUri,iscoGroup,preferredLabel,description,code\n"
        f"{work}b1,4211,bank teller,Works at a counter.,4211.1\n"
        f"{work}b2,4311,bookkeeper,Keeps books.,4311.1\n"
    )
    (folder / "occupationSkillRelations.csv").write_text(
        "occupationUri,relationType,skillType,skillUri\n"
        + "".join(f"{work}b1,essential,skill,{one}\n" for one in skills[:5])
        + "".join(f"{work}b2,essential,skill,{one}\n" for one in skills[3:])
    )
    return folder


def test_it_writes_a_pack_that_is_right(esco: Path, tmp_path: Path) -> None:
    asked = ("--courses", 6, "--editions", 2, "--openings", 4, "--seed", 3, "--today", "2027-01-04", "--json")
    outcome = run(esco, tmp_path / "pack", *asked)
    assert outcome.exit_code == 0, outcome.output
    said = json.loads(outcome.stdout)
    pack = read_pack(tmp_path / "pack")
    assert said["pack"] == pack.name not in RESERVED_NAMES  # it can be imported, beside ESCO itself
    assert said["tables"] == {name: len(rows) for name, rows in pack.tables.items()}
    assert (said["tables"]["courses"], said["tables"]["openings"], said["languages"]) == (6, 4, ["en"])
    page = (Path(__file__).parents[2] / "docs" / "reference" / "cli-json.md").read_text(encoding="utf-8")
    part = page.split("## `overstap pack from-esco")[1].split("\n## ")[0]
    assert {key for key in (*said, *said["left_out"]) if f"`{key}`" not in part} == set()


def test_wages_come_with_their_groups(esco: Path, tmp_path: Path) -> None:
    assert run(esco, tmp_path / "pack", "--wages", esco / "wages.csv").exit_code == MISUSED


def test_a_folder_that_holds_something_else_is_refused(esco: Path, tmp_path: Path) -> None:
    assert isinstance(run(esco, esco, "--courses", 1).exception, InputRefused)
    (tmp_path / "empty").mkdir()
    assert isinstance(run(tmp_path / "empty", tmp_path / "pack").exception, InputRefused)
