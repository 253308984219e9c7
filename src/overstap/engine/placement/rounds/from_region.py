# SPDX-License-Identifier: EUPL-1.2
"""A round made from a region: students in a table, and the region's learning places as hosts.

Nobody has a list: students rank places by how much of what they want to learn is done there, places rank
students by one criterion. Method: docs/methods/rounds.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from scipy import sparse

from overstap.engine.matching.distance import distances_km
from overstap.engine.matching.model import OpeningKind, Position
from overstap.engine.pack.findings import Findings
from overstap.engine.pack.schema import Field, Table
from overstap.engine.placement import wording
from overstap.engine.placement.plan.from_region import occupation_named
from overstap.engine.placement.rounds.lists import (
    Side,
    completed,
    make_round,
    pair_values,
    priorities_of,
)
from overstap.engine.placement.rounds.model import Floats, Integers, Round, Scores
from overstap.engine.placement.tables import Columns, read_table
from overstap.engine.region.region import Region
from overstap.engine.region.rows import OpeningRow

LOOKED_AT = 40
"""Places that a student ranks, best first; beyond them the difference is small and the round large."""

AT_ONCE = 256
"""Skills laid beside what is asked at a time, so that little memory is held."""

STUDENTS = Table(
    "students",
    ("id",),
    (
        Field("id", required=True),
        Field("occupation", description="what one studies for: the region's id, or a job title"),
        Field("skills", type="list", description="what one wants to learn; left out: what is usual there"),
        Field("place", description="where one lives, by the region's id of the municipality"),
        Field("distance", type="number", minimum=0, maximum=50_000, unit="km"),
    ),
    "Who looks for a place.",
    required=True,
)


@dataclass(frozen=True)
class _Student:
    """A student as the region knows them: skills by position, places by where they are."""

    wants: tuple[int, ...]
    place: str
    distance: float


def round_from_region(
    region: Region, students: Path, today: date, *, criterion: str = "score", looked_at: int = LOOKED_AT
) -> Round:
    """The round of the students in a CSV file with the learning places of a region that are open on a day.

    `criterion`: what places order students by, `score` (who would learn most there first) or `km` (who lives
    nearest). Raises `InputRefused` with everything that is wrong with the file.
    """
    table = read_table(students, STUDENTS)
    people = _students(table, region)
    hosts = _hosts(region, today)
    scores = _scores(people, hosts, region, looked_at)
    nobody = Side(*(np.empty(0, np.int64) for _ in range(3)))
    wishes = completed(nobody, scores, range(len(people)))
    value = scores.score if criterion == "score" else -scores.km
    keys = [pair_values(wishes, scores.student, scores.host, value, len(hosts))]
    return make_round(
        tuple(table.texts("id")),
        tuple(one.id for one in hosts),
        np.array([one.places for one in hosts], dtype=np.int64),
        wishes,
        priorities_of(wishes, nobody, np.ones(len(hosts), np.bool_), keys, len(people)),
        scores,
    )


def teaching(region: Region, wanted: Sequence[Sequence[int]], asked: Sequence[Sequence[int]]) -> Floats:
    """How much of each list of wanted skills is done where each list is asked, 0 to 1. Shape (wanted, asked).

    Skills are positions in the taxonomy. A wanted skill counts for as much as the nearest skill that is asked
    is like it; a list counts for the mean of its skills; nothing wanted, or nothing asked, for 0.
    """
    found = np.zeros((len(wanted), len(asked)))
    full = [at for at, skills in enumerate(asked) if skills]
    flat = [skill for skills in wanted for skill in skills]
    if not full or not flat:
        return found
    skills, column = np.unique(np.array(flat, np.int64), return_inverse=True)
    sizes = np.array([len(one) for one in wanted], dtype=np.int64)
    begins = np.concatenate((np.zeros(1, np.int64), np.cumsum(sizes)))
    share = sparse.csr_array((np.ones(len(flat)), column, begins), shape=(len(wanted), len(skills)))
    met = share @ _likeness(region, skills, [asked[at] for at in full])
    found[:, full] = met / np.maximum(sizes, 1)[:, None]
    return found


def _likeness(region: Region, skills: Integers, asked: Sequence[Sequence[int]]) -> Floats:
    """How much the nearest skill of each list that is asked is like each skill. Shape (skills, asked)."""
    columns, place = np.unique(
        np.concatenate([np.asarray(each, np.int64) for each in asked]), return_inverse=True
    )
    begins = np.cumsum([0, *(len(each) for each in asked[:-1])])
    found = np.empty((len(skills), len(asked)))
    for first in range(0, len(skills), AT_ONCE):
        part = region.language.graph.similarity[skills[first : first + AT_ONCE]][:, columns].toarray()
        found[first : first + AT_ONCE] = np.maximum.reduceat(part[:, place], begins, axis=1)
    return found


def _hosts(region: Region, today: date) -> list[OpeningRow]:
    return [
        one
        for one in region.records.openings.values()
        if one.kind is not OpeningKind.VACANCY and (one.closes_on is None or one.closes_on >= today)
    ]


def _students(table: Columns, region: Region) -> list[_Student]:
    """What each wants to learn and where they live. Refuses what the region does not know."""
    findings, found, known = Findings(), [], {"": ""}
    index = region.taxonomy.skill_index
    cells = (table.texts("occupation"), table.given("skills"), table.texts("place"), table.numbers("distance"))
    for row, (title, skills, place, distance) in enumerate(zip(*cells, strict=True)):
        listed = tuple(map(str, skills)) if isinstance(skills, tuple) else ()
        if title not in known:
            known[title] = occupation_named(region, title)
        wrong = {
            "occupation": bool(title and not known[title]),
            "skills": any(one not in index for one in listed),
            "place": bool(place and place not in region.records.places),
        }
        for column in (name for name, is_wrong in wrong.items() if is_wrong):
            table.tell(findings, column, [row], wording.not_in_region())
        if not title and not listed:
            table.tell(findings, "occupation", [row], wording.nothing_known())
        own = listed or (region.usual_skills(known[title]) if known[title] else ())
        wants = tuple(index[one] for one in own if one in index)
        found.append(_Student(wants, place, distance if np.isfinite(distance) else np.inf))
    findings.refuse_if_any()
    return found


def _scores(
    students: Sequence[_Student], hosts: Sequence[OpeningRow], region: Region, looked_at: int
) -> Scores:
    """Of each student the best places within their distance: how much is taught there, and how far it is."""
    index = region.taxonomy.skill_index
    asked = [[index[one.skill] for one in host.demands if one.skill in index] for host in hosts]
    wishes = list(dict.fromkeys(one.wants for one in students))
    fit = dict(zip(wishes, teaching(region, wishes, asked), strict=True))
    latitudes, longitudes = where([host.place for host in hosts], region)
    far: dict[str, Floats] = {}
    rows, columns, scores, kms = [], [], [], []
    for at, one in enumerate(students):
        if one.place not in far:
            here = where([one.place], region)
            far[one.place] = distances_km(Position(float(here[0][0]), float(here[1][0])), latitudes, longitudes)
        km, score = far[one.place], fit[one.wants]
        # What is not known bars nothing.
        can = np.flatnonzero((score > 0) & ~(km > one.distance))
        best = can[best_first(score[can], km[can])][:looked_at]
        rows.append(np.full(len(best), at, np.int64))
        columns.append(best)
        scores.append(score[best])
        kms.append(km[best])
    if not rows:
        return Scores()
    return Scores(
        np.concatenate(rows),
        np.concatenate(columns).astype(np.int64),
        np.concatenate(scores),
        np.concatenate(kms),
    )


def best_first(score: Floats, km: Floats) -> Integers:
    """Places in the order in which a student is shown them: by score, then the nearest; equals as they stand.

    `score`, `km` (places,); what is not known to be near comes last. Shape (places,).

    >>> best_first(np.array([0.2, 0.9, 0.9]), np.array([1.0, np.nan, 5.0])).tolist()
    [2, 1, 0]
    """
    return np.lexsort((np.nan_to_num(km, nan=np.inf), -score))


def where(places: Sequence[str | None], region: Region) -> tuple[Floats, Floats]:
    """Latitudes and longitudes; NaN where a place is not known. Each of shape (places,)."""
    known = [region.records.places.get(one or "") for one in places]
    return (
        np.array([one.position.latitude if one else np.nan for one in known], dtype=np.float64),
        np.array([one.position.longitude if one else np.nan for one in known], dtype=np.float64),
    )
