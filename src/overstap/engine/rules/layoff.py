# SPDX-License-Identifier: EUPL-1.2
"""When work ends for many at once: the steps that the law asks, each with its days.

A month of waiting, notice by years of service, what the works council may hold up, severance, benefit. Amounts
of time and their sources stand in `data/layoff.toml`; the method in `docs/methods/layoff.md`. Bargained
agreements may say otherwise, and a person may agree to an earlier day: this is what the law says without.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from overstap.engine.problems import InputRefused
from overstap.engine.rules import wording
from overstap.engine.rules.layoff_words import STEPS
from overstap.engine.rules.parameters import Parameters
from overstap.engine.rules.paths import add_months

Words = Mapping[str, str]
"""A sentence per language, `nl` and `en`."""

SERVICE: tuple[tuple[float, float | None, str], ...] = (
    (0, 5, "layoff.notice_months_first"),
    (5, 10, "layoff.notice_months_from_5"),
    (10, 15, "layoff.notice_months_from_10"),
    (15, None, "layoff.notice_months_from_15"),
)
"""Years of service from, up to (not with), and the parameter with the notice in months."""
_DAY = timedelta(days=1)
_LOOKED_BACK = 400
"""Days in which a last day to give notice is looked for: more than the longest notice."""


class StepKind(StrEnum):
    """The steps, in the order in which they come."""

    COUNCIL_ASKED = "council-asked"
    NOTIFIED = "notified"
    WAITING_OVER = "waiting-over"
    UWV_DECIDES = "uwv-decides"
    COUNCIL_HELD_UP = "council-held-up"
    NOTICE_FIRST = "notice-first"
    NOTICE_LAST = "notice-last"
    LAST_DAY = "last-day"
    BENEFIT_ASKED = "benefit-asked"
    BENEFIT_BEGINS = "benefit-begins"
    BENEFIT_LATEST = "benefit-latest"
    SEVERANCE_PAID = "severance-paid"


@dataclass(frozen=True, slots=True)
class Step:
    """A step: `on` is its day, `title` what happens, `why` what makes it so, `rests_on` the parameters used.

    `estimated`: somebody else decides how long it takes, so the day may be another.
    """

    kind: StepKind
    on: date
    title: Words
    why: Words
    rests_on: tuple[str, ...] = ()
    estimated: bool = False


@dataclass(frozen=True, slots=True)
class Notice:
    """Notice for people with so many years of service: `low` up to (not with) `high`, `None` is no end.

    `give_by`: the last day on which notice makes work end on the last day, `None` when that day is past before
    notice may be given at all; `ends_on`: the first day on which work can end.
    """

    low: float
    high: float | None
    months: float
    give_by: date | None
    ends_on: date
    parameter: str


@dataclass(frozen=True, slots=True)
class Layoff:
    """All steps in order of their day, and notice by years of service."""

    steps: tuple[Step, ...]
    notices: tuple[Notice, ...]
    collective: bool
    """Whether so many people lose their work that it must be notified."""

    @property
    def too_late(self) -> tuple[Notice, ...]:
        """Those for whom work cannot end on the last day by notice: theirs comes later."""
        return tuple(one for one in self.notices if one.give_by is None)


def layoff(
    *,
    notified_on: date,
    last_day: date,
    people: int,
    parameters: Parameters,
    unions_agree: bool = False,
    staff: int | None = None,
) -> Layoff:
    """The steps when `people` lose their work, as was notified on `notified_on`; `last_day` is theirs at work.

    `unions_agree`: they said in writing that they were consulted and agree, so that nobody need wait. `staff`:
    of the enterprise, which decides whether there must be a works council; unknown counts as enough. Raises
    `InputRefused` for no people and for a last day before the notification.

    >>> from overstap.engine.rules.parameters import load_parameters
    >>> plan = layoff(notified_on=date(2027, 1, 11), last_day=date(2027, 6, 30), people=1500,
    ...     parameters=load_parameters())
    >>> [(one.months, str(one.give_by), str(one.ends_on)) for one in plan.notices][1:3]
    [(2.0, '2027-05-28', '2027-03-31'), (3.0, '2027-04-28', '2027-04-30')]
    """
    if people < 1:
        raise InputRefused([wording.nobody_loses_work(people)])
    if last_day < notified_on:
        raise InputRefused([wording.ends_before_told(last_day, notified_on)])
    days = _Days(notified_on, last_day, parameters, unions_agree)
    collective = people >= parameters.value("layoff.people_from", notified_on)
    council = staff is None or staff >= parameters.value("layoff.council_from", notified_on)
    notices = tuple(days.notice(low, high, name) for low, high, name in SERVICE)
    found = _steps(days, notices, collective=collective, council=council)
    order = {kind: at for at, kind in enumerate(StepKind)}
    steps = tuple(sorted(found, key=lambda step: (step.on, order[step.kind])))
    return Layoff(steps, notices, collective)


class _Days:
    """The days of one dismissal."""

    def __init__(self, notified: date, last: date, parameters: Parameters, unions_agree: bool) -> None:
        self.notified, self.last, self.parameters = notified, last, parameters
        months = 0 if unions_agree else self.months("layoff.waiting_months")
        self.waiting_over = add_months(notified, months)
        self.procedure = timedelta(weeks=parameters.value("layoff.decision_weeks", notified))
        self.decided = notified + self.procedure
        self.notice_from = max(self.waiting_over, self.decided)

    def months(self, name: str) -> int:
        return int(self.parameters.value(name, self.notified))

    def notice(self, low: float, high: float | None, name: str) -> Notice:
        months = self.months(name)
        back = (self.last - timedelta(days=ago) for ago in range(_LOOKED_BACK))
        latest = next((day for day in back if self._ends(day, months) <= self.last), None)
        give_by = None if latest is None or latest < self.notice_from else latest
        return Notice(low, high, float(months), give_by, self._ends(self.notice_from, months), name)

    def _ends(self, given: date, months: int) -> date:
        """When work ends by notice given on a day: at the end of a month, UWV's time taken off."""
        least = self.months("layoff.notice_months_least")
        runs_to = max(add_months(given, months) - self.procedure, add_months(given, min(least, months)))
        return add_months(runs_to.replace(day=1), 1) - _DAY


def _steps(days: _Days, notices: tuple[Notice, ...], *, collective: bool, council: bool) -> list[Step]:
    parameters, told = days.parameters, days.notified
    steps = []
    if council:
        held = add_months(told, days.months("layoff.council_months"))
        steps += [
            _step(StepKind.COUNCIL_ASKED, told, "layoff.council_from"),
            _step(StepKind.COUNCIL_HELD_UP, held, "layoff.council_months"),
        ]
    if collective:
        steps.append(_step(StepKind.NOTIFIED, told, "layoff.people_from"))
        steps.append(_step(StepKind.WAITING_OVER, days.waiting_over, "layoff.waiting_months"))
    steps.append(_step(StepKind.UWV_DECIDES, days.decided, "layoff.decision_weeks", estimated=True))
    steps.append(_step(StepKind.NOTICE_FIRST, days.notice_from, "layoff.waiting_months", estimated=True))
    latest = [one.give_by for one in notices if one.give_by is not None]
    if latest:
        names = tuple(one.parameter for one in notices)
        steps.append(_step(StepKind.NOTICE_LAST, min(latest), *names, "layoff.notice_months_least"))
    first = days.last + _DAY
    weeks = timedelta(weeks=parameters.value("layoff.benefit_weeks", told))
    paid = add_months(days.last, days.months("layoff.severance_months"))
    return [
        *steps,
        _step(StepKind.LAST_DAY, days.last),
        _step(StepKind.BENEFIT_ASKED, first - weeks, "layoff.benefit_weeks"),
        _step(StepKind.BENEFIT_BEGINS, first, "ww.rate_first", "ww.months_least", "ww.months_most"),
        _step(StepKind.BENEFIT_LATEST, first + weeks, "layoff.benefit_weeks"),
        _step(StepKind.SEVERANCE_PAID, paid, "layoff.severance_months", "severance.months_per_year"),
    ]


def _step(kind: StepKind, on: date, *rests_on: str, estimated: bool = False) -> Step:
    title, why = STEPS[kind.value]
    return Step(kind, on, title, why, rests_on, estimated)
