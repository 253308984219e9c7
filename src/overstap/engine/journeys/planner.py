# SPDX-License-Identifier: EUPL-1.2
"""The planner's entrance: a traveller and a question in, journeys out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from overstap.engine.journeys.choose import choose
from overstap.engine.journeys.facts import Facts, make_facts
from overstap.engine.journeys.itinerary import journey_of
from overstap.engine.journeys.model import Plan, Question, Settings, Traveller
from overstap.engine.journeys.search import search
from overstap.engine.journeys.steps import Steps
from overstap.engine.journeys.timetable import Timetable
from overstap.engine.rules.instruments import Instrument
from overstap.engine.rules.parameters import Parameters


def plan_journeys(
    timetable: Timetable,
    traveller: Traveller,
    question: Question,
    *,
    parameters: Parameters,
    instruments: Sequence[Instrument] = (),
    settings: Settings | None = None,
    stopped: Callable[[], bool] | None = None,
) -> Plan:
    """The journeys that no other beats, and of those at most `question.shown_at_most` that differ in kind.

    A skill or certificate of the passport that is not in the timetable's language raises `KeyError`. `stopped`
    is asked now and then; when it says yes the answer is what was found by then, and says that it is not
    complete.
    """
    facts = make_facts(timetable, traveller, question, settings or Settings(), parameters, instruments)
    found = search(Steps(facts), stopped)
    everything = tuple(journey_of(facts, arrived) for arrived in found.arrivals)
    return Plan(
        journeys=choose(everything, question.shown_at_most),
        everything=everything,
        goals=goals_of(facts),
        complete=found.complete,
    )


def goals_of(facts: Facts) -> int:
    """How many occupations and openings were aimed for."""
    return int(facts.is_goal.sum())
