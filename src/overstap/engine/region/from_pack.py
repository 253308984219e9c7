# SPDX-License-Identifier: EUPL-1.2
"""Turns the tables of a pack into the records of a region."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import TypeVar

from overstap.engine.matching.model import Evidence, OpeningKind, Position
from overstap.engine.pack.language import demands_by, names, number, text
from overstap.engine.pack.model import Pack, Row
from overstap.engine.region.rows import (
    CertificateRow,
    CourseRow,
    EditionRow,
    OccupationRow,
    OpeningRow,
    OrganisationRow,
    PersonRow,
    PlaceRow,
    SectorRow,
    SourceRow,
    Translated,
)
from overstap.engine.rules.instruments import Beneficiary, Instrument, PaidPer, Situation
from overstap.engine.skills.taxonomy import Demand

T = TypeVar("T")
Grouped = Mapping[str, tuple[T, ...]]


@dataclass(frozen=True)
class Records:
    """All records of a region, by id, in the order of the pack."""

    sources: Mapping[str, SourceRow]
    sectors: Mapping[str, SectorRow]
    places: Mapping[str, PlaceRow]
    certificates: Mapping[str, CertificateRow]
    occupations: Mapping[str, OccupationRow]
    organisations: Mapping[str, OrganisationRow]
    openings: Mapping[str, OpeningRow]
    courses: Mapping[str, CourseRow]
    editions: Mapping[str, EditionRow]
    instruments: Mapping[str, Instrument]
    people: Mapping[str, PersonRow]


def records_of(pack: Pack) -> Records:
    """The records of a pack that has been read, and so is known to be whole."""
    spoken = _Spoken(pack.languages)
    occupation_demands = demands_by(pack, "occupation_skills", "occupation")
    teaches = _grouped(pack, "course_skills", "course", _taught("teaches"))
    requires = _grouped(pack, "course_skills", "course", _taught("requires"))
    editions = _grouped(pack, "course_editions", "course", lambda row: text(row, "id"))
    skills = _grouped(pack, "person_skills", "person", _held)
    return Records(
        sources=_by_id(pack, "sources", _source),
        sectors=_by_id(pack, "sectors", spoken.sector),
        places=_by_id(pack, "places", _place),
        certificates=_by_id(pack, "certificates", spoken.certificate),
        occupations=_by_id(
            pack, "occupations", lambda row: spoken.occupation(row, _of(occupation_demands, row))
        ),
        organisations=_by_id(pack, "organisations", spoken.organisation),
        openings=openings_of(pack),
        courses=_by_id(
            pack,
            "courses",
            lambda row: spoken.course(row, _of(teaches, row), _of(requires, row), _of(editions, row)),
        ),
        editions=_by_id(pack, "course_editions", _edition),
        instruments=_by_id(pack, "instruments", spoken.instrument),
        people=_by_id(pack, "people", lambda row: spoken.person(row, _of(skills, row))),
    )


def openings_of(pack: Pack) -> Mapping[str, OpeningRow]:
    """The openings of a pack, by id, in its order."""
    spoken, demands = _Spoken(pack.languages), demands_by(pack, "opening_skills", "opening")
    return _by_id(pack, "openings", lambda row: spoken.opening(row, _of(demands, row)))


@dataclass(frozen=True)
class _Spoken:
    """Records with words in the languages of the pack."""

    languages: tuple[str, ...]

    def words(self, row: Row, name: str) -> Translated:
        columns = ((language, text(row, f"{name}_{language}")) for language in self.languages)
        return {language: words for language, words in columns if words}

    def lists(self, row: Row, name: str) -> Mapping[str, tuple[str, ...]]:
        return {language: names(row, f"{name}_{language}") for language in self.languages}

    def sector(self, row: Row) -> SectorRow:
        return SectorRow(
            text(row, "id"), self.words(row, "label"), text(row, "letter"), _whole(row, "hue") or 1
        )

    def certificate(self, row: Row) -> CertificateRow:
        return CertificateRow(
            text(row, "id"),
            self.words(row, "label"),
            self.words(row, "description"),
            text(row, "law"),
            bool(row.get("on_hiring")),
            text(row, "source"),
        )

    def occupation(self, row: Row, demands: tuple[Demand, ...]) -> OccupationRow:
        return OccupationRow(
            id=text(row, "id"),
            label=self.words(row, "label"),
            synonyms=self.lists(row, "synonyms"),
            description=self.words(row, "description"),
            sector=text(row, "sector"),
            isco=text(row, "isco"),
            esco_uri=text(row, "esco_uri"),
            level=_whole(row, "level"),
            wage_low=number(row, "wage_low"),
            wage_middle=number(row, "wage_middle"),
            wage_high=number(row, "wage_high"),
            wage_source=text(row, "wage_source"),
            outlook=text(row, "outlook"),
            outlook_source=text(row, "outlook_source"),
            regulated=bool(row.get("regulated")),
            certificates=names(row, "certificates"),
            demands=demands,
        )

    def organisation(self, row: Row) -> OrganisationRow:
        return OrganisationRow(
            id=text(row, "id"),
            name=text(row, "name"),
            kind=text(row, "kind"),
            sector=text(row, "sector"),
            place=text(row, "place"),
            staff=_whole(row, "staff"),
            description=self.words(row, "description"),
            invented=bool(row.get("invented")),
        )

    def opening(self, row: Row, demands: tuple[Demand, ...]) -> OpeningRow:
        return OpeningRow(
            id=text(row, "id"),
            kind=OpeningKind(text(row, "kind")),
            organisation=text(row, "organisation"),
            occupation=text(row, "occupation"),
            course=text(row, "course"),
            title=self.words(row, "title"),
            text=text(row, "text"),
            language=text(row, "language"),
            place=text(row, "place"),
            hours_low=number(row, "hours_low") or 0.0,
            hours_high=number(row, "hours_high") or 0.0,
            wage_low=number(row, "wage_low"),
            wage_high=number(row, "wage_high"),
            starts_on=_date(row, "starts_on"),
            closes_on=_date(row, "closes_on"),
            places=_whole(row, "places") or 1,
            certificates=names(row, "certificates"),
            invented=bool(row.get("invented")),
            demands=demands,
        )

    def course(
        self, row: Row, teaches: tuple[str, ...], requires: tuple[str, ...], editions: tuple[str, ...]
    ) -> CourseRow:
        return CourseRow(
            id=text(row, "id"),
            provider=text(row, "provider"),
            title=self.words(row, "title"),
            description=self.words(row, "description"),
            level=_whole(row, "level"),
            entry_level=_whole(row, "entry_level"),
            entry=self.words(row, "entry"),
            award=self.words(row, "award"),
            certificates=names(row, "certificates"),
            language=text(row, "language"),
            cost_source=text(row, "cost_source"),
            invented=bool(row.get("invented")),
            teaches=tuple(skill for skill in teaches if skill),
            requires=tuple(skill for skill in requires if skill),
            editions=editions,
        )

    def instrument(self, row: Row) -> Instrument:
        return Instrument(
            id=text(row, "id"),
            label=self.words(row, "label"),
            description=self.words(row, "description"),
            payer=text(row, "payer"),
            beneficiary=Beneficiary(text(row, "beneficiary")),
            share=number(row, "share") or 0.0,
            amount_at_most=number(row, "amount_at_most"),
            per=PaidPer(text(row, "per")),
            outlooks=names(row, "outlooks"),
            sectors=names(row, "sectors"),
            occupations=names(row, "occupations"),
            providers=names(row, "providers"),
            level_low=_whole(row, "level_low"),
            level_high=_whole(row, "level_high"),
            places=names(row, "places"),
            situations=tuple(Situation(situation) for situation in names(row, "situations")),
            age_low=_whole(row, "age_low"),
            age_high=_whole(row, "age_high"),
            to_check=self.words(row, "to_check"),
            starts_on=_date(row, "starts_on"),
            ends_on=_date(row, "ends_on"),
            source=text(row, "source"),
            invented=bool(row.get("invented")),
        )

    def person(self, row: Row, skills: tuple[tuple[str, Evidence], ...]) -> PersonRow:
        return PersonRow(
            id=text(row, "id"),
            name=text(row, "name"),
            story=self.words(row, "story"),
            occupation=text(row, "occupation"),
            place=text(row, "place"),
            wage=number(row, "wage"),
            hours_low=number(row, "hours_low"),
            hours_high=number(row, "hours_high"),
            distance=number(row, "distance"),
            wage_floor=number(row, "wage_floor"),
            kinds=tuple(OpeningKind(kind) for kind in names(row, "kinds")),
            starts_on=_date(row, "starts_on"),
            certificates=names(row, "certificates"),
            invented=bool(row.get("invented")),
            skills=skills,
        )


def _source(row: Row) -> SourceRow:
    return SourceRow(
        id=text(row, "id"),
        kind=text(row, "kind"),
        title=text(row, "title"),
        publisher=text(row, "publisher"),
        year=_whole(row, "year"),
        address=text(row, "address"),
        licence=text(row, "licence"),
        note=text(row, "note"),
    )


def _place(row: Row) -> PlaceRow:
    position = Position(number(row, "latitude") or 0.0, number(row, "longitude") or 0.0)
    return PlaceRow(text(row, "id"), text(row, "label"), position)


def _edition(row: Row) -> EditionRow:
    return EditionRow(
        id=text(row, "id"),
        course=text(row, "course"),
        place=text(row, "place"),
        starts_on=_given(_date(row, "starts_on")),
        ends_on=_given(_date(row, "ends_on")),
        hours=number(row, "hours") or 0.0,
        time=text(row, "time"),
        cost=number(row, "cost") or 0.0,
        seats=_whole(row, "seats") or 0,
        continuous=bool(row.get("continuous")),
        weeks=number(row, "weeks"),
    )


def _held(row: Row) -> tuple[str, Evidence]:
    return text(row, "skill"), Evidence(text(row, "evidence"))


def _taught(role: str) -> Callable[[Row], str]:
    return lambda row: text(row, "skill") if row.get("role") == role else ""


def _by_id(pack: Pack, table: str, make: Callable[[Row], T]) -> Mapping[str, T]:
    return MappingProxyType({text(row, "id"): make(row) for row in pack.table(table)})


def _grouped(pack: Pack, table: str, owner: str, make: Callable[[Row], T]) -> Grouped[T]:
    gathered: dict[str, list[T]] = {}
    for row in pack.table(table):
        gathered.setdefault(text(row, owner), []).append(make(row))
    return {id_: tuple(made) for id_, made in gathered.items()}


def _of(grouped: Grouped[T], row: Row) -> tuple[T, ...]:
    return grouped.get(text(row, "id"), ())


def _whole(row: Row, column: str) -> int | None:
    value = row.get(column)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _date(row: Row, column: str) -> date | None:
    value = row.get(column)
    return value if isinstance(value, date) else None


def _given(value: date | None) -> date:
    if value is None:  # the reader refuses a pack without it
        raise ValueError("a date that must be there is missing")
    return value
