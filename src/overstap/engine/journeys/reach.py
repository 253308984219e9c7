# SPDX-License-Identifier: EUPL-1.2
"""How far someone gets: for every occupation the soonest arrival, and what stops them where they do not get.

The same steps as a plan, but each occupation is a goal of its own and only two things count: when and for how
much.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

import numpy as np

from overstap.engine.journeys.facts import Facts, make_facts
from overstap.engine.journeys.model import Goal, Question, Settings, Traveller
from overstap.engine.journeys.steps import Least, Steps
from overstap.engine.journeys.stops import Stop
from overstap.engine.journeys.timetable import Timetable
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

    def within(self, months: int) -> tuple[Arrival, ...]:
        """Arrivals within so many months of the departure."""
        limit = add_months(self.departs_on, months)
        return tuple(one for one in self.arrivals if one.arrives_on <= limit)


@dataclass(frozen=True, slots=True)
class Way:
    """One way into an occupation: the day one arrives, and what it costs in cents."""

    arrives: int
    cost: int
    stop: Stop


Ways = dict[str, list[Way]]
"""Per occupation the ways that no other beats on day and cost, the soonest first."""


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

    def reached(person: Traveller, within: Settings = settings) -> Ways:
        return ways(Steps(make_facts(timetable, person, question, within, parameters, instruments)))

    found = reached(traveller)
    arrivals = [
        _arrival(timetable, question.departs_on, occupation, those[0]) for occupation, those in found.items()
    ]
    stopped: dict[str, tuple[Stopper, ...]] = {}
    if explain:
        out = {job.occupation for job in timetable.jobs} - found.keys() - {traveller.occupation}
        without = {
            stopper: reached(*relaxed).keys()
            for stopper, relaxed in relaxations(timetable, traveller, settings).items()
        }
        stopped = {
            occupation: tuple(stopper for stopper, those in without.items() if occupation in those)
            or (Stopper.SKILL,)
            for occupation in sorted(out)
        }
    return Isochrone(
        departs_on=question.departs_on,
        until=add_months(question.departs_on, months),
        arrivals=tuple(sorted(arrivals, key=lambda one: (one.arrives_on, one.cost, one.occupation))),
        stopped_by=stopped,
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


def ways(steps: Steps, stopped: Callable[[], bool] | None = None) -> Ways:
    """For every occupation the ways into it within the horizon that no other beats on day and cost."""
    facts = steps.facts
    found: Ways = {}
    stops = [steps.origin()]
    for changes in range(1, facts.question.most_changes + 1):
        last = changes == facts.question.most_changes
        reached: dict[tuple[int, int, int, object], Stop] = {}
        for stop in stops:
            if stopped is not None and stopped():
                return found
            for job, first in _jobs_from(facts, stop):
                occupation = facts.timetable.jobs[job].occupation
                known = found.get(occupation, [])
                passes = not last and _leaves_time(facts, job, first)
                lead = int(facts.lead[job])

                def worth(least: Least, known: list[Way] = known, stop: Stop = stop, lead: int = lead) -> bool:
                    return not _beaten(known, least.ready + lead, stop.cost + least.cost)

                if not passes and _beaten(known, first, stop.cost):
                    continue
                for arrived in steps.to(stop, job, None if passes else worth):
                    _add(facts, found, occupation, arrived)
                    if passes:
                        reached.setdefault((job, arrived.starts, arrived.cost, arrived.gained.key), arrived)
        stops = list(reached.values())
    return found


def _jobs_from(facts: Facts, stop: Stop) -> list[tuple[int, int]]:
    """The jobs that could be begun in time, each with the first day thinkable."""
    first = np.maximum(np.maximum(stop.since + facts.lead, stop.leaves_from), facts.opens)
    jobs = np.flatnonzero(facts.is_work & (first <= facts.until))
    return [
        (job, int(first[job]))
        for job in jobs.tolist()
        if facts.timetable.jobs[job].occupation not in stop.visited
    ]


def _leaves_time(facts: Facts, job: int, first: int) -> bool:
    """Whether there is time for another change after this one."""
    if facts.timetable.jobs[job].is_learning_place:
        return first < facts.until
    stayed = add_months(date.fromordinal(first), facts.stay_months).toordinal()
    return stayed <= facts.until


def _add(facts: Facts, found: Ways, occupation: str, arrived: Stop) -> None:
    if facts.floor and arrived.path.monthly_on(arrived.since) < facts.floor - 0.005:
        return
    known = found.get(occupation, [])
    if _beaten(known, arrived.since, arrived.cost):
        return
    kept = [way for way in known if way.arrives < arrived.since or way.cost < arrived.cost]
    found[occupation] = sorted(
        [*kept, Way(arrived.since, arrived.cost, arrived)], key=lambda way: (way.arrives, way.cost)
    )


def _beaten(known: list[Way], arrives: int, cost: int) -> bool:
    return any(way.arrives <= arrives and way.cost <= cost for way in known)


def _arrival(timetable: Timetable, departs_on: date, occupation: str, way: Way) -> Arrival:
    trail = way.stop.trail()
    arrives = date.fromordinal(way.arrives)
    return Arrival(
        occupation=occupation,
        arrives_on=arrives,
        months=round((arrives - departs_on).days / 30.44, 1),
        cost=way.cost / 100,
        study_hours=way.stop.hours,
        over=tuple(timetable.jobs[stop.job].occupation for stop in trail[1:-1]),
        courses=tuple(timetable.courses[one.course].id for stop in trail[1:] for one in stop.plan.followed),
    )
