# SPDX-License-Identifier: EUPL-1.2
"""The question of a plan made from a region: people in a table, and its openings, courses and editions.

What people can do is found by the matcher: openings that fit now are options as they are, openings that
are one step away with each of the first editions that close it. Method and assumptions: docs/methods/plan.md.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from overstap.engine.matching.distance import distances_km
from overstap.engine.matching.index import Filters
from overstap.engine.matching.model import WEIGHT, Edition, Evidence, HeldSkill, Match, Passport, Wishes
from overstap.engine.matching.training import arrival, departure
from overstap.engine.pack.findings import Findings
from overstap.engine.pack.schema import Field, Table
from overstap.engine.placement import wording
from overstap.engine.placement.plan.files import TABLES, case_of
from overstap.engine.placement.plan.model import Case
from overstap.engine.placement.tables import Columns, read_table, tables_of
from overstap.engine.region.region import NAMES_WORK_FROM, Region
from overstap.engine.region.rows import OpeningRow
from overstap.engine.rules.income import monthly, wage_or_minimum
from overstap.engine.rules.parameters import Parameters, load_parameters

FULL_TIME = 36.0
"""Hours per week of who does not say; within what an opening has."""
FUND = "fund"

_AMOUNT: dict[str, Any] = {"type": "number", "minimum": 0, "maximum": 1e9}

PEOPLE = Table(
    "people",
    ("id",),
    (
        Field("id", required=True),
        Field("occupation", description="present or last work: the region's id, or a job title"),
        Field("skills", type="list", description="what one can; left out: what is usual in the occupation"),
        Field("certificates", type="list", description="legal papers held, by the region's id"),
        Field("place", description="where one lives, by the region's id of the municipality"),
        Field("distance", type="number", minimum=0, maximum=50_000, unit="km"),
        Field("hours", type="number", minimum=1, maximum=60, unit="hours per week"),
        Field("wage", type="number", minimum=0, maximum=500, unit="EUR gross per hour"),
        Field("income", unit="EUR", description="a month now; left out: wage times hours", **_AMOUNT),
        Field("income_floor", unit="EUR", description="a month that is least", **_AMOUNT),
        Field("from", type="date", description="the first day one can begin"),
        Field("groups", type="list", description="to watch that none is left behind"),
    ),
    "Who needs other work.",
    required=True,
)


@dataclass(frozen=True)
class Choices:
    """How options are made. `budget`: EUR for courses, None for no limit; `least`: people with whom an
    edition runs; `openings`, `editions`: how many are looked at for each person, and to close each step.
    """

    budget: float | None = None
    least: int = 1
    openings: int = 40
    editions: int = 2


@dataclass(frozen=True)
class _Way:
    """An opening and how to get there, for all who can the same."""

    opening: OpeningRow
    edition: Edition | None
    lasting: float
    fit: float
    gap: str = ""


@dataclass
class _Making:
    region: Region
    today: date
    choices: Choices
    parameters: Parameters
    ways: dict[tuple[Passport, date], tuple[_Way, ...]] = field(default_factory=dict)
    km: dict[tuple[str, str], float] = field(default_factory=dict)


def case_from_region(
    region: Region,
    people: Path,
    today: date,
    choices: Choices | None = None,
    *,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> Case:
    """The question of the people in a CSV file, in a region. `progress` is told how many are done, of how many.

    Raises `InputRefused` with everything that is wrong with the file.
    """
    rows = rows_from_region(region, people, today, choices, progress=progress)
    for option in rows["options"]:
        del option["gap"]
    return case_of(tables_of(rows, TABLES, people.name))


def rows_from_region(
    region: Region,
    people: Path,
    today: date,
    choices: Choices | None = None,
    *,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> dict[str, list[dict[str, Any]]]:
    """The same as rows of the tables of a plan, and for each option the `gap` that its course closes.

    Raises `InputRefused` as `case_from_region` does.
    """
    making = _Making(region, today, choices or Choices(), load_parameters())
    table = read_table(people, PEOPLE)
    passports = _passports(table, region)
    options, openings, editions = [], {}, {}
    rows = _people_rows(table)
    for at, (row, passport) in enumerate(zip(rows, passports, strict=True)):
        for way in _ways(making, passport, row.get("from") or today):
            options.append(_option(making, row, way))
            openings[way.opening.id] = way.opening
            if way.edition is not None:
                editions[way.edition.id] = way.edition
        progress(at + 1, len(rows))
    budget = making.choices.budget
    return {
        "people": [_person(row) for row in rows],
        "openings": [{"id": one.id, "places": one.places} for one in openings.values()],
        "editions": [_edition(one, making) for one in editions.values()],
        "budgets": [] if budget is None else [{"id": FUND, "amount": budget}],
        "options": options,
    }


def _people_rows(table: Columns) -> list[dict[str, Any]]:
    names = [name for name in table.cells if name not in ("skills",)]
    columns = [table.given(name) for name in names]
    rows = [dict(zip(names, cells, strict=True)) for cells in zip(*columns, strict=True)]
    for row in rows:
        if row["income"] is None and row["wage"] is not None:
            row["income"] = monthly(row["wage"], row["hours"] or FULL_TIME)
    return rows


def _person(row: dict[str, Any]) -> dict[str, Any]:
    """A person as a plan's question has them; papers were looked at when matching."""
    listed = ("id", "income", "income_floor", "distance", "from", "groups")
    return {name: list(row[name]) if isinstance(row[name], tuple) else row[name] for name in listed}


def _edition(edition: Edition, making: _Making) -> dict[str, Any]:
    starts = departure(edition, making.today)
    return {
        "id": edition.id,
        "course": edition.course,
        "seats": edition.seats,
        "least": min(making.choices.least, edition.seats),
        # One that can be joined at any time begins when somebody does.
        "starts_on": None if edition.continuous else starts,
        "ends_on": None if edition.continuous else arrival(edition, making.today),
    }


def _passports(table: Columns, region: Region) -> list[Passport]:
    """What each of the people can. Refuses what the region does not know."""
    findings = Findings()
    found, known = [], {"": ""}
    cells = (
        table.texts("occupation"),
        table.given("skills"),
        table.given("certificates"),
        table.texts("place"),
    )
    for row, (title, skills, papers, place) in enumerate(zip(*cells, strict=True)):
        listed = skills if isinstance(skills, tuple) else ()
        held = papers if isinstance(papers, tuple) else ()
        if title not in known:
            known[title] = _occupation(region, title)
        checks = (
            ("occupation", [title] if not known[title] and title else []),
            ("skills", [one for one in listed if one not in region.taxonomy.skill_index]),
            ("certificates", [one for one in held if one not in region.records.certificates]),
            ("place", [place] if place and place not in region.records.places else []),
        )
        for column, wrong in checks:
            for _ in wrong[:1]:
                table.tell(findings, column, [row], wording.not_in_region())
        if not title and not listed:
            table.tell(findings, "occupation", [row], wording.nothing_known())
        evidence = Evidence.CLAIMED if listed else Evidence.INFERRED
        own = listed or (region.usual_skills(known[title]) if known[title] else ())
        found.append(Passport(tuple(HeldSkill(str(one), evidence) for one in own), frozenset(map(str, held))))
    findings.refuse_if_any()
    return found


def _occupation(region: Region, title: str) -> str:
    """The occupation that an id or a title names; empty when none."""
    if title in region.taxonomy.occupation_index:
        return region.taxonomy.occupation(title).id
    for language in ("nl", "en"):
        for one in region.find_occupations(title, language, 1):
            if one.score >= NAMES_WORK_FROM:
                return one.id
    return ""


def _ways(making: _Making, passport: Passport, ready: date) -> tuple[_Way, ...]:
    """The ways of who can this, from the day they can begin; of all who can the same only once."""
    key = (passport, ready)
    if key not in making.ways:
        day = max(making.today, ready)
        most = making.choices.openings
        found = making.region.match(
            passport, Wishes(), today=day, filters=Filters(today=making.today), top=most
        )
        ways = [_Way(_row(making, one), None, one.coverage.claimed, one.coverage.claimed) for one in found.now]
        for one in found.one_away:
            ways += _one_step(making, one)
        making.ways[key] = tuple(ways)
    return making.ways[key]


def _one_step(making: _Making, match: Match) -> list[_Way]:
    """The ways to an opening that is one step away: by the first editions that close it."""
    row, fit = _row(making, match), match.coverage.claimed
    if match.certificates_missing:
        closes = match.certificates_missing[0]
        editions: Sequence[Edition] = match.certificate_editions[closes]
        after = fit
    elif match.must_missing:
        gap = match.must_missing[0]
        closes, editions = gap.skill, gap.editions
        total = sum(WEIGHT[one.importance] for one in match.demands)
        after = fit + WEIGHT[gap.importance] * (1 - gap.similarity) / total
    else:
        return [_Way(row, None, fit, fit)]
    return [_Way(row, edition, min(after, 1.0), fit, closes) for edition in editions[: making.choices.editions]]


def _row(making: _Making, match: Match) -> OpeningRow:
    return making.region.records.openings[match.opening]


def _option(making: _Making, person: dict[str, Any], way: _Way) -> dict[str, Any]:
    """An option of somebody. Pay is the lowest that the opening states, or the minimum wage."""
    opening, edition = way.opening, way.edition
    hours = min(max(person["hours"] or FULL_TIME, opening.hours_low), opening.hours_high)
    begins = max(filter(None, (making.today, person["from"], opening.starts_on)))
    wage = wage_or_minimum(opening.wage_low, making.today, making.parameters)
    return {
        "person": person["id"],
        "opening": opening.id,
        "edition": edition.id if edition else None,
        "gap": way.gap or None,
        "kind": str(opening.kind) if edition is None else "course",
        "lasting": round(way.lasting, 6),
        "fit": round(way.fit, 6),
        "income": round(monthly(wage, hours), 2),
        "cost": edition.cost if edition else 0.0,
        "budget": FUND if edition and making.choices.budget is not None else None,
        "km": _km(making, person["place"], opening.place),
        "starts_on": begins,
    }


def _km(making: _Making, home: str | None, work: str) -> float | None:
    """As the crow flies; unknown when the home is."""
    if not home:
        return None
    if (home, work) not in making.km:
        here, there = (making.region.records.places[one].position for one in (home, work))
        far = distances_km(here, np.array([there.latitude]), np.array([there.longitude]))
        making.km[home, work] = round(float(far[0]), 3)
    return making.km[home, work]
