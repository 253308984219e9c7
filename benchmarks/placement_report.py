# SPDX-License-Identifier: EUPL-1.2
"""The results of placing many people, as a part of the page of benchmarks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def placement(folder: Path) -> str:
    """All that was measured of placement; empty when nothing was."""
    parts = []
    for name, part in {"rounds": _rounds, "meetings": _meetings}.items():
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
