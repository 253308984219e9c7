# SPDX-License-Identifier: EUPL-1.2
"""A question to the journey planner as people and programs ask it, and the check of all that stands in it.

Occupations may be given by their title. Everything that is wrong is told at once, under the name of the field.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from overstap.engine.journeys.model import Avoid, Goal, Question, Traveller, Via
from overstap.engine.matching.model import Passport, Position
from overstap.engine.pack.schema import TIMES_OF_DAY
from overstap.engine.problems import InputRefused, Problem
from overstap.engine.region import wording
from overstap.engine.region.goals import GoalKind, goal_of
from overstap.engine.region.region import NAMES_WORK_FROM, Region
from overstap.engine.rules.parameters import Parameters, load_parameters

Names = tuple[str, ...]

TIMES = tuple(time for time in TIMES_OF_DAY if time != "work")
"""When a course is followed. What is learned at work comes with the work."""

MOST_CHANGES = 3
FURTHEST_YEARS = 10
"""Departures and last days lie within so many years from today."""

BOUNDS: Mapping[str, tuple[float, float]] = {
    "distance": (0, 500),
    "wage": (0, 500),
    "hours": (1, 60),
    "work_years": (0, 70),
    "service_years": (0, 70),
    "level": (1, 8),
    "study_hours": (0, 80),
    "money": (0, 1_000_000),
    "savings": (0, 10_000_000),
    "income_floor": (0, 100_000),
    "changes": (1, MOST_CHANGES),
}
"""Lowest and highest value of each number; units as in `JourneyRequest`."""


class NotKnown(InputRefused):
    """What was asked for by name is not there."""


@dataclass(frozen=True, slots=True)
class JourneyRequest:
    """What somebody asks, not looked at yet. What is None or empty was not said.

    Money in EUR; `wage` gross per hour, `income_floor` gross per month, `money` what study may cost in all.
    `hours` and `study_hours` per week, `distance` in km, `level` NLQF. `occupation` is the id of the present or
    last work. Occupations elsewhere are ids or titles; sectors ids or names. `to`, `to_sector`, `to_shortage`
    and `better_paid` hold together: work that is all of it. `full` are editions without a seat left. `assume`
    are the person's own values for parameters of the rules.
    """

    passport: Passport
    occupation: str = ""
    departs_on: date | None = None
    to: Names = ()
    to_sector: Names = ()
    to_opening: str = ""
    to_shortage: bool = False
    better_paid: bool = False
    place: str = ""
    distance: float | None = None
    last_day: date | None = None
    work_years: float | None = None
    service_years: float | None = None
    wage: float | None = None
    hours: float | None = None
    level: int | None = None
    study_hours: float | None = None
    times: Names = ()
    money: float | None = None
    savings: float | None = None
    income_floor: float | None = None
    changes: int | None = None
    arrive_by: date | None = None
    via_occupation: Names = ()
    via_sector: Names = ()
    via_course: Names = ()
    avoid_occupation: Names = ()
    avoid_sector: Names = ()
    avoid_opening: Names = ()
    avoid_course: Names = ()
    full: Names = ()
    no_income_drop: bool = False
    assume: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that has been looked at: what `Region.plan` takes."""

    traveller: Traveller
    question: Question
    parameters: Parameters


def asked_of(region: Region, request: JourneyRequest, *, today: date, language: str) -> Asked:
    """Looks everything up and checks it. `language` is that of the titles; without a departure it is today.

    Raises `NotKnown` with every name that means nothing here, and `InputRefused` with all else that is wrong.
    """
    looked_up = _LookUp(region, language)
    via = Via(
        looked_up.occupations("via_occupation", request.via_occupation)
        | looked_up.in_sectors("via_sector", request.via_sector),
        looked_up.ids("via_course", request.via_course, region.records.courses),
    )
    avoid = Avoid(
        occupations=looked_up.occupations("avoid_occupation", request.avoid_occupation)
        | looked_up.in_sectors("avoid_sector", request.avoid_sector),
        openings=looked_up.ids("avoid_opening", request.avoid_opening, region.records.openings),
        courses=looked_up.ids("avoid_course", request.avoid_course, region.records.courses),
        editions=looked_up.ids("full", request.full, region.records.editions),
    )
    place, position = looked_up.place(request.place)
    to = looked_up.occupations("to", request.to)
    sectors = looked_up.sectors("to_sector", request.to_sector)
    looked_up.ids("to_opening", filter(None, (request.to_opening,)), region.records.openings)
    if looked_up.problems:
        raise NotKnown(looked_up.problems)
    departs_on = request.departs_on or today
    _refuse_what_is_wrong(request, departs_on, today)
    parameters = load_parameters().changed(request.assume)
    return Asked(
        _traveller(request, place, position),
        Question(
            departs_on,
            goal=_goal(region, request, to, sectors),
            most_changes=request.changes or Question(departs_on).most_changes,
            arrive_by=request.arrive_by,
            via=via,
            avoid=avoid,
            no_income_drop=request.no_income_drop,
        ),
        parameters,
    )


def _traveller(request: JourneyRequest, place: str, position: Position | None) -> Traveller:
    usual = Traveller(request.passport)
    return Traveller(
        passport=request.passport,
        occupation=request.occupation,
        place=place,
        position=position,
        wage=request.wage,
        hours=usual.hours if request.hours is None else request.hours,
        level=request.level,
        last_day=request.last_day,
        work_years=request.work_years,
        service_years=request.service_years,
        free_hours=usual.free_hours if request.study_hours is None else request.study_hours,
        times=frozenset(request.times),
        budget=request.money,
        savings=request.savings or 0.0,
        income_floor=request.income_floor,
        distance=request.distance,
    )


def _goal(region: Region, request: JourneyRequest, to: frozenset[str], sectors: Names) -> Goal:
    """All that was said about where to, together."""
    if request.to_opening:
        return goal_of(region.records, GoalKind.OPENING, (request.to_opening,))
    said: list[tuple[GoalKind, Iterable[str]]] = []
    if to:
        said.append((GoalKind.OCCUPATIONS, to))
    if sectors:
        said.append((GoalKind.SECTORS, sectors))
    if request.to_shortage:
        said.append((GoalKind.SHORTAGE, ()))
    if request.better_paid:
        said.append((GoalKind.BETTER_PAID, ()))
    if not said:
        return Goal()
    present = {"occupation": request.occupation, "wage": request.wage}
    sets = [goal_of(region.records, kind, values, **present).occupations for kind, values in said]  # type: ignore[arg-type]
    together = frozenset.intersection(*sets)
    if not together:
        raise NotKnown([wording.no_such_work()])
    return Goal(occupations=together)


# --- names ----------------------------------------------------------------------------------------


class _LookUp:
    """Finds what is named, and remembers what is not there."""

    def __init__(self, region: Region, language: str) -> None:
        self.region = region
        self.language = language
        self.problems: list[Problem] = []

    def occupations(self, name: str, said: Iterable[str]) -> frozenset[str]:
        return frozenset(filter(None, (self._occupation(name, one) for one in said)))

    def _occupation(self, name: str, said: str) -> str:
        records = self.region.records.occupations
        if said in records:
            return said
        found = self.region.find_occupations(said, self.language, 1)
        if found and found[0].score >= NAMES_WORK_FROM:
            if found[0].id in records:
                return found[0].id
            # The language may know more work than the region has.
            self.problems.append(wording.not_in_region(name, said, found[0].label))
        else:
            self.problems.append(wording.unknown_occupation(name, said))
        return ""

    def sectors(self, name: str, said: Iterable[str]) -> Names:
        known = self.region.records.sectors
        by_label = {label.casefold(): row.id for row in known.values() for label in row.label.values()}
        found = []
        for one in said:
            sector = one if one in known else by_label.get(one.casefold(), "")
            if sector:
                found.append(sector)
            else:
                self.problems.append(wording.unknown_sector(name, one, known))
        return tuple(found)

    def in_sectors(self, name: str, said: Iterable[str]) -> frozenset[str]:
        sectors = self.sectors(name, said)
        rows = self.region.records.occupations.values()
        return frozenset(row.id for row in rows if row.sector in sectors)

    def ids(self, name: str, said: Iterable[str], known: Mapping[str, object]) -> frozenset[str]:
        listed = tuple(said)
        self.problems += [wording.unknown_id(name, one, known) for one in listed if one not in known]
        return frozenset(listed)

    def place(self, said: str) -> tuple[str, Position | None]:
        known = self.region.records.places
        by_label = {row.label.casefold(): row.id for row in known.values()}
        place = said if said in known else by_label.get(said.casefold(), "")
        if said and not place:
            self.problems.append(wording.unknown_place("place", said, (row.label for row in known.values())))
        return place, known[place].position if place else None


# --- numbers and days -----------------------------------------------------------------------------


def _refuse_what_is_wrong(request: JourneyRequest, departs_on: date, today: date) -> None:
    problems = [
        problem
        for name, (low, high) in BOUNDS.items()
        if (problem := _out_of_bounds(name, getattr(request, name), low, high)) is not None
    ]
    problems += [wording.no_time("times", time, TIMES) for time in request.times if time not in TIMES]
    problems += _days_out_of_order(request, departs_on, today)
    if (request.service_years or 0) > (request.work_years if request.work_years is not None else math.inf):
        problems.append(wording.more_service_than_work("service_years", request.service_years or 0))
    if request.no_income_drop and not request.wage:
        problems.append(wording.needs_wage("no_income_drop"))
    if request.to_opening and (request.to or request.to_sector or request.to_shortage or request.better_paid):
        problems.append(wording.opening_alone("to_opening", request.to_opening))
    if problems:
        raise InputRefused(problems)


def _out_of_bounds(name: str, value: float | None, low: float, high: float) -> Problem | None:
    if value is None or low <= value <= high:
        return None
    return wording.out_of_bounds(name, value, low, high)


def _days_out_of_order(request: JourneyRequest, departs_on: date, today: date) -> Iterable[Problem]:
    if departs_on < today:
        yield wording.departs_before_today("departs_on", departs_on, today)
    for name, day in (("departs_on", departs_on), ("last_day", request.last_day)):
        if day is not None and abs(day.year - today.year) > FURTHEST_YEARS:
            yield wording.too_far(name, day, FURTHEST_YEARS)
    if request.arrive_by is not None and request.arrive_by <= departs_on:
        yield wording.arrives_before_it_leaves("arrive_by", request.arrive_by, departs_on)
