# SPDX-License-Identifier: EUPL-1.2
"""From what somebody told to the planner's question, and the plans of this process, the last few kept.

Plans are kept in memory only, under a fingerprint of the question: nothing about anybody is written down.
"""

from __future__ import annotations

import hashlib
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

import msgspec

from overstap.engine.journeys.model import Avoid, Goal, Plan, Question, Traveller, Via
from overstap.engine.journeys.planner import warm_up
from overstap.engine.problems import InputRefused
from overstap.engine.region.goals import GoalKind as EngineGoal
from overstap.engine.region.goals import goal_of
from overstap.engine.region.region import Region
from overstap.engine.rules.parameters import Parameters, load_parameters
from overstap.web.forms import FULL_TIME, income_floor
from overstap.web.planner.travel import FREE_HOURS, GoalKind
from overstap.web.planner.trip import Trip

PATIENCE = 12.0
"""Seconds that a search may take; what was found by then is shown, and that it is not all."""
KEPT = 48
"""Plans kept at a time."""
LEAST_WORK_YEARS = 1.0
"""Years of work counted with when nobody said: the shortest benefit."""


@dataclass(frozen=True)
class Asked:
    """A question as the planner takes it, and which of it is our assumption."""

    traveller: Traveller
    question: Question
    parameters: Parameters
    assumed: frozenset[str]
    """Of `wage`, `hours`, `free_hours`, `work_years`, `level`, `departs_on`: what the person did not say."""
    goal_problem: str = ""
    """Why the goal could not be used, so that everything is aimed for."""


def asked_of(region: Region, trip: Trip, today: date, language: str) -> Asked:
    """The question of a trip. What was not told gets a sensible value, and is named in `assumed`."""
    travel = trip.travel
    traveller, assumed = _traveller(region, trip)
    goal, problem = _goal(region, trip, traveller.wage, language)
    occupations = region.records.occupations.values()
    question = Question(
        departs_on=travel.leaves_on(today),
        goal=goal,
        most_changes=travel.most_changes,
        via=Via(occupations=frozenset(row.id for row in occupations if row.sector == travel.via_sector)),
        avoid=Avoid(
            occupations=frozenset(travel.avoid_occupations),
            openings=frozenset(travel.avoid_openings),
            courses=frozenset(travel.avoid_courses),
            editions=frozenset(travel.avoid_editions),
        ),
        no_income_drop=travel.no_income_drop,
    )
    if not travel.departs_on:
        assumed.add("departs_on")
    return Asked(traveller, question, own_parameters(travel.assumed), frozenset(assumed), problem)


def _traveller(region: Region, trip: Trip) -> tuple[Traveller, set[str]]:
    travel, assumed = trip.travel, set()
    wage = trip.wage
    row = region.records.occupations.get(trip.occupation)
    if wage is None and row is not None and row.wage_middle is not None:
        wage = row.wage_middle
        assumed.add("wage")
    if not trip.pay_hours:
        assumed.add("hours")
    work_years = travel.work_years
    if work_years is None:
        work_years = max(travel.service_years or 0.0, LEAST_WORK_YEARS)
        assumed.add("work_years")
    assumed |= {name for name in ("free_hours", "level") if getattr(travel, name) is None}
    place = region.records.places.get(trip.place)
    traveller = Traveller(
        passport=trip.passport(),
        occupation=trip.occupation,
        place=trip.place,
        position=place.position if place else None,
        wage=wage,
        hours=trip.pay_hours or trip.hours_high or trip.hours_low or FULL_TIME,
        level=travel.level,
        last_day=date.fromisoformat(travel.last_day) if travel.last_day else None,
        work_years=work_years,
        service_years=travel.service_years,
        free_hours=FREE_HOURS if travel.free_hours is None else travel.free_hours,
        times=frozenset(travel.times),
        budget=travel.budget,
        savings=travel.savings or 0.0,
        income_floor=income_floor(trip),
        distance=trip.distance,
    )
    return traveller, assumed


def _goal(region: Region, trip: Trip, wage: float | None, language: str) -> tuple[Goal, str]:
    travel = trip.travel
    kind, values = EngineGoal.ANYWHERE, []
    if travel.goal_opening:
        kind, values = EngineGoal.OPENING, [travel.goal_opening]
    elif travel.goal_kind == GoalKind.SHORTAGE:
        kind = EngineGoal.SHORTAGE
    elif travel.goal_kind == GoalKind.BETTER_PAID:
        kind = EngineGoal.BETTER_PAID
    elif trip.goal_occupation:
        kind, values = EngineGoal.OCCUPATIONS, [trip.goal_occupation, *travel.more_goals]
    elif trip.goal_sector:
        kind, values = EngineGoal.SECTORS, [trip.goal_sector]
    try:
        return goal_of(region.records, kind, values, occupation=trip.occupation, wage=wage), ""
    except InputRefused as refused:
        return Goal(), " ".join(problem.text(language) for problem in refused.problems)


def own_parameters(changed: Mapping[str, float]) -> Parameters:
    """The planner's assumptions with the person's own values; those that are no longer known are left out."""
    parameters = load_parameters()
    for name, value in changed.items():
        try:
            parameters = parameters.changed({name: value})
        except InputRefused:
            continue
    return parameters


# --- plans ----------------------------------------------------------------------------------------


class Plans:
    """The last few plans, by fingerprint; two who ask the same at once wait for one search."""

    def __init__(self, at_most: int = KEPT) -> None:
        self._at_most = at_most
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[int, bytes], tuple[Region, Future[Plan]]] = OrderedDict()

    def get(self, region: Region, fingerprint: bytes, make: Callable[[], Plan]) -> Plan:
        """The plan kept under a fingerprint, or a new one."""
        key = (id(region), fingerprint)
        with self._lock:
            kept = self._kept.get(key)
            mine = kept is None or kept[0] is not region
            future: Future[Plan] = Future() if mine or kept is None else kept[1]
            self._kept[key] = (region, future)
            self._kept.move_to_end(key)
            while len(self._kept) > self._at_most:
                self._kept.popitem(last=False)
        if not mine:
            return future.result()
        try:
            plan = make()
        except BaseException as error:
            with self._lock:
                self._kept.pop(key, None)
            future.set_exception(error)
            raise
        if not plan.complete:  # who asks again may have more luck
            with self._lock:
                self._kept.pop(key, None)
        future.set_result(plan)
        return plan


_plans = Plans()


def plan_of(region: Region, asked: Asked, patience: float = PATIENCE) -> Plan:
    """The journeys for a question."""
    return _plans.get(region, fingerprint_of(asked), lambda: _search(region, asked, patience))


@cache
def _compiled() -> None:
    """Compiles the planner, where that was not done yet, before the clock of a question starts."""
    warm_up()


def _search(region: Region, asked: Asked, patience: float) -> Plan:
    _compiled()
    until = time.monotonic() + patience
    return region.plan(
        asked.traveller,
        asked.question,
        parameters=asked.parameters,
        stopped=lambda: time.monotonic() > until,
    )


def fingerprint_of(asked: Asked) -> bytes:
    """Tells questions apart, without being readable."""
    told = (asked.traveller, asked.question, dict(asked.parameters.own))
    return hashlib.sha256(msgspec.json.encode(told, order="deterministic")).digest()


# --- what stands in the way -----------------------------------------------------------------------


@dataclass(frozen=True)
class Loosened:
    """What would be found with one limit less; None when the search for it took too long."""

    limit: str
    found: int | None


def loosened(region: Region, asked: Asked, patience: float = PATIENCE / 2) -> tuple[Loosened, ...]:
    """For each limit of a question, how many journeys there are without it; the most first."""
    until = time.monotonic() + patience
    found = []
    for limit, other in _without_each(asked):
        left = until - time.monotonic()
        plan = plan_of(region, other, left) if left > 0 else None
        found.append(Loosened(limit, len(plan.journeys) if plan else None))
    return tuple(sorted(found, key=lambda one: -(one.found or 0)))


def _without_each(asked: Asked) -> list[tuple[str, Asked]]:
    traveller, question = asked.traveller, asked.question

    def person(**values: object) -> Asked:
        return replace(asked, traveller=replace(traveller, **values))

    def other(**values: object) -> Asked:
        return replace(asked, question=replace(question, **values))

    limits = [
        (question.no_income_drop, "no_income_drop", other(no_income_drop=False)),
        (question.avoid != Avoid(), "avoid", other(avoid=Avoid())),
        (question.via != Via(), "via_sector", other(via=Via())),
        (traveller.income_floor is not None, "income_floor", person(income_floor=None)),
        (traveller.budget is not None, "budget", person(budget=None)),
        (bool(traveller.times), "times", person(times=frozenset())),
        (traveller.distance is not None, "distance", person(distance=None)),
        (question.goal != Goal(), "goal", other(goal=Goal())),
        (question.most_changes < 3, "most_changes", other(most_changes=3)),
    ]
    return [(name, loose) for held, name, loose in limits if held]
