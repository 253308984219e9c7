# SPDX-License-Identifier: EUPL-1.2
"""The question of a plan from a table of people, in a region. What they can do: `engine.region.placing`."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from overstap.engine.matching.model import Evidence, HeldSkill, Passport, Wishes
from overstap.engine.matching.training import arrival, departure
from overstap.engine.pack.findings import Findings
from overstap.engine.pack.schema import Field, Table
from overstap.engine.placement import wording
from overstap.engine.placement.plan.model import Bar, Case
from overstap.engine.placement.tables import Columns, read_table
from overstap.engine.region.placing import FUND, Candidate, Means, Placing, Way, placing
from overstap.engine.region.placing_ways import FULL_TIME
from overstap.engine.region.region import NAMES_WORK_FROM, Region
from overstap.engine.rules.income import monthly

__all__ = ["FUND", "PEOPLE", "Choices", "case_from_region", "people_from_table", "rows_from_region"]

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

    `sources`: instrument of the region -> EUR that it pays in all, None for no limit; without any, nobody else
    pays and the budget is for courses in all. `guidance`: hours there are.
    """

    budget: float | None = None
    least: int = 1
    openings: int = 40
    editions: int = 2
    sources: Mapping[str, float | None] = field(default_factory=dict)
    guidance: float | None = None

    @property
    def means(self) -> Means:
        """The same as means."""
        return Means(self.budget, self.sources, self.guidance, self.least, self.openings, self.editions)


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
    return _asked(region, people, today, choices or Choices(), progress)[1].case


def rows_from_region(
    region: Region,
    people: Path,
    today: date,
    choices: Choices | None = None,
    *,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> dict[str, list[dict[str, Any]]]:
    """The same as rows of the tables of a plan, and for each option the `gap` that its course closes.

    Options that are barred by more than distance and income are left out: the tables do not say by what.
    Raises `InputRefused` as `case_from_region` does.
    """
    chosen = choices or Choices()
    table, question = _asked(region, people, today, chosen, progress)
    case, rows = question.case, _people_rows(table)
    told = int(Bar.TRAVEL | Bar.INCOME)
    options = [
        _option(region, rows[way.person], way, today, chosen)
        for at, way in enumerate(question.ways)
        if not case.options.barred[at] & ~told
    ]
    used = {name: {option[name] for option in options} for name in ("opening", "edition")}
    return {
        "people": [_person(row) for row in rows],
        "openings": [
            {"id": one, "places": region.records.openings[one].places}
            for one in case.openings
            if one in used["opening"]
        ],
        "editions": [_edition(region, one, today, chosen) for one in case.editions if one in used["edition"]],
        "budgets": [] if chosen.budget is None else [{"id": FUND, "amount": chosen.budget}],
        "options": options,
    }


def people_from_table(table: Columns, region: Region) -> list[Candidate]:
    """People as a plan sees them. Raises `InputRefused` for what the region does not know."""
    passports = _passports(table, region)
    return [
        Candidate(
            id=row["id"],
            passport=passport,
            wishes=Wishes(
                position=region.records.places[row["place"]].position if row["place"] else None,
                distance=row["distance"],
                starts_on=row["from"],
            ),
            place=row["place"] or "",
            hours=row["hours"],
            groups=tuple(row["groups"] or ()),
            income=row["income"],
            income_floor=row["income_floor"],
            learns_from=row["from"],
        )
        for row, passport in zip(_people_rows(table), passports, strict=True)
    ]


def _asked(
    region: Region, people: Path, today: date, choices: Choices, progress: Callable[[int, int], None]
) -> tuple[Columns, Placing]:
    table = read_table(people, PEOPLE)
    candidates = people_from_table(table, region)
    return table, placing(region, candidates, choices.means, today, progress=progress)


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


def _edition(region: Region, id_: str, today: date, choices: Choices) -> dict[str, Any]:
    row = region.records.editions[id_]
    edition = next(one for one in region.training.courses[row.course].editions if one.id == id_)
    return {
        "id": id_,
        "course": row.course,
        "seats": row.seats,
        "least": 1 if row.continuous else min(choices.least, row.seats),
        # One that can be joined at any time begins when somebody does.
        "starts_on": None if row.continuous else departure(edition, today),
        "ends_on": None if row.continuous else arrival(edition, today),
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
            known[title] = occupation_named(region, title)
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


def occupation_named(region: Region, title: str) -> str:
    """The occupation that an id or a title names; empty when none."""
    if title in region.taxonomy.occupation_index:
        return region.taxonomy.occupation(title).id
    for language in ("nl", "en"):
        for one in region.find_occupations(title, language, 1):
            if one.score >= NAMES_WORK_FROM:
                return one.id
    return ""


def _option(region: Region, person: dict[str, Any], way: Way, today: date, choices: Choices) -> dict[str, Any]:
    """An option of somebody as a row."""
    opening = region.records.openings[way.opening]
    return {
        "person": person["id"],
        "opening": way.opening,
        "edition": way.edition or None,
        "gap": way.gap or None,
        "kind": way.kind,
        "lasting": round(way.lasting, 6),
        "fit": round(way.fit, 6),
        "income": round(way.there, 2),
        "cost": way.cost,
        "budget": FUND if way.edition and choices.budget is not None else None,
        "km": None if math.isnan(way.km) else round(way.km, 3),
        "starts_on": max(filter(None, (today, person["from"], opening.starts_on))),
    }
