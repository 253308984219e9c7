# SPDX-License-Identifier: EUPL-1.2
"""`overstap placement`: what it prints, and how it ends."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from overstap.cli.output import MISUSED
from overstap.cli.placement import app
from overstap.cli.placement_plan import _WORDS
from overstap.engine.placement.plan.model import Bar
from overstap.engine.problems import InputRefused

REFERENCE = Path(__file__).parents[2] / "docs" / "reference"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def example(command: str, folder: Path) -> Path:
    """The documented example of a command, as a file."""
    page = (REFERENCE / "placement-files.md").read_text(encoding="utf-8")
    found = re.search(rf"## `overstap placement {command}.*?```json\n(.*?)```", page, re.DOTALL)
    assert found is not None
    place = folder / f"{command}.json"
    place.write_text(found[1], encoding="utf-8")
    return place


def keys_of(value: Any, before: str = "") -> set[str]:
    """The keys of an answer, `a[].b` for those of objects in a list."""
    if isinstance(value, list):
        return set().union(*(keys_of(one, f"{before}[]") for one in value)) if value else set()
    if isinstance(value, dict):
        return set(value) | set().union(*(keys_of(one) for one in value.values()))
    return set()


def documented(command: str) -> str:
    page = (REFERENCE / "cli-json.md").read_text(encoding="utf-8")
    return page.split(f"## `overstap placement {command}")[1].split("\n## ")[0]


COMMANDS = pytest.mark.parametrize("command", ["round", "meetings", "plan", "trains"])


@COMMANDS
def test_the_documented_example_gives_the_documented_keys(tmp_path: Path, command: str) -> None:
    outcome = run(command, example(command, tmp_path), "--json")
    assert outcome.exit_code == 0, outcome.output
    said = json.loads(outcome.stdout)
    assert said["ok"] is True
    part = documented(command)
    assert {key for key in keys_of(said) if f"`{key}`" not in part} == set()


@COMMANDS
def test_a_person_can_read_it(tmp_path: Path, command: str) -> None:
    outcome = run(command, example(command, tmp_path))
    assert outcome.exit_code == 0
    assert "ann" in outcome.stdout


@COMMANDS
def test_files_that_are_not_there_are_refused(tmp_path: Path, command: str) -> None:
    assert isinstance(run(command, tmp_path / "nowhere").exception, InputRefused)


def test_a_round_has_the_choice_that_was_asked(tmp_path: Path) -> None:
    said = json.loads(run("round", example("round", tmp_path), "--choice", "most", "--json").stdout)
    assert (said["choice"], said["strategy_proof"]) == ("most", False)
    assert said["placed"] == said["compared"]["most"]["placed"]


def asked(folder: Path, name: str, **tables: Any) -> Path:
    """A question as a JSON file."""
    place = folder / f"{name}.json"
    place.write_text(json.dumps(tables), encoding="utf-8")
    return place


def test_ranks_that_leave_numbers_out_say_the_same_as_a_list(tmp_path: Path) -> None:
    students = [{"id": "ann"}, {"id": "bo"}]
    hosts = [{"id": "bakery"}, {"id": "garden"}]
    wishes = [("ann", "garden", 20), ("ann", "bakery", 10), ("bo", "bakery", 7), ("bo", "garden", 7)]
    ranks = [
        {"host": "bakery", "student": "bo", "rank": 30},
        {"host": "bakery", "student": "ann", "rank": 5},
        {"host": "garden", "student": "bo", "rank": 2},
    ]
    place = asked(
        tmp_path,
        "ranks",
        students=students,
        hosts=hosts,
        preferences=[dict(zip(("student", "host", "rank"), row, strict=True)) for row in wishes],
        priorities=ranks,
    )
    said = json.loads(run("round", place, "--json").stdout)
    assert said["placements"] == [
        {"student": "ann", "host": "bakery", "preference": 1, "priority": 1},
        {"student": "bo", "host": "garden", "preference": 1, "priority": 1},
    ]
    assert said["compared"]["stable"]["first_choice"] == 2


def test_a_host_without_places_has_nobody_it_ranks_lowest(tmp_path: Path) -> None:
    place = asked(
        tmp_path,
        "full",
        students=[{"id": "ann", "preferences": ["bakery"]}],
        hosts=[{"id": "bakery", "places": 0, "priorities": ["ann"]}],
    )
    (left,) = json.loads(run("round", place, "--json").stdout)["unplaced_students"]
    assert (left["reason"], left["asked"][0]["lowest_priority_placed"]) == ("full", None)


def test_a_name_with_an_equals_sign_can_share_a_place(tmp_path: Path) -> None:
    place = asked(
        tmp_path,
        "signs",
        students=[{"id": "ann", "preferences": [["a=b", "c"]]}],
        hosts=[{"id": "a=b", "places": 0}, {"id": "c"}],
    )
    said = json.loads(run("round", place, "--json").stdout)
    assert [(one["host"], one["preference"]) for one in said["placements"]] == [("c", 1)]


def test_both_sides_that_are_left_are_told_with_what_is_near(tmp_path: Path) -> None:
    said = json.loads(run("round", example("round", tmp_path), "--json").stdout)
    placed = {one["student"]: one["host"] for one in said["placements"]}
    assert placed == {"ann": "shop", "bo": "bakery", "cy": "garden"}
    assert said["stability"] == {"stable": True, "blocking_pairs": 0, "pairs": []}
    question = json.loads(example("round", tmp_path).read_text())
    question["hosts"][1]["places"] = 0
    question["students"][0]["preferences"] = ["bakery"]
    place = tmp_path / "less.json"
    place.write_text(json.dumps(question))
    said = json.loads(run("round", place, "--json").stdout)
    assert {one["student"]: one["reason"] for one in said["unplaced_students"]} == {"ann": "full", "cy": "full"}
    assert said["unplaced_students"][0]["asked"] == [
        {"host": "bakery", "preference": 1, "priority": 2, "lowest_priority_placed": 1}
    ]
    assert [(one["host"], one["left"]) for one in said["places_left"]] == [("shop", 1)]


def test_a_schedule_of_before_stays_when_somebody_does_not_come(tmp_path: Path) -> None:
    place = example("meetings", tmp_path)
    before = run("meetings", place, "--json").stdout
    earlier = tmp_path / "schedule.json"
    earlier.write_text(before)
    question = json.loads(place.read_text())
    question["people"][0]["present"] = False
    place.write_text(json.dumps(question))
    said = json.loads(run("meetings", place, "--earlier", earlier, "--from-slot", "10:30", "--json").stdout)
    stood = [one for one in json.loads(before)["talks"] if one["person"] != "ann"]
    assert stood
    assert [one | {"kept": True} for one in stood] == [one for one in said["talks"] if one["kept"]]
    assert [one["why"] for one in said["short"] if one["person"] == "ann"] == ["not-there"]


def test_a_slot_that_is_not_there_is_told_with_its_place(tmp_path: Path) -> None:
    place = example("meetings", tmp_path)
    question = json.loads(place.read_text())
    question["people"][1]["away"] = ["12:00"]
    place.write_text(json.dumps(question))
    refused = run("meetings", place).exception
    assert isinstance(refused, InputRefused)
    assert "row 3, column away" in refused.text("en")
    assert "12:00" in refused.text("nl")


def test_without_slots_nothing_can_be_planned(tmp_path: Path) -> None:
    place = tmp_path / "meeting.json"
    place.write_text(json.dumps({"employers": [{"id": "a"}], "people": [{"id": "b"}]}))
    refused = run("meetings", place).exception
    assert isinstance(refused, InputRefused)
    assert "--slots" in refused.text("nl")
    assert json.loads(run("meetings", place, "--slots", 3, "--json").stdout)["held"] == 0


def test_a_plan_tells_why_and_what_stands_in_the_way(tmp_path: Path) -> None:
    said = json.loads(run("plan", example("plan", tmp_path), "--costs", "--json").stdout)
    assert {one["person"]: one["opening"] for one in said["placements"]} == {
        "ann": "care",
        "bo": "care",
        "cy": "bus",
    }
    assert (said["proven"], said["gap"], said["worth"]) == (True, 0.0, said["bound"])
    assert [(one["person"], one["reason"], one["barred"]) for one in said["unplaced"]] == [
        ("di", "all-barred", {"travel": 1})
    ]
    costs = {one["constraint"]: one["placed_more"] for one in said["constraints_cost"]}
    assert (costs["travel"], costs["places"]) == (1, 0)
    alternatives = {one["person"]: one["alternatives"] for one in said["placements"]}
    assert [(one["opening"], one["reason"]) for one in alternatives["cy"]] == [("desk", "worth-less")]


def test_weights_can_be_changed_and_are_checked(tmp_path: Path) -> None:
    place = example("plan", tmp_path)
    said = json.loads(run("plan", place, "--weight", "cost=1000", "--json").stdout)
    assert {one["person"] for one in said["placements"]} == {"cy"}
    for wrong in ("luck=3", "cost", "cost=-1", "cost=nan"):
        assert isinstance(run("plan", place, "--weight", wrong).exception, InputRefused)


def test_what_is_locked_beyond_what_there_is_is_refused(tmp_path: Path) -> None:
    place = example("plan", tmp_path)
    question = json.loads(place.read_text())
    question["openings"][0]["places"] = 1
    question["placements"] = [
        {"person": who, "option": f"{who}/care/care-jan", "locked": True} for who in ("ann", "bo")
    ]
    place.write_text(json.dumps(question))
    assert isinstance(run("plan", place).exception, InputRefused)


def test_it_is_told_when_what_is_locked_leaves_a_group_behind(tmp_path: Path) -> None:
    place = asked(
        tmp_path,
        "behind",
        people=[{"id": "ann"}, {"id": "bo", "groups": ["55-plus"]}],
        openings=[{"id": "desk"}],
        options=[{"person": "ann", "opening": "desk"}, {"person": "bo", "opening": "desk"}],
        placements=[{"person": "ann", "option": "ann/desk", "locked": True}],
    )
    fair = {
        arguments: json.loads(run("plan", place, *arguments, "--json").stdout)["fair"]
        for arguments in ((), ("--fair", "0.5"), ("--fair", "0.1"))
    }
    assert list(fair.values()) == [None, True, False]
    assert "farther behind" in run("plan", place, "--fair", "0.1").stdout


def test_a_plan_out_of_people_and_a_region(tmp_path: Path) -> None:
    people = tmp_path / "people.csv"
    people.write_text(
        "id,occupation,place,wage\n" + "".join(f"p{at},bank-counter-clerk,den-haag,19\n" for at in range(5))
    )
    said = json.loads(run("plan", "--people", people, "--today", "2027-01-04", "--more", 0, "--json").stdout)
    assert (said["people"], said["proven"]) == (5, True)
    assert len({one["person"] for one in said["placements"]}) == said["placed"] > 0


def test_a_plan_takes_files_or_people_not_both(tmp_path: Path) -> None:
    assert run("plan").exit_code == MISUSED
    assert run("plan", example("plan", tmp_path), "--people", tmp_path / "people.csv").exit_code == MISUSED


def test_trains_out_of_people_and_a_region(tmp_path: Path) -> None:
    people = tmp_path / "people.csv"
    people.write_text(
        "id,occupation,place\n" + "".join(f"p{at},bank-counter-clerk,den-haag\n" for at in range(30))
    )
    said = json.loads(run("trains", "--people", people, "--today", "2027-01-04", "--least", 2, "--json").stdout)
    assert said["trains"]
    for train in said["trains"]:
        assert train["least"] <= train["people"] <= train["most"]
        assert train["people"] == sum(one["people"] for one in train["employers"])
        assert train["gaps"]


def test_every_reason_has_its_words_in_both_languages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reasons = set(
        re.findall(r"`([a-z-]+)`", documented("plan").split("`alternatives[].reason`")[1].split("\n")[0])
    )
    reasons |= {str(bar.name).lower() for bar in Bar} | {"no-options", "all-barred", "budget", "guidance"}
    assert len(reasons) > 12
    for language in ("nl", "en"):
        assert reasons <= set(_WORDS[language])
    monkeypatch.setenv("LC_ALL", "nl_NL.UTF-8")
    assert "1 × te ver" in run("plan", example("plan", tmp_path)).stdout


def test_the_example_is_planned_as_it_is_and_nothing_is_overwritten(tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    made = run("example", str(file), "--people", "30")
    assert made.exit_code == 0, made.output
    assert "placement plan --people" in made.output
    plan = run("plan", "--people", str(file), "--today", "2027-01-04", "--json")
    assert json.loads(plan.output)["people"] == 30
    assert isinstance(run("example", file).exception, InputRefused)
    assert isinstance(run("example", tmp_path / "nowhere" / "people.csv").exception, InputRefused)
    desk = tmp_path / "desk.csv"
    assert run("example", desk, "--people", "5", "--desk").exit_code == 0
    assert len(desk.read_bytes().decode("utf-8-sig").splitlines()) == 6


def test_a_source_of_money_pays_no_more_than_it_has(tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    run("example", str(file), "--people", "60")
    money = ("--budget", "3000", "--source", "sociaal-plan-budget-d=4000", "--guidance", "200")
    plan = json.loads(run("plan", "--people", str(file), "--today", "2027-01-04", *money, "--json").output)
    limits = {one["limit"]: one for one in plan["limits"]}
    assert set(limits) == {"fund", "sociaal-plan-budget-d", "advisers"}
    assert all(one["used"] <= one["most"] for one in limits.values())
    assert limits["sociaal-plan-budget-d"]["used"] > 0
    for wrong in ("no-such-fund=1", "sociaal-plan-budget-d=veel"):
        assert isinstance(run("plan", "--people", file, "--source", wrong).exception, InputRefused)
