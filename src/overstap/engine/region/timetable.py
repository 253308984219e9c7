# SPDX-License-Identifier: EUPL-1.2
"""The timetable of a region: its occupations, openings and courses as the journey planner reads them."""

from __future__ import annotations

from collections.abc import Iterable

from overstap.engine.journeys.building import build_timetable
from overstap.engine.journeys.offers import Departure, Job, Training
from overstap.engine.journeys.timetable import Timetable
from overstap.engine.region.from_pack import Records
from overstap.engine.region.rows import CourseRow, EditionRow, OccupationRow, OpeningRow
from overstap.engine.skills.language import Language
from overstap.engine.skills.taxonomy import Importance, SkillKind

ONLINE = "online"


def timetable_of(records: Records, openings: Iterable[OpeningRow], language: Language) -> Timetable:
    """Everything in a region that a journey can be made of; of its openings, those given."""
    attitudes = frozenset(skill.id for skill in language.taxonomy.skills if skill.kind is SkillKind.ATTITUDE)
    jobs = [
        *(_occupation(records, row) for row in records.occupations.values()),
        *(_opening(records, row) for row in openings),
    ]
    trainings = [_training(records, row) for row in records.courses.values()]
    return build_timetable(jobs, trainings, language.graph, language.taxonomy.skill_index, attitudes)


def beforehand(records: Records, certificates: Iterable[str]) -> frozenset[str]:
    """Those of the certificates that must be there before someone starts."""
    return frozenset(one for one in certificates if not records.certificates[one].on_hiring)


def _usual(row: OccupationRow) -> tuple[str, ...]:
    """What someone can who has done the work for a while: what it asks, but for what is only nice to have."""
    return tuple(demand.skill for demand in row.demands if demand.importance is not Importance.NICE)


def _occupation(records: Records, row: OccupationRow) -> Job:
    needed = beforehand(records, row.certificates) if row.regulated else frozenset[str]()
    return Job(
        occupation=row.id,
        demands=row.demands,
        learned=_usual(row),
        certificates=needed,
        on_hiring=frozenset(row.certificates) - needed,
        wage=row.wage_low,
        wage_later=row.wage_middle,
        level=row.level,
        outlook=row.outlook,
        sector=row.sector,
    )


def _opening(records: Records, row: OpeningRow) -> Job:
    occupation = records.occupations[row.occupation]
    needed = beforehand(records, row.certificates)
    return Job(
        occupation=row.occupation,
        demands=row.demands,
        learned=_usual(occupation),
        opening=row.id,
        kind=row.kind,
        certificates=needed,
        on_hiring=frozenset(row.certificates) - needed,
        position=records.places[row.place].position,
        hours_low=row.hours_low,
        hours_high=row.hours_high,
        wage=row.wage_low if row.wage_low is not None else occupation.wage_low,
        wage_later=row.wage_high if row.wage_high is not None else occupation.wage_middle,
        level=occupation.level,
        outlook=occupation.outlook,
        sector=occupation.sector,
        starts_on=row.starts_on,
        closes_on=row.closes_on,
        course=row.course,
    )


def _training(records: Records, row: CourseRow) -> Training:
    return Training(
        id=row.id,
        teaches=row.teaches,
        requires=row.requires,
        certificates=frozenset(row.certificates),
        level=row.level,
        entry_level=row.entry_level,
        provider=row.provider,
        departures=tuple(_departure(records, records.editions[id_]) for id_ in row.editions),
    )


def _departure(records: Records, row: EditionRow) -> Departure:
    return Departure(
        id=row.id,
        course=row.course,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        hours=row.hours,
        cost=row.cost,
        time=row.time,
        position=None if row.time == ONLINE else records.places[row.place].position,
        seats=row.seats,
        continuous=row.continuous,
        weeks=row.weeks,
    )
