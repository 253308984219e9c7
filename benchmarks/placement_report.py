# SPDX-License-Identifier: EUPL-1.2
"""The results of placing many people, as a part of the page of benchmarks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def placement(folder: Path) -> str:
    """All that was measured of placement; empty when nothing was."""
    parts = []
    for name, part in {"rounds": _rounds, "meetings": _meetings, "plan": _plan}.items():
        file = folder / f"placement-{name}.json"
        if file.exists():
            parts.append("\n".join(part(json.loads(file.read_text()))))
    return "\n\n".join(parts)


def _machine(result: dict[str, Any]) -> str:
    on = result["machine"]
    return f"{on['processors']} processors, load before the run {on['load before']}"


def _rounds(result: dict[str, Any]) -> list[str]:
    lines = [
        "## Placement rounds",
        "",
        f"{_machine(result)}; median of {result['repeat']} turns. Strict lists of {result['wishes']} wishes. "
        "`matching` is the library of that name; the placement is the same, student by student. Ours is asked "
        "for all three choices, from lists to figures; theirs for the stable one. It makes its players by "
        "recursion and needs a stack of its own for that.",
        "",
        "| students | hosts | Overstap, ms | `matching`: making, ms | solving, ms | both, times ours |",
        "|---|---|---|---|---|---|",
    ]
    for one in result["sizes"]:
        ratio = (one["making"] + one["solving"]) / one["ours"]
        cells = (f"{one[key] * 1000:,.0f}" for key in ("ours", "making", "solving"))
        lines.append(f"| {one['students']:,} | {one['hosts']:,} | {' | '.join(cells)} | {ratio:,.0f} |")
    last = result["sizes"][-1]
    lines += [
        "",
        f"Of {last['students']:,} students for {last['places']:,} places, by choice: placed "
        + ", ".join(f"{name} {count:,}" for name, count in last["placed"].items())
        + "; pairs that would rather have each other "
        + ", ".join(f"{name} {count:,}" for name, count in last["blocking"].items())
        + ".",
    ]
    return lines


def _meetings(result: dict[str, Any]) -> list[str]:
    lines = [
        "## Meetings",
        "",
        f"{_machine(result)}; median of {result['repeat']} turns. First as many people as can be have a talk, "
        f"then the fit; nobody more than {result['most']}. *HiGHS* chooses the pairs only and gives no "
        "slots: it shows that ours, which equals it, is proven rightly.",
        "",
        "| employers, people, slots | way | seconds | with a talk | fit lost, % |",
        "|---|---|---|---|---|",
    ]
    for one in result["sizes"]:
        best = one["ways"]["ours"]["fit"]
        for name, way in one["ways"].items():
            said = {"ours": "**Overstap**", "highs": "HiGHS, pairs only"}.get(name, name)
            lost = 100 * (best - way["fit"]) / best
            size = ", ".join(f"{number:,}" for number in one["size"])
            lines.append(f"| {size} | {said} | {way['seconds']:.2f} | {way['met']:,} | {lost:.2f} |")
    return lines


def _plan(result: dict[str, Any]) -> list[str]:
    lines = [
        "## Plans for very many",
        "",
        f"{_machine(result)}. *Of the bound*: worth as a share of what no plan can beat, proven by prices; it "
        "holds for all ways. Ours stops at a gap of 0.05%, or after about "
        f"{result['seconds']:.0f} s. HiGHS is given the whole programme and the seconds named. *Later*: one in "
        "fifty people planned beside all others, who stay.",
        "",
        "| case | options | way | s | times ours | placed | of the bound | later, s |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for name, case in result["cases"].items():
        mine = case["ways"]["Overstap"]["seconds"]
        if "machine" in case:
            name += f" (load {case['machine']['load before']})"
        for way, one in case["ways"].items():
            called = f"HiGHS, {case['highs']:.0f} s" if way == "HiGHS" else way
            share = "no plan in time" if one["share"] is None else f"{one['share']:.3%}"
            placed = "" if one["placed"] is None else f"{one['placed']:,}"
            later = f"{case['later']:.1f}" if way == "Overstap" else ""
            figures = f"{one['seconds']:.1f} | {one['seconds'] / mine:.2f} | {placed} | {share} | {later}"
            lines.append(f"| {name} | {case['options']:,} | {called} | {figures} |")
    return lines
