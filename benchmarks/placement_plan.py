# SPDX-License-Identifier: EUPL-1.2
"""How long a plan for very many takes, beside greedy rules and HiGHS on the same case in one run.

    .venv/bin/python -m benchmarks.placement_plan [--seconds S] [--case NAME] [--check]

The greedy rules take options by worth, or by worth for each EUR, and keep those for which everything is
still there. HiGHS (through SciPy) is given the whole programme. Of everything the worth is told as a share of
the bound that ours proves, which holds for all of them. Ours stops at a gap of 0.05 %. With `--case`
one case is measured anew, and told with the load of that run. With `--check` a small case is run, and nothing
is written.
"""

from __future__ import annotations

import argparse
import json
import time
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from benchmarks import report
from benchmarks.turns import RESULTS, machine, tell
from overstap.engine.placement.plan.check import broken
from overstap.engine.placement.plan.core import solve_core
from overstap.engine.placement.plan.model import Case, Integers, Limit, Options, Weights
from overstap.engine.placement.plan.solve import Effort, make_plan, ways_of
from overstap.engine.placement.warming import warm_up

SEED = 1
KINDS = 40


@dataclass(frozen=True)
class Shape:
    """How large a case is. `highs`: seconds that HiGHS gets, 0 for none."""

    people: int
    openings: int
    editions: int
    options: int
    least: int
    highs: float


CASES = {
    "400 people": Shape(400, 640, 40, 20, 2, 60.0),
    "1,500 people": Shape(1500, 2400, 150, 50, 2, 120.0),
    "5,000 people": Shape(5000, 8000, 500, 50, 0, 120.0),
    "5,000 people, least numbers": Shape(5000, 8000, 500, 50, 4, 0.0),
    "5,000 people, few for each course": Shape(5000, 8000, 1000, 50, 6, 0.0),
}


def make_case(shape: Shape) -> Case:
    """A case from a seed: forty kinds of work, options in one's own kind and five others; fifteen in a
    hundred without a course; seats for three in four, and a budget for four in ten of what everybody's
    courses cost.
    """
    random = np.random.default_rng(SEED)
    kind = random.integers(KINDS, size=shape.openings)
    of_kind = [np.flatnonzero(kind == one) for one in range(KINDS)]
    courses = [random.choice(shape.editions, min(25, shape.editions), replace=False) for _ in range(KINDS)]
    person, opening, edition = [], [], []
    for one in range(shape.people):
        pool = np.concatenate([of_kind[at] for at in random.choice(KINDS, 6, replace=False)])
        to = random.choice(pool, min(shape.options, len(pool)), replace=False)
        by = np.array([random.choice(courses[kind[at]]) for at in to])
        person.append(np.full(len(to), one))
        opening.append(to)
        edition.append(np.where(random.random(len(to)) < 0.15, -1, by))
    persons, editions = np.concatenate(person), np.concatenate(edition)
    size, direct = len(persons), editions < 0
    cost = np.where(direct, 200.0, np.rint(random.uniform(1000, 6000, size)))
    options = Options(
        tuple(map(str, range(size))),
        persons,
        np.concatenate(opening),
        editions,
        np.where(direct, 0.6, 0.85) * random.uniform(0.6, 1, size),
        random.normal(-200, 300, size),
        random.uniform(0.3, 1, size),
        cost,
        np.zeros(size, np.int64),
        cost[None, :],
    )
    return Case(
        tuple(map(str, range(shape.people))),
        tuple(map(str, range(shape.openings))),
        np.ones(shape.openings, np.int64),
        tuple(map(str, range(shape.editions))),
        random.integers(4, 12, shape.editions),
        np.full(shape.editions, shape.least),
        (Limit("fund", "budget", 900.0 * shape.people),),
        options,
        np.full(shape.people, -1),
        np.zeros(shape.people, np.bool_),
    )


def greedy(case: Case, per: float) -> Integers:
    """Options by worth, each when everything for it is still there; courses too small are then given up.

    `per`: by worth for each EUR of what they cost and so much more, rather than by worth alone; 0 for that.
    """
    worth, one = case.worth(Weights()), case.options
    order = np.argsort(-(worth / (one.cost + per) if per else worth), kind="stable")
    taken = np.full(len(case.people), -1)
    places, seats, money = case.places.copy(), case.seats.copy(), case.limits[0].most
    for option in order.tolist():
        who, to, by = one.person[option], one.opening[option], one.edition[option]
        fits = taken[who] < 0 and places[to] > 0 and (by < 0 or seats[by] > 0) and one.cost[option] <= money
        if fits and worth[option] > 0:
            taken[who] = option
            places[to] -= 1
            money -= one.cost[option]
            if by >= 0:
                seats[by] -= 1
    small = np.flatnonzero((case.seats - seats > 0) & (case.seats - seats < case.least))
    taken[np.isin(one.edition[np.maximum(taken, 0)], small) & (taken >= 0)] = -1
    return taken


def highs(case: Case, seconds: float) -> Integers | None:
    """The whole programme by HiGHS, as far as it comes in time."""
    ways, chosen, _ = ways_of(case, Weights(), None)
    running = np.zeros(len(case.seats), np.bool_)
    found = solve_core(ways, np.arange(len(chosen)), running=running, seconds=seconds, gap=0.0005)
    return None if found is None else found.taken


def measure(shape: Shape, seconds: float) -> dict[str, Any]:
    """One case by every way: seconds, people placed and worth as a share of the bound."""
    case = make_case(shape)
    began = time.perf_counter()
    plan = make_plan(case, effort=Effort(seconds=seconds, small=-1))
    ways: dict[str, Any] = {"Overstap": (time.perf_counter() - began, plan.taken)}
    for name, per in {"greedy by worth": 0.0, "greedy by worth for each EUR": 1000.0}.items():
        began = time.perf_counter()
        taken = greedy(case, per)
        ways[name] = (time.perf_counter() - began, taken)
    if shape.highs:
        began = time.perf_counter()
        found = highs(case, shape.highs)
        ways["HiGHS"] = (time.perf_counter() - began, found)
    told = {"options": len(case.options.ids), "gap": plan.gap, "ways": {}, "later": _later(case, plan.taken)}
    for way, (took, taken) in ways.items():
        if taken is None:
            told["ways"][way] = {"seconds": took, "placed": None, "share": None}
            continue
        assert broken(case, taken) == (), way
        worth = int(case.worth(Weights())[taken[taken >= 0]].sum())
        assert worth <= plan.bound, f"{way} beats the bound"
        told["ways"][way] = {
            "seconds": took,
            "placed": int((taken >= 0).sum()),
            "share": worth / plan.bound,
        }
    return told


def _later(case: Case, taken: Integers) -> float:
    """Seconds to plan one in fifty people anew, as when they are added, all others locked."""
    added = np.arange(len(case.people)) % 50 == 0
    again = replace(case, now=np.where(added, -1, taken), locked=~added & (taken >= 0))
    began = time.perf_counter()
    plan = make_plan(again)
    assert (plan.taken[again.locked] == taken[again.locked]).all()
    return time.perf_counter() - began


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--seconds", type=float, default=18.0, help="that ours gets at most")
    parser.add_argument("--check", action="store_true", help="a small case, for its correctness")
    parser.add_argument(
        "--case", action="append", choices=list(CASES), help="measured anew, alone; may be repeated"
    )
    asked = parser.parse_args()
    warm_up()
    result: dict[str, Any] = {"machine": machine(), "seconds": asked.seconds, "cases": {}}
    for name in asked.case or list(CASES)[: 1 if asked.check else None]:
        tell(name)
        on = machine()
        result["cases"][name] = measure(CASES[name], asked.seconds) | {
            "highs": CASES[name].highs,
            "machine": on,
        }
    print(json.dumps(result["cases"], indent=1))
    if not asked.check:
        file = RESULTS / "placement-plan.json"
        if asked.case and file.exists():
            before = json.loads(file.read_text())
            result = before | {"cases": before["cases"] | result["cases"]}
        file.write_text(json.dumps(result, indent=1) + "\n")
        report.write_page(RESULTS)


if __name__ == "__main__":
    main()
