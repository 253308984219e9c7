# SPDX-License-Identifier: EUPL-1.2
"""Many people at once are matched as one by one: the same openings, figures, order and editions."""

from __future__ import annotations

from datetime import date

import pytest

from overstap.engine import Region
from overstap.engine.generate.bank import Bank, bank_roster
from overstap.engine.matching.model import Evidence, HeldSkill, Match, OpeningKind, Passport, Wishes
from overstap.engine.placement.plan.model import Bar
from overstap.engine.region.nearby import REACHES, ManyMatcher
from overstap.engine.region.placing import Candidate, Means, placing
from overstap.engine.region.stock import StockInMemory
from overstap.engine.roster.reading import read_roster

TODAY = date(2027, 1, 4)


@pytest.fixture(scope="module")
def people(region: Region) -> list[Candidate]:
    """Forty of the made-up bank with their wishes, and the example people of the region, who hold papers."""
    listed = read_roster(bank_roster(region.records, Bank(people=40)), "bank.csv", region, "nl")
    found = [
        Candidate(
            one.reference,
            Passport(
                tuple(HeldSkill(skill, Evidence.INFERRED) for skill in region.usual_skills(one.occupation))
                + tuple(HeldSkill(skill, Evidence.CERTIFIED) for skill in one.skills)
            ),
            Wishes(
                position=region.records.places[one.place].position,
                distance=one.distance,
                hours_low=one.hours_low,
                hours_high=one.hours_high,
                wage_floor=one.pay_least,
                kinds=frozenset({OpeningKind.VACANCY}) if number % 3 == 0 else frozenset(),
                starts_on=date(2027, 3, 1) if number % 2 else None,
            ),
            one.place,
            one.pay,
            one.hours,
        )
        for number, one in enumerate(listed)
    ]
    for row in region.records.people.values():
        found.append(Candidate(row.id, region.passport_of(row), region.wishes_of(row), row.place))
    found.append(Candidate("nobody", Passport(), Wishes()))
    return found


def test_groups_figures_and_order_are_those_of_a_match(region: Region, people: list[Candidate]) -> None:
    assert isinstance(region.stock, StockInMemory)
    many = ManyMatcher(region.stock.matcher, TODAY)
    ids = [one.id for one in many.matcher.index.openings]
    for one, near in zip(people, many.near([one.passport for one in people]), strict=True):
        alone = region.match(one.passport, one.wishes, today=TODAY)
        distances = many.distances(one.wishes.position)
        for number, group in enumerate((alone.now, alone.one_away, alone.further)):
            rows = many.in_order(near, many.wishes_met(one.wishes, distances), distances, number)
            assert [ids[row] for row in rows] == [match.opening for match in group], REACHES[number]
            for row, match in zip(rows.tolist(), group, strict=True):
                assert (near.coverage[row], near.shown[row]) == (match.coverage.claimed, match.coverage.shown)


def test_ways_to_what_is_one_step_away_are_by_the_editions_of_a_match(
    region: Region, people: list[Candidate]
) -> None:
    question = placing(region, people, Means(openings=15), TODAY)
    ways = list(question.ways)
    courses = 0
    for number, one in enumerate(people):
        alone = region.match(one.passport, one.wishes, today=TODAY)
        by = {match.opening: match for match in (*alone.now, *alone.one_away)}
        own = [way for way in ways if way.person == number]
        first = [match.opening for match in alone.now[:15]]
        assert list(dict.fromkeys(way.opening for way in own))[: len(first)] == first
        for way in own:
            match = by[way.opening]
            assert way.fit == match.coverage.claimed
            told = tuple(dict.fromkeys(other.edition for other in own if other.opening == way.opening))
            assert told == closing(match)
            courses += bool(way.edition)
    assert courses > 100


def closing(match: Match) -> tuple[str, ...]:
    """The first two editions that close the one step, or nothing."""
    steps = [gap.editions for gap in match.must_missing]
    steps += [match.certificate_editions[paper] for paper in match.certificates_missing]
    found = tuple(one.id for one in steps[0][:2]) if steps else ()
    return found or ("",)


def test_what_bars_a_way_is_told_and_nothing_else_is(region: Region, people: list[Candidate]) -> None:
    question = placing(region, people, Means(openings=1000), TODAY)
    openings = region.records.openings
    for way, barred in zip(question.ways, question.case.options.barred.tolist(), strict=True):
        one, row = people[way.person], openings[way.opening]
        wishes = one.wishes
        best = row.wage_high if row.wage_high is not None else row.wage_low
        expected = {
            Bar.TRAVEL: wishes.distance is not None and way.km > wishes.distance,
            Bar.INCOME: wishes.wage_floor is not None and best is not None and best < wishes.wage_floor,
            Bar.HOURS: bool(wishes.hours_low and row.hours_high < wishes.hours_low)
            or bool(wishes.hours_high and row.hours_low > wishes.hours_high),
            Bar.KIND: bool(wishes.kinds) and row.kind not in wishes.kinds,
        }
        assert {bar: bool(barred & bar) for bar in expected} == expected


def test_who_finds_little_that_is_possible_is_looked_at_further(
    region: Region, people: list[Candidate]
) -> None:
    few = placing(region, people, Means(openings=5), TODAY).case.options
    all_ = placing(region, people, Means(openings=1000), TODAY).case.options
    for number in range(len(people)):
        possible = [
            len(
                {
                    to
                    for to, by, bar in zip(one.opening, one.person, one.barred, strict=True)
                    if by == number and not bar
                }
            )
            for one in (few, all_)
        ]
        assert possible[0] >= min(5, possible[1]) if possible[1] else possible[0] == 0
