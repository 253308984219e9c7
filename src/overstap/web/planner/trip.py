# SPDX-License-Identifier: EUPL-1.2
"""What an anonymous person has told us: kept in their session, wiped with it, taken along as a file.

Nothing here is written before the person submits something.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from typing import Any

from django.contrib.sessions.backends.base import SessionBase

from overstap.engine.matching.model import Evidence, HeldSkill, OpeningKind, Passport, Position, Wishes
from overstap.web.planner.travel import AVOIDABLE, Travel

SESSION_KEY = "trip"
TEXT_LENGTH_AT_MOST = 20_000
SKILLS_AT_MOST = 500
PROOFS_AT_MOST = 100


@dataclass
class Trip:
    """One person's own words, skills and wishes. Pay in EUR gross per hour, hours per week, distance in km."""

    text: str = ""
    language: str = "nl"
    occupation: str = ""
    """Id of the present or last occupation; empty when not chosen."""
    occupation_settled: bool = False
    """The person has said which occupation is meant, or that none is."""
    usual_weighed: str = ""
    """The occupation whose usual skills the person has gone through; those of another are ticked beforehand."""
    goal: str = ""
    """Where to, in the person's words; empty is "show me"."""
    goal_occupation: str = ""
    goal_sector: str = ""
    place: str = ""
    hours_low: float | None = None
    hours_high: float | None = None
    wage: float | None = None
    wage_floor: float | None = None
    pay_unit: str = "hour"
    """How the person typed pay: per `hour` or per `month`. It is kept per hour either way."""
    pay_hours: float | None = None
    """Hours a week of present work, which today's monthly pay is for."""
    distance: float | None = None
    kinds: list[str] = field(default_factory=list)
    starts_on: str = ""
    strict: bool = True
    """Wishes leave work out; otherwise they are only shown beside it."""
    skills: dict[str, str] = field(default_factory=dict)
    """Skill id -> evidence."""
    dropped: list[str] = field(default_factory=list)
    """Skills and papers the person took away: they stay away, whatever the text says later."""
    certificates: list[str] = field(default_factory=list)
    proofs: list[dict[str, Any]] = field(default_factory=list)
    """Work, study and certificates out of a file: kind, title, whose, from_on, until_on, note, skills."""
    languages: dict[str, str] = field(default_factory=dict)
    """ISO 639 code -> level of the CEFR."""
    masked: int = 0
    """How many citizen service numbers were taken out of the text."""
    example: str = ""
    """The name of the invented person whose story this is; empty for one's own."""
    travel: Travel = field(default_factory=Travel)
    """From when, with how much time and money, and what the person asked to be different."""

    def keep(self, skill: str, evidence: Evidence = Evidence.CLAIMED) -> None:
        """Takes a skill in. What was dropped before counts again: the person asks for it."""
        if len(self.skills) < SKILLS_AT_MOST:
            self.skills[skill] = evidence.value
        if skill in self.dropped:
            self.dropped.remove(skill)

    def drop(self, skill: str) -> None:
        """Takes a skill away, for good."""
        self.skills.pop(skill, None)
        if skill not in self.dropped:
            self.dropped.append(skill)

    def take_recognised(self, skills: Iterable[str]) -> None:
        """Takes in what a text shows, except what was dropped; what is held keeps its evidence."""
        for skill in skills:
            if skill not in self.dropped and skill not in self.skills:
                self.keep(skill)

    def take_papers(self, papers: Iterable[str]) -> None:
        """Ticks the papers that a text names, except those unticked before."""
        for paper in papers:
            if paper not in self.dropped and paper not in self.certificates:
                self.certificates.append(paper)

    def keep_papers(self, papers: list[str]) -> None:
        """Keeps these papers and no other; what is unticked stays away when the text is read again."""
        unticked = [paper for paper in self.certificates if paper not in papers]
        self.dropped = [one for one in self.dropped if one not in papers] + unticked
        self.certificates = papers

    def passport(self) -> Passport:
        """As the engine wants it."""
        held = tuple(HeldSkill(skill, Evidence(evidence)) for skill, evidence in self.skills.items())
        return Passport(held, frozenset(self.certificates))

    def wishes(self, position: Position | None) -> Wishes:
        """As the engine wants it; `position` is where `place` lies."""
        return Wishes(
            position=position,
            distance=self.distance,
            hours_low=self.hours_low,
            hours_high=self.hours_high,
            wage_floor=self.wage_floor,
            kinds=frozenset(OpeningKind(kind) for kind in self.kinds),
            starts_on=date.fromisoformat(self.starts_on) if self.starts_on else None,
        )


def read_trip(session: SessionBase) -> Trip | None:
    """The trip in a session, or none."""
    kept = session.get(SESSION_KEY)
    if not isinstance(kept, dict):
        return None
    known = {f.name for f in fields(Trip)}
    told = {name: value for name, value in kept.items() if name in known}
    return Trip(**{**told, "travel": Travel.from_plain(kept.get("travel"))})


def write_trip(session: SessionBase, trip: Trip) -> None:
    """Keeps the trip in the session."""
    session[SESSION_KEY] = asdict(trip)


@dataclass(frozen=True)
class Known:
    """Ids that exist in the loaded region."""

    skills: Mapping[str, Any]
    occupations: Mapping[str, Any]
    own_occupations: Mapping[str, Any]
    """Present or last work may be any that the language knows; a goal is one of the region."""
    sectors: Mapping[str, Any]
    places: Mapping[str, Any]
    certificates: Mapping[str, Any]
    openings: Mapping[str, Any]
    courses: Mapping[str, Any]
    editions: Mapping[str, Any]


def only_known(trip: Trip, known: Known) -> tuple[Trip, int]:
    """The trip without ids that the region does not know, and how many those were."""
    left_out = 0
    for attribute, ids in (
        ("occupation", known.own_occupations),
        ("goal_occupation", known.occupations),
        ("goal_sector", known.sectors),
        ("place", known.places),
    ):
        if getattr(trip, attribute) and getattr(trip, attribute) not in ids:
            setattr(trip, attribute, "")
            left_out += 1
    skills = {skill: evidence for skill, evidence in trip.skills.items() if skill in known.skills}
    certificates = [certificate for certificate in trip.certificates if certificate in known.certificates]
    left_out += len(trip.skills) - len(skills) + len(trip.certificates) - len(certificates)
    trip.skills, trip.certificates = skills, certificates
    _only_known_travel(trip.travel, known)
    return trip, left_out


def _only_known_travel(travel: Travel, known: Known) -> None:
    """What is not there any more need not be avoided, and cannot be aimed for."""
    if travel.goal_opening not in known.openings:
        travel.goal_opening = ""
    if travel.via_sector not in known.sectors:
        travel.via_sector = ""
    travel.more_goals = [one for one in travel.more_goals if one in known.occupations]
    for kind in AVOIDABLE:
        ids = getattr(known, kind)
        setattr(travel, f"avoid_{kind}", [one for one in getattr(travel, f"avoid_{kind}") if one in ids])
