# SPDX-License-Identifier: EUPL-1.2
"""Finding openings for somebody. Nothing that is sent is kept; that a list was made, is noted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router

from overstap.api.answers import answer, answers
from overstap.api.problems import Refused, unknown
from overstap.api.region import region_or_refused
from overstap.api.schemas import MatchesAsked, MatchesFound
from overstap.apps.rankings.enums import Channel, Kind
from overstap.bridge import rankings
from overstap.engine.matching.index import Filters
from overstap.engine.matching.model import HeldSkill, Passport, Reach, Wishes
from overstap.engine.matching.wishes import only_wished
from overstap.engine.region.region import Region
from overstap.engine.region.rows import OpeningRow, in_language
from overstap.engine.region.stock import Hit

router = Router(tags=["matches"])


@router.post(
    "/matches", response=answers(200, MatchesFound, 422), summary="Openings for somebody, in three groups"
)
def find_matches(request: HttpRequest, asked: MatchesAsked) -> HttpResponse:  # noqa: ARG001 - Ninja names it
    """The best openings for what somebody can do and wishes: what fits now, one step away, further.

    Exact: every opening of the region that passes is weighed. A person decides, not this list; `POST` because
    what somebody can do belongs in no address or log.
    """
    region = region_or_refused()
    today = timezone.localdate()
    wishes = _wishes(region, asked)
    filters = only_wished(wishes, today=today) if asked.only_wished else Filters(today=today)
    passport = passport_asked(region, asked)
    found = region.stock.find(passport, wishes, filters, asked.top)
    rows = region.stock.brief([hit.opening for group in found.values() for hit in group])

    def told(reach: Reach) -> list[dict[str, object]]:
        return _told(region, found[reach], rows, asked.language, wished=wishes != Wishes())

    ranking = rankings.note(
        kind=Kind.OPENINGS,
        channel=Channel.API,
        inputs=rankings.inputs_of(passport, wishes, filters),
        parameters=rankings.parameters_of(top=asked.top),
        result=rankings.placed_hits(found),
    )
    return answer(
        {
            "ranking": ranking,
            "language": asked.language,
            "today": today,
            "openings": len(region.stock),
            "now": told(Reach.NOW),
            "one_away": told(Reach.ONE_AWAY),
            "further": told(Reach.FURTHER),
        }
    )


def passport_asked(region: Region, asked: MatchesAsked) -> Passport:
    known = region.taxonomy.skill_index
    problems = [
        (f"skills/{at}/skill", unknown("skill", "vaardigheid"))
        for at, one in enumerate(asked.skills)
        if one.skill not in known
    ]
    problems += [
        (f"certificates/{at}", unknown("certificate", "diploma of bewijs"))
        for at, one in enumerate(asked.certificates)
        if one not in region.records.certificates
    ]
    if problems:
        raise Refused(422, problems)
    skills = tuple(HeldSkill(one.skill, one.evidence) for one in asked.skills)
    return Passport(skills, frozenset(asked.certificates))


def _wishes(region: Region, asked: MatchesAsked) -> Wishes:
    said = asked.wishes
    place = region.records.places.get(said.place) if said.place else None
    if said.place and place is None:
        raise Refused(422, [("wishes/place", unknown("place", "plaats"))])
    return Wishes(
        position=place.position if place else None,
        distance=said.distance,
        hours_low=said.hours_low,
        hours_high=said.hours_high,
        wage_floor=said.wage_floor,
        kinds=frozenset(said.kinds),
        starts_on=said.starts_on,
    )


def _told(
    region: Region, hits: Iterable[Hit], rows: Mapping[str, OpeningRow], language: str, *, wished: bool
) -> list[dict[str, object]]:
    """Those that are still there, as `OpeningFound`."""
    pairs = [(hit, rows[hit.opening]) for hit in hits if hit.opening in rows]
    organisations = region.records.organisations
    return [
        {
            "opening": row.id,
            "title": in_language(row.title, language),
            "organisation": organisations[row.organisation].name,
            "occupation": row.occupation,
            "kind": str(row.kind),
            "place": row.place,
            "hours_low": row.hours_low,
            "hours_high": row.hours_high,
            "wage_low": row.wage_low,
            "wage_high": row.wage_high,
            "starts_on": row.starts_on,
            "closes_on": row.closes_on,
            "coverage": {"shown": hit.shown, "claimed": hit.claimed},
            "wish": hit.wish if wished else None,
            "distance_km": hit.distance_km,
        }
        for hit, row in pairs
    ]
