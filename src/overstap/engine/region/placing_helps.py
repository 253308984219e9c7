# SPDX-License-Identifier: EUPL-1.2
"""What would help who has no place: an opening with room left that one single bar keeps from them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from overstap.engine.placement.plan.check import fill_of
from overstap.engine.placement.plan.model import Bar, Integers
from overstap.engine.region.placing import Placing
from overstap.engine.region.placing_ways import Found

LEAST_PAY = 0.8
"""Of the pay now: less is not told as something that would help."""
_NEAREST_FIRST = (Bar.TRAVEL, Bar.COURSE, Bar.INCOME, Bar.HOURS, Bar.DATES, Bar.KIND, Bar.PAPERS)
"""What somebody can most easily do something about comes first."""


@dataclass(frozen=True, slots=True)
class Help:
    """Without this bar `openings` with room left would be possible; `way` is the least that must give way.

    For travel the nearest, for income the one that pays best, else the one that fits best.
    """

    bar: Bar
    openings: int
    way: int


def helps(question: Placing, taken: Integers) -> list[list[Help]]:
    """For each person without a place in a plan (`taken` (people,), the option of each, -1 for none) what
    would help; for others nothing."""
    case, options = question.case, question.case.options
    found: list[list[Help]] = [[] for _ in case.people]
    ways = question.ways
    if not isinstance(ways, Found):
        return found
    room = fill_of(case, taken).opening < case.places
    for bar in _NEAREST_FIRST:
        rows = np.flatnonzero(
            (options.barred == int(bar)) & (taken[options.person] < 0) & room[options.opening]
        )
        if bar is Bar.INCOME:  # half of what one has is no advice
            rows = rows[ways.there[rows] >= LEAST_PAY * (ways.there[rows] - ways.income[rows])]
        best = {Bar.TRAVEL: ways.km[rows], Bar.INCOME: -ways.there[rows]}.get(bar, -ways.fit[rows])
        order = np.lexsort((rows, best, options.person[rows]))
        rows = rows[order]
        first = np.flatnonzero(np.diff(options.person[rows], prepend=-1))
        for at, begin in enumerate(first.tolist()):
            end = int(first[at + 1]) if at + 1 < len(first) else len(rows)
            own = rows[begin:end]
            person = int(options.person[own[0]])
            found[person].append(Help(bar, len(set(options.opening[own].tolist())), int(own[0])))
    return found
