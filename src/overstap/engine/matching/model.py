# SPDX-License-Identifier: EUPL-1.2
"""What matching speaks of: who can do what, what is asked, and what comes out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from overstap.engine.skills.taxonomy import Demand, Importance


class Evidence(StrEnum):
    """What stands behind a skill, from weak to strong."""

    CLAIMED = "claimed"
    INFERRED = "inferred"
    ENDORSED = "endorsed"
    ASSESSED = "assessed"
    CERTIFIED = "certified"


SHOWN = frozenset({Evidence.ENDORSED, Evidence.ASSESSED, Evidence.CERTIFIED})
"""Evidence that someone else stands for. The rest is the person's own word, or follows from work done."""

STRENGTH = {evidence: rank for rank, evidence in enumerate(Evidence)}

WEIGHT = {Importance.MUST: 1.0, Importance.SHOULD: 0.5, Importance.NICE: 0.25}
"""How heavily a demand counts in coverage. Parameters of ours: see docs/methods/matching.md."""


class OpeningKind(StrEnum):
    """Everything that takes people."""

    VACANCY = "vacancy"
    INTERNSHIP = "internship"
    APPRENTICESHIP = "apprenticeship"
    LEARN_WORK = "learn-work"
    TRIAL = "trial"


class Reach(StrEnum):
    """How far away work is."""

    NOW = "now"
    ONE_AWAY = "one_away"
    FURTHER = "further"


@dataclass(frozen=True, slots=True)
class Position:
    """A place on earth, in degrees (WGS 84)."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class HeldSkill:
    """A skill someone has, and what stands behind it."""

    skill: str
    evidence: Evidence = Evidence.CLAIMED


@dataclass(frozen=True, slots=True)
class Passport:
    """What a person can do, and the legal papers they have."""

    skills: tuple[HeldSkill, ...] = ()
    certificates: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a person wants; what is empty is not wished. Pay in EUR gross per hour, hours per week.

    `distance` (km) counts from `position`; without a position no distance is known.
    """

    position: Position | None = None
    distance: float | None = None
    hours_low: float | None = None
    hours_high: float | None = None
    wage_floor: float | None = None
    kinds: frozenset[OpeningKind] = frozenset()
    starts_on: date | None = None


@dataclass(frozen=True, slots=True)
class Opening:
    """Work that can be had. Hours per week, pay in EUR gross per hour; None is unknown.

    `certificates` must be held beforehand; those `on_hiring` come with the job and stop nobody.
    `starts_on` None: as soon as possible. `closes_on` None: until filled.
    """

    id: str
    demands: tuple[Demand, ...]
    occupation: str = ""
    kind: OpeningKind = OpeningKind.VACANCY
    certificates: frozenset[str] = frozenset()
    on_hiring: frozenset[str] = frozenset()
    position: Position | None = None
    hours_low: float | None = None
    hours_high: float | None = None
    wage_low: float | None = None
    wage_high: float | None = None
    starts_on: date | None = None
    closes_on: date | None = None
    places: int = 1


@dataclass(frozen=True, slots=True)
class Edition:
    """One departure of a course. Cost in EUR, hours per week."""

    id: str
    course: str
    starts_on: date
    ends_on: date
    hours: float = 0.0
    cost: float = 0.0
    seats: int = 1
    continuous: bool = False
    weeks: float | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """What can be learned where, and when it leaves."""

    id: str
    teaches: tuple[str, ...]
    requires: tuple[str, ...] = ()
    certificates: frozenset[str] = frozenset()
    editions: tuple[Edition, ...] = ()


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Where the lines are drawn. Parameters of ours: see docs/methods/matching.md."""

    covered: float = 0.6
    """From this similarity on a demand counts as covered."""
    fits: float = 0.6
    """Least coverage for work to fit now."""
    near: float = 0.45
    """Least coverage for work to be one step away."""
    shown: float = 0.15
    """Work that is covered less than this has nothing to do with the person and is not listed."""


DEFAULT_THRESHOLDS = Thresholds()


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of what is asked someone can do (0..1).

    `shown` counts what others stand for; `claimed` counts everything, so `shown <= claimed`.
    """

    shown: float
    claimed: float

    @property
    def missing(self) -> float:
        """The part that is not covered."""
        return 1.0 - self.claimed


@dataclass(frozen=True, slots=True)
class DemandMatch:
    """One demand, and the held skill that comes nearest to it.

    `held` and `evidence` are None when nothing held is near at all.
    """

    skill: str
    importance: Importance
    similarity: float
    held: str | None
    evidence: Evidence | None
    covered: bool


@dataclass(frozen=True, slots=True)
class Gap:
    """A demand that is not covered, and how it can be: the next editions of courses that teach it.

    An attitude (patience, discretion) is asked but not learned on a course: `learnable` is False, and it
    is no step that keeps someone from starting.
    """

    skill: str
    importance: Importance
    nearest_held: str | None
    similarity: float
    editions: tuple[Edition, ...] = ()
    learnable: bool = True


@dataclass(frozen=True, slots=True)
class WishPart:
    """One wish. `met` is None when the opening does not say, or says a range that only partly meets it."""

    wish: str
    met: bool | None


@dataclass(frozen=True, slots=True)
class WishMatch:
    """How the work meets the wishes. `score` is the share met of those that can be told; None without any."""

    score: float | None
    parts: tuple[WishPart, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """A person and an opening: how well the one covers the other, apart from how well it meets the wishes."""

    opening: str
    coverage: Coverage
    reach: Reach
    demands: tuple[DemandMatch, ...]
    missing: tuple[Gap, ...]
    """What is not covered, heaviest first."""
    certificates_missing: tuple[str, ...]
    certificate_editions: Mapping[str, tuple[Edition, ...]]
    certificates_on_hiring: tuple[str, ...]
    """Legal papers not held that come with the job: to know of, no step."""
    wish: WishMatch
    distance_km: float | None

    @property
    def asked_count(self) -> int:
        """How many skills are asked."""
        return len(self.demands)

    @property
    def covered_count(self) -> int:
        """How many of them are covered."""
        return sum(demand.covered for demand in self.demands)

    @property
    def must_missing(self) -> tuple[Gap, ...]:
        """The steps: gaps in what must be there and can be learned."""
        return tuple(gap for gap in self.missing if gap.importance is Importance.MUST and gap.learnable)

    @property
    def attitudes_asked(self) -> tuple[Gap, ...]:
        """Attitudes that are asked and not known of this person: to ask oneself, not to learn."""
        return tuple(gap for gap in self.missing if not gap.learnable)


@dataclass(frozen=True, slots=True)
class Matches:
    """Openings in three groups, each best first."""

    now: tuple[Match, ...] = ()
    one_away: tuple[Match, ...] = ()
    further: tuple[Match, ...] = ()
    filtered_out: int = field(default=0)
    """Openings that the filters left out."""
    limit: int | None = None
    """The most that each group may hold; None: as many as there are."""

    def all(self) -> tuple[Match, ...]:
        """All matches, nearest group first."""
        return self.now + self.one_away + self.further
