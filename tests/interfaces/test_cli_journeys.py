# SPDX-License-Identifier: EUPL-1.2
"""`overstap journeys`: what it answers, what it refuses, and that Python answers the same."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from overstap.cli.journeys import app
from overstap.cli.output import MISUSED, NOT_FOUND
from overstap.engine import (
    Circumstances,
    Evidence,
    Goal,
    HeldSkill,
    Passport,
    Question,
    Region,
    Traveller,
    load_region,
    members_of,
    shipped_pack,
)
from overstap.engine.problems import InputRefused
from overstap.engine.region.plain_journeys import plan_as_plain
from overstap.engine.region.plain_reach import reach_as_plain, stretch_as_plain
from overstap.engine.rules.parameters import load_parameters

DAY = date(2027, 1, 4)
CLERK = ("plan", "--work", "baliemedewerker bank", "--wage", "20.5", "--today", DAY)


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def region() -> Region:
    return load_region(shipped_pack("haaglanden"))


def clerk(region: Region) -> Traveller:
    usual = region.usual_skills("bank-counter-clerk")
    held = tuple(HeldSkill(skill, Evidence.INFERRED) for skill in usual)
    return Traveller(Passport(held), occupation="bank-counter-clerk", wage=20.5)


@pytest.fixture(scope="module")
def said() -> dict[str, Any]:
    outcome = run(
        *CLERK,
        "--to", "doktersassistent",
        "--to", "medical-secretary",
        "--place", "Den Haag",
        "--assume", "search.days_shortage=45",
        "--all",
        "--json",
    )  # fmt: skip
    assert outcome.exit_code == 0, outcome.output
    return json.loads(outcome.stdout)


def test_terminal_and_python_agree_to_the_last_digit(said: dict[str, Any], region: Region) -> None:
    home = region.records.places["den-haag"].position
    traveller = replace(clerk(region), place="den-haag", position=home)
    question = Question(DAY, goal=Goal(occupations=frozenset({"doctors-assistant", "medical-secretary"})))
    parameters = load_parameters().changed({"search.days_shortage": 45})
    plan = region.plan(traveller, question, parameters=parameters)
    plain = plan_as_plain(region, plan, traveller, question, parameters, "nl", whole=True)
    assert said == json.loads(json.dumps(plain))
    assert len(said["journeys"]) == len(said["everything"]) > 1


def test_no_journey_beats_another(said: dict[str, Any]) -> None:
    rows = [
        (
            one["arrives_on"],
            one["cost"],
            -one["lowest_monthly"],
            -one["income"],
            one["changes"],
            one["study_hours"],
        )
        for one in said["everything"]
    ]
    for row in rows:
        for other in rows:
            assert row is other or any(mine < theirs for mine, theirs in zip(row, other, strict=True))


def test_legs_add_up_to_the_counts(said: dict[str, Any]) -> None:
    for journey in said["journeys"]:
        studies = [leg for leg in journey["legs"] if leg["kind"] == "study"]
        changes = [leg for leg in journey["legs"] if leg["kind"] == "change"]
        measures = journey["measures"]
        at_work = [leg for leg in journey["legs"] if leg["kind"] == "work" and leg["learns_until"]]
        if not at_work:
            assert sum(leg["out_of_pocket"] for leg in studies) == pytest.approx(measures["cost"])
            assert sum(leg["hours_total"] for leg in studies) == pytest.approx(
                measures["study_hours"], abs=0.1 * len(studies)
            )
            assert journey["legs"][-1]["starts_on"] == measures["arrives_on"]
        assert len(changes) == measures["changes"]


def test_what_somebody_assumes_is_told(said: dict[str, Any]) -> None:
    changed = [one for one in said["assumptions"] if one["changed"]]
    assert [(one["name"], one["value"], one["since"]) for one in changed] == [
        ("search.days_shortage", 45, None)
    ]


def test_the_answer_has_the_documented_keys_and_no_others(said: dict[str, Any]) -> None:
    part = documented("plan")
    sources = list(said["sources"].values())  # under their ids
    keys = set(_keys([{**said, "sources": sources}]))
    assert {key for key in keys if f"`{key}`" not in part} == set()
    in_tables = re.findall(r"^\| ((?:`\w+`(?:, )?)+) \|", part, re.MULTILINE)
    assert {key.strip("`") for row in in_tables for key in row.split(", ")} <= keys


def documented(command: str) -> str:
    """What the page says of a command."""
    page = (Path(__file__).parents[2] / "docs" / "reference" / "cli-json.md").read_text(encoding="utf-8")
    return page.split(f"## `overstap journeys {command}")[1].split("\n## ")[0]


def _keys(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from _keys(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _keys(inner)


def test_money_comes_before_the_legs() -> None:
    outcome = run(*CLERK, "--to", "doctors-assistant", "--lang", "en")
    assert outcome.exit_code == 0, outcome.output
    assert outcome.stdout.index("lowest income") < outcome.stdout.index("●")


def test_what_is_not_there_is_told_all_at_once_and_ends_with_four() -> None:
    outcome = run(*CLERK, "--to", "zzqqx", "--to-sector", "zzqqx", "--full", "zzqqx", "--json")
    assert outcome.exit_code == NOT_FOUND
    problems = json.loads(outcome.stdout)["problems"]
    assert {one["column"] for one in problems} == {"--to", "--to-sector", "--full"}
    assert {one["value"] for one in problems} == {"zzqqx"}


def test_what_is_wrong_is_refused_all_at_once() -> None:
    wrong = ("--money", "-1", "--level", "9", "--times", "night", "--from", "2026-12-31")
    refused = run(*CLERK, *wrong, "--arrive-by", "2026-12-30").exception
    assert isinstance(refused, InputRefused)
    columns = {problem.column for problem in refused.problems}
    assert columns == {"--money", "--level", "--times", "--from", "--arrive-by"}
    assert all(problem.reason["nl"] and problem.reason["en"] for problem in refused.problems)


def test_an_assumption_is_a_name_and_a_number() -> None:
    refused = run(*CLERK, "--assume", "search.days_stable").exception
    assert isinstance(refused, InputRefused)
    assert refused.problems[0].column == "--assume"


def test_without_a_person_the_command_was_called_wrongly() -> None:
    assert run("plan", "--to", "doctors-assistant").exit_code == MISUSED


# --- how far --------------------------------------------------------------------------------------


def test_reach_in_the_terminal_and_from_python_agree(region: Region) -> None:
    asked = ("reach", *CLERK[1:], "--changes", "1", "--months", "3,12", "--why", "--json")
    outcome = run(*asked)
    assert outcome.exit_code == 0, outcome.output
    said = json.loads(outcome.stdout)
    question = Question(DAY, most_changes=1)
    reach = region.reach(clerk(region), question, 12)
    plain = reach_as_plain(region, reach, clerk(region), question, load_parameters(), [3, 12], "nl")
    assert said == json.loads(json.dumps(plain))
    assert {one["within"] for one in said["arrivals"]} == {3, 12}
    assert [one["occupations"] for one in said["within"]][-1] == len(said["arrivals"])
    part = documented("reach")
    own = {key: said[key] for key in ("arrivals", "stopped_by", "within", "stops")}
    stoppers = {"certificate", "money", "income", "time", "distance", "skill"}
    assert {key for key in {*said, *_keys(own)} - stoppers if f"`{key}`" not in part} == set()


def test_stretch_in_the_terminal_and_from_python_agree(region: Region) -> None:
    asked = ("stretch", *CLERK[1:], "--each-money", "0,2000", "--study-hours", "12", "--json")
    outcome = run(*asked)
    assert outcome.exit_code == 0, outcome.output
    said = json.loads(outcome.stdout)
    like = replace(clerk(region), free_hours=12)
    group = Circumstances(budgets=(0, 2000), free_hours=(12,), distances=(None,))
    stretch = region.stretch(members_of(like, group), DAY, 12)
    assert said == json.loads(
        json.dumps(stretch_as_plain(region, stretch, like, group, load_parameters(), "nl"))
    )
    assert said["members"] == 2
    part = documented("stretch")
    keys = {*said, *said["circumstances"], *said["occupations"][0]}
    assert {key for key in keys if f"`{key}`" not in part} == set()


def test_months_are_numbers_with_commas_between() -> None:
    refused = run("reach", *CLERK[1:], "--months", "6;12").exception
    assert isinstance(refused, InputRefused)
    assert refused.problems[0].column == "--months"


def test_a_search_that_is_stopped_says_so() -> None:
    outcome = run(*CLERK, "--seconds", "0.1", "--changes", "3", "--json")
    assert outcome.exit_code == 0, outcome.output
    assert json.loads(outcome.stdout)["complete"] is False
