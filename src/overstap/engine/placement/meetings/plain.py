# SPDX-License-Identifier: EUPL-1.2
"""A schedule as plain data: who meets whom when, how good it is, and who is short of talks and why."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from typing import Any

import numpy as np

from overstap.engine.placement.meetings.check import broken_by
from overstap.engine.placement.meetings.model import PARTS, Booleans, Integers, Meeting, Schedule


class Short(StrEnum):
    """Why somebody has fewer talks than they should."""

    NOT_THERE = "not-there"
    NOBODY_FITS = "nobody-fits"
    NO_SLOT_IN_COMMON = "no-slot-in-common"
    MET_ALL = "met-all"
    FULL = "full"


def schedule_as_plain(asked: Meeting, schedule: Schedule) -> dict[str, Any]:
    """All of a schedule, for `--json`; the keys are described in docs/reference/cli-json.md."""
    talks = schedule.talks
    per_person = np.bincount(talks.person, minlength=len(asked.people))
    per_employer = np.bincount(talks.employer, minlength=len(asked.employers))
    kept = set(zip(asked.kept.person.tolist(), asked.kept.slot.tolist(), strict=True))
    return {
        "ok": True,
        "employers": len(asked.employers),
        "people": len(asked.people),
        "slots": list(asked.slots),
        "held": len(talks),
        "fit": schedule.total.fit / PARTS,
        "met": schedule.total.met,
        "asked": int(asked.least.sum() + asked.employer_least.sum()),
        "bound": {"met": schedule.bound.met, "fit": schedule.bound.fit / PARTS},
        "gap": _gap(schedule),
        "proven": schedule.proven,
        "broken": [str(one) for one in broken_by(asked, talks)],
        "talks": [
            {
                "slot": asked.slots[slot],
                "employer": asked.employers[employer],
                "table": table + 1,
                "person": asked.people[person],
                "fit": fit / PARTS,
                "kept": (person, slot) in kept,
            }
            for employer, table, person, slot, fit in zip(
                talks.employer.tolist(),
                talks.table.tolist(),
                talks.person.tolist(),
                talks.slot.tolist(),
                schedule.fit.tolist(),
                strict=True,
            )
        ],
        "talks_of_people": _spread(per_person),
        "talks_of_employers": _spread(per_employer),
        "short": _short(asked, per_person),
    }


def _gap(schedule: Schedule) -> float | None:
    """How much better the fit could be at most, as a share; None when more due talks might be possible."""
    if schedule.total.met < schedule.bound.met:
        return None
    return (schedule.bound.fit - schedule.total.fit) / max(1, schedule.bound.fit)


def _spread(each: Integers) -> dict[str, Any]:
    counted = Counter(each.tolist())
    return {
        "least": min(counted, default=0),
        "most": max(counted, default=0),
        "mean": float(each.mean()) if len(each) else 0.0,
        "how_many": [{"talks": talks, "count": counted[talks]} for talks in sorted(counted)],
    }


def _short(asked: Meeting, per_person: Integers) -> list[dict[str, Any]]:
    """Who has fewer talks than they should, and what is in the way."""
    short = np.flatnonzero(per_person < asked.least)
    fits = np.bincount(asked.person, minlength=len(asked.people))
    there = asked.person_there & asked.open_slots
    common = _in_common(asked, there)
    reasons = np.select(
        [~there.any(axis=1), fits == 0, ~common, per_person >= fits],
        [one.value for one in Short if one is not Short.FULL],
        Short.FULL.value,
    )
    return [
        {
            "person": asked.people[one],
            "talks": int(per_person[one]),
            "should": int(asked.least[one]),
            "why": str(reasons[one]),
        }
        for one in short.tolist()
    ]


def _in_common(asked: Meeting, there: Booleans) -> Booleans:
    """Who is there at the same time as somebody they fit. Shape (people,)."""
    together = (asked.employer_there[asked.employer] & there[asked.person]).any(axis=1)
    return np.bincount(asked.person, together, len(asked.people)) > 0
