# SPDX-License-Identifier: EUPL-1.2
"""Whether a plan keeps to everything, whoever made it; and how full it makes everything."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from overstap.engine.placement.plan.model import Case, Floats, Integers, Weights


@dataclass(frozen=True)
class Fill:
    """How much a plan takes: people in each opening and edition, and of each limit."""

    opening: Integers
    edition: Integers
    limit: Floats


def fill_of(case: Case, taken: Integers) -> Fill:
    """How full a plan makes everything. `taken` (people,): the option of each, -1 for none."""
    options = taken[taken >= 0]
    edition = case.options.edition[options]
    return Fill(
        np.bincount(case.options.opening[options], minlength=len(case.openings)),
        np.bincount(edition[edition >= 0], minlength=len(case.editions)),
        case.options.use[:, options].sum(axis=1),
    )


def broken(
    case: Case, taken: Integers, most_below: float | None = None, weights: Weights | None = None
) -> tuple[str, ...]:
    """The rules that a plan breaks, as words that programs can read; empty when it is a plan.

    `most_below`: how much a group's share of placed people may be below that of all. `weights`: by which all
    that is not locked is to be worth something.
    """
    placed = np.flatnonzero(taken >= 0)
    options = taken[placed]
    if (case.options.person[options] != placed).any():
        return ("person",)
    fill = fill_of(case, taken)
    locked = case.locked & (case.now >= 0)
    free = options[~locked[placed]]
    most = np.array([limit.most for limit in case.limits])
    running = fill.edition > 0
    held = case.options.edition[case.now[locked]] if locked.any() else np.empty(0, np.int64)
    running[held[held >= 0]] = False  # who is locked makes it run
    rules = {
        "places": (fill.opening > case.places).any(),
        "seats": (fill.edition > case.seats).any(),
        "least": (running & (fill.edition < case.least)).any(),
        "limits": (fill.limit > most + 1e-3).any() if len(most) else False,
        "barred": (case.options.barred[free] != 0).any(),
        "worth": weights is not None and bool((case.worth(weights)[free] <= 0).any()),
        "locked": (taken[locked] != case.now[locked]).any(),
        "fairness": most_below is not None and any(below > most_below + 1e-6 for below in belows(case, taken)),
    }
    return tuple(rule for rule, wrong in rules.items() if wrong)


def belows(case: Case, taken: Integers) -> tuple[float, ...]:
    """How much the share of placed people in each group is below that of all."""
    placed = taken >= 0
    everybody = float(placed.mean()) if len(placed) else 0.0
    return tuple(
        everybody - (float(placed[members].mean()) if members.any() else everybody)
        for members in case.groups.values()
    )
