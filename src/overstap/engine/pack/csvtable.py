# SPDX-License-Identifier: EUPL-1.2
"""Tables as CSV (RFC 4180, UTF-8): bytes to cells of text and back.

Rows are counted as records, as a spreadsheet shows them: the header is row 1, and a cell with line
breaks is still one row.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

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
    rows: list[list[str]]
    wrong: frozenset[int]  # rows of a wrong shape, made to fit


def read_csv(
    data: bytes, table: Table, languages: tuple[str, ...], file: str, findings: Findings
) -> Content | None:
    """The table in `data`; `None` when no cells could be read at all."""
    # Line breaks of Windows count as line breaks, inside cells as well.
    data = data.removeprefix(_BYTE_ORDER_MARK).replace(b"\r\n", b"\n")
    text = _decode(data, file, findings)
    if text is None:
        return None
    cells = _parse(text, file, findings)
    if cells is None:
        return None
    if len(cells.header) == 1 and ";" in cells.header[0]:
        findings.add(wording.semicolons(), file, HEADER_ROW)
        return None
    present = check_header(cells.header, table, languages, file, findings)
    columns: dict[str, list[object]] = {}
    for column in columns_of(table, languages):
        if column.name in present:
            place = cells.header.index(column.name)
            texts = [row[place] for row in cells.rows]
            columns[column.name] = typed_from_text(column, texts, file, findings, cells.wrong)
        elif not column.field.required:
            columns[column.name] = [column.missing] * len(cells.rows)
    return Content(table, file, columns, len(cells.rows), cells.wrong)


def _decode(data: bytes, file: str, findings: Findings) -> str | None:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        wide = data.startswith(_WIDE_MARKS)
        # What stands before it is good UTF-8; the sign added makes its last row count.
        before = data[: error.start].decode("utf-8") + "?"
        row = HEADER_ROW if wide else sum(1 for _ in _records(before, strict=False))
        findings.add(wording.not_utf8(data[error.start], error.start, wide), file, row)
        return None


def _records(text: str, *, strict: bool) -> Iterator[list[str]]:
    """The records in `text`; ends early at a fault when not `strict`, else raises `csv.Error`."""
    # newline="\n": a lone carriage return must not pass for the end of a row.
    reader = csv.reader(io.StringIO(text, newline="\n"), strict=strict)
    try:
        yield from reader
    except csv.Error:
        if strict:
            raise


def _parse(text: str, file: str, findings: Findings) -> _Cells | None:
    if not text.strip():
        findings.add(wording.empty_file(), file)
        return None
    rows: list[list[str]] = []
    try:
        rows.extend(_records(text, strict=True))
    except csv.Error as error:
        findings.add(wording.broken_csv(str(error)[:100]), file, len(rows) + 1)
        return None
    header = rows.pop(0)
    return _Cells(header, rows, _mend_shape(rows, len(header), file, findings))


def _mend_shape(rows: list[list[str]], width: int, file: str, findings: Findings) -> frozenset[int]:
    """Tells rows of another width and makes them fit, so that the rest of the table can be checked."""
    wrong = [index for index, row in enumerate(rows) if len(row) != width or not any(row)]
    lengths = {index: len(rows[index]) for index in wrong}
    blank = {index for index in wrong if not any(rows[index])}
    findings.rows(
        file,
        "",
        wrong,
        lambda index: (
            wording.blank_row() if index in blank else wording.ragged(lengths[index], width),
            "",
        ),
    )
    for index in wrong:
        rows[index] = (rows[index] + [""] * width)[:width]
    return frozenset(wrong)


def write_csv(columns: Sequence[Column], rows: Iterable[Sequence[object]]) -> bytes:
    """The table as bytes: a header, then the rows, each with a value per column."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([column.name for column in columns])
    writer.writerows([render(value) for value in row] for row in rows)
    return text.getvalue().encode("utf-8")
