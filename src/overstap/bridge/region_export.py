# SPDX-License-Identifier: EUPL-1.2
"""Carries a region pack out of the database: as it came in, or with what people added."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from django.db.models import Q

from overstap.apps.audit import actions as audit
from overstap.apps.carried import ADDED_BY_PEOPLE
from overstap.apps.openings.enums import OpeningStatus
from overstap.apps.region import queries
from overstap.bridge.moments import one_moment
from overstap.bridge.pack_rows import MODELS, Correspondence
from overstap.bridge.refusals import unknown_pack
from overstap.engine.pack import Pack, Row, write_pack
from overstap.engine.pack.schema import TABLE_BY_NAME, Field, Table
from overstap.engine.problems import InputRefused

Format = Literal["csv", "parquet"]
Rows = tuple[dict[str, object], ...]


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What was written: table -> rows; and what people added that a pack cannot hold, table -> rows.

    A pack stands on its own: what refers to a skill or occupation outside it (of ESCO, of another pack)
    is left out, and so is what belongs to an opening that its source withdrew.
    """

    pack: str
    version: str
    tables: Mapping[str, int]
    left_out: Mapping[str, int]

    def as_dict(self) -> dict[str, object]:
        """The report as plain data, for `--json`."""
        return {
            "pack": self.pack,
            "version": self.version,
            "tables": dict(self.tables),
            "left_out": dict(self.left_out),
        }


ON_OFFER = frozenset({"openings", "course_editions", "people"})
"""Tables whose rows are of no use once retired: nobody can apply for an opening that its source withdrew."""

_PUBLISHED = {"openings": "status", "opening_skills": "opening__status"}
"""Tables of which only what is published is carried, and where that stands."""


def export_pack(
    name: str, path: Path | str, *, with_additions: bool = False, format: Format = "csv", by: str = "system"
) -> ExportReport:
    """Writes the pack `name` to the folder or zip file `path`, in `format` csv or parquet.

    Without additions it is the pack as it was imported, to the last value and in the same order. With
    additions, what people added follows the pack's own rows. `by`: a role (`terminal`) or a role and a number.

    Raises `InputRefused` when there is no such pack or the path cannot be written to.
    """
    pack, left_out = _stored(name, additions=with_additions, tables=tuple(MODELS))
    write_pack(pack, path, format=format)
    tables = {table: len(rows) for table, rows in pack.tables.items()}
    audit.record(what="pack.exported", subject=name, by=by, counts={"rows": sum(tables.values())})
    return ExportReport(pack.name, pack.version, tables, left_out)


def stored_pack(name: str, *, with_additions: bool = False, tables: Iterable[str] = tuple(MODELS)) -> Pack:
    """The pack `name` from the database, in memory; only the given tables are read and filled.

    With additions it also holds what people added, and the retired rows that those need (not retired
    openings, editions and people: they are withdrawn); every id that is referred to in the tables read
    exists in them. One query per table, all of the same moment.

    Raises `InputRefused` when there is no such pack.
    """
    pack, _ = _stored(name, additions=with_additions, tables=tuple(tables))
    return pack


def _stored(name: str, *, additions: bool, tables: tuple[str, ...]) -> tuple[Pack, dict[str, int]]:
    with one_moment():
        known = queries.imported_pack(name)
        if known is None:
            raise InputRefused([unknown_pack(name, [pack.name for pack in queries.imported_packs()])])
        languages = tuple(known.languages)
        read = {
            table: _rows(table, name, languages, additions=additions) for table in MODELS if table in tables
        }
    closed = _closed(read, languages) if additions else read
    left_out = {table: len(rows) - len(closed[table]) for table, rows in read.items()}
    pack = Pack(
        name=known.name,
        title=known.title,
        version=known.version,
        languages=languages,
        licence=known.licence,
        description=known.description,
        tables=closed,
    )
    return pack, {table: number for table, number in left_out.items() if number}


def _rows(table: str, name: str, languages: tuple[str, ...], *, additions: bool) -> Rows:
    correspondence = Correspondence.of(table, languages)
    wanted = Q(origin=name) | Q(origin=ADDED_BY_PEOPLE) if additions else Q(origin=name, retired=False)
    if table in ON_OFFER:
        wanted &= Q(retired=False)
    if table in _PUBLISHED:
        wanted &= Q(**{_PUBLISHED[table]: str(OpeningStatus.PUBLISHED)})
    found = correspondence.model.objects.filter(wanted).order_by("-origin", "retired", "position", "pk")
    rows = map(correspondence.to_pack, found.values_list(*correspondence.columns).iterator())
    return tuple(_spoken(table, row, languages) for row in rows) if additions else tuple(rows)


def _spoken(table: str, row: dict[str, object], languages: tuple[str, ...]) -> dict[str, object]:
    """Says in another language what people said in one only, where a pack cannot do without."""
    for field in TABLE_BY_NAME[table].fields:
        if field.translated and field.required:
            columns = [f"{field.name}_{language}" for language in languages]
            said = next((row[column] for column in columns if row[column]), None)
            row.update((column, said) for column in columns if not row[column])
    return row


def _closed(tables: Mapping[str, Rows], languages: tuple[str, ...]) -> dict[str, Rows]:
    """Without the rows that a pack cannot hold: they refer to nothing in it, or lack what it must have.

    Only references to tables that were read count.
    """
    ids = {name: {row["id"] for row in rows if "id" in row} for name, rows in tables.items()}
    closed: dict[str, Rows] = {}
    for name, rows in tables.items():
        fits = _Fitting.of(TABLE_BY_NAME[name], ids, languages)
        kept = tuple(filter(fits.holds, rows))
        while len(kept) < len(rows):
            # A row that leaves may take along rows of its own table, as a group does its subgroups.
            ids[name].intersection_update([row["id"] for row in kept if "id" in row])
            rows, kept = kept, tuple(filter(fits.holds, kept))
        closed[name] = kept
    return closed


@dataclass(frozen=True, slots=True)
class _Fitting:
    """What a row of a pack must have: columns that are not empty, texts of a form, ids that are there."""

    required: tuple[str, ...]
    forms: tuple[tuple[str, re.Pattern[str]], ...]
    references: tuple[tuple[str, set[object]], ...]

    @classmethod
    def of(cls, table: Table, ids: Mapping[str, set[object]], languages: tuple[str, ...]) -> _Fitting:
        fields = table.fields
        return cls(
            tuple(name for field in fields if field.required for name in _columns(field, languages)),
            tuple((field.name, re.compile(field.pattern)) for field in fields if field.pattern),
            tuple((field.name, ids[field.refers_to]) for field in fields if field.refers_to in ids),
        )

    def holds(self, row: Row) -> bool:
        """Whether a row has it. Only what is wanted is looked at: some regions have very many rows."""
        for name in self.required:
            if row[name] is None:
                return False
        for name, form in self.forms:
            value = row.get(name)
            if isinstance(value, str) and not form.fullmatch(value):
                return False
        for name, known in self.references:
            value = row.get(name)
            if value is not None and not (
                known.issuperset(value) if isinstance(value, tuple) else value in known
            ):
                return False
        return True


def _columns(field: Field, languages: tuple[str, ...]) -> list[str]:
    return [f"{field.name}_{language}" for language in languages] if field.translated else [field.name]
