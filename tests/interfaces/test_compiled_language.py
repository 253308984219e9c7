# SPDX-License-Identifier: EUPL-1.2
"""A language that was built once is loaded by the next command, and built anew when something changed."""

from pathlib import Path

import pytest

from overstap.cli import source
from overstap.cli.source import compiled_language
from overstap.engine.skills.taxonomy import Skill, SkillKind, Taxonomy, Words

TAXONOMY = Taxonomy("t", "1", ("nl",), (Skill("a", SkillKind.SKILL, {"nl": Words("geld tellen")}),))


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    monkeypatch.setenv("OVERSTAP_HOME", str(tmp_path / "home"))
    return []


def make(made: list[str]) -> Taxonomy:
    made.append("built")
    return TAXONOMY


def test_built_once_and_again_when_a_file_changes(made, tmp_path):
    file = tmp_path / "esco.csv"
    file.write_text("one", encoding="utf-8")
    first = compiled_language([tmp_path / "esco.csv"], lambda: make(made))
    again = compiled_language([file], lambda: make(made))
    assert again.taxonomy == first.taxonomy == TAXONOMY
    assert made == ["built"]
    file.write_text("another", encoding="utf-8")
    compiled_language([file], lambda: make(made))
    assert made == ["built", "built"]


def test_a_damaged_store_is_built_anew(made, tmp_path):
    file = tmp_path / "esco.csv"
    file.write_text("one", encoding="utf-8")
    compiled_language([file], lambda: make(made))
    (stored,) = (tmp_path / "home" / "cache" / "languages").iterdir()
    (stored / "taxonomy.msgpack").write_bytes(b"\x00broken")
    assert compiled_language([file], lambda: make(made)).taxonomy == TAXONOMY
    assert made == ["built", "built"]


def test_only_so_many_are_kept(made, tmp_path, monkeypatch):
    monkeypatch.setattr(source, "_KEPT", 2)
    for number in range(4):
        folder = tmp_path / f"esco-{number}"
        folder.mkdir()
        (folder / "skills.csv").write_text(str(number), encoding="utf-8")
        compiled_language([folder], lambda: make(made))
    assert len(list((tmp_path / "home" / "cache" / "languages").iterdir())) == 2


def test_where_nothing_can_be_kept_the_command_goes_on(made, tmp_path, monkeypatch, capsys):
    blocked = tmp_path / "a-file"
    blocked.write_text("", encoding="utf-8")
    monkeypatch.setenv("OVERSTAP_HOME", str(blocked))
    assert compiled_language([tmp_path], lambda: make(made)).taxonomy == TAXONOMY
    assert "could not be kept" in capsys.readouterr().err
