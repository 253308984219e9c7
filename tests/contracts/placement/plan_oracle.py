# SPDX-License-Identifier: EUPL-1.2
"""The programme of docs/methods/plan.md handed to HiGHS as it stands there; and cases drawn at random that have
locks, plans of before, least numbers, budgets and groups."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from overstap.engine.placement.plan.model import Case
from tests.contracts.placement.small_plans import Row, case_of


@dataclass(frozen=True)
class Best:
    """What the best plan is worth, in thousandths of a point, and how far a group is below all more than was
    asked, at the least."""

    worth: int
    over: float


def random_case(seed: int) -> Case:
    """Up to nine people; every second case has locks."""
    random = np.random.default_rng(seed)
    people, openings, editions = (int(random.integers(*ends)) for ends in ((1, 10), (1, 5), (0, 4)))
    rows: list[Row] = []
    for person in range(people):
        for _ in range(int(random.integers(0, 5))):
            by = int(random.integers(-1, editions)) if random.random() < 0.7 else -1
            lasting = float(random.choice([0.0, 0.0, 0.05, 0.3, 0.6, 0.9, 1.0]))
            income = float(random.choice([-1500.0, -600.0, 0.0, 300.0]))
            cost, hours = float(random.choice([0.0, 800.0, 4000.0])), float(random.choice([0.0, 3.0, 8.0]))
            rows.append((person, int(random.integers(openings)), by, lasting, income, cost, hours))
    seats = random.integers(1, 6, editions)
    least = np.minimum(random.integers(0, 5, editions), seats)
    groups = {
        name: np.flatnonzero(random.random(people) < random.choice([0.2, 0.5, 0.8])).tolist() for name in "abc"
    }
    now = {}
    for at, row in enumerate(rows):
        if random.random() < 0.25:
            now[row[0]] = at
    locked = tuple(person for person in now if seed % 2 and random.random() < 0.6)
    places = random.integers(0, 4, openings)
    for person in locked:  # what is locked fits together
        places[rows[now[person]][1]] += 1
        if rows[now[person]][2] >= 0:
            seats[rows[now[person]][2]] += 1
    held = sum(rows[now[person]][5] for person in locked), sum(rows[now[person]][6] for person in locked)
    return case_of(
        rows,
        people,
        places.tolist(),
        seats=seats.tolist(),
        least=least.tolist(),
        budget=held[0] + float(random.choice([1e6, 9000.0, 4000.0, 0.0])),
        hours=held[1] + float(random.choice([1e6, 20.0, 8.0])),
        groups=groups,
        barred=random.choice([0, 0, 0, 0, 0, 1, 16], len(rows)).tolist(),
        now=now,
        locked=locked,
    )


def best_of(case: Case, fair: float | None = None) -> Best:
    """The best plan there is, by HiGHS over every option. `fair`: how far a group may be below all."""
    over = 0.0
    if fair is not None:
        over = _solve(case, fair, None)
        over = 0.0 if over < 1e-7 else over
    return Best(round(_solve(case, fair, over)), over)


def _solve(case: Case, fair: float | None, over: float | None) -> float:
    """The most that a plan is worth when groups may be `over` farther below than `fair`; without `over` the
    least that they have to be."""
    one, size, courses = case.options, len(case.options.ids), len(case.editions)
    points = (
        1000 * one.lasting
        - 100 * np.maximum(-one.income, 0) / 1000
        + 50 * one.fit
        - one.cost / 1000
        + 100 * (case.now[one.person] == np.arange(size))
    )
    worth = np.rint(points * 1000)
    low, high = np.zeros(size + courses + 1), np.ones(size + courses + 1)
    low[-1] = high[-1] = 0 if over is None else over
    high[-1] = 1 if over is None else over
    high[:size] = (one.barred == 0) & (worth > 0)
    held = case.now[case.locked & (case.now >= 0)]
    low[held] = high[held] = 1
    runs = set(one.edition[held].tolist())
    rows: list[tuple[np.ndarray, float]] = []  # row · x is at most so much

    def row(of: np.ndarray) -> np.ndarray:
        return np.concatenate((of.astype(float), np.zeros(courses + 1)))

    rows += [(row(one.person == person), 1) for person in range(len(case.people))]
    rows += [(row(one.opening == to), case.places[to]) for to in range(len(case.openings))]
    for by in range(courses):
        most, fewest = row(one.edition == by), -row(one.edition == by)
        most[size + by] = -case.seats[by]
        fewest[size + by] = 0 if by in runs else case.least[by]
        rows += [(most, 0), (fewest, 0)]
    rows += [(row(one.use[at]), limit.most) for at, limit in enumerate(case.limits)]
    for members in case.groups.values():
        if fair is not None and members.any():
            below = row(np.full(size, 1 / len(case.people)) - members[one.person] / members.sum())
            below[-1] = -1
            rows.append((below, fair))
    aim = np.zeros(size + courses + 1)
    if over is None:
        aim[-1] = 1
    else:
        aim[:size] = -worth / 1000
    matrix = np.array([of for of, _ in rows])
    # A share counts people: a hair more than was asked is the rounding of a fraction.
    most = np.array([top for _, top in rows]) + 1e-7
    found = milp(
        aim,
        integrality=np.append(np.ones(size + courses), 0),
        bounds=Bounds(low, high),
        constraints=[LinearConstraint(matrix, -np.inf, most)],
        options={"mip_rel_gap": 0.0, "presolve": False},  # presolved, a tight share has gone wrong
    )
    assert found.status == 0, found.message
    if over is None:
        return float(found.x[-1])
    return float(worth[found.x[:size] > 0.5].sum())
