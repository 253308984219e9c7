# SPDX-License-Identifier: EUPL-1.2
"""The ways of many people to work, in columns: what the matcher finds, what each brings, what bars it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date, timedelta
from functools import cached_property
from typing import Any

import numpy as np

from overstap.engine.matching.index import Filters
from overstap.engine.matching.model import WEIGHT, Edition, Passport
from overstap.engine.matching.training import arrival
from overstap.engine.placement.plan.model import Bar
from overstap.engine.region.nearby import AT_ONCE, Booleans, Floats, Integers, ManyMatcher, Near
from overstap.engine.region.placing_model import Candidate, Means, Way
from overstap.engine.region.region import Region
from overstap.engine.region.stock import StockInMemory
from overstap.engine.rules.income import MONTHS_A_YEAR, WEEKS_A_YEAR, monthly, wage_or_minimum
from overstap.engine.rules.instruments import (
    Beneficiary,
    CourseFacts,
    Instrument,
    PersonFacts,
    Situation,
    TargetFacts,
    pays,
)
from overstap.engine.rules.parameters import load_parameters
from overstap.engine.skills.taxonomy import Importance

TELL_EVERY = 50
"""People after whom it is told how far one is, and asked whether to stop."""
FULL_TIME = 36.0
"""Hours per week of who does not say; within what an opening has."""
KINDS = ("direct", "trial", "course")
_DIRECT, _TRIAL, _COURSE = range(3)
_NEVER = np.iinfo(np.int64).max
_NOW, _ONE_AWAY = 0, 1


@dataclass
class Found(Sequence[Way]):
    """Ways in columns, in the order of people; all of shape (ways,). See `Way` for what each holds.

    `opening`, `edition`, `payer` and `gap` are positions in their ids, -1 for none; `kind` in `kinds`.
    """

    opening_ids: list[str]
    edition_ids: list[str]
    payer_ids: list[str]
    gap_ids: Sequence[str]
    person: Integers
    opening: Integers
    edition: Integers
    kind: Integers
    fit: Floats
    lasting: Floats
    income: Floats
    there: Floats
    cost: Floats
    payer: Integers
    paid: Floats
    km: Floats
    gap: Integers
    barred: Integers
    kinds: tuple[str, ...] = KINDS

    def __len__(self) -> int:
        return len(self.person)

    def __getitem__(self, at: int) -> Way:  # type: ignore[override]
        edition, payer, gap = int(self.edition[at]), int(self.payer[at]), int(self.gap[at])
        return Way(
            int(self.person[at]),
            self.opening_ids[self.opening[at]],
            self.edition_ids[edition] if edition >= 0 else "",
            self.kinds[self.kind[at]],
            float(self.fit[at]),
            float(self.lasting[at]),
            float(self.income[at]),
            float(self.there[at]),
            float(self.cost[at]),
            self.payer_ids[payer] if payer >= 0 else "",
            float(self.paid[at]),
            float(self.km[at]),
            self.gap_ids[gap] if gap >= 0 else "",
            int(self.barred[at]),
        )


COLUMNS = tuple(one.name for one in fields(Found))[4:-1]


@dataclass(frozen=True, slots=True)
class _Steps:
    """The ways of whoever can the same from the same day, whatever they wish; all of shape (steps,).

    `row` of the index; `edition` a position, -1 for none; `arrives` an ordinal, 0 where nothing is learned.
    """

    row: Integers
    edition: Integers
    kind: Integers
    after: Floats
    gap: Integers
    barred: Integers
    arrives: Integers
    cost: Floats


def payers(region: Region, on: date) -> tuple[Instrument, ...]:
    """What of a region may pay for somebody's course from a day on; by an age nothing is counted on."""
    return tuple(
        one
        for one in region.records.instruments.values()
        if one.share > 0
        and one.beneficiary is Beneficiary.PERSON
        and one.age_low is None
        and one.age_high is None
        and (one.ends_on is None or one.ends_on >= on)
    )


@dataclass
class Finder:
    """Finds the ways of people in a region; what is the same for several of them is found once."""

    region: Region
    means: Means
    today: date
    waits: timedelta
    _editions: dict[str, int] = field(default_factory=dict)
    _openings: dict[str, int] = field(default_factory=dict)
    _payers: dict[str, int] = field(default_factory=dict)
    _paid: dict[tuple[object, ...], tuple[tuple[str, float], ...]] = field(default_factory=dict)
    _hourly: dict[tuple[int, date], Floats] = field(default_factory=dict)
    _codes: dict[int, Integers] = field(default_factory=dict)

    def find(
        self,
        people: Sequence[Candidate],
        wanted: Mapping[str, tuple[str, str]],
        stopped: Callable[[], bool],
        progress: Callable[[int, int], None],
    ) -> Found:
        """The ways of these people, in their order."""
        done, told, parts = 0, 0, {}
        # A passport is long to compare: from here on those who can the same share a number.
        numbers: dict[Passport, int] = {}
        who = [numbers.setdefault(person.passport, len(numbers)) for person in people]
        for group, many in self._grouped(people, who):
            if done >= told:
                progress(done, len(people))
                if stopped():
                    break
                told = done + TELL_EVERY
            firsts = {who[at]: at for at in reversed(group)}
            near = dict(zip(firsts, many.near([people[at].passport for at in firsts.values()]), strict=True))
            steps: dict[tuple[int, date], _Steps] = {}
            for at in group:
                one = people[at]
                day = max(self.today, one.learns_from or self.today)
                key = (who[at], day)
                if key not in steps:
                    steps[key] = self._steps(many, near[who[at]], one.passport, day)
                parts[at] = self._ways(at, one, many, near[who[at]], steps[key], wanted.get(one.id))
            done += len(group)
        progress(done, len(people))
        return self._together([parts[at] for at in sorted(parts)])

    def _grouped(
        self, people: Sequence[Candidate], who: Sequence[int]
    ) -> Iterator[tuple[list[int], ManyMatcher]]:
        """People who are matched with the same openings, some at a time; `who` can the same has one number."""
        stock = self.region.stock
        if isinstance(stock, StockInMemory):
            many = ManyMatcher(stock.matcher, self.today)
            # Who can the same comes together, so that it is found once.
            order = sorted(range(len(people)), key=lambda at: (who[at], at))
            for part in range(0, len(order), AT_ONCE):
                yield order[part : part + AT_ONCE], many
            return
        wide, filters = 3 * self.means.openings, Filters(today=self.today)
        for at, person in enumerate(people):
            matcher, _limit = stock.best(person.passport, person.wishes, filters, wide)
            yield [at], ManyMatcher(matcher, self.today)
            self._codes.clear()
            self._hourly.clear()

    # --- what can be done, whoever wishes it ----------------------------------------------------------

    def _steps(self, many: ManyMatcher, near: Near, passport: Passport, day: date) -> _Steps:
        trial = many.trial
        columns: list[tuple[int, int, int, float, int, int, int, float]] = []
        for row in np.flatnonzero((near.reach == _NOW) | (near.reach == _ONE_AWAY)).tolist():
            fit, gap, papers = float(near.coverage[row]), int(near.gap[row]), int(near.papers[row])
            if near.reach[row] == _NOW or (gap < 0 and papers == 0):
                # Near, and nothing single to learn: the employer and somebody can try it out.
                kind = _TRIAL if trial[row] or near.reach[row] == _ONE_AWAY else _DIRECT
                columns.append((row, -1, kind, fit, -1, 0, 0, 0.0))
                continue
            editions = many.closing(row, near, passport.certificates, day)[: self.means.editions]
            after = fit
            if gap >= 0:
                total = many.matcher.index.total[row]
                after = min(fit + WEIGHT[Importance.MUST] * (1 - float(near.held[row])) / float(total), 1.0)
            for edition in editions:
                ends = arrival(edition, day).toordinal()
                number = self._edition(edition)
                columns.append((row, number, _COURSE, after, gap, 0, ends, edition.cost))
            if not editions:
                bar = Bar.COURSE if gap >= 0 else Bar.PAPERS
                columns.append((row, -1, _DIRECT, fit, gap, int(bar), 0, 0.0))
        return _steps_of(columns)

    def _edition(self, edition: Edition) -> int:
        return self._editions.setdefault(edition.id, len(self._editions))

    # --- what somebody has of it ----------------------------------------------------------------------

    def _ways(
        self,
        at: int,
        one: Candidate,
        many: ManyMatcher,
        near: Near,
        steps: _Steps,
        wanted: tuple[str, str] | None,
    ) -> dict[str, np.ndarray]:
        distances = many.distances(one.wishes.position)
        there = self._there(many, one)
        bars = self._bars(many, one, distances, there)
        can = np.zeros(len(bars), np.bool_)
        can[steps.row[steps.barred == 0]] = True
        place = np.full(len(bars), -1)
        taken = 0
        met = many.wishes_met(one.wishes, distances)
        for reach in (_NOW, _ONE_AWAY):
            rows = many.in_order(near, met, distances, reach)
            free = (bars[rows] == 0) & can[rows]
            kept = rows[
                (np.arange(len(rows)) < self.means.openings) | (free & (np.cumsum(free) <= self.means.openings))
            ]
            place[kept] = taken + np.arange(len(kept))
            taken += len(kept)
        if wanted is not None:
            steps, place = self._with_wanted(many, near, steps, place, wanted)
        kept_steps = np.flatnonzero(place[steps.row] >= 0)
        kept_steps = kept_steps[np.argsort(place[steps.row[kept_steps]], kind="stable")]
        row = steps.row[kept_steps]
        barred = steps.barred[kept_steps] | bars[row]
        barred |= np.where(self._late(many, one, row, steps.arrives[kept_steps]), int(Bar.DATES), 0)
        now = one.income
        if now is None and one.pay is not None and one.hours is not None:
            now = monthly(one.pay, one.hours)
        found = {
            "opening": self._opening_codes(many)[row],
            "edition": steps.edition[kept_steps],
            "kind": steps.kind[kept_steps],
            "fit": near.coverage[row],
            "lasting": steps.after[kept_steps],
            "income": there[row] - now if now is not None else np.zeros(len(row)),
            "there": there[row],
            "cost": steps.cost[kept_steps],
            "km": distances[row],
            "gap": steps.gap[kept_steps],
            "barred": barred,
        }
        found = self._with_payers(found, one)
        found["person"] = np.full(len(found["opening"]), at)
        return found

    def _there(self, many: ManyMatcher, one: Candidate) -> Floats:
        """EUR a month in each opening, for the hours of the person within those of the opening: the lowest pay
        that it tells, else the minimum wage on the day it begins."""
        wished = one.wishes.hours_high or one.hours or FULL_TIME
        wage, index = self._wages(many, one.wishes.starts_on or self.today), many.matcher.index
        hours = np.fmin(np.fmax(wished, index.hours_low), index.hours_high)
        return np.asarray(wage * hours * WEEKS_A_YEAR / MONTHS_A_YEAR, dtype=np.float64)

    def _wages(self, many: ManyMatcher, free: date) -> Floats:
        """EUR an hour in each opening, for who is free on a day."""
        key = (id(many.matcher), free)
        if key not in self._hourly:
            low, _high = many.wages
            wage = low.copy()
            for row in np.flatnonzero(np.isnan(low)).tolist():
                starts = many.matcher.index.openings[row].starts_on
                wage[row] = wage_or_minimum(None, starts or free, load_parameters())
            self._hourly[key] = wage
        return self._hourly[key]

    @staticmethod
    def _bars(many: ManyMatcher, one: Candidate, distances: Floats, there: Floats) -> Integers:
        """What keeps somebody from each opening, by whatever way. What is not known bars nothing."""
        wishes, index = one.wishes, many.matcher.index
        barred = np.zeros(len(there), np.int64)
        if wishes.distance is not None:
            barred |= np.where(distances > wishes.distance, int(Bar.TRAVEL), 0)
        if wishes.wage_floor is not None:
            barred |= np.where(index.wage_high < wishes.wage_floor, int(Bar.INCOME), 0)
        if one.income_floor is not None:
            barred |= np.where(there < one.income_floor, int(Bar.INCOME), 0)
        if wishes.hours_low:
            barred |= np.where(index.hours_high < wishes.hours_low, int(Bar.HOURS), 0)
        if wishes.hours_high:
            barred |= np.where(index.hours_low > wishes.hours_high, int(Bar.HOURS), 0)
        if wishes.kinds:
            barred |= np.where(many.of_kinds(wishes.kinds), 0, int(Bar.KIND))
        return barred

    def _late(self, many: ManyMatcher, one: Candidate, row: Integers, arrives: Integers) -> Booleans:
        """Whether work would have to wait too long, for who is not free yet or still on a course."""
        free = max(one.wishes.starts_on or self.today, self.today).toordinal()
        starts = many.matcher.index.starts[row]
        begins = np.where(starts == _NEVER, free, starts)
        return np.asarray(
            np.maximum(free, arrives) > np.maximum(begins, self.today.toordinal()) + self.waits.days
        )

    def _with_wanted(
        self, many: ManyMatcher, near: Near, steps: _Steps, place: Integers, wanted: tuple[str, str]
    ) -> tuple[_Steps, Integers]:
        """The same with a way that somebody decided on, when it was not found."""
        opening, edition = wanted
        row = many.matcher.index.position_of.get(opening)
        known = self.region.records.editions.get(edition)
        if row is None or (edition and known is None):
            return steps, place
        place = place.copy()
        if place[row] < 0:
            place[row] = place.max(initial=-1) + 1
        number = self._editions.setdefault(edition, len(self._editions)) if edition else -1
        if ((steps.row == row) & (steps.edition == number) & (steps.barred == 0)).any():
            return steps, place
        fit = float(near.coverage[row])
        if known is not None:
            added = (row, number, _COURSE, fit, -1, 0, known.ends_on.toordinal(), known.cost)
        else:
            added = (row, -1, _DIRECT, fit, -1, 0, 0, 0.0)
        more = _steps_of([added])
        joined = _Steps(
            *(np.concatenate((getattr(steps, one.name), getattr(more, one.name))) for one in fields(_Steps))
        )
        return joined, place

    def _opening_codes(self, many: ManyMatcher) -> Integers:
        """Row of an index -> position of its opening."""
        key = id(many.matcher)
        if key not in self._codes:
            ids = (one.id for one in many.matcher.index.openings)
            self._codes[key] = np.array(
                [self._openings.setdefault(one, len(self._openings)) for one in ids], dtype=np.int64
            )
        return self._codes[key]

    # --- who pays -----------------------------------------------------------------------------------

    @cached_property
    def _instruments(self) -> tuple[Instrument, ...]:
        named = self.means.sources
        return tuple(one for one in payers(self.region, self.today) if one.id in named)

    def _with_payers(self, found: dict[str, np.ndarray], one: Candidate) -> dict[str, np.ndarray]:
        """The ways with who pays; several times where the first to pay may run out of money."""
        size = len(found["opening"])
        if not self._instruments or not (found["edition"] >= 0).any():
            return found | {"payer": np.full(size, -1), "paid": np.zeros(size)}
        take, payer, paid = [], [], []
        editions, openings = list(self._editions), list(self._openings)
        for at, (to, by) in enumerate(zip(found["opening"].tolist(), found["edition"].tolist(), strict=True)):
            for who, amount in (
                self._payments(one.place, openings[to], editions[by]) if by >= 0 else (("", 0.0),)
            ):
                take.append(at)
                payer.append(self._payers.setdefault(who, len(self._payers)) if who else -1)
                paid.append(amount)
        rows = np.array(take, dtype=np.int64)
        return {name: column[rows] for name, column in found.items()} | {
            "payer": np.array(payer, np.int64),
            "paid": np.array(paid, np.float64),
        }

    def _payments(self, place: str, opening: str, edition: str) -> tuple[tuple[str, float], ...]:
        """Who may pay how much of a course: the most first, down to one whose money does not run out."""
        records, sources = self.region.records, self.means.sources
        row, leaves = records.openings[opening], records.editions[edition]
        lives = tuple(place in one.places for one in self._instruments)
        key = (lives, bool(place), row.occupation, edition)
        if key in self._paid:
            return self._paid[key]
        course, work = records.courses[leaves.course], records.occupations[row.occupation]
        facts = CourseFacts(leaves.cost, course.provider, course.level)
        target = TargetFacts(row.occupation, work.sector, work.outlook)
        who = PersonFacts(place or None, Situation.NOTICE)
        judged = [
            pays(one, course=facts, target=target, person=who, on=leaves.starts_on) for one in self._instruments
        ]
        found = sorted(
            ((one.amount, one.instrument) for one in judged if one is not None),
            key=lambda pair: (-pair[0], pair[1]),
        )
        told: list[tuple[str, float]] = []
        for amount, instrument in found:
            told.append((instrument, min(amount, leaves.cost)))
            if sources.get(instrument) is None:
                break
        else:
            told.append(("", 0.0))
        self._paid[key] = tuple(told)
        return self._paid[key]

    # --- together -----------------------------------------------------------------------------------

    def _together(self, parts: Sequence[dict[str, np.ndarray]]) -> Found:
        whole = {
            name: np.concatenate([part[name] for part in parts]) if parts else np.empty(0) for name in COLUMNS
        }
        floats = {"fit", "lasting", "income", "there", "cost", "paid", "km"}
        typed: dict[str, Any] = {
            name: column.astype(np.float64 if name in floats else np.int64) for name, column in whole.items()
        }
        return Found(
            list(self._openings),
            list(self._editions),
            list(self._payers),
            [skill.id for skill in self.region.taxonomy.skills],
            **typed,
        )


def _steps_of(columns: Sequence[tuple[int, int, int, float, int, int, int, float]]) -> _Steps:
    row, edition, kind, after, gap, barred, arrives, cost = (
        np.array([one[at] for one in columns]) for at in range(8)
    )
    whole = (one.astype(np.int64) for one in (row, edition, kind, gap, barred, arrives))
    row, edition, kind, gap, barred, arrives = whole
    return _Steps(row, edition, kind, after.astype(np.float64), gap, barred, arrives, cost.astype(np.float64))
