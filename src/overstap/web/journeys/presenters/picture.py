# SPDX-License-Identifier: EUPL-1.2
"""A journey as a drawing to scale: the work as lines one below the other, joined where one changes; and the
income under it, against today's.

Across, places are percentages of the time axis; down, they are pixels. Text keeps its size at any width.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from overstap.engine.journeys.model import (
    ChangeLeg,
    IncomeStep,
    Journey,
    Meanwhile,
    StudyLeg,
    WaitLeg,
    WorkLeg,
)
from overstap.web import words
from overstap.web.journeys.presenters.axis import Axis, Tick, percent
from overstap.web.planner.presenters.matches import Sector

FIRST_LINE, BETWEEN_LINES, BELOW_LAST = 50, 54, 32
ABOVE, BELOW = 15, 24
"""How far words stand from their line: baselines above and below it, in pixels."""
NARROWEST = 780
"""Pixels of the narrowest drawing that is shown across; on a phone the journey stands as a list."""
LETTER = 7.3
"""Pixels of a letter, on average."""
INCOME_HEIGHT = 124
INCOME_NARROWEST = 270
"""Pixels of the income line on the smallest phone, where it stands too."""
INCOME_TOP, INCOME_FOOT = 20, 4
OVER, UNDER = 7, 17
"""How far an amount stands over its line; or under it, where that lies below today's pay."""


@dataclass(frozen=True)
class Stretch:
    """A part of a line. `kind`: work, learning, study, wait, benefit or nothing."""

    kind: str
    x1: str
    x2: str
    y: int
    hue: int


@dataclass(frozen=True)
class Words:
    """Words in a drawing; `anchor` as SVG has it, `strong` for the names of work."""

    x: str
    y: int
    anchor: str
    text: str
    strong: bool = False
    dx: int = 0


@dataclass(frozen=True)
class Capsule:
    """Where one changes: it joins the line above to the line below."""

    x: str
    y: int
    height: int


@dataclass(frozen=True)
class SignOnLine:
    """The letter of a sector, on its line."""

    x: str
    y: int
    hue: int
    letter: str


@dataclass(frozen=True)
class Picture:
    """The line drawing of a journey."""

    height: int
    foot: int
    ticks: Sequence[Tick]
    stretches: Sequence[Stretch]
    capsules: Sequence[Capsule]
    signs: Sequence[SignOnLine]
    words: Sequence[Words]
    start_y: int
    arrival: tuple[str, int]
    hue: int


@dataclass(frozen=True)
class Names:
    """What the drawing calls things."""

    work: Callable[[str], str]
    course: Callable[[str], str]
    sector: Callable[[str], Sector]


def picture_of(journey: Journey, axis: Axis, names: Names) -> Picture:
    """The drawing of a journey on an axis of time."""
    drawing = _Drawing(journey, axis, names)
    drawing.draw()
    last = FIRST_LINE + BETWEEN_LINES * journey.measures.changes
    return Picture(
        height=last + BELOW_LAST,
        foot=last + BELOW_LAST,
        ticks=axis.ticks(),
        stretches=drawing.stretches,
        capsules=drawing.capsules,
        signs=drawing.signs,
        words=drawing.words,
        start_y=FIRST_LINE,
        arrival=(axis.x(journey.measures.arrives_on), last),
        hue=names.sector(journey.destination.occupation).hue,
    )


class _Drawing:
    def __init__(self, journey: Journey, axis: Axis, names: Names) -> None:
        self.journey, self.axis, self.names = journey, axis, names
        self.stretches: list[Stretch] = []
        self.capsules: list[Capsule] = []
        self.signs: list[SignOnLine] = []
        self.words: list[Words] = []
        self._taken: dict[int, list[tuple[float, float]]] = {}

    def draw(self) -> None:
        changes = [leg for leg in self.journey.legs if isinstance(leg, ChangeLeg)]
        self._origin(changes[0])
        work = [leg for leg in self.journey.legs if isinstance(leg, WorkLeg)]
        for row, leg in enumerate(work, start=1):
            self._work(row, leg)
        row = 1
        study: list[tuple[int, StudyLeg]] = []
        for leg in self.journey.legs:
            if isinstance(leg, ChangeLeg):
                self._change(row, leg)
                row += 1
            elif isinstance(leg, WaitLeg):
                self._stretch("wait", leg.starts_on, leg.ends_on, row, leg_hue(self.names, work[row - 1]))
            elif isinstance(leg, StudyLeg):
                self._stretch("study", leg.starts_on, leg.ends_on, row, leg_hue(self.names, work[row - 1]))
                study.append((row, leg))
        for row, leg in study:
            self._name_study(row, leg)

    def _origin(self, first: ChangeLeg) -> None:
        """What one lives on until the first change: present work, then benefit, then nothing."""
        y, start = FIRST_LINE, self.journey.departs_on
        known = first.origin != ""
        hue = self.names.sector(first.origin).hue if known else 0
        steps = [step for step in self.journey.income_line if step.on < first.on]
        ends = [step.on for step in steps[1:]] + [first.on]
        for step, end in zip(steps, ends, strict=False):
            kind = {Meanwhile.JOB: "work", Meanwhile.BENEFIT: "benefit"}.get(step.source, "nothing")
            self._stretch(kind, step.on, end, 0, hue)
        if not steps:  # what one lives on is not told: the work that one leaves, as far as it is known
            self._stretch("work" if known else "nothing", start, first.on, 0, hue)
        if known and (not steps or any(step.source is Meanwhile.JOB for step in steps)):
            sector = self.names.sector(first.origin)
            self.signs.append(SignOnLine(self.axis.x(start), y, hue, sector.letter))
        text = self.names.work(first.origin) if known else ""
        if text:
            self.words.append(Words("0%", y - ABOVE, "start", text, strong=True))

    def _work(self, row: int, leg: WorkLeg) -> None:
        sector = self.names.sector(leg.occupation)
        end = leg.ends_on or self.axis.end
        self._stretch("work", leg.starts_on, end, row, sector.hue)
        if leg.learns_until is not None:
            self._stretch("learning", leg.starts_on, leg.learns_until, row, sector.hue)
        x = self.axis.share(leg.starts_on)
        self.signs.append(SignOnLine(percent(x), _y(row), sector.hue, sector.letter))
        text = self.names.work(leg.occupation)
        if not self._place(text, x, row, above=True, strong=True, after=12):
            self._put(text, 1.0, _y(row) - ABOVE, "end", strong=True)

    def _change(self, row: int, leg: ChangeLeg) -> None:
        x = self.axis.share(leg.on)
        self.capsules.append(Capsule(percent(x), _y(row - 1) - 11, BETWEEN_LINES + 22))
        self._place(words.short_day_year(leg.on), x, row, above=False)

    def _name_study(self, row: int, leg: StudyLeg) -> None:
        name, x = self.names.course(leg.course), self.axis.share(leg.starts_on)
        for text in (name, shortened(name, 26), shortened(name, 18)):
            for above in (True, False):
                if self._place(text, x, row, above=above):
                    return

    # --- placing -----------------------------------------------------------------------------------

    def _stretch(self, kind: str, start: date, end: date, row: int, hue: int) -> None:
        x1, x2 = self.axis.share(start), self.axis.share(end)
        if x2 > x1:
            self.stretches.append(Stretch(kind, percent(x1), percent(x2), _y(row), hue))

    def _place(
        self, text: str, x: float, row: int, *, above: bool, strong: bool = False, after: int = 0
    ) -> bool:
        """Puts words where a stretch begins when there is room, to the left or the right of it."""
        y = _y(row) - ABOVE if above else _y(row) + BELOW
        width = len(text) * LETTER / NARROWEST * (1.06 if strong else 0.95)
        gap = after / NARROWEST
        for anchor, low in (("start", x + gap), ("end", x - gap - width)):
            if low < 0 or low + width > 1.0 or not self._free(y, low, low + width):
                continue
            self._taken.setdefault(y, []).append((low, low + width))
            dx = after if anchor == "start" else -after
            self.words.append(Words(percent(x), y, anchor, text, strong, dx))
            return True
        return False

    def _free(self, y: int, low: float, high: float) -> bool:
        return all(high + 0.015 < start or low - 0.015 > end for start, end in self._taken.get(y, ()))

    def _put(self, text: str, x: float, y: int, anchor: str, *, strong: bool) -> None:
        width = len(text) * LETTER / NARROWEST * 1.06
        self._taken.setdefault(y, []).append((x - width, x))
        self.words.append(Words(percent(x), y, anchor, text, strong))


def leg_hue(names: Names, work: WorkLeg) -> int:
    """The line that study and waiting lead to."""
    return names.sector(work.occupation).hue


def _y(row: int) -> int:
    return FIRST_LINE + row * BETWEEN_LINES


def shortened(text: str, at_most: int) -> str:
    """Words cut after a whole word.

    >>> shortened("Assistent in de kinderopvang", 18)
    'Assistent in de …'
    """
    if len(text) <= at_most:
        return text
    return f"{text[: at_most - 1].rsplit(' ', 1)[0].rstrip(' ,:(')} …"


# --- income ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class IncomePart:
    """Some time with one income. `lack` is how far its top lies under today's, in pixels."""

    x: str
    width: str
    y: int
    height: int
    source: str
    lack: int


@dataclass(frozen=True)
class Rise:
    """Where the line goes up or down."""

    x: str
    y1: int
    y2: int


@dataclass(frozen=True)
class IncomePicture:
    """The income line: parts side by side, today's pay as a level, what is needed as another."""

    height: int
    ground: int
    parts: Sequence[IncomePart]
    rises: Sequence[Rise]
    today_y: int | None
    floor_y: int | None
    words: Sequence[Words]


@dataclass(frozen=True)
class IncomeScale:
    """The same scale for all journeys on a page: from nothing to the highest income shown."""

    highest: float

    def y(self, monthly: float) -> int:
        """Pixels from the top."""
        room = INCOME_HEIGHT - INCOME_TOP - INCOME_FOOT
        return round(INCOME_TOP + room * (1 - monthly / self.highest))


def income_scale(journeys: Sequence[Journey], axis: Axis) -> IncomeScale:
    """A scale on which the incomes of all these journeys fit, as far as the axis goes."""
    amounts = [step.monthly for one in journeys for step in one.income_line if step.on < axis.end]
    amounts += [one.today_monthly for one in journeys if one.today_monthly]
    return IncomeScale(max([*amounts, 1.0]))


def income_picture(
    journey: Journey, axis: Axis, scale: IncomeScale, income_floor: float | None = None
) -> IncomePicture:
    """The income of a journey along the axis."""
    ground = scale.y(0.0)
    today = journey.today_monthly
    today_y = None if today is None else scale.y(today)
    line = [step for step in journey.income_line if step.on < axis.end]
    ends = [step.on for step in line[1:]] + [axis.end]
    parts, rises = [], []
    for step, end in zip(line, ends, strict=True):
        y = scale.y(step.monthly)
        x1, x2 = axis.share(step.on), axis.share(end)
        lack = 0 if today_y is None else max(0, y - today_y)
        parts.append(IncomePart(percent(x1), percent(x2 - x1), y, ground - y, step.source.value, lack))
    for before, step in pairwise(line):
        rises.append(Rise(axis.x(step.on), scale.y(before.monthly), scale.y(step.monthly)))
    return IncomePicture(
        height=INCOME_HEIGHT,
        ground=ground,
        parts=parts,
        rises=rises,
        today_y=today_y,
        floor_y=None if not income_floor else scale.y(income_floor),
        words=_amounts(line, axis, scale, today),
    )


def _amounts(line: Sequence[IncomeStep], axis: Axis, scale: IncomeScale, today: float | None) -> list[Words]:
    """Amounts at the line, the first, the lowest and the last before the others, where there is room."""
    order = sorted(range(len(line)), key=lambda at: (at != 0, at != _lowest(line), at != len(line) - 1, at))
    taken: list[tuple[float, float]] = []
    placed: list[Words] = []
    for at in order:
        text = words.euros(line[at].monthly, 0)
        low, width = axis.share(line[at].on), len(text) * LETTER / INCOME_NARROWEST
        anchor = "start"
        if low + width > 1.0:
            low, anchor = 1.0 - width, "end"
        if any(low < end and start < low + width for start, end in taken):
            continue
        taken.append((low, low + width))
        x = percent(1.0 if anchor == "end" else low)
        below = today is not None and line[at].monthly < today - 1
        y = scale.y(line[at].monthly) + (UNDER if below else -OVER)
        placed.append(Words(x, min(y, INCOME_HEIGHT - 2), anchor, text, dx=3 if anchor == "start" else -3))
    return placed


def _lowest(line: Sequence[IncomeStep]) -> int:
    return min(range(len(line)), key=lambda at: line[at].monthly)
