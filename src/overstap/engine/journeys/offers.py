# SPDX-License-Identifier: EUPL-1.2
"""What the planner reads of a region: work that takes people, courses that leave, and where lines are drawn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from overstap.engine.matching.model import OpeningKind, Position
from overstap.engine.skills.taxonomy import Demand


@dataclass(frozen=True, slots=True)
class Job:
    """Work that can be changed to: an opening, or an occupation in which work is found after a while.

    Pay in EUR gross per hour: `wage` at the start, `wage_later` after some years; None is unknown.
    `certificates` must be held before, those `on_hiring` come with the work. `learned` are the skills one has
    after having done it for a while. A learning place names its `course`. `level` is the usual level of the
    occupation (NLQF).
    """

    occupation: str
    demands: tuple[Demand, ...]
    learned: tuple[str, ...]
    opening: str = ""
    kind: OpeningKind | None = None
    certificates: frozenset[str] = frozenset()
    on_hiring: frozenset[str] = frozenset()
    position: Position | None = None
    hours_low: float | None = None
    hours_high: float | None = None
    wage: float | None = None
    wage_later: float | None = None
    level: int | None = None
    outlook: str = ""
    sector: str = ""
    starts_on: date | None = None
    closes_on: date | None = None
    course: str = ""

    @property
    def id(self) -> str:
        """Unique over openings and occupations."""
        return f"opening:{self.opening}" if self.opening else f"occupation:{self.occupation}"

    @property
    def is_learning_place(self) -> bool:
        """Work in which one is trained for the occupation."""
        return self.kind in (OpeningKind.APPRENTICESHIP, OpeningKind.LEARN_WORK)


@dataclass(frozen=True, slots=True)
class Departure:
    """An edition of a course. Cost in EUR, hours per week. Without a position it is followed from anywhere."""

    id: str
    course: str
    starts_on: date
    ends_on: date
    hours: float
    cost: float
    time: str = "evening"
    position: Position | None = None
    seats: int = 1
    continuous: bool = False
    weeks: float | None = None

    @property
    def hours_total(self) -> float:
        """Hours in all: for whoever starts a continuous one, or from its start to its end."""
        if self.continuous and self.weeks is not None:
            return self.hours * self.weeks
        return self.hours * (self.ends_on - self.starts_on).days / 7


@dataclass(frozen=True, slots=True)
class Lines:
    """From where a change is allowed. Parameters of ours: see docs/methods/journeys.md."""

    fits: float = 0.6
    """Least coverage to start in a job."""
    musts: float = 1.0
    """Least share of the musts that has to be covered. Legal certificates have to be there, all of them."""
    covered: float = 0.6
    """From this similarity on a demand counts as covered, and a requirement of a course as met."""
    carried: float = 0.45
    """What is covered before any course, for short courses to fill the gap: the line of "one step away"."""
    hours_from_far: tuple[float, ...] = (40.0, 80.0, 240.0, 480.0, 960.0, 1600.0, 2400.0, 3200.0)
    """From further away the courses of a step together take at least so many hours, by level of the job (1 to
    8).
    """
    education_hours: float = 240.0
    """A course of at least so many hours in all is an education: it raises the level of who completes it."""
    fits_learning: float = 0.15
    """Least coverage to start in a learning place, which teaches what it asks; its musts have to be there."""
    serves: float = 0.4
    """A course is worth offering for a job when this share of what it teaches comes near to something asked
    there.

    Each skill taught weighs as much as it is informative (`SkillGraph.information`): that a course for baristas
    teaches hygiene too is no reason to send a nurse to it. A paper that the job asks is reason enough.
    """
    levels_up: int = 1
    """So many levels above one's own a job may be."""
    levels_up_learning: int = 2
    """The same for a learning place, where one is taught beside the work."""


@dataclass(frozen=True, slots=True)
class Training:
    """A course: what it teaches and asks beforehand, the papers it leads to, when it leaves.

    `level` is what it leads to, `entry_level` the education that one must have to be admitted (NLQF).
    """

    id: str
    teaches: tuple[str, ...]
    requires: tuple[str, ...] = ()
    certificates: frozenset[str] = frozenset()
    level: int | None = None
    entry_level: int | None = None
    provider: str = ""
    departures: tuple[Departure, ...] = ()

    @property
    def hours(self) -> float:
        """Hours of study in all, of the edition that takes most."""
        return max((departure.hours_total for departure in self.departures), default=0.0)
