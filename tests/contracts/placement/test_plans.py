# SPDX-License-Identifier: EUPL-1.2
"""What every way to make a plan promises, against every plan there is."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings

from overstap.engine.placement.plan.check import broken
from overstap.engine.placement.plan.explain import what_constraints_cost, what_more_brings
from overstap.engine.placement.plan.kernels import assign
from overstap.engine.placement.plan.model import Case, Weights
from overstap.engine.placement.plan.solve import Effort, Fairness, make_plan
from tests.contracts.placement.small_plans import (
    case_of,
    every_plan,
    most_below,
    small_cases,
    worth_of,
)

WHOLE, BY_PRICES = Effort(target=0.0), Effort(target=0.0, seconds=0.05, small=-1)
every_way = pytest.mark.parametrize("effort", [WHOLE, BY_PRICES], ids=["whole", "by prices"])


@every_way
@given(case=small_cases())
@settings(max_examples=40, deadline=None)
def test_it_is_a_plan_and_its_bound_holds(case: Case, effort: Effort) -> None:
    plan = make_plan(case, effort=effort)
    best = max(worth_of(case, taken) for taken in every_plan(case))
    assert broken(case, plan.taken) == ()
    assert plan.taken.tolist() in list(every_plan(case))
    assert plan.worth == worth_of(case, plan.taken.tolist())
    assert plan.worth <= best <= plan.bound
    assert not plan.proven or plan.worth == best


@given(case=small_cases())
@settings(max_examples=100, deadline=None)
def test_a_small_one_is_the_best_of_all(case: Case) -> None:
    plan = make_plan(case, effort=WHOLE)
    assert plan.worth == max(worth_of(case, taken) for taken in every_plan(case))
    assert plan.proven
    assert plan.gap == 0.0


@given(case=small_cases())
@settings(max_examples=60, deadline=None)
def test_no_group_is_left_behind_when_that_is_asked(case: Case) -> None:
    plan = make_plan(case, fairness=Fairness(0.1), effort=WHOLE)
    fair = [taken for taken in every_plan(case) if most_below(case, taken) <= 0.1 + 1e-9]
    assert most_below(case, plan.taken.tolist()) <= 0.1 + 1e-6
    assert plan.worth == max(worth_of(case, taken) for taken in fair)
    assert broken(case, plan.taken, 0.1) == ()


@given(case=small_cases())
@settings(max_examples=40, deadline=None)
def test_what_is_locked_stays_and_the_rest_is_the_best_beside_it(case: Case) -> None:
    first = make_plan(case, effort=WHOLE)
    locked = np.zeros(len(case.people), bool)
    locked[::2] = first.taken[::2] >= 0
    again = dataclasses.replace(case, now=first.taken, locked=locked)
    plan = make_plan(again, effort=WHOLE)
    assert (plan.taken[locked] == first.taken[locked]).all()
    assert plan.worth == max(worth_of(again, taken) for taken in every_plan(again))


@every_way
def test_nobody_and_nothing_is_a_case(effort: Effort) -> None:
    for case in (case_of([], 0, []), case_of([], 2, [1]), case_of([(0, 0, -1, 0.0, 0.0, 0.0, 0.0)], 1, [1])):
        assert (make_plan(case, effort=effort).taken < 0).all()


def test_most_people_come_before_money() -> None:
    rows = [
        (0, 0, -1, 0.9, 0.0, 0.0, 0.0),
        (0, 1, -1, 0.9, -500.0, 9000.0, 0.0),
        (1, 0, -1, 0.8, 0.0, 0.0, 0.0),
    ]
    case = case_of(rows, 2, [1, 1])
    assert make_plan(case).taken.tolist() == [1, 2]
    assert make_plan(case, Weights(income=3000)).taken.tolist() == [0, -1]


def test_a_course_runs_from_its_least_number_or_not_at_all() -> None:
    rows = [(0, 0, 0, 0.9, 0.0, 0.0, 0.0), (1, 1, 0, 0.5, 0.0, 0.0, 0.0), (1, 1, -1, 0.8, 0.0, 0.0, 0.0)]
    assert make_plan(case_of(rows, 2, [1, 1], seats=[2], least=[2])).taken.tolist() == [0, 1]
    assert make_plan(case_of(rows[:1] + rows[2:], 2, [1, 1], seats=[2], least=[2])).taken.tolist() == [-1, 1]


def test_a_plan_of_before_is_changed_as_little_as_can_be() -> None:
    rows = [(0, 0, -1, 0.80, 0, 0, 0), (0, 1, -1, 0.85, 0, 0, 0), (1, 0, -1, 0.9, 0, 0, 0)]
    case = case_of(rows, 2, [2, 1], now={0: 0})
    assert make_plan(case).taken.tolist() == [0, 2]
    assert make_plan(case, Weights(change=0)).taken.tolist() == [1, 2]


def test_what_is_locked_beyond_what_there_is_is_refused() -> None:
    rows = [(0, 0, -1, 0.8, 0, 0, 0), (1, 0, -1, 0.8, 0, 0, 0)]
    with pytest.raises(ValueError, match="locked"):
        make_plan(case_of(rows, 2, [1], now={0: 0, 1: 1}, locked=(0, 1)))


@given(case=small_cases())
@settings(max_examples=30, deadline=None)
def test_what_one_more_brings_is_what_planning_with_it_finds(case: Case) -> None:
    plan = make_plan(case, effort=WHOLE)
    for one in what_more_brings(case, plan, Weights(), effort=WHOLE):
        places = case.places + [int((one.kind, one.id) == ("opening", name)) for name in case.openings]
        seats = case.seats + [int((one.kind, one.id) == ("edition", name)) for name in case.editions]
        limits = tuple(
            dataclasses.replace(
                limit, most=limit.most + one.amount * ((one.kind, one.id) == (limit.kind, limit.id))
            )
            for limit in case.limits
        )
        more = dataclasses.replace(case, places=places, seats=seats, limits=limits)
        assert one.worth == max(worth_of(more, taken) for taken in every_plan(more)) - plan.worth
        assert one.at_most == one.worth


def test_what_a_constraint_costs() -> None:
    rows = [(0, 0, -1, 0.9, 0, 3000, 0), (1, 0, -1, 0.9, 0, 3000, 0)]
    case = case_of(rows, 2, [2], budget=3000, barred=[0, 0])
    plan = make_plan(case)
    costs = {one.constraint: one.placed for one in what_constraints_cost(case, plan, Weights())}
    assert costs == {"places": 0, "budget:fund": 1, "guidance:desk": 0}


def test_it_can_be_stopped_and_keeps_the_best_so_far() -> None:
    case = large_case()
    plan = make_plan(case, effort=Effort(small=-1, target=0.0), stopped=lambda: True)
    assert plan.stopped
    assert broken(case, plan.taken) == ()
    assert (plan.taken >= 0).sum() > 200


def test_a_larger_one_is_near_the_best_by_prices() -> None:
    case = large_case()
    told: list[tuple[int, int]] = []
    plan = make_plan(
        case, effort=Effort(small=-1, target=0.01), progress=lambda worth, bound: told.append((worth, bound))
    )
    assert broken(case, plan.taken) == ()
    assert plan.gap <= 0.01
    assert told[-1] == (plan.worth, plan.bound)
    assert [worth for worth, _ in told] == sorted(worth for worth, _ in told)


def large_case() -> Case:
    random = np.random.default_rng(1)
    rows = [
        (
            person,
            int(random.integers(400)),
            int(random.integers(-1, 40)),
            float(random.uniform(0.4, 1)),
            float(random.normal(-100, 300)),
            float(random.uniform(0, 5000)),
            0.0,
        )
        for person in range(300)
        for _ in range(12)
    ]
    return case_of(rows, 300, [1] * 400, seats=[7] * 40, budget=500_000)


@given(case=small_cases())
@settings(max_examples=100, deadline=None)
def test_prices_prove_the_assignment(case: Case) -> None:
    """Weak duality by hand: prices and gains cover every option, and add up to what was found."""
    worth = case.worth(Weights())
    first = np.searchsorted(case.options.person, np.arange(len(case.people) + 1))
    taken, gain, price = assign(first, case.options.opening, worth, case.places)
    chosen = taken[taken >= 0]
    assert (np.bincount(case.options.opening[chosen], minlength=len(case.places)) <= case.places).all()
    assert (gain >= 0).all()
    assert (price >= 0).all()
    open_ = case.places[case.options.opening] > 0
    assert (gain[case.options.person] + price[case.options.opening] >= worth)[open_].all()
    assert worth[chosen].sum() == gain.sum() + (price * case.places).sum()
