# SPDX-License-Identifier: EUPL-1.2
"""Laws of income that hold for any path and any working life."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overstap.engine.rules.income import benefit_monthly, benefit_months, severance
from overstap.engine.rules.parameters import load_parameters
from overstap.engine.rules.paths import DAYS_A_MONTH, IncomePath, add_months, benefit_path

P = load_parameters()
AMOUNTS = st.floats(0, 20_000)
DAYS = st.integers(730_000, 750_000)
FIRST_DAYS = st.dates(date(2024, 1, 1), date(2040, 12, 31))
PATHS = st.dictionaries(DAYS, AMOUNTS, max_size=8).map(lambda found: IncomePath.make(sorted(found.items())))


@given(PATHS, DAYS, DAYS, DAYS)
def test_what_is_earned_adds_up(path: IncomePath, a: int, b: int, c: int) -> None:
    first, middle, last = sorted((a, b, c))
    whole = path.earned(first, middle) + path.earned(middle, last)
    assert path.earned(first, last) == pytest.approx(whole, abs=1e-6)


@given(PATHS, DAYS, st.integers(1, 60))
def test_earned_and_lowest_agree_with_counting_every_day(path: IncomePath, first: int, length: int) -> None:
    each = [path.monthly_on(day) for day in range(first, first + length)]
    assert path.earned(first, first + length) == pytest.approx(sum(each) / DAYS_A_MONTH, abs=1e-6)
    assert path.lowest(first, first + length) == min(each)


@given(PATHS, PATHS, DAYS, DAYS)
def test_a_path_that_is_followed_by_another_is_each_in_its_time(
    earlier: IncomePath, later: IncomePath, change: int, day: int
) -> None:
    joined = earlier.followed_by(change, later)
    assert joined.monthly_on(day) == (earlier if day < change else later).monthly_on(day)


@given(st.floats(0, 60), st.floats(0, 60), FIRST_DAYS)
def test_more_work_never_shortens_a_benefit(a: float, b: float, on: date) -> None:
    less, more = sorted((a, b))
    assert benefit_months(less, on, P) <= benefit_months(more, on, P) <= 24


@given(st.floats(0, 60), FIRST_DAYS)
def test_a_benefit_is_none_or_three_months_at_least(years: float, on: date) -> None:
    months = benefit_months(years, on, P)
    assert months == 0 or months >= 3
    assert (months * 2).is_integer()


@given(AMOUNTS, st.integers(0, 24), FIRST_DAYS)
def test_a_benefit_never_rises_and_is_never_more_than_three_quarters(wage: float, month: int, on: date) -> None:
    now, next_one = (benefit_monthly(wage, number, on, P) for number in (month, month + 1))
    assert next_one <= now <= 0.75 * wage


@given(st.floats(100, 20_000), st.floats(0, 60), FIRST_DAYS)
def test_income_never_rises_by_losing_work(wage: float, years: float, on: date) -> None:
    amounts = [amount for _, amount in benefit_path(on, wage, years, P).segments]
    assert amounts == sorted(amounts, reverse=True)
    assert amounts[-1] == 0


@given(AMOUNTS, st.floats(0, 60), FIRST_DAYS)
def test_severance_is_never_more_than_the_law_allows(wage: float, years: float, on: date) -> None:
    assert 0 <= severance(wage, years, on, P) <= max(P.value("severance.most", on), wage * 1.08 * 12) + 1e-6


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(0, 600))
def test_months_later_is_that_month_and_never_another_day_than_the_nearest(day: date, months: int) -> None:
    later = add_months(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later.day < day.day and add_months(later, 0).day >= 28)
