# SPDX-License-Identifier: EUPL-1.2
"""Who has no place reads what would help: an opening with room left, that one bar alone keeps from them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from overstap.engine import Region
from overstap.engine.matching.model import Evidence, HeldSkill, Passport, Wishes
from overstap.engine.placement.plan.model import Bar
from overstap.engine.region.placing import Candidate, Means, Placing, placing
from overstap.engine.region.placing_helps import helps

TODAY = date(2027, 1, 4)


@pytest.fixture(scope="module")
def question(region: Region) -> Placing:
    return placing(region, [somebody(region, "near", 500.0), somebody(region, "far", 0.0)], Means(), TODAY)


def somebody(region: Region, id_: str, distance: float) -> Candidate:
    skills = tuple(HeldSkill(one, Evidence.INFERRED) for one in region.usual_skills("bank-counter-clerk"))
    place = region.records.places["katwijk"]
    return Candidate(id_, Passport(skills), Wishes(position=place.position, distance=distance), "katwijk")


def test_the_nearest_opening_beyond_the_distance_is_told(question: Placing) -> None:
    nobody = np.full(2, -1)
    near, far = helps(question, nobody)
    assert Bar.TRAVEL not in {one.bar for one in near}
    told = next(one for one in far if one.bar is Bar.TRAVEL)
    options = question.case.options
    own = np.flatnonzero((options.person == 1) & (options.barred == int(Bar.TRAVEL)))
    assert question.ways[told.way].km == min(question.ways[at].km for at in own.tolist())
    assert told.openings == len(set(options.opening[own].tolist()))


def test_who_has_a_place_needs_no_help_and_a_full_opening_helps_nobody(question: Placing) -> None:
    options = question.case.options
    taken = np.array([int(np.flatnonzero(options.person == 0)[0]), -1])
    near, far = helps(question, taken)
    assert near == []
    to = int(options.opening[taken[0]])
    full = question.case.places[to] == 1
    assert not full or all(int(options.opening[one.way]) != to for one in far)


def test_far_less_pay_is_no_advice(region: Region) -> None:
    one = somebody(region, "rich", 500.0)
    floor = replace(one, wishes=replace(one.wishes, wage_floor=60.0), pay=60.0, hours=36.0)
    (found,) = helps(placing(region, [floor], Means(), TODAY), np.full(1, -1))
    assert Bar.INCOME not in {help_.bar for help_ in found}
    usual = replace(floor, pay=15.0)
    (found,) = helps(placing(region, [usual], Means(), TODAY), np.full(1, -1))
    assert Bar.INCOME in {help_.bar for help_ in found}
