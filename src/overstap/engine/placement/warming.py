# SPDX-License-Identifier: EUPL-1.2
"""Has everything compiled that a plan is made with, before the first plan that somebody waits for.

A plan is given so many seconds. Compiling within them leaves few to look in: on a machine where nothing was
compiled before, the first plan for 1,500 people came out a third below what the second proved.
"""

from __future__ import annotations

from functools import cache

import numpy as np

from overstap.engine.placement.plan.model import Case, Limit, Options, Weights
from overstap.engine.placement.plan.solve import Effort, make_plan

_PEOPLE, _OPENINGS, _EDITIONS = 24, 6, 3
_TURNS = 12


@cache
def warm_up() -> None:
    """Plans for made-up people such that every inner loop is called: too few places, courses that need a least
    number, and money that runs out. Once in each process.

    What is compiled is kept on disk by Numba (beside the code, or where `NUMBA_CACHE_DIR` says).
    """
    turns: list[int] = []
    # `small=0`: the way of large cases, which the small ones leave out. It ends after so many turns that are
    # told, and not by the clock: the time goes to the compiler.
    effort = Effort(target=0.0, seconds=600.0, small=0)
    make_plan(
        made_up(),
        Weights(),
        effort=effort,
        stopped=lambda: len(turns) >= _TURNS,
        progress=lambda worth, _: turns.append(worth),
    )


def made_up() -> Case:
    """Everybody can go anywhere, directly or by a course; there is room for few."""
    rng = np.random.default_rng(1)
    person, opening, edition = (
        one.ravel().astype(np.int64)
        for one in np.meshgrid(
            np.arange(_PEOPLE), np.arange(_OPENINGS), np.arange(-1, _EDITIONS), indexing="ij"
        )
    )
    size, course = len(person), edition >= 0
    cost = np.where(course, 1000.0, 0.0)
    lasting = np.where(course, 0.9, 0.6) * rng.uniform(0.5, 1.0, size)
    options = Options(
        ids=tuple(str(at) for at in range(size)),
        person=person,
        opening=opening,
        edition=edition,
        lasting=lasting,
        income=rng.uniform(-500.0, 500.0, size),
        fit=lasting,
        cost=cost,
        barred=np.zeros(size, np.int64),
        use=np.stack((cost, np.where(course, 8.0, 4.0))),
    )
    return Case(
        people=tuple(f"p{at}" for at in range(_PEOPLE)),
        openings=tuple(f"o{at}" for at in range(_OPENINGS)),
        places=np.full(_OPENINGS, 2, dtype=np.int64),
        editions=tuple(f"e{at}" for at in range(_EDITIONS)),
        seats=np.full(_EDITIONS, 4, dtype=np.int64),
        least=np.array([1, 2, 3], dtype=np.int64),
        limits=(Limit("fund", "budget", 5000.0), Limit("advisers", "guidance", 60.0)),
        options=options,
        now=np.full(_PEOPLE, -1, dtype=np.int64),
        locked=np.zeros(_PEOPLE, dtype=np.bool_),
    )
