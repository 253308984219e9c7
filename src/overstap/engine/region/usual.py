# SPDX-License-Identifier: EUPL-1.2
"""How usual every step between the occupations of a region is: for journeys, and for interchanges on the
map."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from overstap.engine.region.rows import OccupationRow
from overstap.engine.skills.graph import SkillGraph
from overstap.engine.skills.taxonomy import Taxonomy
from overstap.engine.transitions.comparing import StepCompared, compare_step
from overstap.engine.transitions.measure import Grade, Steps, grade
from overstap.engine.transitions.traits import traits_of_taxonomy


@dataclass(frozen=True)
class UsualSteps:
    """All steps between n occupations: `lifts` (n, n), row from, column to, in the order of `ids`.

    A lift says how many times as often a step is made as an average step out of that occupation, to work of
    the same size. It is an estimate of ours; `grade_of` says it in a word.
    """

    ids: tuple[str, ...]
    lifts: npt.NDArray[np.float64]
    steps: Steps

    def lift(self, origin: str, destination: str) -> float:
        """Raises `ValueError` when one of both is not among the occupations."""
        return float(self.lifts[self.ids.index(origin), self.ids.index(destination)])

    def grade_of(self, origin: str, destination: str) -> Grade:
        """How usual the step is, in a word. Raises as `lift` does."""
        return grade(self.lift(origin, destination))


def usual_steps(occupations: Sequence[OccupationRow], taxonomy: Taxonomy, graph: SkillGraph) -> UsualSteps:
    """The steps between a region's occupations; all their ids stand in `taxonomy`, whose graph is `graph`.

    Level and pay are those of the region. Its levels (NLQF, 1 to 8) count half, as ISCO-08 has half as many.
    """
    traits = traits_of_taxonomy(
        taxonomy,
        graph,
        tuple(taxonomy.occupation(row.id) for row in occupations),
        level=np.array([np.nan if row.level is None else row.level / 2 for row in occupations], np.float64),
        pay=np.array(
            [np.nan if row.wage_middle is None else row.wage_middle for row in occupations], np.float64
        ),
    )
    steps = Steps(traits)
    return UsualSteps(traits.ids, steps.matrix(), steps)


def compare_in_region(
    usual: UsualSteps,
    occupations: Mapping[str, OccupationRow],
    taxonomy: Taxonomy,
    graph: SkillGraph,
    origin: str,
    destination: str,
) -> StepCompared:
    """One step taken apart, with the levels as the region has them. Raises as `compare_step` does."""
    step = compare_step(usual.steps, taxonomy, graph, origin, destination)
    return replace(step, level=(occupations[origin].level, occupations[destination].level))
