# SPDX-License-Identifier: EUPL-1.2
"""What stands in the region: skills, occupations, openings, organisations, places, sectors, papers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router

from overstap.api.answers import Listed, Paging, answer, answers, listed
from overstap.api.problems import Refused
from overstap.api.region import region_or_refused
from overstap.api.schemas_catalogue import (
    Asked,
    CertificateTold,
    OccupationListed,
    OccupationsAsked,
    OccupationTold,
    OpeningListed,
    OpeningsAsked,
    OpeningTold,
    OrganisationTold,
    PlaceTold,
    SectorTold,
    SkillListed,
    SkillTold,
    Spoken,
)
from overstap.api.types import Id
from overstap.engine.region.region import Region, Step
from overstap.engine.region.rows import OccupationRow, OpeningRow, OrganisationRow, SourceRow, in_language
from overstap.engine.region.stock import Asked as OpeningsWanted
from overstap.engine.skills.taxonomy import Demand, Relation, Skill, description_in, label_in, words_in

router = Router(tags=["catalogue"])

FOUND_AT_MOST = 200
STEPS = 8


@router.get("/skills", response=answers(200, Listed[SkillListed]), summary="Skills of the region's language")
def list_skills(request: HttpRequest, asked: Query[Asked]) -> HttpResponse:
    """All of them, or what the words find, the best first."""
    region = region_or_refused()
    rows: Sequence[Skill] = region.taxonomy.skills
    if asked.q.strip():
        found = region.find_skills(asked.q, asked.language, FOUND_AT_MOST)
        rows = [region.taxonomy.skill(one.skill) for one in found]
    return listed(request, asked, rows, lambda row: _skill(row, asked.language))


@router.get("/skills/{path:skill}", response=answers(200, SkillTold), summary="One skill")
def get_skill(request: HttpRequest, skill: Id, asked: Query[Spoken]) -> HttpResponse:  # noqa: ARG001 - Ninja names it
    """A skill by its id or its URI in ESCO (percent-encoded)."""
    region, language = region_or_refused(), asked.language
    if skill not in region.taxonomy.skill_index:
        raise Refused(404)
    row = region.taxonomy.skill(skill)
    said = words_in(row.words, (language, "en", *row.words))
    occupations = region.occupations_by_skill.get(row.id, ())
    return answer(
        {
            **_skill(row, language),
            "description": description_in(row.words, language),
            "alternatives": list(said.alternatives) if said else [],
            **_relations(region, row.id, language),
            "occupations": [_named(one, region.occupation_label(one, language)) for one in occupations],
            "courses": [
                _named(one, in_language(region.records.courses[one].title, language))
                for one in region.courses_by_skill.get(row.id, ())
            ],
            "openings": region.stock.by_skill().get(row.id, 0),
        }
    )


@router.get(
    "/occupations", response=answers(200, Listed[OccupationListed]), summary="Occupations of the region"
)
def list_occupations(request: HttpRequest, asked: Query[OccupationsAsked]) -> HttpResponse:
    """All of them, or what a title finds, the best first."""
    region = region_or_refused()
    records = region.records.occupations
    rows = list(records.values())
    if asked.q.strip():
        found = region.find_occupations(asked.q, asked.language, FOUND_AT_MOST)
        rows = [records[one.id] for one in found if one.id in records]
    if asked.sector is not None:
        rows = [row for row in rows if row.sector == asked.sector]
    open_in = region.stock.by_occupation()
    return listed(request, asked, rows, lambda row: _occupation(row, open_in.get(row.id, 0), asked.language))


@router.get("/occupations/{path:occupation}", response=answers(200, OccupationTold), summary="One occupation")
def get_occupation(request: HttpRequest, occupation: Id, asked: Query[Spoken]) -> HttpResponse:  # noqa: ARG001
    """What an occupation asks and pays, and where one goes to and comes from."""
    region, language = region_or_refused(), asked.language
    row = region.records.occupations.get(occupation)
    if row is None:
        raise Refused(404)
    sources = region.records.sources
    return answer(
        {
            **_occupation(row, region.stock.by_occupation().get(row.id, 0), language),
            "description": in_language(row.description, language),
            "esco_uri": row.esco_uri or None,
            "regulated": row.regulated,
            "certificates": _papers(region, row.certificates, language),
            "demands": _demands(region, row.demands, language),
            "goes_to": _steps(region, region.goes_to(row.id, STEPS), language),
            "comes_from": _steps(region, region.comes_from(row.id, STEPS), language),
            "wage_source": _source(sources.get(row.wage_source)),
            "outlook_source": _source(sources.get(row.outlook_source)),
        }
    )


@router.get(
    "/openings", response=answers(200, Listed[OpeningListed]), summary="Openings that still take people"
)
def list_openings(request: HttpRequest, asked: Query[OpeningsAsked]) -> HttpResponse:
    """All of them by title, or those in which all the words stand."""
    region = region_or_refused()
    wanted = OpeningsWanted(
        today=timezone.localdate(),
        language=asked.language,
        occupations=_occupations_of(region, asked),
        kind=str(asked.kind or ""),
        words=tuple(asked.q.casefold().split()),
    )
    return listed(
        request, asked, region.stock.listed(wanted), lambda row: _opening(region, row, asked.language)
    )


@router.get("/openings/{opening}", response=answers(200, OpeningTold), summary="One opening")
def get_opening(request: HttpRequest, opening: Id, asked: Query[Spoken]) -> HttpResponse:  # noqa: ARG001
    """An opening with what it asks, also one that no longer takes people."""
    region = region_or_refused()
    rows = region.stock.read([opening])
    if not rows:
        raise Refused(404)
    row = rows[0]
    return answer(
        {
            **_opening(region, row, asked.language),
            "text": row.text,
            "language": row.language,
            "course": row.course or None,
            "certificates": _papers(region, row.certificates, asked.language),
            "demands": _demands(region, row.demands, asked.language),
        }
    )


@router.get("/organisations", response=answers(200, Listed[OrganisationTold]), summary="Organisations")
def list_organisations(request: HttpRequest, asked: Query[Asked]) -> HttpResponse:
    """All of them, or those in whose name all the words stand."""
    region, words = region_or_refused(), asked.q.casefold().split()
    rows = [
        row
        for row in region.records.organisations.values()
        if all(word in row.name.casefold() for word in words)
    ]
    return listed(request, asked, rows, lambda row: _organisation(row, asked.language))


@router.get(
    "/organisations/{organisation}", response=answers(200, OrganisationTold), summary="One organisation"
)
def get_organisation(request: HttpRequest, organisation: Id, asked: Query[Spoken]) -> HttpResponse:  # noqa: ARG001
    """An organisation, as anybody may know it."""
    row = region_or_refused().records.organisations.get(organisation)
    if row is None:
        raise Refused(404)
    return answer(_organisation(row, asked.language))


@router.get("/places", response=answers(200, Listed[PlaceTold]), summary="Municipalities of the region")
def list_places(request: HttpRequest, asked: Query[Paging]) -> HttpResponse:
    """Where people live and work here."""
    rows = list(region_or_refused().records.places.values())

    def told(row: Any) -> dict[str, Any]:
        at = row.position
        return {**_named(row.id, row.label), "latitude": at.latitude, "longitude": at.longitude}

    return listed(request, asked, rows, told)


class _SpokenPage(Paging, Spoken):
    """A part of a list, called by name in a language."""


@router.get("/sectors", response=answers(200, Listed[SectorTold]), summary="Sectors of the region")
def list_sectors(request: HttpRequest, asked: Query[_SpokenPage]) -> HttpResponse:
    """The lines of the map."""
    rows = list(region_or_refused().records.sectors.values())
    return listed(
        request,
        asked,
        rows,
        lambda row: {**_named(row.id, in_language(row.label, asked.language)), "letter": row.letter},
    )


@router.get("/certificates", response=answers(200, Listed[CertificateTold]), summary="Papers that a law asks")
def list_certificates(request: HttpRequest, asked: Query[_SpokenPage]) -> HttpResponse:
    """What `certificates` elsewhere may hold."""
    rows = list(region_or_refused().records.certificates.values())

    def told(row: Any) -> dict[str, Any]:
        said = _named(row.id, in_language(row.label, asked.language))
        description = in_language(row.description, asked.language)
        return {**said, "description": description, "law": row.law, "on_hiring": row.on_hiring}

    return listed(request, asked, rows, told)


def _occupations_of(region: Region, asked: OpeningsAsked) -> frozenset[str] | None:
    if asked.sector is None and asked.occupation is None:
        return None
    rows = region.records.occupations.values()
    return frozenset(
        row.id for row in rows if asked.sector in (None, row.sector) and asked.occupation in (None, row.id)
    )


def _named(id_: str, label: str) -> dict[str, Any]:
    return {"id": id_, "label": label}


def _skill(row: Skill, language: str) -> dict[str, Any]:
    return {**_named(row.id, label_in(row.words, language)), "kind": str(row.kind), "uri": row.uri or None}


def _relations(region: Region, skill: str, language: str) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, dict[str, None]] = {"broader": {}, "narrower": {}, "related": {}}
    for one in region.taxonomy.relations:
        if one.skill == skill:
            found["broader" if one.relation is Relation.BROADER else "related"][one.other] = None
        elif one.other == skill:
            found["narrower" if one.relation is Relation.BROADER else "related"][one.skill] = None
    return {
        name: [_named(one, region.skill_label(one, language)) for one in ids] for name, ids in found.items()
    }


def _occupation(row: OccupationRow, openings: int, language: str) -> dict[str, Any]:
    return {
        **_named(row.id, in_language(row.label, language)),
        "sector": row.sector,
        "isco": row.isco,
        "level": row.level,
        "wage_low": row.wage_low,
        "wage_middle": row.wage_middle,
        "wage_high": row.wage_high,
        "outlook": row.outlook,
        "openings": openings,
    }


def _opening(region: Region, row: OpeningRow, language: str) -> dict[str, Any]:
    return {
        "id": row.id,
        "kind": str(row.kind),
        "title": in_language(row.title, language),
        "organisation": region.records.organisations[row.organisation].name,
        "organisation_id": row.organisation,
        "occupation": row.occupation,
        "place": row.place,
        "hours_low": row.hours_low,
        "hours_high": row.hours_high,
        "wage_low": row.wage_low,
        "wage_high": row.wage_high,
        "starts_on": row.starts_on,
        "closes_on": row.closes_on,
        "places": row.places,
        "invented": row.invented,
    }


def _organisation(row: OrganisationRow, language: str) -> dict[str, Any]:
    return {
        "id": row.id,
        "name": row.name,
        "kind": row.kind,
        "sector": row.sector or None,
        "place": row.place,
        "staff": row.staff,
        "description": in_language(row.description, language),
        "invented": row.invented,
    }


def _papers(region: Region, ids: Iterable[str], language: str) -> list[dict[str, Any]]:
    return [_named(one, region.certificate_label(one, language)) for one in ids]


def _demands(region: Region, demands: Iterable[Demand], language: str) -> list[dict[str, Any]]:
    return [
        {
            "skill": one.skill,
            "label": region.skill_label(one.skill, language),
            "importance": str(one.importance),
        }
        for one in demands
    ]


def _steps(region: Region, steps: Iterable[Step], language: str) -> list[dict[str, Any]]:
    return [
        {
            "occupation": one.occupation,
            "label": region.occupation_label(one.occupation, language),
            "coverage": one.coverage,
        }
        for one in steps
    ]


def _source(row: SourceRow | None) -> dict[str, Any] | None:
    if row is None:
        return None
    return {
        "kind": row.kind,
        "title": row.title,
        "publisher": row.publisher or None,
        "year": row.year,
        "address": row.address or None,
    }
