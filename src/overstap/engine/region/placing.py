# SPDX-License-Identifier: EUPL-1.2
"""From a region and people who lose their work to a question for a plan: what each of them can do.

Somebody can go to an opening that fits now, or to one that is a single step away by an edition of a course that
closes the gap or gives the paper. How likely it lasts, how much guidance it takes and how long work waits are
estimates of ours, with names below; nothing about age, sex, health or origin is in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from overstap.engine.matching.model import Edition, Match, Passport, Wishes
from overstap.engine.placement.plan.model import Bar, Case, Limit, Options
from overstap.engine.region.region import Region
from overstap.engine.region.rows import OpeningRow
from overstap.engine.rules.income import monthly, wage_or_minimum
from overstap.engine.rules.instruments import CourseFacts, PersonFacts, Situation, TargetFacts, pays
from overstap.engine.rules.parameters import load_parameters

LASTS_AT_LEAST, LASTS_BY_FIT = 0.55, 0.4
"""The chance that a place lasts: so much, and so much more the better it fits. An estimate of ours."""
HOURS_DIRECT, HOURS_BY_COURSE = 4.0, 8.0
"""Hours of guidance to a place directly, and by a course. An estimate of ours."""
WORK_WAITS = timedelta(days=183)
"""An employer waits at most so long for who is still on a course. An estimate of ours."""
BUDGET, GUIDANCE = "social-plan", "advisers"


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who needs other work. Pay in EUR gross per hour, hours per week; `group` is for fairness."""

    id: str
    passport: Passport
    wishes: Wishes
    place: str = ""
    pay: float | None = None
    hours: float | None = None
    group: str = ""


@dataclass(frozen=True, slots=True)
class Means:
    """What there is to spend: EUR for courses after what others pay, hours of guidance; `None` is no limit."""

    budget: float | None = None
    guidance: float | None = None
    top: int = 15
    """Openings looked at for each person, in each group of matches."""


@dataclass(frozen=True, slots=True)
class Way:
    """An option in words of the region: EUR a month of income more or less, cost of the course, who pays."""

    person: int
    opening: str
    edition: str
    fit: float
    income: float
    cost: float
    payer: str
    paid: float
    barred: int


@dataclass(frozen=True)
class Placing:
    """The question, and what its options are; `ways` are in the order of `case.options`."""

    case: Case
    ways: tuple[Way, ...]


def placing(
    region: Region,
    people: Sequence[Candidate],
    means: Means,
    today: date,
    *,
    stopped: Callable[[], bool] = lambda: False,
    progress: Callable[[int, int], None] = lambda _done, _of: None,
) -> Placing:
    """The question of a plan for these people. Stopped, the rest of them have nothing they can do."""
    ways: list[Way] = []
    for number, person in enumerate(people):
        if number % 50 == 0:
            progress(number, len(people))
            if stopped():
                break
        ways += _ways(region, number, person, means, today)
    return Placing(case_of(region, people, ways, means), tuple(ways))


def case_of(region: Region, people: Sequence[Candidate], ways: Sequence[Way], means: Means) -> Case:
    """The question of these ways; nothing was planned before."""
    openings = list(dict.fromkeys(way.opening for way in ways))
    editions = list(dict.fromkeys(way.edition for way in ways if way.edition))
    to, by = ({id_: at for at, id_ in enumerate(ids)} for ids in (openings, editions))
    records = region.records
    limits, use = _limits(ways, means)
    fit = np.array([way.fit for way in ways], dtype=np.float64)
    options = Options(
        ids=tuple(f"{people[way.person].id}/{way.opening}/{way.edition}" for way in ways),
        person=np.array([way.person for way in ways], dtype=np.int64),
        opening=np.array([to[way.opening] for way in ways], dtype=np.int64),
        edition=np.array([by.get(way.edition, -1) for way in ways], dtype=np.int64),
        lasting=LASTS_AT_LEAST + LASTS_BY_FIT * fit,
        income=np.array([way.income for way in ways], dtype=np.float64),
        fit=fit,
        cost=np.array([way.cost for way in ways], dtype=np.float64),
        barred=np.array([way.barred for way in ways], dtype=np.int64),
        use=use,
    )
    return Case(
        people=tuple(person.id for person in people),
        openings=tuple(openings),
        places=np.array([records.openings[one].places for one in openings], dtype=np.int64),
        editions=tuple(editions),
        seats=np.array([records.editions[one].seats for one in editions], dtype=np.int64),
        least=np.zeros(len(editions), dtype=np.int64),
        limits=limits,
        options=options,
        now=np.full(len(people), -1, dtype=np.int64),
        locked=np.zeros(len(people), dtype=np.bool_),
        groups=_groups(people),
    )


def with_earlier(
    question: Placing,
    *,
    now: dict[str, tuple[str, str]],
    locked: frozenset[str] = frozenset(),
    forbidden: frozenset[tuple[str, str]] = frozenset(),
) -> Placing:
    """The same question beside a plan of before: `now` is person -> opening and edition, `locked` stay there,
    and `forbidden` are people and openings that may not come together.
    """
    case = question.case
    index = {id_: at for at, id_ in enumerate(case.people)}
    has, stays = case.now.copy(), case.locked.copy()
    barred = case.options.barred.copy()
    for at, way in enumerate(question.ways):
        person = case.people[way.person]
        if (person, way.opening) in forbidden:
            barred[at] |= int(Bar.FORBIDDEN)
        if now.get(person) == (way.opening, way.edition):
            has[index[person]] = at
            stays[index[person]] = person in locked
    options = replace(case.options, barred=barred)
    return Placing(replace(case, now=has, locked=stays, options=options), question.ways)


def _ways(region: Region, number: int, person: Candidate, means: Means, today: date) -> Iterator[Way]:
    found = region.match(person.passport, person.wishes, today=today, top=means.top)
    for match in found.now:
        yield from _way(region, number, person, match, None)
    for match in found.one_away:
        for edition in _editions(match)[:3]:
            yield from _way(region, number, person, match, edition)


def _editions(match: Match) -> tuple[Edition, ...]:
    """What closes the one step of this opening, the first to end first."""
    steps = [gap.editions for gap in match.must_missing]
    steps += [match.certificate_editions.get(paper, ()) for paper in match.certificates_missing]
    return steps[0] if len(steps) == 1 else ()


def _way(
    region: Region, number: int, person: Candidate, match: Match, edition: Edition | None
) -> Iterator[Way]:
    row, wishes = region.records.openings[match.opening], person.wishes
    if wishes.kinds and row.kind not in wishes.kinds:
        return
    low, high = wishes.hours_low, wishes.hours_high
    if (low and row.hours_high < low) or (high and row.hours_low > high):
        return
    cost = edition.cost if edition else 0.0
    payer, paid = _paid(region, person, row, edition) if edition else ("", 0.0)
    yield Way(
        number,
        row.id,
        edition.id if edition else "",
        match.coverage.claimed,
        _income(person, row),
        cost,
        payer,
        paid,
        _barred(person, row, match, edition),
    )


def _barred(person: Candidate, row: OpeningRow, match: Match, edition: Edition | None) -> int:
    wishes, barred = person.wishes, Bar(0)
    if wishes.distance is not None and (match.distance_km or 0.0) > wishes.distance:
        barred |= Bar.TRAVEL
    best = row.wage_high if row.wage_high is not None else row.wage_low
    if wishes.wage_floor is not None and best is not None and best < wishes.wage_floor:
        barred |= Bar.INCOME
    begins = row.starts_on or wishes.starts_on
    if edition and begins and edition.ends_on > begins + WORK_WAITS:
        barred |= Bar.DATES
    return int(barred)


def _income(person: Candidate, row: OpeningRow) -> float:
    """The change in EUR a month; 0 when present pay is not known. Pay there is the lowest that is offered."""
    if person.pay is None or person.hours is None:
        return 0.0
    wished = person.wishes.hours_high or person.hours
    hours = min(max(wished, row.hours_low), row.hours_high)
    starts = row.starts_on or person.wishes.starts_on or date(2026, 1, 1)
    wage = wage_or_minimum(
        row.wage_low if row.wage_low is not None else row.wage_high, starts, load_parameters()
    )
    return monthly(wage, hours) - monthly(person.pay, person.hours)


def _paid(region: Region, person: Candidate, row: OpeningRow, edition: Edition) -> tuple[str, float]:
    """Who pays most of a course, and how much; the rest is for the social plan."""
    records = region.records
    course, work = records.courses[edition.course], records.occupations[row.occupation]
    facts = CourseFacts(edition.cost, course.provider, course.level)
    target = TargetFacts(row.occupation, work.sector, work.outlook)
    who = PersonFacts(person.place or None, Situation.NOTICE)
    found = [
        payment
        for one in records.instruments.values()
        if (payment := pays(one, course=facts, target=target, person=who, on=edition.starts_on)) is not None
    ]
    best = max(found, key=lambda one: (one.amount, one.instrument), default=None)
    return (best.instrument, best.amount) if best else ("", 0.0)


def _limits(ways: Sequence[Way], means: Means) -> tuple[tuple[Limit, ...], npt.NDArray[np.float64]]:
    limits, rows = [], []
    if means.budget is not None:
        limits.append(Limit(BUDGET, "budget", means.budget))
        rows.append([way.cost - way.paid for way in ways])
    if means.guidance is not None:
        limits.append(Limit(GUIDANCE, "guidance", means.guidance))
        rows.append([HOURS_BY_COURSE if way.edition else HOURS_DIRECT for way in ways])
    return tuple(limits), np.array(rows, dtype=np.float64).reshape(len(limits), len(ways))


def _groups(people: Sequence[Candidate]) -> dict[str, npt.NDArray[np.bool_]]:
    names = [person.group for person in people]
    return {name: np.array([one == name for one in names]) for name in dict.fromkeys(names) if name}
