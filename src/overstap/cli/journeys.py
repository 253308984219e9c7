# SPDX-License-Identifier: EUPL-1.2
"""`overstap journeys`: the way from present work to other work, from files and without a database."""

from __future__ import annotations

from typing import Annotated

import typer

from overstap.cli.grouped import takes_groups
from overstap.cli.journey_lines import print_plan
from overstap.cli.journey_options import (
    GoalOptions,
    PersonOptions,
    TravellerOptions,
    WayOptions,
    asked,
    region_and_person,
    request_of,
)
from overstap.cli.output import JsonOption, print_json
from overstap.cli.source import LanguageOption
from overstap.cli.today import TodayOption, today_or
from overstap.engine.region.plain_journeys import plan_as_plain

app = typer.Typer(help="Plan the way to other work.", no_args_is_help=True)


@app.callback()
def journeys() -> None:
    """Keeps `plan` a subcommand while it is the only one."""


@app.command()
@takes_groups
def plan(
    who: PersonOptions,
    goal: GoalOptions,
    traveller: TravellerOptions,
    way: WayOptions,
    whole: Annotated[
        bool,
        typer.Option("--all", help="Every journey that no other beats, not only the few that differ most."),
    ] = False,
    language: LanguageOption = "nl",
    today: TodayOption = None,
    as_json: JsonOption = False,
) -> None:
    """Journeys from your work to other work: dates, money, hours, and why each can be done."""
    region, person = region_and_person(who, language, as_json=as_json)
    request = request_of(person, goal, traveller, way)
    question = asked(region, request, today_or(today), language, as_json=as_json)
    found = region.plan(question.traveller, question.question, parameters=question.parameters)
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
