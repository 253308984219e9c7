# SPDX-License-Identifier: EUPL-1.2
"""What a vacancy's text says in figures: hours, pay, days, dates, places. Only what it says clearly is read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

WEEKS_PER_MONTH = 52 / 12
FULL_TIME = 36.0
"""Hours per week that pay is for when nobody says."""

_NUMBER = r"(\d{1,2}(?:[.,]\d)?)"
_HOURS = r"\s*(?:uur|uren|u\.?|hours?|hrs?)(?!\w)"
_RANGE = re.compile(
    rf"(?<![\d,.€])(?<!€ ){_NUMBER}\s*(?:-|–|—|/|à|a|tot(?: en met)?|t/m|to|and|en|of|or)\s*{_NUMBER}{_HOURS}",
    re.I,
)
_SINGLE = re.compile(rf"(?<![\d,.€])(?<!€ )(?<![\d] [-–] )(?<![\d][-–]){_NUMBER}{_HOURS}", re.I)
_PER_WEEK = re.compile(r"per week|p/w|p\.w\.|in de week|a week|weekly|wekelijks|contract|dienstverband", re.I)
_NOT_A_WEEK = re.compile(
    r"\s*(?:per|a|elke) (?:dag|day|maand|month|jaar|year)|s?\s*(?:zorg|dienst|bereikbaar)", re.I
)

_AMOUNT = r"(?:€|EUR|euro)\s*(\d{1,3}(?:[.,  ]\d{3})+(?:,\d{1,2}|,-)?|\d+(?:[.,]\d{1,2})?)(?:,-|,--)?"
_PAY = re.compile(rf"{_AMOUNT}(?:[^€\n]{{0,25}}?(?:-|–|—|tot|en|to|and|t/m)[^€\n]{{0,12}}?{_AMOUNT})?", re.I)
_PERIOD = re.compile(
    r"(?P<hour>per uur|/\s?uur|p/u|uurloon|an hour|per hour|/\s?h(?:our)?\b|hourly)"
    r"|(?P<month>per maand|/\s?maand|p/m|maandsalaris|a month|per month|monthly|bruto bij|fulltime)"
    r"|(?P<year>per jaar|/\s?jaar|jaarsalaris|a year|per year|per annum|annual)"
    r"|(?P<week>per week|a week|weekly)",
    re.I,
)
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan januari january",
            "feb februari february",
            "mrt maart march mar",
            "apr april",
            "mei may",
            "jun juni june",
            "jul juli july",
            "aug augustus august",
            "sep sept september",
            "okt oktober october oct",
            "nov november",
            "dec december",
        ),
        start=1,
    )
    for name in names.split()
}
_DATE = re.compile(
    r"(?<!\d)(?:(?P<iso>\d{4}-\d\d-\d\d)"
    r"|(?P<day>\d{1,2})(?:e|st|nd|rd|th)?\s+(?P<month>"
    + "|".join(sorted(_MONTHS, key=len, reverse=True))
    + r")\b\.?"
    r"(?:\s+(?P<year>20\d\d))?|(?P<d>\d{1,2})[-/.](?P<m>\d{1,2})[-/.](?P<y>20\d\d))",
    re.I,
)
_STARTS = re.compile(
    r"(?:per|vanaf|start(?:datum|t|en)?(?: op)?|begin(?:t|nen)? op|from|starting(?: on)?|as of):?\s*$", re.I
)
_CLOSES = re.compile(
    r"(?:tot(?: en met)?|t/m|v[oó]{1,2}r|uiterlijk|sluit(?: op|ingsdatum)?|deadline|before|until|by"
    r"|closes(?: on)?|closing date):?\s*(?:de |the )?$",
    re.I,
)
_COUNTS = {
    word: number
    for words in (
        ("een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien"),
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    )
    for number, word in enumerate(words, start=1)
}
_PEOPLE = r"(?:collega's|mensen|medewerkers|chauffeurs|monteurs|koks|verzorgenden|people|colleagues|workers)"
_PLACES = re.compile(
    r"(?:zoek\w*|vacatures? voor|plek voor|plaats voor|looking for|hiring|need)\s+(?:\w+\s+){0,2}?"
    rf"(?P<n>\d{{1,3}}|{'|'.join(_COUNTS)})\s+(?:\w+\s+){{0,3}}?{_PEOPLE}",
    re.I,
)
_DAYS = (
    ("mo", "maandag monday"),
    ("tu", "dinsdag tuesday"),
    ("we", "woensdag wednesday"),
    ("th", "donderdag thursday"),
    ("fr", "vrijdag friday"),
    ("sa", "zaterdag saturday"),
    ("su", "zondag sunday"),
)
_DAY_NAMES = {name: at for at, (_code, names) in enumerate(_DAYS) for name in names.split()}
_DAY = "|".join(_DAY_NAMES)
_FROM_TO = re.compile(rf"\b({_DAY})\b\s*(?:t/m|tot en met|tot|-|–|to|through|until)\s*\b({_DAY})\b", re.I)


@dataclass(frozen=True, slots=True)
class Range:
    """From `low` to `high`; equal for one figure."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Pay:
    """EUR gross, from `low` to `high`, per `hour`, `week`, `month` or `year`."""

    low: float
    high: float
    period: str

    @classmethod
    def of(cls, low: float | None, high: float | None, period: str) -> Pay | None:
        """Of at least one amount; a period that is not said follows from how much it is.

        >>> Pay.of(2500, None, "")
        Pay(low=2500, high=2500, period='month')
        """
        known = [amount for amount in (low, high) if amount is not None]
        if not known:
            return None
        return cls(min(known), max(known), period or _usual_period(max(known)))

    def per_hour(self, hours: float | None = None) -> Range:
        """The same in EUR per hour, for so many hours a week.

        >>> Pay(2600, 2600, "month").per_hour(30)
        Range(low=20.0, high=20.0)
        """
        week = hours or FULL_TIME
        divided_by = {"hour": 1.0, "week": week, "month": week * WEEKS_PER_MONTH, "year": week * 52}[
            self.period
        ]
        return Range(round(self.low / divided_by, 2), round(self.high / divided_by, 2))


def _usual_period(amount: float) -> str:
    return "hour" if amount < 150 else "month" if amount < 15_000 else "year"


def hours_in(text: str, *, named: bool = False) -> Range | None:
    """Hours per week; `named`: the text is about nothing else.

    >>> hours_in("Wij bieden 24 tot 32 uur per week."), hours_in("Wij zijn 24 uur per dag open.")
    (Range(low=24.0, high=32.0), None)
    """
    for match in _RANGE.finditer(text):
        low, high = (float(value.replace(",", ".")) for value in match.groups())
        if 1 <= low <= high <= 60 and not _NOT_A_WEEK.match(text, match.end()):
            return Range(low, high)
    for match in _SINGLE.finditer(text):
        hours = float(match.group(1).replace(",", "."))
        near = text[max(0, match.start() - 30) : match.end() + 25]
        if 4 <= hours <= 60 and not _NOT_A_WEEK.match(text, match.end()) and (named or _PER_WEEK.search(near)):
            return Range(hours, hours)
    if named and (found := re.fullmatch(rf"\s*{_NUMBER}(?:\s*[-–]\s*{_NUMBER})?\s*", text)):
        low, high = float(found[1].replace(",", ".")), float((found[2] or found[1]).replace(",", "."))
        return Range(low, high) if 1 <= low <= high <= 60 else None
    return None


def pay_in(text: str) -> Pay | None:
    """The first pay that is named in euros.

    >>> pay_in("Je verdient € 2.500 tot € 3.100 bruto per maand bij 36 uur.")
    Pay(low=2500.0, high=3100.0, period='month')
    """
    for match in _PAY.finditer(text):
        amounts = [_amount(value) for value in match.groups() if value]
        around = text[max(0, match.start() - 25) : match.end() + 45]
        said = _PERIOD.search(around, min(25, match.start())) or _PERIOD.search(around)
        period = said.lastgroup if said and said.lastgroup else ""
        pay = Pay.of(min(amounts), max(amounts), period)
        if pay and 10 <= pay.per_hour().low <= 150 and 10 <= pay.per_hour().high <= 150:
            return pay
    return None


def _amount(written: str) -> float:
    """A number as it is written in Dutch or English.

    >>> _amount("2.500"), _amount("15,50"), _amount("2,500"), _amount("16.75")
    (2500.0, 15.5, 2500.0, 16.75)
    """
    plain = written.replace(" ", "").replace("\u00a0", "").removesuffix(",-")
    sign = max(plain.rfind(","), plain.rfind("."))
    if sign < 0:
        return float(plain)
    whole, rest = plain[:sign].replace(",", "").replace(".", ""), plain[sign + 1 :]
    return float(whole + rest) if len(rest) == 3 else float(f"{whole}.{rest}")


def days_in(text: str) -> tuple[str, ...]:
    """The days of the week that the work is on, where the text gives them from one to another.

    >>> days_in("Je werkt donderdag tot en met zondag.")
    ('th', 'fr', 'sa', 'su')
    """
    found = _FROM_TO.search(text)
    if not found:
        return ()
    first, last = (_DAY_NAMES[name.lower()] for name in found.groups())
    length = (last - first) % 7 + 1
    chosen = {(first + step) % 7 for step in range(length)}
    return tuple(code for at, (code, _names) in enumerate(_DAYS) if at in chosen)


def dates_in(text: str, today: date) -> tuple[date | None, date | None]:
    """When the work starts and until when people may react; a date without a year is the next of its name.

    >>> dates_in("Start: 1 maart 2027. Reageer uiterlijk 15 januari.", date(2026, 12, 1))
    (datetime.date(2027, 3, 1), datetime.date(2027, 1, 15))
    """
    starts = closes = None
    for match in _DATE.finditer(text):
        day, before = _day(match, today), text[max(0, match.start() - 24) : match.start()]
        if day is None or day < today:
            continue
        if starts is None and _STARTS.search(before):
            starts = day
        elif closes is None and _CLOSES.search(before):
            closes = day
    return starts, closes


def _day(match: re.Match[str], today: date) -> date | None:
    try:
        if match["iso"]:
            return date.fromisoformat(match["iso"])
        if match["y"]:
            return date(int(match["y"]), int(match["m"]), int(match["d"]))
        month, day = _MONTHS[match["month"].lower()], int(match["day"])
        if match["year"]:
            return date(int(match["year"]), month, day)
        this_year = date(today.year, month, day)
        return this_year if this_year >= today else date(today.year + 1, month, day)
    except ValueError:
        return None


def places_in(text: str) -> int | None:
    """How many people are looked for, when it says so.

    >>> places_in("Wij zoeken twee enthousiaste collega's."), places_in("Wij zoeken een kok.")
    (2, None)
    """
    found = _PLACES.search(text)
    if not found:
        return None
    said = found["n"].lower()
    number = int(said) if said.isdigit() else _COUNTS[said]
    return number if 1 <= number <= 1000 else None
