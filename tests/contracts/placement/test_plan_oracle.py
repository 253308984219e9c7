# SPDX-License-Identifier: EUPL-1.2
"""What plans promise with locks, least numbers and fairness, against HiGHS on the programme as documented."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from overstap.engine.placement.plan.check import belows, broken
from overstap.engine.placement.plan.explain import what_constraints_cost
from overstap.engine.placement.plan.mending import filled_by, improve, mend
from overstap.engine.placement.plan.model import Case, Weights
from overstap.engine.placement.plan.plain import plan_as_plain
from overstap.engine.placement.plan.solve import Effort, Fairness, make_plan, ways_of
from tests.contracts.placement.plan_oracle import best_of, random_case
from tests.contracts.placement.small_plans import Row, case_of

WHOLE, BY_PRICES = Effort(target=0.0), Effort(target=0.0, seconds=0.05, small=-1)
seeds = pytest.mark.parametrize("seed", range(60))
fairs = pytest.mark.parametrize("fair", [None, 0.0, 0.05, 0.2])


def fairness_of(fair: float | None) -> Fairness | None:
    return None if fair is None else Fairness(fair)


@seeds
@fairs
def test_a_small_plan_is_the_best_of_the_documented_programme(seed: int, fair: float | None) -> None:
    case = random_case(seed)
    best = best_of(case, fair)
    plan = make_plan(case, fairness=fairness_of(fair), effort=WHOLE)
    assert (plan.worth, plan.bound, plan.proven) == (best.worth, best.worth, True)
    assert broken(case, plan.taken, None if fair is None else fair + best.over, Weights()) == ()
    told = plan_as_plain(case, plan, Weights(), fairness=fairness_of(fair))
    assert told["fair"] is (None if fair is None else best.over == 0)


@pytest.mark.parametrize("seed", range(0, 60, 4))
@fairs
def test_without_locks_its_bound_by_prices_holds_and_nothing_is_broken(seed: int, fair: float | None) -> None:
    case = random_case(seed)
    best = best_of(case, fair)
    plan = make_plan(case, fairness=fairness_of(fair), effort=BY_PRICES)
    assert plan.worth <= best.worth <= plan.bound
    assert not plan.proven or plan.worth == best.worth
    assert broken(case, plan.taken, fair, Weights()) == ()


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("fair", [0.0, 0.05])
def test_fairness_costs_what_the_best_plan_without_it_is_worth_more(seed: int, fair: float) -> None:
    case = random_case(2 * seed)
    plan = make_plan(case, fairness=Fairness(fair), effort=WHOLE)
    costs = what_constraints_cost(case, plan, Weights(), fairness=Fairness(fair), effort=WHOLE)
    told = {one.constraint: one.worth for one in costs}
    assert told["fairness"] == best_of(case).worth - best_of(case, fair).worth
    roomy = replace(case, places=np.maximum(case.places, len(case.people)))
    assert told["places"] == best_of(roomy, fair).worth - best_of(case, fair).worth


def one_locked(options_of_others: bool) -> Case:
    """Two of one group and one other, who is locked: fair is that one more of the group is placed, or both."""
    rows: list[Row] = [
        (0, 0, -1, 0.1, 0.0, 0.0, 0.0),
        (1, 1, -1, 0.1, 0.0, 0.0, 0.0),
        (2, 2, -1, 0.9, 0.0, 0.0, 0.0),
    ]
    rows = rows if options_of_others else rows[2:]
    held = len(rows) - 1
    return case_of(rows, 3, [1, 1, 1], groups={"a": [0, 1]}, now={2: held}, locked=(2,))


@pytest.mark.parametrize("effort", [WHOLE, BY_PRICES], ids=["whole", "by prices"])
def test_beside_what_is_locked_a_fair_plan_is_found_when_there_is_one(effort: Effort) -> None:
    case = one_locked(options_of_others=True)
    plan = make_plan(case, fairness=Fairness(0.0), effort=effort)
    assert plan.taken.tolist() == [0, 1, 2]
    assert broken(case, plan.taken, 0.0) == ()


def test_where_no_plan_is_fair_beside_what_is_locked_it_is_as_fair_as_can_be() -> None:
    case = one_locked(options_of_others=False)
    plan = make_plan(case, fairness=Fairness(0.05), effort=WHOLE)
    assert plan.taken.tolist() == [-1, -1, 0]
    assert plan.proven
    assert plan_as_plain(case, plan, Weights(), fairness=Fairness(0.05))["fair"] is False
    assert belows(case, plan.taken) == pytest.approx((1 / 3,))


@pytest.mark.parametrize("fair", [0.0, 0.1, 0.2, 0.4])
def test_who_makes_room_for_another_does_not_leave_a_group_behind(fair: float) -> None:
    """From many starts, as a broken limit is rare: without the look at limits some of these break theirs."""
    for seed in range(1500):
        random = np.random.default_rng(seed)
        ways, _, _ = ways_of(random_case(seed), Weights(), Fairness(fair))
        order = random.permutation(len(ways.first) - 1)
        first, last = ways.first[:-1], ways.first[1:]
        wanted = np.where(last > first, random.integers(first, np.maximum(last, first + 1)), -1)
        taken, filled = mend(ways, order, wanted, ways.worth)
        if (filled_by(ways, taken).limit <= ways.most + 1e-6).all():
            improve(ways, order, taken, filled, 3)
            assert (filled_by(ways, taken).limit <= ways.most + 1e-6).all(), seed


def test_a_case_without_courses_is_bettered_as_well() -> None:
    random = np.random.default_rng(1)
    rows: list[Row] = [
        (person, int(to), -1, float(random.uniform(0.3, 1)), 0.0, float(random.uniform(0, 4000)), 0.0)
        for person in range(60)
        for to in random.choice(40, 6, replace=False)
    ]
    case = case_of(rows, 60, [1] * 40, budget=20_000.0)
    plan = make_plan(case, effort=Effort(target=0.0, seconds=0.3, small=-1))
    assert broken(case, plan.taken) == ()
    assert plan.worth <= best_of(case).worth <= plan.bound
