# SPDX-License-Identifier: EUPL-1.2
"""The day that a command answers for."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Annotated

import typer

TodayOption = Annotated[
    datetime | None, typer.Option("--today", formats=["%Y-%m-%d"], help="Answer as on this day.")
]


def today_or(given: datetime | None) -> date:
    """The day that was given, else today where the command runs."""
    return (given or datetime.now(tz=UTC).astimezone()).date()
