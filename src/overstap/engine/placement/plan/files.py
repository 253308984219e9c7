# SPDX-License-Identifier: EUPL-1.2
"""A plan's question as files: the tables, and how they become a `Case`.

The format: docs/reference/placement-files.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np

from overstap.engine.pack.findings import Findings
from overstap.engine.pack.schema import Field, Table
from overstap.engine.placement import wording
from overstap.engine.placement.plan.model import Bar, Booleans, Case, Floats, Integers, Limit, Options
from overstap.engine.placement.tables import FAR_OFF, LONG_AGO, Columns, index_of, read_tables


def _amount(name: str, *, required: bool = False, description: str = "") -> Field:
    return Field(
        name, type="number", required=required, minimum=0, maximum=1e9, unit="EUR", description=description
    )


def _count(name: str, description: str, least: int = 0) -> Field:
    return Field(name, type="integer", minimum=least, maximum=1_000_000, description=description)


def _to(name: str, table: str, *, required: bool = True) -> Field:
    return Field(name, required=required, refers_to=table)


_ID = Field("id", required=True)
_OPTION = Field("option", required=True)
_SHARE = {"type": "number", "minimum": 0, "maximum": 1}

TABLES: tuple[Table, ...] = (
    Table(
        "people",
        ("id",),
        (
            _ID,
            Field("groups", type="list", description="to watch that none is left behind"),
            _amount("income", description="EUR a month now"),
            _amount("income_floor", description="EUR a month that is least"),
            Field("distance", type="number", minimum=0, maximum=50_000, unit="km"),
            Field("certificates", type="list", description="legal papers held"),
            Field("from", type="date", description="the first day one can begin"),
        ),
        "Who needs other work.",
        required=True,
    ),
    Table(
        "openings",
        ("id",),
        (
            _ID,
            _count("places", "people it takes; 1 when left out"),
            Field("certificates", type="list", description="legal papers it needs"),
            Field("until", type="date", description="the last day to begin"),
        ),
        "Where there is work.",
        required=True,
    ),
    Table(
        "editions",
        ("id",),
        (
            _ID,
            Field("course"),
            _count("seats", "people it takes; 1 when left out"),
            _count("least", "people with whom it runs at least"),
            Field("starts_on", type="date"),
            Field("ends_on", type="date"),
            Field("certificates", type="list", description="legal papers it leads to"),
        ),
        "Courses, by when they run.",
        ordered_pairs=(("starts_on", "ends_on"), ("least", "seats")),
    ),
    Table("budgets", ("id",), (_ID, _amount("amount", required=True)), "Money, by where it comes from."),
    Table(
        "guidance",
        ("id",),
        (_ID, Field("hours", type="number", required=True, minimum=0, maximum=1e9, unit="hours")),
        "Who guides people, and how many hours there are.",
    ),
    Table(
        "options",
        ("id",),
        (
            Field("id", description="person/opening/edition when left out"),
            _to("person", "people"),
            _to("opening", "openings"),
            _to("edition", "editions", required=False),
            Field("kind", description="as it should be shown: direct, course, trial, …"),
            Field("lasting", description="the chance that it lasts; 1 when left out", **_SHARE),  # type: ignore[arg-type]
            Field("fit", description="how well it fits", **_SHARE),  # type: ignore[arg-type]
            _amount("income", description="EUR a month there"),
            Field("income_change", type="number", minimum=-1e9, maximum=1e9, unit="EUR"),
            _amount("cost"),
            _to("budget", "budgets", required=False),
            _to("guidance", "guidance", required=False),
            Field("hours", type="number", minimum=0, maximum=1e6, unit="hours"),
            Field("km", type="number", minimum=0, maximum=50_000, unit="km"),
            Field("starts_on", type="date", description="the day it begins"),
        ),
        "What people can do.",
        required=True,
    ),
    Table(
        "costs",
        ("option", "budget"),
        (_OPTION, _to("budget", "budgets"), _amount("amount", required=True)),
        "Costs that more than one budget pays.",
    ),
    Table(
        "placements",
        ("person",),
        (_to("person", "people"), _OPTION, Field("locked", type="boolean")),
        "A plan of before: it is changed as little as can be, what is locked not at all.",
    ),
    Table(
        "forbidden",
        ("person", "opening", "option"),
        (
            _to("person", "people", required=False),
            _to("opening", "openings", required=False),
            Field("option"),
        ),
        "What may not be: an option, or a person in an opening.",
    ),
)


def read_case(place: Path, *, keep: bool = False) -> Case:
    """The question in a folder of CSV files or a JSON file. `keep`: all of the plan of before is locked.

    Raises `InputRefused` with everything that is wrong.
    """
    return case_of(read_tables(place, TABLES), keep=keep)


def case_of(tables: Mapping[str, Columns], *, keep: bool = False) -> Case:
    """The question in tables that were read. Raises `InputRefused` as `read_case` does."""
    people, openings, editions = (tables[name] for name in ("people", "openings", "editions"))
    rows = tables["options"]
    left, right, courses = (index_of(one.texts("id")) for one in (people, openings, editions))
    person = rows.places("person", left)
    order = np.argsort(person, kind="stable")
    back = np.empty(len(order), np.int64)
    back[order] = np.arange(len(order))
    ids = _ids(rows)
    known = {id_: int(back[at]) for at, id_ in enumerate(ids)}
    _refuse_unknown(tables, known)
    limits = _limits(tables)
    use, cost = _use(tables, limits, {id_: at for at, id_ in enumerate(ids)})
    now, locked = _now(tables["placements"], left, known, person[order], keep)
    income = _income(rows, people, person)
    edition = rows.places("edition", courses)
    barred = _barred(tables, person, rows.places("opening", right), edition, income)
    barred |= _forbidden(tables["forbidden"], rows, ids)
    options = Options(
        tuple(ids[at] for at in order.tolist()),
        person[order],
        rows.places("opening", right)[order],
        edition[order],
        rows.numbers("lasting", 1.0)[order],
        income[order],
        rows.numbers("fit", 0.0)[order],
        cost[order],
        barred[order],
        np.ascontiguousarray(use[:, order]),
    )
    return Case(
        tuple(left),
        tuple(right),
        openings.numbers("places", 1).astype(np.int64),
        tuple(courses),
        editions.numbers("seats", 1).astype(np.int64),
        editions.numbers("least", 0).astype(np.int64),
        limits,
        options,
        now,
        locked,
        _groups(people),
    )


def _ids(rows: Columns) -> list[str]:
    """The name of each option: its own, or its person, opening and edition."""
    names = zip(
        rows.texts("id"), rows.texts("person"), rows.texts("opening"), rows.texts("edition"), strict=True
    )
    ids = [given or "/".join(filter(None, made)) for given, *made in names]
    seen: dict[str, int] = {}
    for at, id_ in enumerate(ids):
        seen[id_] = seen.get(id_, 0) + 1
        if seen[id_] > 1:
            ids[at] = f"{id_}#{seen[id_]}"
    return ids


def _refuse_unknown(tables: Mapping[str, Columns], known: Mapping[str, int]) -> None:
    """Options that are named elsewhere are there; those without an id of their own go by what they are
    made of."""
    findings = Findings()
    for name in ("costs", "placements", "forbidden"):
        for row, option in enumerate(tables[name].texts("option")):
            if option and option not in known:
                tables[name].tell(findings, "option", [row], wording.not_listed(option, "options"))
    findings.refuse_if_any()


def _limits(tables: Mapping[str, Columns]) -> tuple[Limit, ...]:
    budgets, guidance = tables["budgets"], tables["guidance"]
    money = zip(budgets.texts("id"), budgets.numbers("amount").tolist(), strict=True)
    hours = zip(guidance.texts("id"), guidance.numbers("hours").tolist(), strict=True)
    return (
        *(Limit(id_, "budget", most) for id_, most in money),
        *(Limit(id_, "guidance", most) for id_, most in hours),
    )


def _use(
    tables: Mapping[str, Columns], limits: tuple[Limit, ...], known: Mapping[str, int]
) -> tuple[Floats, Floats]:
    """What options take of each limit (limits, options), and what they cost in all (options,), as in the
    file."""
    rows, costs = tables["options"], tables["costs"]
    at = {(limit.kind, limit.id): row for row, limit in enumerate(limits)}
    use = np.zeros((len(limits), len(rows)))
    cost = rows.numbers("cost", 0.0)
    for kind, column, amount in (
        ("budget", "budget", cost),
        ("guidance", "guidance", rows.numbers("hours", 0.0)),
    ):
        row = rows.places(column, {id_: number for (one, id_), number in at.items() if one == kind})
        inside = np.flatnonzero(row >= 0)
        use[row[inside], inside] += amount[inside]
    total = cost.copy()
    for option, budget, amount in zip(
        costs.texts("option"), costs.texts("budget"), costs.numbers("amount").tolist(), strict=True
    ):
        use[at["budget", budget], known[option]] += amount
        total[known[option]] += amount
    return use, total


def _income(rows: Columns, people: Columns, person: Integers) -> Floats:
    """The change in EUR a month; 0 where nothing is known."""
    change = rows.numbers("income") - people.numbers("income")[person]
    given = rows.numbers("income_change")
    return np.nan_to_num(np.where(np.isnan(given), change, given))


def _barred(
    tables: Mapping[str, Columns], person: Integers, opening: Integers, edition: Integers, change: Floats
) -> Integers:
    """Why options cannot be taken, in the order of the file. What is not known bars nothing."""
    people, openings, editions, rows = (tables[name] for name in ("people", "openings", "editions", "options"))
    barred = np.where(rows.numbers("km") > people.numbers("distance")[person], int(Bar.TRAVEL), 0)
    income = rows.numbers("income")
    there = np.where(np.isnan(income), people.numbers("income")[person] + change, income)
    barred |= np.where(there < people.numbers("income_floor")[person], int(Bar.INCOME), 0)
    begins = np.maximum(people.days("from", LONG_AGO)[person], rows.days("starts_on", LONG_AGO))
    if len(editions):
        taught = np.where(edition >= 0, editions.days("ends_on", LONG_AGO)[edition], LONG_AGO)
        starts = np.where(edition >= 0, editions.days("starts_on", FAR_OFF)[edition], FAR_OFF)
        late = starts < people.days("from", LONG_AGO)[person]
        barred |= np.where(late, int(Bar.DATES), 0)
        begins = np.maximum(begins, taught)
    barred |= np.where(begins > openings.days("until", FAR_OFF)[opening], int(Bar.DATES), 0)
    return np.asarray(barred | _without_papers(people, openings, editions, person, opening, edition))


def _without_papers(
    people: Columns,
    openings: Columns,
    editions: Columns,
    person: Integers,
    opening: Integers,
    edition: Integers,
) -> Integers:
    """Where a legal paper is needed that the person has not, nor gets from the course."""
    needs = [_set(cell) for cell in openings.given("certificates")]
    held = [_set(cell) for cell in people.given("certificates")]
    gives = [_set(cell) for cell in editions.given("certificates")]
    lacks = np.zeros(len(person), np.int64)
    for at, (one, to, by) in enumerate(zip(person.tolist(), opening.tolist(), edition.tolist(), strict=True)):
        if needs[to] and not needs[to] <= held[one] | (gives[by] if by >= 0 else frozenset()):
            lacks[at] = int(Bar.PAPERS)
    return lacks


def _set(cell: object) -> frozenset[str]:
    return frozenset(map(str, cell)) if isinstance(cell, tuple) else frozenset()


def _forbidden(table: Columns, rows: Columns, ids: list[str]) -> Integers:
    barred = np.zeros(len(rows), np.int64)
    if len(table) == 0:
        return barred
    findings = Findings()
    options, pairs = set(), set()
    cells = zip(table.texts("person"), table.texts("opening"), table.texts("option"), strict=True)
    for row, (person, opening, option) in enumerate(cells):
        if option:
            options.add(option)
        elif person and opening:
            pairs.add((person, opening))
        else:
            table.tell(findings, "option", [row], wording.nothing_forbidden())
    findings.refuse_if_any()
    for at, pair in enumerate(zip(rows.texts("person"), rows.texts("opening"), strict=True)):
        if ids[at] in options or pair in pairs:
            barred[at] = int(Bar.FORBIDDEN)
    return barred


def _now(
    table: Columns, left: Mapping[str, int], known: Mapping[str, int], person: Integers, keep: bool
) -> tuple[Integers, Booleans]:
    """The option of each person in a plan of before, and whether it stays."""
    now, locked = np.full(len(left), -1), np.zeros(len(left), np.bool_)
    findings = Findings()
    cells = zip(table.texts("person"), table.texts("option"), table.flags("locked").tolist(), strict=True)
    for row, (one, option, stays) in enumerate(cells):
        if person[known[option]] != left[one]:
            table.tell(findings, "option", [row], wording.option_of_another())
        now[left[one]] = known[option]
        locked[left[one]] = stays or keep
    findings.refuse_if_any()
    return now, locked


def _groups(people: Columns) -> dict[str, Booleans]:
    """Group -> who belongs to it."""
    members: dict[str, Booleans] = {}
    for at, cell in enumerate(people.given("groups")):
        for name in sorted(_set(cell)):
            members.setdefault(name, np.zeros(len(people), np.bool_))[at] = True
    return dict(sorted(members.items()))
