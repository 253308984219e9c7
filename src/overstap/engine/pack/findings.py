# SPDX-License-Identifier: EUPL-1.2
"""Collects what is wrong with a pack, in the order of its files, and refuses it whole."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from overstap.engine.problems import SHOWN_AT_MOST, InputRefused, Problem

_LONGEST_VALUE = 80
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\ufeff\ud800-\udfff]")

HEADER_ROW = 1
FIRST_ROW = 2


@dataclass(frozen=True, slots=True)
class Fault:
    """Why something is wrong and how to mend it, a sentence per language, wherever it occurs."""

    reason: Mapping[str, str]
    mend: Mapping[str, str] = field(default_factory=dict)

    def at(self, file: str, row: int | None, column: str, value: object) -> Problem:
        """This fault at a place."""
        return Problem(self.reason, shown(file), row, shown(column), shown(value), self.mend)


def shown(value: object) -> str:
    """`value` as it can be shown: short, on one line, without signs that cannot be printed.

    >>> shown("a\\nb")
    'a\\\\nb'
    """
    if isinstance(value, (tuple, list)):
        text = "|".join(str(item) for item in islice(value, 50))
    elif value is None:
        text = ""
    else:
        text = str(value) if not isinstance(value, int) or abs(value) < 10**40 else "10^40…"
    text = text[: 2 * _LONGEST_VALUE]
    text = _UNPRINTABLE.sub(lambda found: found.group().encode("unicode_escape").decode("ascii"), text)
    return text if len(text) <= _LONGEST_VALUE else text[: _LONGEST_VALUE - 1] + "…"


class Findings:
    """Problems so far. Counts all, keeps no more per kind than can be shown.

    However broken a large pack is, memory stays bounded: each call of `rows` keeps the first
    `SHOWN_AT_MOST` only.
    """

    def __init__(self) -> None:
        self.total = 0
        self._kept: list[tuple[int, int, int, Problem]] = []
        self._ranks: dict[str, int] = {}

    def add(
        self, fault: Fault, file: str = "", row: int | None = None, column: str = "", value: object = ""
    ) -> None:
        """One problem."""
        self.total += 1
        self._keep(fault.at(file, row, column, value))

    def rows(
        self,
        file: str,
        column: str,
        rows: Sequence[int],
        tell: Callable[[int], tuple[Fault, object]],
    ) -> None:
        """Problems in one column: `rows` holds indexes from 0; `tell` gives fault and value of one."""
        self.total += len(rows)
        for index in rows[:SHOWN_AT_MOST]:
            fault, value = tell(index)
            self._keep(fault.at(file, index + FIRST_ROW, column, value))

    def _keep(self, problem: Problem) -> None:
        rank = self._ranks.setdefault(problem.file, len(self._ranks))
        self._kept.append((rank, problem.row or 0, len(self._kept), problem))

    def order(self, files: Sequence[str]) -> None:
        """Sets the order in which problems of these files are told."""
        for file in files:
            self._ranks.setdefault(file, len(self._ranks))

    def refuse_if_any(self) -> None:
        """Raises `InputRefused` with the first problems in order of file and row, when there are any."""
        if self.total:
            problems = [entry[3] for entry in sorted(self._kept, key=lambda entry: entry[:3])]
            raise InputRefused(problems[:SHOWN_AT_MOST], self.total)
