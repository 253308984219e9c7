# SPDX-License-Identifier: EUPL-1.2
"""A tiny town to plan in: work, courses and people in a line each, and journeys as lines to read.

All pay is per hour for 36 hours a week unless said otherwise, so 20 EUR is 3120 a month. Without more ado it
takes 30 days to change work (`outlook` shortage), and pay does not rise.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from overstap.engine.journeys.model import Goal, Journey, Leg, Question, Traveller
from overstap.engine.journeys.offers import Departure, Job, Training
from overstap.engine.matching.model import OpeningKind
from overstap.engine.rules.instruments import Beneficiary, Instrument, PaidPer
from overstap.engine.rules.parameters import load_parameters
from tests.engine.journeys.case import Case
from tests.engine.tiny import demands, passport

DEPARTS = date(2027, 1, 4)
SKILLS = ("a", "b", "c", "d", "e", "f")


def on(day: str) -> date:
    """`"02-01"` is that day of 2027, `"2028-02-01"` that day."""
    return date.fromisoformat(day if len(day) > 5 else f"2027-{day}")


def work(occupation: str, asked: str = "a!", wage: float = 20, **more: Any) -> Job:
    """An occupation that asks "a! b+"; who has done it for a while can all of that."""
    given = {"outlook": "shortage", "learned": tuple(one.skill for one in demands(asked)), **more}
    return Job(occupation, demands(asked), wage=wage, **given)


def opening(id_: str, occupation: str, asked: str = "a!", wage: float = 20, **more: Any) -> Job:
    """An opening for an occupation; `opens` and `closes` are days as in `on`."""
    days = {name: on(more.pop(key)) for key, name in _DAYS.items() if key in more}
    kind = more.pop("kind", OpeningKind.VACANCY)
    return work(occupation, asked, wage, opening=id_, kind=kind, **days, **more)


_DAYS = {"opens": "starts_on", "closes": "closes_on"}


def place(id_: str, occupation: str, asked: str = "a+", wage: float = 15, **more: Any) -> Job:
    """A learning place."""
    return opening(id_, occupation, asked, wage, kind=OpeningKind.APPRENTICESHIP, **more)


def course(id_: str, teaches: str, *editions: Departure, **more: Any) -> Training:
    """A course that teaches "b c"; `requires` and `papers` are said the same way."""
    said = {
        "requires": tuple(more.pop("requires", "").split()),
        "certificates": frozenset(more.pop("papers", "").split()),
    }
    numbered = tuple(
        replace(one, id=one.id or f"{id_}{number}", course=id_) for number, one in enumerate(editions, 1)
    )
    return Training(id_, tuple(teaches.split()), departures=numbered, **said, **more)


def edition(starts: str, weeks: float, hours: float = 4, cost: float = 100, **more: Any) -> Departure:
    """An evening edition that lasts so many weeks."""
    ends = on(starts) + timedelta(days=round(weeks * 7))
    return Departure(more.pop("id", ""), "", on(starts), ends, hours, cost, **more)


def running(
    starts: str, until: str, weeks: float | None, hours: float = 4, cost: float = 100, **more: Any
) -> Departure:
    """An edition that one can join on any day, and that takes so many weeks, or runs until its end."""
    days = on(starts), on(until)
    return Departure(more.pop("id", ""), "", *days, hours, cost, continuous=True, weeks=weeks, **more)


def fund(id_: str, share: float, at_most: float | None, **more: Any) -> Instrument:
    """What pays a part of a course, once for a person unless said otherwise."""
    given = {"per": PaidPer.PERSON, "beneficiary": Beneficiary.PERSON, **more}
    return Instrument(
        id_,
        {},
        {},
        "Region",
        share=share,
        amount_at_most=at_most,
        to_check={},
        source="own",
        invented=True,
        **given,
    )


def person(
    held: str = "a", at: str = "shop", wage: float | None = 20, papers: str = "", **more: Any
) -> Traveller:
    """Someone who can "a b", works in a shop and has 8 hours a week free."""
    if "last_day" in more:
        more["last_day"] = on(more["last_day"])
    return Traveller(passport(held, papers), at, wage=wage, **more)


def town(
    who: Traveller,
    to: str,
    jobs: Sequence[Job],
    courses: Sequence[Training] = (),
    *,
    rules: Mapping[str, float] | None = None,
    near: Mapping[tuple[str, str], float] | None = None,
    **more: Any,
) -> Case:
    """A case: who wants to go to these occupations ("" is anywhere), out of what there is."""
    kept = {name: more.pop(name) for name in ("instruments", "lines", "settings") if name in more}
    goal = more.pop("goal", Goal(frozenset(to.split())))
    names = {job.occupation for job in jobs if not job.opening}
    shop = [work("shop", "e!")] if "shop" not in names else []
    return Case(
        who,
        Question(DEPARTS, goal, **more),
        SKILLS,
        (*shop, *jobs),
        tuple(courses),
        nearness=near or {},
        parameters=load_parameters().changed(rules or {}),
        **kept,
    )


# --- journeys as lines -----------------------------------------------------------------------------


def lines(case: Case) -> list[str]:
    """Every journey that nothing beats, in the order of its arrival."""
    return [line(journey) for journey in case.plan().everything]


def named(case: Case) -> list[str]:
    """The journeys that are shown, each with where and when it ends and what it is best at."""
    return [
        f"{journey.destination.opening or journey.destination.occupation} {_day(journey.measures.arrives_on)}: "
        + ", ".join(journey.best_at)
        for journey in case.plan().journeys
    ]


def line(journey: Journey) -> str:
    """The legs, and what it costs, the lowest month, the income over the years, and hours of study.

    `wait 02-01 > course 02-01..03-01 > nurse 04-01 | 100 EUR | 3120 low | 187200 in all | 16 h`. A year is said
    when it is not 2027.
    """
    legs = " > ".join(_leg(leg) for leg in journey.legs if leg.kind != "change")
    counts = journey.measures
    return (
        f"{legs} | {counts.cost:g} EUR | {counts.lowest_monthly:.0f} low | {counts.income:.0f} in all"
        f" | {counts.study_hours:g} h"
    )


def _leg(leg: Leg) -> str:
    if leg.kind == "study":
        return f"{leg.edition} {_day(leg.starts_on)}..{_day(leg.ends_on)}"
    if leg.kind == "wait":
        return f"{leg.reason} {_day(leg.starts_on)}"
    assert leg.kind == "work"
    learning = f" learning until {_day(leg.learns_until)}" if leg.learns_until else ""
    return f"{leg.opening or leg.occupation} {_day(leg.starts_on)}{learning}"


def _day(day: date) -> str:
    return day.isoformat().removeprefix("2027-")
