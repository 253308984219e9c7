# SPDX-License-Identifier: EUPL-1.2
"""The kinds of value the API takes: exactly what the description says, nothing read into it.

A number in quotation marks is no number here, and a moment no day: a program that is wrong hears so at once.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import BeforeValidator, ConfigDict, Field

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


def _day(value: Any) -> Any:
    if value is None or (isinstance(value, str) and _DAY.fullmatch(value)):
        return value
    raise ValueError("should be a day such as 2027-01-31")


def _whole(value: Any) -> Any:
    """A whole number may be written 3.0; it may not be written in quotation marks, or `true`."""
    if isinstance(value, int | float) and not isinstance(value, bool) and value == value // 1:
        return int(value)
    raise ValueError("should be a whole number")


def _uuid(value: Any) -> Any:
    if isinstance(value, UUID) or (isinstance(value, str) and _UUID.fullmatch(value)):
        return value
    raise ValueError("should be a UUID")


Id = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[!-~]+$")]
"""An id of the region: a short name, or a URI."""
Number = Annotated[float, Field(strict=True, allow_inf_nan=False)]
Flag = Annotated[bool, Field(strict=True)]
Day = Annotated[date, BeforeValidator(_day)]
Uuid = Annotated[UUID, BeforeValidator(_uuid)]
Language = Literal["nl", "en"]

NO_NUL = r"^[^\x00]*$"
"""Any text, without the one sign that a database cannot keep."""


def whole(low: int, high: int) -> Any:
    """The kind of a whole number within bounds."""
    return Annotated[int, Field(ge=low, le=high), BeforeValidator(_whole)]


class Strict(Schema):
    """A question: what it does not know, it refuses."""

    model_config = ConfigDict(extra="forbid")
