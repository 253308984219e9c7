# SPDX-License-Identifier: EUPL-1.2
"""`overstap vacancies check`: what it prints, and how it ends."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from overstap.cli.vacancies import app
from overstap.engine.problems import InputRefused

TEXT = "Kom in ons jonge team.\nJe hebt 5 jaar ervaring."


def run(*arguments: object, input_: str | None = None) -> str:
    result = CliRunner().invoke(app, ["check", *map(str, arguments)], input=input_, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_every_warning_is_told_with_its_line_ground_and_what_to_write(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "nl_NL.UTF-8")
    file = tmp_path / "vacature.txt"
    file.write_text(TEXT, encoding="utf-8")
    said = run(file)
    assert "regel 1: “jonge team” (leeftijd, de wet)" in said
    assert "regel 2: “5 jaar ervaring” (jaren ervaring, niet nodig)" in said
    assert said.count("Liever: ") == 2


def test_the_json_is_what_the_page_about_it_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    posting = {"@type": "JobPosting", "title": "Cook", "description": f"<p>{TEXT}</p>"}
    told = json.loads(run("-", "--json", "--lang", "nl", input_=json.dumps([posting, posting])))
    assert [one["title"] for one in told["vacancies"]] == ["Cook", "Cook"]
    first, second = told["vacancies"][0]["warnings"]
    assert (first["rule"], first["law"], second["rule"], second["law"]) == ("age", True, "years", False)
    page = (Path(__file__).parents[2] / "docs" / "reference" / "cli-json.md").read_text(encoding="utf-8")
    section = page.split("## `overstap vacancies check")[1].split("\n## ")[0]
    documented = set(re.findall(r"`([a-z_]+)`", section.replace("warnings[].", "")))
    assert set(first) | set(first["source"]) | set(told["vacancies"][0]) <= documented


def test_what_is_fine_says_so(tmp_path: Path) -> None:
    file = tmp_path / "vacancy.txt"
    file.write_text("You bake bread at night.", encoding="utf-8")
    assert "Nothing found" in run(file) or "Niets gevonden" in run(file)


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b'{"@type": "Person"}'])
def test_what_is_no_vacancy_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "odd"
    file.write_bytes(content)
    with pytest.raises(InputRefused):
        run(file)
    with pytest.raises(InputRefused):
        run(tmp_path / "nowhere")
