# SPDX-License-Identifier: EUPL-1.2
"""`overstap batch`: the work of a country at once, on one machine or many, stopped and gone on with at will."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import polars as pl
import typer

from overstap.cli.batch_running import FolderArgument, Running, SizeOption, alone_in, run_batch
from overstap.cli.batch_sources import From, OccupationsFrom, write_match_inputs, write_transition_inputs
from overstap.cli.grouped import takes_groups
from overstap.cli.output import JsonOption, out, print_json, reader_language, waiting
from overstap.cli.today import TodayOption, today_or
from overstap.engine.batch import matching
from overstap.engine.batch import plan as plans
from overstap.engine.batch import transitions as steps
from overstap.engine.batch.country import write_country
from overstap.engine.batch.matching import MatchOptions
from overstap.engine.batch.plan import Plan, Value
from overstap.engine.generate.country import Shape
from overstap.engine.problems import InputRefused, Problem

app = typer.Typer(help="Work for very many at once.", no_args_is_help=True)

_SIZE = "size"
Inputs = Callable[[Path], tuple[dict[str, str], pl.DataFrame]]
"""Writes what a batch needs to a folder; gives what it is known by, and what is done in parts."""


@app.command()
@takes_groups
def match(
    folder: FolderArgument,
    source: From,
    running: Running,
    top: Annotated[
        int,
        typer.Option("--top", min=1, max=1000, help="At most this many for each person; in groups: in each."),
    ] = 20,
    floor: Annotated[
        float, typer.Option("--floor", min=0.0, max=1.0, help="Least coverage of what an opening asks.")
    ] = 0.0,
    only_wished: Annotated[
        bool,
        typer.Option(
            "--only-wished/--no-wishes", help="Leave out what does not meet a person's wishes, or not."
        ),
    ] = True,
    in_groups: Annotated[
        bool,
        typer.Option(
            "--in-groups", help="What fits now, is one step away and is further, as `match openings`."
        ),
    ] = False,
    today: TodayOption = None,
    size: SizeOption = 1024,
    as_json: JsonOption = False,
) -> None:
    """The best openings for every person, as Parquet. The same command goes on with what was stopped."""
    source.refuse_two()
    running.refuse_two()
    with alone_in(folder):
        found = plans.find_plan(folder)
        options = MatchOptions(top, floor, only_wished, in_groups, _day(found, today))
        plan = _agreed(
            folder,
            found,
            matching.WORK,
            {**options.as_plain(), _SIZE: size},
            source.digest,
            lambda place: write_match_inputs(source, place),
        )
        run_batch(folder, plan, matching.do_part, running, as_json=as_json)


@app.command()
@takes_groups
def transitions(
    folder: FolderArgument,
    source: OccupationsFrom,
    running: Running,
    top: Annotated[
        int | None, typer.Option("--top", min=1, help="At most this many for each; not given: all of them.")
    ] = None,
    floor: Annotated[
        float, typer.Option("--floor", min=0.0, max=1.0, help="Least share of what the destination asks.")
    ] = 0.0,
    size: SizeOption = 256,
    as_json: JsonOption = False,
) -> None:
    """How far every occupation's usual skills meet what every other asks, both ways, as Parquet."""
    source.refuse_two()
    running.refuse_two()
    with alone_in(folder):
        plan = _agreed(
            folder,
            plans.find_plan(folder),
            steps.WORK,
            {"top": top, "floor": floor, _SIZE: size},
            source.digest,
            lambda place: write_transition_inputs(source, place),
        )
        run_batch(folder, plan, steps.do_part, running, as_json=as_json)


@app.command("make-country")
def make_country(
    folder: Annotated[Path, typer.Argument(help="New or empty folder to write to.", file_okay=False)],
    openings: Annotated[int, typer.Option("--openings", min=1, max=20_000_000, help="How many openings.")],
    people: Annotated[int, typer.Option("--people", min=0, max=20_000_000, help="How many people.")],
    skills: Annotated[
        int, typer.Option("--skills", min=100, max=100_000, help="Skills in the made-up language.")
    ] = Shape().skills,
    occupations: Annotated[
        int, typer.Option("--occupations", min=1, max=100_000, help="Made-up occupations.")
    ] = Shape().occupations,
    seed: Annotated[
        int,
        typer.Option("--seed", min=0, help="What is made up follows from it: the same seed, the same files."),
    ] = 0,
    as_json: JsonOption = False,
) -> None:
    """Write a made-up country of any size for `overstap batch match --country`, to try and to measure with."""
    if folder.exists() and any(folder.iterdir()):
        raise InputRefused([_not_empty(folder)])
    folder.mkdir(parents=True, exist_ok=True)
    with waiting("Making the country …"):
        write_country(folder, openings, people, Shape(skills=skills, occupations=occupations), seed)
    if as_json:
        print_json({"ok": True, "folder": str(folder), "openings": openings, "people": people, "seed": seed})
    else:
        dutch = f"{openings} openingen en {people} mensen, alle verzonnen, staan in {folder}."
        english = f"{openings} openings and {people} people, all made up, stand in {folder}."
        out.print(dutch if reader_language() == "nl" else english, highlight=False, soft_wrap=True)


def _day(found: Plan | None, given: datetime | None) -> date:
    """The day that was given; else that of a batch that was begun, so that it may go on tomorrow."""
    if given is None and found is not None and isinstance(day := found.options.get("today"), str):
        return date.fromisoformat(day)
    return today_or(given)


def _agreed(
    folder: Path,
    found: Plan | None,
    work: str,
    options: Mapping[str, Value],
    source: Callable[[], str],
    inputs: Inputs,
) -> Plan:
    """The plan of the batch in the folder: made now, or found and looked at whether it is still the same."""
    if found is None:
        place = plans.begin_preparing(folder)
        given, rows = inputs(place)
        known_by = source()
        parts = plans.write_parts(place, plans.in_parts(rows, int(options[_SIZE] or 1)))
        return plans.finish_preparing(folder, work, options, given, known_by, parts)
    plans.refuse_other_versions(found)
    plans.refuse_other_work(found, work, options)
    known_by = source()
    if not known_by or known_by != found.source:
        # Perhaps only a word was changed that nothing here follows from.
        with tempfile.TemporaryDirectory(prefix="overstap-") as place:
            plans.refuse_other_inputs(found, inputs(Path(place))[0])
    return found


def _not_empty(folder: Path) -> Problem:
    return Problem(
        {"en": "is not empty", "nl": "is niet leeg"},
        value=str(folder),
        mend={"en": "Name a new or empty folder.", "nl": "Noem een nieuwe of lege map."},
    )
