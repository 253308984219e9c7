# SPDX-License-Identifier: EUPL-1.2
"""How rounds stand, day by day: students who want a place, places, and what is short. Figures alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Count, F, Q, QuerySet, Sum

from overstap.apps.audit import actions as audit
from overstap.apps.audit.enums import What
from overstap.apps.rounds.enums import PlaceStatus
from overstap.apps.rounds.models import DayFigure, RoundPlace, RoundStudent


@dataclass(frozen=True, slots=True)
class Figures:
    """Students, those of them without a place, places, and those of them left."""

    students: int = 0
    unplaced: int = 0
    places: int = 0
    left: int = 0

    @property
    def short(self) -> int:
        """How many places are short: more students without one than places left."""
        return max(0, self.unplaced - self.left)


@transaction.atomic
def note_day(*, today: date, by: str) -> int:
    """Keeps how the rounds stand today, in place of what was kept earlier today; returns how many rows."""
    rows = _now(today)
    DayFigure.objects.filter(day=today).delete()
    DayFigure.objects.bulk_create(
        DayFigure(day=today, occupation=occupation, home=home, **figures)
        for (occupation, home), figures in rows.items()
    )
    audit.record(what=What.ROUND_FIGURES_NOTED, subject=str(today), by=by, counts={"rows": len(rows)})
    return len(rows)


def line(*, occupation: str = "", home: str = "") -> tuple[tuple[date, Figures], ...]:
    """Day by day, of one study, one municipality, or all; one query."""
    found = DayFigure.objects.all()
    if occupation:
        found = found.filter(occupation=occupation)
    if home:
        found = found.filter(home=home)
    return tuple((one["day"], _figures(one)) for one in _summed(found, "day").order_by("day"))


def latest(by: str) -> tuple[date | None, tuple[tuple[str, Figures], ...]]:
    """The last day that was kept, by `occupation` or by `home`, the most short first; two queries."""
    day = DayFigure.objects.order_by("-day").values_list("day", flat=True).first()
    rows = _summed(DayFigure.objects.filter(day=day), by) if day else ()
    found = [(one[by], _figures(one)) for one in rows]
    return day, tuple(sorted(found, key=lambda one: (-one[1].short, -one[1].students, one[0])))


def _summed(rows: QuerySet[DayFigure], by: str) -> QuerySet[DayFigure, Mapping[str, object]]:
    return rows.values(by).annotate(**{name: Sum(name) for name in ("students", "unplaced", "places", "left")})


def _figures(row: Mapping[str, object]) -> Figures:
    return Figures(*(int(row[name]) for name in ("students", "unplaced", "places", "left")))  # type: ignore[call-overload] # sums of integers


def _now(today: date) -> dict[tuple[str, str], dict[str, int]]:
    """Of the rounds that are not over. Who went on to a next round counts there, as do places left."""
    found: dict[tuple[str, str], dict[str, int]] = {}

    def add(occupation: str, home: str, **more: int) -> None:
        there = found.setdefault((occupation, home), {"students": 0, "unplaced": 0, "places": 0, "left": 0})
        for name, value in more.items():
            there[name] += value

    students = RoundStudent.objects.filter(round__ends_on__gte=today).exclude(
        got__isnull=True, round__next__isnull=False
    )
    for one in students.values("occupation", "home").annotate(
        n=Count("pk"), without=Count("pk", filter=Q(got__isnull=True))
    ):
        add(one["occupation"], one["home"], students=one["n"], unplaced=one["without"])
    places = RoundPlace.objects.filter(round__ends_on__gte=today, status=str(PlaceStatus.ACCEPTED))
    for one in places.annotate(taken=Count("taken_by"), gone_on=F("round__next")).values(
        "opening__occupation", "opening__place", "places", "taken", "gone_on"
    ):
        room = one["taken"] if one["gone_on"] else one["places"]
        where = (one["opening__occupation"] or "", one["opening__place"] or "")
        add(*where, places=room, left=room - one["taken"])
    return found
