# SPDX-License-Identifier: EUPL-1.2
"""Somebody on a roster, as far as it is needed to find them work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

PEOPLE_AT_MOST = 10_000
"""On one roster."""
BYTES_AT_MOST = 5_000_000
"""Of one file."""


@dataclass(frozen=True, slots=True)
class Listed:
    """Somebody on a roster. Pay in EUR gross per hour, hours per week, distance in km.

    `reference`: the employer's own number, by which the same person is known again. `occupation`, `place` and
    `skills` are ids of the region; `said` is the occupation as the file had it. `hours`, `pay` and `service`
    (years) are those of the work that ends; `hours_low`, `hours_high`, `pay_least`, `distance` and `kinds` are
    wishes. `None` and empty: not told.
    """

    reference: str
    occupation: str
    said: str
    place: str
    name: str = ""
    skills: tuple[str, ...] = ()
    hours: float | None = None
    pay: float | None = None
    service: float | None = None
    hours_low: float | None = None
    hours_high: float | None = None
    pay_least: float | None = None
    distance: float | None = None
    kinds: tuple[str, ...] = ()
    last_day: date | None = None
