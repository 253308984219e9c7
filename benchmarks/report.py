# SPDX-License-Identifier: EUPL-1.2
"""Results as text, and as a page with charts."""

from __future__ import annotations

import json
from math import log10
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from benchmarks.placement_report import placement

PAGE = Path(__file__).parents[1] / "docs" / "benchmarks.md"
JOBS = {
    "single": "The best 50 for one passport",
    "filtered": "The best 50 for one passport that pass filters",
    "frequent skills": "The best 50, passports full of frequent skills",
    "rare skills": "The best 50, passports of rare skills",
    "batch": "The best 20 for each of many passports (time for each)",
    "pairs": "All pairs of as many people and openings, the best 10 (time for each of the people)",
    "occupations": "All pairs of occupations, both directions (time for all)",
}
_BAR, _GAP, _LABEL, _WIDE = 22, 8, 130, 430


def text(result: dict[str, Any]) -> str:
    """One result as tables in Markdown."""
    lines = []
    for job, title in JOBS.items():
        ours = result[job]["Overstap"]["median"]
        lines += [f"### {title}", "", "| | ms, median (quartiles) | times ours | exact |", "|---|---|---|---|"]
        for name, one in sorted(result[job].items(), key=lambda item: item[1]["median"]):
            middle = " – ".join(_ms(one[key]) for key in ("low", "high"))
            lines.append(
                f"| {name} | {_ms(one['median'])} ({middle}) | {one['median'] / ours:.1f} | {_exact(one)} |"
            )
        lines.append("")
    lines += ["### Building", "", "| | s | MB |", "|---|---|---|"]
    lines += [
        f"| {name} | {one['build, s']:.1f} | {one['memory, MB']:.0f} |" for name, one in result["build"].items()
    ]
    grown = result["growth"]
    lines += [
        "",
        "### Growth",
        "",
        "| openings | " + " | ".join(grown["seconds"]) + " |",
        "|---|" + "---|" * len(grown["seconds"]),
    ]
    for at, size in enumerate(grown["openings"]):
        lines.append(f"| {size:,} | " + " | ".join(_ms(each[at]) for each in grown["seconds"].values()) + " |")
    powers = (f"{name} {power:.2f}" for name, power in grown["power"].items())
    lines += ["", f"In ms. Time grows as the number of openings to the power of: {', '.join(powers)}."]
    return "\n".join(lines)


def write_page(folder: Path) -> None:
    """`docs/benchmarks.md` and its charts from all results in a folder."""
    parts = [
        "# Benchmarks",
        "*Made by `make bench`; the figures of the last full run, out of `benchmarks/results`.*",
        "All peers answered the same questions over the same data, in turn, in one run. Ratios count, not "
        "milliseconds: they were taken on the machine named below, which did other work as well where the load "
        "says so. *Exact* says whether the answer is that of the plain sparse product: to the last digit, or "
        "the same openings within rounding; otherwise the share of the right ones that was found.",
    ]
    for file in sorted(folder.glob("matching*.json")):
        result = json.loads(file.read_text())
        on = result["machine"]
        parts.append(
            f"## {result['openings']:,} openings, {result['demands']:,} demands, skew: {result['skew']}\n\n"
            f"{on['processors']} processors, {on['system']}, load before the run {on['load before']}; "
            f"{result['passports']} passports in {result['rounds']} rounds. A passport is near to "
            f"{result['skills near a passport']:.0f} skills, which {result['share of demands touched']:.1%} of "
            f"the demands ask; {result['pass the filters']:,} openings pass the filters. The index as a file: "
            f"{result['file']['size, MB']:.0f} MB, mapped and checked in "
            f"{result['file']['map and check, s']:.2f} s."
        )
        for job in ("single", "filtered", "batch"):
            name = f"{file.stem}-{job}.svg"
            (folder / name).write_text(
                chart(JOBS[job], {who: one["median"] for who, one in result[job].items()})
            )
            parts.append(
                f"![{JOBS[job]}: the table below holds the same figures](../benchmarks/results/{name})"
            )
        parts.append(text(result))
    planner = folder / "journeys.json"
    if planner.exists():
        result = json.loads(planner.read_text())
        searches = {name: one["median"] for name, one in result["network"]["searches"].items()}
        (folder / "journeys.svg").write_text(chart("Every destination within three changes", searches))
        parts.append(journeys(result))
    parts.append(placement(folder))
    parts.append(serving([json.loads(file.read_text()) for file in sorted(folder.glob("serving-*.json"))]))
    parts += [mixed(json.loads(file.read_text())) for file in sorted(folder.glob("mixed*.json"))]
    PAGE.write_text("\n\n".join(parts) + "\n")


def journeys(result: dict[str, Any]) -> str:
    """The network of dated steps beside its peers, and what questions to the whole planner take."""
    network, on = result["network"], result["machine"]
    ours = network["searches"]["Overstap"]["median"]
    lines = [
        f"## Journeys: {network['steps']:,} steps, {network['options']:,} dated options",
        "",
        f"{on['processors']} processors, load before the run {on['load before']}; {result['rounds']} rounds in "
        f"turn. Every destination within {network['changes']} changes, a year in each job: "
        f"{network['destinations']:,.0f} are reached, with {network['labels']:,.0f} labels that nothing "
        "beats on four counts (day, cost, hours of study, lowest month). networkx is asked for one count, the "
        "first day, which is the same for every destination; the labels are those of plain Python. Making the "
        "graph is no part of the search.",
        "",
        "![Every destination within three changes: the table below holds the same figures]"
        "(../benchmarks/results/journeys.svg)",
        "",
        "| | counts | ms, median (quartiles) | times ours | making the graph, CPU s |",
        "|---|---|---|---|---|",
    ]
    for name, one in sorted(network["searches"].items(), key=lambda item: item[1]["median"]):
        made = f"{one['make, s']:.1f}" if one["make, s"] else ""
        middle = f"{_ms(one['median'])} ({_ms(one['low'])} – {_ms(one['high'])})"
        lines.append(f"| {name} | {one['counts']} | {middle} | {one['median'] / ours:.1f} | {made} |")
    for name in ("Haaglanden", "ESCO"):
        if name in result:
            lines += ["", *_questions(name, result[name])]
    return "\n".join(lines)


def _questions(name: str, result: dict[str, Any]) -> list[str]:
    """What the whole planner takes for each question, six counts, every journey that nothing beats."""
    size = f"{result['occupations']:,} occupations"
    if "courses" in result:
        size += f", {result['courses']:,} courses, {result['editions']:,} editions"
        size += "" if result["wages known"] else ", no wages known"
    lines = [
        f"### The whole planner on {name}: {size}",
        "",
        "Somebody at the counter of a bank; all journeys that no other beats on six counts.",
        "",
        "| question | CPU s, median | journeys |",
        "|---|---|---|",
    ]
    lines += [
        f"| {asked} | {one['median']:.2f} | {one['journeys']:,} |" for asked, one in result["questions"].items()
    ]
    return lines


def serving(results: list[dict[str, Any]]) -> str:
    """The site under load: one row for each rate."""
    columns = ("a second", "answers", "not 200", "ms, median", "95%", "99%", "99.9%", "found after, s", "CPU s")
    lines = [
        "## The site with a million openings, under load",
        "",
        "Search by API (`POST /v1/matches`, half of the questions with wishes as limits) on two web processes "
        "and PostgreSQL, while openings are written: sent at moments fixed beforehand, from the machine that "
        "answers. *Found after*: from the commit of a new opening until every web process finds it, median and "
        "slowest. *CPU*: of web processes, database and sender.",
        "",
        f"| {' | '.join(columns)} |",
        f"|{'---|' * len(columns)}",
    ]
    for one in results:
        ms, found, cpu = one["ms"], one["found_after_s"], one["cpu_s"]
        cells = [
            f"{one['rate']:.0f}",
            f"{one['answers']:,}",
            one["failed"],
            *(ms[share] for share in ("0.5", "0.95", "0.99", "0.999")),
            f"{found['median']}, {found['slowest']} ({found['times']} times)",
            f"{cpu['web']}, {cpu['database']}, {cpu['sender']}",
        ]
        lines.append(f"| {' | '.join(map(str, cells))} |")
    return "\n".join(lines)


def mixed(result: dict[str, Any]) -> str:
    """The site as it is used: one row for each kind of question."""
    on, cpu = result["machine"], result["cpu_s"]
    lines = [
        f"## The site as it is used: {result['rate']:g} questions a second, mixed",
        "",
        f"{on['processors']} processors, {on['workers']} web processes and PostgreSQL, load before the run "
        f"{result['load_before']}; {result['seconds']:g} seconds. Sent by API at moments fixed beforehand, "
        f"from the machine that answers. *Plan* may search {result['plan_seconds']:g} s; *publish* is two "
        "questions: a draft, and its publishing. 503: every turn to plan was taken. CPU seconds of web "
        f"processes, database and sender: {cpu['web']}, {cpu['database']}, {cpu['sender']}.",
        "",
        "| | answers | a second | statuses | ms, median | 95% | 99% |",
        "|---|---|---|---|---|---|---|",
    ]
    for kind, one in result["kinds"].items():
        statuses = ", ".join(f"{status}: {count:,}" for status, count in one["statuses"].items())
        cells = [kind, f"{one['answers']:,}", one["a_second"], statuses, *one["ms"].values()]
        lines.append(f"| {' | '.join(map(str, cells))} |")
    return "\n".join(lines)


def chart(title: str, seconds: dict[str, float]) -> str:
    """Bars on a logarithmic scale, the shortest first."""
    ordered = sorted(seconds.items(), key=lambda item: item[1])
    low, high = log10(ordered[0][1] / 2), log10(ordered[-1][1])
    height = 34 + len(ordered) * (_BAR + _GAP)
    bars = []
    for at, (name, value) in enumerate(ordered):
        top = 30 + at * (_BAR + _GAP)
        wide = max((log10(value) - low) / (high - low) * _WIDE, 2)
        colour = "#005b94" if name == "Overstap" else "#9aa5b1"
        bars.append(
            f'<text x="{_LABEL - 8}" y="{top + 16}" text-anchor="end">{escape(name)}</text>'
            f'<rect x="{_LABEL}" y="{top}" width="{wide:.0f}" height="{_BAR}" fill="{colour}"/>'
            f'<text x="{_LABEL + wide + 6:.0f}" y="{top + 16}">{_ms(value)} ms</text>'
        )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_LABEL + _WIDE + 90}" height="{height}" role="img" '
        f'font-family="sans-serif" font-size="13"><title>{escape(title)}, logarithmic scale</title>'
        f'<text x="0" y="16" font-weight="bold">{escape(title)} (logarithmic scale)</text>'
        f"{''.join(bars)}</svg>\n"
    )


def _ms(seconds: float) -> str:
    value = seconds * 1000
    return f"{value:.2f}" if value < 10 else f"{value:.0f}"


def _exact(one: dict[str, Any]) -> str:
    if one["to the last digit"]:
        return "to the last digit"
    return "within rounding" if one["recall"] == 1.0 else f"recall {one['recall']:.3f}"
