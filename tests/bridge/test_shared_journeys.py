# SPDX-License-Identifier: EUPL-1.2
"""A journey without its traveller: what is left out of a shared copy, and that the rest comes back whole."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

import overstap
from overstap.bridge.shared_journeys import as_plain, from_plain, is_still_there, without_traveller
from overstap.engine.journeys.model import ChangeLeg, Goal, Journey, Question, StudyLeg, Traveller
from overstap.engine.matching.model import Evidence, HeldSkill, Passport
from overstap.engine.region import Region, load_region

SHIPPED = Path(overstap.__file__).parent / "packs" / "haaglanden"


@pytest.fixture(scope="module")
def region() -> Region:
    return load_region(SHIPPED)


@pytest.fixture(scope="module")
def journeys(region: Region) -> tuple[Journey, ...]:
    """A bank clerk of Zoetermeer to other offices."""
    held = tuple(HeldSkill(one, Evidence.INFERRED) for one in region.usual_skills("bank-counter-clerk"))
    clerk = Traveller(
        Passport(held),
        occupation="bank-counter-clerk",
        place="zoetermeer",
        position=region.records.places["zoetermeer"].position,
        wage=20.5,
        hours=32.0,
        last_day=date(2027, 3, 31),
        work_years=17.0,
        service_years=17.0,
        free_hours=12.0,
    )
    goal = Goal(occupations=frozenset({"secretary", "bookkeeping-clerk", "medical-secretary"}))
    found = region.plan(clerk, Question(date(2026, 11, 26), goal)).journeys
    assert any(isinstance(leg, StudyLeg) for one in found for leg in one.legs)
    return found


@pytest.mark.parametrize("with_pay", [False, True])
def test_what_is_shared_comes_back_as_it_was(with_pay: bool, journeys: tuple[Journey, ...]) -> None:
    for journey in journeys:
        bare = without_traveller(journey, with_pay=with_pay)
        assert from_plain(json.loads(json.dumps(as_plain(bare)))) == bare


@pytest.mark.parametrize("with_pay", [False, True])
def test_no_skill_and_no_distance_of_the_traveller_is_shared(
    with_pay: bool, journeys: tuple[Journey, ...], region: Region
) -> None:
    skills = set(region.taxonomy.skill_index)
    for journey in journeys:
        bare = without_traveller(journey, with_pay=with_pay)
        words = set(json.dumps(as_plain(bare)).split('"'))
        assert not words & skills
        for leg in bare.legs:
            if isinstance(leg, StudyLeg):
                assert leg.travel == 0.0
                assert leg.payment is None or leg.payment.met == ()
                assert leg.out_of_pocket <= leg.price
            if isinstance(leg, ChangeLeg):
                assert (leg.coverage.claimed, leg.asked, leg.covered) == (0.0, 0, 0)


def test_pay_benefit_and_severance_are_shared_only_when_asked(journeys: tuple[Journey, ...]) -> None:
    for journey in journeys:
        told = json.dumps(as_plain(without_traveller(journey, with_pay=False)))
        assert journey.today_monthly is not None
        assert f"{journey.today_monthly:.2f}"[:6] not in told
        assert "benefit" not in json.dumps(as_plain(without_traveller(journey, with_pay=False))["income_line"])
        shown = without_traveller(journey, with_pay=True)
        assert shown.today_monthly == journey.today_monthly
        assert shown.income_line == journey.income_line


def test_a_copy_of_what_left_the_region_is_known_to_be_gone(
    journeys: tuple[Journey, ...], region: Region
) -> None:
    plain = as_plain(without_traveller(journeys[0], with_pay=False))
    assert is_still_there(from_plain(plain), region.records)
    for leg in plain["legs"]:
        if leg["kind"] == "work":
            leg["occupation"] = "lamplighter"
    assert not is_still_there(from_plain(plain), region.records)
