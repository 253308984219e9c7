# SPDX-License-Identifier: EUPL-1.2
"""A plan to take along: as CSV, and as an Excel workbook. What looks like a formula is kept from being one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from overstap.apps.mobility.enums import Stage
from overstap.engine.region.region import Region
from overstap.web import words
from overstap.web.downloads import Cell
from overstap.web.mobility.presenters.board import place_of, work_of
from overstap.web.mobility.presenters.plan import edition_title, in_the_way, opening_title
from overstap.web.templatetags.overstap import said


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
                "" if line.opening else in_the_way(line.why, region),
            ]
        )
    return rows


def board_rows(
    people: Iterable[Any], since: Mapping[Any, datetime], region: Region, language: str
) -> list[list[Cell]]:
    """A header, and a row for everybody on the board; `since`: person -> when they came where they stand."""
    rows: list[list[Cell]] = [
        [_("Number"), _("Work that ends"), _("Lives in"), _("Stands at"), _("Since"), _("Last day")]
    ]
    for one in people:
        moved = since.get(one.pk)
        rows.append(
            [
                one.reference,
                work_of(one, region, language),
                place_of(one, region),
                str(words.STAGES[Stage(one.stage)]),
                moved.date().isoformat() if moved else "",
                one.last_day.isoformat() if one.last_day else "",
            ]
        )
    return rows
