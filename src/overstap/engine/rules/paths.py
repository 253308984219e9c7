# SPDX-License-Identifier: EUPL-1.2
"""Income over time: piecewise constant, so that what comes in over any stretch of days is exact.

Days are ordinals (`date.toordinal`); a stretch runs from its first day up to, not including, its last. One
month is 365.25 / 12 days, all year round: a day gives the month's amount times 12 / 365.25. A common year so
counts for 0.07% too little and a leap year for 0.2% too much, and no amount jumps between February and March.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from overstap.engine.rules.income import benefit_monthly, benefit_months
from overstap.engine.rules.parameters import Parameters

DAYS_A_MONTH = 365.25 / 12

Segment = tuple[int, float]
"""First day (ordinal) and the amount per month from then on."""


@dataclass(frozen=True, slots=True)
class IncomePath:
    """What comes in per month, EUR gross: each segment holds until the next; before the first it is 0.

    The days of `segments` rise strictly. What is equal is written once: see `make`.

    >>> path = IncomePath.make([(10, 3000.0), (20, 0.0), (30, 1500.0)])
    >>> path.monthly_on(9), path.monthly_on(10), path.lowest(12, 25), path.lowest(12, 20)
    (0.0, 3000.0, 0.0, 3000.0)
    >>> path.earned(10, 20) == 10 * 3000 / DAYS_A_MONTH
    True
    """

    segments: tuple[Segment, ...] = ()
    _days: tuple[int, ...] = field(init=False, repr=False, compare=False)
    _before: tuple[float, ...] = field(init=False, repr=False, compare=False)
    """What has come in up to the first day of each segment, as a month's amount times days."""

    def __post_init__(self) -> None:
        if any(later[0] <= earlier[0] for earlier, later in pairwise(self.segments)):
            raise ValueError("the days of an income path must rise")
        before = [0.0] if self.segments else []
        for (day, amount), (end, _) in pairwise(self.segments):
            before.append(before[-1] + amount * (end - day))
        object.__setattr__(self, "_days", tuple(day for day, _ in self.segments))
        object.__setattr__(self, "_before", tuple(before))

    @classmethod
    def make(cls, segments: Iterable[Segment]) -> IncomePath:
        """A path of segments in order; of two on one day the last counts, and no two neighbours are equal."""
        kept: list[Segment] = []
        for day, amount in segments:
            if kept and kept[-1][0] == day:
                kept.pop()
            if (kept[-1][1] if kept else 0.0) != amount:
                kept.append((day, amount))
        return cls(tuple(kept))

    def monthly_on(self, day: int) -> float:
        """The amount per month on a day."""
        index = bisect_right(self._days, day) - 1
        return self.segments[index][1] if index >= 0 else 0.0

    def earned(self, day_from: int, day_to: int) -> float:
        """What comes in from `day_from` up to, not including, `day_to`, in EUR; 0 when that is no stretch."""
        if day_to <= day_from:
            return 0.0
        return (self._up_to(day_to) - self._up_to(day_from)) / DAYS_A_MONTH

    def lowest(self, day_from: int, day_to: int) -> float:
        """The lowest amount per month from `day_from` up to, not including, `day_to`.

        Of no stretch at all: the amount on `day_from`.
        """
        first = bisect_right(self._days, day_from)
        after = bisect_right(self._days, day_to - 1)
        return min([self.monthly_on(day_from), *(amount for _, amount in self.segments[first:after])])

    def followed_by(self, day: int, later: IncomePath) -> IncomePath:
        """This path until `day`, and `later` from that day on."""
        kept = [segment for segment in self.segments if segment[0] < day]
        rest = [segment for segment in later.segments if segment[0] > day]
        return IncomePath.make([*kept, (day, later.monthly_on(day)), *rest])

    def _up_to(self, day: int) -> float:
        index = bisect_right(self._days, day) - 1
        if index < 0:
            return 0.0
        first, amount = self.segments[index]
        return self._before[index] + amount * (day - first)


ALWAYS = date.min.toordinal()
"""The first day there is: from here on, a job that someone has already."""


def job_path(
    start: date, monthly_start: float, monthly_later: float, years_to_later: float, until: date | None = None
) -> IncomePath:
    """A job from `start`, whose wage goes from `monthly_start` to `monthly_later` in equal steps, one a year.

    After `years_to_later` whole years it is `monthly_later` and stays so; with 0 years it is so at once.
    `until`: the last day of the job, if it ends.
    """
    years = int(years_to_later)
    steps = [
        (
            add_months(start, 12 * year).toordinal(),
            monthly_start + (monthly_later - monthly_start) * year / years,
        )
        for year in range(years)
    ]
    path = IncomePath.make([*steps, (add_months(start, 12 * years).toordinal(), monthly_later)])
    return path if until is None else path.followed_by(until.toordinal() + 1, IncomePath())


def benefit_path(
    last_day: date, monthly_wage: float, work_years: float | None, parameters: Parameters
) -> IncomePath:
    """The present job up to and including `last_day`, then unemployment benefit, then nothing.

    A benefit runs in calendar months from the first day without work; half a month is 15 days. The highest
    daily wage of that first day counts all along: later ones are not known yet.
    """
    first = date.fromordinal(last_day.toordinal() + 1)
    months = benefit_months(work_years, first, parameters)
    whole = int(months)
    paid = [
        (add_months(first, month).toordinal(), benefit_monthly(monthly_wage, month, first, parameters))
        for month in range(whole + (months > whole))
    ]
    ends = add_months(first, whole).toordinal() + round((months - whole) * 30)
    return IncomePath.make([(ALWAYS, monthly_wage), *paid, (ends, 0.0)])


def add_months(day: date, months: int) -> date:
    """The same day of the month, so many months later; the last day where that month is shorter.

    >>> add_months(date(2027, 8, 31), 6), add_months(date(2028, 2, 29), 12)
    (datetime.date(2028, 2, 29), datetime.date(2029, 2, 28))
    """
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    following = date(year + month // 11, (month + 1) % 12 + 1, 1)
    longest = date.fromordinal(following.toordinal() - 1).day
    return date(year, month + 1, min(day.day, longest))
