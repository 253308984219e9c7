# SPDX-License-Identifier: EUPL-1.2
"""Periods as people write them in a CV: "mrt 2018 – heden", "03/2018 t/m 12/2020", "sinds 2019"."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

_MONTHS = (
    *("jan", "feb", "mrt maa mar", "apr", "mei may", "jun", "jul", "aug", "sep", "okt oct", "nov", "dec"),
)
_MONTH_OF = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
_WORD = (
    r"(?:jan(?:uari|uary)?|feb(?:ruari|ruary)?|mrt|maart|mar(?:ch)?|apr(?:il)?|mei|may|jun[ie]?|jul[iy]?"
    r"|aug(?:ustus|ust)?|sept?(?:ember)?|okt(?:ober)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_YEAR = r"(?:19[5-9]\d|20[0-4]\d)"
_ONE = (
    rf"(?:(?:(?P<{{0}}d>[0-3]?\d)[\s./-])?(?:(?P<{{0}}w>{_WORD})[\s,'’-]{{{{0,2}}}}"
    rf"|(?P<{{0}}m>[01]?\d)\s?[/.-]\s?))?(?P<{{0}}y>{_YEAR})"
)
_NOW = r"(?P<now>heden|nu|present|now|today|current(?:ly)?|vandaag|ongoing)"
_BETWEEN = r"\s*(?:[-–—−]|t/m|tot en met|tot|until|till|to)\s*"
_SPAN = re.compile(
    rf"(?<!\w){_ONE.format('a')}(?!\d){_BETWEEN}(?:{_ONE.format('b')}(?!\d)|{_NOW}(?!\w))", re.IGNORECASE
)
_SINCE = re.compile(rf"(?<!\w)(?:sinds|vanaf|since|from)\s+{_ONE.format('a')}(?!\d)", re.IGNORECASE)
_SINGLE = re.compile(rf"(?<![\w/.-]){_ONE.format('a')}(?![\w/-])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Period:
    """A period at `text[start:end]`; without `until_on` it goes on. `single`: one moment, when it ended."""

    from_on: date | None
    until_on: date | None
    start: int
    end: int
    single: bool = False


def period_in(text: str, *, alone: bool = False) -> Period | None:
    """The first period in a text; `alone`: one year or month counts too, as the end of something.

    >>> found = period_in("mrt 2018 – heden: balie")
    >>> found.from_on, found.until_on
    (datetime.date(2018, 3, 1), None)
    >>> period_in("2015-2017").until_on
    datetime.date(2017, 12, 31)
    """
    found = _SPAN.search(text)
    if found:
        begin = _day(found, "a", last=False)
        end = None if found["now"] else _day(found, "b", last=True)
        if begin and end and begin > end:
            return None
        return Period(begin, end, found.start(), found.end())
    found = _SINCE.search(text)
    if found:
        return Period(_day(found, "a", last=False), None, found.start(), found.end())
    found = _SINGLE.search(text) if alone else None
    if found:
        return Period(None, _day(found, "a", last=True), found.start(), found.end(), single=True)
    return None


def _day(found: re.Match[str], which: str, *, last: bool) -> date | None:
    year, month = int(found[f"{which}y"]), _month(found, which)
    if month is None:
        return date(year, 12, 31) if last else date(year, 1, 1)
    most = calendar.monthrange(year, month)[1]
    told = found[f"{which}d"]
    return date(year, month, min(int(told), most) if told and int(told) else (most if last else 1))


def _month(found: re.Match[str], which: str) -> int | None:
    if found[f"{which}w"]:
        return _MONTH_OF[found[f"{which}w"].lower()[:3]]
    number = int(found[f"{which}m"] or 0)
    return number if 1 <= number <= 12 else None
