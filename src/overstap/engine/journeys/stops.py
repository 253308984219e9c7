# SPDX-License-Identifier: EUPL-1.2
"""A stop: where someone stands on the way, with what they have, can do and live on by then."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from overstap.engine.journeys.study import NO_STUDY, StudyPlan, Used
from overstap.engine.journeys.timetable import Floats
from overstap.engine.rules.paths import IncomePath

Key = tuple[frozenset[int], frozenset[int], int]
"""What has been gained on the way: positions of courses followed, and of occupations worked in.

The last is the occupation of those that does not count yet, or COUNTS_ALREADY.
"""

ORIGIN = -1
COUNTS_ALREADY = -1
"""Present work counts at once, as it does for who completed a learning place."""


class Gained:
    """What someone has, per column: `before` present work counts as experience, and `after`.

    Worked out by `make` when it is first asked for, which for most stops it never is.
    """

    __slots__ = ("_made", "_make", "key")

    def __init__(self, key: Key, make: Callable[[], tuple[Floats, Floats]]) -> None:
        self.key, self._make = key, make
        self._made: tuple[Floats, Floats] | None = None

    @property
    def before(self) -> Floats:
        """(columns,)."""
        return self._both()[0]

    @property
    def after(self) -> Floats:
        """(columns,)."""
        return self._both()[1]

    def _both(self) -> tuple[Floats, Floats]:
        if self._made is None:
            self._made = self._make()
        return self._made


@dataclass(frozen=True, slots=True)
class Learning:
    """The training that goes with a learning place: the edition (empty: by doing) and its last day."""

    edition: str
    course: int
    ends: int
    cost: int
    hours: float
    used: Used


@dataclass(frozen=True, slots=True, eq=False)
class Stop:
    """Days are ordinals; money in EUR, `cost` in cents.

    Work in `job` began on `starts`. From `since` on one can do something new; the next work begins on
    `leaves_from` at the earliest; what present work teaches counts from `counts_from`. `path` is what comes in
    when nothing changes. `income`, `lowest` and `short` (under the floor) are counted until `since`; `cushion`
    is what there is to bridge with. `hours` are hours of study, `used` is what instruments have paid.
    """

    job: int
    starts: int
    since: int
    leaves_from: int
    counts_from: int
    path: IncomePath
    working_hours: float
    income: float
    lowest: float
    short: float
    cushion: float
    cost: int
    hours: float
    used: Used
    changes: int
    gained: Gained
    visited: frozenset[str]
    plan: StudyPlan = NO_STUDY
    applies_on: int = 0
    learning: Learning | None = None
    severance: float = 0.0
    previous: Stop | None = None

    def trail(self) -> tuple[Stop, ...]:
        """The stops from the origin to here."""
        trail: list[Stop] = []
        at: Stop | None = self
        while at is not None:
            trail.append(at)
            at = at.previous
        return tuple(reversed(trail))
