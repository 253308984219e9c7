# SPDX-License-Identifier: EUPL-1.2
"""Takes citizen service numbers (burgerservicenummer, BSN) out of what people type or paste.

A CV sometimes holds one. We have no right to keep it and no use for it, so it never reaches the session.
"""

from __future__ import annotations

import re

MASK = "•••••••••"
_NINE_DIGITS = re.compile(r"(?<!\d)\d(?:[ .-]?\d){8}(?!\d)")
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
    found = 0

    def replaced(match: re.Match[str]) -> str:
        nonlocal found
        if not is_citizen_number(re.sub(r"\D", "", match.group())):
            return match.group()
        found += 1
        return MASK

    return _NINE_DIGITS.sub(replaced, text), found
