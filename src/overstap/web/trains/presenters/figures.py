# SPDX-License-Identifier: EUPL-1.2
"""Figures of trains that anybody may see: a small count is not said, nor one it could be worked out from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from overstap.apps.trains.enums import SMALL, Reason, TrainKind
from overstap.apps.trains.queries import Figures
from overstap.web.downloads import Cell
from overstap.web.trains import words
from overstap.web.trains.presenters.line import withheld


def by_kind(counted: Mapping[TrainKind, Figures]) -> list[dict[str, str]]:
    """The counts of each kind that has begun, in words."""
    return [
        {
            "kind": str(words.KINDS[kind]).capitalize(),
            "begun": withheld(found.begun),
            "certificates": withheld(found.certificates),
            "contracts": withheld(found.contracts),
            "dropped": withheld(found.dropped_out),
        }
        for kind, found in counted.items()
        if found.begun >= SMALL
    ]


def dropped(counted: Mapping[TrainKind, Figures]) -> list[tuple[str, str]]:
    """Why people dropped out, over all kinds, the most first; together when they are few."""
    reasons: Counter[str] = Counter()
    for found in counted.values():
        for (_stage, reason), count in found.dropped.items():
            reasons[reason] += count
    rows = [(reason, count) for reason, count in reasons.most_common() if count >= SMALL]
    if not rows or sum(reasons.values()) - sum(count for _reason, count in rows) in range(1, SMALL):
        # One small rest could be worked out from the whole: then the last reason is not said either.
        rows = rows[:-1]
    return [(str(words.REASONS[Reason(reason)]), withheld(count)) for reason, count in rows]


def table(counted: Mapping[TrainKind, Figures]) -> list[list[Cell]]:
    """A header and a row for each kind."""
    rows: list[list[Any]] = [
        [_("Kind"), _("begun"), _("certificate"), _("contract"), _("dropped out")],
        *(list(row.values()) for row in by_kind(counted)),
    ]
    return rows
