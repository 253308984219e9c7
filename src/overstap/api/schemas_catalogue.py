# SPDX-License-Identifier: EUPL-1.2
"""What stands in a region, as the API tells it. Names are those of the region pack.

Pay in EUR gross per hour, hours a week; what is not known is null.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated

from ninja import Schema
from pydantic import Field

from overstap.api.answers import Paging
from overstap.api.types import NO_NUL, Id, Language
from overstap.engine.matching.model import OpeningKind
from overstap.engine.skills.taxonomy import Importance, SkillKind

Sought = Annotated[str, Field(max_length=80, pattern=NO_NUL, description="Words to find it by.")]


class Spoken(Schema):
    """In which language things are called by name."""

    language: Language = "nl"


class Asked(Paging):
    """A part of a list, of what some words find when there are any."""

    q: Sought = ""
    language: Language = "nl"


class OccupationsAsked(Asked):
    """Occupations, of one sector when it is given."""

    sector: Id | None = None


class OpeningsAsked(Asked):
    """Openings that still take people, of one sector, occupation or kind when given."""

    sector: Id | None = None
    occupation: Id | None = None
    kind: OpeningKind | None = None


class Named(Schema):
    """Something with an id and a name."""

    id: str
    label: str


class SkillListed(Named):
    """A skill of the region's language; `uri` is its concept in ESCO."""

    kind: SkillKind
    uri: str | None


class SkillTold(SkillListed):
    """A skill, what hangs together with it, and who asks and teaches it."""

    description: str
    alternatives: list[str]
    broader: list[Named]
    narrower: list[Named]
    related: list[Named]
    occupations: list[Named]
    courses: list[Named]
    openings: int


class SourceTold(Schema):
    """Where a fact comes from; `kind` is `published` or `estimate`."""

    kind: str
    title: str
    publisher: str | None
    year: int | None
    address: str | None


class OccupationListed(Named):
    """An occupation; `isco` is its unit group in ISCO-08, `openings` how many there are now."""

    sector: str
    isco: str
    level: int | None
    wage_low: float | None
    wage_middle: float | None
    wage_high: float | None
    outlook: str
    openings: int


class DemandTold(Schema):
    """A skill that is asked, and how much."""

    skill: str
    label: str
    importance: Importance


class StepTold(Schema):
    """Another occupation, and which share of the one is covered by what people in the other usually can."""

    occupation: str
    label: str
    coverage: float


class OccupationTold(OccupationListed):
    """An occupation, what it asks, and where one goes to and comes from."""

    description: str
    esco_uri: str | None
    regulated: bool
    certificates: list[Named]
    demands: list[DemandTold]
    goes_to: list[StepTold]
    comes_from: list[StepTold]
    wage_source: SourceTold | None
    outlook_source: SourceTold | None


class PlaceTold(Named):
    """A municipality, and where its middle lies (WGS 84)."""

    latitude: float
    longitude: float


class SectorTold(Named):
    """A sector, a line of the map; `letter` is the sign beside its colour."""

    letter: str


class CertificateTold(Named):
    """A paper that a law or rule asks; `on_hiring`: the employer asks for it when hiring."""

    description: str
    law: str
    on_hiring: bool


class OrganisationTold(Schema):
    """An employer, school or other organisation; `invented` marks an example."""

    id: str
    name: str
    kind: str
    sector: str | None
    place: str
    staff: int | None
    description: str
    invented: bool


class OpeningListed(Schema):
    """Work that can be had; `organisation` is the name, `organisation_id` the id."""

    id: str
    kind: OpeningKind
    title: str
    organisation: str
    organisation_id: str
    occupation: str
    place: str
    hours_low: float
    hours_high: float
    wage_low: float | None
    wage_high: float | None
    starts_on: date | None
    closes_on: date | None
    places: int
    invented: bool


class OpeningTold(OpeningListed):
    """An opening with all it says; `course` goes with a learning place."""

    text: str
    language: str
    course: str | None
    certificates: list[Named]
    demands: list[DemandTold]
