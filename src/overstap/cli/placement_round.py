# SPDX-License-Identifier: EUPL-1.2
"""`overstap placement round`: students and hosts, each with an order of their own."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, cast

import typer
from rich.markup import escape

from overstap.cli.grouped import takes_groups
from overstap.cli.output import MISUSED, JsonOption, err, out, print_json, reader_language, waiting
from overstap.cli.source import region_from
from overstap.cli.today import TodayOption, today_or
from overstap.engine.placement.rounds.files import read_round
from overstap.engine.placement.rounds.from_region import round_from_region
from overstap.engine.placement.rounds.model import Choice, Round, TieBreak
from overstap.engine.placement.rounds.plain import round_as_plain
from overstap.engine.placement.rounds.solve import hold_round

_SAID = {
    "en": (
        "{placed} of {students} students have a place; {places} places with {hosts} hosts.",
        "Stable: nobody would rather have each other.",
        "{blocking_pairs} pairs would rather have each other.",
        "{choice}: {placed} placed, {first_choice} with their first choice, {blocking_pairs} blocking pairs",
        "Without a place",
        "Places left",
    ),
    "nl": (
        "{placed} van de {students} studenten hebben een plek; {places} plekken bij {hosts} aanbieders.",
        "Stabiel: niemand zou liever elkaar hebben.",
        "{blocking_pairs} paren zouden liever elkaar hebben.",
        "{choice}: {placed} geplaatst, {first_choice} op hun eerste keus, {blocking_pairs} blokkerende paren",
        "Zonder plek",
        "Plekken over",
    ),
}


class Criterion(StrEnum):
    """What places of a region order students by."""

    SCORE = "score"
    KM = "km"


@dataclass(frozen=True)
class FromRegion:
    """A round made from a region, instead of files that hold lists."""

    students: Annotated[
        Path | None, typer.Option("--students", help="CSV of students; places are those of a region.")
    ] = None
    region: Annotated[
        Path | None,
        typer.Option(
            "--region", help="Region pack (folder or zip) for --students; without it the one shipped."
        ),
    ] = None
    criterion: Annotated[
        Criterion, typer.Option("--criterion", help="With --students: what places order students by.")
    ] = Criterion.SCORE
    today: TodayOption = None


@takes_groups
def placement_round(
    source: FromRegion,
    place: Annotated[
        Path | None,
        typer.Argument(help="Folder of CSV or Excel files, a workbook, or a JSON file.", metavar="FILES"),
    ] = None,
    choice: Annotated[
        Choice, typer.Option("--choice", help="What the round is to bring about.")
    ] = Choice.STABLE,
    tie_break: Annotated[
        TieBreak, typer.Option("--tie-break", help="What decides between students that a host ranks equal.")
    ] = TieBreak.SINGLE,
    seed: Annotated[
        int, typer.Option("--seed", min=0, help="Of the lottery; the same seed, the same answer.")
    ] = 1,
    as_json: JsonOption = False,
) -> None:
    """Hold a placement round: internships and learn-work places, with wishes and priorities on both sides."""
    if (place is None) == (source.students is None):
        err.print("Give either FILES, or --students CSV with a --region.")
        raise typer.Exit(MISUSED)
    with waiting("Holding the round …"):
        asked = _asked(source, place)
        plain = round_as_plain(asked, hold_round(asked, choice, tie_break=tie_break, seed=seed))
    if as_json:
        print_json(plain)
    else:
        _print(plain)


def _asked(source: FromRegion, place: Path | None) -> Round:
    if source.students is None:
        return read_round(cast(Path, place))
    region = region_from(source.region, None)
    day = today_or(source.today)
    return round_from_region(region, source.students, day, criterion=str(source.criterion))


def _print(plain: dict[str, Any]) -> None:
    total, stable, blocked, compared, unplaced, left = _SAID[reader_language()]
    out.print(f"[bold]{total.format(**plain)}[/bold]")
    out.print(stable if plain["stability"]["stable"] else blocked.format(**plain["stability"]))
    for choice, figures in plain["compared"].items():
        out.print(compared.format(choice=choice, **figures), style="dim")
    for one in plain["placements"]:
        out.print(escape(f"{one['student']} → {one['host']}  ({one['preference']})"))
    _print_left(unplaced, plain["unplaced_students"], "student", "host")
    _print_left(left, plain["places_left"], "host", "student")


def _print_left(title: str, left: list[dict[str, Any]], own: str, other: str) -> None:
    if left:
        out.print(f"\n[bold]{title}[/bold]")
    for one in left:
        near = ", ".join(f"{match[other]} {match['score']:.0%}" for match in one["near"])
        out.print(escape(f"{one[own]}  {near or '—'}"))
