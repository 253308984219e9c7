# SPDX-License-Identifier: EUPL-1.2
"""`overstap skills recognise` and `overstap evaluate sentences`: what they print and how they end."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from overstap.cli.evaluate_sentences import sentences
from overstap.cli.output import MISUSED, NOT_FOUND
from overstap.cli.recognise import recognise
from overstap.engine.problems import InputRefused

app = typer.Typer()
app.command("recognise")(recognise)
app.command("sentences")(sentences)

HEADER = "conceptType,conceptUri,skillType,reuseLevel,preferredLabel,altLabels,description\n"
ROWS = (
    "KnowledgeSkillCompetence,http://data.europa.eu/esco/skill/a,skill,,brood bakken,,Brood in de oven.\n"
    "KnowledgeSkillCompetence,http://data.europa.eu/esco/skill/b,skill,,metaal lassen,,Metaal lassen.\n"
    "KnowledgeSkillCompetence,http://data.europa.eu/esco/skill/c,skill,,heftruck rijden,,Heftruck rijden.\n"
)


@pytest.fixture
def esco(tmp_path: Path) -> Path:
    folder = tmp_path / "esco"
    folder.mkdir()
    (folder / "skills_nl.csv").write_text(HEADER + ROWS)
    return folder


def run(*arguments: object, input_: str | bytes | None = None) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], input=input_)


def test_a_text_as_json(esco: Path) -> None:
    text = "Vroeger heb ik brood gebakken."
    outcome = run("recognise", text, "--esco", esco, "--json")
    printed = json.loads(outcome.stdout)
    assert (outcome.exit_code, set(printed)) == (0, {"language", "skills"})
    (skill,) = printed["skills"]
    assert skill["id"] == "http://data.europa.eu/esco/skill/a"
    assert (skill["label"], skill["text"]) == ("brood bakken", "brood gebakken")
    assert text[skill["start"] : skill["end"]] == skill["text"]
    assert 0 < skill["confidence"] <= 1
    assert skill["why"]["kind"] == "variant"
    assert set(skill["why"]["sentence"]) == {"nl", "en"}


def test_a_text_from_standard_input_by_the_shipped_pack() -> None:
    outcome = run("recognise", "-", "--json", input_="Ik deed de kas en nam de telefoon aan.")
    assert outcome.exit_code == 0
    assert {skill["text"] for skill in json.loads(outcome.stdout)["skills"]} >= {"deed de kas"}


def test_a_text_for_people(esco: Path) -> None:
    outcome = run("recognise", "heftruck rijden", "--esco", esco)
    assert outcome.exit_code == 0
    assert "heftruck rijden" in outcome.stdout


def test_a_text_without_skills_is_not_found_and_still_json(esco: Path) -> None:
    outcome = run("recognise", "xyzzy", "--esco", esco, "--json")
    assert outcome.exit_code == NOT_FOUND
    assert json.loads(outcome.stdout) == {"language": "nl", "skills": []}


def test_a_pack_and_esco_together_are_a_wrong_call(esco: Path) -> None:
    assert run("recognise", "x", "--esco", esco, "--pack", esco).exit_code == MISUSED


def test_an_unknown_language_and_other_bytes_are_refused(esco: Path) -> None:
    assert isinstance(run("recognise", "x", "--esco", esco, "--lang", "xx").exception, InputRefused)
    assert isinstance(run("recognise", "-", "--esco", esco, input_=b"\xff\xfe").exception, InputRefused)


def test_sentences_are_measured(esco: Path, tmp_path: Path) -> None:
    file = tmp_path / "sentences.csv"
    uri = "http://data.europa.eu/esco/skill/a"
    file.write_text(f"sentence,gold,must_not\nIk heb brood gebakken.,{uri},\nGeen heftruck rijden.,,{uri}\n")
    outcome = run("sentences", "--file", file, "--esco", esco, "--lang", "nl", "--json")
    printed = json.loads(outcome.stdout)
    assert (outcome.exit_code, printed["mrr"], printed["must_not_accepted"]) == (0, 1.0, 0.0)
    assert "overstap" in run("sentences", "--file", file, "--esco", esco, "--lang", "nl").stdout


def test_a_file_of_something_else_is_refused(esco: Path, tmp_path: Path) -> None:
    file = tmp_path / "other.csv"
    file.write_text("a,b\n1,2\n")
    assert isinstance(run("sentences", "--file", file, "--esco", esco).exception, InputRefused)
