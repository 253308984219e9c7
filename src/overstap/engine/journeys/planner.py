# SPDX-License-Identifier: EUPL-1.2
"""The planner's entrance: a traveller and a question in, journeys out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from overstap.engine.journeys.building import build_timetable
from overstap.engine.journeys.choose import choose
from overstap.engine.journeys.facts import Facts, make_facts
from overstap.engine.journeys.itinerary import journey_of
from overstap.engine.journeys.model import Plan, Question, Settings, Traveller
from overstap.engine.journeys.offers import Departure, Job, Training
from overstap.engine.journeys.search import search
from overstap.engine.journeys.steps import Steps
from overstap.engine.journeys.timetable import Timetable
from overstap.engine.matching.model import HeldSkill, Passport
from overstap.engine.rules.instruments import Instrument
from overstap.engine.rules.parameters import Parameters, load_parameters
from overstap.engine.skills.graph import build_graph
from overstap.engine.skills.taxonomy import Demand, Importance, Skill, SkillKind, Taxonomy, Words


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


def warm_up() -> None:
    """Plans journeys between made-up jobs, so that no real question waits for a compiler.

    They are such that everything that is compiled is called: a job on the way to another, and one that takes
    two courses, of which the second asks what the first teaches.

    What is compiled is kept on disk by Numba (beside the code, or where `NUMBA_CACHE_DIR` says).
    """
    known, skills = ("pour", "carry"), ("pour", "carry", "bake", "brew", "grind")
    language = Taxonomy(
        "warm-up",
        "1",
        ("en",),
        skills=tuple(Skill(name, SkillKind.SKILL, {"en": Words(name)}) for name in skills),
    )
    must = {name: Demand(name, Importance.MUST) for name in skills}
    jobs = [
        Job(
            "|".join(asked),
            tuple(must[one] for one in (*known, *asked)),
            (*known, *asked),
            wage=20.0 + len(asked),
        )
        for asked in ((), ("bake",), ("grind",), ("bake", "brew"))
    ]
    starts, ends = (date(2027, 1, 4), date(2027, 4, 5)), (date(2027, 3, 1), date(2027, 6, 1))
    courses = [
        Training(
            course,
            (skill,),
            asked,
            departures=tuple(
                Departure(
                    f"{course}-{at}", course, starts[at], ends[at], 4.0, 100.0, continuous=course == "brewing"
                )
                for at in range(2)
            ),
        )
        for course, skill, asked in (
            ("baking", "bake", ()),
            ("brewing", "brew", ("bake",)),
            ("grinding", "grind", ()),
        )
    ] + [Training("pouring", ("pour",))]
    timetable = build_timetable(jobs, courses, build_graph(language), language.skill_index)
    pourer = Traveller(Passport(tuple(HeldSkill(one) for one in known)), wage=20.0)
    plan_journeys(timetable, pourer, Question(date(2027, 1, 1)), parameters=load_parameters())
