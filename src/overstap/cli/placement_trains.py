# SPDX-License-Identifier: EUPL-1.2
"""`overstap placement trains`: groups who train together for work that waits for them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, cast

import typer
from rich.markup import escape

from overstap.cli.grouped import takes_groups
from overstap.cli.output import MISUSED, JsonOption, err, out, print_json, reader_language, waiting
from overstap.cli.placement_options import (
    SecondsOption,
    WeightsOption,
    locked_too_much,
    stopping,
    weights_of,
)
from overstap.cli.source import region_from
from overstap.cli.today import TodayOption, today_or
from overstap.engine.placement.plan.from_region import Choices, rows_from_region
from overstap.engine.placement.plan.solve import Effort
from overstap.engine.placement.trains.files import read_trains, trains_of_plan
from overstap.engine.placement.trains.model import Question
from overstap.engine.placement.trains.plain import trains_as_plain
from overstap.engine.placement.trains.propose import propose
from overstap.engine.problems import InputRefused

_SAID = {
    "en": (
        "{trains} trains with {in_trains} people; {direct} need no training; {unplaced} have no place.",
        "{train}: {people} people ({least}–{most})",
        "{train}: {people} people ({least}–{most}), {short} too few",
        "Next in line",
    ),
    "nl": (
        "{trains} treintjes met {in_trains} mensen; {direct} zonder scholing; {unplaced} zonder plek.",
        "{train}: {people} mensen ({least}–{most})",
        "{train}: {people} mensen ({least}–{most}), {short} te weinig",
        "Als volgende",
    ),
}


@dataclass(frozen=True)
class FromRegion:
    """Options made from a region, instead of files that hold them."""

    people: Annotated[
        Path | None, typer.Option("--people", help="CSV of people; what they can do is found in a region.")
    ] = None
    region: Annotated[
        Path | None,
        typer.Option("--region", help="Region pack (folder or zip) for --people; without it the one shipped."),
    ] = None
    today: TodayOption = None
    least: Annotated[int, typer.Option("--least", min=1, help="With --people: people in a train at least.")] = 6


@takes_groups
def placement_trains(
    source: FromRegion,
    place: Annotated[
        Path | None,
        typer.Argument(help="Folder of CSV or Excel files, a workbook, or a JSON file.", metavar="FILES"),
    ] = None,
    weights: WeightsOption = None,
    seconds: SecondsOption = 15.0,
    as_json: JsonOption = False,
) -> None:
    """Propose trains: people with the same gap, a course, and employers with a place for each of them."""
    chosen = weights_of(weights or [])
    question = _question(source, place)
    with stopping() as stopped:
        try:
            proposal = propose(question, chosen, effort=Effort(seconds=seconds), stopped=stopped)
        except ValueError:
            raise InputRefused([locked_too_much("offers", "option")]) from None
    plain = trains_as_plain(question, proposal, chosen)
    if as_json:
        print_json(plain)
    else:
        _print(plain)


def _question(source: FromRegion, place: Path | None) -> Question:
    """The question out of files, or out of people and a region. Ends the command when it is neither or both."""
    if (place is None) == (source.people is None):
        err.print("Give either FILES, or --people CSV with a --region.")
        raise typer.Exit(MISUSED)
    if source.people is None:
        return read_trains(cast(Path, place))
    region = region_from(source.region, None)
    with waiting("Finding what people can do …"):
        rows = rows_from_region(region, source.people, today_or(source.today), Choices(least=source.least))
        return trains_of_plan(rows, source.least, source.people.name)


def _print(plain: dict[str, Any]) -> None:
    total, train_line, short_line, reserve = _SAID[reader_language()]
    counts = {
        "trains": len(plain["trains"]),
        "direct": len(plain["without_training"]),
        "unplaced": len(plain["unplaced"]),
    }
    out.print(f"[bold]{total.format(in_trains=plain['in_trains'], **counts)}[/bold]")
    for train in plain["trains"]:
        line = (short_line if train["short"] else train_line).format(**train)
        out.print(f"\n[bold]{escape(line)}[/bold]")
        for one in train["members"]:
            out.print(escape(f"  {one['person']} → {one['opening']}"))
        if train["reserves"]:
            names = ", ".join(one["person"] for one in train["reserves"])
            out.print(escape(f"  {reserve}: {names}"), style="dim")
