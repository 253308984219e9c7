# SPDX-License-Identifier: EUPL-1.2
"""The search: in rounds of one change each, everything that is not provably beaten.

Round k extends every stop reached with k - 1 changes by one step, as RAPTOR does for vehicles (Delling, Pajor
and Werneck 2015). Arrivals at a goal go into one Pareto front over six counts. Two rules leave out work, and
neither an answer:

- a stop whose best conceivable continuation is beaten by an arrival that is known is not continued (a bound);
- of two stops in the same job, on the same days, with the same skills gained, one that is at least as good on
  all that is counted stands for both (merging).

Earlier is not always better here, since staying longer in work that pays more brings in more; so stops on
different days never replace one another.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from overstap.engine.journeys.facts import Facts
from overstap.engine.journeys.front import COUNTS, Counts, Front, Rows, beaten
from overstap.engine.journeys.steps import Least, Steps
from overstap.engine.journeys.stops import ORIGIN, Key, Stop
from overstap.engine.journeys.timetable import Floats
from overstap.engine.rules.paths import DAYS_A_MONTH

Stopped = Callable[[], bool]
_SHORTEST_MONTH = 28
_FEW_DAYS = 0.2
_CENT = 1.0
"""Bounds are loosened by this, in cents: sums of money are rounded once, at the end."""


@dataclass(frozen=True)
class Found:
    """The exact Pareto set: arrivals and their counts, in order of the counts."""

    arrivals: tuple[Stop, ...]
    counts: tuple[Counts, ...]
    complete: bool


def search(steps: Steps, stopped: Stopped | None = None) -> Found:
    """All journeys that no other beats. When `stopped` answers yes it ends early with what there is by then."""
    facts = steps.facts
    front: Front[Stop] = Front()
    stops = [steps.origin()]
    bounds = _Bounds(steps)
    complete = True
    for changes in range(1, facts.question.most_changes + 1):
        last = changes == facts.question.most_changes
        reached: Reached = {}
        for stop in stops:
            ends = bounds.ending_in(stop, front.rows)
            passes = {} if last else bounds.passing(stop, front.rows)
            complete = complete and _explore(steps, front, reached, stop, sorted(ends), ends, passes, stopped)
            # Goals came first: what is known now leaves out ways, and is there when the search is stopped.
            ways = {} if last else bounds.passing(stop, front.rows)
            others = sorted(ways.keys() - ends.keys())
            complete = complete and _explore(steps, front, reached, stop, others, {}, ways, stopped)
            if not complete:
                break
        stops = [stop for group in reached.values() for stop in group]
        stops.sort(key=lambda stop: (stop.since, stop.job, stop.cost, stop.hours))
    order = sorted(range(len(front)), key=lambda at: tuple(front.rows[at].tolist()))
    counts = tuple(_row(front.rows[at]) for at in order)
    return Found(tuple(front.kept[at] for at in order), counts, complete)


Reached = dict[tuple[int, int, int, Key], list[Stop]]
"""Stops to go on from, those in the same place with the same skills together."""


def _explore(
    steps: Steps,
    front: Front[Stop],
    reached: Reached,
    stop: Stop,
    jobs: Sequence[int],
    ends: dict[int, Rows],
    passes: dict[int, Rows],
    stopped: Stopped | None,
) -> bool:
    """Every step from a stop into one of these jobs, to end there or to go on from. False when stopped."""
    facts = steps.facts
    for job in jobs:
        if stopped is not None and stopped():
            return False
        lead = int(facts.lead[job])
        rows = [row for row in (ends.get(job), passes.get(job)) if row is not None]
        for arrived in steps.to(stop, job, lambda least: _worth(front.rows, rows, stop, least, lead)):  # noqa: B023
            if job in ends:
                _keep_arrival(facts, front, arrived)
            if job in passes:
                _merge(reached, arrived)
    return True


def _worth(front: Rows, rows: Sequence[Rows], stop: Stop, least: Least, lead: int) -> bool:
    """Whether any of these bounds is still unbeaten, when courses take at least so much."""
    tighter = np.array(rows)
    tighter[:, 0] = np.maximum(tighter[:, 0], least.ready + lead)
    tighter[:, 1] = np.maximum(tighter[:, 1], stop.cost + least.cost)
    tighter[:, 5] = np.maximum(tighter[:, 5], int((stop.hours + least.hours) * 10))
    return not beaten(front, tighter).all()


def _row(row: Rows) -> Counts:
    first, second, third, fourth, fifth, sixth = (int(value) for value in row)
    return first, second, third, fourth, fifth, sixth


def counts_of(facts: Facts, stop: Stop) -> Counts:
    """The six counts of a journey that ends at a stop."""
    income = stop.income + stop.path.earned(stop.since, facts.income_until)
    return (
        stop.since,
        stop.cost,
        -round(stop.lowest * 100),
        -round(income * 100),
        stop.changes,
        round(stop.hours * 10),
    )


def _keep_arrival(facts: Facts, front: Front[Stop], arrived: Stop) -> None:
    """Puts an arrival on the front, when it is one that was asked for."""
    if facts.floor and arrived.path.monthly_on(arrived.since) < facts.floor - 0.005:
        return
    steady = facts.today_monthly if facts.question.no_income_drop else None
    if steady is not None and arrived.lowest < steady - 0.005:
        return
    if _passes(facts, arrived):
        front.add(counts_of(facts, arrived), arrived)


def _passes(facts: Facts, arrived: Stop) -> bool:
    """Whether a journey comes along where it was asked to."""
    via = facts.question.via
    jobs, courses = facts.timetable.jobs, facts.timetable.courses
    passed = {jobs[stop.job].occupation for stop in arrived.trail()[1:-1]}
    followed = {courses[course].id for course in arrived.gained.key[0]}
    return (not via.occupations or bool(passed & via.occupations)) and (
        not via.courses or bool(followed & via.courses)
    )


def _merge(reached: dict[tuple[int, int, int, Key], list[Stop]], new: Stop) -> None:
    """Keeps a stop unless one in the same place with the same skills is at least as good on all that counts."""
    group = reached.setdefault((new.job, new.starts, new.since, new.gained.key), [])
    if any(_at_least_as_good(old, new) for old in group):
        return
    group[:] = [old for old in group if not _at_least_as_good(new, old)]
    group.append(new)


def _at_least_as_good(one: Stop, other: Stop) -> bool:
    return (
        one.cost <= other.cost
        and one.hours <= other.hours
        and one.lowest >= other.lowest
        and one.income >= other.income
        and one.short - one.cushion <= other.short - other.cushion
        and one.visited <= other.visited
        and one.leaves_from == other.leaves_from
        # Not less: which ways to study are worth their price depends on what instruments have left.
        and one.used == other.used
    )


class _Bounds:
    """The best that could still come of going from a stop to a job, for all jobs at once."""

    def __init__(self, steps: Steps) -> None:
        facts = steps.facts
        jobs = facts.timetable.jobs
        goals = facts.is_goal
        trade = np.array(facts.timetable.trade_of, dtype=np.int64)
        self.facts = facts
        self.steps = steps
        self._elsewhere: dict[frozenset[str], npt.NDArray[np.bool_]] = {}
        self.occupation_of = np.array([job.occupation for job in jobs])
        self.learning = np.array([job.is_learning_place for job in jobs], dtype=np.bool_)
        self.ladder = _ladder(facts, trade, self.learning)
        self.first_pay = _first_pay(facts, self.ladder, self.learning)
        self.goals = np.flatnonzero(goals)
        several = len({jobs[at].occupation for at in self.goals.tolist()}) > 1
        self.ways = np.flatnonzero(facts.is_work & (~goals | several))
        self.goal_ladder = self.ladder[self.goals].max(axis=0, initial=0.0).reshape(1, -1)
        self.way_ladder = self.ladder[self.ways].max(axis=0, initial=0.0).reshape(1, -1)

    def ending_in(self, stop: Stop, front: Rows) -> dict[int, Rows]:
        """Goals that could end a journey that nothing known beats, one change from here, with the bound of
        each.
        """
        present = self.facts.traveller.occupation if stop.job == ORIGIN else ""
        jobs = self._possible(stop, self._but_for(stop.visited - {present}, self.goals))
        return _unbeaten(front, jobs, self._rows(stop, jobs))

    def passing(self, stop: Stop, front: Rows) -> dict[int, Rows]:
        """Jobs over which a journey to a goal could go that nothing known beats."""
        jobs = self._possible(stop, self._but_for(stop.visited, self.ways))
        stay = np.where(self.learning[jobs], 0, self.facts.stay_months)
        rows = self._rows(stop, jobs, stay)
        rows[:, 0] += stay * _SHORTEST_MONTH
        rows[:, 4] += 1
        return _unbeaten(front, jobs, rows)

    def _but_for(self, visited: frozenset[str], jobs: Rows) -> Rows:
        if visited not in self._elsewhere:
            self._elsewhere[visited] = ~np.isin(self.occupation_of, list(visited))
        return jobs[self._elsewhere[visited][jobs]]

    def _possible(self, stop: Stop, jobs: Rows) -> Rows:
        """Those of the jobs that need no course any more, or to which some course leads."""
        enough = self.steps.enough(stop.gained)[jobs]
        return jobs[enough | self.steps.least_study.possible[jobs]]

    def _rows(self, stop: Stop, jobs: Rows, stay: Rows | None = None) -> Rows:
        """Counts that no journey that goes on over these jobs can better. Shape (jobs, 6).

        With `stay` (jobs,), months, a goal comes after so long in the job; without, the job is the goal.
        """
        facts = self.facts
        study, enough = self.steps.least_study, self.steps.enough(stop.gained)[jobs]
        ready = np.where(enough, stop.since, np.maximum(stop.since, study.ready[jobs]))
        first = np.maximum(np.maximum(ready + facts.lead[jobs], stop.leaves_from), facts.opens[jobs])
        days, at = np.unique(first, return_inverse=True)
        until_then = np.array(
            [stop.path.earned(stop.since, min(day, facts.income_until)) for day in days.tolist()]
        )[at]
        lowest = np.array(
            [stop.path.lowest(stop.since, day) if day > stop.since else np.inf for day in days.tolist()]
        )[at]
        months = np.maximum(0, facts.income_until - first) / DAYS_A_MONTH
        if stay is None:
            onwards = _up_the_ladder(self.ladder[jobs], months)
        else:
            here = np.minimum(stay + 1, months)
            onwards = _up_the_ladder(self.ladder[jobs], here)
            ahead = np.maximum(self.goal_ladder, self.ladder[jobs][:, -1:])
            if stop.changes + 3 <= facts.question.most_changes:  # over other work as well
                ahead = np.maximum(ahead, self.way_ladder)
            onwards += _up_the_ladder(ahead, np.maximum(0, months - stay))
        if stop.job == ORIGIN:
            # A benefit falls while pay rises: whatever day one leaves on, no month brings more than either.
            highest = max((amount for _, amount in stop.path.segments), default=0.0)
            onwards = np.maximum(onwards, highest * months) + facts.severance
        else:
            # Pay rises with the years, in either job: leaving at once or never brings in most.
            onwards = np.maximum(onwards, stop.path.earned(stop.since, facts.income_until) - until_then)
        income = stop.income + until_then + onwards
        rows = np.empty((len(jobs), COUNTS), dtype=np.int64)
        rows[:, 0] = first
        rows[:, 1] = stop.cost + np.where(enough, 0, study.cost[jobs])
        lowest = np.minimum(np.minimum(stop.lowest, lowest), self.first_pay[jobs])
        rows[:, 2] = -np.floor(lowest * 100 + _CENT)
        rows[:, 3] = -np.floor(income * 100 + _CENT)
        rows[:, 4] = stop.changes + 1
        rows[:, 5] = np.floor((stop.hours + np.where(enough, 0.0, study.hours[jobs])) * 10)
        return rows


def _unbeaten(front: Rows, jobs: Rows, rows: Rows) -> dict[int, Rows]:
    """The jobs whose bound nothing beats, each with its bound."""
    keep = ~beaten(front, rows)
    return dict(zip(jobs[keep].tolist(), rows[keep], strict=True))


def _ladder(facts: Facts, trade: Rows, learning: npt.NDArray[np.bool_]) -> Floats:
    """The most that a job pays in each year: the last column for all later years. Shape (jobs, years + 1)."""
    years = max(1, int(facts.years_to_later))
    rise = np.arange(years + 1) / years
    paid = facts.pay[:, None] + (facts.pay_later - facts.pay)[:, None] * rise
    if facts.years_to_later < 1:
        paid[:] = facts.pay_later[:, None]
    # What a learning place pays when it is completed is not known here: at most what its occupation pays later.
    completed = np.maximum(facts.pay_later, facts.pay_later[trade])[:, None]
    return np.where(learning[:, None], np.maximum(paid, completed), paid)


def _first_pay(facts: Facts, ladder: Floats, learning: npt.NDArray[np.bool_]) -> Floats:
    """The most that a job pays at first. Shape (jobs,)."""
    if facts.years_to_later < 1:
        return ladder[:, 0]
    # Where no time is asked to learn by doing, a learning place pays as its occupation does at once.
    return np.where(learning & (facts.stay_months == 0), ladder[:, 0], facts.pay)


def _up_the_ladder(ladder: Floats, months: Floats) -> Floats:
    """What comes in over so many months from the first day on, at most: a year on each rung. Shape (jobs,)."""
    total = np.zeros(len(months))
    for rung in range(ladder.shape[1]):
        last = rung == ladder.shape[1] - 1
        on_rung = np.maximum(0, months - 12 * rung)
        total += ladder[:, rung] * (on_rung if last else np.minimum(on_rung, 12))
    # Anniversaries fall on days of the calendar, months here are of one length: a few days' rise at most.
    return total + (ladder[:, -1] - ladder[:, 0]) * _FEW_DAYS
