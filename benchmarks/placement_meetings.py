# SPDX-License-Identifier: EUPL-1.2
"""How good a meeting schedule is and how long it takes, beside plainer ways, on the same meetings in one run.

    .venv/bin/python -m benchmarks.placement_meetings [--repeat N] [--check]

The others: *greedy* takes the pairs from the best fit down, in the first slot that both have free; *slot by
slot* fills each slot with SciPy's best assignment of what is left; *HiGHS* chooses the pairs as a mixed
integer program and gives no slots, so that it can only be better: it shows whether our proof is right. All
see to it that as many people as can be have a talk before anything else. With `--check` only a small meeting is
planned and nothing is written.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable
from typing import Any

import numpy as np
from scipy.optimize import LinearConstraint, linear_sum_assignment, milp
from scipy.sparse import coo_array, eye_array, hstack, vstack

from benchmarks import report
from benchmarks.turns import RESULTS, machine, tell
from overstap.engine.placement.meetings.check import broken_by
from overstap.engine.placement.meetings.model import PARTS, Meeting, Talks
from overstap.engine.placement.meetings.solve import plan_meeting, total_of

SEED = 1
SIZES = ((60, 900, 20), (200, 3000, 20))
MOST = 3
FIRST = 100 * PARTS
"""What a first talk of somebody is worth to the others beside its fit: more than any fit."""


def make_meeting(employers: int, people: int, slots: int) -> Meeting:
    """A meeting from a seed: fits as of people and employers with skills, some of whom everybody wants."""
    random = np.random.default_rng(SEED)
    wanted, able = random.beta(2, 3, employers), random.beta(2, 3, people)
    fit = np.clip(0.4 * wanted[:, None] + 0.4 * able + 0.4 * random.random((employers, people)) - 0.1, 0, 1)
    employer, person = np.nonzero(fit >= 0.3)
    ones = np.ones(people, np.int64)
    return Meeting(
        tuple(map(str, range(employers))),
        tuple(map(str, range(people))),
        tuple(map(str, range(slots))),
        np.ones(employers, np.int64),
        np.ones((employers, slots), np.bool_),
        np.ones((people, slots), np.bool_),
        employer,
        person,
        np.rint(fit[employer, person] * PARTS).astype(np.int64),
        ones,
        ones * MOST,
        np.zeros(employers, np.int64),
        np.full(employers, slots),
    )


def greedy(asked: Meeting) -> Talks:
    """From the best fit down, everybody's first talk before anybody's second."""
    free_e, free_p = asked.employer_there.copy(), asked.person_there.copy()
    talks, has = {}, np.zeros(len(asked.people), np.int64)
    order = np.argsort(-asked.fit, kind="stable").tolist()
    for more in range(MOST):
        for pair in order:
            e, p = int(asked.employer[pair]), int(asked.person[pair])
            if has[p] != more or (e, p) in talks:
                continue
            both = np.flatnonzero(free_e[e] & free_p[p])
            if len(both):
                free_e[e, both[0]] = free_p[p, both[0]] = False
                has[p] += 1
                talks[e, p] = int(both[0])
    return _talks([(e, 0, p, slot) for (e, p), slot in talks.items()])


def slot_by_slot(asked: Meeting) -> Talks:
    """Each slot filled with the best assignment of what is left."""
    worth = np.full((len(asked.employers), len(asked.people)), -np.inf)
    worth[asked.employer, asked.person] = asked.fit
    talks, has = [], np.zeros(len(asked.people), np.int64)
    for slot in range(len(asked.slots)):
        now = np.where(has < MOST, worth + np.where(has == 0, FIRST, 0), -np.inf)
        usable = np.where(np.isfinite(now), now, -1e15)
        for e, p in zip(*linear_sum_assignment(usable, maximize=True), strict=True):
            if np.isfinite(now[e, p]):
                worth[e, p] = -np.inf
                has[p] += 1
                talks.append((int(e), 0, int(p), slot))
    return _talks(talks)


def highs(asked: Meeting) -> tuple[int, int]:
    """How many people can have a talk, and the fit of the best choice of pairs."""
    pairs, people = len(asked.fit), len(asked.people)
    at = np.arange(pairs)
    of_e = coo_array((np.ones(pairs), (asked.employer, at)), shape=(len(asked.employers), pairs))
    of_p = coo_array((np.ones(pairs), (asked.person, at)), shape=(people, pairs))
    rows = vstack(
        [
            hstack([of_e, coo_array((len(asked.employers), people))]),
            hstack([of_p, coo_array((people, people))]),
            hstack([-of_p, eye_array(people)]),
        ]
    )
    high = np.concatenate([asked.employer_most, asked.most, np.zeros(people)]).astype(float)
    cost = -np.concatenate([asked.fit, np.full(people, FIRST)]).astype(float)
    found = milp(cost, constraints=LinearConstraint(rows, -np.inf, high), integrality=1, bounds=(0, 1))
    taken = np.rint(found.x[:pairs]).astype(np.int64)
    return int(np.rint(found.x[pairs:]).sum()), int(asked.fit @ taken)


def _talks(rows: list[tuple[int, int, int, int]]) -> Talks:
    return Talks(*np.array(rows, dtype=np.int64).reshape(-1, 4).T)


def timed(work: Callable[[Meeting], Any], asked: Meeting) -> tuple[Any, float]:
    began = time.perf_counter()
    found = work(asked)
    return found, time.perf_counter() - began


def measure(repeat: int, sizes: tuple[tuple[int, int, int], ...]) -> list[dict[str, Any]]:
    """Each size: all ways in turn, what they reach and how long it takes."""
    told = []
    plan_meeting(make_meeting(3, 9, 4))  # compiled beforehand, as on a second call
    for size in sizes:
        asked = make_meeting(*size)
        names = ("ours", "greedy", "slot by slot", "highs")
        ways: dict[str, dict[str, Any]] = {name: {"seconds": []} for name in names}
        for turn in range(repeat):
            tell(f"{size}: turn {turn + 1}")
            schedule, seconds = timed(plan_meeting, asked)
            ways["ours"]["seconds"].append(seconds)
            for name, way in (("greedy", greedy), ("slot by slot", slot_by_slot)):
                talks, seconds = timed(way, asked)
                assert broken_by(asked, talks) == [], name
                total = total_of(asked, talks)
                ways[name] |= {"met": total.met, "fit": total.fit}
                ways[name]["seconds"].append(seconds)
            (met, fit), seconds = timed(highs, asked)
            ways["highs"]["seconds"].append(seconds)
        assert broken_by(asked, schedule.talks) == []
        assert (schedule.total.met, schedule.total.fit) == (met, fit), "HiGHS finds something else"
        ways["ours"] |= {"met": schedule.total.met, "fit": schedule.total.fit, "proven": schedule.proven}
        ways["highs"] |= {"met": met, "fit": fit}
        for one in ways.values():
            one["seconds"] = float(np.median(one["seconds"]))
        told.append({"size": size, "pairs": len(asked.fit), "ways": ways})
    return told


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--check", action="store_true", help="a small meeting, for its correctness")
    asked = parser.parse_args()
    result: dict[str, Any] = {"machine": machine(), "repeat": asked.repeat, "most": MOST}
    result["sizes"] = measure(asked.repeat, ((12, 100, 8),) if asked.check else SIZES)
    print(json.dumps(result["sizes"], indent=1))
    if not asked.check:
        (RESULTS / "placement-meetings.json").write_text(json.dumps(result, indent=1) + "\n")
        report.write_page(RESULTS)


if __name__ == "__main__":
    main()
