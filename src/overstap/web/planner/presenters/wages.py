# SPDX-License-Identifier: EUPL-1.2
"""A range of pay as a line with three stops, for the occupation page."""

from __future__ import annotations

from dataclasses import dataclass

from overstap.web import words

LEFT, RIGHT = 72.0, 328.0
"""Where the line begins and ends in the picture (of 400 wide)."""
AMOUNTS = (14.0, 40.0)
"""EUR gross per hour at those ends, when the range lies between them: every page has the same scale."""


@dataclass(frozen=True)
class Stop:
    """A point on the line: where it stands, and the amount in words."""

    x: float
    amount: str


@dataclass(frozen=True)
class WageScale:
    """The picture: from the low to the high stop, the middle between."""

    low: Stop
    middle: Stop
    high: Stop


def wage_scale(low: float | None, middle: float | None, high: float | None) -> WageScale | None:
    """The stops of a pay range, or none when it is not known."""
    if low is None or middle is None or high is None:
        return None
    first, last = min(AMOUNTS[0], low), max(AMOUNTS[1], high)

    def stop(amount: float) -> Stop:
        share = (amount - first) / (last - first)
        return Stop(round(LEFT + share * (RIGHT - LEFT), 1), words.euros(amount))

    return WageScale(stop(low), stop(middle), stop(high))
