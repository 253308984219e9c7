# SPDX-License-Identifier: EUPL-1.2
"""What was said in a report, as one of its two sides reads it."""

from __future__ import annotations

from typing import Any

from overstap.apps.reports.enums import Side


def words_of(report: Any, reader: Side) -> list[dict[str, Any]]:
    """The words in order, with whether they are one's own."""
    said = sorted(report.words.all(), key=lambda one: (one.said_at, one.pk))
    return [{"own": one.side == reader, "text": one.text, "at": one.said_at} for one in said]
