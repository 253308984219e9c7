# SPDX-License-Identifier: EUPL-1.2
"""One cell: from text to a typed value, the checks on that value, and back to text."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache

from overstap.engine.pack import wording
from overstap.engine.pack.findings import Fault
from overstap.engine.pack.schema import Field

LONGEST_TEXT = 131_072
"""Characters in one cell; what Python's CSV reader takes as well."""

_INTEGER = re.compile(r"[+-]?[0-9]{1,18}")
_NUMBER = re.compile(r"[+-]?[0-9]{1,40}(\.[0-9]{0,40})?([eE][+-]?[0-9]{1,4})?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")
_CONTROL_IN_TEXT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")
# As spreadsheets write them too.
_BOOLEANS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_LARGEST_INTEGER = 2**63 - 1

PYTHON_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "text": (str,),
    "integer": (int,),
    "number": (float, int),
    "boolean": (bool,),
    "date": (date,),
    "list": (tuple,),
}


def parse(field: Field, text: str) -> object:
    """The value that the cell `text` (not empty) holds, or a `Fault` when it is not of the field's type."""
    if field.type in ("string", "text"):
        return text
    if field.type == "list":
        return tuple(text.split("|"))
    value = _PARSERS[field.type](text)
    return wording.wrong_type(field.type) if value is None else value


def _integer(text: str) -> int | None:
    return int(text) if _INTEGER.fullmatch(text) else None


def _number(text: str) -> float | None:
    return float(text) if _NUMBER.fullmatch(text) else None


def _date(text: str) -> date | None:
    # `fromisoformat` alone would take 20270131 and 2027-W05-1 as well.
    if not _DATE.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


_PARSERS: dict[str, Callable[[str], object]] = {
    "integer": _integer,
    "number": _number,
    "boolean": _BOOLEANS.get,
    "date": _date,
}


def check(field: Field, value: object) -> Fault | None:
    """What is wrong with a value that was given (not `None`, not an empty list), or `None`."""
    # `type`, not `isinstance`: a bool is no number here and a datetime no date.
    if type(value) not in PYTHON_TYPES[field.type]:
        return wording.wrong_type(field.type)
    if isinstance(value, str):
        return _check_text(field, value, long=field.type == "text")
    if isinstance(value, tuple):
        return _check_list(field, value)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _check_number(field, value)
    return None


def _check_text(field: Field, value: str, *, long: bool) -> Fault | None:
    if not value.strip():
        return wording.blank_text()
    # Looking for control characters one by one is slow; most text is plainly printable.
    plain = value.replace("\n", "").replace("\t", "") if long else value
    if not plain.isprintable() and (found := (_CONTROL_IN_TEXT if long else _CONTROL).search(value)):
        return wording.control_sign(found.group())
    if len(value) > LONGEST_TEXT:
        return wording.too_long(LONGEST_TEXT)
    if not long and value != value.strip():
        return wording.loose_space()
    if field.pattern is not None and not _compiled(field.pattern).fullmatch(value):
        return wording.wrong_pattern(field.pattern)
    if field.enum and value not in field.enum:
        return wording.not_in_enum(value, field.enum)
    return None


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _check_list(field: Field, items: tuple[object, ...]) -> Fault | None:
    for item in items:
        if type(item) is not str:
            return wording.wrong_type("list")
        if not item.strip():
            return wording.empty_item()
        if "|" in item:
            return wording.bar_in_item()
        if fault := _check_text(field, item, long=False):
            return fault
    if len(set(items)) < len(items):
        return wording.twice_in_list(next(str(item) for item in items if items.count(item) > 1))
    if sum(len(str(item)) + 1 for item in items) > LONGEST_TEXT:
        return wording.too_long(LONGEST_TEXT)
    return None


def _check_number(field: Field, value: int | float) -> Fault | None:
    if isinstance(value, float) and not math.isfinite(value):
        return wording.wrong_type(field.type)
    low, high = field.minimum, field.maximum
    if (low is not None and value < low) or (high is not None and value > high):
        return wording.out_of_range(low, high, field.unit)
    if isinstance(value, int) and abs(value) > _LARGEST_INTEGER:
        return wording.out_of_range(-_LARGEST_INTEGER, _LARGEST_INTEGER, field.unit)
    return None


def render(value: object) -> str:
    """The text of a checked value in CSV; reading it gives the value back.

    >>> [render(value) for value in (None, 17.5, 17.0, True, ("a", "b"), date(2027, 1, 31))]
    ['', '17.5', '17', 'true', 'a|b', '2027-01-31']
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        # A whole number reads the same with and without the point; without is how people write it.
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, tuple):
        return "|".join(value)
    return str(value)
