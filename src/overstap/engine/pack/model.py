# SPDX-License-Identifier: EUPL-1.2
"""A region pack in memory: checked tables with typed values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from overstap.engine.coded import Coded, CodedRows
from overstap.engine.coded import Row as Row
from overstap.engine.pack.schema import TABLE_BY_NAME, TABLES, Field, Table

Rows = Sequence[Row]


@dataclass(frozen=True, slots=True)
class Column:
    """One column as it stands in a file: a field, once per language when it is translated."""

    name: str
    field: Field

    @property
    def missing(self) -> object:
        """What stands for an empty cell: `()` for a list, else `None`."""
        return () if self.field.type == "list" else None


def columns_of(table: Table, languages: tuple[str, ...]) -> tuple[Column, ...]:
    """The columns of `table` in a pack with these languages, in order.

    >>> from overstap.engine.pack.schema import TABLE_BY_NAME
    >>> [column.name for column in columns_of(TABLE_BY_NAME["skill_groups"], ("nl", "en"))]
    ['id', 'label_nl', 'label_en', 'parent']
    """
    columns: list[Column] = []
    for field in table.fields:
        if field.translated:
            columns += [Column(f"{field.name}_{language}", field) for language in languages]
        else:
            columns.append(Column(field.name, field))
    return tuple(columns)


@dataclass(frozen=True)
class Pack:
    """A region: its name, its languages and its tables.

    `title` and `description` hold a text per language. `licence` is an SPDX or Open Definition
    identifier. `tables` holds every table of the schema in the schema's order, each a sequence of rows: a
    tuple, or `CodedRows`, which a table of millions of rows should be. A row maps every column to a `str`,
    `int`, `float`, `bool`, `datetime.date`, tuple of `str` (a list; empty when nothing was given) or `None`
    (nothing was given). Translated fields stand under their column names (`label_nl`, `label_en`).

    Tables and columns left out when a pack is made are filled in as empty. Making a pack checks
    nothing: `read_pack` and `write_pack` do.
    """

    name: str
    title: Mapping[str, str]
    version: str
    languages: tuple[str, ...]
    licence: str
    description: Mapping[str, str]
    tables: Mapping[str, Rows]

    def __post_init__(self) -> None:
        complete = {table.name: self._complete(table) for table in TABLES}
        unknown = {name: tuple(rows) for name, rows in self.tables.items() if name not in TABLE_BY_NAME}
        object.__setattr__(self, "languages", tuple(self.languages))
        object.__setattr__(self, "tables", complete | unknown)

    def _complete(self, table: Table) -> Rows:
        columns = columns_of(table, self.languages)
        empty = {column.name: column.missing for column in columns}
        rows = self.tables.get(table.name, ())
        if isinstance(rows, CodedRows):
            there = {name: Coded.same(value, len(rows)) for name, value in empty.items()} | rows.columns
            return rows if len(rows.columns) == len(there) else CodedRows(there)
        return tuple(row if len(row) == len(columns) else {**empty, **row} for row in rows)

    def table(self, name: str) -> Rows:
        """The rows of one table; raises `KeyError` for a name that is not in the schema."""
        return self.tables[name]

    def by_id(self, name: str) -> dict[str, Row]:
        """The rows of one table under their `id`; made anew at each call."""
        return {str(row["id"]): row for row in self.tables[name]}
