# SPDX-License-Identifier: EUPL-1.2
"""Rows out of a file with many vacancies: CSV or Excel (XLSX), known by its bytes.

An Excel file nobody vouches for is unpacked in a process of its own with little memory and time.
"""

from __future__ import annotations

import csv
import json
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from overstap.engine.own_process import Bounds, run_apart
from overstap.engine.problems import InputRefused, Problem
from overstap.engine.vacancies.sheet_unpacking import CELL_AT_MOST, ROWS_AT_MOST

LARGEST_FILE = 10_000_000
"""Bytes."""
BOUNDS = Bounds(memory=2**29, seconds=20, writes=0)
_PROGRAM = "import runpy, sys; runpy.run_path(sys.argv[1], run_name='__main__')"
_UNPACKING = Path(__file__).with_name("sheet_unpacking.py")
_turns = threading.BoundedSemaphore(2)

_REASONS = {
    "old-or-locked": (
        "is an old Excel file, or has a password",
        "is een oud Excel-bestand, of heeft een wachtwoord",
    ),
    "no-sheet": ("has no sheet in it", "heeft geen werkblad"),
    "too-large-inside": ("is too large once it is unpacked", "is uitgepakt te groot"),
    "too-many-rows": (
        f"has more than {ROWS_AT_MOST:,} rows",
        f"heeft meer dan {ROWS_AT_MOST:,} rijen".replace(",", "."),
    ),
    "broken": ("is broken, or no Excel file", "is kapot, of geen Excel-bestand"),
    "too-much": ("takes too much time or memory to read", "kost te veel tijd of geheugen om te lezen"),
    "busy": ("cannot be read now: others are being read", "kan nu niet gelezen worden: er zijn er meer bezig"),
    "empty": ("is empty", "is leeg"),
    "too-large": ("is larger than 10 MB", "is groter dan 10 MB"),
    "not-utf8": ("is no Excel file, and no text in UTF-8", "is geen Excel-bestand en geen tekst in UTF-8"),
    "not-csv": ("cannot be read as CSV", "is niet te lezen als CSV"),
}
_MEND = {
    "en": "Save it as .xlsx, or as CSV in UTF-8.",
    "nl": "Bewaar het als .xlsx, of als CSV in UTF-8.",
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """The cells of a file: `header` is the first row that has any, at `first` (counted from 1)."""

    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    """The rows below it that have any, each with its number in the file."""


def read_sheet(content: bytes, name: str = "", *, bounds: Bounds = BOUNDS) -> Sheet:
    """The cells of a CSV or Excel file; `name` is only used in a refusal.

    Raises `InputRefused` for what is too large, empty, locked, broken, or of another kind.
    """
    if len(content) > LARGEST_FILE:
        raise _refused(name, "too-large")
    if not content.strip():
        raise _refused(name, "empty")
    binary = content[:4] in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
    rows = _excel(content, name, bounds) if binary else _csv(content, name)
    filled = [(at, tuple(row)) for at, row in enumerate(rows, start=1) if any(cell.strip() for cell in row)]
    if not filled:
        raise _refused(name, "empty")
    (_first, header), *below = filled
    return Sheet(tuple(cell.strip() for cell in header), tuple(below))


def _excel(content: bytes, name: str, bounds: Bounds) -> list[list[str]]:
    if not _turns.acquire(timeout=bounds.seconds):
        raise _refused(name, "busy")
    try:
        said = run_apart(_PROGRAM, [str(_UNPACKING)], bounds=bounds, given=content, bare=True)
    finally:
        _turns.release()
    try:
        answer = json.loads(said) if said else {}
    except ValueError:
        answer = {}
    if not isinstance(answer, dict) or "rows" not in answer:
        why = str(answer.get("refused", "")) if isinstance(answer, dict) else ""
        raise _refused(name, why if why in _REASONS else "too-much")
    rows: list[list[str]] = answer["rows"]
    return rows


def _csv(content: bytes, name: str) -> list[list[str]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _refused(name, "not-utf8") from None
    if "\0" in text:
        raise _refused(name, "not-utf8")
    first = text.split("\n", 1)[0]
    separator = max(";,\t", key=first.count)
    rows: list[list[str]] = []
    previous = csv.field_size_limit(CELL_AT_MOST)
    try:
        for row in csv.reader(text.splitlines(keepends=True), delimiter=separator, strict=True):
            rows.append(row)
            if len(rows) > ROWS_AT_MOST:
                raise _refused(name, "too-many-rows")
    except csv.Error:
        raise _refused(name, "not-csv") from None
    finally:
        csv.field_size_limit(previous)
    return rows


def _refused(name: str, why: str) -> InputRefused:
    en, nl = _REASONS[why]
    return InputRefused([Problem({"en": en, "nl": nl}, file=name, mend=_MEND)])


def is_json(content: bytes) -> bool:
    """Whether a file holds JSON, by its first sign."""
    return content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[")


def cells_of(sheet: Sheet, names: Sequence[str]) -> list[tuple[int, dict[str, str]]]:
    """Each row as name -> cell, for columns that have a name (empty: a column to leave out)."""
    return [
        (at, {name: cell.strip() for name, cell in zip(names, row, strict=False) if name})
        for at, row in sheet.rows
    ]
