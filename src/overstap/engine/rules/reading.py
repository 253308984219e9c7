# SPDX-License-Identifier: EUPL-1.2
"""Reads parameters from TOML, and refuses what has no date, no source or no right value."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType

from overstap.engine.problems import InputRefused, Problem
from overstap.engine.rules import wording
from overstap.engine.rules.dated import Dated, Kind, Parameter, RuleSource

_FIELDS = frozenset(
    (
        "unit",
        "nl",
        "en",
        "kind",
        "minimum",
        "maximum",
        "revised_every",
        "note_nl",
        "note_en",
        "source",
        "values",
    )
)

_Table = Mapping[str, object]


def read_folder(folder: Path) -> dict[str, Parameter]:
    """The parameters of all TOML files in a folder, by name (`file.table`).

    Raises `InputRefused` with everything that is wrong in them.
    """
    problems: list[Problem] = []
    found: dict[str, Parameter] = {}
    for path in sorted(folder.glob("*.toml")):
        try:
            tables = tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            problems.append(wording.unreadable(path.name, str(error)))
            continue
        for key, table in tables.items():
            reader = _Reader(path.name, f"{path.stem}.{key}", problems)
            if (parameter := reader.parameter(table)) is not None:
                found[parameter.name] = parameter
    if problems:
        raise InputRefused(problems)
    return found


@dataclass(frozen=True)
class _Reader:
    """Reads one table of a file; what is wrong is added to `problems`."""

    file: str
    name: str
    problems: list[Problem]

    def parameter(self, table: object) -> Parameter | None:
        if not isinstance(table, dict):
            self._wrong("parameter", table)
            return None
        before = len(self.problems)
        for field in sorted(table.keys() - _FIELDS):
            self._wrong("field", field)
        low, high = self._bound(table, "minimum"), self._bound(table, "maximum")
        made = Parameter(
            name=self.name,
            unit=self._text(table, "unit"),
            description=MappingProxyType({"nl": self._text(table, "nl"), "en": self._text(table, "en")}),
            kind=self._kind(table.get("kind")),
            source=self._source(_as_table(table.get("source"))),
            values=self._values(table.get("values"), low, high),
            minimum=low,
            maximum=high,
            revised_every=self._months(table.get("revised_every")),
            note=self._note(table),
        )
        return made if len(self.problems) == before else None

    def _wrong(self, what: str, value: object) -> None:
        self.problems.append(wording.wrong(self.file, self.name, what, value))

    def _missing(self, what: str) -> None:
        self.problems.append(wording.missing(self.file, self.name, what))

    def _text(self, table: _Table, field: str) -> str:
        text = table.get(field)
        if not isinstance(text, str) or not text.strip():
            self._missing(field)
            return ""
        return text

    def _note(self, table: _Table) -> Mapping[str, str]:
        """Nothing, or a note in both languages."""
        if not {"note_nl", "note_en"} & table.keys():
            return MappingProxyType({})
        return MappingProxyType({language: self._text(table, f"note_{language}") for language in ("nl", "en")})

    def _bound(self, table: _Table, field: str) -> float:
        value = _as_number(table.get(field))
        if value is None:
            self._missing(field)
        return value or 0.0

    def _kind(self, kind: object) -> Kind:
        if kind == "published":
            return "published"
        if kind != "estimate":
            self._wrong("kind", kind)
        return "estimate"

    def _months(self, months: object) -> int | None:
        if months is None or (type(months) is int and months > 0):
            return months
        self._wrong("revised_every", months)
        return None

    def _source(self, source: _Table) -> RuleSource:
        year = source.get("year")
        if type(year) is not int:
            self._missing("source.year")
        for field in ("title", "publisher"):
            if not source.get(field):
                self._missing(f"source.{field}")
        return RuleSource(
            title=str(source.get("title", "")),
            publisher=str(source.get("publisher", "")),
            year=year if isinstance(year, int) else 0,
            article=str(source.get("article", "")),
            address=str(source.get("address", "")),
        )

    def _values(self, rows: object, low: float, high: float) -> tuple[Dated, ...]:
        if not isinstance(rows, list) or not rows:
            self._missing("values")
            return ()
        made = [self._dated(_as_table(row), low, high) for row in rows]
        dated = tuple(one for one in made if one is not None)
        for one, next_one in pairwise(dated):
            if next_one.since <= one.since:
                self.problems.append(wording.not_in_order(self.file, self.name, next_one.since))
        return dated

    def _dated(self, row: _Table, low: float, high: float) -> Dated | None:
        since, value, check = row.get("from"), _as_number(row.get("value")), row.get("to_check", False)
        # `type`, not `isinstance`: a moment is no day.
        if type(since) is not date:
            self._wrong("date (from)", since)
        elif value is None or not low <= value <= high:
            self._wrong("value", row.get("value"))
        elif not isinstance(check, bool):
            self._wrong("to_check", check)
        else:
            return Dated(since, value, check)
        return None


def _as_table(value: object) -> _Table:
    return value if isinstance(value, dict) else {}


def _as_number(value: object) -> float | None:
    if isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value):
        return float(value)
    return None
