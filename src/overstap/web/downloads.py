# SPDX-License-Identifier: EUPL-1.2
"""Files to keep: how a page hands one over, and tables as spreadsheets read them."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from urllib.parse import quote

import xlsxwriter
from django.http import HttpResponse
from django.utils.translation import gettext as _

from overstap.web import words

CALENDAR = "text/calendar; charset=utf-8"
CSV = "text/csv; charset=utf-8"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
JSON = "application/json; charset=utf-8"
PDF = "application/pdf"
XML = "application/xml; charset=utf-8"

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
Cell = str | float


def attached(content: bytes | str, kind: str, name: str) -> HttpResponse:
    """A file to keep; no cache keeps it too."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type=kind, headers=headers)


def as_csv(rows: Sequence[Sequence[Cell]]) -> bytes:
    """The rows as CSV, with the separator that spreadsheets expect in the language of the page."""
    written = io.StringIO()
    writer = csv.writer(written, delimiter=";" if words.language() == "nl" else ",", lineterminator="\r\n")
    writer.writerows([[_harmless(cell) for cell in row] for row in rows])
    return "\ufeff".encode() + written.getvalue().encode()


def codes_link(codes: Mapping[str, str]) -> str:
    """Codes by reference as a link that holds the whole file: they are kept nowhere to be given again."""
    rows = [[_("Number"), _("Code")], *([name, code] for name, code in codes.items())]
    return f"data:text/csv;charset=utf-8,{quote(as_csv(rows))}"


def as_workbook(rows: Sequence[Sequence[Cell]], title: str) -> bytes:
    """The rows as an Excel workbook of one sheet."""
    written = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(written, options) as book:
        sheet = book.add_worksheet(title[:31])
        bold = book.add_format({"bold": True})
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row, None if number else bold)
        sheet.freeze_panes(1, 1)
        sheet.autofit()
    return written.getvalue()


def _harmless(cell: Cell) -> Cell:
    """Text that a spreadsheet does not take for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
