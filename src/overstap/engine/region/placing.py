# SPDX-License-Identifier: EUPL-1.2
"""From a region and people who lose their work to a question for a plan: what each of them can do.

Somebody can go to an opening that fits now, or to one that is a single step away by an edition of a course that
closes the gap or gives the paper; what is near without a step to learn can be tried out. Every way is looked
at, and what stands in its way is told. Method and assumptions: docs/methods/plan.md. Nothing about age, sex,
health or origin is in it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np
import numpy.typing as npt

from overstap.engine.placement.plan.model import Bar, Case, Limit, Options
from overstap.engine.region.placing_model import (
    FUND,
    GUIDANCE,
    HOURS_OF_GUIDANCE,
    WORK_WAITS,
    Candidate,
    Means,
    Way,
)
from overstap.engine.region.placing_ways import Finder, Found
from overstap.engine.region.region import Region

__all__ = [
    "FUND",
    "GUIDANCE",
    "Candidate",
    "Means",
    "Placing",
    "Way",
    "beyond",
    "case_of",
    "placing",
    "with_earlier",
]


_CENT = 1e-6
"""Sums of money that differ by less are the same."""


@dataclass(frozen=True)
class Placing:
    """The question, and what its options are; `ways` are in the order of `case.options`."""

    case: Case
    ways: Sequence[Way] = field(repr=False)


def placing(
    region: Region,
    people: Sequence[Candidate],
    means: Means,
    today: date,
    *,
    wanted: Mapping[str, tuple[str, str]] | None = None,
    stopped: Callable[[], bool] = lambda: False,
    progress: Callable[[int, int], None] = lambda _done, _of: None,
) -> Placing:
    """The question of a plan for these people. Stopped, the rest of them have nothing they can do.

    `wanted`: person -> opening and edition (or empty) that are looked at in any case, near or not.
    """
    finder = Finder(region, means, today, WORK_WAITS)
    found = finder.find(people, wanted or {}, stopped, progress)
    return Placing(case_of(region, people, found, means), found)


def case_of(region: Region, people: Sequence[Candidate], found: Found, means: Means) -> Case:
    """The question of these ways; nothing was planned before."""
    records = region.records
    opening_codes, opening = np.unique(found.opening, return_inverse=True)
    courses = found.edition >= 0
    edition_codes = np.unique(found.edition[courses])
    edition = np.where(courses, np.searchsorted(edition_codes, found.edition), -1)
    openings = tuple(found.opening_ids[at] for at in opening_codes.tolist())
    editions = tuple(found.edition_ids[at] for at in edition_codes.tolist())
    limits, use = _limits(found, means)
    options = Options(
        ids=_ids(people, found, several=bool(means.sources)),
        person=found.person,
        opening=opening.astype(np.int64),
        edition=edition.astype(np.int64),
        lasting=found.lasting,
        income=found.income,
        fit=found.fit,
        cost=found.cost - found.paid,
        barred=found.barred,
        use=use,
    )
    rows = [records.editions[one] for one in editions]
    return Case(
        people=tuple(person.id for person in people),
        openings=openings,
        places=np.array([records.openings[one].places for one in openings], dtype=np.int64),
        editions=editions,
        seats=np.array([row.seats for row in rows], dtype=np.int64),
        least=np.array([1 if row.continuous else min(means.least, row.seats) for row in rows], dtype=np.int64),
        limits=limits,
        options=options,
        now=np.full(len(people), -1, dtype=np.int64),
        locked=np.zeros(len(people), dtype=np.bool_),
        groups=_groups(people),
    )


def with_earlier(
    question: Placing,
    *,
    now: Mapping[str, tuple[str, str]],
    locked: frozenset[str] = frozenset(),
    forbidden: frozenset[tuple[str, str]] = frozenset(),
) -> Placing:
    """The same question beside a plan of before: `now` is person -> opening and edition, `locked` stay there,
    and `forbidden` are people and openings that may not come together. Of who stays, the first source of money
    that has enough left pays, in the order of `people`.
    """
    case, options = question.case, question.case.options
    index = {id_: at for at, id_ in enumerate(case.people)}
    opening, edition = ({id_: at for at, id_ in enumerate(ids)} for ids in (case.openings, case.editions))
    first = np.searchsorted(options.person, np.arange(len(case.people) + 1))
    has, stays, barred = case.now.copy(), case.locked.copy(), options.barred.copy()
    left = np.array([limit.most for limit in case.limits], dtype=np.float64)
    for person, to in forbidden:
        if person in index:
            own = slice(first[index[person]], first[index[person] + 1])
            barred[own] |= np.where(options.opening[own] == opening.get(to, -2), int(Bar.FORBIDDEN), 0)
    for person in sorted(now.keys() & index.keys(), key=index.__getitem__):
        to, by = now[person]
        begin, end = first[index[person]], first[index[person] + 1]
        same = (options.opening[begin:end] == opening.get(to, -2)) & (
            options.edition[begin:end] == (edition.get(by, -2) if by else -1)
        )
        if not same.any():
            continue
        rows = begin + np.flatnonzero(same)
        taken = int(rows[0])
        if person in locked:
            within = (options.use[:, rows] <= left[:, None] + _CENT).all(axis=0)
            taken = int(rows[np.argmax(within)])
            left -= options.use[:, taken]
        has[index[person]] = taken
        stays[index[person]] = person in locked
    return Placing(replace(case, now=has, locked=stays, options=replace(options, barred=barred)), question.ways)


def beyond(question: Placing) -> tuple[tuple[Limit, float], ...]:
    """The limits that are too small for those who stay where they are, with what they take of each."""
    case = question.case
    used = case.options.use[:, case.now[case.locked & (case.now >= 0)]].sum(axis=1)
    return tuple(
        (limit, float(takes))
        for limit, takes in zip(case.limits, used, strict=True)
        if takes > limit.most + _CENT
    )


def _ids(people: Sequence[Candidate], found: Found, *, several: bool) -> tuple[str, ...]:
    """Person, opening and edition, and who pays where that can be told apart."""
    editions = [*(f"/{one}" for one in found.edition_ids), ""]  # -1, without an edition, is the last
    openings = [f"/{one}" for one in found.opening_ids]
    payers = [*(f"/{one}" for one in found.payer_ids), ""] if several else [""] * (len(found.payer_ids) + 1)
    names = [person.id for person in people]
    return tuple(
        names[at] + openings[to] + editions[by] + payers[payer]
        for at, to, by, payer in zip(
            found.person.tolist(),
            found.opening.tolist(),
            found.edition.tolist(),
            found.payer.tolist(),
            strict=True,
        )
    )


def _limits(found: Found, means: Means) -> tuple[tuple[Limit, ...], npt.NDArray[np.float64]]:
    limits, rows = [], []
    if means.budget is not None:
        limits.append(Limit(FUND, "budget", means.budget))
        rows.append(found.cost - found.paid)
    for source, most in means.sources.items():
        if most is not None and source in found.payer_ids:
            limits.append(Limit(source, "budget", most))
            rows.append(np.where(found.payer == found.payer_ids.index(source), found.paid, 0.0))
    if means.guidance is not None:
        limits.append(Limit(GUIDANCE, "guidance", means.guidance))
        hours = np.array([HOURS_OF_GUIDANCE[kind] for kind in found.kinds])
        rows.append(hours[found.kind])
    return tuple(limits), np.array(rows, dtype=np.float64).reshape(len(limits), len(found))


def _groups(people: Sequence[Candidate]) -> dict[str, npt.NDArray[np.bool_]]:
    names = sorted({name for person in people for name in person.groups})
    return {name: np.array([name in person.groups for person in people]) for name in names}
