# SPDX-License-Identifier: EUPL-1.2
"""Rounds as files: both forms say the same, and what is wrong is told where it stands."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from overstap.engine.placement.rounds.files import read_round
from overstap.engine.placement.rounds.model import Choice, Round
from overstap.engine.placement.rounds.solve import hold_round
from overstap.engine.problems import InputRefused

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "placement-files.md"


def example() -> dict[str, Any]:
    found = re.search(r"## `overstap placement round.*?```json\n(.*?)```", PAGE.read_text(), re.DOTALL)
    assert found is not None
    return json.loads(found[1])


def written(folder: Path, question: dict[str, Any]) -> Path:
    place = folder / "round.json"
    place.write_text(json.dumps(question), encoding="utf-8")
    return place


def pairs(asked: Round) -> set[tuple[str, str, int, int]]:
    each = zip(asked.student, asked.host, asked.wish.tolist(), asked.rank.tolist(), strict=True)
    return {(asked.students[s], asked.hosts[h], wish, rank) for s, h, wish, rank in each}


def refused(folder: Path, question: dict[str, Any]) -> list[tuple[str, int | None, str, str]]:
    with pytest.raises(InputRefused) as caught:
        read_round(written(folder, question))
    assert all(problem.reason["nl"] and problem.reason["en"] for problem in caught.value.problems)
    return [(one.file, one.row, one.column, one.value) for one in caught.value.problems]


def test_the_documented_example(tmp_path: Path) -> None:
    asked = read_round(written(tmp_path, example()))
    assert pairs(asked) == {
        ("ann", "bakery", 1, 2),
        ("bo", "bakery", 1, 1),
        ("ann", "garden", 2, 2),
        ("cy", "garden", 1, 1),
        ("ann", "shop", 2, 1),
    }
    assert asked.places.tolist() == [1, 1, 1]


def test_a_folder_of_csv_says_the_same(tmp_path: Path) -> None:
    (tmp_path / "students.csv").write_text("id,preferences\nann,bakery|garden=shop\nbo,bakery\ncy,\n")
    hosts = "id,places,priorities,criteria\nbakery,1,bo|ann,\ngarden,1,,siblings|score\nshop,,,\n"
    (tmp_path / "hosts.csv").write_text(hosts)
    (tmp_path / "scores.csv").write_text("student,host,score,km\ncy,garden,0.6,\nbo,shop,0.5,4.2\n")
    (tmp_path / "criteria.csv").write_text("id\nsiblings\n")
    (tmp_path / "points.csv").write_text("student,criterion,points\ncy,siblings,1\n")
    folder, file = read_round(tmp_path), read_round(written(tmp_path, example()))
    assert pairs(folder) == pairs(file)
    assert (folder.students, folder.hosts, folder.places.tolist()) == (file.students, file.hosts, [1, 1, 1])


def test_orders_as_tables_say_the_same_as_lists(tmp_path: Path) -> None:
    question = example()
    for student in question["students"]:
        student.pop("preferences", None)
    question["preferences"] = [
        {"student": "ann", "host": "bakery", "rank": 1},
        {"student": "ann", "host": "garden", "rank": 2},
        {"student": "ann", "host": "shop", "rank": 2},
        {"student": "bo", "host": "bakery", "rank": 7},
    ]
    told = {(student, host) for student, host, _, _ in pairs(read_round(written(tmp_path, question)))}
    listed = {(student, host) for student, host, _, _ in pairs(read_round(written(tmp_path, example())))}
    assert told == listed


def test_open_takes_the_others_after_those_listed(tmp_path: Path) -> None:
    question = {
        "students": [{"id": "a", "preferences": ["y"], "open": True}],
        "hosts": [{"id": "x"}, {"id": "y"}, {"id": "z"}],
        "scores": [
            {"student": "a", "host": "x", "score": 0.4},
            {"student": "a", "host": "y", "score": 0.3},
            {"student": "a", "host": "z", "score": 0.8},
        ],
    }
    asked = read_round(written(tmp_path, question))
    assert [asked.hosts[host] for host in asked.host] == ["y", "z", "x"]


def test_criteria_order_lexicographically_and_unknown_comes_last(tmp_path: Path) -> None:
    question = {
        "students": [{"id": name, "preferences": ["x"]} for name in "abcd"],
        "hosts": [{"id": "x", "places": 2, "criteria": ["level", "km"]}],
        "criteria": [{"id": "level", "lower_first": True}],
        "points": [{"student": name, "criterion": "level", "points": 2} for name in "ab"]
        + [{"student": "c", "criterion": "level", "points": 1}],
        "scores": [
            {"student": "a", "host": "x", "score": 0.1, "km": 9},
            {"student": "b", "host": "x", "score": 0.9, "km": 3},
        ],
    }
    asked = read_round(written(tmp_path, question))
    assert [asked.students[student] for student in asked.student[np.argsort(asked.rank)]] == [
        "c",
        "b",
        "a",
        "d",
    ]


def test_what_is_wrong_is_told_where_it_stands(tmp_path: Path) -> None:
    question = {
        "students": [
            {"id": "a", "preferences": ["nowhere"]},
            {"id": "a"},
            {"id": "b", "preferences": ["x", "x"]},
        ],
        "hosts": [{"id": "x", "places": -1, "quota": 3}],
        "scores": [{"student": "c", "host": "x", "score": 40}],
    }
    assert {place[:3] for place in refused(tmp_path, question)} == {
        ("round.json: hosts", 1, "quota"),
        ("round.json: hosts", 2, "places"),
        ("round.json: scores", 2, "score"),
        ("round.json: students", 4, "preferences"),
    }
    del question["hosts"][0]["quota"], question["scores"]
    question["hosts"][0]["places"] = 1
    question["students"][2]["preferences"] = ["x"]
    assert refused(tmp_path, question) == [("round.json: students", 3, "id", "a")]
    question["students"].pop(1)
    assert refused(tmp_path, question) == [("round.json: students", 2, "preferences", "nowhere")]


@pytest.mark.parametrize(
    ("hosts", "column"),
    [
        ([{"id": "x", "criteria": ["looks"]}], "criteria"),
        ([{"id": "x", "criteria": ["score"], "priorities": ["a"]}], "criteria"),
    ],
)
def test_hosts_order_by_what_the_round_allows_alone(tmp_path: Path, hosts: list[Any], column: str) -> None:
    assert refused(tmp_path, {"students": [{"id": "a"}], "hosts": hosts})[0][2] == column


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{", b"\xff\xfe", b'{"students": 3, "hosts": []}', b'{"hosts": []}']
)
def test_what_is_no_round_is_refused(tmp_path: Path, content: bytes) -> None:
    place = tmp_path / "round.json"
    place.write_bytes(content)
    with pytest.raises(InputRefused):
        read_round(place)


def test_an_unknown_table_is_refused_with_what_is_meant(tmp_path: Path) -> None:
    (tmp_path / "students.csv").write_text("id\na\n")
    (tmp_path / "host.csv").write_text("id\nx\n")
    with pytest.raises(InputRefused, match=r"host.csv.*“hosts”"):
        read_round(tmp_path)


def test_nothing_at_all_is_a_round(tmp_path: Path) -> None:
    asked = read_round(written(tmp_path, {"students": [], "hosts": []}))
    assert (asked.students, asked.hosts) == ((), ())


def test_a_student_who_needs_guidance_goes_only_where_it_is_given_and_no_more_than_are_guided(
    tmp_path: Path,
) -> None:
    question = {
        "students": [
            {"id": "ann", "preferences": ["bakery", "garden"], "guidance": 2},
            {"id": "bo", "preferences": ["bakery"], "guidance": 2},
            {"id": "cy", "preferences": ["garden", "bakery"]},
        ],
        "hosts": [
            {"id": "bakery", "places": 3, "priorities": ["ann", "bo", "cy"], "guidance": 2.5, "guided": 1},
            {"id": "garden", "places": 3, "priorities": ["ann", "bo", "cy"], "guidance": 1},
        ],
    }
    asked = read_round(written(tmp_path, question))
    assert pairs(asked) == {
        ("ann", "bakery", 1, 1),
        ("bo", "bakery", 1, 2),
        ("cy", "garden", 1, 3),
        ("cy", "bakery", 2, 3),
    }
    outcome = hold_round(asked, Choice.STABLE, seed=1)
    placed = outcome.taken[outcome.taken >= 0]
    assert {(asked.students[asked.student[one]], asked.hosts[asked.host[one]]) for one in placed} == {
        ("ann", "bakery"),
        ("cy", "garden"),
    }


def test_as_many_are_guided_as_there_are_places_when_nothing_is_said(tmp_path: Path) -> None:
    question = example()
    question["students"][0]["guidance"] = 1.5
    question["hosts"][0]["guidance"] = 2
    asked = read_round(written(tmp_path, question))
    assert asked.guided_places is not None
    assert asked.guided_places.tolist() == [1, 0, 0]
    assert ("ann", "garden", 2, 2) not in pairs(asked)
