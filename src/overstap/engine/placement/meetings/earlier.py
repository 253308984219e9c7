# SPDX-License-Identifier: EUPL-1.2
"""What stood earlier stays: a schedule of before, as far as everybody in it is still there."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from overstap.engine.placement.meetings.model import Meeting, Talks
from overstap.engine.problems import InputRefused, Problem

KEYS = ("employer", "table", "person", "slot")


@dataclass(frozen=True)
class Earlier:
    """The talks of an earlier schedule: employer, table (from 1), person, slot."""

    talks: tuple[tuple[str, int, str, str], ...]


def read_earlier(file: Path) -> Earlier:
    """The talks in a file that `overstap placement meetings --json` wrote.

    Raises `InputRefused` when it is no such file.
    """
    try:
        read = json.loads(file.read_bytes())
        return Earlier(tuple(_talk(one) for one in read["talks"]))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        raise InputRefused(
            [
                Problem(
                    {"en": "is no earlier schedule", "nl": "is geen eerder rooster"},
                    file.name,
                    mend={
                        "en": "Give what overstap placement meetings --json wrote.",
                        "nl": "Geef wat overstap placement meetings --json schreef.",
                    },
                )
            ]
        ) from None


def _talk(one: dict[str, Any]) -> tuple[str, int, str, str]:
    return str(one["employer"]), int(one["table"]), str(one["person"]), str(one["slot"])


def kept_of(asked: Meeting, earlier: Earlier) -> Meeting:
    """The meeting with every talk of before that can still take place, in its own slot.

    A talk is dropped when one of the two is no longer in the tables or not there then, or the table is gone.
    """
    sides = [{id_: at for at, id_ in enumerate(ids)} for ids in (asked.employers, asked.people, asked.slots)]
    rows, tables_taken, people_taken = [], set(), set()
    for employer, table, person, slot in earlier.talks:
        e, p, s = sides[0].get(employer, -1), sides[1].get(person, -1), sides[2].get(slot, -1)
        if min(e, p, s) < 0 or not 1 <= table <= int(asked.tables[e]):
            continue
        there = asked.employer_there[e, s] and asked.person_there[p, s]
        if there and (e, table, s) not in tables_taken and (p, s) not in people_taken:
            tables_taken.add((e, table, s))
            people_taken.add((p, s))
            rows.append((e, table - 1, p, s))
    columns = np.array(rows, dtype=np.int64).reshape(-1, 4).T
    return replace(asked, kept=Talks(*columns))
