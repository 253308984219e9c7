# SPDX-License-Identifier: EUPL-1.2
"""Tables as CSV (RFC 4180, UTF-8): bytes to cells of text and back.

Rows are counted as records, as a spreadsheet shows them: the header is row 1, and a cell with line
breaks is still one row.
"""

from __future__ import annotations

import csv
import io
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np

from overstap.engine.coded import AT_A_TIME, Coded, CodedRows
from overstap.engine.pack import wording
from overstap.engine.pack.content import Content, check_header, typed_from_text
from overstap.engine.pack.findings import HEADER_ROW, Findings
from overstap.engine.pack.model import Column, columns_of
from overstap.engine.pack.schema import Table
from overstap.engine.pack.values import render

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class _Cells:
    header: list[str]
    columns: list[Coded]
    wrong: frozenset[int]  # rows of a wrong shape, made to fit
    size: int


def read_csv(
    data: bytes, table: Table, languages: tuple[str, ...], file: str, findings: Findings
) -> Content | None:
    """The table in `data`; `None` when no cells could be read at all."""
    # Line breaks of Windows count as line breaks, inside cells as well.
    data = data.removeprefix(_BYTE_ORDER_MARK).replace(b"\r\n", b"\n")
    if not _is_text(data, file, findings):
        return None
    cells = _parse(data, file, findings)
    if cells is None:
        return None
    if len(cells.header) == 1 and ";" in cells.header[0]:
        findings.add(wording.semicolons(), file, HEADER_ROW)
        return None
    present = check_header(cells.header, table, languages, file, findings)
    columns: dict[str, Coded] = {}
    for column in columns_of(table, languages):
        if column.name in present:
            texts = cells.columns[cells.header.index(column.name)]
            columns[column.name] = typed_from_text(column, texts, file, findings, cells.wrong)
        elif not column.field.required:
            columns[column.name] = Coded.same(column.missing, cells.size)
    return Content(table, file, columns, cells.size, cells.wrong)


def _is_text(data: bytes, file: str, findings: Findings) -> bool:
    try:
        blank = not data.decode("utf-8").strip()
    except UnicodeDecodeError as error:
        wide = data.startswith(_WIDE_MARKS)
        # What stands before it is good UTF-8; the sign added makes its last row count.
        before = data[: error.start] + b"?"
        row = HEADER_ROW if wide else sum(1 for _ in _records(before, strict=False))
        findings.add(wording.not_utf8(data[error.start], error.start, wide), file, row)
        return False
    if blank:
        findings.add(wording.empty_file(), file)
    return not blank


def _records(data: bytes, *, strict: bool) -> Iterator[list[str]]:
    """The records in UTF-8; ends early at a fault when not `strict`, else raises `csv.Error`."""
    # newline="\n": a lone carriage return must not pass for the end of a row.
    text = io.TextIOWrapper(io.BytesIO(data), encoding="utf-8", newline="\n")
    try:
        yield from csv.reader(text, strict=strict)
    except csv.Error:
        if strict:
            raise


def _parse(data: bytes, file: str, findings: Findings) -> _Cells | None:
    records = _records(data, strict=True)
    some: list[list[str]] = []
    before = 0
    try:
        header = next(records)
        before = HEADER_ROW
        gathered = _Gathered(len(header))
        # Filled in place: what came before a fault tells where it is.
        some.extend(islice(records, AT_A_TIME))
        while some:
            gathered.add(some)
            before += len(some)
            some.clear()
            some.extend(islice(records, AT_A_TIME))
    except csv.Error as error:
        findings.add(wording.broken_csv(str(error)[:100]), file, before + len(some) + 1)
        return None
    return gathered.cells(header, file, findings)


class _Gathered:
    """The cells of a table as they come in, each text kept once. Rows of a wrong shape are made to fit, so that
    the rest of the table can be checked.
    """

    def __init__(self, width: int) -> None:
        self._places: list[dict[str, int]] = [{} for _ in range(width)]
        self._codes = [array("i") for _ in range(width)]
        self._lengths: dict[int, int] = {}
        """Of rows of another width; 0 for those without any text."""
        self._size = 0

    def add(self, rows: list[list[str]]) -> None:
        """The next rows."""
        width = len(self._places)
        for at, row in enumerate(rows):
            if len(row) != width or not any(row):
                self._lengths[self._size + at] = len(row) if any(row) else 0
                rows[at] = (row + [""] * width)[:width]
        for places, codes, texts in zip(self._places, self._codes, zip(*rows, strict=True), strict=True):
            codes.extend([places.setdefault(text, len(places)) for text in texts])
        self._size += len(rows)

    def cells(self, header: list[str], file: str, findings: Findings) -> _Cells:
        """All of them; rows of a wrong shape become problems."""
        lengths, width = self._lengths, len(self._places)
        findings.rows(
            file,
            "",
            list(lengths),
            lambda row: (wording.ragged(lengths[row], width) if lengths[row] else wording.blank_row(), ""),
        )
        columns = [
            Coded(list(places), np.array(codes, dtype=np.int32))
            for places, codes in zip(self._places, self._codes, strict=True)
        ]
        return _Cells(header, columns, frozenset(lengths), self._size)


def write_csv(columns: Sequence[Column], rows: CodedRows, path: Path) -> None:
    """The table as a file: a header, then the rows."""
    texts = [rows.columns[column.name].each(render) for column in columns]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([column.name for column in columns])
        for start in range(0, len(rows), AT_A_TIME):
            writer.writerows(zip(*(text.cells(start, start + AT_A_TIME) for text in texts), strict=True))
