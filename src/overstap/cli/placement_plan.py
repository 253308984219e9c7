# SPDX-License-Identifier: EUPL-1.2
"""`overstap placement plan`: who goes where by which course, when many lose their work at once."""

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
from overstap.engine.placement.plan.explain import what_constraints_cost, what_more_brings
from overstap.engine.placement.plan.files import read_case
from overstap.engine.placement.plan.from_region import Choices, case_from_region
from overstap.engine.placement.plan.model import FINE, Case
from overstap.engine.placement.plan.plain import plan_as_plain
from overstap.engine.placement.plan.solve import Effort, Fairness, make_plan
from overstap.engine.problems import InputRefused, Problem
from overstap.engine.region.region import Region

_SAID = {
    "en": (
        "{placed} of {people} people have a place; {lasting:.1f} of them lasting, by chance.",
        "This is the best plan there is.",
        "At most {gap:.3%} from the best plan.",
        "Income lost {income_loss:,.0f} EUR a month; cost {cost:,.0f} EUR.",
        "A group is farther behind than was asked: what is locked leaves no other way, or none was found.",
        "Without a place",
        "What more would bring",
    ),
    "nl": (
        "{placed} van de {people} mensen hebben een plek; {lasting:.1f} daarvan blijvend, naar kans.",
        "Een beter plan is er niet.",
        "Hoogstens {gap:.3%} van het beste plan.",
        "Inkomensverlies € {income_loss:,.0f} per maand; kosten € {cost:,.0f}.",
        "Een groep blijft verder achter dan gevraagd: door wat vastligt, of er is niets gevonden.",
        "Zonder plek",
        "Wat meer zou brengen",
    ),
}

_WORDS = {
    "en": {
        "no-options": "nothing that they could do",
        "all-barred": "nothing that they could do is possible",
        "worth-nothing": "nothing is worth it",
        "worth-less": "worth less",
        "opening-full": "the places are taken",
        "edition-full": "the course is full",
        "edition-does-not-run": "too few for the course",
        "budget": "the money is used up",
        "guidance": "the guidance is used up",
        "others-need-it": "others need it more",
        "travel": "too far",
        "income": "too little income",
        "papers": "a paper is needed",
        "dates": "not in time",
        "forbidden": "forbidden",
        "course": "no course teaches it",
        "hours": "other hours",
        "kind": "another kind of place",
    },
    "nl": {
        "no-options": "er is niets wat kan",
        "all-barred": "wat er is, kan niet",
        "worth-nothing": "niets is het waard",
        "worth-less": "minder waard",
        "opening-full": "de plekken zijn bezet",
        "edition-full": "de cursus is vol",
        "edition-does-not-run": "te weinig mensen voor de cursus",
        "budget": "het geld is op",
        "guidance": "de begeleiding is op",
        "others-need-it": "anderen hebben het harder nodig",
        "travel": "te ver",
        "income": "te weinig inkomen",
        "papers": "een papier is nodig",
        "dates": "niet op tijd",
        "forbidden": "mag niet",
        "course": "geen cursus leert het",
        "hours": "andere uren",
        "kind": "een ander soort plek",
    },
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
    budget: Annotated[
        float | None, typer.Option("--budget", min=0.0, help="With --people: EUR for courses in all.")
    ] = None
    least: Annotated[
        int, typer.Option("--least", min=1, help="With --people: a course runs from so many people.")
    ] = 1
    sources: Annotated[
        list[str] | None,
        typer.Option(
            "--source",
            help="With --people: ID=EUR, an instrument of the region that pays its part, so much in all; "
            "ID alone: without limit; again for another. The budget is then for what is left.",
        ),
    ] = None
    guidance: Annotated[
        float | None, typer.Option("--guidance", min=0.0, help="With --people: hours of guidance in all.")
    ] = None


@takes_groups
def placement_plan(
    source: FromRegion,
    place: Annotated[
        Path | None,
        typer.Argument(help="Folder of CSV or Excel files, a workbook, or a JSON file.", metavar="FILES"),
    ] = None,
    weights: WeightsOption = None,
    fair: Annotated[
        float | None,
        typer.Option(
            "--fair", min=0.0, max=1.0, help="No group's share of placed people more than this below all."
        ),
    ] = None,
    keep: Annotated[
        bool, typer.Option("--keep", help="All placements of before stay; plan the others.")
    ] = False,
    gap: Annotated[
        float, typer.Option("--gap", min=0.0, max=1.0, help="Good enough: so much from the best at most.")
    ] = 0.0005,
    seconds: SecondsOption = 15.0,
    more: Annotated[
        int, typer.Option("--more", min=0, help="Tell what one more of so many of each kind would bring.")
    ] = 3,
    costs: Annotated[
        bool, typer.Option("--costs", help="Tell what each constraint costs; plans again for each.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Plan a mass redundancy: the most lasting places, within seats, money, travel and income floors.

    Ctrl-C stops and gives the best plan so far.
    """
    chosen = weights_of(weights or [])
    fairness = None if fair is None else Fairness(fair)
    effort = Effort(target=gap, seconds=seconds)
    case = _case(source, place, keep)
    with stopping() as stopped:
        try:
            plan = make_plan(case, chosen, fairness=fairness, effort=effort, stopped=stopped, progress=_tell)
        except ValueError:
            raise InputRefused([locked_too_much("placements", "locked")]) from None
        rest: dict[str, Any] = {"fairness": fairness, "effort": effort, "stopped": stopped}
        brings = what_more_brings(case, plan, chosen, most=more, **rest) if more else ()
        cost = what_constraints_cost(case, plan, chosen, **rest) if costs else ()
    plain = plan_as_plain(case, plan, chosen, brings, cost, fairness)
    if as_json:
        print_json(plain)
    else:
        _print(plain)


def _case(source: FromRegion, place: Path | None, keep: bool) -> Case:
    """The question out of files, or out of people and a region. Ends the command when it is neither or both."""
    if (place is None) == (source.people is None):
        err.print("Give either FILES, or --people CSV with a --region.")
        raise typer.Exit(MISUSED)
    if source.people is None:
        return read_case(cast(Path, place), keep=keep)
    region = region_from(source.region, None)
    choices = Choices(
        source.budget,
        source.least,
        sources=_sources(region, source.sources or []),
        guidance=source.guidance,
    )
    with waiting("Finding what people can do …"):
        return case_from_region(region, source.people, today_or(source.today), choices)


def _sources(region: Region, given: list[str]) -> dict[str, float | None]:
    """Who pays, and how much in all. Raises `InputRefused` for what the region does not know, or no amount."""
    found: dict[str, float | None] = {}
    for text in given:
        name, is_limited, amount = text.partition("=")
        try:
            found[name] = float(amount) if is_limited else None
        except ValueError:
            found[name] = -1.0
        if name not in region.records.instruments or (found[name] or 0.0) < 0:
            raise InputRefused([_no_source(text, ", ".join(region.records.instruments))])
    return found


def _no_source(text: str, known: str) -> Problem:
    return Problem(
        {"en": "is no source of money", "nl": "is geen bron van geld"},
        column="--source",
        value=text[:80],
        mend={
            "en": f"Write ID=EUR or ID, with an id out of {known}.",
            "nl": f"Schrijf ID=EURO of ID, met een id uit {known}.",
        },
    )


def _tell(worth: int, bound: int) -> None:
    """A sign of life where somebody is looking."""
    if err.is_terminal:
        gap = (bound - worth) / worth if worth > 0 else 1.0
        err.print(f"{worth / FINE:,.0f} / {bound / FINE:,.0f}  ({max(gap, 0):.3%})", style="dim")


def _print(plain: dict[str, Any]) -> None:
    total, best, gap, money, unfair, unplaced, more = _SAID[reader_language()]
    out.print(f"[bold]{total.format(**plain, **plain['goals'])}[/bold]")
    out.print(best if plain["proven"] else gap.format(**plain))
    out.print(money.format(**plain["goals"]))
    if plain["fair"] is False:
        out.print(unfair)
    for one in plain["placements"]:
        by = f" ({one['edition']})" if one["edition"] else ""
        out.print(escape(f"  {one['person']} → {one['opening']}{by}"))
    if plain["unplaced"]:
        out.print(f"\n[bold]{unplaced}[/bold]")
    words = _WORDS[reader_language()]
    for one in plain["unplaced"]:
        barred = ", ".join(f"{count} × {words[name]}" for name, count in one["barred"].items())
        kind, _, limit = one["reason"].partition(":")
        why = f"{words[kind]} ({limit})" if limit else words[kind]
        out.print(escape(f"  {one['person']}: {why}{f' — {barred}' if barred else ''}"))
    gaining = [one for one in plain["more_brings"] if one["worth_more"] > 0]
    if gaining:
        out.print(f"\n[bold]{more}[/bold]")
    for one in gaining:
        amount = f"{one['amount']:g}"
        out.print(
            escape(f"  {one['kind']} {one['id']} +{amount}: +{one['placed_more']}, +{one['worth_more']:,.0f}")
        )
