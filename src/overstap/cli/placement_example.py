# SPDX-License-Identifier: EUPL-1.2
"""`overstap placement example`: the people of a made-up bank that closes, as a file to try with."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from overstap.cli.output import out, reader_language
from overstap.cli.source import region_from
from overstap.engine.generate.bank import Bank, bank_people, bank_roster
from overstap.engine.problems import InputRefused, Problem

_SAID = {
    "en": "{people} made-up people of a bank that closes, in {file}. Try:",
    "nl": "{people} verzonnen mensen van een bank die sluit, in {file}. Probeer:",
}
_DESK = {
    "en": "a case of mass redundancy, Bring people in, and this file",
    "nl": "een zaak van massaontslag, Mensen toevoegen, en dit bestand",
}


def placement_example(
    file: Annotated[Path, typer.Argument(help="Where to write it; what is there is not overwritten.")],
    people: Annotated[int, typer.Option("--people", min=1, max=10_000, help="How many people.")] = 1500,
    seed: Annotated[int, typer.Option("--seed", min=0, help="The same seed gives the same people.")] = 0,
    region: Annotated[
        Path | None,
        typer.Option("--region", help="Region pack (folder or zip); without it the one shipped."),
    ] = None,
    desk: Annotated[
        bool,
        typer.Option(
            "--desk", help="As a list for the pages of a mobility centre, instead of `placement plan`."
        ),
    ] = False,
) -> None:
    """Write the people of a made-up bank that closes, to try a plan with. Nobody in it exists."""
    if file.exists():
        raise InputRefused([_there_already(file)])
    records, language = region_from(region, None).records, reader_language()
    bank = Bank(people, seed, language)
    made = bank_roster(records, bank) if desk else bank_people(records, bank)
    try:
        file.write_bytes(made)
    except OSError:
        raise InputRefused([_no_place(file)]) from None
    out.print(escape(_SAID[language].format(people=people, file=file)))
    where = "" if region is None else f" --region {region}"
    out.print(
        escape(
            f"  {_DESK[language]}" if desk else f"  overstap placement plan --people {file}{where} --least 6"
        )
    )


def _there_already(file: Path) -> Problem:
    return Problem(
        {"en": "is there already", "nl": "bestaat al"},
        str(file),
        mend={
            "en": "Give another name, or remove it first.",
            "nl": "Geef een andere naam, of haal het eerst weg.",
        },
    )


def _no_place(file: Path) -> Problem:
    return Problem(
        {"en": "cannot be written", "nl": "kan niet worden geschreven"},
        str(file),
        mend={"en": "Give a folder that is there.", "nl": "Geef een map die er is."},
    )
