# SPDX-License-Identifier: EUPL-1.2
"""A plan as a whole-number programme, solved by HiGHS: all of a small one, or some people of a large one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from overstap.engine.placement.plan.mending import Ways
from overstap.engine.placement.plan.model import FINE, Booleans, Floats, Integers


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
    tied = _tied(ways, chosen, running)
    size = len(chosen) + len(tied)
    if size == 0:
        empty = np.full(len(ways.first) - 1, -1)
        return Solved(empty, 0, True) if (ways.most >= -1e-6).all() else None
    rows, low = _programme(ways, chosen, tied, running, size)
    if len(ways.most):
        rows.append(LinearConstraint(_used(ways, chosen, size), -np.inf, ways.most + 1e-7))
    worth = np.zeros(size)
    worth[: len(chosen)] = ways.worth[chosen] / FINE
    found = milp(
        -worth,
        integrality=np.ones(size, np.int64),
        bounds=Bounds(low, 1),
        constraints=rows,
        options={"time_limit": seconds, "mip_rel_gap": gap},
    )
    if found.x is None:
        return None
    taken = _taken(ways, chosen, found.x)
    if (used_by(ways, taken) > ways.most + 1e-6).any():
        return None  # HiGHS takes 0.999999 for 1, which can be a cent too much
    bound = np.inf if found.mip_dual_bound is None else -found.mip_dual_bound
    proven = found.status == 0 and found.mip_gap is not None and found.mip_gap <= 1e-9
    return Solved(taken, int(min(np.floor(bound * FINE + 0.5), 2.0**62)), proven)


def solve_fairest(ways: Ways, chosen: Integers, shares: int, *, seconds: float) -> Solved | None:
    """The plan of the options `chosen` whose last `shares` limits are gone over by the least, at its worst.

    All other limits are kept. `bound` of what comes out says nothing; `None` when none was found in time.
    """
    running = np.zeros(len(ways.seats), np.bool_)
    tied = _tied(ways, chosen, running)
    over = len(chosen) + len(tied)
    rows, low = _programme(ways, chosen, tied, running, over + 1)
    use = _used(ways, chosen, over + 1).tolil()
    use[len(ways.most) - shares :, over] = -1
    rows.append(LinearConstraint(use.tocsr(), -np.inf, ways.most + 1e-7))
    aim, high = np.zeros(over + 1), np.ones(over + 1)
    aim[over], high[over] = 1, np.inf
    found = milp(
        aim,
        integrality=np.append(np.ones(over, np.int64), 0),
        bounds=Bounds(low, high),
        constraints=rows,
        options={"time_limit": seconds, "mip_rel_gap": 0.0},
    )
    if found.x is None:
        return None
    taken = _taken(ways, chosen, found.x)
    kept = len(ways.most) - shares
    if (used_by(ways, taken)[:kept] > ways.most[:kept] + 1e-6).any():
        return None
    return Solved(taken, 0, found.status == 0)


def used_by(ways: Ways, taken: Integers) -> Floats:
    """What a plan takes of each limit. Shape (limits,)."""
    used: Floats = ways.use[:, taken[taken >= 0]].sum(axis=1)
    return used


def _tied(ways: Ways, chosen: Integers, running: Booleans) -> Integers:
    """The editions of which it is a question of its own whether they run."""
    tied = np.flatnonzero(running & (ways.least > 0) | (ways.least > 1))
    return tied[np.isin(tied, ways.edition[chosen]) | running[tied]]


def _programme(
    ways: Ways, chosen: Integers, tied: Integers, running: Booleans, size: int
) -> tuple[list[LinearConstraint], Floats]:
    """All but the limits, over `size` columns: those of options, then of editions `tied`; and the lowest of
    each."""
    people = len(ways.first) - 1
    person = np.searchsorted(ways.first, chosen, side="right") - 1
    rows = [
        _within(person, np.ones(people, np.int64), size),
        _within(ways.opening[chosen], ways.places, size),
        _within(ways.edition[chosen], ways.seats, size),
    ]
    if len(tied):
        rows += _running(ways, chosen, tied, size)
        rows += _only_when_it_runs(ways, chosen, tied[~running[tied]], tied, person, size)
    low = np.zeros(size)
    low[len(chosen) : len(chosen) + len(tied)] = running[tied]
    return rows, low


def _used(ways: Ways, chosen: Integers, size: int) -> Any:
    use = np.zeros((len(ways.most), size))
    use[:, : len(chosen)] = ways.use[:, chosen]
    return sparse.csr_array(use)


def _taken(ways: Ways, chosen: Integers, solution: Floats) -> Integers:
    kept = chosen[solution[: len(chosen)] > 0.5]
    taken = np.full(len(ways.first) - 1, -1)
    taken[np.searchsorted(ways.first, kept, side="right") - 1] = kept
    return taken


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
