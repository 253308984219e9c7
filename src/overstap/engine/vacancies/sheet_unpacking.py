# SPDX-License-Identifier: EUPL-1.2
"""Takes the first sheet out of an Excel file (XLSX). Runs in a process of its own; see `sheet`.

Reads the file from standard input and writes JSON to standard output: `{"rows": [[cell, ...], ...]}` or
`{"refused": why}`. It imports nothing of ours. Only the cells are wanted, as text: a number stays as it stands
there, and a day is the number of days that Excel counts from 1900.
"""

from __future__ import annotations

import io
import json
import re
import sys
import zipfile
from typing import Any

ROWS_AT_MOST = 6_000
COLUMNS_AT_MOST = 60
CELL_AT_MOST = 60_000
"""Characters."""
UNPACKED_AT_MOST = 60_000_000
"""Bytes of one part, out of the zip."""
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LETTERS = re.compile(r"[A-Z]+")
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"


class Refused(Exception):
    """This file is not read, for a reason that `sheet` has a sentence for."""


def unpack(content: bytes) -> list[list[str]]:
    """The rows of the first sheet. Raises `Refused`."""
    if content[:4] == _OLD_EXCEL:
        raise Refused("old-or-locked")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        sheets = sorted(
            (one for one in names if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", one)), key=_number
        )
        if not sheets:
            raise Refused("no-sheet")
        shared = _shared(archive) if "xl/sharedStrings.xml" in names else []
        return _rows(_part(archive, sheets[0]), shared)


def _number(name: str) -> int:
    return int(re.sub(r"\D", "", name))


def _part(archive: zipfile.ZipFile, name: str) -> Any:
    from defusedxml.ElementTree import fromstring

    with archive.open(name) as stream:
        body = stream.read(UNPACKED_AT_MOST + 1)
    if len(body) > UNPACKED_AT_MOST:
        raise Refused("too-large-inside")
    return fromstring(body, forbid_dtd=True)


def _shared(archive: zipfile.ZipFile) -> list[str]:
    """The texts that cells refer to by number; without how a word is pronounced."""
    return [_text(one) for one in _part(archive, "xl/sharedStrings.xml").iter(f"{_MAIN}si")]


def _text(element: Any) -> str:
    parts = [element.findtext(f"{_MAIN}t") or ""]
    parts += [run.findtext(f"{_MAIN}t") or "" for run in element.iter(f"{_MAIN}r")]
    return "".join(parts)[:CELL_AT_MOST]


def _rows(sheet: Any, shared: list[str]) -> list[list[str]]:
    rows: list[list[str]] = []
    for row in sheet.iter(f"{_MAIN}row"):
        number = int(row.get("r") or len(rows) + 1)
        if number > ROWS_AT_MOST:
            raise Refused("too-many-rows")
        rows += [[] for _ in range(number - 1 - len(rows))]  # rows that are empty are not in the file
        cells: list[str] = []
        for cell in row.iter(f"{_MAIN}c"):
            at = _column(cell.get("r"), len(cells))
            if at >= COLUMNS_AT_MOST:
                continue
            cells += [""] * (at + 1 - len(cells))
            cells[at] = _said(cell, shared)
        rows.append(cells)
    return rows


def _column(place: str | None, otherwise: int) -> int:
    letters = _LETTERS.match(place or "")
    if not letters:
        return otherwise
    at = 0
    for letter in letters.group()[:3]:
        at = at * 26 + ord(letter) - 64
    return at - 1


def _said(cell: Any, shared: list[str]) -> str:
    kind, value = cell.get("t", "n"), cell.findtext(f"{_MAIN}v") or ""
    if kind == "s":
        return shared[int(value)] if value.isdigit() and int(value) < len(shared) else ""
    if kind == "inlineStr":
        inline = cell.find(f"{_MAIN}is")
        return _text(inline) if inline is not None else ""
    if kind == "e":
        return ""
    return str(value)[:CELL_AT_MOST]


def main() -> None:
    """Answers for the file on standard input; a file that cannot be read is refused, whatever it does."""
    content = sys.stdin.buffer.read()
    answer: dict[str, Any]
    try:
        answer = {"rows": unpack(content)}
    except Refused as refused:
        answer = {"refused": str(refused)}
    except (MemoryError, RecursionError, Exception):
        answer = {"refused": "broken"}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
