# SPDX-License-Identifier: EUPL-1.2
"""In which order somebody sees openings: the engine's, with what they chose and want to go to before it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from overstap.bridge.rankings import inputs_of
from overstap.engine.journeys.model import Journey, Plan
from overstap.engine.matching.index import Filters
from overstap.engine.matching.model import Match, Matches, OpeningKind, Wishes
from overstap.engine.region.region import Region
from overstap.engine.region.rows import OpeningRow
from overstap.web.asking import Visit, filters_of, wishes_of
from overstap.web.planner.trip import Trip

REACHES = ("now", "one_away", "further")
Order = Callable[[Match, OpeningRow], Any]


def _highest_pay(_match: Match, row: OpeningRow) -> float:
    return -(row.wage_high or row.wage_low or 0.0)


def _nearest(match: Match, _row: OpeningRow) -> tuple[bool, float]:
    return match.distance_km is None, match.distance_km or 0.0


def _most_wishes(match: Match, _row: OpeningRow) -> float:
    return -(match.wish.score or 0.0)


ORDERS: dict[str, tuple[Any, Order | None]] = {
    "fit": (_("what fits best"), None),
    "pay": (_("highest pay"), _highest_pay),
    "near": (_("nearest"), _nearest),
    "wishes": (_("most wishes met"), _most_wishes),
}

JOURNEY_ORDERS: dict[str, tuple[Any, Callable[[Journey], Any]]] = {
    "soonest": (_("soonest there"), lambda one: one.measures.arrives_on),
    "cheapest": (_("cheapest"), lambda one: one.measures.cost),
    "least-drop": (_("least income drop"), lambda one: (one.drop, -one.measures.lowest_monthly)),
    "best-paid": (_("best paid"), lambda one: -one.measures.income),
    "least-study": (_("least study"), lambda one: one.measures.study_hours),
}


def journeys_in_order(plan: Plan, order: str) -> list[Journey]:
    """The journeys of a plan, as somebody wants them sorted."""
    return sorted(plan.journeys, key=JOURNEY_ORDERS[order][1])


@dataclass(frozen=True)
class Ranked:
    """Openings as one person sees them, and all that this follows from."""

    found: Matches
    order: str
    goal: str
    """The occupation they want to go to, which comes first."""
    internships_last: bool
    inputs: Mapping[str, Any]

    def group(self, reach: str) -> Sequence[Match]:
        """The openings of a group, in order."""
        matches: Sequence[Match] = getattr(self.found, reach)
        return matches


def ranked(visit: Visit, trip: Trip, order: str) -> Ranked:
    """The openings for what somebody told. Nothing of them is used that is not in `inputs`."""
    region, goal = visit.region, trip.goal_occupation
    internships_last = bool(trip.occupation) and OpeningKind.INTERNSHIP not in trip.kinds
    wishes: Wishes = wishes_of(visit, trip)
    filters: Filters = filters_of(visit, trip)
    found = region.match(trip.passport(), wishes, today=visit.today, filters=filters)

    def placed(group: Sequence[Match]) -> tuple[Match, ...]:
        return tuple(
            ordered(region, sorted(group, key=lambda one: place(region, one, goal, internships_last)), order)
        )

    found = replace(
        found, now=placed(found.now), one_away=placed(found.one_away), further=placed(found.further)
    )
    inputs = inputs_of(trip.passport(), wishes, filters, goal=goal, internships_last=internships_last)
    return Ranked(found, order, goal, internships_last, inputs)


def place(region: Region, match: Match, goal: str, internships_last: bool) -> tuple[bool, bool]:
    """Where a match goes within its group, before what fits best.

    The occupation the person wants to go to comes first. Who has an occupation did not come for an
    internship: those come last, unless they are asked for.
    """
    row = region.records.openings[match.opening]
    return bool(goal) and row.occupation != goal, internships_last and row.kind is OpeningKind.INTERNSHIP


def ordered(region: Region, matches: Sequence[Match], order: str) -> Sequence[Match]:
    """Matches in another order; equal ones stay as they were: best fit first."""
    key = ORDERS[order][1]
    if key is None:
        return matches
    return sorted(matches, key=lambda match: key(match, region.records.openings[match.opening]))
