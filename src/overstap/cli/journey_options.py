# SPDX-License-Identifier: EUPL-1.2
"""The options of `overstap journeys`: who travels, where to, along what; and the request they make."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Annotated, Any

import typer

from overstap.cli.output import not_found
from overstap.cli.person import PassportOption, TextOption, WorkOption, given_of, person_of
from overstap.cli.source import EscoOption, PackOption, region_from
from overstap.cli.written import refuse_unknown_language
from overstap.engine.problems import InputRefused, Problem
from overstap.engine.region.journey_request import Asked, JourneyRequest, NotKnown, asked_of
from overstap.engine.region.passport_file import PassportFile
from overstap.engine.region.region import Region

_DAY = ["%Y-%m-%d"]
_AGAIN = "; may be given again."


@dataclass(frozen=True)
class PersonOptions:
    """Who travels, and in which region."""

    passport: PassportOption = None
    text: TextOption = None
    work: WorkOption = None
    pack: PackOption = None
    esco: EscoOption = None


@dataclass(frozen=True)
class TravellerOptions:
    """What the traveller has, and can spend."""

    place: Annotated[str | None, typer.Option("--place", help="Municipality where you live.")] = None
    distance: Annotated[float | None, typer.Option("--distance", help="Furthest from home, in km.")] = None
    departs_on: Annotated[
        datetime | None, typer.Option("--from", formats=_DAY, help="Departure; without it today.")
    ] = None
    last_day: Annotated[
        datetime | None, typer.Option("--last-day", formats=_DAY, help="Last day of your present work.")
    ] = None
    work_years: Annotated[
        float | None, typer.Option("--work-years", help="Years you have worked in all, for the benefit.")
    ] = None
    service_years: Annotated[
        float | None,
        typer.Option("--service-years", help="Years with your present employer, for severance pay."),
    ] = None
    wage: Annotated[float | None, typer.Option("--wage", help="Your pay now, EUR gross per hour.")] = None
    hours: Annotated[float | None, typer.Option("--hours", help="Hours a week you work; without it 36.")] = None
    level: Annotated[
        int | None, typer.Option("--level", help="Your highest level of education (NLQF 1 to 8).")
    ] = None
    study_hours: Annotated[
        float | None, typer.Option("--study-hours", help="Hours a week free to study; without it 8.")
    ] = None
    times: Annotated[
        list[str] | None,
        typer.Option("--times", help=f"When you can study: day, evening, weekend, online{_AGAIN}"),
    ] = None
    money: Annotated[float | None, typer.Option("--money", help="What study may cost you in all, EUR.")] = None
    savings: Annotated[
        float | None, typer.Option("--savings", help="What may bridge months under --income-floor, EUR.")
    ] = None
    income_floor: Annotated[
        float | None, typer.Option("--income-floor", help="What you need a month, EUR gross.")
    ] = None
    assume: Annotated[
        list[str] | None,
        typer.Option(
            "--assume", help=f"A value of your own for an assumption, as search.days_stable=120{_AGAIN}"
        ),
    ] = None


@dataclass(frozen=True)
class GoalOptions:
    """Where to. Nothing: anywhere."""

    to: Annotated[list[str] | None, typer.Option("--to", help=f"Occupation to get to, title or id{_AGAIN}")] = (
        None
    )
    to_sector: Annotated[
        list[str] | None, typer.Option("--to-sector", help=f"Sector to get to, id or name{_AGAIN}")
    ] = None
    to_opening: Annotated[str | None, typer.Option("--to-opening", help="Opening to get to, by its id.")] = None
    to_shortage: Annotated[
        bool, typer.Option("--to-shortage", help="Only to work that is short of people.")
    ] = False
    better_paid: Annotated[
        bool, typer.Option("--better-paid", help="Only to work that usually pays more than yours.")
    ] = False


@dataclass(frozen=True)
class AvoidOptions:
    """How often to change, and what to stay out of."""

    changes: Annotated[
        int | None, typer.Option("--changes", help="At most so many changes of work, 1 to 3; without it 2.")
    ] = None
    avoid_occupation: Annotated[
        list[str] | None, typer.Option("--avoid-occupation", help=f"Work to stay out of, title or id{_AGAIN}")
    ] = None
    avoid_sector: Annotated[
        list[str] | None, typer.Option("--avoid-sector", help=f"Sector to stay out of{_AGAIN}")
    ] = None
    avoid_opening: Annotated[
        list[str] | None, typer.Option("--avoid-opening", help=f"Opening to leave out, by its id{_AGAIN}")
    ] = None
    avoid_course: Annotated[
        list[str] | None, typer.Option("--avoid-course", help=f"Course to leave out, by its id{_AGAIN}")
    ] = None
    full: Annotated[
        list[str] | None, typer.Option("--full", help=f"Edition of a course that is full, by its id{_AGAIN}")
    ] = None


@dataclass(frozen=True)
class WayOptions:
    """Along what, by when, and without what."""

    arrive_by: Annotated[
        datetime | None, typer.Option("--arrive-by", formats=_DAY, help="Be there on this day at the latest.")
    ] = None
    via_occupation: Annotated[
        list[str] | None,
        typer.Option("--via-occupation", help=f"Work to pass on the way, title or id{_AGAIN}"),
    ] = None
    via_sector: Annotated[
        list[str] | None, typer.Option("--via-sector", help=f"Sector to pass on the way{_AGAIN}")
    ] = None
    via_course: Annotated[
        list[str] | None, typer.Option("--via-course", help=f"Course to follow on the way, by its id{_AGAIN}")
    ] = None
    no_income_drop: Annotated[
        bool, typer.Option("--no-income-drop", help="No month may bring less than now.")
    ] = False


def region_and_person(who: PersonOptions, language: str, *, as_json: bool) -> tuple[Region, PassportFile]:
    """The region of a command and the person in it; what was given is looked at before the region is read."""
    refuse_unknown_language(language)
    given = given_of(who.passport, who.text, who.work)
    region = region_from(who.pack, who.esco)
    return region, person_of(region, given, language, as_json=as_json)


def request_of(
    person: PassportFile, *groups: TravellerOptions | GoalOptions | WayOptions | AvoidOptions
) -> JourneyRequest:
    """What the options ask for; what they do not say, the passport file may."""
    said: dict[str, Any] = {}
    for group in groups:
        said.update({name: _plain(value) for name, value in asdict(group).items() if value is not None})
    said["assume"] = _assumed(said.get("assume", ()))
    wishes = person.wishes
    carried = {
        "place": person.place,
        "distance": wishes.distance,
        "wage": person.wage,
        "hours": wishes.hours_high,
    }
    request = JourneyRequest(person.passport, occupation=person.occupation)
    return replace(request, **{**carried, **said})


def asked(region: Region, request: JourneyRequest, today: date, language: str, *, as_json: bool) -> Asked:
    """The request looked up and checked, its problems told by the names of the options.

    Ends the command when something is named that is not there.
    """
    try:
        return asked_of(region, request, today=today, language=language)
    except NotKnown as absent:
        not_found(*map(_by_option, absent.problems), as_json=as_json)
    except InputRefused as refused:
        raise InputRefused([_by_option(problem) for problem in refused.problems]) from None


def numbers(option: str, said: str, low: float, high: float) -> tuple[float, ...]:
    """Numbers with commas between, each within the bounds and none twice, in their order.

    Raises `InputRefused` for what is none.
    """
    found: list[float] = []
    for part in said.split(","):
        try:
            found.append(float(part))
        except ValueError:
            raise InputRefused([_no_numbers(option, said, low, high)]) from None
    if not all(low <= one <= high for one in found):
        raise InputRefused([_no_numbers(option, said, low, high)])
    return tuple(dict.fromkeys(found))


def _by_option(problem: Problem) -> Problem:
    if not problem.column:
        return problem
    name = "from" if problem.column == "departs_on" else problem.column.replace("_", "-")
    return replace(problem, column=f"--{name}")


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.date()
    return tuple(value) if isinstance(value, list) else value


def _assumed(pairs: tuple[str, ...]) -> dict[str, float]:
    values: dict[str, float] = {}
    wrong = []
    for pair in pairs:
        name, _, value = pair.partition("=")
        try:
            values[name.strip()] = float(value)
        except ValueError:
            wrong.append(_no_assumption(pair))
    if wrong:
        raise InputRefused(wrong)
    return values


def _no_assumption(pair: str) -> Problem:
    return Problem(
        {"en": "is not a name, = and a number", "nl": "is geen naam, = en een getal"},
        column="--assume",
        value=pair[:80],
        mend={
            "en": "Write it as search.days_stable=120.",
            "nl": "Schrijf het als search.days_stable=120.",
        },
    )


def _no_numbers(option: str, said: str, low: float, high: float) -> Problem:
    return Problem(
        {
            "en": f"is no list of numbers from {low:g} to {high:g}",
            "nl": f"is geen rij getallen van {low:g} tot en met {high:g}",
        },
        column=option,
        value=said[:80],
        mend={"en": "Write it as 6,12,24.", "nl": "Schrijf het als 6,12,24."},
    )
