# SPDX-License-Identifier: EUPL-1.2
"""The trip as a file that a person takes along: the passport file of the engine, which the terminal reads too.

What only the page needs (own words, goal, what was dropped) stands in it under `page`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from overstap.engine.documents.entries import Entry, EntryKind
from overstap.engine.masking import mask_citizen_numbers
from overstap.engine.problems import InputRefused, Problem
from overstap.engine.region.passport_file import (
    LARGEST_FILE,
    PassportFile,
    Shown,
    read_passport,
    write_passport,
)
from overstap.engine.region.region import Region
from overstap.web.planner.travel import Travel, is_travel
from overstap.web.planner.trip import PROOFS_AT_MOST, SKILLS_AT_MOST, TEXT_LENGTH_AT_MOST, Trip

_TEXTS = {"text": TEXT_LENGTH_AT_MOST, "goal": 200, "example": 100}
"""Fields of `page` that are text, and how long they may be."""
_CHOICES = {"language": ("nl", "en"), "pay_unit": ("hour", "month")}
"""Fields of `page` that are one of a few words."""
_NUMBERS = ("pay_hours",)
_SWITCHES = ("occupation_settled", "strict")
_LISTS = ("dropped",)
_FIELDS = (*_TEXTS, *_CHOICES, *_NUMBERS, *_SWITCHES, *_LISTS)


def trip_as_file(trip: Trip) -> bytes:
    """The trip as a passport file (JSON, UTF-8)."""
    page = {name: getattr(trip, name) for name in _FIELDS} | {"travel": asdict(trip.travel)}
    passport = PassportFile(
        trip.passport(),
        trip.wishes(None),
        place=trip.place,
        occupation=trip.occupation,
        wage=trip.wage,
        page=page,
        proofs=tuple(shown_of(one) for one in trip.proofs),
        languages=trip.languages,
    )
    return write_passport(passport).encode()


def trip_from_file(content: bytes, name: str, region: Region) -> tuple[Trip, tuple[str, ...]]:
    """Reads a trip from a file, and names what in it this region does not know (that is left out).

    Raises `InputRefused` when the file is not a passport, or was changed so that it cannot be read.
    """
    if unreadable := list(_unreadable(content, name)):
        raise InputRefused(unreadable)
    file = read_passport(content, region, name, leave_out_unknown=True)
    problems = list(_wrong_in_page(file.page, name))
    if len(file.passport.skills) > SKILLS_AT_MOST:
        problems.append(_problem(name, "skills", "", "holds too many skills", "heeft te veel vaardigheden"))
    if problems:
        raise InputRefused(problems)
    wishes = file.wishes
    trip = Trip(
        occupation=file.occupation,
        place=file.place,
        wage=file.wage,
        hours_low=wishes.hours_low,
        hours_high=wishes.hours_high,
        wage_floor=wishes.wage_floor,
        distance=wishes.distance,
        kinds=sorted(wishes.kinds),
        starts_on=wishes.starts_on.isoformat() if wishes.starts_on else "",
        skills={held.skill: held.evidence.value for held in file.passport.skills},
        certificates=sorted(file.passport.certificates),
        proofs=[_proof(one) for one in file.proofs[:PROOFS_AT_MOST]],
        languages=dict(file.languages),
        **_page_values(file.page),
    )
    return trip, file.left_out


def shown_of(proof: Mapping[str, Any]) -> Shown:
    """A proof as the file has it. A badge becomes a certificate: only its issuer's own file proves more."""
    days = {name: date.fromisoformat(proof[name]) if proof[name] else None for name in ("from_on", "until_on")}
    entry = Entry(EntryKind(proof["kind"]), proof["title"], proof["whose"], note=proof["note"], **days)
    return Shown(entry, tuple(proof["skills"]))


def _proof(shown: Shown) -> dict[str, Any]:
    """As a trip has it, without any BSN."""
    entry = shown.entry
    texts = {name: mask_citizen_numbers(getattr(entry, name))[0] for name in ("title", "whose", "note")}
    days = {name: getattr(entry, name) for name in ("from_on", "until_on")}
    told = {name: day.isoformat() if day else "" for name, day in days.items()}
    return {"kind": entry.kind.value, **texts, **told, "skills": list(shown.skills)}


def _unreadable(content: bytes, name: str) -> Iterable[Problem]:
    """What stands in the way of reading the file at all, in words for who chose the wrong one.

    Half a character (a lone surrogate) can be neither kept nor shown.
    """
    if len(content) > LARGEST_FILE:
        return  # `read_passport` says so
    try:
        json.dumps(json.loads(content), ensure_ascii=False).encode()
    except UnicodeEncodeError:
        yield _problem(name, "", "", "holds broken characters", "heeft kapotte tekens")
    except (ValueError, RecursionError):
        yield _problem(name, "", "", "this is not an Overstap file", "dit is geen bestand van Overstap")


def _page_values(page: Mapping[str, object]) -> dict[str, Any]:
    told = {name: page[name] for name in _FIELDS if name in page}
    return {**told, "travel": Travel.from_plain(page.get("travel"))}


def _wrong_in_page(page: Mapping[str, object], name: str) -> Iterable[Problem]:
    for field, value in page.items():
        if not _is_right(field, value):
            yield _problem(name, f"page.{field}", str(value), "does not belong here", "hoort hier niet")


def _is_right(field: str, value: object) -> bool:
    if field in _CHOICES:
        return value in _CHOICES[field]
    if field in _NUMBERS:
        return value is None or (type(value) in (int, float) and 1 <= value <= 60)
    if field in _TEXTS:
        return isinstance(value, str) and len(value) <= _TEXTS[field]
    if field in _SWITCHES:
        return isinstance(value, bool)
    if field == "travel":
        return is_travel(value)
    if field in _LISTS:
        return isinstance(value, list) and all(isinstance(one, str) for one in value)
    return False


def _problem(name: str, column: str, value: str, english: str, dutch: str) -> Problem:
    mend = {
        "en": "Choose a file that you took along from Overstap.",
        "nl": "Kies een bestand dat je bij Overstap hebt meegenomen.",
    }
    return Problem({"en": english, "nl": dutch}, file=name, column=column, value=value[:60], mend=mend)
