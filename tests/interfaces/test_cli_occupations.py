# SPDX-License-Identifier: EUPL-1.2
"""`overstap occupations find` and `overstap evaluate titles`: what they print and how they end."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from overstap.cli.evaluate_titles import titles
from overstap.cli.occupations import Title, app, read_titles
from overstap.cli.output import MISUSED, NOT_FOUND
from overstap.engine.problems import InputRefused

HEADER = "conceptType,conceptUri,iscoGroup,preferredLabel,altLabels,description,code\n"
ROWS = (
    "Occupation,http://data.europa.eu/esco/occupation/a,5120,kok,chef-kok,Koks koken.,5120.1\n"
    "Occupation,http://data.europa.eu/esco/occupation/b,7512,bakker,broodbakker,Bakkers bakken.,7512.1\n"
    "Occupation,http://data.europa.eu/esco/occupation/c,5131,kelner,ober,Kelners bedienen.,5131.1\n"
)


@pytest.fixture
def esco(tmp_path: Path) -> Path:
    folder = tmp_path / "esco"
    folder.mkdir()
    (folder / "occupations_nl.csv").write_text(HEADER + ROWS)
    return folder


def run(*arguments: object) -> tuple[int, str]:
    outcome = CliRunner().invoke(app, [str(argument) for argument in arguments])
    return outcome.exit_code, outcome.stdout


def test_one_title_as_json(esco: Path) -> None:
    code, printed = run("find", "Ober", "--esco", esco, "--top", 1, "--json")
    found = json.loads(printed)
    assert code == 0
    assert (found["query"], found["language"], len(found["results"])) == ("Ober", "nl", 1)
    result = found["results"][0]
    assert set(result) == {"id", "label", "score", "matched", "why"}
    assert (result["id"][-1], result["label"], result["matched"]) == ("c", "kelner", "ober")
    assert result["why"] == {"kind": "exact", "pairs": [], "unmatched": []}


def test_a_batch_gives_a_list_in_its_order_with_the_ids_of_the_file(esco: Path, tmp_path: Path) -> None:
    batch = tmp_path / "titles.tsv"
    batch.write_text("7\tbroodbakker\n\n9\tkok\n")
    code, printed = run("find", "--batch", batch, "--esco", esco, "--json")
    found = json.loads(printed)
    assert code == 0
    assert [(one["id"], one["query"], one["results"][0]["label"]) for one in found] == [
        ("7", "broodbakker", "bakker"),
        ("9", "kok", "kok"),
    ]


def test_the_shipped_region_is_searched_when_nothing_else_is_given() -> None:
    code, printed = run("find", "verpleegkundige ic", "--top", 1)
    assert code == 0
    assert "IC-verpleegkundige" in printed


def test_nothing_found_has_its_own_exit_code(esco: Path) -> None:
    code, printed = run("find", "!!", "--esco", esco, "--json")
    assert code == NOT_FOUND
    assert json.loads(printed)["results"] == []


@pytest.mark.parametrize("arguments", [("find",), ("find", "kok", "--batch", "x"), ("find", "kok", "--top", 0)])
def test_a_wrong_call_says_so(arguments: tuple[object, ...]) -> None:
    assert run(*arguments)[0] == MISUSED


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "holds no titles"),
        (b"\xff\xfe\x00", "cannot be read as text"),
        (b"1\tkok\nbakker\n", "titles.txt, row 2"),
        (b"1\tkok\t2\n", "titles.txt, row 1"),
        (b"1\tkok\n \tbakker\n", "titles.txt, row 2"),
    ],
)
def test_a_faulty_batch_is_refused_whole(tmp_path: Path, content: bytes, said: str) -> None:
    batch = tmp_path / "titles.txt"
    batch.write_bytes(content)
    with pytest.raises(InputRefused) as refused:
        read_titles(batch)
    assert said in refused.value.text("en")


def test_a_batch_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputRefused, match="is no existing file"):
        read_titles(tmp_path / "absent.txt")


def test_a_batch_from_windows_gives_its_titles_and_nothing_else(tmp_path: Path) -> None:
    batch = tmp_path / "titles.tsv"
    batch.write_bytes("\ufeff7\t kok\u2028keuken \r\n9\tbakker\r\n".encode())
    assert read_titles(batch) == [Title("kok\u2028keuken", "7"), Title("bakker", "9")]


def test_a_title_may_come_from_standard_input(esco: Path) -> None:
    outcome = CliRunner().invoke(app, ["find", "-", "--esco", str(esco), "--json"], input="ober\n")
    assert json.loads(outcome.stdout)["results"][0]["label"] == "kelner"


def test_an_unknown_language_is_refused(esco: Path) -> None:
    outcome = CliRunner().invoke(app, ["find", "kok", "--esco", str(esco), "--lang", "xx"])
    assert isinstance(outcome.exception, InputRefused)


def test_the_measure_prints_the_documented_keys(esco: Path, tmp_path: Path) -> None:
    (tmp_path / "queries.tsv").write_text("q1\tkok\nq2\tober\n")
    (tmp_path / "corpus_elements.tsv").write_text("c1\tkok\nc2\tober\nc3\tkelner\nc4\tbakker\n")
    (tmp_path / "annotations.tsv").write_text("q1\t0\tc1\t1\nq2\t0\tc2\t1\nq2\t0\tc3\t1\n")
    measure = typer.Typer()
    measure.command()(titles)
    arguments = ["--corpus", str(tmp_path), "--esco", str(esco), "--lang", "nl", "--json"]
    printed = json.loads(CliRunner().invoke(measure, arguments).stdout)
    assert set(printed) == {"mrr", "accuracy", "seconds", "baselines"}
    assert set(printed["baselines"]) == {"bm25", "char_tfidf"}
    for score in (printed, *printed["baselines"].values()):
        assert score["mrr"] == 1
        assert score["accuracy"] == {"1": 1, "5": 1, "10": 1}
        assert score["seconds"] >= 0
