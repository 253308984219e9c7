# SPDX-License-Identifier: EUPL-1.2
"""One way to follow one course: from when, until when, with how many hours and for how much."""

from __future__ import annotations

from dataclasses import dataclass

from overstap.engine.journeys.offers import Departure

DAYTIME = "day"
AT_WORK = "work"
"""Editions at this time of day belong to a learning place; nobody follows them beside other work."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """A way to follow one course. Days are ordinals; `starts` is the first day possible, of a continuous
    edition.

    `days` is how long a continuous edition takes whoever starts; None: until its end.
    """

    departure: Departure
    starts: int
    ends: int
    days: int | None
    hours: float
    daytime: bool
    cost: int
    """Price and travel in cents, before anybody pays a part."""
    travel: int
    least_cost: int
    """What is left of `cost` at least, when the one who could pay most of it does."""

    def end_from(self, start: int) -> int:
        """The last day for who starts on `start`."""
        return self.ends if self.days is None else start + self.days

    def hours_from(self, start: int) -> float:
        """Hours in all for who starts on `start`."""
        return self.hours * (self.end_from(start) - start) / 7

    @property
    def least_hours(self) -> float:
        """Hours in all at least: of a continuous edition without a length, who starts late has few left."""
        return 0.0 if self.departure.continuous and self.days is None else self.hours_from(self.starts)
