# SPDX-License-Identifier: EUPL-1.2
"""A passport as the API takes and gives it. Pay in EUR gross per hour, hours a week, km."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from ninja import Schema
from pydantic import Field

from overstap.api.schemas import SkillHeld
from overstap.api.types import NO_NUL, Day, Flag, Id, Language, Number, Strict
from overstap.apps.passports.enums import (
    NOTE_AT_MOST,
    TEXT_AT_MOST,
    TITLE_AT_MOST,
    Circumstance,
    Evidence,
    Level,
    OpeningKind,
    Part,
    ProofKind,
)

Pay = Annotated[Number, Field(ge=3, le=500)]
Hours = Annotated[Number, Field(ge=1, le=60)]
Story = Annotated[str, Field(max_length=TEXT_AT_MOST, pattern=NO_NUL)]
Short = Annotated[str, Field(max_length=TITLE_AT_MOST, pattern=NO_NUL)]
Skills = Annotated[list[SkillHeld], Field(max_length=400)]
Papers = Annotated[list[Id], Field(max_length=100)]


class WishesKept(Strict):
    """What somebody would like."""

    place: Id | None = None
    distance: Annotated[Number, Field(ge=0, le=500)] | None = None
    hours_low: Hours | None = None
    hours_high: Hours | None = None
    wage_floor: Pay | None = None
    kinds: Annotated[list[OpeningKind], Field(default_factory=list, max_length=len(OpeningKind))]
    starts_on: Day | None = None


class LanguageKnown(Strict):
    """How well somebody knows a language (ISO 639 code, level of the CEFR)."""

    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]
    level: Level


Languages = Annotated[list[LanguageKnown], Field(max_length=50)]
Circumstances = Annotated[list[Circumstance], Field(max_length=50)]


class PassportAsked(Strict):
    """A whole passport, without its proofs. `language`: of the story. `wage`: what somebody earns now."""

    language: Language = "nl"
    story: Story = ""
    occupation: Id | None = None
    wage: Pay | None = None
    skills: Annotated[Skills, Field(default_factory=list)]
    certificates: Annotated[Papers, Field(default_factory=list)]
    languages: Annotated[Languages, Field(default_factory=list)]
    wishes: WishesKept = Field(default_factory=WishesKept)
    circumstances: Annotated[Circumstances, Field(default_factory=list)]


class PassportPatch(Strict):
    """Parts of a passport (RFC 7396): what is given takes the place of what was there, null takes it away."""

    language: Language | None = None
    story: Story | None = None
    occupation: Id | None = None
    wage: Pay | None = None
    skills: Skills | None = None
    certificates: Papers | None = None
    languages: Languages | None = None
    wishes: WishesKept | None = None
    circumstances: Circumstances | None = None


class ProofAsked(Strict):
    """Something somebody did or got. `whose`: the employer, school or giver. `skills`: what it shows."""

    kind: ProofKind
    title: Annotated[str, Field(min_length=1, max_length=TITLE_AT_MOST, pattern=NO_NUL)]
    whose: Short = ""
    from_on: Day | None = None
    until_on: Day | None = None
    note: Annotated[str, Field(max_length=NOTE_AT_MOST, pattern=NO_NUL)] = ""
    skills: Annotated[list[Id], Field(default_factory=list, max_length=400)]


class ProofTold(Schema):
    """A proof; `given_by`: the organisation that put its name to it, which makes it read-only."""

    id: UUID
    kind: ProofKind
    title: str
    whose: str
    given_by: str | None
    from_on: date | None
    until_on: date | None
    note: str
    skills: list[str]


class SkillKept(Schema):
    """A skill; `evidence`: what somebody says stands behind it, `strongest`: proofs counted."""

    skill: str
    evidence: Evidence
    strongest: Evidence


class WishesTold(Schema):
    """What somebody would like."""

    place: str | None
    distance: float | None
    hours_low: float | None
    hours_high: float | None
    wage_floor: float | None
    kinds: list[OpeningKind]
    starts_on: date | None


class LanguageTold(Schema):
    """How well somebody knows a language."""

    language: str
    level: Level


class PassportTold(Schema):
    """A passport, all of it."""

    language: str
    story: str
    occupation: str | None
    wage: float | None
    skills: list[SkillKept]
    certificates: list[str]
    languages: list[LanguageTold]
    wishes: WishesTold
    circumstances: list[Circumstance]
    proofs: list[ProofTold]
    kept_at: datetime


class ShareAsked(Strict):
    """Which parts an organisation may see, until which day, blind or open."""

    parts: Annotated[list[Part], Field(min_length=1, max_length=len(Part))]
    until: Day
    blind: Flag = True


class ShareTold(Schema):
    """A share that has not ended."""

    organisation: str
    name: str
    parts: list[Part]
    blind: bool
    since: datetime
    until: datetime


class LookTold(Schema):
    """Somebody of an organisation looked, in a role."""

    organisation: str
    name: str
    role: str
    parts: list[Part]
    blind: bool
    at: datetime
