# SPDX-License-Identifier: EUPL-1.2
"""What the API takes and gives. Names are those of the region pack and of the terminal's `--json`."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from ninja import Schema
from pydantic import Field

from overstap.api.types import Day, Flag, Id, Language, Number, Strict, whole
from overstap.engine.matching.model import Evidence, OpeningKind


class SkillHeld(Strict):
    """A skill that somebody says they have, and what stands for it."""

    skill: Id
    evidence: Evidence = Evidence.CLAIMED


class WishesAsked(Strict):
    """What somebody would like. Hours a week, km, EUR gross per hour."""

    place: Id | None = None
    distance: Annotated[Number, Field(gt=0, le=500)] | None = None
    hours_low: Annotated[Number, Field(ge=0, le=60)] | None = None
    hours_high: Annotated[Number, Field(ge=0, le=60)] | None = None
    wage_floor: Annotated[Number, Field(ge=0, le=500)] | None = None
    kinds: Annotated[list[OpeningKind], Field(default_factory=list, max_length=len(OpeningKind))]
    starts_on: Day | None = None


class MatchesAsked(Strict):
    """Somebody to find openings for: what they can do, the papers they have, what they wish.

    `only_wished` makes limits of the wishes. `top`: the most in each group.
    """

    skills: Annotated[list[SkillHeld], Field(default_factory=list, max_length=400)]
    certificates: Annotated[list[Id], Field(default_factory=list, max_length=100)]
    wishes: WishesAsked = Field(default_factory=WishesAsked)
    only_wished: Flag = False
    language: Language = "nl"
    top: whole(1, 50) = 10  # type: ignore[valid-type]


class Covered(Schema):
    """How much of what an opening asks is covered, 0 to 1: by what others stand for, and by all told."""

    shown: float
    claimed: float


class OpeningFound(Schema):
    """An opening that was found. Hours a week, EUR gross per hour, km; what is not known is null."""

    opening: str
    title: str
    organisation: str
    occupation: str
    kind: str
    place: str
    hours_low: float
    hours_high: float
    wage_low: float | None
    wage_high: float | None
    starts_on: date | None
    closes_on: date | None
    coverage: Covered
    wish: float | None
    distance_km: float | None


class MatchesFound(Schema):
    """The best openings in three groups, each best first; `openings` is how many there are in all.

    `ranking` is the code that the note of this answer is found by, at `/why-this-order/`: give it to the person
    whom it is about.
    """

    ranking: str
    language: Language
    today: date
    openings: int
    now: list[OpeningFound]
    one_away: list[OpeningFound]
    further: list[OpeningFound]
