# SPDX-License-Identifier: EUPL-1.2
"""What plans promise where courses run from a least number: bounds that hold, and that are close."""

from __future__ import annotations

import numpy as np
import pytest

from overstap.engine.placement.plan.by_editions import MovingPrices, settle
from overstap.engine.placement.plan.check import broken
from overstap.engine.placement.plan.core import solve_core
from overstap.engine.placement.plan.editions import _best_of, both
from overstap.engine.placement.plan.model import Case, Weights
from overstap.engine.placement.plan.prices import search
from overstap.engine.placement.plan.so_far import slacks
from overstap.engine.placement.plan.solve import Effort, make_plan, ways_of
from tests.contracts.placement.small_plans import Row, case_of, every_plan, worth_of


def biting_case(seed: int) -> Case:
    """Five people, three openings, three courses of which some never run; some options are worth nothing."""
    random = np.random.default_rng(seed)
    rows: list[Row] = []
    for person in range(5):
        for _ in range(int(random.integers(1, 4))):
            lasting = float(random.choice([0.0, 0.3, 0.6, 0.9]))
            cost = float(random.choice([0.0, 900.0, 4000.0]))
            to, by = int(random.integers(3)), int(random.choice([-1, 0, 0, 1, 1, 2]))
            rows.append((person, to, by, lasting, float(random.choice([0.0, -400.0])), cost, 0.0))
    places, seats, least = random.integers(0, 4, 3), random.integers(1, 5, 3), random.integers(1, 4, 3)
    budget = float(random.choice([1e6, 5000.0]))
    return case_of(rows, 5, places.tolist(), seats=seats.tolist(), least=least.tolist(), budget=budget)


def best_worth(case: Case) -> int:
    return max(worth_of(case, taken) for taken in every_plan(case))


@pytest.mark.parametrize("seed", range(40))
def test_no_plan_is_worth_more_than_the_bound_by_prices(seed: int) -> None:
    case = biting_case(seed)
    ways, chosen, _ = ways_of(case, Weights(), None)
    found = search(ways, -1.0, lambda: False, lambda _: None)
    best = best_worth(case)
    assert found.worth <= best <= found.bound
    # An option whose slack is more than the gap is in no plan that is better than the one found.
    gone = set(chosen[slacks(found) > found.priced - found.worth].tolist())
    for taken in every_plan(case):
        if worth_of(case, taken) > found.worth:
            assert not gone & set(taken)


@pytest.mark.parametrize("seed", range(40))
def test_it_holds_at_any_prices(seed: int) -> None:
    case, random = biting_case(seed), np.random.default_rng(seed)
    ways, _, _ = ways_of(case, Weights(), None)
    best = best_worth(case)
    for _ in range(5):
        prices = MovingPrices(
            random.uniform(0, 600_000, len(case.people)),
            random.uniform(0, 300_000, len(case.openings)),
            random.uniform(0, 40, len(case.limits)),
            np.zeros(len(case.editions)),
        )
        assert settle(ways, both(ways), prices, np.zeros(3, np.bool_), 2).bound >= best


@pytest.mark.parametrize("seed", range(40))
def test_a_small_case_is_solved_to_the_best_of_all(seed: int) -> None:
    case = biting_case(seed)
    plan = make_plan(case, effort=Effort(target=0.0))
    assert broken(case, plan.taken) == ()
    assert plan.proven
    assert plan.worth == best_worth(case)


def test_nobody_is_sent_to_a_course_at_a_loss_so_that_it_runs_for_others() -> None:
    rows = [(0, 0, 0, 0.9, 0.0, 0.0, 0.0), (1, 0, 0, 0.9, 0.0, 0.0, 0.0), (2, 0, 0, 0.0, 0.0, 4000.0, 0.0)]
    case = case_of(rows, 3, [3], seats=[3], least=[3])
    plan = make_plan(case)
    assert plan.taken.tolist() == [-1, -1, -1]
    assert (plan.worth, plan.bound, plan.proven) == (0, 0, True)
    assert broken(case, np.arange(3), weights=Weights()) == ("worth",)


def test_who_is_locked_at_a_loss_stays_and_makes_the_course_run() -> None:
    rows = [(0, 0, 0, 0.9, 0.0, 0.0, 0.0), (1, 0, 0, 0.0, -1500.0, 4000.0, 0.0)]
    case = case_of(rows, 2, [2], seats=[2], least=[2], now={1: 1}, locked=(1,))
    plan = make_plan(case)
    assert plan.taken.tolist() == [0, 1]
    assert (plan.worth, plan.proven) == (900_000 - 54_000, True)
    assert broken(case, plan.taken, weights=Weights()) == ()


def test_staying_counts_before_an_option_is_worth_nothing() -> None:
    rows = [(0, 0, -1, 0.0, 0.0, 4000.0, 0.0)]
    assert make_plan(case_of(rows, 1, [1])).taken.tolist() == [-1]
    assert make_plan(case_of(rows, 1, [1], now={0: 0})).taken.tolist() == [0]


def test_an_edition_is_worth_its_best_options_or_nothing() -> None:
    rows = [(person, 0, 0, lasting, 0.0, 0.0, 0.0) for person, lasting in enumerate([0.9, 0.6, 0.3])]
    ways, _, _ = ways_of(case_of(rows, 3, [3], seats=[3], least=[2]), Weights(), None)
    value, at = np.empty(4, np.int64), np.empty(4, np.int64)
    people = both(ways).people
    for net, worth in {(5, 3, 1): 9, (5, -3, -9): 2, (5, -6, -9): -1, (5, 3, -1): 8}.items():
        assert _best_of(ways, people, 2, 0, np.array(net), value, at)[0] == worth
    assert _best_of(ways, people, 4, 0, np.array([5, 3, 1]), value, at)[0] < -1_000_000


def closing_bank(seed: int) -> Case:
    """Many people for few places: most courses lead to fewer places than the people with whom they run."""
    random = np.random.default_rng(seed)
    rows: list[Row] = []
    for person in range(300):
        kinds = random.choice(20, 6, replace=False)
        rows += [
            (person, int(kind * 4 + place), int(kind), lasting, -float(random.uniform(0, 400)), 1500.0, 8.0)
            for kind in kinds
            for place, lasting in enumerate(random.uniform(0.4, 1.0, 4))
        ]
        rows.append((person, 80 + int(random.integers(30)), -1, float(random.uniform(0.3, 0.7)), 0.0, 0.0, 4.0))
    places = np.append(np.repeat([2, 1, 1, 1, 1], 16), np.ones(30, np.int64))
    return case_of(rows, 300, places.tolist(), seats=[12] * 20, least=[5] * 20, hours=900.0)


@pytest.mark.parametrize("seed", range(3))
def test_a_closing_bank_is_proven_by_prices_where_prices_of_seats_alone_are_far_off(seed: int) -> None:
    case = closing_bank(seed)
    plan = make_plan(case, effort=Effort(target=0.0002, small=-1))
    assert broken(case, plan.taken) == ()
    assert plan.gap <= 0.0002
    blind = search(ways_of(case, Weights(), None)[0]._replace(least=np.zeros(20, np.int64)), 0.0, _never, _no)
    assert blind.bound > 1.05 * plan.bound


@pytest.mark.parametrize("seed", range(3))
def test_its_bound_is_not_below_what_highs_finds(seed: int) -> None:
    case = closing_bank(seed)
    ways, chosen, _ = ways_of(case, Weights(), None)
    none = np.zeros(20, np.bool_)
    exact = solve_core(ways, np.arange(len(chosen)), running=none, seconds=60.0, gap=0.0001)
    assert exact is not None
    found = search(ways, 0.0, _never, _no)
    assert found.bound >= ways.worth[exact.taken[exact.taken >= 0]].sum()
    assert found.bound <= 1.002 * exact.bound


def _never() -> bool:
    return False


def _no(_: object) -> None:
    return None
