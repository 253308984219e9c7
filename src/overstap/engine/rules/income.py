# SPDX-License-Identifier: EUPL-1.2
"""What comes in, month by month: wages, unemployment benefit, severance, and what travel costs.

All amounts are EUR gross and without holiday allowance, unless a docstring says otherwise. Tax, benefits of
the household and pension are not modelled. Formulas and sources: `docs/methods/income.md`.
"""

from __future__ import annotations

import math
from datetime import date

from overstap.engine.problems import InputRefused
from overstap.engine.rules import wording
from overstap.engine.rules.parameters import Parameters

WEEKS_A_YEAR = 52
MONTHS_A_YEAR = 12

BENEFIT_PARAMETERS = (
    "ww.rate_first",
    "ww.months_first",
    "ww.rate_later",
    "ww.months_least",
    "ww.months_most",
    "ww.full_years",
    "ww.months_per_later_year",
    "ww.first_later_year",
    "ww.weeks_worked",
    "ww.daily_wage_most",
    "ww.paid_days_a_year",
    "wage.holiday_allowance",
)
"""What a benefit rests on, to show with it."""


def monthly(wage_per_hour: float, hours_per_week: float) -> float:
    """The wage per month.

    >>> round(monthly(20.50, 32), 2)
    2842.67
    """
    _not_negative("het uurloon", "the wage per hour", wage_per_hour)
    _not_negative("de uren per week", "the hours per week", hours_per_week)
    return wage_per_hour * hours_per_week * WEEKS_A_YEAR / MONTHS_A_YEAR


def wage_or_minimum(wage_per_hour: float | None, on: date, parameters: Parameters) -> float:
    """The wage per hour that an opening states, or the minimum wage where it states none.

    For an apprenticeship the opening's own wage counts; a stated wage is never raised, since young
    apprentices may lawfully get less than the adult minimum.
    """
    if wage_per_hour is None:
        return parameters.value("wage.minimum", on)
    return wage_per_hour


def benefit_months(work_years: float | None, on: date, parameters: Parameters) -> float:
    """How many months of unemployment benefit someone gets; 0 when there is no right, or nothing is known.

    `work_years`: calendar years in which the person worked, up to the year of `on`, the first day without
    work; only whole years count. The years are taken to be the last ones, without a break. The first ten
    years and every year before 2016 give a month, the others half a month; at least 3, at most 24. Too short
    for the weeks that one must have worked: 0.

    The example of UWV, who has worked since 1996 and loses his work in May 2022:

    >>> from overstap.engine.rules.parameters import load_parameters
    >>> benefit_months(26, date(2022, 5, 1), load_parameters())
    23.0
    """
    if work_years is None:
        return 0.0
    _not_negative("de werkjaren", "the years of work", work_years)
    if work_years * WEEKS_A_YEAR < parameters.value("ww.weeks_worked", on):
        return 0.0
    total = math.floor(work_years)
    later = min(total, max(0, on.year - int(parameters.value("ww.first_later_year", on))))
    whole = min(total, max(parameters.value("ww.full_years", on), total - later))
    months = whole + (total - whole) * parameters.value("ww.months_per_later_year", on)
    least, most = parameters.value("ww.months_least", on), parameters.value("ww.months_most", on)
    return float(min(max(months, least), most))


def benefit_monthly(monthly_wage: float, month: int, on: date, parameters: Parameters) -> float:
    """The benefit per month in month number `month`, counted from 0, for who lost a wage of `monthly_wage`.

    75% in the first two months, then 70%, of at most the highest daily wage on day `on`. That maximum counts
    holiday allowance and a monthly wage here does not, so it is taken off the maximum.

    >>> from overstap.engine.rules.parameters import load_parameters
    >>> [round(benefit_monthly(2842.67, month, date(2027, 4, 1), load_parameters()), 2) for month in (0, 1, 2)]
    [2132.0, 2132.0, 1989.87]
    """
    _not_negative("het loon per maand", "the wage per month", monthly_wage)
    first = month < parameters.value("ww.months_first", on)
    rate = parameters.value("ww.rate_first" if first else "ww.rate_later", on)
    return rate * min(monthly_wage, highest_monthly_wage(on, parameters))


def highest_monthly_wage(on: date, parameters: Parameters) -> float:
    """The monthly wage, without holiday allowance, above which a benefit does not rise."""
    days = parameters.value("ww.paid_days_a_year", on) / MONTHS_A_YEAR
    with_allowance = parameters.value("ww.daily_wage_most", on) * days
    return with_allowance / (1 + parameters.value("wage.holiday_allowance", on))


def severance(monthly_wage: float, service_years: float, on: date, parameters: Parameters) -> float:
    """Severance pay when the employer ends the work: once, in EUR.

    A third of a month's wage per year of service, parts of years counted; holiday allowance is part of the
    wage here, as the law has it, so it is added to `monthly_wage`. At most the maximum of the year, or a
    year's wage when that is more.

    >>> from overstap.engine.rules.parameters import load_parameters
    >>> round(severance(2842.67, 17, date(2027, 3, 31), load_parameters()), 2)
    17397.14
    """
    _not_negative("het loon per maand", "the wage per month", monthly_wage)
    _not_negative("de dienstjaren", "the years of service", service_years)
    wage = monthly_wage * (1 + parameters.value("wage.holiday_allowance", on))
    earned = wage * service_years * parameters.value("severance.months_per_year", on)
    return min(earned, max(parameters.value("severance.most", on), wage * MONTHS_A_YEAR))


def travel_cost(km: float, days: float, on: date, parameters: Parameters) -> float:
    """What it costs to go there and back on `days` days, `km` kilometres one way.

    >>> from overstap.engine.rules.parameters import load_parameters
    >>> round(travel_cost(10, 20, date(2027, 1, 4), load_parameters()), 2)
    92.0
    """
    _not_negative("de afstand", "the distance", km)
    _not_negative("de dagen", "the days", days)
    return 2 * km * days * parameters.value("travel.per_km", on)


def _not_negative(nl: str, en: str, value: float) -> None:
    if not (math.isfinite(value) and value >= 0):
        raise InputRefused([wording.negative(nl, en, value)])
