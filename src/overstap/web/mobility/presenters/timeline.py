# SPDX-License-Identifier: EUPL-1.2
"""The steps of a case as a drawing to scale, as a table with sources, and as a calendar."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.utils.translation import gettext as _
from icalendar import Event

from overstap.engine.rules.layoff import Layoff, Notice, StepKind, layoff
from overstap.engine.rules.parameters import Assumption, load_parameters
from overstap.engine.rules.paths import add_months
from overstap.web import words
from overstap.web.calendars import calendar_file, whole_days
from overstap.web.templatetags.overstap import said

_DAY = timedelta(days=1)
_MONTHS_AT_MOST = 9
"""Names of months that fit under the drawing."""


@dataclass(frozen=True)
class Bar:
    """A stretch of time: `x` and `width` in percent of the drawing; `kind` says how it is drawn."""

    label: str
    says: str
    x: str
    width: str
    kind: str
    late: bool = False


@dataclass(frozen=True)
class Drawing:
    """All bars, where the last day is, and the months under them."""

    bars: tuple[Bar, ...]
    last_x: str
    months: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class StepRow:
    """A row of the table."""

    on: date
    title: str
    why: str
    estimated: bool
    past: bool
    sources: tuple[Assumption, ...]


@dataclass(frozen=True)
class NoticeRow:
    """Notice by years of service, in words."""

    service: str
    months: str
    give_by: date | None
    ends_on: date


@dataclass(frozen=True)
class Timeline:
    """What the page of a case shows of its days."""

    steps: tuple[StepRow, ...]
    notices: tuple[NoticeRow, ...]
    drawing: Drawing
    collective: bool
    too_late: bool

    @property
    def next(self) -> StepRow | None:
        """The first step that is still to come, if any."""
        return next((one for one in self.steps if not one.past), None)


def days_of(case: Any) -> Layoff:
    """The steps of a case by the rules that come with the product."""
    return layoff(
        notified_on=case.notified_on,
        last_day=case.last_day,
        people=case.people,
        parameters=load_parameters(),
        unions_agree=case.unions_agree,
        staff=case.staff,
    )


def timeline(case: Any, today: date) -> Timeline:
    """The steps, in the language of the page."""
    plan, parameters = days_of(case), load_parameters()
    language = words.language()
    steps = tuple(
        StepRow(
            one.on,
            said(one.title),
            said(one.why),
            one.estimated,
            one.on < today,
            _sources(parameters.assumptions(case.notified_on, one.rests_on, language)),
        )
        for one in plan.steps
    )
    notices = tuple(
        NoticeRow(_service(one), _months(one.months), one.give_by, one.ends_on) for one in plan.notices
    )
    drawing = _drawing(case, plan)
    return Timeline(steps, notices, drawing, plan.collective, bool(plan.too_late))


def _sources(assumed: Iterable[Assumption]) -> tuple[Assumption, ...]:
    """Each place in a law once."""
    return tuple({(one.source.title, one.source.article): one for one in assumed}.values())


def case_calendar(case: Any, today: date) -> bytes:
    """The steps of a case as a calendar file."""
    return calendar_file("Case", f"{case.name} (Overstap)", _events(case, today))


def _events(case: Any, today: date) -> Iterator[Event]:
    stamp = datetime.combine(today, time(), UTC)
    for step in days_of(case).steps:
        event = whole_days(f"case-{case.pk}-{step.kind}", stamp, step.on, step.on)
        event.add("summary", f"{case.name}: {said(step.title)}")
        event.add("description", said(step.why))
        yield event


def _service(one: Notice) -> str:
    told = {"low": f"{one.low:g}", "high": f"{one.high or 0:g}"}
    if one.high is None:
        return _("%(low)s years or more") % told
    return _("%(low)s to %(high)s years") % told if one.low else _("less than %(high)s years") % told


def _months(months: float) -> str:
    return _("1 month") if months == 1 else _("%(n)s months") % {"n": words.plain(months)}


class _Scale:
    """Days to places in percent."""

    def __init__(self, first: date, last: date) -> None:
        self.first, self.length = first, (last - first).days

    def at(self, day: date) -> float:
        return 100 * (day - self.first).days / self.length

    def bar(self, label: str, says: str, span: tuple[date, date], kind: str, late: bool = False) -> Bar:
        x, end = self.at(span[0]), self.at(span[1])
        return Bar(label, says, f"{x:.2f}%", f"{max(end - x, 0.8):.2f}%", kind, late)


def _drawing(case: Any, plan: Layoff) -> Drawing:
    on = {step.kind: step.on for step in plan.steps}
    end = max([on[StepKind.SEVERANCE_PAID], *(one.ends_on for one in plan.notices)]) + 7 * _DAY
    scale = _Scale(case.notified_on - 3 * _DAY, end)
    bars = []
    if waits := on.get(StepKind.WAITING_OVER):
        bars.append(_span(scale, _("Waiting time"), (case.notified_on, waits), "wait"))
    bars.append(_span(scale, _("UWV decides"), (case.notified_on, on[StepKind.UWV_DECIDES]), "guess"))
    for one in plan.notices:
        late = one.give_by is None
        span = (on[StepKind.NOTICE_FIRST], one.ends_on) if late else (one.give_by, case.last_day)
        label = _("Notice, %(service)s") % {"service": _service(one)}
        bars.append(_span(scale, label, span, "late" if late else "notice", late))  # type: ignore[arg-type]
    bars.append(_span(scale, _("Benefit, for who has no work"), (case.last_day + _DAY, end), "benefit"))
    return Drawing(tuple(bars), f"{scale.at(case.last_day):.2f}%", tuple(_month_marks(scale, end)))


def _span(scale: _Scale, label: str, span: tuple[date, date], kind: str, late: bool = False) -> Bar:
    told: Mapping[str, str] = {
        name: words.short_day_year(day) for name, day in zip(("first", "last"), span, strict=True)
    }
    says = _("from %(first)s") % told if kind == "benefit" else _("%(first)s to %(last)s") % told
    return scale.bar(label, says, span, kind, late)


def _month_marks(scale: _Scale, end: date) -> Iterator[tuple[str, str]]:
    first = add_months(scale.first.replace(day=1), 1)
    count = (end.year - first.year) * 12 + end.month - first.month + 1
    every = -(-count // _MONTHS_AT_MOST)
    for n in range(0, count, every):
        day = add_months(first, n)
        yield f"{scale.at(day):.2f}%", words.month(day, with_year=day.month == 1 or n == 0)
