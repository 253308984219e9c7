# SPDX-License-Identifier: EUPL-1.2
"""The question of trains as files: those of a plan, with courses for editions, and offers with their answers.

The format: docs/reference/placement-files.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from overstap.engine.coded import Coded
from overstap.engine.pack.schema import Field, Table
from overstap.engine.placement.plan.files import TABLES as PLAN
from overstap.engine.placement.plan.files import case_of
from overstap.engine.placement.plan.model import Integers
from overstap.engine.placement.tables import Columns, read_tables, tables_of
from overstap.engine.placement.trains.model import Offer, Question

_PLAN = {table.name: table for table in PLAN}
_COUNT: dict[str, Any] = {"type": "integer", "minimum": 1, "maximum": 1_000_000}


def _with(table: Table, *fields: Field, without: Sequence[str] = ()) -> Table:
    kept = tuple(field for field in table.fields if field.name not in without)
    return replace(table, fields=(*kept, *fields))


TABLES: tuple[Table, ...] = (
    _PLAN["people"],
    _with(_PLAN["openings"], Field("employer", description="who takes people there")),
    Table(
        "courses",
        ("id",),
        (
            Field("id", required=True),
            Field("least", description="people in one train at least; 1 when left out", **_COUNT),
            Field("most", description="and at most; 12 when left out", **_COUNT),
            Field("trains", description="trains that may leave; as many as it takes when left out", **_COUNT),
            Field("certificates", type="list", description="legal papers it leads to"),
        ),
        "What can be trained together.",
        required=True,
        ordered_pairs=(("least", "most"),),
    ),
    _PLAN["budgets"],
    _PLAN["guidance"],
    _with(
        _PLAN["options"],
        Field("course", refers_to="courses", description="left out: no training is needed"),
        Field("gap", description="what is missing and the course closes"),
        without=("edition",),
    ),
    _PLAN["costs"],
    Table(
        "offers",
        ("person", "option"),
        (
            Field("person", required=True, refers_to="people"),
            Field("option", required=True),
            Field("answer", enum=("yes", "no"), description="left out while it is waited for"),
            Field("train", description="the train it was offered in"),
        ),
        "Seats that were offered: they stay, unless the answer is no; then they go on to somebody else.",
    ),
    _PLAN["forbidden"],
)
MOST = 12


def read_trains(place: Path) -> Question:
    """The question in a folder of CSV files or a JSON file.

    Raises `InputRefused` with everything that is wrong.
    """
    return question_of(read_tables(place, TABLES))


def question_of(tables: Mapping[str, Columns]) -> Question:
    """The question in tables that were read. Raises `InputRefused` as `read_trains` does."""
    courses, options, offers = tables["courses"], tables["options"], tables["offers"]
    least = courses.numbers("least", 1).astype(np.int64)
    most = np.maximum(courses.numbers("most", MOST).astype(np.int64), least)
    everybody = max(len(tables["people"]), 1)
    case = case_of(
        {
            **{name: columns for name, columns in tables.items() if name in _PLAN},
            "editions": _editions(courses),
            "options": replace(options, cells={**options.cells, "edition": options.cells["course"]}),
            "placements": _chosen(offers, declined=False),
            "forbidden": _forbidden(tables["forbidden"], _chosen(offers, declined=True)),
        },
        keep=True,
    )
    known = {id_: at for at, id_ in enumerate(case.options.ids)}
    answers = zip(offers.texts("option"), offers.texts("answer"), offers.texts("train"), strict=True)
    order = np.argsort(options.places("person", {id_: at for at, id_ in enumerate(case.people)}), kind="stable")
    gaps = options.texts("gap")
    return Question(
        case,
        least,
        most,
        courses.numbers("trains", everybody).astype(np.int64),
        tuple(tables["openings"].texts("employer")),
        tuple(gaps[at] for at in order.tolist()),
        tuple(Offer(known[option], answer, train) for option, answer, train in answers),
    )


def _editions(courses: Columns) -> Columns:
    """Courses as the editions of a plan; how many people they take is set later."""
    none = Coded.same(None, len(courses))
    cells = {"id": courses.cells["id"], "course": courses.cells["id"]}
    cells |= dict.fromkeys(("seats", "least", "starts_on", "ends_on"), none)
    return replace(courses, name="editions", cells={**cells, "certificates": courses.cells["certificates"]})


def _chosen(offers: Columns, *, declined: bool) -> Columns:
    """The offers that stand, or those that were declined."""
    rows: Integers = np.flatnonzero(np.array([one == "no" for one in offers.texts("answer")], bool) == declined)
    cells = {name: Coded(one.values, one.codes[rows]) for name, one in offers.cells.items()}
    return replace(
        offers,
        size=len(rows),
        cells={**cells, "locked": Coded.same(True, len(rows)), "opening": Coded.same(None, len(rows))},
    )


def _forbidden(table: Columns, declined: Columns) -> Columns:
    """What may not be, and what was declined."""
    cells = {name: one.followed_by(declined.cells[name]) for name, one in table.cells.items()}
    return replace(table, size=len(table) + len(declined), cells=cells)


def trains_of_plan(rows: Mapping[str, Sequence[Mapping[str, Any]]], least: int, name: str) -> Question:
    """The question of trains out of the rows of a plan: each course with the seats of its widest edition."""
    course_of = {one["id"]: one["course"] for one in rows["editions"]}
    seats: dict[str, int] = {}
    for one in rows["editions"]:
        seats[one["course"]] = max(seats.get(one["course"], 1), one["seats"])
    options: dict[tuple[Any, ...], dict[str, Any]] = {}
    for one in rows["options"]:
        course = course_of.get(one["edition"])
        kept = {key: value for key, value in one.items() if key != "edition"}
        # Of two editions of one course the first: when a train leaves is not settled yet.
        options.setdefault((one["person"], one["opening"], course), {**kept, "course": course})
    courses = [
        {"id": course, "least": min(least, most), "most": most} for course, most in sorted(seats.items())
    ]
    made = {**rows, "courses": courses, "options": list(options.values())}
    return question_of(tables_of({key: made[key] for key in made if key != "editions"}, TABLES, name))
