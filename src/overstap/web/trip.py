# SPDX-License-Identifier: EUPL-1.2
"""What an anonymous person has told us: kept in their session, wiped with it, taken along as a file.

Nothing here is written before the person submits something.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from typing import Any

from django.contrib.sessions.backends.base import SessionBase

from overstap.engine.matching.model import Evidence, HeldSkill, OpeningKind, Passport, Position, Wishes
from overstap.engine.problems import InputRefused, Problem

SESSION_KEY = "trip"
FILE_FORMAT = "overstap-trip"
FILE_VERSION = 1
FILE_BYTES_AT_MOST = 200_000
TEXT_LENGTH_AT_MOST = 20_000
SKILLS_AT_MOST = 500


@dataclass
class Trip:
    """One person's own words, skills and wishes. Pay in EUR gross per hour, hours per week, distance in km."""

    text: str = ""
    language: str = "nl"
    occupation: str = ""
    """Id of the present or last occupation; empty when not chosen."""
    occupation_settled: bool = False
    """The person has said which occupation is meant, or that none is."""
    goal: str = ""
    """Where to, in the person's words; empty is "show me"."""
    goal_occupation: str = ""
    goal_sector: str = ""
    place: str = ""
    hours_low: float | None = None
    hours_high: float | None = None
    wage: float | None = None
    wage_floor: float | None = None
    distance: float | None = None
    kinds: list[str] = field(default_factory=list)
    starts_on: str = ""
    strict: bool = True
    """Wishes leave work out; otherwise they are only shown beside it."""
    skills: dict[str, str] = field(default_factory=dict)
    """Skill id -> evidence."""
    dropped: list[str] = field(default_factory=list)
    """Skills the person took away: they stay away, whatever the text says later."""
    certificates: list[str] = field(default_factory=list)
    masked: int = 0
    """How many citizen service numbers were taken out of the text."""
    example: str = ""
    """The name of the invented person whose story this is; empty for one's own."""

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
    return Trip(**{name: value for name, value in kept.items() if name in known})


def write_trip(session: SessionBase, trip: Trip) -> None:
    """Keeps the trip in the session."""
    session[SESSION_KEY] = asdict(trip)


def trip_as_file(trip: Trip) -> bytes:
    """The trip as a JSON file (UTF-8) that a person can keep and load again."""
    content = {"format": FILE_FORMAT, "version": FILE_VERSION, "trip": asdict(trip)}
    return json.dumps(content, ensure_ascii=False, indent=2).encode()


@dataclass(frozen=True)
class Known:
    """Ids that exist in the loaded region, to read a file against."""

    skills: Mapping[str, Any]
    occupations: Mapping[str, Any]
    sectors: Mapping[str, Any]
    places: Mapping[str, Any]
    certificates: Mapping[str, Any]


def trip_from_file(content: bytes, name: str, known: Known) -> tuple[Trip, int]:
    """Reads a trip from a file, and how many ids in it this region does not know (they are left out).

    Raises `InputRefused` when the file is not a trip that we wrote or was changed so that it cannot be read.
    """
    fields_read = _read_content(content, name)
    _check_types(fields_read, name)
    trip = Trip(**fields_read)
    problems = list(_check_values(trip, name))
    if problems:
        raise InputRefused(problems)
    return only_known(trip, known)


def _refuse(name: str, en: str, nl: str, column: str = "", value: str = "") -> InputRefused:
    return InputRefused([_problem(name, en, nl, column, value)])


def _problem(name: str, en: str, nl: str, column: str = "", value: str = "") -> Problem:
    mend = {
        "en": "Choose a file that you took along from Overstap.",
        "nl": "Kies een bestand dat je bij Overstap hebt meegenomen.",
    }
    return Problem({"en": en, "nl": nl}, file=name, column=column, value=value[:60], mend=mend)


def _read_content(content: bytes, name: str) -> dict[str, Any]:
    if len(content) > FILE_BYTES_AT_MOST:
        raise _refuse(name, "is larger than such a file can be", "is groter dan zo'n bestand kan zijn")
    try:
        read = json.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError):
        raise _refuse(name, "is not a JSON file", "is geen JSON-bestand") from None
    if (
        not isinstance(read, dict)
        or read.get("format") != FILE_FORMAT
        or not isinstance(read.get("trip"), dict)
    ):
        raise _refuse(name, "was not made by Overstap", "is niet door Overstap gemaakt")
    if read.get("version") != FILE_VERSION:
        raise _refuse(
            name, "has a version this site cannot read", "heeft een versie die deze site niet kan lezen"
        )
    unknown = sorted(set(read["trip"]) - {f.name for f in fields(Trip)})
    if unknown:
        raise _refuse(
            name, "holds a field we do not know", "heeft een veld dat we niet kennen", str(unknown[0])
        )
    return dict(read["trip"])


def _check_types(values: Mapping[str, Any], name: str) -> None:
    problems = []
    for field_name, value in values.items():
        if not _has_right_type(field_name, value):
            problems.append(
                _problem(name, "is not what belongs here", "hoort hier niet", field_name, str(value))
            )
    if problems:
        raise InputRefused(problems)


def _has_right_type(name: str, value: object) -> bool:
    if name == "masked":
        return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= TEXT_LENGTH_AT_MOST
    if name == "skills":
        return isinstance(value, dict) and all(isinstance(v, str) for v in value.values())
    if name in {"dropped", "certificates", "kinds"}:
        return isinstance(value, list) and all(isinstance(v, str) for v in value)
    if name in {"hours_low", "hours_high", "wage", "wage_floor", "distance"}:
        if value is None:
            return True
        return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1000
    if name in {"occupation_settled", "strict"}:
        return isinstance(value, bool)
    return isinstance(value, str) and len(value) <= TEXT_LENGTH_AT_MOST


def _check_values(trip: Trip, name: str) -> Iterable[Problem]:
    evidences, kinds = set(Evidence), set(OpeningKind)
    for evidence in trip.skills.values():
        if evidence not in evidences:
            yield _problem(name, "is no evidence we know", "is geen bewijs dat we kennen", "skills", evidence)
    for kind in trip.kinds:
        if kind not in kinds:
            yield _problem(name, "is no kind of work", "is geen soort werk", "kinds", kind)
    if trip.language not in {"nl", "en"}:
        yield _problem(name, "is no language of ours", "is geen taal van ons", "language", trip.language)
    if trip.starts_on:
        try:
            date.fromisoformat(trip.starts_on)
        except ValueError:
            yield _problem(name, "is not a date", "is geen datum", "starts_on", trip.starts_on)
    if len(trip.skills) > SKILLS_AT_MOST:
        yield _problem(name, "holds too many skills", "heeft te veel vaardigheden", "skills")


def only_known(trip: Trip, known: Known) -> tuple[Trip, int]:
    """The trip without ids that the region does not know, and how many those were."""
    left_out = 0
    for attribute, ids in (
        ("occupation", known.occupations),
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
    return trip, left_out
