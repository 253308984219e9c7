# SPDX-License-Identifier: EUPL-1.2
"""How somebody wants to travel: from when, with how much time and money, and what they asked to be different.

Part of the trip: it lives in the session, and is wiped and taken along with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from enum import StrEnum
from typing import Any

MOST_CHANGES = 2
"""Changes of work on the way when somebody does not say."""
FREE_HOURS = 8.0
"""Hours a week for study beside work when somebody does not say. A choice of ours."""
TIMES = ("day", "evening", "weekend", "online")
"""Times of day that one may say suit; training at work goes with the work."""
LISTED_AT_MOST = 50


class GoalKind(StrEnum):
    """A goal that is not an occupation or a line."""

    NONE = ""
    SHORTAGE = "shortage"
    BETTER_PAID = "better_paid"


@dataclass
class Travel:
    """What somebody told or asked about the journey. Money in EUR, hours a week; None is not told."""

    departs_on: str = ""
    """ISO date; empty is today."""
    free_hours: float | None = None
    last_day: str = ""
    """The last day of present work, ISO; empty when it does not end."""
    work_years: float | None = None
    service_years: float | None = None
    level: int | None = None
    budget: float | None = None
    savings: float | None = None
    times: list[str] = field(default_factory=list)
    no_income_drop: bool = False
    most_changes: int = MOST_CHANGES
    goal_kind: str = GoalKind.NONE.value
    goal_opening: str = ""
    more_goals: list[str] = field(default_factory=list)
    """Occupations that will do as well as the goal of the trip."""
    via_sector: str = ""
    avoid_occupations: list[str] = field(default_factory=list)
    avoid_openings: list[str] = field(default_factory=list)
    avoid_courses: list[str] = field(default_factory=list)
    avoid_editions: list[str] = field(default_factory=list)
    assumed: dict[str, float] = field(default_factory=dict)
    """Assumptions of the planner that the person changed: name -> value."""

    @classmethod
    def from_plain(cls, kept: object) -> Travel:
        """Out of a session or a file; what is not known is left out."""
        if not isinstance(kept, Mapping):
            return cls()
        known = {one.name for one in fields(cls)}
        return cls(**{name: value for name, value in kept.items() if name in known})

    def leaves_on(self, today: date) -> date:
        """The day of departure: never before today."""
        return max(date.fromisoformat(self.departs_on), today) if self.departs_on else today

    def avoid(self, kind: str, id_: str) -> None:
        """Leaves something out of every journey from now on: an `occupations`, `courses`, ... by its id."""
        left_out: list[str] = getattr(self, f"avoid_{kind}")
        if id_ not in left_out and len(left_out) < LISTED_AT_MOST:
            left_out.append(id_)

    def allow(self, kind: str, id_: str) -> None:
        """Takes it in again."""
        left_out: list[str] = getattr(self, f"avoid_{kind}")
        if id_ in left_out:
            left_out.remove(id_)


AVOIDABLE = ("occupations", "openings", "courses", "editions")

_DATES = ("departs_on", "last_day")
_AMOUNTS = {
    "free_hours": (0, 60),
    "work_years": (0, 60),
    "service_years": (0, 60),
    "budget": (0, 200_000),
    "savings": (0, 10_000_000),
}
_WORDS = ("goal_opening", "via_sector")
_LISTS = ("more_goals", *(f"avoid_{kind}" for kind in AVOIDABLE))


def is_travel(kept: object) -> bool:
    """Whether a value out of a file is a `Travel` that we could have written."""
    if not isinstance(kept, Mapping):
        return False
    known = {one.name for one in fields(Travel)}
    return all(name in known and _is_right(name, value) for name, value in kept.items())


def _is_right(name: str, value: Any) -> bool:
    if name in _DATES:
        return value == "" or _is_date(value)
    if name in _AMOUNTS:
        low, high = _AMOUNTS[name]
        return value is None or (type(value) in (int, float) and low <= value <= high)
    if name == "level":
        return value is None or (type(value) is int and 1 <= value <= 8)
    if name == "most_changes":
        return type(value) is int and 1 <= value <= 3
    if name == "no_income_drop":
        return isinstance(value, bool)
    if name == "goal_kind":
        return value in tuple(GoalKind)
    if name == "times":
        return isinstance(value, list) and all(one in TIMES for one in value)
    if name == "assumed":
        return isinstance(value, dict) and all(type(one) in (int, float) for one in value.values())
    if name in _WORDS:
        return isinstance(value, str) and len(value) <= 200
    return (
        name in _LISTS
        and isinstance(value, list)
        and len(value) <= LISTED_AT_MOST
        and all(isinstance(one, str) and len(one) <= 200 for one in value)
    )


def _is_date(value: Any) -> bool:
    try:
        return bool(date.fromisoformat(value))
    except (TypeError, ValueError):
        return False
