# SPDX-License-Identifier: EUPL-1.2
"""How long the journey planner takes, on the shipped region and at the size of all of ESCO.

    OVERSTAP_DATA=… .venv/bin/python benchmarks/journeys.py [--repeat N] [--courses N] [--json]

Needs `esco-1.1.1-en` and `esco-1.2.1-nl` in OVERSTAP_DATA for the pack of ESCO's size (see
docs/methods/generated-packs.md); without it only the shipped region is measured. Figures are medians of
`--repeat` runs, after one that is not counted; machines differ, what counts is the ratio.

The peer is networkx, with what a user would reach for: earliest arrival as a shortest path (Dijkstra) on a
graph of dated steps. The graph has to be made first, from the same steps that our planner makes as it goes: a
node for each job, first day at work and what was gained by then, an edge for each way there. Its search looks
at one count where ours looks at six. That both find the same first day is checked. `ours over networkx` divides
our whole plan by the making and the search; how long the search takes once the graph is there stands beside it.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import networkx as nx

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
    load_parameters,
    load_region,
    read_esco,
    shipped_pack,
)
from overstap.engine.generate.esco_pack import Extent, pack_of_esco
from overstap.engine.journeys.facts import make_facts
from overstap.engine.journeys.model import Settings
from overstap.engine.journeys.steps import Steps
from overstap.engine.journeys.stops import Stop
from overstap.engine.region.region import make_region, region_taxonomy

TODAY = date(2027, 1, 4)
EDITIONS = 4
SEED = 1
NEAR = "4312-2-1"
"""Back office of a bank: near a bank teller, in ESCO."""


def median_seconds(work: Callable[[], Any], repeat: int) -> float:
    """The median of several runs, after one that is not counted."""
    work()
    times = []
    for _ in range(repeat):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return statistics.median(times)


def clerk_of(region: Region, occupation: str) -> Traveller:
    """Who has worked at the counter of a bank for years and can what is usual there."""
    usual = tuple(HeldSkill(skill, Evidence.INFERRED) for skill in region.usual_skills(occupation))
    return Traveller(Passport(usual), occupation=occupation, wage=20.5)


# --- the peer -------------------------------------------------------------------------------------

Node = tuple[Any, ...]
ORIGIN: Node = ("origin",)
GOAL: Node = ("goal",)


def dated_steps(region: Region, traveller: Traveller, question: Question) -> nx.DiGraph:
    """Every way to the goal as a graph: a node for each job, first day and what was gained; weights in days."""
    facts = make_facts(region.timetable, traveller, question, Settings(), load_parameters())
    steps, graph = Steps(facts), nx.DiGraph()
    goals = [at for at, is_goal in enumerate(facts.is_goal.tolist()) if is_goal]
    every = [at for at, is_work in enumerate(facts.is_work.tolist()) if is_work]
    reached = {ORIGIN: steps.origin()}
    for changes in range(1, question.most_changes + 1):
        found: dict[Node, Stop] = {}
        for node, stop in reached.items():
            for job in goals if changes == question.most_changes else every:
                if facts.timetable.jobs[job].occupation in stop.visited:
                    continue
                for arrived in steps.to(stop, job):
                    there = (job, arrived.since, arrived.gained.key)
                    graph.add_edge(node, there, weight=arrived.since - stop.since)
                    found.setdefault(there, arrived)
                    if facts.is_goal[job]:
                        graph.add_edge(there, GOAL, weight=0)
        reached = found
    return graph


def beside_networkx(region: Region, traveller: Traveller, question: Question, repeat: int) -> dict[str, float]:
    """Our plan, the peer's search, and their ratio; both find the same first day."""
    region.plan(traveller, question)  # what is compiled at the first question is no part of either
    graph = dated_steps(region, traveller, question)
    making = median_seconds(lambda: dated_steps(region, traveller, question), min(repeat, 3))
    theirs = median_seconds(lambda: nx.dijkstra_path_length(graph, ORIGIN, GOAL), repeat)
    ours = median_seconds(lambda: region.plan(traveller, question), repeat)
    plan = region.plan(traveller, question)
    soonest = min(one.measures.arrives_on for one in plan.everything)
    assert (soonest - question.departs_on).days == nx.dijkstra_path_length(graph, ORIGIN, GOAL)
    return {
        "plan, ms": 1000 * ours,
        "journeys found": len(plan.everything),
        "making the graph for networkx, ms": 1000 * making,
        "its steps": graph.number_of_edges(),
        "its search, ms": 1000 * theirs,
        "ours over networkx": ours / (making + theirs),
    }


# --- what is measured -----------------------------------------------------------------------------


def of_region(repeat: int) -> dict[str, Any]:
    region = load_region(shipped_pack("haaglanden"))
    clerk = clerk_of(region, "bank-counter-clerk")
    goal = Goal(frozenset({"doctors-assistant"}))
    care = goal_of(region.records, GoalKind.SECTORS, ["care"])
    short = goal_of(region.records, GoalKind.SHORTAGE, occupation=clerk.occupation)
    leaving = replace(clerk, last_day=date(2027, 4, 30), work_years=20, service_years=12)
    region.plan(clerk, Question(TODAY))  # compiles
    kinds = {
        "to one occupation": (clerk, Question(TODAY, goal)),
        "to a sector": (clerk, Question(TODAY, care)),
        "to what is short of people": (clerk, Question(TODAY, short)),
        "anywhere": (clerk, Question(TODAY)),
        "anywhere, one change": (clerk, Question(TODAY, most_changes=1)),
        "anywhere, work ends": (leaving, Question(TODAY)),
    }
    plans = {
        f"{name}, ms": 1000 * median_seconds(lambda who=who, asked=asked: region.plan(who, asked), repeat)
        for name, (who, asked) in kinds.items()
    }
    reach = Question(TODAY, most_changes=1)
    return {
        **plans,
        "how far in 12 months, ms": 1000
        * median_seconds(lambda: region.reach(clerk, reach, 12, explain=False), repeat),
        "to one occupation, beside networkx": beside_networkx(region, clerk, Question(TODAY, goal), repeat),
    }


def of_esco(data: Path, courses: int, repeat: int) -> dict[str, Any]:
    laps: dict[str, float] = {}

    def lap(name: str, work: Callable[[], Any]) -> Any:
        began = time.perf_counter()
        done = work()
        laps[name] = time.perf_counter() - began
        return done

    taxonomy, _ = read_esco([data / "esco-1.1.1-en", data / "esco-1.2.1-nl"], ["nl", "en"])
    extent = Extent(TODAY, courses, EDITIONS, seed=SEED)
    pack, _ = lap("make the pack, s", lambda: pack_of_esco(taxonomy, extent))
    language = lap("build its language (kept), s", lambda: build_language(region_taxonomy(pack)))
    region: Region = lap("make the region, s", lambda: make_region(pack, language))
    lap("build the timetable, s", lambda: region.timetable)
    teller = region.find_occupations("baliemedewerker bank", "nl", 1)[0].id
    clerk = clerk_of(region, teller)
    one = Question(TODAY, Goal(frozenset({NEAR})), most_changes=1)
    region.plan(clerk, one)  # compiles
    return {
        "occupations": len(region.records.occupations),
        "editions": len(region.records.editions),
        **laps,
        "to one occupation, one change, beside networkx": beside_networkx(region, clerk, one, repeat),
        "to one occupation, two changes, s": median_seconds(
            lambda: region.plan(clerk, replace(one, most_changes=2)), 1
        ),
        "anywhere, one change, s": median_seconds(
            lambda: region.plan(clerk, Question(TODAY, most_changes=1)), min(repeat, 3)
        ),
    }


def show(figures: dict[str, Any], indent: int = 2) -> None:
    """The figures, a line each."""
    for what, value in figures.items():
        if isinstance(value, dict):
            sys.stdout.write(f"{' ' * indent}{what}\n")
            show(value, indent + 2)
        else:
            sys.stdout.write(f"{' ' * indent}{what:<{50 - indent}} {value:12.2f}\n")


def main() -> None:
    parser = argparse.ArgumentParser(description="How long the journey planner takes.")
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--courses", type=int, default=5000)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    results = {"Haaglanden": of_region(asked.repeat)}
    data = os.environ.get("OVERSTAP_DATA")
    if data:
        results["ESCO"] = of_esco(Path(data), asked.courses, asked.repeat)
    if asked.json:
        json.dump(results, sys.stdout, indent=2)
        return
    for name, figures in results.items():
        sys.stdout.write(f"{name}\n")
        show(figures)


if __name__ == "__main__":
    main()
