# SPDX-License-Identifier: EUPL-1.2
"""A question says the same however it is written: in JSON, CSV of any kind, a workbook, in Dutch; what is not
clear is refused with its place and how to mend it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from typer.testing import CliRunner

from overstap.cli.placement import app
from overstap.engine.pack.schema import Field
from overstap.engine.placement.meetings.files import TABLES as MEETING
from overstap.engine.placement.names import COLUMNS, TABLES, column_named, table_named
from overstap.engine.placement.plan.files import TABLES as PLAN
from overstap.engine.placement.rounds.files import TABLES as ROUND
from overstap.engine.placement.rounds.files import read_round
from overstap.engine.placement.trains.files import TABLES as TRAINS
from overstap.engine.placement.written import plainly
from overstap.engine.problems import InputRefused, Problem

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "placement-files.md"
COMMANDS = pytest.mark.parametrize("command", ["meetings", "round", "plan", "trains"])
Tables = dict[str, list[dict[str, Any]]]


def example(command: str) -> Tables:
    page = PAGE.read_text(encoding="utf-8")
    found = re.search(rf"## `overstap placement {command}.*?```json\n(.*?)```", page, re.DOTALL)
    assert found is not None
    tables: Tables = json.loads(found[1])
    return tables


def answer(command: str, place: Path) -> dict[str, Any]:
    outcome = CliRunner().invoke(app, [command, str(place), "--json"])
    assert outcome.exit_code == 0, outcome.exception
    said: dict[str, Any] = json.loads(outcome.stdout)
    return said


def cell(value: Any, decimal: str) -> str:
    if isinstance(value, list):
        return "|".join("=".join(one) if isinstance(one, list) else one for one in value)
    if isinstance(value, bool):
        return {".": str(value), ",": "ja" if value else "nee"}[decimal]
    if decimal == "," and re.fullmatch(r"\d{4}-\d{2}-\d{2}", str(value)):
        return "-".join(reversed(value.split("-")))
    return str(value).replace(".", decimal) if isinstance(value, float) else str(value)


def grid(rows: list[dict[str, Any]], decimal: str = ".", *, dutch: bool = False) -> list[list[str]]:
    names = list(dict.fromkeys(name for row in rows for name in row))
    cells = [[cell(row[name], decimal) if name in row else "" for name in names] for row in rows]
    return [[COLUMNS.get(name, name).split()[0].upper() if dutch else name for name in names], *cells]


def folder(at: Path, tables: Tables, separator: str, encoding: str, *, dutch: bool = False) -> Path:
    at.mkdir()
    for name, rows in tables.items():
        lines = grid(rows, "," if dutch else ".", dutch=dutch)
        text = "".join(separator.join(line) + "\r\n" for line in lines)
        (at / f"{TABLES[name].split()[0] if dutch else name}.csv").write_bytes(text.encode(encoding))
    return at


def workbook(at: Path, tables: Tables) -> Path:
    with xlsxwriter.Workbook(str(at), {"strings_to_numbers": True}) as book:
        for name, rows in tables.items():
            sheet = book.add_worksheet(name)
            for row, line in enumerate(grid(rows)):
                sheet.write_row(row, 0, line)
    return at


@COMMANDS
def test_the_same_question_has_the_same_answer_however_it_is_written(tmp_path: Path, command: str) -> None:
    tables = example(command)
    whole = tmp_path / "whole.json"
    whole.write_text(json.dumps(tables), encoding="utf-8")
    said = answer(command, whole)
    ways = [
        folder(tmp_path / "commas", tables, ",", "utf-8"),
        folder(tmp_path / "excel", tables, ";", "utf-8-sig", dutch=True),
        folder(tmp_path / "tabs", tables, "\t", "utf-16"),
        workbook(tmp_path / "book.xlsx", tables),
    ]
    for place in ways:
        assert answer(command, place) == said, place.name


def without_prices(value: Any) -> Any:
    """An answer without prices: which of many that prove the same are found, may differ between machines."""
    if isinstance(value, list):
        return [without_prices(one) for one in value]
    if isinstance(value, dict):
        return {key: without_prices(one) for key, one in value.items() if key not in ("price", "worth_at_most")}
    return value


@COMMANDS
def test_the_documented_answer_is_the_answer(tmp_path: Path, command: str) -> None:
    page = (PAGE.parent / "cli-json.md").read_text(encoding="utf-8")
    found = re.search(rf"## `overstap placement {command}.*?```json\n(.*?)```", page, re.DOTALL)
    assert found is not None
    place = tmp_path / f"{command}.json"
    place.write_text(json.dumps(example(command)), encoding="utf-8")
    assert without_prices(json.loads(found[1])) == without_prices(answer(command, place))


def test_the_dutch_names_are_on_the_page() -> None:
    page = PAGE.read_text(encoding="utf-8")
    for name, also in (*TABLES.items(), *COLUMNS.items()):
        assert f"| {name} | {', '.join(also.split())} |" in page


def test_a_table_may_be_a_workbook_of_its_own(tmp_path: Path) -> None:
    place = folder(tmp_path / "mixed", example("round"), ",", "cp1252")
    students = example("round")["students"]
    (place / "students.csv").unlink()
    workbook(place / "Studenten.xlsx", {"Blad1": students})
    assert len(read_round(place).students) == len(students)


def test_every_column_of_every_question_has_a_dutch_name_of_its_own() -> None:
    for tables in (MEETING, ROUND, PLAN, TRAINS):
        known = [table.name for table in tables]
        assert [table_named(TABLES[name].split()[0], known) for name in known] == known
        for table in tables:
            names = [field.name for field in table.fields]
            told = [column_named(COLUMNS.get(name, name).split()[0], names) for name in names]
            assert told == names, table.name


NUMBER, SHARE = Field("amount", type="number", unit="EUR"), Field("fit", type="number", minimum=0, maximum=1)
WHOLE, DAY, FLAG = Field("places", type="integer"), Field("from", type="date"), Field("open", type="boolean")


@pytest.mark.parametrize(
    ("field", "text", "comma", "plain"),
    [
        (NUMBER, "2.500,50", False, "2500.50"),
        (NUMBER, "2,500.50", False, "2500.50"),
        (NUMBER, "1.234.567", True, "1234567"),
        (NUMBER, "€ 2 500,-", False, "2500"),
        (NUMBER, "0.125", True, "0.125"),
        (NUMBER, "1,125", True, "1.125"),
        (NUMBER, "12.345", False, "12.345"),
        (NUMBER, "1.2.3", False, "1.2.3"),
        (NUMBER, "1,2,3", True, "1,2,3"),
        (NUMBER, "-", False, "-"),
        (NUMBER, "NaN", False, "NaN"),
        (NUMBER, "50%", False, "50%"),
        (SHARE, "0,5", False, "0.5"),
        (SHARE, "12,5 %", True, "0.125"),
        (SHARE, "0%", False, "0"),
        (SHARE, ",5", False, "0.5"),
        (WHOLE, "2,0", True, "2"),
        (WHOLE, "1e3", False, "1e3"),
        (DAY, "31-1-2027", False, "2027-01-31"),
        (DAY, "31/01/2027", False, "2027-01-31"),
        (DAY, "2027-01-31 00:00:00", False, "2027-01-31"),
        (DAY, "31-02-2027", False, "31-02-2027"),
        (FLAG, "Ja", False, "true"),
        (FLAG, "ONWAAR", False, "false"),
        (Field("answer", enum=("yes", "no")), "Nee", False, "no"),
    ],
)
def test_a_cell_is_read_as_people_write_it(field: Field, text: str, comma: bool, plain: str) -> None:
    assert plainly(field, text, comma=comma) == plain


@pytest.mark.parametrize(
    ("field", "text", "comma"),
    [(NUMBER, "2.500", True), (NUMBER, "2,500", False), (WHOLE, "1,000", False), (DAY, "01/02/2027", False)],
)
def test_what_can_mean_two_things_is_not_guessed(field: Field, text: str, comma: bool) -> None:
    assert "can be" in plainly(field, text, comma=comma).reason["en"]  # type: ignore[union-attr]


def refused(place: Path) -> Problem:
    with pytest.raises(InputRefused) as told:
        read_round(place)
    for problem in told.value.problems:
        assert problem.file
        assert problem.reason["nl"] != problem.reason["en"]
        assert problem.mend, problem.text()
    return told.value.problems[0]


@pytest.mark.parametrize(
    ("students", "row", "column", "reason"),
    [
        ("", None, "", "is empty"),
        ("nummer;Voorkeuren\nann;bakkerij\n", 2, "Voorkeuren", "not in hosts"),
        ("id,preferences\nann,bakery;garden\n", 2, "preferences", "not in hosts"),
        ("id,preferences\nann,bakery\nann,\n", 3, "id", "stands in row 2"),
        ("id,preferences\nann,bakery|bakery\n", 2, "preferences", "twice"),
        ("id,wish\nann,bakery\n", 1, "wish", "not a column"),
        ("id,nummer\nann,1\n", 1, "nummer", "same column as id"),
        ("id,,preferences\nann,x,bakery\n", 1, "", "without a name"),
        ("id,preferences\nann,bakery,x\n", 2, "", "3 cells"),
        ("id,preferences\nann,bakery\n\nbo,\n", 3, "", "is empty"),
        ('id,preferences\n"ann,bakery\n', 2, "", "not valid CSV"),
        ("preferences\nbakery\n", 1, "id", "missing"),
        ("id\nan\x00n\n", 2, "id", "control character"),
    ],
)
def test_a_fault_in_a_table_is_told_with_its_place(
    tmp_path: Path, students: str, row: int | None, column: str, reason: str
) -> None:
    (tmp_path / "hosts.csv").write_text("id\nbakery\ngarden\n")
    (tmp_path / "students.csv").write_text(students)
    told = refused(tmp_path)
    assert (told.file, told.row, told.column) == ("students.csv", row, column)
    assert reason in told.reason["en"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "line 1"),
        ('{"students": [],', "line 1, character 17"),
        ("[]", "object of tables"),
        ('{"students": {"a": 1}, "hosts": []}', "list of objects"),
        ('{"students": [], "students": [], "hosts": []}', "twice in one object"),
        ('{"students": [], "studenten": [], "hosts": []}', "same table"),
        ('{"students": [], "hosts": [], "host": []}', "does not belong"),
        ('{"students": [{"id": ["a", "b"]}], "hosts": []}', "cannot stand here"),
        ('{"students": [{"id": "a", "preferences": ["x|y"]}], "hosts": [{"id": "x|y"}]}', "cannot stand here"),
        ('{"students": [{"id": "a", "preferences": [{"h": 1}]}], "hosts": []}', "cannot stand here"),
        ('{"students": [], "hosts": [{"id": "h", "places": NaN}]}', "not a whole number"),
        ('{"students": [], "hosts": [{"id": "h", "places": 1e309}]}', "not a whole number"),
        ("[" * 100_000, "nested too deep"),
        ('{"students": 1' + "0" * 5000 + "}", "too long"),
        ('{"students": []}', "the table hosts is missing"),
    ],
)
def test_a_fault_in_json_is_told(tmp_path: Path, text: str, reason: str) -> None:
    place = tmp_path / "round.json"
    place.write_text(text)
    assert reason in refused(place).reason["en"]


def test_what_is_no_question_is_told(tmp_path: Path) -> None:
    (tmp_path / "students.csv").write_text("id\nann\n")
    assert "has more" in refused(tmp_path / "students.csv").reason["en"]
    (tmp_path / "broken.xlsx").write_bytes(b"PK\x03\x04 no workbook")
    assert "Excel" in refused(tmp_path / "broken.xlsx").reason["en"]


def test_a_table_in_two_files_is_refused(tmp_path: Path) -> None:
    for name in ("hosts.csv", "students.csv", "Studenten.csv"):
        (tmp_path / name).write_text("id\nann\n")
    assert "same table" in refused(tmp_path).reason["en"]


def test_a_host_may_list_ten_thousand_students(tmp_path: Path) -> None:
    names = [f"student-of-the-school-{at:05}" for at in range(10_000)]
    tables: Tables = {
        "students": [{"id": name, "preferences": ["bakery"]} for name in names],
        "hosts": [{"id": "bakery", "places": 3, "priorities": names}],
    }
    place = folder(tmp_path / "many", tables, ",", "utf-8")
    assert read_round(place).rank.max() == 10_000
