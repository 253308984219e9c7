# SPDX-License-Identifier: EUPL-1.2
"""`overstap match openings` and `overstap match people`: what they refuse, and how they end."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from overstap.cli.match import app
from overstap.cli.output import MISUSED, NOT_FOUND
from overstap.engine.problems import InputRefused

EXAMPLE = Path(__file__).parents[2] / "docs" / "reference" / "passport-file.md"


def run(*arguments: object, input_: str | bytes | None = None) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], input=input_)


@pytest.mark.parametrize("arguments", [("openings", "--text", "kas"), ("people", "--opening", "x")])
def test_an_unknown_language_is_refused(arguments: tuple[str, ...]) -> None:
    refused = run(*arguments, "--lang", "xx").exception
    assert isinstance(refused, InputRefused)
    assert refused.problems[0].value == "xx"


def test_words_that_are_not_utf8_are_refused() -> None:
    assert isinstance(run("openings", "--text", "-", input_=b"\xff\xfe").exception, InputRefused)


@pytest.mark.parametrize("name", ["absent.json", "."])
def test_a_passport_that_cannot_be_read_is_refused(tmp_path: Path, name: str) -> None:
    assert isinstance(run("openings", "--passport", tmp_path / name).exception, InputRefused)


@pytest.mark.parametrize("arguments", [(), ("--text", "kas", "--passport", "x.json")])
def test_a_wrong_call_says_so(arguments: tuple[str, ...]) -> None:
    assert run("openings", *arguments).exit_code == MISUSED


def test_an_unknown_opening_is_not_found_and_told_as_json() -> None:
    outcome = run("people", "--opening", "nowhere", "--json")
    said = json.loads(outcome.stdout)
    assert outcome.exit_code == NOT_FOUND
    assert (said["ok"], said["total"], said["problems"][0]["value"]) == (False, 1, "nowhere")


def test_the_passport_in_the_documentation_is_read(tmp_path: Path) -> None:
    passport = tmp_path / "mijn-overstap.json"
    found = re.search(r"```json\n(.*?)```", EXAMPLE.read_text(encoding="utf-8"), re.DOTALL)
    assert found is not None
    passport.write_text(found[1], encoding="utf-8")
    outcome = run("openings", "--passport", passport, "--today", "2027-01-04", "--json")
    said = json.loads(outcome.stdout)
    assert outcome.exit_code == 0
    assert len(said["skills"]) == len(json.loads(found[1])["skills"])
    assert said["now"] or said["one_away"] or said["further"]


def test_the_answer_has_the_documented_keys_and_no_others() -> None:
    documented = (EXAMPLE.parent / "cli-json.md").read_text(encoding="utf-8")
    part = documented.split("## `overstap match openings")[1].split("## `overstap match people")[0]
    outcome = run("openings", "--text", "Ik deed de kas en hielp klanten", "--today", "2027-01-04", "--json")
    said = json.loads(outcome.stdout)
    keys = set(said) | {key for match in said["further"] for key in match}
    keys |= {key for match in said["further"] for gap in match["missing"] for key in gap}
    assert {key for key in keys if f"`{key}`" not in part} == set()
    named = re.findall(r"^\| ((?:`\w+`(?:, )?)+) \|", part, re.MULTILINE)
    assert {key.strip("`") for row in named for key in row.split(", ")} <= keys


def test_a_job_title_brings_the_usual_skills_of_that_work():
    plain = json.loads(
        run("openings", "--work", "baliemedewerker bank", "--today", "2026-12-01", "--json").stdout
    )
    assert plain["occupation"] == "bank-counter-clerk"
    assert {one["evidence"] for one in plain["skills"]} == {"inferred"}
    assert len(plain["now"]) >= 5


def test_a_title_that_names_nothing_is_told_and_ends_with_four():
    answer = run("openings", "--work", "zzqqx", "--json")
    assert answer.exit_code == 4
    assert "zzqqx" in answer.stdout


def test_an_opening_says_how_the_pool_grows():
    plain = json.loads(run("people", "--opening", "apotheek-bezorger-leerling-b", "--json").stdout)
    pool = plain["pool"]
    assert pool["people"] == 41
    for effect in pool["effects"]:
        assert effect["dropped"] >= pool["fits"]
        assert effect["trained"] >= pool["fits"]
        assert effect["softened"] >= pool["fits"]
