# SPDX-License-Identifier: EUPL-1.2
"""Income over time, on days one can count on one's fingers."""

from __future__ import annotations

from datetime import date

import pytest

from overstap.engine.rules.income import monthly
from overstap.engine.rules.parameters import load_parameters
from overstap.engine.rules.paths import DAYS_A_MONTH, IncomePath, benefit_path, job_path

P = load_parameters()


def day(year: int, month: int, of: int) -> int:
    return date(year, month, of).toordinal()


def test_nothing_is_nothing() -> None:
    empty = IncomePath()
    assert (empty.monthly_on(5), empty.earned(1, 100), empty.lowest(1, 100)) == (0, 0, 0)


def test_days_that_do_not_rise_are_refused() -> None:
    with pytest.raises(ValueError, match="rise"):
        IncomePath(((5, 1.0), (5, 2.0)))


def test_the_same_amount_again_is_no_new_segment() -> None:
    assert IncomePath.make([(1, 5.0), (4, 5.0), (6, 7.0), (6, 5.0), (9, 8.0)]).segments == ((1, 5.0), (9, 8.0))


def test_a_stretch_counts_its_first_day_and_not_its_last() -> None:
    path = IncomePath.make([(10, 3000.0), (20, 1000.0)])
    assert path.earned(9, 10) == 0
    assert path.earned(19, 21) == pytest.approx((3000 + 1000) / DAYS_A_MONTH)
    assert path.lowest(10, 20) == 3000
    assert path.lowest(10, 21) == 1000
    assert path.lowest(9, 20) == 0


def test_a_job_grows_in_equal_yearly_steps() -> None:
    path = job_path(date(2027, 9, 1), 2400, 3000, 3)
    assert path.segments == (
        (day(2027, 9, 1), 2400),
        (day(2028, 9, 1), 2600),
        (day(2029, 9, 1), 2800),
        (day(2030, 9, 1), 3000),
    )


def test_a_job_without_years_to_grow_is_there_at_once_and_one_that_ends_ends() -> None:
    assert job_path(date(2027, 9, 1), 2400, 3000, 0).segments == ((day(2027, 9, 1), 3000),)
    ended = job_path(date(2027, 9, 1), 2400, 3000, 3, until=date(2028, 2, 29))
    assert ended.segments == ((day(2027, 9, 1), 2400), (day(2028, 3, 1), 0))


def test_the_clerk_of_the_guide() -> None:
    """EUR 20.50 an hour, 32 hours, last day 31 March 2027, 17 years of work."""
    path = benefit_path(date(2027, 3, 31), monthly(20.50, 32), 17, P)
    wage = 20.50 * 32 * 52 / 12
    assert [segment[0] for segment in path.segments[1:]] == [
        day(2027, 4, 1),
        day(2027, 6, 1),
        day(2028, 5, 16),  # 13.5 months
    ]
    assert [segment[1] for segment in path.segments] == pytest.approx([wage, 0.75 * wage, 0.70 * wage, 0])
    assert path.monthly_on(day(2027, 3, 31)) == wage
    assert path.lowest(day(2027, 1, 1), day(2028, 5, 16)) == pytest.approx(0.70 * wage)


def test_a_short_working_life_gives_three_months_and_none_gives_nothing() -> None:
    last = date(2027, 11, 30)
    assert benefit_path(last, 3000, 1, P).segments[-1] == (day(2028, 3, 1), 0)
    assert benefit_path(last, 3000, None, P).segments[-1] == (day(2027, 12, 1), 0)


def test_a_benefit_from_the_last_day_of_a_long_month_keeps_to_calendar_months() -> None:
    path = benefit_path(date(2027, 8, 30), 3000, 1, P)  # from 31 August, three months
    assert [segment[0] for segment in path.segments[1:]] == [
        day(2027, 8, 31),
        day(2027, 10, 31),
        day(2027, 11, 30),
    ]


def test_a_job_follows_a_benefit_and_what_comes_after_is_gone() -> None:
    benefit = benefit_path(date(2027, 3, 31), 3000, 17, P)
    start = date(2027, 5, 1)
    path = benefit.followed_by(start.toordinal(), job_path(start, 2600, 2600, 0))
    assert [amount for _, amount in path.segments] == [3000, 2250, 2600]
    assert path.earned(day(2027, 4, 1), day(2027, 5, 31)) == pytest.approx(
        (30 * 2250 + 30 * 2600) / DAYS_A_MONTH
    )
