# SPDX-License-Identifier: EUPL-1.2
"""`overstap pack made-up`: a region pack of a made-up country, of any size."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from overstap.cli.output import JsonOption, out, print_json, reader_language, waiting
from overstap.cli.pack_database import Format
from overstap.cli.today import TodayOption, today_or
from overstap.engine.generate.country import Shape
from overstap.engine.generate.made_up import MadeUp, pack_of_made_up
from overstap.engine.pack import write_pack
from overstap.engine.pack.write import refuse_unless_free

_MOST = 10_000_000


def pack_made_up(
    path: Annotated[Path, typer.Argument(help="Folder to write to, or a file that ends in .zip.")],
    openings: Annotated[int, typer.Option("--openings", min=0, max=_MOST, help="Openings.")] = 1_000_000,
    people: Annotated[int, typer.Option("--people", min=0, max=_MOST, help="People.")] = 0,
    skills: Annotated[int, typer.Option("--skills", min=100, max=1_000_000, help="Skills.")] = 14_000,
    related: Annotated[
        int, typer.Option("--related", min=0, max=60, help="Skills that are related to each skill.")
    ] = 15,
    occupations: Annotated[int, typer.Option("--occupations", min=1, max=100_000, help="Occupations.")] = 3_000,
    places: Annotated[int, typer.Option("--places", min=1, max=10_000, help="Municipalities.")] = 350,
    courses: Annotated[int, typer.Option("--courses", min=0, max=100_000, help="Courses.")] = 5_000,
    editions: Annotated[int, typer.Option("--editions", min=1, max=50, help="Editions of each course.")] = 4,
    seed: Annotated[
        int, typer.Option("--seed", min=0, help="All follows from it: the same seed, the same pack.")
    ] = 0,
    format: Annotated[Format, typer.Option("--format", help="How tables are written.")] = Format.PARQUET,
    today: TodayOption = None,
    json: JsonOption = False,
) -> None:
    """Write a region pack of a made-up country, to measure with; without options as large as a real one."""
    refuse_unless_free(path)
    shape = Shape(skills=skills, occupations=occupations, related=related, places=places)
    made = MadeUp(today_or(today), shape, openings, people, courses, editions, seed)
    with waiting("Writing the pack …"):
        pack = pack_of_made_up(made)
        write_pack(pack, path, format=format.value)
    tables = {name: len(rows) for name, rows in pack.tables.items()}
    if json:
        print_json({"ok": True, "path": str(path), "pack": pack.name, "tables": tables})
        return
    rows = sum(tables.values())
    english, dutch = f"{rows} rows written to {path}.", f"{rows} rijen geschreven naar {path}."
    out.print(dutch if reader_language() == "nl" else english, markup=False, highlight=False, soft_wrap=True)
