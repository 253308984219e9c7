# SPDX-License-Identifier: EUPL-1.2
"""How long the journey planner takes: its network beside networkx, the shipped region, and all of ESCO.

    OVERSTAP_DATA=… .venv/bin/python -m benchmarks.journeys [--repeat N] [--courses N] [--check]

Three parts:

- a network of 90,000 steps with 270,000 dated options (`engine.generate.steps`): all destinations within three
  changes, our kernel on four counts beside networkx on one, in turn in one run. Making the graph is counted for
  nobody and stands beside it. That the first days are the same is checked for every destination, and that
  nothing is left out on four counts is checked with plain Python;
- the whole planner on the Haaglanden region, and
- on a pack of ESCO's size, which needs `esco-1.1.1-en` and `esco-1.2.1-nl` in OVERSTAP_DATA (see
  docs/methods/generated-packs.md), with wages of Statistics Netherlands when `netherlands` is there.

Of the planner CPU time is told, after a question that is not counted: what is compiled and what is made once
for a timetable is there. `benchmarks/results/journeys.json` and docs/benchmarks.md are written; with `--check`
nothing is written, and only the network is searched, for its correctness.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks import report
from benchmarks.peers.network import NetworkX, PlainPython
from benchmarks.turns import RESULTS, machine, rounds, tell
from overstap.engine import (
    Evidence,
    Goal,
    GoalKind,
    HeldSkill,
    Passport,
    Question,
    Region,
    Traveller,
    build_language,
    goal_of,
    load_region,
    read_esco,
    shipped_pack,
)
from overstap.engine.generate.esco_pack import Extent, pack_of_esco
from overstap.engine.generate.steps import Extent as NetworkExtent
from overstap.engine.generate.steps import make_steps
from overstap.engine.generate.wages import read_wages
from overstap.engine.journeys.network import labels_from
from overstap.engine.region.region import make_region, region_taxonomy

TODAY = date(2027, 1, 4)
EDITIONS = 4
SEED = 1
CHANGES = 3
WAGES, GROUPS = "cbs_hourly_wage_2024_21_brc_groups.csv", "brc2014_to_isco08_primary.csv"
NEAR = "4312-2-1"
"""Back office of a bank: near a bank teller, in ESCO."""


def clerk_of(region: Region, occupation: str) -> Traveller:
    """Who has worked at the counter of a bank for years and can what is usual there."""
    usual = tuple(HeldSkill(skill, Evidence.INFERRED) for skill in region.usual_skills(occupation))
    return Traveller(Passport(usual), occupation=occupation, wage=20.5)


# --- the network beside its peers -----------------------------------------------------------------


def beside_peers(extent: NetworkExtent, repeat: int) -> dict[str, Any]:
    """Every destination within three changes, from several places: seconds for each search, and how right."""
    network = make_steps(extent, SEED)
    until = int(network.stay.min()) * CHANGES - 1  # a fourth change cannot be in time
    origins = np.random.default_rng(SEED).choice(extent.occupations, 5, replace=False).tolist()
    laps: dict[str, float] = {}
    theirs = lap(laps, NetworkX.name, lambda: NetworkX(network))
    plain = lap(laps, PlainPython.name, lambda: PlainPython(network))
    labels_from(network, origins[0], 0, CHANGES, until)  # compiles
    reached = []
    for origin in origins:
        ours = labels_from(network, origin, 0, CHANGES, until)
        rows: dict[int, set[tuple[int, ...]]] = {}
        for node, row in zip(ours.node.tolist(), ours.rows.tolist(), strict=True):
            rows.setdefault(node, set()).add(tuple(row))
        assert rows == plain.labels(origin, CHANGES, until), f"from {origin}: not what nothing beats"
        soonest = {node: min(row[0] for row in those) for node, those in rows.items()}
        assert soonest == theirs.earliest(origin, until), f"from {origin}: not the earliest arrivals"
        reached.append((len(rows), len(ours.node)))

    def each(search: Callable[[int], object]) -> Callable[[], None]:
        def run() -> None:
            for origin in origins:
                search(origin)

        return run

    taken = rounds(
        {
            "Overstap": each(lambda origin: labels_from(network, origin, 0, CHANGES, until)),
            NetworkX.name: each(lambda origin: theirs.earliest(origin, until)),
            PlainPython.name: each(lambda origin: plain.labels(origin, CHANGES, until)),
        },
        repeat,
    )
    return {
        "steps": len(network.to),
        "options": len(network.until),
        "changes": CHANGES,
        "destinations": float(np.mean([one[0] for one in reached])),
        "labels": float(np.mean([one[1] for one in reached])),
        "searches": {
            name: {
                **{key: value / len(origins) for key, value in one.items()},
                "counts": 1 if name == NetworkX.name else 4,
                "make, s": laps.get(name, 0.0),
            }
            for name, one in taken.items()
        },
    }


# --- the planner ----------------------------------------------------------------------------------


def lap(laps: dict[str, float], name: str, work: Callable[[], Any]) -> Any:
    """Does something once, and notes the CPU seconds that it took."""
    began = time.process_time()
    done = work()
    laps[name] = time.process_time() - began
    return done


def answered(region: Region, who: Traveller, asked: Question, repeat: int) -> dict[str, float]:
    """CPU seconds for a plan, and how many journeys nothing beats."""
    times = []
    for _ in range(repeat):
        began = time.process_time()
        plan = region.plan(who, asked)
        times.append(time.process_time() - began)
    assert plan.complete
    low, median, high = np.percentile(times, [25, 50, 75]).tolist()
    return {"low": low, "median": median, "high": high, "journeys": len(plan.everything)}


def of_region(repeat: int) -> dict[str, Any]:
    """The shipped region, 1 to 3 changes, in work and with work that ends."""
    region = load_region(shipped_pack("haaglanden"))
    clerk = clerk_of(region, "bank-counter-clerk")
    goals = {
        "to one occupation": Goal(frozenset({"doctors-assistant"})),
        "to a sector": goal_of(region.records, GoalKind.SECTORS, ["care"]),
        "to what is short of people": goal_of(region.records, GoalKind.SHORTAGE, occupation=clerk.occupation),
        "anywhere": Goal(),
    }
    return {"occupations": len(region.records.occupations), "questions": asked_of(region, clerk, goals, repeat)}


def asked_of(
    region: Region, clerk: Traveller, goals: dict[str, Goal], repeat: int, most: int = 3
) -> dict[str, dict[str, float]]:
    """Every goal with 1 to `most` changes, for who stays in work and for whom it ends."""
    leaving = replace(clerk, last_day=date(2027, 4, 30), work_years=20, service_years=12)
    region.plan(clerk, Question(TODAY))  # compiles, and makes what is made once for a timetable
    region.plan(leaving, Question(TODAY))
    questions = {}
    for name, goal in goals.items():
        for changes in range(1, most + 1):
            asked = Question(TODAY, goal, most_changes=changes)
            said = f"{name}, {changes} change{'s' if changes > 1 else ''}"
            tell(said)
            questions[said] = answered(region, clerk, asked, repeat)
            questions[f"{said}, work ends"] = answered(region, leaving, asked, repeat)
    return questions


def of_esco(data: Path, courses: int, repeat: int) -> dict[str, Any]:
    """A pack of all of ESCO, 1 and 2 changes."""
    laps: dict[str, float] = {}
    paid = data / "netherlands"
    wages = read_wages(paid / WAGES, paid / GROUPS) if paid.is_dir() else None
    taxonomy, _ = read_esco([data / "esco-1.1.1-en", data / "esco-1.2.1-nl"], ["nl", "en"])
    extent = Extent(TODAY, courses, EDITIONS, seed=SEED)
    pack, _ = lap(laps, "make the pack", lambda: pack_of_esco(taxonomy, extent, wages))
    language = lap(laps, "build its language (kept)", lambda: build_language(region_taxonomy(pack)))
    region: Region = lap(laps, "make the region", lambda: make_region(pack, language))
    lap(laps, "build the timetable", lambda: region.timetable)
    clerk = clerk_of(region, region.find_occupations("baliemedewerker bank", "nl", 1)[0].id)
    drawn = np.random.default_rng(SEED).permutation(sorted(region.records.occupations))[:100].tolist()
    goals = {
        "to the back office of a bank": Goal(frozenset({NEAR})),
        "to an occupation drawn at random": Goal(frozenset(drawn[:1])),
        "to any of 100 drawn at random": Goal(frozenset(drawn)),
        "anywhere": Goal(),
    }
    return {
        "occupations": len(region.records.occupations),
        "courses": courses,
        "editions": len(region.records.editions),
        "wages known": wages is not None,
        "made once, CPU s": laps,
        "questions": asked_of(region, clerk, goals, repeat, most=2),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--repeat", type=int, default=7)
    parser.add_argument("--courses", type=int, default=5000)
    parser.add_argument("--check", action="store_true", help="only the network, for its correctness")
    asked = parser.parse_args()
    result: dict[str, Any] = {"machine": machine(), "rounds": asked.repeat}
    result["network"] = beside_peers(NetworkExtent(), asked.repeat)
    if not asked.check:
        tell("Haaglanden")
        result["Haaglanden"] = of_region(min(asked.repeat, 3))
        data = os.environ.get("OVERSTAP_DATA")
        if data:
            tell("ESCO")
            result["ESCO"] = of_esco(Path(data), asked.courses, 1)
    print(report.journeys(result))
    if not asked.check:
        (RESULTS / "journeys.json").write_text(json.dumps(result, indent=1) + "\n")
        report.write_page(RESULTS)


if __name__ == "__main__":
    main()
