# SPDX-License-Identifier: EUPL-1.2
"""Checks the cells of one table, column by column.

Every distinct value of a column is converted and checked once: large tables repeat themselves, and
the checks can stay plain Python.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from overstap.engine.pack import wording
from overstap.engine.pack.findings import HEADER_ROW, Fault, Findings
from overstap.engine.pack.model import Column, Row, columns_of
from overstap.engine.pack.schema import Table
from overstap.engine.pack.values import PYTHON_TYPES, check, parse

Values = list[object]


@dataclass(frozen=True, slots=True)
class Content:
    """The columns of a table as read from `file`; `size` rows.

    `skip` holds the indexes of rows whose shape was wrong: their cells are not told again.
    """

    table: Table
    file: str
    columns: dict[str, Values]
    size: int
    skip: frozenset[int] = field(default=frozenset())

    def rows(self) -> tuple[Row, ...]:
        """The table row by row."""
        names = tuple(self.columns)
        return tuple(dict(zip(names, row, strict=True)) for row in zip(*self.columns.values(), strict=True))


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
    column: Column, texts: Sequence[str], file: str, findings: Findings, skip: Collection[int] = ()
) -> Values:
    """The values of the cells `texts`; what is not right becomes a problem.

    A text that breaks a rule is kept as it is, so that references to it are not told as well; any
    other faulty cell becomes `None`.
    """
    values: dict[str, object] = {}
    faults: dict[str, Fault] = {}
    for text in set(texts):
        value, fault = _read_cell(column, text)
        values[text] = value
        if fault is not None:
            faults[text] = fault
    if faults:
        wrong = [index for index, text in enumerate(texts) if text in faults and index not in skip]
        findings.rows(file, column.name, wrong, lambda index: (faults[texts[index]], texts[index]))
    return list(map(values.__getitem__, texts))


def _read_cell(column: Column, text: str) -> tuple[object, Fault | None]:
    if not text:
        return column.missing, wording.required() if column.field.required else None
    value = parse(column.field, text)
    if isinstance(value, Fault):
        return column.missing, value
    return value, check(column.field, value)


def check_typed(column: Column, values: Sequence[object], file: str, findings: Findings) -> None:
    """Checks values that have types already: from Parquet, or of a pack about to be written."""
    kinds = set(map(type, values)) - {type(None)}
    if kinds <= set(PYTHON_TYPES[column.field.type]):
        try:
            faults = {value: fault for value in set(values) if (fault := _fault_of(column, value))}
        except TypeError:  # a tuple that holds something unhashable
            faults = None
        if faults is not None:
            wrong = [index for index, value in enumerate(values) if value in faults] if faults else []
            findings.rows(file, column.name, wrong, lambda index: (faults[values[index]], values[index]))
            return
    single = {index: fault for index, value in enumerate(values) if (fault := _fault_of(column, value))}
    findings.rows(file, column.name, list(single), lambda index: (single[index], values[index]))


def _fault_of(column: Column, value: object) -> Fault | None:
    if value is None and column.field.type == "list":
        return wording.wrong_type("list")
    if value is None or value == ():
        return wording.required() if column.field.required else None
    return check(column.field, value)
