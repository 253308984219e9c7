# SPDX-License-Identifier: EUPL-1.2
"""Journeys for people in the terminal: money first, then a line for each leg."""

from __future__ import annotations

from datetime import date
from typing import Any

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from overstap.cli.output import out
from overstap.engine.journeys.explain import listed, money
from overstap.engine.region.region import Region, RegionNames

Plain = dict[str, Any]

_SAY = {
    "nl": {
        "from": "Van {work}, vertrek {day}, naar {goal}",
        "anywhere": "ander werk",
        "several": "{goals} doelen",
        "no_work": "je werk nu",
        "found": "Getoond: {shown} van de {all} reizen waar geen andere reis het op alle punten van wint.",
        "none": "Geen reis gevonden die hieraan voldoet. Vraag minder tegelijk, of neem meer tijd.",
        "incomplete": "Het zoeken is afgebroken: er kan meer zijn.",
        "lowest": "laagste inkomen {amount} per maand",
        "cost": "kosten {amount}",
        "income": "samen {amount} in {years} jaar",
        "more": "{amount} meer dan wie blijft",
        "less": "{amount} minder dan wie blijft",
        "severance": "waarvan transitievergoeding {amount}",
        "month": "{amount} per maand",
        "later": "later {amount}",
        "can": "kan {covered} van {asked}",
        "lacks": "mist {names}",
        "unknown_wage": "loon onbekend, gerekend met het minimumloon",
        "paid": "na {amount} van {payer}",
        "a_week": "{hours} uur per week",
        "until": "tot {day}",
        "learning": "opgeleid op {day}",
        "seats": "{seats} plaatsen",
        "invented": "verzonnen voorbeeld",
        "day": "overdag",
        "evening": "in de avond",
        "weekend": "in het weekend",
        "online": "online",
    },
    "en": {
        "from": "From {work}, departure {day}, to {goal}",
        "anywhere": "other work",
        "several": "{goals} goals",
        "no_work": "your present work",
        "found": "Shown: {shown} of the {all} journeys that no other journey beats on all counts.",
        "none": "No journey was found that meets this. Ask for less at once, or take more time.",
        "incomplete": "The search was stopped: there may be more.",
        "lowest": "lowest income {amount} a month",
        "cost": "costs {amount}",
        "income": "{amount} in all in {years} years",
        "more": "{amount} more than who stays",
        "less": "{amount} less than who stays",
        "severance": "of which severance pay {amount}",
        "month": "{amount} a month",
        "later": "later {amount}",
        "can": "can {covered} of {asked}",
        "lacks": "lacks {names}",
        "unknown_wage": "pay unknown, the minimum wage is counted",
        "paid": "after {amount} from {payer}",
        "a_week": "{hours} hours a week",
        "until": "until {day}",
        "learning": "trained by {day}",
        "seats": "{seats} seats",
        "invented": "invented example",
        "day": "in daytime",
        "evening": "in the evening",
        "weekend": "at the weekend",
        "online": "online",
    },
}
_MONTHS = {
    "nl": ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}
_WORK, _STUDY, _WAIT = "●", "■", "·"
_DOT = " · "
_NAMED = 4
"""Goals named before they are counted."""


def print_plan(region: Region, plain: Plain, language: str) -> None:
    """The journeys of a plan, each with its money, its legs and why it can be done."""
    say = _SAY[language]
    present = plain["traveller"]["occupation"]
    work = region.occupation_label(present, language) if present else say["no_work"]
    leaves = short_day(plain["question"]["departs_on"], language)
    out.print(Text(say["from"].format(work=work, day=leaves, goal=_goal(region, plain, language))))
    if not plain["journeys"]:
        out.print(Text(say["none"]))
    for number, journey in enumerate(plain["journeys"], start=1):
        _print_journey(region, number, journey, plain["years"], language)
    if plain["everything"]:
        counted = {"shown": len(plain["journeys"]), "all": len(plain["everything"])}
        out.print(Text(f"\n{say['found'].format(**counted)}", style="dim"))
    if not plain["complete"]:
        out.print(Text(say["incomplete"]))


def _goal(region: Region, plain: Plain, language: str) -> str:
    """Where to, as it was understood."""
    occupations, opening = plain["question"]["to_occupations"], plain["question"]["to_opening"]
    if opening:
        return RegionNames(region, language).opening(opening)
    if not occupations:
        return _SAY[language]["anywhere"]
    if len(occupations) > _NAMED:
        return _SAY[language]["several"].format(goals=plain["goals"])
    return ", ".join(region.occupation_label(one, language) for one in occupations)


def _print_journey(region: Region, number: int, journey: Plain, years: int, language: str) -> None:
    words = journey["words"]
    title = Text.assemble(f"\n{number}  ", (journey["title"].rstrip("."), "bold"))
    if words["best_at"]:
        title.append(f"  {_DOT.join(words['best_at'])}", style="cyan")
    out.print(title)
    if words["drop"]:
        out.print(_indented(Text(words["drop"], style="yellow")))
    out.print(_indented(Text(_money_line(journey, years, language))))
    out.print(_indented(_timeline(region, journey, language)))
    out.print(_indented(Text(words["why"], style="dim")))


def _indented(what: Text | Table) -> Padding:
    return Padding(what, (0, 0, 0, 3))


def _money_line(journey: Plain, years: int, language: str) -> str:
    say, count = _SAY[language], journey["measures"]
    parts = [
        say["lowest"].format(amount=money(count["lowest_monthly"], language)),
        say["cost"].format(amount=money(count["cost"], language)),
        say["income"].format(amount=money(count["income"], language), years=years),
    ]
    against = journey["income_against_staying"]
    if against is not None:
        parts.append(say["more" if against >= 0 else "less"].format(amount=money(abs(against), language)))
    if journey["severance"]:
        parts.append(say["severance"].format(amount=money(journey["severance"], language)))
    return _DOT.join(parts)


def _timeline(region: Region, journey: Plain, language: str) -> Table:
    """A row for each leg: the day, a sign, and what happens; a change stands with the work it leads to."""
    grid = Table.grid(padding=(0, 1))
    grid.add_column(no_wrap=True, justify="right")
    grid.add_column(no_wrap=True)
    grid.add_column()
    change: Plain = {}
    for leg in journey["legs"]:
        if leg["kind"] == "change":
            change = leg
        elif leg["kind"] == "work":
            grid.add_row(short_day(leg["starts_on"], language), _WORK, _work(region, leg, change, language))
        elif leg["kind"] == "study":
            grid.add_row(short_day(leg["starts_on"], language), _STUDY, _study(region, leg, language))
        else:
            grid.add_row(short_day(leg["starts_on"], language), _WAIT, Text(leg["words"], style="dim"))
    return grid


def _work(region: Region, leg: Plain, change: Plain, language: str) -> Text:
    say = _SAY[language]
    parts = [say["month"].format(amount=money(leg["monthly"], language))]
    if leg["monthly_later"] > leg["monthly"]:
        parts.append(say["later"].format(amount=money(leg["monthly_later"], language)))
    if not leg["opening"] and not leg["wage_source"]:
        parts.append(say["unknown_wage"])
    parts.append(say["a_week"].format(hours=_hours(leg["hours"], language)))
    if leg["learns_until"]:
        parts.append(say["learning"].format(day=short_day(leg["learns_until"], language)))
    if leg["opening"]:
        parts.append(f"{leg['title']}, {leg['organisation']} ({_place(region, leg['place'])})")
    return Text.assemble(
        (leg["label"], "bold"), _DOT, _DOT.join(parts), ("\n" + _fit(change, say, language), "dim")
    )


def _fit(change: Plain, say: dict[str, str], language: str) -> str:
    lacking = [one["label"] for one in change["demands"] if one["standing"] == "missing"]
    parts = [say["can"].format(covered=change["covered"], asked=change["asked"])]
    if lacking:
        parts.append(say["lacks"].format(names=listed(lacking, language)))
    return _DOT.join(parts)


def _study(region: Region, leg: Plain, language: str) -> Text:
    say = _SAY[language]
    cost = money(leg["out_of_pocket"], language)
    if leg["payment"]:
        paid = {"amount": money(leg["payment"]["amount"], language), "payer": leg["payment"]["payer"]}
        cost = f"{cost} {say['paid'].format(**paid)}"
    a_week = say["a_week"].format(hours=_hours(leg["hours"], language))
    where = [leg["provider"]] if leg["time"] == "online" else [leg["provider"], _place(region, leg["place"])]
    parts = [
        cost,
        say["until"].format(day=short_day(leg["ends_on"], language)),
        f"{a_week} {say[leg['time']]}",
        ", ".join(where),
        say["seats"].format(seats=leg["seats"]),
        *([say["invented"]] if leg["invented"] else []),
    ]
    return Text.assemble((leg["title"], "bold"), _DOT, _DOT.join(parts))


def _hours(hours: float, language: str) -> str:
    said = f"{hours:g}"
    return said.replace(".", ",") if language == "nl" else said


def _place(region: Region, place: str) -> str:
    return region.records.places[place].label


def short_day(day: str, language: str) -> str:
    """A day as on a timetable: 4 jan 2027."""
    on = date.fromisoformat(day)
    return f"{on.day} {_MONTHS[language][on.month - 1]} {on.year}"
