# SPDX-License-Identifier: EUPL-1.2
"""A question to the planner as people ask it: what is understood, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from overstap.engine import InputRefused, Passport, Region
from overstap.engine.region.journey_request import Asked, JourneyRequest, NotKnown, asked_of

DAY = date(2027, 1, 4)
NOBODY = JourneyRequest(Passport(()))


def ask(region: Region, **said: object) -> Asked:
    return asked_of(region, replace(NOBODY, **said), today=DAY, language="nl")  # type: ignore[arg-type]


def test_nothing_said_is_anywhere_from_today(region: Region) -> None:
    asked = ask(region)
    assert asked.question.departs_on == DAY
    assert not asked.question.goal.occupations
    assert not asked.question.goal.opening


def test_a_title_and_an_id_name_the_same_work(region: Region) -> None:
    by_title = ask(region, to=("Doktersassistent",)).question.goal
    assert by_title == ask(region, to=("doctors-assistant",)).question.goal


def test_sector_shortage_and_pay_hold_together(region: Region) -> None:
    asked = ask(
        region,
        occupation="bank-counter-clerk",
        wage=20.5,
        to_sector=("Zorg en welzijn",),
        to_shortage=True,
        better_paid=True,
    )
    rows = [region.records.occupations[one] for one in asked.question.goal.occupations]
    assert rows
    assert all(row.sector == "care" and row.outlook == "shortage" for row in rows)
    assert all((row.wage_middle or 0) > 20.5 for row in rows)


def test_a_sector_may_be_avoided_and_passed(region: Region) -> None:
    asked = ask(region, avoid_sector=("ict",), via_sector=("care",))
    sector = {row.id: row.sector for row in region.records.occupations.values()}
    assert {sector[one] for one in asked.question.avoid.occupations} == {"ict"}
    assert {sector[one] for one in asked.question.via.occupations} == {"care"}


def test_all_that_is_not_known_is_told_at_once(region: Region) -> None:
    with pytest.raises(NotKnown) as refused:
        ask(region, to=("zzqqx",), place="Nergenshuizen", via_course=("nothing",), full=("none",))
    assert {one.column for one in refused.value.problems} == {"to", "place", "via_course", "full"}


def test_work_that_is_nothing_of_it_is_told(region: Region) -> None:
    with pytest.raises(NotKnown):
        ask(region, to=("doctors-assistant",), to_sector=("ict",))


@pytest.mark.parametrize(
    ("said", "column"),
    [
        ({"money": -1.0}, "money"),
        ({"wage": float("nan")}, "wage"),
        ({"changes": 4}, "changes"),
        ({"times": ("night",)}, "times"),
        ({"departs_on": date(2027, 1, 3)}, "departs_on"),
        ({"last_day": date(9999, 1, 1)}, "last_day"),
        ({"arrive_by": DAY}, "arrive_by"),
        ({"work_years": 3.0, "service_years": 5.0}, "service_years"),
        ({"no_income_drop": True}, "no_income_drop"),
        ({"better_paid": True}, "wage"),
        ({"assume": {"search.days_stable": 9999.0}}, ""),
    ],
)
def test_what_cannot_be_is_refused(region: Region, said: dict[str, object], column: str) -> None:
    with pytest.raises(InputRefused) as refused:
        ask(region, **said)
    assert [one.column for one in refused.value.problems] == [column]
    assert not isinstance(refused.value, NotKnown)


def test_an_opening_goes_with_no_other_goal(region: Region) -> None:
    opening = next(iter(region.records.openings))
    assert ask(region, to_opening=opening).question.goal.opening == opening
    with pytest.raises(InputRefused):
        ask(region, to_opening=opening, to_shortage=True)
