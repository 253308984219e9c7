# SPDX-License-Identifier: EUPL-1.2
"""A plan as a whole-number programme, solved by HiGHS: all of a small one, or some people of a large one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from overstap.engine.placement.plan.mending import Ways
from overstap.engine.placement.plan.model import FINE, Booleans, Integers


@dataclass(frozen=True)
class Solved:
    """The best plan of some options: `taken` (people,), its bound among those, and whether it is proven."""

    taken: Integers
    bound: int
    proven: bool


def solve_core(ways: Ways, chosen: Integers, *, running: Booleans, seconds: float, gap: float) -> Solved | None:
    """The best plan of the options `chosen` (positions); `None` when none was found in time.

    An edition runs with at least so many as it needs, or not at all; those `running` (editions,) do in any
    case.
    """
    people, least = len(ways.first) - 1, ways.least
    needs = np.append(running & (least > 0) | (least > 1), False)
    # What is worth nothing to somebody can still make a course run for others.
    chosen = chosen[(ways.worth[chosen] > 0) | needs[ways.edition[chosen]]]
    tied = np.flatnonzero(needs)
    tied = tied[np.isin(tied, ways.edition[chosen]) | running[tied]]
    size = len(chosen) + len(tied)
    if size == 0:
        return Solved(np.full(people, -1), 0, True)
    person = np.searchsorted(ways.first, chosen, side="right") - 1
    rows = [
        _within(person, np.ones(people, np.int64), size),
        _within(ways.opening[chosen], ways.places, size),
        _within(ways.edition[chosen], ways.seats, size),
    ]
    if len(ways.most):
        use = np.zeros((len(ways.most), size))
        use[:, : len(chosen)] = ways.use[:, chosen]
        rows.append(LinearConstraint(sparse.csr_array(use), -np.inf, ways.most + 1e-7))
    if len(tied):
        rows += _running(ways, chosen, tied, size)
        rows += _only_when_it_runs(ways, chosen, tied[~running[tied]], tied, person, size)
    worth, low = np.zeros(size), np.zeros(size)
    worth[: len(chosen)] = ways.worth[chosen] / FINE
    low[len(chosen) :] = running[tied]
    found = milp(
        -worth,
        integrality=np.ones(size, np.int64),
        bounds=Bounds(low, 1),
        constraints=rows,
        options={"time_limit": seconds, "mip_rel_gap": gap},
    )
    if found.x is None:
        return None
    taken = np.full(people, -1)
    kept = found.x[: len(chosen)] > 0.5
    taken[person[kept]] = chosen[kept]
    if (ways.use[:, chosen[kept]].sum(axis=1) > ways.most + 1e-6).any():
        return None  # HiGHS takes 0.999999 for 1, which can be a cent too much
    bound = np.inf if found.mip_dual_bound is None else -found.mip_dual_bound
    proven = found.status == 0 and found.mip_gap is not None and found.mip_gap <= 1e-9
    return Solved(taken, int(min(np.floor(bound * FINE + 0.5), 2.0**62)), proven)


def _within(group: Integers, most: Integers, size: int) -> LinearConstraint:
    """No more of each group than there may be; -1 is no group."""
    inside = np.flatnonzero(group >= 0)
    groups, row = np.unique(group[inside], return_inverse=True)
    rows = _matrix(np.ones(len(inside)), row, inside, (max(len(groups), 1), size))
    return LinearConstraint(rows, -np.inf, most[groups] if len(groups) else np.zeros(1))


def _running(ways: Ways, chosen: Integers, tied: Integers, size: int) -> list[LinearConstraint]:
    """An edition with a least number runs, and then has that many, or does not, and then has nobody."""
    edition = ways.edition[chosen]
    inside = np.flatnonzero(np.isin(edition, tied))
    row = np.concatenate((np.searchsorted(tied, edition[inside]), np.arange(len(tied))))
    column = np.concatenate((inside, len(chosen) + np.arange(len(tied))))
    shape = (len(tied), size)
    low = _matrix(np.concatenate((np.ones(len(inside)), -ways.least[tied])), row, column, shape)
    high = _matrix(np.concatenate((np.ones(len(inside)), -ways.seats[tied])), row, column, shape)
    return [LinearConstraint(low, 0, np.inf), LinearConstraint(high, -np.inf, 0)]


def _only_when_it_runs(
    ways: Ways, chosen: Integers, free: Integers, tied: Integers, person: Integers, size: int
) -> list[LinearConstraint]:
    """Nobody, and no more for an opening than its places, takes an edition that does not run.

    Follows from the rest in whole numbers, not in fractions: it is what makes a bound of HiGHS a close one.
    """
    edition = ways.edition[chosen]
    inside = np.flatnonzero(np.isin(edition, free))
    if len(inside) == 0:
        return []
    rows = []
    for group, most in ((person, np.ones(len(ways.first) - 1)), (ways.opening[chosen], ways.places)):
        key = edition[inside] * len(most) + group[inside]
        pairs, row = np.unique(key, return_inverse=True)
        by, of = pairs // len(most), pairs % len(most)
        matrix = _matrix(
            np.concatenate((np.ones(len(inside)), -most[of])),
            np.concatenate((row, np.arange(len(pairs)))),
            np.concatenate((inside, len(chosen) + np.searchsorted(tied, by))),
            (len(pairs), size),
        )
        rows.append(LinearConstraint(matrix, -np.inf, 0))
    return rows


def _matrix(values: Any, row: Any, column: Any, shape: tuple[int, int]) -> Any:
    return sparse.csr_array((np.asarray(values, dtype=np.float64), (row, column)), shape=shape)
