# SPDX-License-Identifier: EUPL-1.2
"""How far someone gets: for every occupation the soonest arrival, and what stops them where they do not get.

The same steps as a plan, but each occupation is a goal of its own and only two things count: when and for how
much.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from overstap.engine.journeys.doors import SKILL_MUST
from overstap.engine.journeys.facts import make_facts
from overstap.engine.journeys.model import Goal, Question, Settings, Traveller
from overstap.engine.journeys.steps import Steps
from overstap.engine.journeys.timetable import Timetable
from overstap.engine.journeys.ways import Counts, Way, ways
from overstap.engine.rules.instruments import Instrument
from overstap.engine.rules.parameters import Parameters
from overstap.engine.rules.paths import add_months

ALL_HOURS = 40.0
"""Free hours a week of whom time is no limit."""
MORE_MONTHS = 24
"""How much longer it may take for time to be what stops someone."""


class Stopper(StrEnum):
    """What keeps someone from getting somewhere in time: take it away and they would."""

    CERTIFICATE = "certificate"
    MONEY = "money"
    INCOME = "income"
    TIME = "time"
    DISTANCE = "distance"
    SKILL = "skill"


@dataclass(frozen=True, slots=True)
class Arrival:
    """The soonest arrival in an occupation. `cost` in EUR out of pocket; `over` are occupations on the way."""

    occupation: str
    arrives_on: date
    months: float
    cost: float
    study_hours: float
    over: tuple[str, ...]
    courses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Help:
    """What a way takes once a stopper is taken away.

    Of money the way that costs least, of time the one that is soonest. `cost` in EUR, `lowest_monthly` the
    lowest income on it (EUR gross a month).
    """

    stopper: Stopper
    months: float
    cost: float
    lowest_monthly: float


@dataclass(frozen=True, slots=True)
class Isochrone:
    """What is reached within a time, as a travel planner draws it on a map.

    Every occupation that is reached in time, the soonest first; for the others what stops one, by
    occupation.

    A stopper stands on its own: without it one would get there. `SKILL` is what is left when none of them does.
    """

    departs_on: date
    until: date
    arrivals: tuple[Arrival, ...]
    stopped_by: dict[str, tuple[Stopper, ...]]
    helps: dict[str, tuple[Help, ...]] = field(default_factory=dict)
    """By occupation what it takes without each stopper but `SKILL`."""

    def within(self, months: int) -> tuple[Arrival, ...]:
        """Arrivals within so many months of the departure."""
        limit = add_months(self.departs_on, months)
        return tuple(one for one in self.arrivals if one.arrives_on <= limit)


def find_reach(
    timetable: Timetable,
    traveller: Traveller,
    question: Question,
    months: int,
    *,
    parameters: Parameters,
    instruments: Sequence[Instrument] = (),
    settings: Settings | None = None,
    explain: bool = True,
) -> Isochrone:
    """What someone reaches within so many months, whatever the goal of the question.

    With `explain` each occupation that is out of reach is asked what stops them: one more search for each
    `Stopper`.
    """
    settings = replace(settings or Settings(), horizon_months=months)
    question = replace(question, goal=Goal())

    def steps_of(person: Traveller, within: Settings) -> Steps:
        return Steps(make_facts(timetable, person, question, within, parameters, instruments))

    found = ways(steps_of(traveller, settings))
    arrivals = [
        _arrival(timetable, question.departs_on, occupation, those[0]) for occupation, those in found.items()
    ]
    stopped: dict[str, tuple[Stopper, ...]] = {}
    helps: dict[str, tuple[Help, ...]] = {}
    if explain:
        out = sorted({job.occupation for job in timetable.jobs} - found.keys() - {traveller.occupation})
        without = {
            stopper: ways(
                steps_of(*relaxed),
                into=dict.fromkeys(out),
                counts=Counts(day=stopper is Stopper.TIME, cost=stopper is Stopper.MONEY),
            )
            for stopper, relaxed in relaxations(timetable, traveller, settings).items()
        }
        helps = {
            occupation: tuple(
                _help(question.departs_on, stopper, those[occupation][0])
                for stopper, those in without.items()
                if occupation in those
            )
            for occupation in out
        }
        stopped = {one: tuple(help_.stopper for help_ in helps[one]) or (Stopper.SKILL,) for one in out}
    return Isochrone(
        departs_on=question.departs_on,
        until=add_months(question.departs_on, months),
        arrivals=tuple(sorted(arrivals, key=lambda one: (one.arrives_on, one.cost, one.occupation))),
        stopped_by=stopped,
        helps=helps,
    )


def relaxations(
    timetable: Timetable, traveller: Traveller, settings: Settings
) -> dict[Stopper, tuple[Traveller, Settings]]:
    """The same person without one limit at a time; limits that they do not have are left out."""
    papers = traveller.passport.certificates | timetable.certificate_column.keys()
    longer = replace(settings, horizon_months=settings.horizon_months + MORE_MONTHS)
    without = {
        Stopper.CERTIFICATE: (
            replace(traveller, passport=replace(traveller.passport, certificates=frozenset(papers))),
            settings,
        ),
        Stopper.TIME: (
            replace(traveller, free_hours=max(ALL_HOURS, traveller.free_hours), times=frozenset()),
            longer,
        ),
    }
    if traveller.budget is not None:
        without[Stopper.MONEY] = (replace(traveller, budget=None), settings)
    if traveller.income_floor:
        without[Stopper.INCOME] = (replace(traveller, income_floor=None), settings)
    if traveller.distance is not None:
        without[Stopper.DISTANCE] = (replace(traveller, distance=None), settings)
    return without


def _help(departs_on: date, stopper: Stopper, way: Way) -> Help:
    stop = way.stop
    lowest = min(stop.lowest, stop.path.monthly_on(stop.since))
    return Help(stopper, _months(departs_on, way), way.cost / 100, round(lowest, 2))


def _months(departs_on: date, way: Way) -> float:
    return round((way.arrives - departs_on.toordinal()) / 30.44, 1)


def _arrival(timetable: Timetable, departs_on: date, occupation: str, way: Way) -> Arrival:
    trail = way.stop.trail()
    return Arrival(
        occupation=occupation,
        arrives_on=date.fromordinal(way.arrives),
        months=_months(departs_on, way),
        cost=way.cost / 100,
        study_hours=way.stop.hours,
        over=tuple(timetable.jobs[stop.job].occupation for stop in trail[1:-1]),
        courses=tuple(timetable.courses[one.course].id for stop in trail[1:] for one in stop.plan.followed),
    )


@dataclass(frozen=True, slots=True)
class Lacking:
    """What somebody does not have of what an occupation cannot do without.

    `papers` to have before; `skills` that have to be there, and of those which no course of the region
    teaches.
    """

    papers: tuple[str, ...]
    skills: tuple[str, ...]
    untaught: tuple[str, ...]


def lacking(timetable: Timetable, traveller: Traveller, occupation: str) -> Lacking:
    """What stands between somebody and an occupation. Raises `KeyError` when the timetable does not have it."""
    at = timetable.job_of[f"occupation:{occupation}"]
    job, covered = timetable.jobs[at], timetable.lines.covered
    held = [timetable.column[one.skill] for one in traveller.passport.skills]
    best = timetable.best_of(held, traveller.passport.certificates)
    start, end = timetable.demands.indptr[at], timetable.demands.indptr[at + 1]
    musts = timetable.demands.indices[start:end][timetable.must_kind[start:end] == SKILL_MUST]
    far = {int(column) for column in musts if best[column] < covered}
    skills = tuple(dict.fromkeys(one.skill for one in job.demands if timetable.column[one.skill] in far))
    return Lacking(
        papers=tuple(sorted(job.certificates - traveller.passport.certificates)),
        skills=skills,
        untaught=tuple(one for one in skills if not len(timetable.teachers_of(timetable.column[one]))),
    )
