# SPDX-License-Identifier: EUPL-1.2
"""`overstap pack from-esco`: a region pack of all of ESCO, with invented courses and openings."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from overstap.cli.output import MISUSED, JsonOption, err, out, print_json, reader_language, waiting
from overstap.cli.pack_database import Format
from overstap.cli.today import TodayOption, today_or
from overstap.engine.generate.esco_pack import Extent, LeftOut, pack_of_esco
from overstap.engine.generate.wages import read_wages
from overstap.engine.pack import Pack, write_pack
from overstap.engine.pack.write import refuse_unless_free
from overstap.engine.skills.esco import read_esco

_MOST_COURSES = 50_000
_MOST_EDITIONS = 50
_MOST_OPENINGS = 10_000_000


def pack_from_esco(
    esco: Annotated[
        list[Path], typer.Argument(help="ESCO downloads (folders or zip files).", show_default=False)
    ],
    path: Annotated[Path, typer.Argument(help="Folder to write to, or a file that ends in .zip.")],
    courses: Annotated[int, typer.Option("--courses", min=0, max=_MOST_COURSES, help="Invented courses.")] = 0,
    editions: Annotated[
        int, typer.Option("--editions", min=1, max=_MOST_EDITIONS, help="Editions of each course.")
    ] = 4,
    openings: Annotated[
        int, typer.Option("--openings", min=0, max=_MOST_OPENINGS, help="Invented openings.")
    ] = 0,
    seed: Annotated[
        int,
        typer.Option("--seed", min=0, help="What is invented follows from it: the same seed, the same pack."),
    ] = 0,
    wages: Annotated[
        Path | None, typer.Option("--wages", help="Hourly wages per BRC 2014 group (CBS), as CSV; with --brc.")
    ] = None,
    brc: Annotated[
        Path | None, typer.Option("--brc", help="The main ISCO group of each BRC 2014 group, as CSV.")
    ] = None,
    languages: Annotated[
        list[str] | None,
        typer.Option(
            "--lang", help="A language to take (nl, en, …); may be given again. Without: all there are."
        ),
    ] = None,
    format: Annotated[Format, typer.Option("--format", help="How tables are written.")] = Format.CSV,
    today: TodayOption = None,
    json: JsonOption = False,
) -> None:
    """Write a region pack of all of ESCO, with invented courses and openings."""
    if (wages is None) != (brc is None):
        err.print("Give --wages and --brc together.")
        raise typer.Exit(MISUSED)
    refuse_unless_free(path)
    paid = read_wages(wages, brc) if wages and brc else None
    extent = Extent(today_or(today), courses, editions, openings, seed)
    with waiting("Reading ESCO …"):
        taxonomy, _ = read_esco(esco, languages or ())
    with waiting("Writing the pack …"):
        pack, left_out = pack_of_esco(taxonomy, extent, paid)
        write_pack(pack, path, format=format.value)
    if json:
        print_json(_as_plain(pack, left_out, path))
    else:
        _print(pack, left_out, path)


def _as_plain(pack: Pack, left_out: LeftOut, path: Path) -> dict[str, object]:
    return {
        "ok": True,
        "path": str(path),
        "pack": pack.name,
        "version": pack.version,
        "languages": list(pack.languages),
        "tables": {name: len(rows) for name, rows in pack.tables.items()},
        "left_out": {
            "skills": left_out.skills,
            "occupations": left_out.occupations,
            "optional": left_out.optional,
        },
        "without_label": dict(left_out.without_label),
    }


def _print(pack: Pack, left_out: LeftOut, path: Path) -> None:
    rows = sum(len(table) for table in pack.tables.values())
    lines = [
        _say(
            f"{pack.name}: {rows} rows written to {path}.", f"{pack.name}: {rows} rijen geschreven naar {path}."
        )
    ]
    if left_out.skills or left_out.occupations:
        lines.append(
            _say(
                f"Left out: {left_out.skills} skills without a name, "
                f"{left_out.occupations} occupations that ask nothing.",
                f"Weggelaten: {left_out.skills} vaardigheden zonder naam, "
                f"{left_out.occupations} beroepen die niets vragen.",
            )
        )
    lines += [
        _say(
            f"{language}: {number} without a name; one in another language stands there.",
            f"{language}: {number} zonder naam; daar staat die in een andere taal.",
        )
        for language, number in left_out.without_label.items()
        if number
    ]
    for line in lines:
        out.print(line, markup=False, highlight=False, soft_wrap=True)


def _say(english: str, dutch: str) -> str:
    return dutch if reader_language() == "nl" else english
