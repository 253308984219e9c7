# SPDX-License-Identifier: EUPL-1.2
"""A whole question to the planner in one object: the region, who travels, where to, and by which rules."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np
from scipy import sparse

from overstap.engine.journeys.building import build_timetable
from overstap.engine.journeys.facts import make_facts
from overstap.engine.journeys.model import Journey, Plan, Question, Settings, Traveller
from overstap.engine.journeys.offers import Job, Lines, Training
from overstap.engine.journeys.planner import plan_journeys
from overstap.engine.journeys.steps import Steps
from overstap.engine.journeys.timetable import Timetable
from overstap.engine.rules.instruments import Instrument
from overstap.engine.rules.parameters import Parameters, load_parameters
from overstap.engine.skills.graph import SkillGraph

Counts = tuple[int, int, int, int, int, int]
"""Arrival (day), cost (cents), lowest and total income (cents, negative), changes, hours of study (tenths)."""


@dataclass(frozen=True)
class Case:
    """`nearness` says how far holding one skill meets the demand for another; the same skill does wholly.

    `information` says how much a skill tells of whoever has it (0 to 1); 1 where it says nothing.
    """

    traveller: Traveller
    question: Question
    skills: tuple[str, ...]
    jobs: tuple[Job, ...]
    trainings: tuple[Training, ...] = ()
    nearness: Mapping[tuple[str, str], float] = field(default_factory=dict)
    information: Mapping[str, float] = field(default_factory=dict)
    attitudes: frozenset[str] = frozenset()
    lines: Lines = field(default_factory=Lines)
    instruments: tuple[Instrument, ...] = ()
    settings: Settings = field(default_factory=Settings)
    parameters: Parameters = field(default_factory=load_parameters)

    def plan(self, stopped: Callable[[], bool] | None = None) -> Plan:
        """What the planner answers."""
        return plan_journeys(
            self._timetable(),
            self.traveller,
            self.question,
            parameters=self.parameters,
            instruments=self.instruments,
            settings=self.settings,
            stopped=stopped,
        )

    def steps(self) -> Steps:
        """What the planner goes by."""
        given = self.settings, self.parameters, self.instruments
        return Steps(make_facts(self._timetable(), self.traveller, self.question, *given))

    def _timetable(self) -> Timetable:
        index = {skill: at for at, skill in enumerate(self.skills)}
        return build_timetable(self.jobs, self.trainings, self._graph(index), index, self.attitudes, self.lines)

    def _graph(self, index: Mapping[str, int]) -> SkillGraph:
        similarity = np.eye(len(index))
        for (held, asked), near in self.nearness.items():
            similarity[index[held], index[asked]] = near
        return SkillGraph(
            sparse.csr_array(similarity), np.array([self.information.get(skill, 1.0) for skill in index])
        )


def counts(journey: Journey) -> Counts:
    """The six counts in whole numbers, smaller is better in each."""
    measures = journey.measures
    return (
        measures.arrives_on.toordinal(),
        round(measures.cost * 100),
        -round(measures.lowest_monthly * 100),
        -round(measures.income * 100),
        measures.changes,
        round(measures.study_hours * 10),
    )
