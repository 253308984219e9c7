# SPDX-License-Identifier: EUPL-1.2
"""How far a group can go: which share of people would reach which occupation, and what stops the others."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import product

from overstap.engine.journeys.facts import make_facts
from overstap.engine.journeys.model import Goal, Question, Settings, Traveller
from overstap.engine.journeys.reach import Stopper, relaxations
from overstap.engine.journeys.steps import Steps
from overstap.engine.journeys.timetable import Timetable
from overstap.engine.journeys.ways import Counts, Ways, ways
from overstap.engine.rules.instruments import Instrument
from overstap.engine.rules.parameters import Parameters
from overstap.engine.rules.paths import add_months


@dataclass(frozen=True, slots=True)
class OccupationStretch:
    """One occupation for a group: how many of its members get there in time.

    `share` is of all members; `months` and `cost` are medians of those who get there. `stopped_by` counts the
    others by what stops them; someone whom two things stop, each on its own, counts for both.
    """

    occupation: str
    reached: int
    share: float
    months: float | None
    cost: float | None
    stopped_by: dict[Stopper, int]


@dataclass(frozen=True, slots=True)
class Stretch:
    """The whole picture for a group of `members`; occupations that most reach first."""

    departs_on: date
    until: date
    members: int
    occupations: tuple[OccupationStretch, ...]
    complete: bool


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What may differ within a group of people with the same work. Every combination is a member."""

    budgets: tuple[float | None, ...] = (0.0, 1000.0, 3000.0)
    free_hours: tuple[float, ...] = (4.0, 8.0, 16.0)
    distances: tuple[float | None, ...] = (15.0,)
    certificates: tuple[frozenset[str], ...] = (frozenset(),)


def members_of(like: Traveller, circumstances: Circumstances) -> tuple[Traveller, ...]:
    """Everybody like one person, in every combination of circumstances."""
    return tuple(
        replace(
            like,
            budget=budget,
            free_hours=hours,
            distance=distance,
            passport=replace(like.passport, certificates=like.passport.certificates | papers),
        )
        for hours, distance, papers, budget in product(
            circumstances.free_hours,
            circumstances.distances,
            circumstances.certificates,
            circumstances.budgets,
        )
    )


def find_stretch(
    timetable: Timetable,
    members: Sequence[Traveller],
    departs_on: date,
    months: int,
    *,
    parameters: Parameters,
    instruments: Sequence[Instrument] = (),
    settings: Settings | None = None,
    progress: Callable[[int, int], None] | None = None,
    stopped: Callable[[], bool] | None = None,
) -> Stretch:
    """How far the members of a group get with one change within so many months, and what stops them.

    `progress` is told how many members are done, of how many. When `stopped` says yes, the answer counts those
    that are done by then. Members who differ in money alone share their search: what it costs is looked at
    afterwards.
    """
    settings = replace(settings or Settings(), horizon_months=months)
    question = Question(departs_on, Goal(), most_changes=1)
    searches = _Searches(
        timetable,
        settings,
        members,
        lambda person, within: Steps(make_facts(timetable, person, question, within, parameters, instruments)),
    )
    tally = _Tally(departs_on)
    done = 0
    for person in members:
        if stopped is not None and stopped():
            break
        tally.add(person, *searches.of(person))
        done += 1
        if progress is not None:
            progress(done, len(members))
    everywhere = sorted({job.occupation for job in timetable.jobs})
    found = [tally.of(occupation, done) for occupation in everywhere]
    return Stretch(
        departs_on=departs_on,
        until=add_months(departs_on, months),
        members=done,
        occupations=tuple(sorted(found, key=lambda one: (-one.share, one.months or 0.0, one.occupation))),
        complete=done == len(members),
    )


class _Searches:
    """The searches for the members of a group, each done once: members who differ in money alone share theirs.

    Without a limit only the cheapest way into an occupation matters, and of that only whose money it is within
    who does not get there otherwise.
    """

    def __init__(
        self,
        timetable: Timetable,
        settings: Settings,
        members: Sequence[Traveller],
        steps_of: Callable[[Traveller, Settings], Steps],
    ) -> None:
        self.timetable, self.settings, self.steps_of = timetable, settings, steps_of
        self.everywhere = frozenset(job.occupation for job in timetable.jobs)
        budgets = {_cents(person.budget) for person in members}
        self.budgets = tuple(sorted(one for one in budgets if one is not None))
        self.unlimited = None in budgets
        self._known: dict[Traveller, tuple[Ways, dict[Stopper, Ways]]] = {}
        self._steps: dict[tuple[Traveller, Settings], Steps] = {}
        self._cheapest: dict[tuple[Traveller, Settings], dict[str, tuple[int | None, Ways]]] = {}

    def of(self, person: Traveller) -> tuple[Ways, dict[Stopper, Ways]]:
        """The ways for a member whatever they cost, and for each limit the cheapest ways without it."""
        rich = replace(person, budget=None)
        if rich not in self._known:
            found = ways(self.steps_of(rich, self.settings), counts=Counts(budgets=self.budgets))
            sought = self._sought(found, rich.occupation)
            without = relaxations(self.timetable, rich, self.settings)
            self._known[rich] = (
                found,
                {stopper: self._without(sought, *relaxed) for stopper, relaxed in without.items()},
            )
        return self._known[rich]

    def _sought(self, found: Ways, present: str) -> dict[str, int | None]:
        """Where somebody does not get with their money, and for how many cents at most they would."""
        sought: dict[str, int | None] = {}
        for occupation in self.everywhere - {present}:
            if occupation not in found:
                sought[occupation] = None if self.unlimited else max(self.budgets, default=None)
                continue
            cheapest = min(way.cost for way in found[occupation])
            poorer = self.budgets[: bisect_left(self.budgets, cheapest)]
            if poorer:
                sought[occupation] = poorer[-1]
        return sought

    def _without(self, sought: dict[str, int | None], person: Traveller, within: Settings) -> Ways:
        """The cheapest ways into these occupations: without a limit, several members may become the same."""
        key = (person, within)
        if key not in self._steps:
            self._steps[key], self._cheapest[key] = self.steps_of(person, within), {}
        known = self._cheapest[key]
        new = {
            occupation: cents
            for occupation, cents in sought.items()
            if occupation not in known or _is_more(cents, known[occupation][0])
        }
        if new:
            counts = Counts(day=False, budgets=self.budgets)
            found = ways(self._steps[key], into=new, counts=counts)
            for occupation, cents in new.items():
                known[occupation] = cents, {occupation: found[occupation]} if occupation in found else {}
        return {one: those for occupation in sought for one, those in known[occupation][1].items()}


def _is_more(cents: int | None, than: int | None) -> bool:
    """Whether an amount, None being any, is more than another."""
    return than is not None and (cents is None or cents > than)


class _Tally:
    """Counts members per occupation."""

    def __init__(self, departs_on: date) -> None:
        self.departs = departs_on.toordinal()
        self.arrivals: dict[str, list[tuple[int, int]]] = {}
        self.stops: dict[str, Counter[Stopper]] = {}
        self.explained: Counter[str] = Counter()
        """Per occupation the members who do not get there and for whom something named stops them."""
        self.present: Counter[str] = Counter()

    def add(self, person: Traveller, found: Ways, without: dict[Stopper, Ways]) -> None:
        """Counts one member in."""
        most = _cents(person.budget)
        self.present[person.occupation] += 1
        here = _affordable(found, most)
        for occupation, way in here.items():
            self.arrivals.setdefault(occupation, []).append(way)
        relaxed = {stopper: _affordable(those, most) for stopper, those in without.items()}
        if most is not None:
            relaxed[Stopper.MONEY] = _affordable(found, None)
        for occupation in set().union(*relaxed.values()) - here.keys():
            self.explained[occupation] += 1
            self.stops.setdefault(occupation, Counter()).update(
                stopper for stopper, those in relaxed.items() if occupation in those
            )

    def of(self, occupation: str, members: int) -> OccupationStretch:
        """What was counted for one occupation."""
        there = sorted(self.arrivals.get(occupation, []))
        stops = Counter(self.stops.get(occupation, Counter()))
        elsewhere = members - len(there) - self.present[occupation]
        stops[Stopper.SKILL] = elsewhere - self.explained[occupation]
        costs = sorted(cost for _, cost in there)
        return OccupationStretch(
            occupation=occupation,
            reached=len(there),
            share=len(there) / members if members else 0.0,
            months=round((there[len(there) // 2][0] - self.departs) / 30.44, 1) if there else None,
            cost=costs[len(costs) // 2] / 100 if costs else None,
            stopped_by={stopper: stops[stopper] for stopper in Stopper if stops[stopper] > 0},
        )


def _cents(budget: float | None) -> int | None:
    return None if budget is None else round(budget * 100)


def _affordable(found: Ways, most: int | None) -> dict[str, tuple[int, int]]:
    """Per occupation the soonest way that can be paid: day and cents."""
    return {
        occupation: (payable[0].arrives, payable[0].cost)
        for occupation, those in found.items()
        if (payable := [way for way in those if most is None or way.cost <= most])
    }
