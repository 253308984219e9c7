# SPDX-License-Identifier: EUPL-1.2
"""Wages per ISCO group, from the hourly wages that Statistics Netherlands (CBS) publishes per BRC 2014 group.

Two tables: the wages, of which `cbs_label` begins with the code of the BRC group, and which ISCO unit group is
the main one of each BRC group. An ISCO group that stands for a BRC group gets its figures. Another one in the
same minor group (three digits), else in the same sub-major group (two), gets the middle of what is known there,
as an estimate of ours. What is further away gets none.
"""

from __future__ import annotations

import csv
import io
import statistics
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from overstap.engine.problems import InputRefused, Problem

_NEAR = (3, 2)
"""Digits of the ISCO code that two groups share for the wages of one to say something of the other."""
_WAGES = ("cbs_label", "hourly_p25", "hourly_median", "hourly_p75", "year")
_GROUPS = ("brc2014", "isco08_primary")
_BRC = 4


@dataclass(frozen=True, slots=True)
class Wage:
    """EUR gross per hour: a quarter earns less than `low`, half less than `middle`, a quarter more than `high`.

    `estimate`: of a group nearby, not published for this one.
    """

    low: float
    middle: float
    high: float
    estimate: bool


@dataclass(frozen=True, slots=True)
class Wages:
    """What was published, by ISCO unit group, and of which year."""

    published: Mapping[str, Wage]
    year: int

    def of(self, isco: str) -> Wage | None:
        """The wage of an ISCO unit group: published, else estimated from groups nearby, else none."""
        if isco in self.published:
            return self.published[isco]
        for digits in _NEAR:
            near = [wage for code, wage in sorted(self.published.items()) if code[:digits] == isco[:digits]]
            if near:
                return Wage(
                    _middle(one.low for one in near),
                    _middle(one.middle for one in near),
                    _middle(one.high for one in near),
                    estimate=True,
                )
        return None


def read_wages(wages: Path, groups: Path) -> Wages:
    """Reads the two tables (CSV in UTF-8).

    Raises `InputRefused` with all that is wrong: a file or column that is not there, a wage that is no number.
    """
    problems: list[Problem] = []
    paid = _rows(wages, _WAGES, problems)
    main = {row["brc2014"]: row["isco08_primary"] for row in _rows(groups, _GROUPS, problems)}
    published: dict[str, Wage] = {}
    years = set()
    for number, row in enumerate(paid, start=2):
        figures = [_number(row[name]) for name in ("hourly_p25", "hourly_median", "hourly_p75", "year")]
        if None in figures:
            problems.append(_no_number(wages, number, row))
            continue
        low, middle, high, year = (float(figure or 0.0) for figure in figures)
        years.add(int(year))
        isco = main.get(row["cbs_label"][:_BRC])
        if isco:
            published[isco] = Wage(low, middle, high, estimate=False)
    if problems:
        raise InputRefused(problems)
    return Wages(published, max(years, default=0))


def _rows(path: Path, needed: Iterable[str], problems: list[Problem]) -> list[dict[str, str]]:
    try:
        read = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig")))
        rows = list(read)
    except (OSError, UnicodeDecodeError, csv.Error):
        problems.append(_unreadable(path))
        return []
    absent = [name for name in needed if name not in (read.fieldnames or ())]
    if absent:
        problems.append(_no_column(path, ", ".join(absent)))
        return []
    return [{name: value or "" for name, value in row.items() if name is not None} for row in rows]


def _number(text: str) -> float | None:
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        return None
    return value if 0 < value < 1e6 else None


def _middle(values: Iterable[float]) -> float:
    return round(statistics.median(values), 2)


def _unreadable(path: Path) -> Problem:
    return Problem(
        {"en": "cannot be read as CSV in UTF-8", "nl": "is niet te lezen als CSV in UTF-8"},
        path.name,
        mend={"en": "Give an existing CSV file.", "nl": "Geef een bestaand CSV-bestand."},
    )


def _no_column(path: Path, names: str) -> Problem:
    return Problem(
        {"en": f"the column {names} is missing", "nl": f"de kolom {names} ontbreekt"},
        path.name,
        1,
        mend={"en": "See docs/how-to/regions-and-esco.md.", "nl": "Zie docs/how-to/regions-and-esco.md."},
    )


def _no_number(path: Path, row: int, cells: Mapping[str, str]) -> Problem:
    return Problem(
        {"en": "has a wage or year that is no number", "nl": "heeft een loon of jaar dat geen getal is"},
        path.name,
        row,
        value=cells["cbs_label"][:80],
        mend={"en": "Write it as 17.5.", "nl": "Schrijf het als 17.5."},
    )
