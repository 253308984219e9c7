# SPDX-License-Identifier: EUPL-1.2
"""The people for an opening: who agreed to be found, scored by the engine, under numbers that tell nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from overstap.apps.contacts import finding, queries
from overstap.apps.contacts.enums import Condition
from overstap.apps.contacts.models import Candidate as Row
from overstap.apps.contacts.models import Findable
from overstap.apps.passports import queries as passports
from overstap.apps.passports.enums import Part
from overstap.engine.matching.candidates import (
    Candidates,
    Order,
    Seeker,
    find_candidates,
    match_seeker,
    near_skills,
    unmet_conditions,
)
from overstap.engine.matching.model import (
    Evidence,
    HeldSkill,
    Match,
    Opening,
    OpeningKind,
    Passport,
    Wishes,
)
from overstap.engine.matching.search import Matcher
from overstap.engine.region.region import Region
from overstap.engine.region.rows import OpeningRow


@dataclass(frozen=True, slots=True)
class Found:
    """Who an opening finds; the keys of `candidates` are passports, `numbers` what the opening calls them.

    `parts`: passport -> what of it they agreed to show.
    """

    candidates: Candidates
    numbers: Mapping[UUID, UUID]
    parts: Mapping[UUID, list[str]]


@dataclass(frozen=True, slots=True)
class Seen:
    """One person as one opening sees them. `passport` comes with all that is in it."""

    findable: Findable
    passport: Any
    match: Match


@dataclass(frozen=True, slots=True)
class InContact:
    """One person as an organisation that is in contact with them sees them."""

    passport: Any
    match: Match


def find_people(
    region: Region, opening: str, *, now: datetime, today: date, order: Order = Order.WORK, top: int = 50
) -> Found:
    """Who may be found for an opening, best first; the same number of queries for any number of people.

    Raises `KeyError` when the region has no such opening.
    """
    organisation = region.records.openings[opening].organisation
    matcher, asked = _asked(region, opening)
    found = queries.findable_for(organisation, now)
    ids = found.values("passport")
    skills = passports.skills_of(ids, near_skills(matcher, asked))
    papers = passports.papers_of(ids, today) if asked.certificates or asked.on_hiring else {}
    findable = {row.passport_id: row for row in queries.in_brief(found) if row.passport_id in skills}
    seekers = (
        _seeker(
            region,
            one,
            row,
            row.parts,
            skills=skills[one],
            papers=papers.get(one, frozenset()),
            conditions=row.conditions,
            lot=_lot(opening, one, today),
        )
        for one, row in findable.items()
    )
    candidates = find_candidates(matcher, asked, seekers, today=today, order=order, top=top)
    listed = [UUID(one.key) for one in candidates.listed]
    numbers = finding.numbers_for(opening=opening, passports=listed)
    return Found(candidates, numbers, {one: findable[one].parts for one in listed})


def to_be_counted(region: Region, row: OpeningRow, *, now: datetime, today: date) -> list[Passport]:
    """Who may be found by the employer of an opening, to be counted: what they can, and who they are not.

    Three queries, however many they are. Whoever shows numbers of them withholds small ones. Raises `KeyError`
    when the region does not know what the opening asks.
    """
    found = queries.findable_for(row.organisation, now)
    ids = found.values("passport")
    skills = passports.skills_of(ids, region.skills_near(row))
    papers = passports.papers_of(ids, today) if row.certificates else {}
    return [
        Passport(
            tuple(HeldSkill(skill, evidence) for skill, evidence in skills.get(one.passport_id, {}).items()),
            papers.get(one.passport_id, frozenset()) if str(Part.LICENCES) in one.parts else frozenset(),
        )
        for one in queries.in_brief(found)
    ]


def see_person(region: Region, row: Row, *, now: datetime, today: date) -> Seen | None:
    """Somebody by the row that `queries.candidate` gives; none when this opening may not find them now.

    Raises `KeyError` when the region has no such opening.
    """
    organisation = region.records.openings[row.opening_id].organisation
    findable = queries.findable_for(organisation, now).filter(passport=row.passport_id).first()
    if findable is None:
        return None
    match = both_scores(region, row.opening_id, findable.passport, findable.parts, today=today)
    if unmet_conditions(match.wish, findable.conditions):
        return None
    return Seen(findable, passports.passport_of(findable.passport.account_id), match)


def see_contact(region: Region, contact: Any, *, today: date) -> InContact:
    """One person as an organisation in contact with them sees them: what they agreed to then, scored now.

    Raises `KeyError` when the region has no such opening.
    """
    passport = passports.passport_of(contact.candidate.passport.account_id)
    return InContact(
        passport, both_scores(region, contact.candidate.opening_id, passport, contact.parts, today=today)
    )


def both_scores(region: Region, opening: str, passport: Any, parts: Collection[str], *, today: date) -> Match:
    """How somebody covers the work and how the work meets their wishes, whether they would be listed or not."""
    matcher, asked = _asked(region, opening)
    skills = passports.skills_of([passport.pk], near_skills(matcher, asked)).get(passport.pk, {})
    papers = passports.papers_of([passport.pk], today).get(passport.pk, frozenset())
    seeker = _seeker(region, passport.pk, passport, parts, skills=skills, papers=papers)
    return match_seeker(matcher, asked, seeker, today=today).match


def _asked(region: Region, opening: str) -> tuple[Matcher, Opening]:
    matcher = region.stock.some([opening])
    return matcher, matcher.index.openings[matcher.index.position_of[opening]]


def _seeker(
    region: Region,
    passport: UUID,
    wished: Any,
    parts: Collection[str],
    *,
    skills: Mapping[str, Any],
    papers: frozenset[str],
    conditions: Collection[str] = (),
    lot: str = "",
) -> Seeker:
    held = tuple(HeldSkill(skill, Evidence(evidence)) for skill, evidence in skills.items())
    return Seeker(
        key=str(passport),
        # Papers that somebody does not show do not count either: what is counted can be guessed.
        passport=Passport(held, papers if str(Part.LICENCES) in parts else frozenset()),
        wishes=wishes_of(region, wished),
        conditions=frozenset(conditions),
        lot=lot,
    )


def conditions_of(passport: Any) -> tuple[Condition, ...]:
    """The wishes somebody told, which they may make conditions."""
    told = {
        Condition.DISTANCE: passport.place and passport.distance is not None,
        Condition.HOURS: passport.hours_low or passport.hours_high,
        Condition.WAGE: passport.wage_floor,
        Condition.KIND: passport.kinds,
        Condition.START: passport.starts_on,
    }
    return tuple(one for one, said in told.items() if said)


def _lot(opening: str, passport: UUID, today: date) -> str:
    """Chance, but the same all day, so that a list does not move while it is read."""
    return hashlib.sha256(f"{opening} {passport} {today.isoformat()}".encode()).hexdigest()


def wishes_of(region: Region, passport: Any) -> Wishes:
    """The wishes in a passport, or in brief, seen from where somebody lives."""
    place = region.records.places.get(passport.place)
    return Wishes(
        position=place.position if place else None,
        distance=passport.distance,
        hours_low=passport.hours_low,
        hours_high=passport.hours_high,
        wage_floor=passport.wage_floor,
        kinds=frozenset(OpeningKind(kind) for kind in passport.kinds),
        starts_on=passport.starts_on,
    )
