# SPDX-License-Identifier: EUPL-1.2
"""`overstap pack check` and `overstap pack format`: what they print and how they end."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import overstap
from overstap.engine.pack import read_pack
from overstap.engine.pack.document import format_document

SHIPPED = Path(overstap.__file__).parent / "packs" / "haaglanden"


def run(*arguments: object, language: str = "en_GB.UTF-8") -> subprocess.CompletedProcess[str]:
    program = "from overstap.cli.main import main; main()"
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", program, "pack", *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=60,
        env={"LC_ALL": language, "PYTHONUTF8": "1", "COLUMNS": "100"},
    )


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("broken") / "haaglanden"
    shutil.copytree(SHIPPED, folder)
    places = folder / "places.csv"
    text = places.read_text(encoding="utf-8").split("\n")
    text[1] = text[1].replace("52.", "152.", 1)
    places.write_text("\n".join(text), encoding="utf-8")
    return folder


def test_a_good_pack_as_json():
    done = run("check", SHIPPED, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    said = json.loads(done.stdout)
    pack = read_pack(SHIPPED)
    assert said == {
        "ok": True,
        "name": pack.name,
        "version": pack.version,
        "languages": ["nl", "en"],
        "tables": {name: len(rows) for name, rows in pack.tables.items()},
    }


def test_a_good_pack_in_words():
    done = run("check", SHIPPED, language="nl_NL.UTF-8")
    assert done.returncode == 0
    assert "Haaglanden" in done.stdout
    assert "In orde." in done.stdout


def test_a_broken_pack_as_json(broken):
    done = run("check", broken, "--json")
    assert (done.returncode, done.stderr) == (3, "")
    said = json.loads(done.stdout)
    assert (said["ok"], said["total"]) == (False, 1)
    (problem,) = said["problems"]
    assert (problem["file"], problem["row"], problem["column"]) == ("places.csv", 2, "latitude")
    assert problem["value"].startswith("152.")
    assert problem["reason"] == "is out of range"
    assert problem["mend"] == "Possible is at least -90 and at most 90 degrees (WGS 84)."


def test_a_broken_pack_in_words(broken):
    done = run("check", broken, language="nl_NL.UTF-8")
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith("places.csv, rij 2, kolom latitude: “152.")
    assert "valt buiten de grenzen" in done.stderr


def test_no_pack_at_all(tmp_path):
    done = run("check", tmp_path / "none", "--json")
    assert done.returncode == 3
    assert json.loads(done.stdout)["problems"][0]["file"] == "none"


def test_the_description_of_the_format():
    done = run("format")
    assert (done.returncode, done.stdout) == (0, format_document())
