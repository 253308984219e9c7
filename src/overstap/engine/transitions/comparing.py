# SPDX-License-Identifier: EUPL-1.2
"""One step, taken apart: what carries over, what is new, what goes unused, level, pay, and how usual it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from overstap.engine.matching.model import WEIGHT, Thresholds
from overstap.engine.skills.graph import SkillGraph
from overstap.engine.skills.taxonomy import Demand, Taxonomy
from overstap.engine.transitions.measure import Grade, Steps, above_average, grade

COVERED_FROM = Thresholds().covered
"""The similarity from which a skill counts as carried over: the same line as in matching."""


@dataclass(frozen=True, slots=True)
class SkillInStep:
    """A skill on one side of a step, and the nearest on the other side, if any comes near."""

    skill: str
    weight: float
    """Importance times how informative the skill is: the most telling come first."""
    nearest: str | None
    similarity: float


@dataclass(frozen=True)
class StepCompared:
    """A step from one occupation to another.

    `fit` is the share of what the destination asks that the origin's usual skills meet, `use` the share of
    the origin's skills that the destination uses, both 0 to 1. `carried`, `new`: skills asked there;
    `unused`: skills asked here that nothing there comes near. `level` and `pay`: from and to, None where
    unknown. `lift`: how many times as often as an average step out of the origin to work of the same size;
    `place` among `out_of` others. `brought`: what each part adds to (or takes off) the logarithm of the lift,
    beside the average step.
    """

    origin: str
    destination: str
    fit: float
    use: float
    carried: tuple[SkillInStep, ...]
    new: tuple[SkillInStep, ...]
    unused: tuple[SkillInStep, ...]
    level: tuple[float | None, float | None]
    pay: tuple[float | None, float | None]
    lift: float
    grade: Grade
    place: int
    out_of: int
    brought: Mapping[str, float]


def compare_step(
    steps: Steps, taxonomy: Taxonomy, graph: SkillGraph, origin: str, destination: str
) -> StepCompared:
    """Takes a step apart. `graph` is that of `taxonomy`, in which both occupations stand by their ids.

    Raises `KeyError` when one of them is not among those of `steps`, `ValueError` when they are the same.
    """
    if origin == destination:
        raise ValueError(f"no step: both are {origin}")
    index = {id_: at for at, id_ in enumerate(steps.traits.ids)}
    start, end = index[origin], index[destination]
    here, there = taxonomy.occupation(origin).demands, taxonomy.occupation(destination).demands
    asked = _weighed(taxonomy, graph, here, there)
    held = _weighed(taxonomy, graph, there, here)
    lift = float(steps.lifts(start)[end])
    order = steps.rank(start)
    return StepCompared(
        origin=origin,
        destination=destination,
        fit=float(steps.coverage[start, end]),
        use=float(steps.coverage[end, start]),
        carried=tuple(one for one in asked if one.similarity >= COVERED_FROM),
        new=tuple(one for one in asked if one.similarity < COVERED_FROM),
        unused=tuple(one for one in held if one.similarity < COVERED_FROM),
        level=(_known(steps.traits.level[start]), _known(steps.traits.level[end])),
        pay=(_known(steps.traits.pay[start]), _known(steps.traits.pay[end])),
        lift=lift,
        grade=grade(lift),
        place=int(np.flatnonzero(order == end)[0]) + 1,
        out_of=len(order),
        brought=above_average(steps.weighed(start), start, end),
    )


def _weighed(
    taxonomy: Taxonomy, graph: SkillGraph, known: Sequence[Demand], asked: Sequence[Demand]
) -> list[SkillInStep]:
    """Each skill asked with the nearest one known; the most telling first."""
    positions = [taxonomy.skill_index[demand.skill] for demand in known]
    found = []
    for demand in asked:
        at = taxonomy.skill_index[demand.skill]
        nearest = graph.nearest(positions, at)
        found.append(
            SkillInStep(
                taxonomy.skills[at].id,
                float(WEIGHT[demand.importance] * graph.information[at]),
                taxonomy.skills[nearest[0]].id if nearest else None,
                nearest[1] if nearest else 0.0,
            )
        )
    return sorted(found, key=lambda one: (-one.weight, one.skill))


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
