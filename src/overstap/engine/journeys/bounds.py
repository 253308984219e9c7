# SPDX-License-Identifier: EUPL-1.2
"""Bounds: six counts that no journey can better which goes on from a stop over a job.

A row of counts that some journey known by then is at least as good as, is not followed. Rows are made thrice,
each time with more known: for all jobs at once, with what courses take at least; for the sets of courses of one
job; and for the ways to follow a set. Jobs that pay, open and are found alike are one class, of which one row
without any course tells whether a job of it is worth a look. A job on the way is looked at from the other side
too: with all that it could bring somebody, is there a goal that they get into?

Income needs an argument. Let P be what comes in at the stop, G(m) what the job and all after it bring in at
most in m months. Who begins on day s has the sum of P until s, and G of the months left. Pay never falls in any
job, so G is convex; while P stays the same, its sum is linear in s. So the sum of both is largest on the first
or the last day on which one could begin, or on a day on which P changes.
"""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from numba import njit

from overstap.engine.journeys.candidates import reached_by
from overstap.engine.journeys.doors import LeastBehind, LeastEach, least_behind, least_into
from overstap.engine.journeys.editions import least_of_each
from overstap.engine.journeys.facts import NEVER, Facts
from overstap.engine.journeys.front import COUNTS, Rows, is_beaten
from overstap.engine.journeys.steps import Steps, Takes
from overstap.engine.journeys.stops import ORIGIN, Stop
from overstap.engine.journeys.timetable import Floats, Ints
from overstap.engine.rules.paths import DAYS_A_MONTH

_FEW_DAYS = 0.2
"""In months: anniversaries fall on days of the calendar, months here are of one length."""
_NOISE = 1e-6
"""Sums in another order differ by less; rounding keeps the order of what is rounded."""
_UNKNOWN = 0
_NO_LIMIT = 2**60

Bools = npt.NDArray[np.bool_]


class JobTable(NamedTuple):
    """What of each job makes a row. `ladder` (jobs, years + 1): the most it pays in each year from the first.

    `done` is for a learning place the first day thinkable on which it is completed.
    """

    ladder: Floats
    first_pay: Floats
    lead: Ints
    opens: Ints
    closes: Ints
    learning: Bools
    done: Ints
    occupation: Ints


class Aims(NamedTuple):
    """What of the question makes a row: days, months of a stay, what goals and ways pay at most, and limits.

    `steady` is what no month may bring less than.
    """

    until: int
    income_until: int
    stay: int
    stay_days: int
    last_day: int
    severance: float
    goal_ladder: Floats
    way_ladder: Floats
    most_changes: int
    most_cost: int
    steady: float
    musts: float
    covered: float


class Standpoint(NamedTuple):
    """A stop as plain numbers. `path` has a row for each segment: its first day and what comes in a month."""

    origin: bool
    since: int
    leaves_from: int
    income: float
    lowest: float
    cost: int
    tenths: int
    changes: int
    path: Floats


class Bounds:
    """The best that could still come of going from a stop to a job."""

    def __init__(self, steps: Steps) -> None:
        facts = steps.facts
        timetable = facts.timetable
        jobs = timetable.jobs
        occupations = sorted({job.occupation for job in jobs})
        self._number = {occupation: at for at, occupation in enumerate(occupations)}
        trade = np.array(timetable.trade_of, dtype=np.int64)
        learning = np.array([job.is_learning_place for job in jobs], dtype=np.bool_)
        ladder = _ladder(facts, trade, learning)
        self.facts, self.steps = facts, steps
        self._table = JobTable(
            ladder=ladder,
            first_pay=_first_pay(facts, ladder, learning),
            lead=facts.lead,
            opens=facts.opens,
            closes=np.where([bool(job.opening) for job in jobs], facts.closes, NEVER),
            learning=learning,
            done=_done(facts),
            occupation=np.array([self._number[job.occupation] for job in jobs], dtype=np.int64),
        )
        goals = facts.is_goal
        several = len({jobs[at].occupation for at in np.flatnonzero(goals).tolist()}) > 1
        self.goals = np.flatnonzero(goals)
        self.ways = np.flatnonzero(facts.is_work & (~goals | several))
        lines = timetable.lines
        self._aims = Aims(
            until=facts.until,
            income_until=facts.income_until,
            stay=facts.stay_months,
            stay_days=_days_at_least(facts.stay_months),
            last_day=NEVER if facts.last_day is None else facts.last_day,
            severance=float(facts.severance),
            goal_ladder=ladder[self.goals].max(axis=0, initial=0.0),
            way_ladder=ladder[self.ways].max(axis=0, initial=0.0),
            most_changes=facts.question.most_changes,
            most_cost=_NO_LIMIT if facts.most_cost is None else facts.most_cost,
            steady=float((facts.question.no_income_drop and facts.today_monthly) or 0.0),
            musts=float(lines.musts),
            covered=float(lines.covered),
        )
        alike = np.column_stack([*self._table[1:7], ladder])
        self._class_of = np.unique(alike, axis=0, return_inverse=True)[1].ravel().astype(np.int64)
        self._behind: dict[int, LeastBehind] = {}

    def ending_in(self, stop: Stop, front: Rows) -> dict[int, Rows]:
        """Goals that could end a journey that nothing known beats, one change from here, with the bound of
        each.
        """
        present = self.facts.traveller.occupation if stop.job == ORIGIN else ""
        return self._open(stop, self.goals, stop.visited - {present}, front, way=False)

    def passing(self, stop: Stop, front: Rows) -> dict[int, Rows]:
        """Jobs over which a journey to a goal could go that nothing known beats."""
        ways = self._open(stop, self.ways, stop.visited, front, way=True)
        if not ways or stop.changes + 2 != self.facts.question.most_changes:
            return ways
        # One change is left after this one: it has to lead to a goal.
        timetable = self.facts.timetable
        at = np.array(list(ways), dtype=np.int64)
        keep = _leads_on(
            self._table,
            self._aims,
            at,
            np.array(list(ways.values())),
            self.goals,
            self._visits(stop.visited),
            timetable.doors,
            self._behind_at_most,
            self.steps.least_each(stop).possible,
            timetable.gains,
            timetable.requiring,
            stop.gained.after,
            front,
        )
        return {job: ways[job] for job in at[keep].tolist()}

    def _open(
        self, stop: Stop, jobs: Ints, visited: frozenset[str], front: Rows, *, way: bool
    ) -> dict[int, Rows]:
        here = standpoint_of(stop)
        visits = self._visits(visited)
        looked_at = _worth_a_look(self._table, self._aims, here, self._class_of, jobs, visits, way, front)
        if not len(looked_at):
            return {}
        each = self.steps.least_each(stop)
        behind = self._behind.get(id(each))
        if behind is None:
            behind = self._behind[id(each)] = LeastBehind(*least_behind(self.facts.timetable.doors, each))
        doors = self.facts.timetable.doors
        kept, rows = _unbeaten(
            self._table, self._aims, here, looked_at, doors, behind, stop.gained.after, way, front
        )
        return dict(zip(kept.tolist(), rows, strict=True))

    def _visits(self, visited: frozenset[str]) -> Ints:
        return np.array(sorted(self._number[one] for one in visited if one in self._number), dtype=np.int64)

    @cached_property
    def _behind_at_most(self) -> LeastBehind:
        """What courses take at least whenever they are followed, by who has all the time there is."""
        facts = self.facts
        room = facts.room(facts.departs - 1, 0.0)
        each = LeastEach(*least_of_each(facts.editions, facts.departs, facts.until, room))
        return LeastBehind(*least_behind(facts.timetable.doors, each))

    def worth(self, stop: Stop, job: int, takes: Takes, front: Rows, *, way: bool) -> Bools:
        """For sets of courses, or ways to follow them, whether a journey with each could still be unbeaten."""
        found: Bools = _worth(self._table, self._aims, standpoint_of(stop), job, takes, way, front)
        return found


def standpoint_of(stop: Stop) -> Standpoint:
    """A stop as the kernels take it."""
    return Standpoint(
        origin=stop.job == ORIGIN,
        since=stop.since,
        leaves_from=stop.leaves_from,
        income=float(stop.income),
        lowest=float(stop.lowest),
        cost=int(stop.cost),
        tenths=round(stop.hours * 10),
        changes=stop.changes,
        path=np.array(stop.path.segments, dtype=np.float64).reshape(-1, 2),
    )


def _ladder(facts: Facts, trade: Ints, learning: Bools) -> Floats:
    """The most that a job pays in each year: the last column for all later years. Shape (jobs, years + 1)."""
    years = max(1, int(facts.years_to_later))
    rise = np.arange(years + 1) / years
    paid = facts.pay[:, None] + (facts.pay_later - facts.pay)[:, None] * rise
    if facts.years_to_later < 1:
        paid[:] = facts.pay_later[:, None]
    # What a learning place pays when it is completed is not known here: at most what its occupation pays later.
    completed = np.maximum(facts.pay_later, facts.pay_later[trade])[:, None]
    return np.where(learning[:, None], np.maximum(paid, completed), paid)


def _first_pay(facts: Facts, ladder: Floats, learning: Bools) -> Floats:
    """The most that a job pays at first. Shape (jobs,)."""
    if facts.years_to_later < 1:
        return ladder[:, 0]
    # Where no time is asked to learn by doing, a learning place pays as its occupation does at once.
    return np.where(learning & (facts.stay_months == 0), ladder[:, 0], facts.pay)


def _done(facts: Facts) -> Ints:
    """For each learning place with a course the day after its first edition, else 0. Shape (jobs,)."""
    timetable = facts.timetable
    done = np.zeros(len(timetable.jobs), dtype=np.int64)
    for at, job in enumerate(timetable.jobs):
        if job.is_learning_place and job.course:
            places = facts.places_at_work(timetable.course_of[job.course])
            done[at] = min((one.end_from(one.starts) + 1 for one in places), default=NEVER)
    return done


def _days_at_least(months: int) -> int:
    """How many days so many months of the calendar are at least, whenever they begin."""
    return 365 * (months // 12) + 28 * (months % 12)


# --- kernels --------------------------------------------------------------------------------------


@njit(cache=True)
def _earned(path, day_from, day_to):  # type: ignore[no-untyped-def]
    """`IncomePath.earned`."""
    total = 0.0
    for at in range(len(path)):
        start = max(path[at, 0], day_from)
        end = min(path[at + 1, 0], day_to) if at + 1 < len(path) else float(day_to)
        if end > start:
            total += path[at, 1] * (end - start)
    return total / DAYS_A_MONTH


@njit(cache=True)
def _lowest(path, day_from, day_to):  # type: ignore[no-untyped-def]
    """`IncomePath.lowest`, of a stretch of at least a day."""
    if len(path) == 0 or path[0, 0] > day_from:
        lowest = 0.0
    else:
        lowest = np.inf
    for at in range(len(path)):
        ends = path[at + 1, 0] if at + 1 < len(path) else np.inf
        if path[at, 0] < day_to and ends > day_from:
            lowest = min(lowest, path[at, 1])
    return lowest


@njit(cache=True)
def _up_the_ladder(rungs, months):  # type: ignore[no-untyped-def]
    """What comes in over so many months from the first day on, at most: a year on each rung."""
    total = 0.0
    last = len(rungs) - 1
    for rung in range(last + 1):
        left = months - 12 * rung
        if left <= 0:
            break
        total += rungs[rung] * (left if rung == last else min(left, 12.0))
    return total + (rungs[last] - rungs[0]) * _FEW_DAYS


@njit(cache=True)
def _onwards(table, aims, job, way, months, ahead):  # type: ignore[no-untyped-def]
    """What comes in from the first day in a job on, in so many months at most: the G above."""
    rungs = table.ladder[job]
    if not way:
        return _up_the_ladder(rungs, months)
    stay = 0 if table.learning[job] else aims.stay
    total = _up_the_ladder(rungs, min(float(stay), months)) + _up_the_ladder(ahead, max(0.0, months - stay))
    # The stay may be a few days shorter than months of one length are.
    return total + (ahead[-1] - rungs[0]) * _FEW_DAYS


@njit(cache=True)
def _most_income(table, aims, here, job, way, first, latest, ahead):  # type: ignore[no-untyped-def]
    """The most that can come in, in all, for who begins on some day from `first` to `latest`."""
    most = 0.0
    for turn in range(len(here.path) + 3):
        if turn == 0:
            day = first
        elif turn == 1:
            day = latest
        elif turn == 2:
            day = aims.last_day + 1
        else:
            day = int(here.path[turn - 3, 0])
        if day < first or day > latest:
            continue
        months = max(0.0, (aims.income_until - day) / DAYS_A_MONTH)
        income = here.income + _earned(here.path, here.since, min(day, aims.income_until))
        income += _onwards(table, aims, job, way, months, ahead)
        if here.origin and day > aims.last_day:
            income += aims.severance
        most = max(most, income)
    return most


@njit(cache=True)
def _ahead(table, aims, here, job):  # type: ignore[no-untyped-def]
    """The most that anything after a job pays, by year from its first on."""
    ahead = np.maximum(aims.goal_ladder, table.ladder[job, -1])
    if here.changes + 3 <= aims.most_changes:  # over other work as well
        ahead = np.maximum(ahead, aims.way_ladder)
    return ahead


@njit(cache=True)
def _row(table, aims, here, job, way, ready, latest, cost, tenths, out):  # type: ignore[no-untyped-def]
    """Writes the row of a journey over a job, with courses that take at least so much; False: there is none.

    `ready` and `latest` are the first and last day on which one could be ready. A way goes on to a goal, after
    a stay in the job.
    """
    if max(ready, here.leaves_from - table.lead[job]) > table.closes[job]:
        return False
    begins = max(here.leaves_from, table.opens[job])
    first = max(ready + table.lead[job], begins)
    last = max(latest + table.lead[job], begins)
    if here.origin and first <= aims.last_day:
        last = max(last, aims.last_day + 1)
    last = min(last, aims.until)
    if first > last:
        return False
    arrives = first
    if table.learning[job]:
        arrives = max(first, table.done[job]) if table.done[job] else first + aims.stay_days
    elif way:
        arrives = first + aims.stay_days
    if arrives > aims.until or here.cost + cost > aims.most_cost:
        return False
    lowest = min(here.lowest, table.first_pay[job])
    if first > here.since:
        lowest = min(lowest, _lowest(here.path, here.since, first))
    if lowest < aims.steady - 0.005:
        return False
    ahead = _ahead(table, aims, here, job) if way else aims.goal_ladder
    out[0] = arrives
    out[1] = here.cost + cost
    out[2] = -int(np.rint((lowest + _NOISE) * 100))
    out[3] = -int(np.rint((_most_income(table, aims, here, job, way, first, last, ahead) + _NOISE) * 100))
    out[4] = here.changes + 1 + way
    out[5] = here.tenths + tenths
    return True


@njit(cache=True)
def _tenths(hours):  # type: ignore[no-untyped-def]
    """Hours in tenths, rounded as they are in the end or a tenth less."""
    return int(np.floor(hours * 10 + 0.5 - _NOISE))


@njit(cache=True)
def _worth_a_look(table, aims, here, class_of, jobs, visited, way, front):  # type: ignore[no-untyped-def]
    """Those of the jobs of which, without any course, a journey could be unbeaten; one row for each class."""
    known = np.zeros(len(class_of), dtype=np.int8)
    row = np.empty(COUNTS, dtype=np.int64)
    kept = np.empty(len(jobs), dtype=np.int64)
    count = 0
    for job in jobs:
        number = class_of[job]
        if known[number] == _UNKNOWN:
            there = _row(table, aims, here, job, way, here.since, aims.until, 0, 0, row)
            known[number] = 1 if there and not is_beaten(front, row) else 2
        if known[number] == 1 and not (visited == table.occupation[job]).any():
            kept[count] = job
            count += 1
    return kept[:count]


@njit(cache=True)
def _unbeaten(table, aims, here, jobs, doors, behind, best, way, front):  # type: ignore[no-untyped-def]
    """The jobs of which a journey could be unbeaten, with what courses take at least, and their rows."""
    rows = np.empty((len(jobs), COUNTS), dtype=np.int64)
    kept = np.empty(len(jobs), dtype=np.int64)
    count = 0
    for job in jobs:
        can, open_, ready, cost, hours = least_into(doors, behind, best, job, aims.musts, aims.covered)
        if not can:
            continue
        latest = here.since if open_ else max(here.since, behind.latest)
        ready = max(here.since, ready)
        if not _row(table, aims, here, job, way, ready, latest, cost, _tenths(hours), rows[count]):
            continue
        if not is_beaten(front, rows[count]):
            kept[count] = job
            count += 1
    return kept[:count], rows[:count]


@njit(cache=True)
def _raise_to(best, first, columns, near, row):  # type: ignore[no-untyped-def]
    """Raises `best` to a row of a sparse table, in place."""
    for at in range(first[row], first[row + 1]):
        best[columns[at]] = max(best[columns[at]], near[at])


@njit(cache=True)
def _with_all_of(best, job, possible, gains, requiring):  # type: ignore[no-untyped-def]
    """What somebody has at most after a job: with all courses that could be taken for it, and its work."""
    most = best.copy()
    serving = gains.serving[gains.serving_first[job] : gains.serving_first[job + 1]]
    for course in reached_by(serving, possible, best, requiring, gains.teachers_first, gains.teachers):
        _raise_to(most, requiring.offered_first, requiring.offered, requiring.near, course)
    if gains.course[job] >= 0:
        _raise_to(most, requiring.offered_first, requiring.offered, requiring.near, gains.course[job])
    trade = gains.trade[job]
    for at in range(gains.learned_first[trade], gains.learned_first[trade + 1]):
        _raise_to(most, gains.near_first, gains.near_column, gains.near, gains.learned[at])
    most[gains.first_level : gains.first_level + gains.level[trade]] = 1.0
    return most


@njit(cache=True)
def _leads_on(  # type: ignore[no-untyped-def]
    table, aims, jobs, rows, goals, visited, doors, behind, possible, gains, requiring, best, front
):
    """Over which of these jobs one more change leads to a goal, on a journey that could be unbeaten.

    Somebody is given all that any way into the job could bring them, and each goal the least that courses take;
    `rows` are those of the jobs.
    """
    keep = np.zeros(len(jobs), dtype=np.bool_)
    row = np.empty(COUNTS, dtype=np.int64)
    for at in range(len(jobs)):
        job = jobs[at]
        most = _with_all_of(best, job, possible, gains, requiring)
        leaves = rows[at, 0]
        for goal in goals:
            lead = table.lead[goal]
            if table.occupation[goal] == table.occupation[job] or leaves - lead > table.closes[goal]:
                continue
            if (visited == table.occupation[goal]).any():
                continue
            can, open_, ready, cost, hours = least_into(doors, behind, most, goal, aims.musts, aims.covered)
            if not can:
                continue
            row[:] = rows[at]
            row[0] = max(leaves, table.opens[goal], table.done[goal])
            if not open_:
                row[0] = max(row[0], ready + lead)
            row[1] += cost
            row[2] = max(row[2], -int(np.rint((table.first_pay[goal] + _NOISE) * 100)))
            row[5] += _tenths(hours)
            if row[0] <= aims.until and row[1] <= aims.most_cost and not is_beaten(front, row):
                keep[at] = True
                break
    return keep


@njit(cache=True)
def _worth(table, aims, here, job, takes, way, front):  # type: ignore[no-untyped-def]
    """Which of these sets of courses could be part of a journey that is unbeaten."""
    row = np.empty(COUNTS, dtype=np.int64)
    worth = np.zeros(len(takes.ready), dtype=np.bool_)
    for at in range(len(worth)):
        ready, latest = max(here.since, takes.ready[at]), max(here.since, takes.latest[at])
        tenths = _tenths(takes.hours[at])
        if _row(table, aims, here, job, way, ready, latest, takes.cost[at], tenths, row):
            worth[at] = not is_beaten(front, row)
    return worth
