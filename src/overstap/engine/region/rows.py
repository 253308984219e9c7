# SPDX-License-Identifier: EUPL-1.2
"""What stands in a region, as frozen records: what pages, terminal and notebooks show.

Fields are those of `overstap.engine.pack.schema`; a translated field is a mapping from language to text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from overstap.engine.matching.model import Evidence, OpeningKind, Position
from overstap.engine.skills.taxonomy import Demand

Translated = Mapping[str, str]


def in_language(words: Translated, language: str) -> str:
    """What is said in a language, or in the first there is; empty when nothing is said.

    >>> in_language({"nl": "kapper", "en": "hairdresser"}, "fr")
    'kapper'
    """
    return words.get(language) or next(iter(words.values()), "")


@dataclass(frozen=True, slots=True)
class SourceRow:
    """Where a fact comes from; `kind` is `published` or `estimate` (ours)."""

    id: str
    kind: str
    title: str
    publisher: str
    year: int | None
    address: str
    licence: str
    note: str


@dataclass(frozen=True, slots=True)
class SectorRow:
    """A line of the map."""

    id: str
    label: Translated
    letter: str
    hue: int


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A municipality."""

    id: str
    label: str
    position: Position


@dataclass(frozen=True, slots=True)
class CertificateRow:
    """A paper that a law or rule requires."""

    id: str
    label: Translated
    description: Translated
    law: str
    on_hiring: bool
    source: str


@dataclass(frozen=True, slots=True)
class OccupationRow:
    """An occupation of the region. Wages in EUR gross per hour."""

    id: str
    label: Translated
    synonyms: Mapping[str, tuple[str, ...]]
    description: Translated
    sector: str
    isco: str
    esco_uri: str
    level: int | None
    wage_low: float | None
    wage_middle: float | None
    wage_high: float | None
    wage_source: str
    outlook: str
    outlook_source: str
    regulated: bool
    certificates: tuple[str, ...]
    demands: tuple[Demand, ...]


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """An employer, school or other organisation."""

    id: str
    name: str
    kind: str
    sector: str
    place: str
    staff: int | None
    description: Translated
    invented: bool


@dataclass(frozen=True, slots=True)
class OpeningRow:
    """Work that can be had. Pay in EUR gross per hour, hours per week.

    `course`: the course that goes with a learning place, empty for what has none.
    """

    id: str
    kind: OpeningKind
    organisation: str
    occupation: str
    course: str
    title: Translated
    text: str
    language: str
    place: str
    hours_low: float
    hours_high: float
    wage_low: float | None
    wage_high: float | None
    starts_on: date | None
    closes_on: date | None
    places: int
    certificates: tuple[str, ...]
    invented: bool
    demands: tuple[Demand, ...]


@dataclass(frozen=True, slots=True)
class CourseRow:
    """Training: what it teaches, asks and gives.

    `entry_level`: level of the diploma one must have; `None` when experience or an intake will do.
    """

    id: str
    provider: str
    title: Translated
    description: Translated
    level: int | None
    entry_level: int | None
    entry: Translated
    award: Translated
    certificates: tuple[str, ...]
    language: str
    cost_source: str
    invented: bool
    teaches: tuple[str, ...]
    requires: tuple[str, ...]
    editions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EditionRow:
    """One departure of a course. Cost in EUR, hours per week."""

    id: str
    course: str
    place: str
    starts_on: date
    ends_on: date
    hours: float
    time: str
    cost: float
    seats: int
    continuous: bool
    weeks: float | None


@dataclass(frozen=True, slots=True)
class PersonRow:
    """An example person, invented. Pay in EUR gross per hour, distance in km."""

    id: str
    name: str
    story: Translated
    occupation: str
    place: str
    wage: float | None
    hours_low: float | None
    hours_high: float | None
    distance: float | None
    wage_floor: float | None
    kinds: tuple[OpeningKind, ...]
    starts_on: date | None
    certificates: tuple[str, ...]
    invented: bool
    skills: tuple[tuple[str, Evidence], ...]
