# SPDX-License-Identifier: EUPL-1.2
"""Checks the cells of one table, column by column.

Every distinct value of a column is converted and checked once: large tables repeat themselves, and
the checks can stay plain Python.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

import numpy as np

from overstap.engine.coded import Coded, CodedRows
from overstap.engine.pack import wording
from overstap.engine.pack.findings import HEADER_ROW, Fault, Findings
from overstap.engine.pack.model import Column, columns_of
from overstap.engine.pack.schema import Table
from overstap.engine.pack.values import PYTHON_TYPES, check, parse


@dataclass(frozen=True, slots=True)
class Content:
    """The columns of a table as read from `file`; `size` rows.

    `skip` holds the indexes of rows whose shape was wrong: their cells are not told again.
    """

    table: Table
    file: str
    columns: dict[str, Coded]
    size: int
    skip: frozenset[int] = field(default=frozenset())

    def rows(self) -> CodedRows:
        """The table row by row."""
        return CodedRows(self.columns)


def check_header(
    names: Sequence[str], table: Table, languages: tuple[str, ...], file: str, findings: Findings
) -> dict[str, Column]:
    """The columns of the table that `names` holds; unknown, double and missing ones become problems."""
    columns = {column.name: column for column in columns_of(table, languages)}
    seen: set[str] = set()
    for name in names:
        if name in seen:
            findings.add(wording.column_twice(), file, HEADER_ROW, name)
        elif name not in columns:
            findings.add(wording.unknown_column(name, tuple(columns)), file, HEADER_ROW, name, name)
        seen.add(name)
    for name, column in columns.items():
        if column.field.required and name not in seen:
            findings.add(wording.missing_column(), file, HEADER_ROW, name)
    return {name: columns[name] for name in names if name in columns}


def typed_from_text(
    column: Column, texts: Coded, file: str, findings: Findings, skip: Collection[int] = ()
) -> Coded:
    """The values of the cells `texts`; what is not right becomes a problem.

    A text that breaks a rule is kept as it is, so that references to it are not told as well; any
    other faulty cell becomes `None`.
    """
    read = [_read_cell(column, str(text)) for text in texts.values]
    _tell(texts, [fault for _, fault in read], column.name, file, findings, skip)
    return Coded([value for value, _ in read], texts.codes).plain()


def _read_cell(column: Column, text: str) -> tuple[object, Fault | None]:
    if not text:
        return column.missing, wording.required() if column.field.required else None
    value = parse(column.field, text)
    if isinstance(value, Fault):
        return column.missing, value
    return value, check(column.field, value)


def check_typed(column: Column, values: Coded, file: str, findings: Findings) -> None:
    """Checks values that have types already: from Parquet, or of a pack about to be written."""
    _tell(values, [_fault_of(column, value) for value in values.values], column.name, file, findings)


def coded_for(column: Column, cells: Sequence[object]) -> Coded:
    """The cells of a column in memory; those of other types than its own stay apart from what equals them."""
    fitting = set(map(type, cells)) - {type(None)} <= set(PYTHON_TYPES[column.field.type])
    return Coded.of(cells) if fitting else Coded(cells, np.arange(len(cells), dtype=np.int32))


def _tell(
    cells: Coded,
    faults: Sequence[Fault | None],
    column: str,
    file: str,
    findings: Findings,
    skip: Collection[int] = (),
) -> None:
    """Tells every row whose value has a fault."""
    told = {code: fault for code, fault in enumerate(faults) if fault is not None}
    marked = np.zeros(len(faults), dtype=np.bool_)
    marked[list(told)] = True
    wrong = [row for row in cells.rows_with(marked) if row not in skip]

    def tell(row: int) -> tuple[Fault, object]:
        return told[int(cells.codes[row])], cells[row]

    findings.rows(file, column, wrong, tell)


def _fault_of(column: Column, value: object) -> Fault | None:
    if value is None and column.field.type == "list":
        return wording.wrong_type("list")
    if value is None or value == ():
        return wording.required() if column.field.required else None
    return check(column.field, value)
