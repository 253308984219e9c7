# SPDX-License-Identifier: EUPL-1.2
"""The tables of a placement question: a folder of CSV or Excel files, one workbook, or one JSON file.

All say the same: `people.csv` in a folder is the sheet `people` of a workbook and the list `people` in JSON, a
column is a key. How spreadsheets and people write (separators, decimal commas, Dutch names) is understood
first; then every check is that of region packs: file, row, column, what and how to mend it.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import numpy as np
import numpy.typing as npt

from overstap.engine.coded import Coded
from overstap.engine.pack import wording
from overstap.engine.pack.content import Content
from overstap.engine.pack.findings import HEADER_ROW, Fault, Findings
from overstap.engine.pack.model import Column, columns_of
from overstap.engine.pack.relations import check_key, check_order, check_references
from overstap.engine.pack.schema import Field, Table
from overstap.engine.pack.values import check, parse, render
from overstap.engine.placement import wording as ours
from overstap.engine.placement.names import column_named, table_named
from overstap.engine.placement.sheets import SUFFIXES, Sheet, sheet_in, sheets_in
from overstap.engine.placement.written import plainly
from overstap.engine.spreadsheet import is_workbook

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]

ITEMS_AT_ONCE = 500
LONG_AGO, FAR_OFF = date.min.toordinal(), date.max.toordinal()


@dataclass(frozen=True)
class Columns:
    """A table that was read and found right, by column.

    `file` is told with what is found wrong later on, and columns as they are `written` there.
    """

    name: str
    file: str
    size: int
    cells: Mapping[str, Coded]
    written: Mapping[str, str] = field(default_factory=dict)

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
        written = self.written.get(column, column)
        findings.rows(self.file, written, rows, lambda row: (fault, self.cells[column][row]))


def index_of(ids: Sequence[str]) -> dict[str, int]:
    """Id -> its place."""
    return {id_: at for at, id_ in enumerate(ids)}


def read_tables(place: Path, schema: Sequence[Table]) -> dict[str, Columns]:
    """All tables of a folder, a workbook or a JSON file; one that may be left out and is, has no rows.

    Raises `InputRefused` with everything that is wrong.
    """
    findings = Findings()
    if place.is_dir():
        return _checked(_read_folder(place, schema, findings), schema, findings)
    try:
        data = place.read_bytes()
    except (OSError, ValueError):
        findings.add(ours.no_such_place(), place.name)
        data = b""
    findings.refuse_if_any()
    if is_workbook(data):
        read = _read_workbook(data, place.name, schema, findings)
    elif place.suffix.casefold() in SUFFIXES:
        findings.add(ours.one_of_more(), place.name)
        read = {}
    else:
        read = _read_json(data, place.name, schema, findings)
    return _checked(read, schema, findings)


def read_table(file: Path, table: Table) -> Columns:
    """One table out of a CSV or Excel file. Raises `InputRefused` with everything that is wrong."""
    findings = Findings()
    try:
        data = file.read_bytes()
    except (OSError, ValueError):
        findings.add(ours.no_such_file(), file.name)
        data = b""
    findings.refuse_if_any()
    sheet = sheet_in(data, file.name, findings)
    read = {} if sheet is None else {table.name: _content_of_sheet(sheet, table, file.name, findings)}
    return _checked(read, (table,), findings)[table.name]


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


@dataclass(frozen=True)
class _Read:
    """A table as it was read, and what its columns are called there."""

    content: Content
    written: Mapping[str, str]


def _checked(read: Mapping[str, _Read], schema: Sequence[Table], findings: Findings) -> dict[str, Columns]:
    """The tables, those left out without rows, once keys, references and orders are found right."""
    findings.refuse_if_any()
    whole = {table.name: read.get(table.name) or _empty(table) for table in schema}
    there = {name: one.content for name, one in whole.items()}
    for content in there.values():
        check_key(content, findings)
        check_references(content, {one.name: one for one in columns_of(content.table, ())}, there, findings)
        check_order(content, findings)
    findings.refuse_if_any()
    return {
        name: Columns(name, one.content.file, one.content.size, one.content.columns, one.written)
        for name, one in whole.items()
    }


def _empty(table: Table) -> _Read:
    columns = {column.name: Coded([], np.empty(0, np.int32)) for column in columns_of(table, ())}
    return _Read(Content(table, f"{table.name}.csv", columns, 0), {})


def _read_folder(place: Path, schema: Sequence[Table], findings: Findings) -> dict[str, _Read]:
    known = [table.name for table in schema]
    files: dict[str, Path] = {}
    for file in sorted(place.iterdir()):
        # What a spreadsheet keeps beside an open file, and what is hidden, is none of ours.
        if file.suffix.casefold() not in SUFFIXES or file.name.startswith((".", "~$")) or not file.is_file():
            continue
        name = table_named(file.stem, known)
        if name is None:
            findings.add(ours.unknown_table(file.stem, known), file.name)
        elif name in files:
            findings.add(ours.table_in_two_files(files[name].name), file.name)
        else:
            files[name] = file
    read = {}
    for table in schema:
        if table.name not in files:
            if table.required:
                findings.add(ours.missing_table(table.name), f"{table.name}.csv")
            continue
        file = files[table.name]
        sheet = sheet_in(file.read_bytes(), file.name, findings)
        if sheet is not None:
            read[table.name] = _content_of_sheet(sheet, table, file.name, findings)
    return read


def _read_workbook(data: bytes, file: str, schema: Sequence[Table], findings: Findings) -> dict[str, _Read]:
    known = {table.name: table for table in schema}
    read: dict[str, _Read] = {}
    for written, sheet in (sheets_in(data, file, findings) or {}).items():
        name = table_named(written, known)
        place = f"{file}: {written}"
        if name is None:
            findings.add(ours.unknown_table(written, list(known)), place)
        elif name in read:
            findings.add(ours.table_in_two_files(read[name].content.file), place)
        else:
            read[name] = _content_of_sheet(sheet, known[name], place, findings)
    if not findings.total:
        for table in schema:
            if table.required and table.name not in read:
                findings.add(ours.missing_table(table.name), file)
    return read


class _KeyTwice(ValueError):
    """A key that stands in one JSON object twice: which of the two counts is not said."""


def _without_twins(pairs: list[tuple[str, object]]) -> dict[str, object]:
    made = dict(pairs)
    if len(made) < len(pairs):
        names = [name for name, _ in pairs]
        raise _KeyTwice(next(name for name in names if names.count(name) > 1))
    return made


def _parsed(data: bytes, file: str, findings: Findings) -> object:
    try:
        return json.loads(data.decode("utf-8-sig"), object_pairs_hook=_without_twins)
    except _KeyTwice as error:
        findings.add(ours.key_twice(), file, None, "", str(error))
    except UnicodeDecodeError:
        findings.add(ours.no_text(), file)
    except json.JSONDecodeError as error:
        findings.add(ours.broken_json(error.lineno, error.colno), file)
    except (ValueError, RecursionError):
        findings.add(ours.unreadable_json(), file)
    return None


def _read_json(data: bytes, file: str, schema: Sequence[Table], findings: Findings) -> dict[str, _Read]:
    parsed = _parsed(data, file, findings)
    if findings.total:
        return {}
    if not isinstance(parsed, dict):
        findings.add(ours.no_tables(schema[0].name), file)
        return {}
    known = {table.name: table for table in schema}
    read: dict[str, _Read] = {}
    for written, rows in parsed.items():
        name = table_named(written, known)
        place = f"{file}: {written}"
        if name is None:
            findings.add(ours.unknown_table(written, list(known)), file, None, written)
        elif name in read:
            findings.add(ours.table_in_two_files(read[name].content.file), place)
        elif rows is None:
            continue
        elif not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            findings.add(ours.no_rows(name), place)
        else:
            read[name] = _content_of(rows, known[name], place, findings)
    if not findings.total:
        for table in schema:
            if table.required and table.name not in read:
                findings.add(ours.missing_table(table.name), file)
    return read


def _content_of_sheet(sheet: Sheet, table: Table, file: str, findings: Findings) -> _Read:
    cells = list(zip(*sheet.rows, strict=True)) or [()] * len(sheet.header)
    texts = {name: Coded.of(column) for name, column in zip(sheet.header, cells, strict=True) if name}
    if not all(sheet.header):
        findings.add(ours.nameless_column(), file, HEADER_ROW)
    return _content(
        sheet.header, texts, len(sheet.rows), table, file, findings, sheet.wrong, comma=sheet.semicolons
    )


def _content_of(rows: Sequence[Mapping[str, object]], table: Table, file: str, findings: Findings) -> _Read:
    names = list(dict.fromkeys(name for row in rows for name in row))
    if not rows:
        names = [column.name for column in columns_of(table, ())]
    lists = {column.name for column in columns_of(table, ()) if column.field.type == "list"}
    texts = {}
    for name in names:
        column = column_named(name, [one.name for one in columns_of(table, ())])
        given = [row.get(name) for row in rows]
        wrong = [at for at, value in enumerate(given) if not _fits(value, is_list=column in lists)]
        findings.rows(file, name, wrong, lambda row, given=given: (ours.nested(), _text(given[row])))  # type: ignore[misc]
        texts[name] = Coded.of([_text(value).strip() for value in given])
    return _content(names, texts, len(rows), table, file, findings)


def _fits(value: object, *, is_list: bool) -> bool:
    """Whether a JSON value can stand in a cell: no object, a list only where lists are, no bar in its items."""
    if not isinstance(value, list):
        return not isinstance(value, dict)
    inside = [one for item in value for one in (item if isinstance(item, list) else [item])]
    return is_list and not any(isinstance(one, (dict, list)) or "|" in str(one) for one in inside)


def _content(
    header: Sequence[str],
    texts: Mapping[str, Coded],
    size: int,
    table: Table,
    file: str,
    findings: Findings,
    skip: Collection[int] = (),
    *,
    comma: bool = False,
) -> _Read:
    columns = {column.name: column for column in columns_of(table, ())}
    written: dict[str, str] = {}
    for name in filter(None, header):
        found = column_named(name, columns)
        if found is None:
            findings.add(ours.unknown_column(name, list(columns)), file, HEADER_ROW, name, name)
        elif found in written:
            findings.add(ours.column_in_two(written[found]), file, HEADER_ROW, name, name)
        else:
            written[found] = name
    made: dict[str, Coded] = {}
    for name, column in columns.items():
        if name in written:
            made[name] = _typed(column, written[name], texts[written[name]], file, findings, skip, comma=comma)
        elif not column.field.required:
            made[name] = Coded.same(column.missing, size)
        else:
            findings.add(wording.missing_column(), file, HEADER_ROW, name)
    return _Read(Content(table, file, made, size, frozenset(skip)), written)


def _typed(
    column: Column,
    written: str,
    texts: Coded,
    file: str,
    findings: Findings,
    skip: Collection[int],
    *,
    comma: bool,
) -> Coded:
    """The values of cells; what is not right becomes a problem, and the cell empty."""
    read = [_read_cell(column, str(text), comma=comma) for text in texts.values]
    told = {code: fault for code, (_, fault) in enumerate(read) if fault is not None}
    marked = np.zeros(len(read), dtype=np.bool_)
    marked[list(told)] = True
    wrong = [row for row in texts.rows_with(marked) if row not in skip]
    findings.rows(file, written, wrong, lambda row: (told[int(texts.codes[row])], texts[row]))
    return Coded([value for value, _ in read], texts.codes).plain()


def _read_cell(column: Column, text: str, *, comma: bool) -> tuple[object, Fault | None]:
    if not text:
        return column.missing, wording.required() if column.field.required else None
    plain = plainly(column.field, text, comma=comma)
    value = plain if isinstance(plain, Fault) else parse(column.field, plain)
    if isinstance(value, Fault):
        return column.missing, value
    if isinstance(value, tuple) and len(value) > ITEMS_AT_ONCE:
        return value, _check_long(column.field, value)
    return value, check(column.field, value)


def _check_long(field: Field, items: tuple[str, ...]) -> Fault | None:
    """What is wrong with a list that may be longer than a text in a pack: items are checked, some at a time."""
    if len(set(items)) < len(items):
        return wording.twice_in_list(Counter(items).most_common(1)[0][0])
    parts = (items[at : at + ITEMS_AT_ONCE] for at in range(0, len(items), ITEMS_AT_ONCE))
    return next(filter(None, (check(field, part) for part in parts)), None)


def _text(value: object) -> str:
    """A JSON value as it would stand in a cell; a list within a list holds equals."""
    if isinstance(value, list):
        return "|".join("=".join(map(_text, item)) if isinstance(item, list) else _text(item) for item in value)
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    return render(value)
