# SPDX-License-Identifier: EUPL-1.2
"""The cells of a table, however a spreadsheet wrote it: CSV with commas, semicolons or tabs, or Excel.

A workbook is unpacked in a process of its own, within bounds: it is a zip of whatever somebody put in it.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from dataclasses import dataclass, field

from overstap.engine.own_process import Bounds, run_apart
from overstap.engine.pack import wording
from overstap.engine.pack.findings import FIRST_ROW, HEADER_ROW, Findings
from overstap.engine.placement import wording as ours
from overstap.engine.spreadsheet import is_workbook, separator_of, text_of

SEPARATORS = ",;\t"
LONGEST_CELL = 10_000_000
"""Characters: a host may list every student."""
SUFFIXES = (".csv", ".tsv", ".xlsx")
_BOUNDS = Bounds(memory=2**32, seconds=60, writes=0)
_UNPACK = """
import json, sys
import fastexcel
book = fastexcel.read_excel(sys.stdin.buffer.read())
said = {}
for name in book.sheet_names:
    rows = book.load_sheet(name, header_row=None, dtypes="string").to_polars().iter_rows()
    said[name] = [["" if cell is None else cell for cell in row] for row in rows]
json.dump(said, sys.stdout)
"""
"""Every sheet of a workbook as JSON: lists of rows of text."""


@dataclass(frozen=True)
class Sheet:
    """A header and rows of as many cells, without spaces around them.

    `semicolons`: the file has them between its columns, as spreadsheets write it where a comma is the decimal
    sign. `wrong`: rows (from 0) of a wrong shape, made to fit.
    """

    header: list[str]
    rows: list[list[str]]
    semicolons: bool = False
    wrong: frozenset[int] = field(default=frozenset())


def sheet_in(data: bytes, file: str, findings: Findings) -> Sheet | None:
    """The one table in a file, of a workbook the first sheet that holds any; `None` after telling why not."""
    if is_workbook(data):
        sheets = sheets_in(data, file, findings)
        if sheets is None:
            return None
        return next(iter(sheets.values()), None) or _told([], file, findings)
    text = _text(data, file, findings)
    if text is None:
        return None
    separator = separator_of(text, SEPARATORS)
    records = csv.reader(io.StringIO(text, newline="\n"), delimiter=separator, strict=True)
    return _told(records, file, findings, semicolons=separator == ";")


def sheets_in(data: bytes, file: str, findings: Findings) -> dict[str, Sheet] | None:
    """The sheets of a workbook that hold anything, by name; `None` after telling why there are none."""
    unpacked = run_apart(_UNPACK, bounds=_BOUNDS, given=data)
    if not unpacked:
        findings.add(ours.broken_workbook(), file)
        return None
    read: dict[str, list[list[str]]] = json.loads(unpacked)
    sheets = {}
    for name, rows in read.items():
        if any(cell.strip() for row in rows for cell in row):
            sheet = _told(rows, f"{file}: {name}", findings)
            if sheet is not None:
                sheets[name] = sheet
    return sheets


def _text(data: bytes, file: str, findings: Findings) -> str | None:
    """What is written there; `None` after telling that it is no text, or none at all."""
    text = text_of(data)
    if text is None:
        findings.add(ours.no_text(), file)
        return None
    # Line breaks of Windows, and those of old Macs when there are no others.
    text = text.replace("\r\n", "\n")
    text = text if "\n" in text else text.replace("\r", "\n")
    if not text.strip():
        findings.add(wording.empty_file(), file)
        return None
    return text


def _told(
    records: Iterable[list[str]], file: str, findings: Findings, *, semicolons: bool = False
) -> Sheet | None:
    """The first record as header, the others as rows. What is empty at the end or on the right is left out."""
    rows: list[list[str]] = []
    before = csv.field_size_limit(LONGEST_CELL)
    try:
        for record in records:
            rows.append([cell.strip() for cell in record])
    except csv.Error as error:
        long = "field limit" in str(error)
        fault = wording.too_long(LONGEST_CELL) if long else wording.broken_csv(str(error)[:100])
        findings.add(fault, file, len(rows) + 1)
        return None
    finally:
        csv.field_size_limit(before)
    while rows and not any(rows[-1]):
        rows.pop()
    if not rows:
        findings.add(wording.empty_file(), file)
        return None
    header, *below = rows
    while header and not header[-1]:
        header.pop()
    width, wrong = len(header), set()
    for at, row in enumerate(below):
        if len(row) == width and any(row):
            continue
        if not any(row):
            wrong.add(at)
            findings.add(wording.blank_row(), file, at + FIRST_ROW)
        elif any(row[width:]):
            wrong.add(at)
            findings.add(ours.too_many_cells(len(row), width), file, at + FIRST_ROW)
        below[at] = (row + [""] * width)[:width]
    if not header:
        findings.add(wording.empty_file(), file, HEADER_ROW)
        return None
    return Sheet(header, below, semicolons, frozenset(wrong))
