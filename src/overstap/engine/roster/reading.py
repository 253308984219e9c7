# SPDX-License-Identifier: EUPL-1.2
"""Reads a roster: all of it, or nothing and everything that is wrong with it.

What may not come in (citizen service numbers, columns of a special kind, addresses) is refused and not shown
again. Words become what the region knows: an occupation, a place, skills.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from difflib import get_close_matches
from functools import lru_cache
from typing import Any

from overstap.engine.masking import mask_citizen_numbers
from overstap.engine.pack.findings import HEADER_ROW, Fault, Findings
from overstap.engine.region.region import Region
from overstap.engine.roster import wording
from overstap.engine.roster.cells import Cells, cells_of
from overstap.engine.roster.columns import COLUMNS, KINDS_SAID, Column, Kind, column_named, plain, why_never
from overstap.engine.roster.model import Listed

CERTAIN = 0.5
"""From this score on a title names an occupation; below it we say that we do not know it."""
TEXT_AT_MOST = 200
_REFERENCE = re.compile(r"[\w.\-/]{1,40}")
_BETWEEN = re.compile(r"[,;|\n]")
_NUMBER = re.compile(r"-?\d{1,6}(?:[.,]\d{1,4})?")
_DUTCH_DAY = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?: 00:00:00)?")


def read_roster(data: bytes, file: str, region: Region, language: str) -> tuple[Listed, ...]:
    """The people in a file. Raises `InputRefused` with everything that is wrong, and then there are none."""
    findings = Findings()
    cells = cells_of(data, file, findings)
    findings.refuse_if_any()
    assert cells is not None  # noqa: S101 - without cells something was found
    columns = _columns(cells, file, findings)
    findings.refuse_if_any()
    reader = _Reader(region, language, file, findings, columns)
    people = [reader.person(number, row) for number, row in cells.rows]
    findings.refuse_if_any()
    return tuple(person for person in people if person is not None)


def _columns(cells: Cells, file: str, findings: Findings) -> dict[int, Column]:
    found: dict[int, Column] = {}
    for at, name in enumerate(cells.header):
        column, refused = column_named(name), why_never(name)
        if refused:
            findings.add(wording.never(refused), file, HEADER_ROW, "", name)
        elif column is None:
            findings.add(wording.unknown_column(name), file, HEADER_ROW, "", name)
        elif column in found.values():
            findings.add(wording.twice(name), file, HEADER_ROW, "", name)
        else:
            found[at] = column
    for column in COLUMNS:
        if column.required and column not in found.values():
            findings.add(wording.missing_column(column), file, HEADER_ROW)
    return found


class _Reader:
    """Reads rows one by one; what is wrong goes to `findings`."""

    def __init__(
        self, region: Region, language: str, file: str, findings: Findings, columns: dict[int, Column]
    ) -> None:
        self.region, self.language, self.file = region, language, file
        self.findings, self.columns = findings, columns
        self.rows: dict[str, int] = {}
        places = region.records.places
        self.places = {plain(one.label): one.id for one in places.values()} | {one: one for one in places}
        self.readers: dict[Kind, Callable[[str, Column], Any]] = {
            Kind.REFERENCE: self._reference,
            Kind.TEXT: self._text,
            Kind.OCCUPATION: lambda text, _column: self._occupation(text),
            Kind.PLACE: self._place,
            Kind.SKILLS: lambda text, _column: self._skills(text),
            Kind.NUMBER: self._number,
            Kind.KINDS: self._kinds,
            Kind.DAY: self._day,
        }
        # The same titles and words come back row after row.
        self._occupation = lru_cache(maxsize=None)(self._read_occupation)
        self._skills = lru_cache(maxsize=None)(self._read_skills)
        self._recognised = lru_cache(maxsize=None)(self._read_one)

    def person(self, number: int, row: Sequence[str]) -> Listed | None:
        before = self.findings.total
        told: dict[str, Any] = {}
        for at, column in self.columns.items():
            name = column.name.get(self.language, column.name["en"])
            fault, value, shown = self._cell(row[at], column)
            if fault is not None:
                self.findings.add(fault, self.file, number, name, shown)
            elif value is not None:
                told[column.field] = value
                if column.kind is Kind.OCCUPATION:
                    told["said"] = row[at]
        low, high = told.get("hours_low"), told.get("hours_high")
        if low is not None and high is not None and low > high:
            self.findings.add(wording.hours_turned_round(), self.file, number, "", f"{low:g}")
        reference = told.get("reference", "")
        if reference and self.rows.setdefault(reference, number) != number:
            self.findings.add(wording.same_reference(self.rows[reference]), self.file, number, "", reference)
        return Listed(**told) if self.findings.total == before else None

    def _cell(self, text: str, column: Column) -> tuple[Fault | None, Any, str]:
        if not text:
            return (wording.empty() if column.required else None), None, ""
        if mask_citizen_numbers(text)[1]:
            return wording.citizen_number(), None, ""
        value = self.readers[column.kind](text, column)
        return (value, None, text) if isinstance(value, Fault) else (None, value, text)

    def _reference(self, text: str, _column: Column) -> str | Fault:
        return text if _REFERENCE.fullmatch(text) else wording.no_reference()

    def _text(self, text: str, _column: Column) -> str | Fault:
        return text if len(text) <= TEXT_AT_MOST else wording.too_long(TEXT_AT_MOST)

    def _number(self, text: str, column: Column) -> float | Fault:
        bare = text.replace("€", "").replace("\xa0", "").replace(" ", "")
        value = float(bare.replace(",", ".")) if _NUMBER.fullmatch(bare) else None
        if value is None or not column.low <= value <= column.high:
            return wording.no_number(column)
        return value

    def _day(self, text: str, _column: Column) -> date | Fault:
        iso, dutch = _ISO_DAY.fullmatch(text), _DUTCH_DAY.fullmatch(text)
        try:
            if iso:
                return date(int(iso[1]), int(iso[2]), int(iso[3]))
            if dutch:
                return date(int(dutch[3]), int(dutch[2]), int(dutch[1]))
        except ValueError:
            pass
        return wording.no_day()

    def _kinds(self, text: str, _column: Column) -> tuple[str, ...] | Fault:
        said = [plain(one) for one in text.split("|") if one.strip()]
        if any(one not in KINDS_SAID for one in said):
            return wording.no_kind()
        return tuple(dict.fromkeys(KINDS_SAID[one] for one in said))

    def _place(self, text: str, _column: Column) -> str | Fault:
        found = self.places.get(plain(text))
        if found is not None:
            return found
        near = get_close_matches(plain(text), self.places, n=2)
        return wording.no_place(
            dict.fromkeys(self.region.records.places[self.places[one]].label for one in near)
        )

    def _read_occupation(self, text: str) -> str | Fault:
        if len(text) > TEXT_AT_MOST:
            return wording.too_long(TEXT_AT_MOST)
        if text in self.region.taxonomy.occupation_index:
            return text
        found = self.region.find_occupations(text, self.language, 3)
        if found and found[0].score >= CERTAIN:
            return found[0].id
        return wording.no_occupation(one.label for one in found)

    def _read_skills(self, text: str) -> tuple[str, ...]:
        """Each thing of the list by itself: what stands beside it says nothing about it."""
        named = (one.strip() for one in _BETWEEN.split(text))
        return tuple(dict.fromkeys(skill for one in named if one for skill in self._recognised(one)))

    def _read_one(self, text: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one.skill for one in self.region.recognise(text, self.language)))
