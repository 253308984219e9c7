# SPDX-License-Identifier: EUPL-1.2
"""A round as files: the tables, and how they become a `Round`.

The format: docs/reference/placement-files.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from overstap.engine.pack.findings import Findings
from overstap.engine.pack.schema import Field, Table
from overstap.engine.placement import wording
from overstap.engine.placement.rounds.lists import (
    Booleans,
    Guidance,
    Side,
    completed,
    dense_ranks,
    make_round,
    pair_values,
    priorities_of,
)
from overstap.engine.placement.rounds.model import Floats, Integers, Round, Scores
from overstap.engine.placement.tables import Columns, index_of, read_tables

BUILT_IN = ("score", "km")
"""Criteria that need no points: the match score, higher first, and the distance, nearer first."""


_WEEK = 168


def _id() -> Field:
    return Field("id", required=True)


def _to(table: str) -> Field:
    return Field(table.removesuffix("s"), required=True, refers_to=table)


_RANK = Field("rank", type="integer", required=True, minimum=1, maximum=1_000_000)

TABLES: tuple[Table, ...] = (
    Table(
        "students",
        ("id",),
        (
            _id(),
            Field("preferences", type="list", description="hosts, best first; = between equals"),
            Field("open", type="boolean", description="other hosts too, after those, by score"),
            Field(
                "guidance",
                type="number",
                minimum=0,
                maximum=_WEEK,
                unit="h/week",
                description="needed beyond the usual",
            ),
        ),
        "Who looks for a place.",
        required=True,
    ),
    Table(
        "hosts",
        ("id",),
        (
            _id(),
            Field("places", type="integer", minimum=0, maximum=1_000_000, description="1 when left out"),
            Field("priorities", type="list", description="students, best first; = between equals"),
            Field("open", type="boolean", description="other students too, after those, by score"),
            Field("criteria", type="list", description="what the host orders by, the first first"),
            Field(
                "guidance",
                type="number",
                minimum=0,
                maximum=_WEEK,
                unit="h/week",
                description="for a student who needs more than usual",
            ),
            Field(
                "guided",
                type="integer",
                minimum=0,
                maximum=1_000_000,
                description="how many such students; as many as it has places when left out",
            ),
        ),
        "Who has places.",
        required=True,
    ),
    Table("preferences", ("student", "host"), (_to("students"), _to("hosts"), _RANK), "As a table."),
    Table("priorities", ("host", "student"), (_to("hosts"), _to("students"), _RANK), "As a table."),
    Table(
        "scores",
        ("student", "host"),
        (
            _to("students"),
            _to("hosts"),
            Field("score", type="number", required=True, minimum=0, maximum=1),
            Field("km", type="number", minimum=0, maximum=50_000, unit="km"),
        ),
        "How well they fit.",
    ),
    Table(
        "criteria",
        ("id",),
        (_id(), Field("lower_first", type="boolean", description="fewer points go first")),
        "What hosts of this round may order by, beside score and km.",
    ),
    Table(
        "points",
        ("student", "criterion", "host"),
        (
            _to("students"),
            Field("criterion", required=True, refers_to="criteria"),
            Field("host", refers_to="hosts", description="left out: with every host"),
            Field("points", type="number", required=True),
        ),
        "What students have on these criteria.",
    ),
)


def read_round(place: Path) -> Round:
    """The round in a folder of CSV files or a JSON file.

    Raises `InputRefused` with everything that is wrong.
    """
    tables = read_tables(place, TABLES)
    students, hosts = tables["students"], tables["hosts"]
    left, right = index_of(students.texts("id")), index_of(hosts.texts("id"))
    findings = Findings()
    wished = _orders(students, "preferences", tables["preferences"], "host", left, right, findings)
    ranked = _orders(hosts, "priorities", tables["priorities"], "student", right, left, findings)
    criteria = _criteria(hosts, tables["criteria"], ranked, findings)
    findings.refuse_if_any()
    scores = _scores(tables["scores"], left, right)
    silent = np.bincount(wished.own, minlength=len(left)) == 0
    wishes = completed(wished, scores, np.flatnonzero(students.flags("open") | silent).tolist())
    keys = _keys(wishes, criteria, tables, scores, left, right)
    places = hosts.numbers("places", 1).astype(np.int64)
    return make_round(
        tuple(left),
        tuple(right),
        places,
        wishes,
        priorities_of(wishes, ranked, _open_hosts(hosts, ranked), keys, len(left)),
        scores,
        _guidance(students, hosts, places),
    )


def _guidance(students: Columns, hosts: Columns, places: Integers) -> Guidance | None:
    """What students need beyond the usual and hosts give; none when nobody needs any."""
    needed = students.numbers("guidance", 0)
    if not needed.any():
        return None
    given, said = hosts.numbers("guidance", 0), hosts.numbers("guided")
    # Without hours to give a host guides nobody more than usual, whatever it says of how many.
    guided = np.where(given > 0, np.where(np.isnan(said), places, np.minimum(said, places)), 0)
    return Guidance(needed, given, guided.astype(np.int64))


def _open_hosts(hosts: Columns, ranked: Side) -> Booleans:
    open_: Booleans = hosts.flags("open") | (np.bincount(ranked.own, minlength=len(hosts)) == 0)
    return open_


def _scores(table: Columns, left: Mapping[str, int], right: Mapping[str, int]) -> Scores:
    return Scores(
        table.places("student", left),
        table.places("host", right),
        table.numbers("score"),
        table.numbers("km"),
    )


def _orders(
    owners: Columns,
    column: str,
    table: Columns,
    other: str,
    mine: Mapping[str, int],
    theirs: Mapping[str, int],
    findings: Findings,
) -> Side:
    """The orders of one side, from the lists in its own table and from the rows of another."""
    own, others, ranks = [], [], []
    rows = table.places({"host": "student", "student": "host"}[other], mine)
    elsewhere = set(rows.tolist())
    for at, listing in enumerate(owners.given(column)):
        entries = listing if isinstance(listing, tuple) else ()
        if entries and at in elsewhere:
            owners.tell(findings, column, [at], wording.listed_in_two_places(table.name))
        seen: set[str] = set()
        for rank, entry in enumerate(entries, 1):
            for name in _equals(entry, theirs):
                if name not in theirs:
                    owners.tell(findings, column, [at], wording.not_listed(name, f"{other}s"))
                elif name in seen:
                    owners.tell(findings, column, [at], wording.named_twice(name))
                else:
                    own.append(at)
                    others.append(theirs[name])
                    ranks.append(rank)
                seen.add(name)
    # Ranks may start anywhere and leave numbers out: 10, 20, 20 says the same as 1, 2, 2.
    places = dense_ranks(rows, table.numbers("rank"))
    return Side(
        np.concatenate((np.array(own, np.int64), rows)),
        np.concatenate((np.array(others, np.int64), table.places(other, theirs))),
        np.concatenate((np.array(ranks, np.int64), places)),
    )


def _equals(entry: str, known: Mapping[str, int]) -> list[str]:
    """The names that share a place in a list. A name may hold a = itself: the longest that is known goes first.

    >>> _equals("x=y=ann", {"x=y": 0, "ann": 1}), _equals("ann=bo", {"ann": 0})
    (['x=y', 'ann'], ['ann', 'bo'])
    """
    if entry in known or "=" not in entry:
        return [entry]
    parts, names = entry.split("="), []
    while parts:
        size = next((size for size in range(len(parts), 1, -1) if "=".join(parts[:size]) in known), 1)
        names.append("=".join(parts[:size]))
        parts = parts[size:]
    return names


def _criteria(hosts: Columns, criteria: Columns, ranked: Side, findings: Findings) -> list[tuple[str, ...]]:
    """What each host orders by; without anything the score."""
    known = (*BUILT_IN, *criteria.texts("id"))
    ordered = set(ranked.own.tolist())
    chosen = []
    for at, given in enumerate(hosts.given("criteria")):
        names = given if isinstance(given, tuple) else ()
        for name in names:
            if name not in known:
                hosts.tell(findings, "criteria", [at], wording.unknown_criterion(name, known))
        if names and at in ordered:
            hosts.tell(findings, "criteria", [at], wording.order_and_criteria())
        chosen.append(names or ("score",))
    return chosen


def _keys(
    wishes: Side,
    criteria: Sequence[tuple[str, ...]],
    tables: Mapping[str, Columns],
    scores: Scores,
    left: Mapping[str, int],
    right: Mapping[str, int],
) -> list[Floats]:
    """For every wish what its host orders by: the first key first, higher is better, NaN unknown."""
    used = sorted({name for names in criteria for name in names})
    values = {name: _values(name, wishes, tables, scores, left, right) for name in used}
    keys = []
    for depth in range(max(map(len, criteria), default=0)):
        which = np.array([used.index(names[depth]) if depth < len(names) else -1 for names in criteria], int)
        key = np.zeros(len(wishes.own))
        for at, name in enumerate(used):
            mine = which[wishes.other] == at
            key[mine] = values[name][mine]
        keys.append(key)
    return keys


def _values(
    name: str,
    wishes: Side,
    tables: Mapping[str, Columns],
    scores: Scores,
    left: Mapping[str, int],
    right: Mapping[str, int],
) -> Floats:
    if name in BUILT_IN:
        value = scores.score if name == "score" else -scores.km
        return pair_values(wishes, scores.student, scores.host, value, len(right))
    table = tables["points"]
    mine = np.array([one == name for one in table.texts("criterion")], dtype=bool)
    student, host = table.places("student", left)[mine], table.places("host", right)[mine]
    points = table.numbers("points")[mine]
    lower = dict(zip(tables["criteria"].texts("id"), tables["criteria"].flags("lower_first"), strict=True))
    points = -points if lower[name] else points
    everywhere: Integers = np.flatnonzero(host < 0)
    general = np.full(len(left), np.nan)
    general[student[everywhere]] = points[everywhere]
    own = host >= 0
    value = pair_values(wishes, student[own], host[own], points[own], len(right))
    return np.where(np.isnan(value), general[wishes.own], value)
