# SPDX-License-Identifier: EUPL-1.2
"""Benefit, severance and travel: a ladder of cases worked out by hand."""

from __future__ import annotations

from datetime import date

import pytest

from overstap.engine.problems import InputRefused
from overstap.engine.rules.income import (
    BENEFIT_PARAMETERS,
    benefit_monthly,
    benefit_months,
    highest_monthly_wage,
    monthly,
    severance,
    travel_cost,
    wage_or_minimum,
)
from overstap.engine.rules.parameters import load_parameters

P = load_parameters()
IN_2027 = date(2027, 4, 1)


@pytest.mark.parametrize(
    ("years", "on", "months"),
    [
        (None, IN_2027, 0),  # nothing known
        (0, IN_2027, 0),
        (0.4, IN_2027, 0),  # 21 weeks
        (0.5, IN_2027, 3),  # 26 weeks: the least
        (3, IN_2027, 3),
        (4, IN_2027, 4),
        (4.9, IN_2027, 4),  # whole years only
        (10, IN_2027, 10),
        (11, IN_2027, 10.5),  # all eleven since 2016
        (12, IN_2027, 11),  # one year before 2016, inside the first ten
        (17, IN_2027, 13.5),  # six before, eleven since: 10 + 7 halves
        (21, IN_2027, 15.5),  # ten before, eleven since
        (25, IN_2027, 19.5),  # fourteen before: 14 + 11 halves
        (40, IN_2027, 24),  # the most
        (26, date(2022, 5, 1), 23),  # UWV's own example: 20 before 2016, 6 since
        (26, date(2026, 12, 31), 21),  # 16 before, 10 since
        (26, date(2027, 1, 1), 20.5),  # 15 before, 11 since
    ],
)
def test_duration_of_the_benefit(years: float | None, on: date, months: float) -> None:
    assert benefit_months(years, on, P) == months


def test_the_benefit_is_75_percent_for_two_months_and_then_70() -> None:
    assert [benefit_monthly(3000, month, IN_2027, P) for month in range(4)] == [2250, 2250, 2100, 2100]


def test_a_wage_above_the_maximum_counts_up_to_the_maximum() -> None:
    most = highest_monthly_wage(IN_2027, P)
    assert most == pytest.approx(309.91 * 21.75 / 1.08)
    assert benefit_monthly(9000, 0, IN_2027, P) == pytest.approx(0.75 * most)
    assert benefit_monthly(most, 5, IN_2027, P) == benefit_monthly(most + 1, 5, IN_2027, P)


def test_the_maximum_is_that_of_the_first_day_without_work() -> None:
    before, after = (highest_monthly_wage(day, P) for day in (date(2026, 6, 30), date(2026, 7, 1)))
    assert before == pytest.approx(304.25 * 21.75 / 1.08)
    assert after > before


def test_a_shorter_benefit_by_law_or_by_choice_is_one_changed_number() -> None:
    assert benefit_months(40, IN_2027, P.changed({"ww.months_most": 12})) == 12


def test_severance_is_a_third_of_a_months_wage_a_year() -> None:
    assert severance(3000, 6, IN_2027, P) == pytest.approx(3000 * 1.08 * 2)
    assert severance(3000, 0.5, IN_2027, P) == pytest.approx(3000 * 1.08 / 6)
    assert severance(3000, 0, IN_2027, P) == 0


def test_severance_is_at_most_the_maximum_or_a_years_wage() -> None:
    assert severance(6000, 45, date(2025, 6, 1), P) == pytest.approx(6000 * 1.08 * 15)  # 97,200: under it
    assert severance(7000, 45, date(2025, 6, 1), P) == 98_000
    assert severance(7000, 45, date(2024, 12, 31), P) == 94_000
    assert severance(20_000, 45, date(2025, 6, 1), P) == pytest.approx(20_000 * 1.08 * 12)


def test_travel_counts_the_way_there_and_back() -> None:
    assert travel_cost(12, 10, date(2023, 12, 31), P) == pytest.approx(2 * 12 * 10 * 0.21)
    assert travel_cost(12, 10, date(2024, 1, 1), P) == pytest.approx(2 * 12 * 10 * 0.23)


def test_an_hourly_wage_becomes_a_monthly_one() -> None:
    assert monthly(15, 36) == 15 * 36 * 52 / 12


def test_an_unknown_wage_is_the_minimum_and_a_known_one_stays() -> None:
    assert wage_or_minimum(None, IN_2027, P) == 14.99
    assert wage_or_minimum(11.50, IN_2027, P) == 11.50


@pytest.mark.parametrize("wrong", [-1.0, float("nan"), float("inf")])
def test_amounts_that_cannot_be_are_refused(wrong: float) -> None:
    for question in (
        lambda: monthly(wrong, 32),
        lambda: benefit_months(wrong, IN_2027, P),
        lambda: benefit_monthly(wrong, 0, IN_2027, P),
        lambda: severance(3000, wrong, IN_2027, P),
        lambda: travel_cost(wrong, 1, IN_2027, P),
    ):
        with pytest.raises(InputRefused):
            question()


def test_the_assumptions_of_a_benefit_can_all_be_shown() -> None:
    assert len(P.assumptions(IN_2027, BENEFIT_PARAMETERS)) == len(BENEFIT_PARAMETERS)
