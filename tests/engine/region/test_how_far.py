# SPDX-License-Identifier: EUPL-1.2
"""How far one gets on the shipped region: what would help really helps, and looking for less finds the same."""

from dataclasses import replace
from datetime import date

import pytest

from overstap.engine import HeldSkill, Passport, Question, Stopper, Traveller, load_parameters
from overstap.engine.journeys.facts import make_facts
from overstap.engine.journeys.model import Settings
from overstap.engine.journeys.reach import lacking
from overstap.engine.journeys.steps import Steps
from overstap.engine.journeys.ways import Counts, Ways, ways

TODAY = date(2027, 1, 4)
ASKED = Question(TODAY, most_changes=1)


@pytest.fixture(scope="module")
def clerk(region) -> Traveller:
    usual = tuple(HeldSkill(skill) for skill in region.usual_skills("bank-counter-clerk"))
    place = region.records.places["zoetermeer"].position
    return Traveller(
        Passport(usual), "bank-counter-clerk", "zoetermeer", place, wage=20.5, budget=300, distance=25
    )


@pytest.fixture(scope="module")
def reach(region, clerk):
    return region.reach(clerk, ASKED, 12)


def found(region, person: Traveller, **what: object) -> Ways:
    instruments = tuple(region.records.instruments.values())
    settings = Settings(horizon_months=12)
    facts = make_facts(region.timetable, person, ASKED, settings, load_parameters(), instruments)
    return ways(Steps(facts), **what)


def test_the_money_that_would_help_is_enough_and_a_cent_less_is_not(region, clerk, reach):
    costs = {
        occupation: help_.cost
        for occupation, helps in reach.helps.items()
        for help_ in helps
        if help_.stopper is Stopper.MONEY
    }
    assert costs
    for occupation, cost in sorted(costs.items())[:4]:
        enough = region.reach(replace(clerk, budget=cost), ASKED, 12, explain=False)
        short = region.reach(replace(clerk, budget=cost - 0.01), ASKED, 12, explain=False)
        assert occupation in {one.occupation for one in enough.arrivals}
        assert occupation not in {one.occupation for one in short.arrivals}


def test_what_stops_one_is_what_has_a_help(reach):
    for occupation, stoppers in reach.stopped_by.items():
        helps = tuple(help_.stopper for help_ in reach.helps[occupation])
        assert stoppers == (helps or (Stopper.SKILL,))


def test_looking_for_a_few_occupations_finds_the_same_ways_to_them(region, clerk):
    everywhere = found(region, clerk)
    some = dict.fromkeys(sorted(everywhere)[::3])
    assert found(region, clerk, into=some).keys() == some.keys()
    for occupation, those in found(region, clerk, into=some).items():
        assert [(way.arrives, way.cost) for way in those] == [
            (way.arrives, way.cost) for way in everywhere[occupation]
        ]


def test_when_cost_alone_counts_the_cheapest_way_is_left(region, clerk):
    rich = replace(clerk, budget=None)
    cheapest = found(region, rich, counts=Counts(day=False))
    for occupation, those in found(region, rich).items():
        assert [way.cost for way in cheapest[occupation]] == [min(way.cost for way in those)]


def test_no_way_costs_more_than_was_asked_for(region, clerk):
    rich = replace(clerk, budget=None)
    into = dict.fromkeys(region.records.occupations, 20_000)
    assert all(way.cost <= 20_000 for those in found(region, rich, into=into).values() for way in those)


def test_within_the_same_budgets_the_soonest_payable_way_stays(region, clerk):
    rich, budgets = replace(clerk, budget=None), (0, 50_000, 200_000)
    few = found(region, rich, counts=Counts(budgets=budgets))
    for occupation, those in found(region, rich).items():
        for budget in budgets:
            payable = [(way.arrives, way.cost) for way in those if way.cost <= budget]
            kept = [(way.arrives, way.cost) for way in few[occupation] if way.cost <= budget]
            assert min(payable, default=None) == min(kept, default=None)


def test_what_is_lacking_is_asked_and_not_there(region, clerk):
    for occupation, row in region.records.occupations.items():
        lacks = lacking(region.timetable, clerk, occupation)
        held = {one.skill for one in clerk.passport.skills}
        assert set(lacks.skills) <= {demand.skill for demand in row.demands} - held
        assert set(lacks.untaught) <= set(lacks.skills)
        assert set(lacks.papers) <= set(row.certificates)
