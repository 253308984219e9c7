# SPDX-License-Identifier: EUPL-1.2
"""`overstap journeys`: the way from present work to other work, from files and without a database."""

from __future__ import annotations

import math
import time
from typing import Annotated

import typer

from overstap.cli.grouped import takes_groups
from overstap.cli.journey_lines import print_plan
from overstap.cli.journey_options import (
    AvoidOptions,
    GoalOptions,
    PersonOptions,
    TravellerOptions,
    WayOptions,
    asked,
    numbers,
    region_and_person,
    request_of,
)
from overstap.cli.output import JsonOption, print_json, waiting
from overstap.cli.reach_lines import print_reach, print_stretch
from overstap.cli.source import LanguageOption
from overstap.cli.today import TodayOption, today_or
from overstap.engine.journeys.stretch import Circumstances, members_of
from overstap.engine.region.journey_request import BOUNDS
from overstap.engine.region.plain_journeys import plan_as_plain
from overstap.engine.region.plain_reach import reach_as_plain, stretch_as_plain

app = typer.Typer(help="Plan the way to other work.", no_args_is_help=True)

LONGEST_MONTHS = 60
_AS_GIVEN = Circumstances()

TopOption = Annotated[int, typer.Option("--top", min=1, help="At most this many in each group, for people.")]


@app.command()
@takes_groups
def plan(
    who: PersonOptions,
    goal: GoalOptions,
    traveller: TravellerOptions,
    way: WayOptions,
    avoid: AvoidOptions,
    whole: Annotated[
        bool,
        typer.Option("--all", help="Every journey that no other beats, not only the few that differ most."),
    ] = False,
    seconds: Annotated[
        float | None,
        typer.Option(
            "--seconds", min=0.1, help="Stop searching after so long, and say so; without it all is found."
        ),
    ] = None,
    language: LanguageOption = "nl",
    today: TodayOption = None,
    as_json: JsonOption = False,
) -> None:
    """Journeys from your work to other work: dates, money, hours, and why each can be done."""
    region, person = region_and_person(who, language, as_json=as_json)
    request = request_of(person, goal, traveller, way, avoid)
    question = asked(region, request, today_or(today), language, as_json=as_json)
    ends_at = time.monotonic() + seconds if seconds is not None else math.inf
    with waiting("Planning …"):
        found = region.plan(
            question.traveller,
            question.question,
            parameters=question.parameters,
            stopped=lambda: time.monotonic() > ends_at,
        )
    plain = plan_as_plain(
        region,
        found,
        question.traveller,
        question.question,
        question.parameters,
        language,
        whole=whole,
    )
    if as_json:
        print_json(plain)
    else:
        print_plan(region, plain, language)


@app.command()
@takes_groups
def reach(
    who: PersonOptions,
    traveller: TravellerOptions,
    avoid: AvoidOptions,
    months: Annotated[
        str, typer.Option("--months", help="Within how many months; numbers with commas between.")
    ] = "6,12,24",
    why: Annotated[
        bool, typer.Option("--why", help="Also tell what stops you elsewhere; takes some times as long.")
    ] = False,
    top: TopOption = 12,
    language: LanguageOption = "nl",
    today: TodayOption = None,
    as_json: JsonOption = False,
) -> None:
    """How far you get: every occupation within reach, with the soonest arrival and what it costs."""
    within = sorted(round(one) for one in numbers("--months", months, 1, LONGEST_MONTHS))
    region, person = region_and_person(who, language, as_json=as_json)
    question = asked(region, request_of(person, traveller, avoid), today_or(today), language, as_json=as_json)
    with waiting("Looking how far …"):
        found = region.reach(
            question.traveller,
            question.question,
            within[-1],
            parameters=question.parameters,
            explain=why,
        )
    plain = reach_as_plain(
        region, found, question.traveller, question.question, question.parameters, within, language
    )
    if as_json:
        print_json(plain)
    else:
        print_reach(region, plain, language, top)


@app.command()
@takes_groups
def stretch(
    who: PersonOptions,
    traveller: TravellerOptions,
    each_money: Annotated[
        str | None, typer.Option("--each-money", help="What study may cost, EUR: one member for each number.")
    ] = None,
    each_study_hours: Annotated[
        str | None, typer.Option("--each-study-hours", help="Hours a week free to study, the same way.")
    ] = None,
    each_distance: Annotated[
        str | None, typer.Option("--each-distance", help="Furthest from home in km, the same way.")
    ] = None,
    months: Annotated[
        int, typer.Option("--months", min=1, max=LONGEST_MONTHS, help="Within how many months.")
    ] = 12,
    top: TopOption = 12,
    language: LanguageOption = "nl",
    today: TodayOption = None,
    as_json: JsonOption = False,
) -> None:
    """How far a group gets: which share of people with the same work, and what stops the others."""
    region, person = region_and_person(who, language, as_json=as_json)
    question = asked(region, request_of(person, traveller), today_or(today), language, as_json=as_json)
    like = question.traveller
    group = Circumstances(
        budgets=_each("--each-money", "money", each_money, traveller.money) or _AS_GIVEN.budgets,
        free_hours=_each("--each-study-hours", "study_hours", each_study_hours, traveller.study_hours)
        or _AS_GIVEN.free_hours,
        distances=_each("--each-distance", "distance", each_distance, like.distance) or (None,),
    )
    with waiting("Looking how far the group gets …"):
        found = region.stretch(
            members_of(like, group), question.question.departs_on, months, parameters=question.parameters
        )
    plain = stretch_as_plain(region, found, like, group, question.parameters, language)
    if as_json:
        print_json(plain)
    else:
        print_stretch(region, plain, language, top)


def _each(option: str, name: str, said: str | None, one: float | None) -> tuple[float, ...]:
    """The values of a group's members: those listed, else the one that was given, else none."""
    if said is not None:
        return numbers(option, said, *BOUNDS[name])
    return () if one is None else (one,)
