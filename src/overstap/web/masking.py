# SPDX-License-Identifier: EUPL-1.2
"""Takes citizen service numbers (burgerservicenummer, BSN) out of what people type or paste.

A CV sometimes holds one. We have no right to keep it and no use for it, so it never reaches the session.
"""

from __future__ import annotations

import re

MASK = "•••••••••"
_BETWEEN = r"[\s./\-\u200b\u2010-\u2015]{0,3}"
"""What people put between the digits: blanks, points, slashes, dashes of any kind."""
_NINE = rf"\d(?:{_BETWEEN}\d){{8}}(?!\d)"
_CANDIDATE = re.compile(
    rf"(?P<phone>(?:\+|(?<!\d)00)\d{{1,3}}[^\S\n]?\)?(?:\(0\))?{_BETWEEN}{_NINE})|(?<!\d){_NINE}"
)
_DATES = re.compile(r"(?<!\d)(?:(?:19|20)\d\d|\d{1,2}\D+\d{1,2})\D+(?:19|20)\d\d(?!\d)")
"""Two years, or a day of a year: such digits belong to no number."""
_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)


def is_citizen_number(digits: str) -> bool:
    """Whether nine digits pass the check that every BSN passes (the 11-test).

    >>> is_citizen_number("111222333"), is_citizen_number("123456789")
    (True, False)
    """
    if len(digits) != len(_WEIGHTS) or not digits.isdigit() or not int(digits):
        return False
    return sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits, strict=True)) % 11 == 0


def mask_citizen_numbers(text: str) -> tuple[str, int]:
    """The text with every BSN replaced by dots, and how many there were.

    >>> mask_citizen_numbers("Mijn bsn is 111.222.333.")
    ('Mijn bsn is •••••••••.', 1)
    """
    kept, at, looked, found = [], 0, 0, 0
    while match := _CANDIDATE.search(text, looked):
        if match["phone"]:
            looked = match.end()
        elif _DATES.search(match.group()) or not is_citizen_number(re.sub(r"\D", "", match.group())):
            looked = match.start() + 1
        else:
            kept += [text[at : match.start()], MASK]
            at = looked = match.end()
            found += 1
    return "".join([*kept, text[at:]]), found
