# SPDX-License-Identifier: EUPL-1.2
"""The cells of a roster: a CSV file, however a spreadsheet wrote it, or an Excel workbook, to rows of text.

A workbook is unpacked in a process of its own, within bounds: it is a zip of whatever somebody put in it.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from dataclasses import dataclass

from overstap.engine.own_process import Bounds, run_apart
from overstap.engine.pack.findings import Findings
from overstap.engine.roster import wording
from overstap.engine.roster.model import BYTES_AT_MOST, PEOPLE_AT_MOST
from overstap.engine.spreadsheet import is_wide, is_workbook, separator_of, text_of

SEPARATORS = ";,\t"
_CELL_AT_MOST = 10_000
_COLUMNS_AT_MOST = 100
_BOUNDS = Bounds(memory=2**32, seconds=30, writes=0)
_UNPACK = f"""
import json, sys
import fastexcel
sheet = fastexcel.read_excel(sys.stdin.buffer.read()).load_sheet(
    0, header_row=None, dtypes="string", n_rows={PEOPLE_AT_MOST + 100}, use_columns=None
)
rows = sheet.to_polars().iter_rows()
json.dump([["" if cell is None else cell for cell in row[:{_COLUMNS_AT_MOST}]] for row in rows], sys.stdout)
"""
"""The first sheet of a workbook as JSON: a list of rows of text."""
_ZERO = b"\x00"


@dataclass(frozen=True, slots=True)
class Cells:
    """A header, and rows of as many cells, with the number that a spreadsheet shows for each."""

    header: list[str]
    rows: list[tuple[int, list[str]]]


def cells_of(data: bytes, file: str, findings: Findings) -> Cells | None:
    """The cells of a file; `None` after telling why there are none.

    Text is UTF-8, or else what Windows writes in Western Europe (1252); the separator is the one of the header.
    Rows without any text are passed over.
    """
    if len(data) > BYTES_AT_MOST:
        findings.add(wording.too_large(BYTES_AT_MOST), file)
        return None
    if is_workbook(data):
        unpacked = run_apart(_UNPACK, bounds=_BOUNDS, given=data)
        return _told(json.loads(unpacked) if unpacked else None, file, findings)
    text = text_of(data) if is_wide(data) or _ZERO not in data else None
    if text is None:
        return _told(None, file, findings)
    separator = separator_of(text, SEPARATORS)
    return _told(csv.reader(io.StringIO(text, newline=""), delimiter=separator), file, findings)


def _told(records: Iterable[list[str]] | None, file: str, findings: Findings) -> Cells | None:
    """The records with the first as header; `None` for what was no table."""
    if records is None:
        findings.add(wording.no_table(), file)
        return None
    rows: list[tuple[int, list[str]]] = []
    header: list[str] | None = None
    try:
        for number, cells in enumerate(records, start=1):
            if not any(cell.strip() for cell in cells):
                continue
            if header is None:
                header = [cell.strip() for cell in cells]
                while header and not header[-1]:
                    header.pop()
                continue
            rows.append((number, _fitted(cells, len(header), number, file, findings)))
            if len(rows) > PEOPLE_AT_MOST:
                findings.add(wording.too_many(PEOPLE_AT_MOST), file)
                return None
    except csv.Error:
        findings.add(wording.no_table(), file)
        return None
    if not header or not rows:
        findings.add(wording.nobody(), file)
        return None
    return Cells(header, rows)


def _fitted(cells: list[str], width: int, number: int, file: str, findings: Findings) -> list[str]:
    if any(cell.strip() for cell in cells[width:]):
        findings.add(wording.broken_row(len(cells), width), file, number)
    fitted = [cell.strip() for cell in cells[:width]]
    for cell in fitted:
        if len(cell) > _CELL_AT_MOST:
            findings.add(wording.too_long(_CELL_AT_MOST), file, number)
    return [*fitted, *[""] * (width - len(fitted))]
