# SPDX-License-Identifier: EUPL-1.2
"""What the journey planner speaks of: who travels, where to, and what comes out.

Money is EUR gross; pay per hour unless a name says `monthly`. Hours are per week unless a name says otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Literal

from overstap.engine.matching.model import Coverage, OpeningKind, Passport, Position
from overstap.engine.rules.instruments import Payment


@dataclass(frozen=True, slots=True)
class Traveller:
    """Who travels, from where, and with what in their pockets. What is None is unknown or no limit.

    `occupation` is the present or last work, `wage` and `hours` its pay and hours a week. `last_day` is the day
    on which that work ends, or ended. `work_years` (all work, for the benefit) and `service_years` (with this
    employer, for severance pay) count until then. `free_hours` can go to study beside work; `times` are the
    times of day that suit (empty: all). `budget` is what study may cost out of pocket, `savings` what may
    bridge months below `income_floor` (a month, gross). `distance` in km counts from `position`. `level` is the
    highest level of education (NLQF).
    """

    passport: Passport
    occupation: str = ""
    place: str = ""
    position: Position | None = None
    wage: float | None = None
    hours: float = 36.0
    level: int | None = None
    last_day: date | None = None
    work_years: float | None = None
    service_years: float | None = None
    free_hours: float = 8.0
    times: frozenset[str] = frozenset()
    budget: float | None = None
    savings: float = 0.0
    income_floor: float | None = None
    distance: float | None = None


@dataclass(frozen=True, slots=True)
class Goal:
    """Where to: any of these occupations, or one opening. Empty means anywhere."""

    occupations: frozenset[str] = frozenset()
    opening: str = ""


@dataclass(frozen=True, slots=True)
class Via:
    """What a journey has to pass on its way: work in one of these occupations, one of these courses."""

    occupations: frozenset[str] = frozenset()
    courses: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Avoid:
    """What a journey may not use. An edition that is full is avoided by its id."""

    occupations: frozenset[str] = frozenset()
    openings: frozenset[str] = frozenset()
    courses: frozenset[str] = frozenset()
    editions: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Settings:
    """Parameters of the planner; sources and reasons in docs/methods/journeys.md.

    From where a change is allowed lies with the timetable (`Lines`). Amounts and terms that a law or a custom
    sets (benefit, notice, time to find work) are in `engine.rules`.
    """

    most_courses: int = 3
    """At most this many courses for one change."""
    horizon_months: int = 48
    """Journeys that take longer are not shown."""
    open_ended_days: int = 180
    """An opening that does not say until when it is open is counted on for this long after the departure."""
    employer_waits_days: int = 90
    """How long an employer keeps an opening for somebody who stays until the last day of present work."""
    begins_within_days: int = 180
    """The training of a learning place begins within this after the first day at work."""
    income_years: int = 5
    """Income is added up over this many years from the departure."""


@dataclass(frozen=True, slots=True)
class Question:
    """A request to the planner. Times and limits as a traveller gives them."""

    departs_on: date
    goal: Goal = field(default_factory=Goal)
    most_changes: int = 2
    arrive_by: date | None = None
    via: Via = field(default_factory=Via)
    avoid: Avoid = field(default_factory=Avoid)
    no_income_drop: bool = False
    """Only journeys on which no month brings less than today."""
    with_instruments: bool = True
    """Count on what may pay for a course, by its published conditions; some of those only the person can check.
    """
    shown_at_most: int = 6


# --- what comes out -------------------------------------------------------------------------------


class Meanwhile(StrEnum):
    """What someone lives on while waiting or studying."""

    JOB = "job"
    BENEFIT = "benefit"
    NOTHING = "nothing"


class WaitFor(StrEnum):
    """Why time passes without study or a new job."""

    COURSE = "course"
    SEARCH = "search"
    START = "start"
    LAST_DAY = "last_day"
    STAY = "stay"


class Best(StrEnum):
    """What a journey is best at among those shown."""

    FASTEST = "fastest"
    CHEAPEST = "cheapest"
    NO_INCOME_DROP = "no_income_drop"
    BEST_PAID = "best_paid"
    LEAST_STUDY = "least_study"
    SAFEST = "safest"
    IN_BETWEEN = "in_between"


@dataclass(frozen=True, slots=True)
class StudyLeg:
    """A course edition. `price` and `travel` in EUR; `out_of_pocket` is what is left after `payment`."""

    edition: str
    course: str
    starts_on: date
    ends_on: date
    hours: float
    hours_total: float
    price: float
    travel: float
    payment: Payment | None
    out_of_pocket: float
    meanwhile: Meanwhile
    new_skills: tuple[str, ...]
    """Skills taught that were not covered before."""
    new_certificates: tuple[str, ...]
    kind: Literal["study"] = "study"


@dataclass(frozen=True, slots=True)
class WorkLeg:
    """Work on the way or at the end of it. `ends_on` is None for work that is the destination.

    `monthly` is the pay at the start, `monthly_later` after some years. A learning place has the edition that
    goes with it, and `learns_until`.
    """

    occupation: str
    opening: str
    opening_kind: OpeningKind | None
    starts_on: date
    ends_on: date | None
    hours: float
    monthly: float
    monthly_later: float
    edition: str
    learns_until: date | None
    kind: Literal["work"] = "work"


@dataclass(frozen=True, slots=True)
class WaitLeg:
    """Time that passes: until a course leaves, until work is found or starts."""

    starts_on: date
    ends_on: date
    reason: WaitFor
    meanwhile: Meanwhile
    kind: Literal["wait"] = "wait"


@dataclass(frozen=True, slots=True)
class ChangeLeg:
    """The step from one job to the next, on one day, and why it is allowed.

    `carried_over` are demands that are covered without the courses of this step, `from_the_start` those that
    were covered at departure already.

    `missing` are demands that are still not covered then and can be learned, `attitudes` those that nobody
    learns on a course (to judge for oneself), `on_hiring` papers that come with the job.
    """

    on: date
    origin: str
    occupation: str
    opening: str
    coverage: Coverage
    asked: int
    covered: int
    missing: tuple[str, ...]
    attitudes: tuple[str, ...]
    carried_over: tuple[str, ...]
    from_the_start: tuple[str, ...]
    on_hiring: tuple[str, ...]
    kind: Literal["change"] = "change"


Leg = StudyLeg | WorkLeg | WaitLeg | ChangeLeg


@dataclass(frozen=True, slots=True)
class IncomeStep:
    """From this day on, this much a month (EUR gross)."""

    on: date
    monthly: float
    source: Meanwhile


@dataclass(frozen=True, slots=True)
class Measures:
    """The six counts on which journeys are compared.

    `arrives_on` is the first day in the work that is the goal; of a learning place the day it is completed.
    `lowest_monthly` is the lowest pay or benefit between departure and arrival, the first pay there included.
    `income` is all of it over `Settings.income_years`.
    """

    arrives_on: date
    cost: float
    lowest_monthly: float
    income: float
    changes: int
    study_hours: float


@dataclass(frozen=True, slots=True)
class Journey:
    """One way to get there. `id` is the same for the same legs."""

    id: str
    departs_on: date
    measures: Measures
    legs: tuple[Leg, ...]
    income_line: tuple[IncomeStep, ...]
    """From departure until `Settings.income_years` later."""
    today_monthly: float | None
    income_against_staying: float | None
    """Income less what today's pay would bring in the same years."""
    drop: float
    """How much a month the lowest pay is under today's, at most; 0 when it never is."""
    good_again_on: date | None
    """From this day on no month brings less than today any more; None when that is not within the years
    counted.
    """
    severance: float
    sureness: int
    """0 to 3: the weakest of how well the work fits, how much of that carries over, how much it is asked for.
    """
    best_at: tuple[Best, ...] = ()

    @property
    def destination(self) -> WorkLeg:
        """The work at the end."""
        return next(leg for leg in reversed(self.legs) if isinstance(leg, WorkLeg))


@dataclass(frozen=True, slots=True)
class Plan:
    """The answer. `everything` is the exact Pareto set, `journeys` those of it that are shown.

    `goals` counts the occupations and openings that were aimed for. `complete` is False when the search was
    stopped.
    """

    journeys: tuple[Journey, ...]
    everything: tuple[Journey, ...]
    goals: int
    complete: bool = True
