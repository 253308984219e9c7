# SPDX-License-Identifier: EUPL-1.2
"""The question of a plan as files: what bars an option, what pays it, and what is refused."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from overstap.engine.placement.plan.files import read_case
from overstap.engine.placement.plan.model import Bar, Case, Weights
from overstap.engine.placement.plan.solve import make_plan
from overstap.engine.problems import InputRefused

CLOSED = {"id": "x", "until": "2027-01-31"}
PAGE = Path(__file__).parents[3] / "docs" / "reference" / "placement-files.md"


def example() -> dict[str, Any]:
    found = re.search(r"## `overstap placement plan.*?```json\n(.*?)```", PAGE.read_text(), re.DOTALL)
    assert found is not None
    return json.loads(found[1])


def read(folder: Path, question: dict[str, Any], **how: Any) -> Case:
    place = folder / "plan.json"
    place.write_text(json.dumps(question), encoding="utf-8")
    return read_case(place, **how)


def test_the_documented_example(tmp_path: Path) -> None:
    case = read(tmp_path, example())
    assert [one.id for one in case.limits] == ["fund", "desk-team"]
    assert case.options.ids[0] == "ann/care/care-jan"
    assert [Bar(one) for one in case.options.barred.tolist()] == [
        Bar(0), Bar(0), Bar.PAPERS, Bar(0), Bar(0), Bar.TRAVEL,
    ]  # fmt: skip
    assert case.options.income.tolist() == [-200, -200, 100, -200, -400, 0]
    assert case.options.use.tolist() == [[2500, 2500, 0, 0, 0, 0], [10, 10, 0, 0, 0, 0]]
    taken = make_plan(case).taken.tolist()
    assert [case.options.ids[one] for one in taken if one >= 0] == [
        "ann/care/care-jan", "bo/care/care-jan", "cy/bus",
    ]  # fmt: skip


def test_a_folder_of_csv_says_the_same(tmp_path: Path) -> None:
    for name, rows in example().items():
        columns = list(dict.fromkeys(column for row in rows for column in row))
        with (tmp_path / f"{name}.csv").open("w", newline="") as file:
            writer = csv.DictWriter(file, columns)
            writer.writeheader()
            writer.writerows(
                {key: "|".join(cell) if isinstance(cell, list) else cell for key, cell in row.items()}
                for row in rows
            )
    folder, file = read_case(tmp_path), read(tmp_path, example())
    assert folder.options.ids == file.options.ids
    assert (folder.options.barred == file.options.barred).all()
    assert (folder.worth(Weights()) == file.worth(Weights())).all()
    assert make_plan(folder).worth == make_plan(file).worth


@pytest.mark.parametrize(
    ("tables", "bar"),
    [
        ({"people": [{"id": "a", "income_floor": 2000}], "options": [{"income": 1900}]}, Bar.INCOME),
        (
            {
                "people": [{"id": "a", "income_floor": 2000, "income": 2100}],
                "options": [{"income_change": -200}],
            },
            Bar.INCOME,
        ),
        ({"people": [{"id": "a", "distance": 5}], "options": [{"km": 6}]}, Bar.TRAVEL),
        ({"openings": [CLOSED], "options": [{"starts_on": "2027-02-01"}]}, Bar.DATES),
        ({"people": [{"id": "a", "from": "2027-02-01"}], "openings": [CLOSED]}, Bar.DATES),
        ({"people": [{"id": "a", "from": "2027-02-01"}], "options": [{"edition": "e"}]}, Bar.DATES),
        ({"openings": [CLOSED], "options": [{"edition": "e"}]}, Bar.DATES),
        ({"openings": [{"id": "x", "certificates": ["c"]}]}, Bar.PAPERS),
        ({"openings": [{"id": "x", "certificates": ["c"]}], "options": [{"edition": "e"}]}, Bar(0)),
        ({"forbidden": [{"person": "a", "opening": "x"}]}, Bar.FORBIDDEN),
        ({"forbidden": [{"option": "a/x"}]}, Bar.FORBIDDEN),
        ({}, Bar(0)),
    ],
)  # fmt: skip
def test_what_bars_an_option(tmp_path: Path, tables: dict[str, Any], bar: Bar) -> None:
    edition = {"id": "e", "starts_on": "2027-01-04", "ends_on": "2027-03-31", "certificates": ["c"]}
    question = {"people": [{"id": "a"}], "openings": [{"id": "x"}], "editions": [edition], **tables}
    question["options"] = [{"person": "a", "opening": "x", **one} for one in tables.get("options", [{}])]
    assert Bar(int(read(tmp_path, question).options.barred[0])) == bar


def test_several_budgets_pay_one_option(tmp_path: Path) -> None:
    question = {
        "people": [{"id": "a"}],
        "openings": [{"id": "x"}],
        "budgets": [{"id": "fund", "amount": 900}, {"id": "employer", "amount": 100}],
        "options": [{"id": "way", "person": "a", "opening": "x", "cost": 700, "budget": "fund"}],
        "costs": [{"option": "way", "budget": "employer", "amount": 150}],
    }
    case = read(tmp_path, question)
    assert case.options.use[:, 0].tolist() == [700, 150]
    assert case.options.cost.tolist() == [850]
    assert make_plan(case).taken.tolist() == [-1]


def test_a_plan_of_before(tmp_path: Path) -> None:
    question = example() | {"placements": [{"person": "cy", "option": "cy/desk", "locked": True}]}
    case = read(tmp_path, question)
    assert case.options.ids[make_plan(case).taken[2]] == "cy/desk"
    assert case.locked.tolist() == [False, False, True, False]
    question["placements"][0]["locked"] = False
    assert read(tmp_path, question, keep=True).locked.tolist() == [False, False, True, False]


@pytest.mark.parametrize(
    ("table", "rows", "place"),
    [
        ("placements", [{"person": "ann", "option": "cy/bus"}], (2, "option")),
        ("placements", [{"person": "ann", "option": "nothing"}], (2, "option")),
        ("forbidden", [{"person": "ann"}], (2, "option")),
        ("options", [{"person": "ann", "opening": "care", "lasting": 90}], (2, "lasting")),
        ("options", [{"person": "ann", "opening": "nowhere"}], (2, "opening")),
        ("editions", [{"id": "care-jan", "seats": 2, "least": 3}], (2, "least")),
        ("budgets", [{"id": "fund", "amount": -1}], (2, "amount")),
    ],
)
def test_what_is_wrong_is_told_where_it_stands(
    tmp_path: Path, table: str, rows: list[dict[str, Any]], place: tuple[int, str]
) -> None:
    with pytest.raises(InputRefused) as caught:
        read(tmp_path, example() | {table: rows})
    problem = caught.value.problems[0]
    assert (problem.file, problem.row, problem.column) == (f"plan.json: {table}", *place)
    assert problem.mend


def test_options_may_come_in_any_order(tmp_path: Path) -> None:
    question = example()
    question["options"].reverse()
    case = read(tmp_path, question)
    assert (np.diff(case.options.person) >= 0).all()
    assert make_plan(case).worth == make_plan(read(tmp_path, example())).worth
