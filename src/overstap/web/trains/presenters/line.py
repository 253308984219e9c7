# SPDX-License-Identifier: EUPL-1.2
"""A train as a line of stops, its seats as a carriage, its people in rows, and who is late."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from overstap.apps.trains.enums import SMALL, PartnerRole, SeatState, Stage, TrainKind
from overstap.apps.trains.gates import STAGES, next_of
from overstap.apps.trains.queries import Figures
from overstap.engine.region.region import Region
from overstap.web import words
from overstap.web.templatetags.overstap import said
from overstap.web.trains import words as train_words

HUES = {TrainKind.COHORT: "1", TrainKind.NEIGHBOURHOOD: "3", TrainKind.APPRENTICE: "5"}
"""The line that each kind is drawn as."""
SHOWN = 8
"""Signs of a number that fit on a seat."""
GATE = Stage.TRAINING
"""Before this stage is the gate that opens only for a promised place."""


@dataclass(frozen=True, slots=True)
class Stop:
    """A stage on the line. `here`: people who are there now; `when`: past, now or later by the calendar."""

    stage: str
    label: str
    on: date
    when: str
    here: int
    reached: int
    gate: bool
    mine: bool = False


def line_of(train: Any, found: Figures, today: date, mine: str = "") -> list[Stop]:
    """The stops of a train; `mine` is where the one who looks stands."""
    labels = train_words.STAGES[TrainKind(train.kind)]
    days = [train.day_of(stage) for stage in STAGES]
    now = max((at for at, day in enumerate(days) if day <= today), default=-1)
    return [
        Stop(
            str(stage),
            str(labels[stage]),
            days[at],
            "past" if at < now else "now" if at == now else "later",
            found.at.get(stage, 0),
            found.reached.get(stage, 0),
            stage is GATE,
            stage == mine,
        )
        for at, stage in enumerate(STAGES)
    ]


@dataclass(frozen=True, slots=True)
class Seat:
    """A seat of the carriage: `taken`, `offered` or `free`. `short`: the end of a long number."""

    number: int
    state: str
    who: str = ""
    answer_by: date | None = None
    rider: Any = None

    @property
    def short(self) -> str:
        """As much of the number as a seat shows."""
        return self.who if len(self.who) <= SHOWN else f"…{self.who[1 - SHOWN :]}"


def carriage(train: Any, riders: Iterable[Any]) -> list[Seat]:
    """Every seat, in order."""
    on = {one.seat: one for one in riders if one.seat is not None}
    seats = []
    for number in range(1, train.most + 1):
        one = on.get(number)
        if one is None:
            seats.append(Seat(number, "free"))
        else:
            state = "taken" if one.state == SeatState.ABOARD else "offered"
            seats.append(Seat(number, state, one.reference, one.answer_by, one.pk))
    return seats


def is_late(train: Any, rider: Any, today: date) -> bool:
    """Whether the next stage began more than today ago and somebody is not there yet."""
    if rider.state != SeatState.ABOARD:
        return False
    at = STAGES.index(Stage(rider.stage))
    return at + 1 < len(STAGES) and train.day_of(STAGES[at + 1]) < today


def rows_of(train: Any, riders: Iterable[Any], today: date) -> list[dict[str, Any]]:
    """People in words, who is late marked."""
    labels = train_words.STAGES[TrainKind(train.kind)]
    return [
        {
            "row": one,
            "state": str(train_words.STATES[SeatState(one.state)]),
            "stage": str(labels[Stage(one.stage)]) if one.state in ("aboard", "dropped") else "",
            "place": one.place.organisation.name if one.place else "",
            "late": is_late(train, one, today),
            "aboard": one.state == SeatState.ABOARD,
            "further": _further(labels, one),
        }
        for one in riders
    ]


def _further(labels: Mapping[Stage, Any], rider: Any) -> str:
    """The stop that somebody aboard comes to next; empty at the last and for who is not aboard."""
    to = next_of(Stage(rider.stage)) if rider.state == SeatState.ABOARD else None
    return str(labels[to]) if to else ""


def dropped_rows(train: Any, found: Figures) -> list[tuple[str, str, int]]:
    """Stage, reason and how many dropped out there for it."""
    labels = train_words.STAGES[TrainKind(train.kind)]
    order = {str(stage): at for at, stage in enumerate(STAGES)}
    rows = sorted(found.dropped.items(), key=lambda item: (order[item[0][0]], item[0][1]))
    return [
        (str(labels[Stage(stage)]), str(train_words.REASONS[reason]), count)  # type: ignore[index]
        for (stage, reason), count in rows
    ]


def contract_said(rider: Any) -> str:
    """A contract in words."""
    if rider.contract_on is None:
        return ""
    hours = words.number(rider.contract_hours or 0, 0 if float(rider.contract_hours or 0).is_integer() else 1)
    if rider.contract_until is None:
        return _("%(hours)s hours a week from %(day)s, for good") % {
            "hours": hours,
            "day": words.short_day_year(rider.contract_on),
        }
    return _("%(hours)s hours a week from %(day)s until %(until)s") % {
        "hours": hours,
        "day": words.short_day_year(rider.contract_on),
        "until": words.short_day_year(rider.contract_until),
    }


def withheld(count: int) -> str:
    """A count where anybody can see it: a small one is not said."""
    return words.number(count) if count >= SMALL or count == 0 else _("fewer than %(n)s") % {"n": SMALL}


def course_said(train: Any, language: str) -> str:
    """The course of a train, with its first day; empty when they learn at work."""
    if train.edition is None:
        return ""
    title = train.edition.course.title
    return f"{title.get(language) or title['nl']}, {words.short_day_year(train.edition.starts_on)}"


def partner_rows(seen: Iterable[Any]) -> list[dict[str, Any]]:
    """Partners in words; `lacks` places that were asked and not promised yet."""
    return [
        {
            "seen": one,
            "row": one.row,
            "role": str(train_words.PARTNERS[one.row.role]),
            "employer": one.row.role == PartnerRole.EMPLOYER,
            "lacks": max(one.row.asked - one.promised, 0),
        }
        for one in seen
    ]


def editions_of(region: Region, today: date, most: int = 400) -> list[tuple[str, str]]:
    """Courses that have not begun, the soonest first, to choose from."""
    courses = region.records.courses
    rows = sorted(
        (one for one in region.records.editions.values() if one.starts_on >= today),
        key=lambda one: (one.starts_on, one.id),
    )
    return [
        (one.id, f"{said(courses[one.course].title)}, {words.short_day_year(one.starts_on)}")
        for one in rows[:most]
    ]


def occupations_of(region: Region) -> list[tuple[str, str]]:
    """The occupations of the region by name, to choose from."""
    return sorted(
        ((one.id, str(said(one.label))) for one in region.records.occupations.values()), key=lambda one: one[1]
    )


def table_of(rows: Sequence[Mapping[str, Any]]) -> list[list[str | float]]:
    """A header and a row for each person, for a spreadsheet."""
    made: list[list[str | float]] = [
        [
            *(_("Number"), _("Seat"), _("Stands"), _("Stage"), _("Place at work"), _("Why")),
            *(_("Certificate"), _("Contract from"), _("Contract until"), _("Hours a week"), _("Late")),
        ]
    ]
    for one in rows:
        row = one["row"]
        made.append(
            [
                *(row.reference, row.seat or "", one["state"], one["stage"], one["place"]),
                str(train_words.REASONS[row.reason]) if row.reason else "",
                *(str(day) if day else "" for day in (row.certificate_on, row.contract_on, row.contract_until)),
                row.contract_hours or "",
                _("yes") if one["late"] else "",
            ]
        )
    return made


def work_said(region: Region, train: Any, language: str) -> str:
    """The work a train leads to; empty when that is not said."""
    row = region.records.occupations.get(train.occupation)
    return str(row.label.get(language) or row.label["nl"]) if row else ""
