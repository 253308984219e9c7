# SPDX-License-Identifier: EUPL-1.2
"""The pack that ships holds together as a region does: learning places lead somewhere, money is told truly."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from overstap.engine.matching.model import OpeningKind
from overstap.engine.region.region import Region
from overstap.engine.region.rows import EditionRow, OpeningRow
from overstap.engine.rules.instruments import (
    CourseFacts,
    Payment,
    PersonFacts,
    Situation,
    TargetFacts,
    judge,
    pays,
)

LEARNING = {OpeningKind.APPRENTICESHIP, OpeningKind.LEARN_WORK}
LATEST_START = timedelta(weeks=6)
"""School begins at most so long after the work does."""


def learning_places(region: Region) -> list[OpeningRow]:
    return [row for row in region.records.openings.values() if row.kind in LEARNING]


def by_work(region: Region, course: str) -> list[EditionRow]:
    editions = (region.records.editions[id_] for id_ in region.records.courses[course].editions)
    return [edition for edition in editions if edition.time == "work"]


def test_every_learning_place_names_its_course_and_nothing_else_does(region: Region) -> None:
    named = {row.id for row in region.records.openings.values() if row.course}
    assert named == {row.id for row in learning_places(region)}
    assert len(named) > 40


def test_school_begins_about_when_the_work_does(region: Region) -> None:
    late = [
        row.id
        for row in learning_places(region)
        if not any(
            row.starts_on is None or timedelta(0) <= edition.starts_on - row.starts_on <= LATEST_START
            for edition in by_work(region, row.course)
        )
    ]
    assert late == []


def test_who_learns_at_work_pays_nothing(region: Region) -> None:
    costly = {
        edition.id for row in learning_places(region) for edition in by_work(region, row.course) if edition.cost
    }
    assert costly == set()


def test_the_course_of_a_learning_place_serves_its_work(region: Region) -> None:
    """It teaches something the work must have, or leads to a paper that the law asks for it."""
    besides = []
    for row in learning_places(region):
        course = region.records.courses[row.course]
        occupation = region.records.occupations[row.occupation]
        musts = {demand.skill for demand in occupation.demands if str(demand.importance) == "must"}
        if not musts & set(course.teaches) and not set(occupation.certificates) & set(course.certificates):
            besides.append(row.id)
    assert besides == []


def test_a_diploma_asked_is_not_higher_than_what_the_course_gives(region: Region) -> None:
    odd = [
        course.id
        for course in region.records.courses.values()
        if course.entry_level and course.level and course.entry_level > course.level
    ]
    assert odd == []


def payment(
    region: Region, instrument: str, course: str, occupation: str, person: PersonFacts, on: date
) -> Payment | None:
    row, work = region.records.courses[course], region.records.occupations[occupation]
    cost = max(region.records.editions[edition].cost for edition in row.editions)
    return pays(
        region.records.instruments[instrument],
        course=CourseFacts(cost=cost, provider=row.provider, level=row.level),
        target=TargetFacts(occupation=work.id, sector=work.sector, outlook=work.outlook),
        person=person,
        on=on,
    )


@pytest.mark.parametrize(
    ("instrument", "amount"),
    [
        ("omscholingsvoucher-regio-d", 920),  # 80% of 1,150
        ("scholingsfonds-zorg-d", 575),  # half
        ("sociaal-plan-budget-d", 1150),  # all of it, up to 2,000
        ("techniekbon-d", 0),  # care is no technology
        ("startersbeurs-den-haag-2014", 0),  # ended
        ("mkb-voucher-economie071-2022", 0),  # for firms
    ],
)
def test_what_pays_for_a_clerk_who_turns_to_support_work(
    region: Region, instrument: str, amount: float
) -> None:
    clerk = PersonFacts(place="zoetermeer", situation=Situation.NOTICE)
    paid = payment(
        region, instrument, "begeleiden-beperking-d", "disability-support-worker", clerk, date(2027, 2, 9)
    )
    assert (paid.amount if paid else 0) == pytest.approx(amount)


def test_published_instruments_of_the_past_pay_nobody_now(region: Region) -> None:
    anyone, target = PersonFacts(), TargetFacts("individual-care-worker", "care", "shortage")
    for instrument in region.records.instruments.values():
        source = region.records.sources[instrument.source]
        assert instrument.invented == (source.kind == "estimate")
        if not instrument.invented:
            judged = judge(
                instrument, course=CourseFacts(500, "x"), target=target, person=anyone, on=date(2027, 1, 4)
            )
            assert judged.failed, instrument.id
