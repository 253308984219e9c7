# SPDX-License-Identifier: EUPL-1.2
"""What is reported, with word of it to the trusted person: that there is something, never what."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from procrastinate.contrib.django import app

from overstap.apps.reports import actions
from overstap.apps.reports.enums import Kind, Side, Teller
from overstap.apps.reports.models import Report

TASK = "overstap.config.tasks.tell_trusted"


@transaction.atomic
def tell(
    *, organisation: str, kind: Kind, teller: Teller, text: str, safe: bool, now: datetime, by: str
) -> tuple[Report, str]:
    """Reports a problem; gives it and its code, said this once. Raises as the action."""
    row, code = actions.tell(
        organisation=organisation, kind=kind, teller=teller, text=text, safe=safe, now=now, by=by
    )
    _word_of(row.pk)
    return row, code


@transaction.atomic
def add(*, report: UUID, text: str, now: datetime, by: str) -> None:
    """The teller adds to a report. Raises as the action."""
    actions.add(report=report, side=Side.TELLER, text=text, now=now, by=by)
    _word_of(report)


def _word_of(report: UUID) -> None:
    app.configure_task(TASK).defer(report=str(report))
