# SPDX-License-Identifier: EUPL-1.2
"""What a schedule must never do, looked up in the schedule itself; knows nothing of how it was made."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from itertools import pairwise

from overstap.engine.placement.meetings.model import Meeting, Talks


class Broken(StrEnum):
    """What can be wrong with a schedule."""

    TABLE_TWICE = "table-twice"
    PERSON_TWICE = "person-twice"
    PAIR_TWICE = "pair-twice"
    NOT_A_PAIR = "not-a-pair"
    EMPLOYER_AWAY = "employer-away"
    PERSON_AWAY = "person-away"
    TOO_MANY = "too-many"
    NO_BREAK = "no-break"
    NO_REST = "no-rest"
    MOVED = "moved"


def broken_by(asked: Meeting, talks: Talks) -> list[Broken]:
    """What is wrong with the talks, once for each time; what was kept is only asked to be still there."""
    told = list(
        zip(
            talks.employer.tolist(),
            talks.table.tolist(),
            talks.person.tolist(),
            talks.slot.tolist(),
            strict=True,
        )
    )
    kept = set(
        zip(
            asked.kept.employer.tolist(),
            asked.kept.table.tolist(),
            asked.kept.person.tolist(),
            asked.kept.slot.tolist(),
            strict=True,
        )
    )
    new = [one for one in told if one not in kept]
    found = [Broken.MOVED] * len(kept - set(told))
    found += _twice([(employer, table, slot) for employer, table, _, slot in told], Broken.TABLE_TWICE)
    found += _twice([(person, slot) for _, _, person, slot in told], Broken.PERSON_TWICE)
    found += _twice([(employer, person) for employer, _, person, _ in told], Broken.PAIR_TWICE)
    may = set(zip(asked.employer.tolist(), asked.person.tolist(), strict=True))
    for employer, table, person, slot in new:
        if (employer, person) not in may:
            found.append(Broken.NOT_A_PAIR)
        if (
            not asked.employer_there[employer, slot]
            or not asked.open_slots[slot]
            or table >= asked.tables[employer]
        ):
            found.append(Broken.EMPLOYER_AWAY)
        if not asked.person_there[person, slot]:
            found.append(Broken.PERSON_AWAY)
    return found + _too_many(asked, new, told) + _too_close(asked, new, told)


Told = list[tuple[int, int, int, int]]


def _twice(keys: list[tuple[int, ...]], what: Broken) -> list[Broken]:
    return [what] * sum(count - 1 for count in Counter(keys).values())


def _too_many(asked: Meeting, new: Told, told: Told) -> list[Broken]:
    """Who talks more than they may, when a talk was added to it."""
    by_person, by_employer = Counter(one[2] for one in told), Counter(one[0] for one in told)
    people = {one[2] for one in new if by_person[one[2]] > asked.most[one[2]]}
    employers = {one[0] for one in new if by_employer[one[0]] > asked.employer_most[one[0]]}
    return [Broken.TOO_MANY] * (len(people) + len(employers))


def _too_close(asked: Meeting, new: Told, told: Told) -> list[Broken]:
    found: list[Broken] = []
    for employer, table in {(one[0], one[1]) for one in new}:
        slots = {one[3] for one in told if one[:2] == (employer, table)}
        added = {one[3] for one in new if one[:2] == (employer, table)}
        if asked.run > 0:
            windows = (range(at, at + asked.run + 1) for at in range(len(asked.slots) - asked.run))
            found += [Broken.NO_BREAK for row in windows if slots >= set(row) and added & set(row)]
    for person in {one[2] for one in new}:
        when = sorted((one[3], one in new) for one in told if one[2] == person)
        found += [
            Broken.NO_REST
            for (slot, fresh), (after, also) in pairwise(when)
            if after - slot <= asked.rest and (fresh or also)
        ]
    return found
