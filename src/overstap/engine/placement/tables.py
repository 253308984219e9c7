# SPDX-License-Identifier: EUPL-1.2
"""The tables of a placement question: a folder of CSV files, or one JSON file with a list for each table.

Both say the same: `people.csv` in a folder is the list `people` in JSON, a column is a key. Every check is
that of region packs, so what is wrong is told in the same words: file, row, column, what and how to mend it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import numpy.typing as npt

from overstap.engine.coded import Coded
from overstap.engine.pack import wording
from overstap.engine.pack.content import Content, check_header, typed_from_text
from overstap.engine.pack.csvtable import read_csv
from overstap.engine.pack.findings import Fault, Findings
from overstap.engine.pack.model import columns_of
from overstap.engine.pack.relations import check_key, check_order, check_references
from overstap.engine.pack.schema import Table
from overstap.engine.pack.values import render
from overstap.engine.placement import wording as ours

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]

LONG_AGO, FAR_OFF = date.min.toordinal(), date.max.toordinal()


@dataclass(frozen=True)
class Columns:
    """A table that was read and found right, by column.

    `file` and `first_row` are told with what is found wrong later on.
    """

    name: str
    file: str
    size: int
    cells: Mapping[str, Coded]

    def __len__(self) -> int:
        return self.size

    def given(self, column: str) -> list[object]:
        """The values of a column: `str`, `float`, `int`, `bool`, `date`, a tuple of `str`, or `None`."""
        return self.cells[column].cells()

    def texts(self, column: str) -> list[str]:
        """The texts of a column, empty where nothing was given."""
        return ["" if cell is None else str(cell) for cell in self.given(column)]

    def numbers(self, column: str, default: float = np.nan) -> Floats:
        """The numbers of a column. Shape (rows,)."""
        cells = self.cells[column]
        values = [default if value is None else float(str(value)) for value in cells.values]
        return np.array(values, dtype=np.float64)[cells.codes] if self.size else np.empty(0)

    def flags(self, column: str, default: bool = False) -> npt.NDArray[np.bool_]:
        """What is true and what is not. Shape (rows,)."""
        cells = self.cells[column]
        values = [default if value is None else value is True for value in cells.values]
        return np.array(values, dtype=np.bool_)[cells.codes] if self.size else np.empty(0, np.bool_)

    def days(self, column: str, default: int) -> Integers:
        """Dates as ordinals. Shape (rows,)."""
        cells = self.cells[column]
        values = [value.toordinal() if isinstance(value, date) else default for value in cells.values]
        return np.array(values, dtype=np.int64)[cells.codes] if self.size else np.empty(0, np.int64)

    def places(self, column: str, index: Mapping[str, int]) -> Integers:
        """Where the ids of a column stand in `index`, -1 where none is given. Shape (rows,)."""
        cells = self.cells[column]
        values = [-1 if value is None else index[str(value)] for value in cells.values]
        return np.array(values, dtype=np.int64)[cells.codes] if self.size else np.empty(0, np.int64)

    def tell(self, findings: Findings, column: str, rows: Sequence[int], fault: Fault) -> None:
        """Tells the same fault of several rows, counted from 0."""
        findings.rows(self.file, column, rows, lambda row: (fault, self.cells[column][row]))


def index_of(ids: Sequence[str]) -> dict[str, int]:
    """Id -> its place."""
    return {id_: at for at, id_ in enumerate(ids)}


def read_tables(place: Path, schema: Sequence[Table]) -> dict[str, Columns]:
    """All tables of a folder or JSON file; one that may be left out and is, has no rows.

    Raises `InputRefused` with everything that is wrong.
    """
    findings = Findings()
    read = _read_folder(place, schema, findings) if place.is_dir() else _read_json(place, schema, findings)
    return _checked(read, schema, findings)


def read_table(file: Path, table: Table) -> Columns:
    """One table out of a CSV file. Raises `InputRefused` with everything that is wrong."""
    findings = Findings()
    try:
        data = file.read_bytes()
    except OSError:
        findings.add(ours.no_such_file(), file.name)
        data = b""
    findings.refuse_if_any()
    content = read_csv(data, table, (), file.name, findings)
    return _checked({} if content is None else {table.name: content}, (table,), findings)[table.name]


def tables_of(
    rows: Mapping[str, Sequence[Mapping[str, object]]], schema: Sequence[Table], name: str
) -> dict[str, Columns]:
    """Tables out of rows in memory, checked as those of a file; `name` is told with what is wrong."""
    findings = Findings()
    read = {
        table.name: _content_of(rows[table.name], table, f"{name}: {table.name}", findings)
        for table in schema
        if table.name in rows
    }
    return _checked(read, schema, findings)


def _checked(read: Mapping[str, Content], schema: Sequence[Table], findings: Findings) -> dict[str, Columns]:
    """The tables, those left out without rows, once keys, references and orders are found right."""
    findings.refuse_if_any()
    there = {table.name: read.get(table.name) or _empty(table) for table in schema}
    for content in there.values():
        check_key(content, findings)
        check_references(content, {one.name: one for one in columns_of(content.table, ())}, there, findings)
        check_order(content, findings)
    findings.refuse_if_any()
    return {name: _columns(content) for name, content in there.items()}


def _empty(table: Table) -> Content:
    columns = {column.name: Coded([], np.empty(0, np.int32)) for column in columns_of(table, ())}
    return Content(table, f"{table.name}.csv", columns, 0)


def _columns(content: Content) -> Columns:
    return Columns(content.table.name, content.file, content.size, content.columns)


def _read_folder(place: Path, schema: Sequence[Table], findings: Findings) -> dict[str, Content]:
    known = [table.name for table in schema]
    for file in sorted(place.glob("*.csv")):
        if file.stem not in known:
            findings.add(ours.unknown_table(file.stem, known), file.name)
    read = {}
    for table in schema:
        file = place / f"{table.name}.csv"
        if not file.is_file():
            if table.required:
                findings.add(ours.missing_table(table.name), file.name)
            continue
        content = read_csv(file.read_bytes(), table, (), file.name, findings)
        if content is not None:
            read[table.name] = content
    return read


def _read_json(place: Path, schema: Sequence[Table], findings: Findings) -> dict[str, Content]:
    try:
        parsed = json.loads(place.read_bytes().decode("utf-8-sig"))
    except OSError:
        findings.add(ours.no_such_place(), place.name)
        return {}
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        findings.add(wording.not_json(str(error)[:100]), place.name)
        return {}
    if not isinstance(parsed, dict):
        findings.add(wording.wrong_kind("een object met tabellen", "an object of tables"), place.name)
        return {}
    known = [table.name for table in schema]
    for name in parsed:
        if name not in known:
            findings.add(ours.unknown_table(name, known), place.name, None, name)
    read = {}
    for table in schema:
        rows = parsed.get(table.name)
        file = f"{place.name}: {table.name}"
        if rows is None:
            if table.required:
                findings.add(ours.missing_table(table.name), place.name)
        elif not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            findings.add(wording.wrong_kind("een lijst van objecten", "a list of objects"), file)
        else:
            read[table.name] = _content_of(rows, table, file, findings)
    return read


def _content_of(rows: Sequence[Mapping[str, object]], table: Table, file: str, findings: Findings) -> Content:
    names = list(dict.fromkeys(name for row in rows for name in row))
    if not rows:
        names = [column.name for column in columns_of(table, ())]
    present = check_header(names, table, (), file, findings)
    columns: dict[str, Coded] = {}
    for column in columns_of(table, ()):
        if column.name in present:
            cells = Coded.of([_text(row.get(column.name)) for row in rows])
            columns[column.name] = typed_from_text(column, cells, file, findings)
        elif not column.field.required:
            columns[column.name] = Coded.same(column.missing, len(rows))
    return Content(table, file, columns, len(rows))


def _text(value: object) -> str:
    """A JSON value as it would stand in a cell; a list within a list holds equals."""
    if isinstance(value, list):
        return "|".join("=".join(map(_text, item)) if isinstance(item, list) else _text(item) for item in value)
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    return render(value)
