# SPDX-License-Identifier: EUPL-1.2
"""Small cases of a plan, and every plan there is for them, from the definitions alone."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import numpy as np
from hypothesis import strategies as st

from overstap.engine.placement.plan.model import Case, Limit, Options, Weights

Row = tuple[int, int, int, float, float, float, float]
"""Person, opening, edition or -1, lasting, change of income, cost, hours of guidance."""


def case_of(
    rows: list[Row],
    people: int,
    places: list[int],
    *,
    seats: list[int] | None = None,
    least: list[int] | None = None,
    budget: float = 1e6,
    hours: float = 1e6,
    groups: dict[str, list[int]] | None = None,
    barred: list[int] | None = None,
    now: dict[int, int] | None = None,
    locked: tuple[int, ...] = (),
) -> Case:
    """A case out of rows in the order of people."""
    assert rows == sorted(rows, key=lambda row: row[0])
    columns = list(zip(*rows, strict=True)) if rows else [()] * 7
    seats = seats or []
    return Case(
        tuple(f"p{at}" for at in range(people)),
        tuple(f"o{at}" for at in range(len(places))),
        np.array(places, np.int64),
        tuple(f"e{at}" for at in range(len(seats))),
        np.array(seats, np.int64),
        np.array(least or [0] * len(seats), np.int64),
        (Limit("fund", "budget", budget), Limit("desk", "guidance", hours)),
        Options(
            tuple(f"x{at}" for at in range(len(rows))),
            *(np.array(columns[at], np.int64) for at in range(3)),
            np.array(columns[3], float),
            np.array(columns[4], float),
            np.zeros(len(rows)),
            np.array(columns[5], float),
            np.array(barred or [0] * len(rows), np.int64),
            np.array([columns[5], columns[6]], float),
        ),
        np.array([(now or {}).get(at, -1) for at in range(people)], np.int64),
        np.isin(np.arange(people), locked),
        {name: np.isin(np.arange(people), who) for name, who in (groups or {}).items()},
    )


def every_plan(case: Case) -> Iterator[list[int]]:
    """All plans that keep to every rule."""
    own: list[list[int]] = [[-1] for _ in case.people]
    for option, person in enumerate(case.options.person.tolist()):
        if case.options.barred[option] == 0 and worth_of(case, {person: option}) > 0:
            own[person].append(option)
    for person in np.flatnonzero(case.locked).tolist():
        own[person] = [int(case.now[person])]
    for taken in product(*own):
        chosen = [option for option in taken if option >= 0]
        to = [int(case.options.opening[option]) for option in chosen]
        by = [int(case.options.edition[option]) for option in chosen if case.options.edition[option] >= 0]
        if (
            all(to.count(at) <= most for at, most in enumerate(case.places.tolist()))
            and all(by.count(at) <= most for at, most in enumerate(case.seats.tolist()))
            and all(by.count(at) == 0 or by.count(at) >= low for at, low in enumerate(case.least.tolist()))
            and all(
                sum(case.options.use[row, option] for option in chosen) <= limit.most + 1e-6
                for row, limit in enumerate(case.limits)
            )
        ):
            yield list(taken)


def worth_of(case: Case, taken: list[int] | dict[int, int], weights: Weights | None = None) -> int:
    """What a plan is worth, one option at a time. `taken`: of each person, or of some."""
    weights, one = weights or Weights(), case.options
    total = 0
    for person, option in taken.items() if isinstance(taken, dict) else enumerate(taken):
        if option >= 0:
            points = weights.placed * one.lasting[option] + weights.fit * one.fit[option]
            points -= (
                weights.income * max(-one.income[option], 0) / 1000 + weights.cost * one.cost[option] / 1000
            )
            points += weights.change * (case.now[person] == option)
            total += round(points * 1000)
    return total


def most_below(case: Case, taken: list[int]) -> float:
    """How much the share of the group that comes off worst is below that of all."""
    placed = np.array(taken) >= 0
    return max((placed.mean() - placed[who].mean() for who in case.groups.values() if who.any()), default=0.0)


@st.composite
def small_cases(draw: st.DrawFn) -> Case:
    people, openings, editions = draw(st.integers(1, 5)), draw(st.integers(1, 3)), draw(st.integers(1, 2))
    rows = []
    for person in range(people):
        for _ in range(draw(st.integers(0, 3))):
            rows.append(
                (
                    person,
                    draw(st.integers(0, openings - 1)),
                    draw(st.integers(-1, editions - 1)),
                    draw(st.sampled_from([0.2, 0.5, 0.7, 0.9, 1.0])),
                    draw(st.sampled_from([-900.0, -150.0, 0.0, 200.0])),
                    draw(st.sampled_from([0.0, 700.0, 1500.0, 4000.0])),
                    draw(st.sampled_from([0.0, 5.0, 12.0])),
                )
            )
    barred = [draw(st.sampled_from([0, 0, 0, 1, 4])) for _ in rows]
    return case_of(
        rows,
        people,
        draw(st.lists(st.integers(0, 2), min_size=openings, max_size=openings)),
        seats=draw(st.lists(st.integers(0, 3), min_size=editions, max_size=editions)),
        least=draw(st.lists(st.integers(0, 3), min_size=editions, max_size=editions)),
        budget=draw(st.sampled_from([0.0, 1500.0, 5000.0, 1e6])),
        hours=draw(st.sampled_from([0.0, 12.0, 1e6])),
        groups={"a": list(range(0, people, 2)), "b": list(range(1, people, 2))},
        barred=barred,
    )
