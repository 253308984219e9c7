# SPDX-License-Identifier: EUPL-1.2
"""The ways into every occupation at once, of which only two things count: when one arrives and for how much.

The same steps as a plan takes, in rounds of one change each. What is left out is never an answer: a set of
courses is passed over when it takes so long, or costs so much, that a way into the occupation is known already
that is as soon and as cheap. A course that is too late or too dear on its own is so in every set, so whole
branches fall away before any set is looked at.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from overstap.engine.journeys.doors import LeastEach
from overstap.engine.journeys.facts import NEVER, Facts
from overstap.engine.journeys.steps import Steps, Takes, Worth
from overstap.engine.journeys.stops import Stop
from overstap.engine.journeys.timetable import Ints
from overstap.engine.rules.paths import add_months


@dataclass(frozen=True, slots=True)
class Counts:
    """What makes one way into an occupation better than another.

    With `budgets` (cents, rising) a lower cost is no better when it stays within the same budgets, unless one
    arrives on the same day. Where nothing counts it is enough to know that there is a way.
    """

    day: bool = True
    cost: bool = True
    budgets: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Way:
    """One way into an occupation: the day one arrives, and what it costs in cents."""

    arrives: int
    cost: int
    stop: Stop


Ways = dict[str, list[Way]]
"""Per occupation the ways that no other beats, the soonest first."""


def ways(
    steps: Steps,
    stopped: Callable[[], bool] | None = None,
    *,
    into: Mapping[str, int | None] | None = None,
    counts: Counts = Counts(),
) -> Ways:
    """For every occupation the ways into it within the horizon that no other beats on what counts.

    With `into` only these occupations are looked for, each for so many cents at most (None: whatever it costs).
    When `stopped` says yes, what was found by then is the answer. Of ways that are equal the first stays: with
    fewer changes, and then in the order of the timetable.
    """
    facts = steps.facts
    search = _Search(steps, _Best(counts, into or {}), into)
    stops = [steps.origin()]
    for changes in range(1, facts.question.most_changes + 1):
        reached: dict[tuple[int, int, int, object], Stop] = {}
        for stop in stops:
            if stopped is not None and stopped():
                return search.best.ways
            for arrived in search.from_stop(stop, last=changes == facts.question.most_changes):
                reached.setdefault((arrived.job, arrived.starts, arrived.cost, arrived.gained.key), arrived)
        stops = list(reached.values())
    return search.best.ways


class _Best:
    """The best ways that are known by now."""

    def __init__(self, counts: Counts, at_most: Mapping[str, int | None]) -> None:
        self.counts, self.at_most = counts, at_most
        self.ways: Ways = {}

    def add(self, occupation: str, new: Way) -> None:
        """Takes a way in, unless a known one is at least as good."""
        if self.beats(occupation, new.arrives, new.cost):
            return
        known = self.ways.get(occupation, [])
        kept = [way for way in known if not self._as_good(new, way.arrives, way.cost)]
        self.ways[occupation] = sorted([*kept, new], key=lambda way: (way.arrives, way.cost))

    def beats(self, occupation: str, arrives: int, cost: int) -> bool:
        """Whether a known way is at least as good as whatever arrives and costs so much at least."""
        at_most = self.at_most.get(occupation)
        if at_most is not None and cost > at_most:
            return True
        return any(self._as_good(way, arrives, cost) for way in self.ways.get(occupation, ()))

    def beats_each(self, occupation: str, arrives: Ints, costs: Ints) -> npt.NDArray[np.bool_]:
        """The same for many at once. Shape (n,)."""
        at_most, counts = self.at_most.get(occupation), self.counts
        beaten = np.zeros(len(arrives), dtype=np.bool_) if at_most is None else costs > at_most
        within = np.searchsorted(counts.budgets, costs) if counts.budgets else costs
        for way in self.ways.get(occupation, ()):
            beaten |= ((way.arrives <= arrives) | (not counts.day)) & ((way.cost <= costs) | (not counts.cost))
            if counts.budgets:
                sooner = (way.arrives < arrives) | (not counts.day)
                beaten |= sooner & (bisect_left(counts.budgets, way.cost) <= within)
        return beaten

    def _as_good(self, way: Way, arrives: int, cost: int) -> bool:
        counts = self.counts
        if (not counts.day or way.arrives <= arrives) and (not counts.cost or way.cost <= cost):
            return True
        budgets = counts.budgets
        sooner = not counts.day or way.arrives < arrives
        return bool(budgets) and sooner and bisect_left(budgets, way.cost) <= bisect_left(budgets, cost)


class _Search:
    """Goes one change further from a stop, into every job that is worth it."""

    def __init__(self, steps: Steps, best: _Best, into: Container[str] | None) -> None:
        facts = steps.facts
        self.steps, self.facts, self.best = steps, facts, best
        jobs = facts.timetable.jobs
        self.occupations = [job.occupation for job in jobs]
        self.sought = np.array([into is None or job.occupation in into for job in jobs], dtype=np.bool_)
        self.apply_until = np.minimum(
            facts.until - facts.lead,
            np.array(
                [
                    closes if job.opening else NEVER
                    for job, closes in zip(jobs, facts.closes.tolist(), strict=True)
                ]
            ),
        )
        """Who is ready later than this is too late for the job. (jobs,)"""
        serving = facts.timetable.serving
        self._serving = np.split(serving.indices, serving.indptr[1:-1])
        """Per job the courses that serve it: without one of them there is no set."""
        self._serves = np.repeat(np.arange(len(jobs)), np.diff(serving.indptr)), serving.indices

    def from_stop(self, stop: Stop, *, last: bool) -> list[Stop]:
        """Tells `best` what is reached with one more change; gives back from where it may go on."""
        goes_on: list[Stop] = []
        each = self.steps.least_each(stop)
        enough = self.steps.enough(stop.gained)
        first, cost = self._least(stop, each, enough)
        for job in self._jobs(stop, first, last=last):
            occupation, lead = self.occupations[job], int(self.facts.lead[job])
            passes = not last and _leaves_time(self.facts, job, int(first[job]))
            sought = bool(self.sought[job])
            if not passes and (not sought or self.best.beats(occupation, int(first[job]), int(cost[job]))):
                continue
            among, worth = each.possible, None
            if not enough[job]:
                among = among & (each.ready <= self.apply_until[job])
            if not passes:
                worth = self._worth(occupation, stop, lead)
                if not enough[job]:
                    among &= ~self.best.beats_each(occupation, each.ready + lead, each.cost + stop.cost)
            if not enough[job] and not among[self._serving[job]].any():
                continue
            for arrived in self.steps.to(stop, job, worth, among):
                if sought:
                    self._arrive(occupation, arrived)
                if passes:
                    goes_on.append(arrived)
        return goes_on

    def _least(self, stop: Stop, each: LeastEach, enough: npt.NDArray[np.bool_]) -> tuple[Ints, Ints]:
        """The first day thinkable and the least cents for each job from here. (jobs,) each."""
        facts, rows, courses = self.facts, *self._serves
        can = each.possible[courses] & (each.ready[courses] <= self.apply_until[rows])
        rows, courses = rows[can], courses[can]
        ready, cost = np.full(len(enough), NEVER, np.int64), np.full(len(enough), NEVER, np.int64)
        np.minimum.at(ready, rows, each.ready[courses])
        np.minimum.at(cost, rows, each.cost[courses])
        ready = np.where(enough, stop.since, np.maximum(stop.since, ready))
        first = np.maximum(np.maximum(ready + facts.lead, stop.leaves_from), facts.opens)
        return first, stop.cost + np.where(enough, 0, cost)

    def _jobs(self, stop: Stop, first: Ints, *, last: bool) -> list[int]:
        """The jobs that could be begun in time."""
        possible = self.facts.is_work & (first <= self.facts.until)
        if last:
            possible &= self.sought
        return [job for job in np.flatnonzero(possible).tolist() if self.occupations[job] not in stop.visited]

    def _worth(self, occupation: str, stop: Stop, lead: int) -> Worth:
        def worth(takes: Takes) -> npt.NDArray[np.bool_]:
            return ~self.best.beats_each(occupation, takes.ready + lead, stop.cost + takes.cost)

        return worth

    def _arrive(self, occupation: str, arrived: Stop) -> None:
        if self.facts.floor and arrived.path.monthly_on(arrived.since) < self.facts.floor - 0.005:
            return
        self.best.add(occupation, Way(arrived.since, arrived.cost, arrived))


def _leaves_time(facts: Facts, job: int, first: int) -> bool:
    """Whether there is time for another change after this one."""
    if facts.timetable.jobs[job].is_learning_place:
        return first < facts.until
    stayed = add_months(date.fromordinal(first), facts.stay_months).toordinal()
    return stayed <= facts.until
