# SPDX-License-Identifier: EUPL-1.2
"""One axis of time for all journeys on a page, so that they can be compared at a glance.

Places on it are percentages: the pictures are as wide as the screen lets them be.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from overstap.engine.journeys.model import Journey
from overstap.engine.rules.paths import add_months
from overstap.web import words

ROOM_AFTER = 0.3
"""How much of the time until the last arrival is shown after it: room for its name, and for the pay there."""
LEAST_DAYS = 240
STEPS = ((1, 10), (3, 24), (6, 54), (12, 10_000))
"""Months between two marks, for an axis of at most so many months."""
NARROW_EVERY = 2
"""On a narrow screen every second mark keeps its words."""


@dataclass(frozen=True)
class Tick:
    """A mark on the axis, on the first of a month."""

    x: str
    label: str
    quiet: bool
    """Without words on a narrow screen."""


@dataclass(frozen=True)
class Axis:
    """From the departure until some time after the last arrival."""

    start: date
    end: date

    def share(self, day: date) -> float:
        """Where a day lies, 0 to 1; days outside lie at the edge."""
        return min(1.0, max(0.0, (day - self.start).days / (self.end - self.start).days))

    def x(self, day: date) -> str:
        """Where a day lies, as SVG wants it."""
        return percent(self.share(day))

    def ticks(self) -> list[Tick]:
        """Marks at first days of a month, far enough apart to be read."""
        months = (self.end - self.start).days / 30.4
        step = next(step for step, most in STEPS if months <= most)
        day = add_months(self.start.replace(day=1), 1)
        while (day.month - 1) % step:
            day = add_months(day, 1)
        ticks: list[Tick] = []
        while day < self.end:
            if self.share(day) < 0.93:
                quiet = len(ticks) % NARROW_EVERY == 1
                label = words.month(day, with_year=not ticks or day.month <= step)
                ticks.append(Tick(self.x(day), label, quiet))
            day = add_months(day, step)
        return ticks


def percent(share: float) -> str:
    """A share as SVG wants it, whatever the language of the page.

    >>> percent(0.12345)
    '12.35%'
    """
    return f"{share * 100:.2f}%"


def axis_for(journeys: Iterable[Journey]) -> Axis | None:
    """The axis on which these journeys all fit; None for no journeys."""
    listed: Sequence[Journey] = list(journeys)
    if not listed:
        return None
    start = min(journey.departs_on for journey in listed)
    last = max(journey.measures.arrives_on for journey in listed)
    days = max(LEAST_DAYS, round((last - start).days * (1 + ROOM_AFTER)))
    return Axis(start, start + timedelta(days=days))
