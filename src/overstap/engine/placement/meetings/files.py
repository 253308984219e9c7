# SPDX-License-Identifier: EUPL-1.2
"""A meeting as files: the tables, and how they become a `Meeting`.

The format: docs/reference/placement-files.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path

import numpy as np

from overstap.engine.pack.findings import Findings
from overstap.engine.pack.schema import Field, Table
from overstap.engine.placement import wording
from overstap.engine.placement.meetings.earlier import Earlier, kept_of
from overstap.engine.placement.meetings.model import PARTS, Booleans, Floats, Integers, Meeting
from overstap.engine.placement.tables import Columns, index_of, read_tables
from overstap.engine.problems import InputRefused, Problem

MANY = 1_000_000

NO_SLOTS = Problem(
    {"en": "there are no slots", "nl": "er zijn geen tijdvakken"},
    mend={
        "en": "Add slots.csv (in JSON: slots), or give their number: --slots 20.",
        "nl": "Voeg slots.csv toe (in JSON: slots), of geef hun aantal: --slots 20.",
    },
)


def _id() -> Field:
    return Field("id", required=True)


def _talks(name: str) -> Field:
    return Field(name, type="integer", minimum=0, maximum=MANY)


def _slots(name: str, description: str) -> Field:
    return Field(name, type="list", description=description)


_WHEN = (
    _slots("away", "slots in which they cannot talk"),
    Field("from_slot", description="comes at this slot"),
    Field("until_slot", description="this slot is the last"),
)

TABLES: tuple[Table, ...] = (
    Table(
        "employers",
        ("id",),
        (
            _id(),
            Field("tables", type="integer", minimum=0, maximum=1000, description="talks at once (1)"),
            _talks("least"),
            _talks("most"),
            Field("asks", type="list", description="skills; the fit is the share that a person has"),
            *_WHEN,
        ),
        "Who sits at a table.",
        required=True,
    ),
    Table(
        "people",
        ("id",),
        (
            _id(),
            _talks("least"),
            _talks("most"),
            Field("skills", type="list"),
            Field("present", type="boolean", description="false: did not come"),
            *_WHEN,
        ),
        "Who goes round.",
        required=True,
    ),
    Table(
        "slots",
        ("id",),
        (_id(), Field("starts_at", description="10:00"), Field("ends_at", description="10:15")),
        "When there are talks, in order.",
    ),
    Table(
        "fits",
        ("employer", "person"),
        (
            Field("employer", required=True, refers_to="employers"),
            Field("person", required=True, refers_to="people"),
            Field("fit", type="number", required=True, minimum=0, maximum=1),
        ),
        "How well they fit.",
    ),
    Table(
        "apart",
        ("employer", "person"),
        (
            Field("employer", required=True, refers_to="employers"),
            Field("person", required=True, refers_to="people"),
        ),
        "Who are not to meet.",
    ),
)


@dataclass(frozen=True)
class Wanted:
    """What holds for all of a meeting.

    `slots`: how many, when there is no table of slots. `least`, `most`: talks of a person of whom the tables
    say nothing; `most` None: twice the mean of what tables can offer, rounded up. `from_slot`: what is before
    it, is over.
    """

    slots: int = 0
    least: int = 1
    most: int | None = None
    run: int = 0
    rest: int = 0
    least_fit: float = 0.0
    from_slot: str = ""


def read_meeting(place: Path, wanted: Wanted, earlier: Earlier | None = None) -> Meeting:
    """The meeting in a folder of CSV files or a JSON file, on top of what stood `earlier`.

    Raises `InputRefused` with everything that is wrong.
    """
    tables = read_tables(place, TABLES)
    employers, people = tables["employers"], tables["people"]
    slots = tables["slots"].texts("id") or [str(at + 1) for at in range(wanted.slots)]
    if not slots:
        raise InputRefused([NO_SLOTS])
    index = index_of(slots)
    findings = Findings()
    there_e, there_p = _there(employers, index, findings), _there(people, index, findings)
    begun = _begun(wanted, index)
    findings.refuse_if_any()
    there_p[~people.flags("present", default=True)] = False
    employer, person, fit = _pairs(tables, wanted.least_fit)
    at_once = employers.numbers("tables", 1).astype(np.int64)
    room = int((there_e.sum(axis=1) * at_once).sum())
    usual = max(wanted.least, ceil(2 * room / max(1, len(people)))) if wanted.most is None else wanted.most
    meeting = Meeting(
        tuple(employers.texts("id")),
        tuple(people.texts("id")),
        tuple(slots),
        at_once,
        there_e,
        there_p,
        employer,
        person,
        fit,
        people.numbers("least", wanted.least).astype(np.int64),
        people.numbers("most", usual).astype(np.int64),
        employers.numbers("least", 0).astype(np.int64),
        employers.numbers("most", MANY).astype(np.int64),
        wanted.run,
        wanted.rest,
        begun=begun,
    )
    return kept_of(meeting, earlier) if earlier else meeting


def _there(side: Columns, index: dict[str, int], findings: Findings) -> Booleans:
    """Who can talk when. Shape (rows, slots)."""
    there = np.ones((len(side), len(index)), np.bool_)
    known = list(index)
    for row, (begin, end) in enumerate(zip(side.texts("from_slot"), side.texts("until_slot"), strict=True)):
        for column, slot in (("from_slot", begin), ("until_slot", end)):
            if slot and slot not in index:
                side.tell(findings, column, [row], wording.not_listed(slot, "slots"))
        there[row, : index.get(begin, 0)] = False
        there[row, index.get(end, len(known) - 1) + 1 :] = False
    for row, away in enumerate(side.given("away")):
        for slot in away if isinstance(away, tuple) else ():
            if slot in index:
                there[row, index[slot]] = False
            else:
                side.tell(findings, "away", [row], wording.not_listed(str(slot), "slots"))
    return there


def _begun(wanted: Wanted, index: dict[str, int]) -> Booleans:
    if wanted.from_slot and wanted.from_slot not in index:
        raise InputRefused([Problem(wording.not_listed(wanted.from_slot, "slots").reason, value="--from-slot")])
    return np.arange(len(index)) < index.get(wanted.from_slot, 0)


def _pairs(tables: dict[str, Columns], least_fit: float) -> tuple[Integers, Integers, Integers]:
    """Who may meet whom, and how well they fit, by employer and person. Each of shape (pairs,)."""
    left, right = index_of(tables["employers"].texts("id")), index_of(tables["people"].texts("id"))
    given = tables["fits"]
    fits = _shares(tables["employers"].given("asks"), tables["people"].given("skills"))
    fits[given.places("employer", left), given.places("person", right)] = given.numbers("fit")
    apart = tables["apart"]
    fits[apart.places("employer", left), apart.places("person", right)] = np.nan
    employer, person = np.nonzero(~np.isnan(fits) & (np.nan_to_num(fits, nan=-1.0) >= least_fit))
    return employer, person, np.rint(fits[employer, person] * PARTS).astype(np.int64)


def _shares(asks: Sequence[object], skills: Sequence[object]) -> Floats:
    """The share of what an employer asks that a person has; NaN where it is none. Shape (employers, people)."""
    named = sorted({str(one) for row in (*asks, *skills) if isinstance(row, tuple) for one in row})
    index = index_of(named)

    def marked(rows: Sequence[object]) -> Floats:
        marks = np.zeros((len(rows), max(1, len(named))))
        for at, row in enumerate(rows):
            for one in row if isinstance(row, tuple) else ():
                marks[at, index[str(one)]] = 1
        return marks

    asked, has = marked(asks), marked(skills)
    count = asked.sum(axis=1, keepdims=True)
    shares = np.where(count > 0, asked @ has.T / np.maximum(count, 1), np.nan)
    # Who has nothing of what is asked is no match; an employer who asks nothing is told in `fits`.
    return np.where(shares == 0, np.nan, shares)
