# SPDX-License-Identifier: EUPL-1.2
"""Thins the Pareto set for people: the best of each kind first, then what differs most from those."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from overstap.engine.journeys.model import Best, Journey, WorkLeg

_CENT = 0.005
_OTHER_WORK, _OTHER_LINE, _SURE = 1.0, 0.5, 0.25
"""How much it counts that a journey ends in other work, passes other work, and for each grade of sureness."""


def choose(journeys: Sequence[Journey], at_most: int) -> tuple[Journey, ...]:
    """At most so many journeys, each with what it is best at; the soonest to arrive first.

    Every journey that is best at something is in, in the order of `Best`, as far as there is room. What room is
    left goes to the journey that differs most from those chosen, again and again.
    """
    if not journeys:
        return ()
    named: dict[str, list[Best]] = {}
    for name, journey in _bests(journeys):
        if journey.id in named or len(named) < at_most:
            named.setdefault(journey.id, []).append(name)
    by_id = {journey.id: journey for journey in journeys}
    chosen = [by_id[id_] for id_ in named]
    places = _places(journeys)
    while len(chosen) < min(at_most, len(journeys)):
        taken = {journey.id for journey in chosen}
        rest = [one for one in journeys if one.id not in taken and not _steps_down(one)]
        if not rest:
            break
        chosen.append(
            max(
                rest,
                key=lambda one: (
                    _apart(one, chosen, places) + _SURE * one.sureness,
                    -one.measures.cost,
                    one.id,
                ),
            )
        )
    told = [replace(journey, best_at=tuple(named.get(journey.id, (Best.IN_BETWEEN,)))) for journey in chosen]
    return tuple(sorted(told, key=lambda one: (one.measures.arrives_on, one.measures.cost, one.id)))


def _bests(journeys: Sequence[Journey]) -> list[tuple[Best, Journey]]:
    """For each kind the journey that is best at it; of equal ones the one that is best on the rest."""

    def first(key: Callable[[Journey], tuple[float, ...]], among: Sequence[Journey] = journeys) -> Journey:
        return min(among, key=lambda one: (*key(one), *_overall(one), one.id))

    found = [
        (Best.FASTEST, first(lambda one: (one.measures.arrives_on.toordinal(),))),
        (Best.BEST_PAID, first(lambda one: (-one.measures.income,))),
        (Best.SAFEST, first(lambda one: (-one.sureness, one.measures.changes))),
        (Best.CHEAPEST, first(lambda one: (one.measures.cost,))),
        (Best.LEAST_STUDY, first(lambda one: (one.measures.study_hours,))),
    ]
    steady = [one for one in journeys if one.today_monthly is not None and one.drop < _CENT]
    if steady:
        found.insert(1, (Best.NO_INCOME_DROP, first(lambda one: (-one.measures.income,), steady)))
    return found


def _overall(one: Journey) -> tuple[float, ...]:
    """To settle equals: less of a drop, sooner, cheaper, more income."""
    count = one.measures
    return one.drop, count.arrives_on.toordinal(), count.cost, -count.income


def _places(journeys: Sequence[Journey]) -> dict[str, np.ndarray]:
    """Each journey as a point: its six counts, each from 0 (least) to 1 (most) over the set."""
    rows = np.array(
        [
            (
                one.measures.arrives_on.toordinal(),
                one.measures.cost,
                one.measures.lowest_monthly,
                one.measures.income,
                one.measures.changes,
                one.measures.study_hours,
            )
            for one in journeys
        ],
        dtype=np.float64,
    )
    spread = rows.max(axis=0) - rows.min(axis=0)
    scaled = (rows - rows.min(axis=0)) / np.where(spread > 0, spread, 1.0)
    return {journey.id: row for journey, row in zip(journeys, scaled, strict=True)}


def _apart(one: Journey, chosen: Sequence[Journey], places: dict[str, np.ndarray]) -> float:
    """How far a journey is from the nearest one that was chosen."""
    return min(
        float(np.linalg.norm(places[one.id] - places[other.id]))
        + _OTHER_WORK * (one.destination.occupation != other.destination.occupation)
        + _OTHER_LINE * (_on_the_way(one) != _on_the_way(other))
        for other in chosen
    )


def _steps_down(one: Journey) -> bool:
    """Whether it leaves work on the way for work that pays less in the end: possible, but nobody's advice."""
    work = [leg for leg in one.legs if isinstance(leg, WorkLeg)]
    return any(leg.monthly_later > work[-1].monthly_later + _CENT for leg in work[:-1])


def _on_the_way(one: Journey) -> tuple[str, ...]:
    return tuple(leg.occupation for leg in one.legs if leg.kind == "change")[:-1]
