# SPDX-License-Identifier: EUPL-1.2
"""Questions to the journey planner and its answers; the names, and what they hold, are those of the terminal.

Money in EUR; wages gross per hour, incomes gross per month, hours a week, distance in km.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import Field

from overstap.api.schemas import Covered, SkillHeld
from overstap.api.types import NO_NUL, Day, Flag, Id, Language, Number, Strict, whole
from overstap.engine.region.journey_request import BOUNDS

Title = Annotated[str, Field(min_length=1, max_length=200, pattern=NO_NUL)]
Titles = Annotated[list[Title], Field(default_factory=list, max_length=50)]
Ids = Annotated[list[Id], Field(default_factory=list, max_length=200)]
Time = Literal["day", "evening", "weekend", "online"]


def bounded(name: str) -> Any:
    """The kind of a number of a question, within the planner's own bounds."""
    low, high = BOUNDS[name]
    return Annotated[Number, Field(ge=low, le=high)] | None


class TravellerAsked(Strict):
    """Who travels: what they can do, have and can spend, and what to stay out of.

    `occupation`: id of the present or last work. `full`: editions without a seat left. `assume`: values of
    one's own for assumptions, by name.
    """

    skills: Annotated[list[SkillHeld], Field(default_factory=list, max_length=400)]
    certificates: Annotated[list[Id], Field(default_factory=list, max_length=100)]
    occupation: Id | None = None
    departs_on: Day | None = None
    place: Title | None = None
    distance: bounded("distance") = None  # type: ignore[valid-type]
    last_day: Day | None = None
    work_years: bounded("work_years") = None  # type: ignore[valid-type]
    service_years: bounded("service_years") = None  # type: ignore[valid-type]
    wage: bounded("wage") = None  # type: ignore[valid-type]
    hours: bounded("hours") = None  # type: ignore[valid-type]
    level: whole(1, 8) | None = None  # type: ignore[valid-type]
    study_hours: bounded("study_hours") = None  # type: ignore[valid-type]
    times: Annotated[list[Time], Field(default_factory=list, max_length=4)]
    money: bounded("money") = None  # type: ignore[valid-type]
    savings: bounded("savings") = None  # type: ignore[valid-type]
    income_floor: bounded("income_floor") = None  # type: ignore[valid-type]
    changes: whole(1, 3) | None = None  # type: ignore[valid-type]
    avoid_occupation: Titles
    avoid_sector: Titles
    avoid_opening: Ids
    avoid_course: Ids
    full: Ids
    assume: Annotated[dict[Title, Number], Field(default_factory=dict, max_length=50)]
    language: Language = "nl"


class JourneysAsked(TravellerAsked):
    """A traveller, where to, and along what. Occupations and sectors by id or name; nothing of `to`: anywhere.

    `seconds`: how long to search at most. `all`: every journey that no other beats, in full.
    """

    to: Titles
    to_sector: Titles
    to_opening: Id | None = None
    to_shortage: Flag = False
    better_paid: Flag = False
    arrive_by: Day | None = None
    via_occupation: Titles
    via_sector: Titles
    via_course: Ids
    no_income_drop: Flag = False
    seconds: Annotated[Number, Field(ge=0.1, le=10)] = 5
    all: Flag = False


Months = whole(1, 60)


class ReachAsked(TravellerAsked):
    """A traveller, and within how many months. `why`: also tell what stops them elsewhere; takes longer."""

    months: Annotated[list[Months], Field(default_factory=lambda: [6, 12, 24], min_length=1, max_length=6)]
    why: Flag = False


class Assumption(Schema):
    """What was assumed, and its source."""

    name: str
    label: str
    value: float
    unit: str
    kind: str
    since: date | None
    changed: bool
    outdated: bool
    to_check: bool
    note: str
    source: dict[str, Any]


class Measures(Schema):
    """The six counts."""

    arrives_on: date
    cost: float
    lowest_monthly: float
    income: float
    changes: int
    study_hours: float


class Counted(Measures):
    """A journey by its counts alone."""

    id: str


class PaperNamed(Schema):
    """A legal paper."""

    certificate: str
    label: str


class NewPaper(PaperNamed):
    """A legal paper that a course gives; `new`: not held before."""

    new: bool


class SkillNamed(Schema):
    """A skill."""

    skill: str
    label: str


class NewSkill(SkillNamed):
    """A skill that is taught; `new`: not covered before."""

    new: bool


class PaymentTold(Schema):
    """What may pay for a course, and what has still to be checked."""

    instrument: str
    label: str
    payer: str
    amount: float
    met: list[str]
    to_check: list[str]
    source: str


class StudyTold(Schema):
    """A leg of study."""

    kind: Literal["study"]
    words: str
    edition: str
    course: str
    title: str
    provider: str
    place: str
    time: str
    starts_on: date
    ends_on: date
    continuous: bool
    hours: float
    hours_total: float
    seats: int
    price: float
    travel: float
    payment: PaymentTold | None
    out_of_pocket: float
    meanwhile: str
    requires: list[SkillNamed]
    teaches: list[NewSkill]
    certificates: list[NewPaper]
    level: int | None
    entry_level: int | None
    source: str
    invented: bool


class WorkTold(Schema):
    """A leg of work; the last of a journey has no end."""

    kind: Literal["work"]
    words: str
    occupation: str
    label: str
    opening: str | None
    title: str | None
    organisation: str | None
    place: str | None
    opening_kind: str | None
    starts_on: date
    ends_on: date | None
    hours: float
    monthly: float
    monthly_later: float
    edition: str | None
    learns_until: date | None
    sector: str
    level: int | None
    outlook: str
    outlook_source: str
    wage_source: str | None


class WaitTold(Schema):
    """A wait: for a course, for work, for its start."""

    kind: Literal["wait"]
    words: str
    starts_on: date
    ends_on: date
    reason: str
    meanwhile: str


class DemandMet(SkillNamed):
    """A skill that is asked, and how it stands by then."""

    importance: str
    standing: Literal["carried_over", "learned", "missing"]
    learnable: bool


class ChangeTold(Schema):
    """A change of work."""

    kind: Literal["change"]
    words: str
    on: date
    origin: str | None
    occupation: str
    opening: str | None
    coverage: Covered
    asked: int
    covered: int
    demands: list[DemandMet]
    certificates_on_hiring: list[PaperNamed]


class WordsTold(Schema):
    """A journey in sentences."""

    drop: str
    summary: str
    why: str
    best_at: list[str]


class IncomeStep(Schema):
    """From this day so much a month comes in, and from what."""

    on: date
    monthly: float
    source: str


class JourneyTold(Schema):
    """One journey."""

    id: str
    title: str
    best_at: list[str]
    departs_on: date
    measures: Measures
    today_monthly: float | None
    income_against_staying: float | None
    drop: float
    good_again_on: date | None
    severance: float
    sureness: int
    words: WordsTold
    legs: list[StudyTold | WorkTold | WaitTold | ChangeTold]
    income_line: list[IncomeStep]


class JourneysFound(Schema):
    """The journeys that no other beats on six counts; `complete`: false when the time was up before the end."""

    language: Language
    traveller: dict[str, Any]
    question: dict[str, Any]
    goals: int
    complete: bool
    years: float
    journeys: list[JourneyTold]
    everything: list[Counted]
    assumptions: list[Assumption]
    sources: dict[str, dict[str, Any]]


class Within(Schema):
    """How many occupations are reached within so many months."""

    months: int
    occupations: int


class OccupationReached(Schema):
    """An occupation that is reached, and what that takes."""

    occupation: str
    label: str
    sector: str
    outlook: str
    arrives_on: date
    months: float
    within: int
    cost: float
    study_hours: float
    over: list[str]
    courses: list[str]


class OccupationStopped(Schema):
    """An occupation that is not reached, and what stops one."""

    occupation: str
    label: str
    sector: str
    outlook: str
    stoppers: list[str]


class ReachFound(Schema):
    """How far somebody gets."""

    language: Language
    traveller: dict[str, Any]
    question: dict[str, Any]
    until: date
    within: list[Within]
    arrivals: list[OccupationReached]
    stopped_by: list[OccupationStopped]
    stops: dict[str, int]
    assumptions: list[Assumption]
