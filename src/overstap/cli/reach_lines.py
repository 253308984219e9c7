# SPDX-License-Identifier: EUPL-1.2
"""How far someone or a group gets, for people in the terminal."""

from __future__ import annotations

from typing import Any

from rich.table import Table
from rich.text import Text

from overstap.cli.journey_lines import short_day
from overstap.cli.output import out
from overstap.engine.journeys.explain import money
from overstap.engine.region.region import Region

Plain = dict[str, Any]

_SAY = {
    "nl": {
        "within": "Binnen {months} maanden: {occupations} beroepen",
        "nowhere": "Binnen deze tijd wordt geen ander beroep bereikt.",
        "work": "beroep",
        "arrives": "daar op",
        "cost": "kosten",
        "hours": "uren studie",
        "over": "eerst",
        "more": "en nog {n}",
        "stops": "Wat de rest tegenhoudt: {names}.",
        "group": "{members} situaties, binnen {day}",
        "share": "haalt het",
        "months": "maanden",
        "stopped": "wat de anderen tegenhoudt",
        "certificate": "een wettelijk papier",
        "money": "geld",
        "income": "inkomen onderweg",
        "time": "tijd",
        "distance": "afstand",
        "skill": "vaardigheden",
    },
    "en": {
        "within": "Within {months} months: {occupations} occupations",
        "nowhere": "No other occupation is reached in this time.",
        "work": "occupation",
        "arrives": "there on",
        "cost": "cost",
        "hours": "hours of study",
        "over": "first",
        "more": "and {n} more",
        "stops": "What stops the rest: {names}.",
        "group": "{members} situations, before {day}",
        "share": "get there",
        "months": "months",
        "stopped": "what stops the others",
        "certificate": "a legal paper",
        "money": "money",
        "income": "income on the way",
        "time": "time",
        "distance": "distance",
        "skill": "skills",
    },
}


def print_reach(region: Region, plain: Plain, language: str, top: int) -> None:
    """A table for each number of months, and in a line what stops one elsewhere."""
    say = _SAY[language]
    if not plain["arrivals"]:
        out.print(Text(say["nowhere"]))
    for band in plain["within"]:
        out.print(Text(f"\n{say['within'].format(**band)}", style="bold"))
        here = [one for one in plain["arrivals"] if one["within"] == band["months"]]
        if here:
            out.print(_arrivals(region, here[:top], language))
        if len(here) > top:
            out.print(Text(say["more"].format(n=len(here) - top), style="dim"))
    if plain["stops"]:
        names = ", ".join(f"{say[stopper]} {count}" for stopper, count in plain["stops"].items())
        out.print(Text(f"\n{say['stops'].format(names=names)}"))


def print_stretch(region: Region, plain: Plain, language: str, top: int) -> None:
    """A table of the occupations that most of the group reach."""
    del region
    say = _SAY[language]
    day = short_day(plain["until"], language)
    out.print(Text(say["group"].format(members=plain["members"], day=day), style="bold"))
    table = Table(say["work"], say["share"], say["months"], say["cost"], say["stopped"], box=None)
    for one in [one for one in plain["occupations"] if one["reached"]][:top]:
        stopped = ", ".join(f"{say[stopper]} {count}" for stopper, count in one["stopped_by"].items())
        table.add_row(
            one["label"],
            f"{one['share']:.0%}",
            f"{one['months']:g}",
            money(one["cost"], language),
            stopped,
        )
    out.print(table, markup=False)


def _arrivals(region: Region, arrivals: list[Plain], language: str) -> Table:
    say = _SAY[language]
    table = Table(say["work"], say["arrives"], say["cost"], say["hours"], say["over"], box=None)
    for one in arrivals:
        over = ", ".join(region.occupation_label(passed, language) for passed in one["over"])
        arrives = short_day(one["arrives_on"], language)
        table.add_row(one["label"], arrives, money(one["cost"], language), f"{one['study_hours']:.0f}", over)
    return table
