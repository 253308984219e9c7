# SPDX-License-Identifier: EUPL-1.2
"""One parameter: its values with their dates, its bounds and its source."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from overstap.engine.problems import InputRefused
from overstap.engine.rules import wording

Kind = Literal["published", "estimate"]


@dataclass(frozen=True, slots=True)
class RuleSource:
    """Where a value comes from. `article` says where in it."""

    title: str
    publisher: str
    year: int
    article: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Dated:
    """A value and the first day it holds. `to_check`: we have it at second hand only."""

    since: date
    value: float
    to_check: bool = False


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter with all its values, oldest first; a value lies within `minimum` and `maximum`.

    `revised_every`: months after which the law sets a new value; `None` for what stands until it is changed.
    """

    name: str
    unit: str
    description: Mapping[str, str]
    kind: Kind
    source: RuleSource
    values: tuple[Dated, ...]
    minimum: float
    maximum: float
    revised_every: int | None = None
    note: Mapping[str, str] = field(default_factory=dict)

    def on(self, day: date) -> Dated:
        """The value on a day. Raises `InputRefused` for a day before the first one."""
        index = bisect_right(self.values, day, key=lambda dated: dated.since) - 1
        if index < 0:
            raise InputRefused([wording.before_the_first(self.name, day, self.values[0].since)])
        return self.values[index]
