# SPDX-License-Identifier: EUPL-1.2
"""Working days in the Netherlands: for terms that give somebody so many of them to answer.

Days that are none: Saturday, Sunday, and those that article 3 of the Algemene termijnenwet names (Good Friday
among them). Days that the King appoints besides (its third paragraph) are not known here.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

_SATURDAY, _SUNDAY = 5, 6


@cache
def public_holidays(year: int) -> frozenset[date]:
    """The days of a year that the law treats as a Sunday.

    >>> sorted(day.isoformat()[5:] for day in public_holidays(2027))
    ['01-01', '03-26', '03-29', '04-27', '05-05', '05-06', '05-17', '12-25', '12-26']
    """
    easter = easter_sunday(year)
    after_easter = (easter + timedelta(days=days) for days in (-2, 1, 39, 50))
    fixed = ((1, 1), (5, 5), (12, 25), (12, 26))
    return frozenset({*after_easter, *(date(year, month, day) for month, day in fixed), kings_day(year)})


def easter_sunday(year: int) -> date:
    """Easter in the Gregorian calendar, by the anonymous rule of 1876 (Nature 13, p. 487).

    >>> [easter_sunday(year).isoformat() for year in (1818, 2026, 2027, 2038)]
    ['1818-03-22', '2026-04-05', '2027-03-28', '2038-04-25']
    """
    moon = year % 19
    century, rest = divmod(year, 100)
    leap, odd = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * moon + century - leap - correction + 15) % 30
    quarter, part = divmod(rest, 4)
    weekday = (32 + 2 * odd + 2 * quarter - epact - part) % 7
    late = (moon + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def kings_day(year: int) -> date:
    """27 April, or the day before when that is a Sunday. So it is since 2014; of before, this tells nothing.

    >>> kings_day(2025).isoformat(), kings_day(2026).isoformat()
    ('2025-04-26', '2026-04-27')
    """
    day = date(year, 4, 27)
    return day - timedelta(days=1) if day.weekday() == _SUNDAY else day


def is_working_day(day: date) -> bool:
    """Whether somebody may be expected to be at work.

    >>> is_working_day(date(2027, 4, 27)), is_working_day(date(2027, 4, 28))
    (False, True)
    """
    return day.weekday() < _SATURDAY and day not in public_holidays(day.year)


def working_days_after(day: date, count: int) -> date:
    """The last of `count` working days that follow `day`, which itself does not count.

    Raises `ValueError` for less than one.

    >>> working_days_after(date(2027, 3, 25), 1).isoformat()  # the Thursday before Easter
    '2027-03-30'
    """
    if count < 1:
        raise ValueError("a term is at least one working day")
    while count:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day
