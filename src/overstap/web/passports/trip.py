# SPDX-License-Identifier: EUPL-1.2
"""From what somebody told in their session to their passport, and back into the planner."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import date
from typing import Any

from django.utils import timezone

from overstap.apps.passports.actions import ProofTold, Told
from overstap.apps.passports.enums import OWN_KINDS, Level, ProofKind
from overstap.apps.passports.queries import held_skills
from overstap.web.planner.travel import Travel
from overstap.web.planner.trip import Trip

_OF_ITS_OWN = frozenset(
    {"text", "language", "occupation", "place", "hours_low", "hours_high", "wage", "wage_floor", "distance"}
    | {"kinds", "starts_on", "skills", "certificates", "proofs", "languages"}
)
"""What of a trip has a field or table of its own in a passport."""
_NOT_KEPT = frozenset({"masked", "example"})
"""What is only said once: how many citizen service numbers were taken out, and whose example it was."""


def told_in(trip: Trip) -> Told:
    """The trip as a passport keeps it."""
    kept = {name: value for name, value in asdict(trip).items() if name not in _OF_ITS_OWN | _NOT_KEPT}
    return Told(
        language=trip.language,
        story=trip.text,
        occupation=trip.occupation,
        place=trip.place,
        hours_low=trip.hours_low,
        hours_high=trip.hours_high,
        wage=trip.wage,
        wage_floor=trip.wage_floor,
        distance=trip.distance,
        kinds=tuple(trip.kinds),
        starts_on=date.fromisoformat(trip.starts_on) if trip.starts_on else None,
        skills=trip.skills,
        certificates=tuple(trip.certificates),
        proofs=tuple(_proof(one) for one in trip.proofs),
        languages={code: Level(level) for code, level in trip.languages.items()},
        plan=kept,
    )


def _proof(told: Mapping[str, Any]) -> ProofTold:
    days = {name: date.fromisoformat(told[name]) if told[name] else None for name in ("from_on", "until_on")}
    return ProofTold(
        kind=ProofKind(told["kind"]),
        title=told["title"],
        whose=told["whose"],
        note=told["note"],
        skills=tuple(told["skills"]),
        issuer=told.get("issuer", ""),
        checked=told.get("checked", ""),
        **days,
    )


def still_counts(licence: Any) -> bool:
    """Whether a paper is not over its date."""
    return licence.until_on is None or licence.until_on >= timezone.localdate()


def whole_trip(passport: Any) -> Trip:
    """As `trip_out_of`, with what somebody did: to take along. What another gave goes along as a badge."""
    trip = trip_out_of(passport)
    trip.proofs = [
        {
            **{name: getattr(one, name) for name in ("kind", "title", "whose", "note", "skills")},
            **{name: _day(getattr(one, name)) for name in ("from_on", "until_on")},
        }
        for one in passport.proofs.all()
        if one.kind in OWN_KINDS
    ]
    return trip


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def trip_out_of(passport: Any) -> Trip:
    """A passport as the planner wants it: each skill with the strongest that stands behind it."""
    known = {one.name for one in fields(Trip)} - {"travel"} - _OF_ITS_OWN - _NOT_KEPT
    plan = {name: value for name, value in passport.plan.items() if name in known}
    return Trip(
        text=passport.story,
        language=passport.language,
        occupation=passport.occupation,
        place=passport.place,
        hours_low=passport.hours_low,
        hours_high=passport.hours_high,
        wage=passport.wage,
        wage_floor=passport.wage_floor,
        distance=passport.distance,
        kinds=list(passport.kinds),
        starts_on=passport.starts_on.isoformat() if passport.starts_on else "",
        skills={skill: evidence.value for skill, evidence in held_skills(passport).items()},
        certificates=[one.certificate for one in passport.licences.all() if still_counts(one)],
        languages={one.language: one.level for one in passport.languages.all()},
        travel=Travel.from_plain(passport.plan.get("travel")),
        **plan,
    )
