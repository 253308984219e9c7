# SPDX-License-Identifier: EUPL-1.2
"""`overstap placement meetings`: who meets whom in which slot."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape

from overstap.cli.output import JsonOption, out, print_json, reader_language, waiting
from overstap.engine.placement.meetings.earlier import read_earlier
from overstap.engine.placement.meetings.files import Wanted, read_meeting
from overstap.engine.placement.meetings.plain import schedule_as_plain
from overstap.engine.placement.meetings.solve import plan_meeting

_SAID = {
    "en": {
        "held": "{held} talks between {employers} employers and {people} people.",
        "due": "{met} of the {asked} talks that are due take place; no schedule can have more than {most}.",
        "fit": "Fit {fit:.2f}; no schedule can have more than {bound:.2f}.",
        "proven": "Proven: no schedule is better.",
        "table": "table",
        "short": "Fewer talks than they should have",
        "not-there": "is not there",
        "nobody-fits": "fits no employer",
        "no-slot-in-common": "is there when who fits is not",
        "met-all": "has met everybody who fits",
        "full": "who fits is full",
    },
    "nl": {
        "held": "{held} gesprekken tussen {employers} werkgevers en {people} mensen.",
        "due": "{met} van de {asked} gesprekken die er moeten zijn, zijn er; meer dan {most} kan niet.",
        "fit": "Passendheid {fit:.2f}; meer dan {bound:.2f} kan niet.",
        "proven": "Bewezen: geen rooster is beter.",
        "table": "tafel",
        "short": "Minder gesprekken dan zou moeten",
        "not-there": "is er niet",
        "nobody-fits": "past bij geen werkgever",
        "no-slot-in-common": "is er als wie past er niet is",
        "met-all": "heeft iedereen gesproken die past",
        "full": "wie past, zit vol",
    },
}


def placement_meetings(
    place: Annotated[
        Path, typer.Argument(help="Folder of CSV or Excel files, a workbook, or a JSON file.", metavar="FILES")
    ],
    slots: Annotated[
        int, typer.Option("--slots", min=0, max=1000, help="How many slots, without a table of slots.")
    ] = 0,
    least: Annotated[
        int, typer.Option("--least", min=0, help="Talks that everybody should have; goes before the fit.")
    ] = 1,
    most: Annotated[
        int | None,
        typer.Option("--most", min=0, help="Talks that nobody has more of; else twice the mean, rounded up."),
    ] = None,
    run: Annotated[
        int, typer.Option("--run", min=0, help="Talks in a row after which a table has a slot free; 0: none.")
    ] = 0,
    rest: Annotated[int, typer.Option("--rest", min=0, help="Free slots between two talks of a person.")] = 0,
    least_fit: Annotated[
        float, typer.Option("--least-fit", min=0, max=1, help="Who fits less does not meet.")
    ] = 0.0,
    earlier: Annotated[
        Path | None,
        typer.Option("--earlier", help="A schedule of before (its JSON): its talks stay where they are."),
    ] = None,
    from_slot: Annotated[
        str, typer.Option("--from-slot", help="What is before this slot is over: nothing new is planned there.")
    ] = "",
    as_json: JsonOption = False,
) -> None:
    """Plan a meeting: who meets whom in which slot, for the best fit, with a fair number of talks each."""
    with waiting("Planning the meeting …"):
        before = read_earlier(earlier) if earlier else None
        asked = read_meeting(place, Wanted(slots, least, most, run, rest, least_fit, from_slot), before)
        plain = schedule_as_plain(asked, plan_meeting(asked))
    if as_json:
        print_json(plain)
    else:
        _print(plain)


def _print(plain: dict[str, Any]) -> None:
    said = _SAID[reader_language()]
    bound = plain["bound"]
    out.print(f"[bold]{said['held'].format(**plain)}[/bold]")
    out.print(said["due"].format(**plain, most=bound["met"]))
    out.print(said["proven"] if plain["proven"] else said["fit"].format(fit=plain["fit"], bound=bound["fit"]))
    now = None
    for talk in plain["talks"]:
        if talk["slot"] != now:
            now = talk["slot"]
            out.print(f"\n[bold]{escape(now)}[/bold]")
        where = f"{talk['employer']}, {said['table']} {talk['table']}"
        out.print(escape(f"{where}: {talk['person']}  ({talk['fit']:.0%})"))
    if plain["short"]:
        out.print(f"\n[bold]{said['short']}[/bold]")
    for one in plain["short"]:
        out.print(escape(f"{one['person']}: {one['talks']}/{one['should']}, {said[one['why']]}"))
