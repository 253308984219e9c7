# SPDX-License-Identifier: EUPL-1.2
"""A plan to take along: as CSV, and as an Excel workbook. What looks like a formula is kept from being one."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from overstap.engine.region.region import Region
from overstap.web import words
from overstap.web.presenters.case_board import work_of
from overstap.web.presenters.case_plan import edition_title, in_the_way, opening_title
from overstap.web.templatetags.overstap import said

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
Cell = str | float


def plan_rows(lines: Iterable[Any], region: Region, language: str) -> list[list[Cell]]:
    """A header, and a row for everybody in the plan."""
    instruments = region.records.instruments
    rows: list[list[Cell]] = [
        [
            *(
                _("Number"),
                _("Work that ends"),
                _("To"),
                _("By course"),
                _("Fit (%)"),
                _("Income a month (EUR)"),
            ),
            *(_("Cost (EUR)"), _("Paid by"), _("Paid (EUR)"), _("What is in the way")),
        ]
    ]
    for line in lines:
        payer = instruments.get(line.payer)
        rows.append(
            [
                line.person.reference,
                work_of(line.person, region, language),
                opening_title(region, line.opening) if line.opening else "",
                edition_title(region, line.edition) if line.edition else "",
                round(100 * line.fit) if line.opening else "",
                round(line.income) if line.opening else "",
                round(line.cost, 2) if line.opening else "",
                said(payer.label) if payer else "",
                round(line.paid, 2) if line.payer else "",
                "" if line.opening else in_the_way(line.why),
            ]
        )
    return rows


def as_csv(rows: Sequence[Sequence[Cell]]) -> bytes:
    """The rows as CSV, with the separator that spreadsheets expect in the language of the page."""
    written = io.StringIO()
    writer = csv.writer(written, delimiter=";" if words.language() == "nl" else ",", lineterminator="\r\n")
    writer.writerows([[_harmless(cell) for cell in row] for row in rows])
    return "\ufeff".encode() + written.getvalue().encode()


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
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
