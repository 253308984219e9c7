# SPDX-License-Identifier: EUPL-1.2
"""What was read in a file somebody brought: kept in their session until they say what of it is right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from typing import Any

from django.contrib.sessions.backends.base import SessionBase

from overstap.apps.passports.enums import SHOWS, ProofKind
from overstap.engine.documents.entries import Entry, Told
from overstap.engine.masking import mask_citizen_numbers
from overstap.engine.matching.model import Evidence
from overstap.engine.region.papers import papers_named
from overstap.engine.region.region import Region
from overstap.engine.skills.spoken import spoken_language
from overstap.web.planner.trip import PROOFS_AT_MOST, TEXT_LENGTH_AT_MOST, Trip

SESSION_KEY = "brought"
_STRENGTH = {evidence: rank for rank, evidence in enumerate(Evidence)}


@dataclass
class Brought:
    """What a file told. `source`: cv, europass or badge; `cut`: it was longer than we read.

    `entries`: as a proof's form has them; `languages`: pairs of code and level; `left_out`: what was passed by.
    """

    source: str
    text: str = ""
    language: str = "nl"
    entries: list[dict[str, Any]] = field(default_factory=list)
    languages: list[list[str]] = field(default_factory=list)
    papers: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    cut: bool = False
    masked: int = 0
    hosted_at: str = ""
    """Where a badge that is not signed can be looked up."""


def brought_by(told: Told, *, region: Region, source: str, language: str, cut: bool, masked: int) -> Brought:
    """What was told, with the papers that a law asks for and the text names; no part of it holds a BSN."""
    text, more = mask_citizen_numbers(told.text)
    spoken = spoken_language(text, otherwise=language)
    licences = ". ".join(told.licences)
    papers = (*papers_named(region, licences, "nl"), *papers_named(region, text, spoken))
    return Brought(
        source,
        text[:TEXT_LENGTH_AT_MOST],
        spoken,
        [_plain(one) for one in told.entries],
        [list(pair) for pair in told.languages],
        list(dict.fromkeys(paper for paper, _start, _end in papers)),
        list(told.left_out),
        cut or len(text) > TEXT_LENGTH_AT_MOST,
        masked + more,
    )


def masked_brought(found: Brought) -> Brought:
    """The same without any BSN in its entries."""
    for entry in found.entries:
        for name, value in entry.items():
            entry[name], many = mask_citizen_numbers(value)
            found.masked += many
    return found


def _plain(entry: Entry) -> dict[str, Any]:
    told = {
        name: mask_citizen_numbers(value)[0] if isinstance(value, str) else value
        for name, value in asdict(entry).items()
    }
    days = {name: told[name].isoformat() if told[name] else "" for name in ("from_on", "until_on")}
    return {**told, "kind": entry.kind.value, **days}


def read_brought(session: SessionBase) -> Brought | None:
    """What waits to be confirmed, or none."""
    kept = session.get(SESSION_KEY)
    if not isinstance(kept, dict):
        return None
    known = {one.name for one in fields(Brought)}
    return Brought(**{name: value for name, value in kept.items() if name in known})


def write_brought(session: SessionBase, brought: Brought | None) -> None:
    """Keeps it in the session, or takes it out."""
    if brought is None:
        session.pop(SESSION_KEY, None)
    else:
        session[SESSION_KEY] = asdict(brought)


def skills_of(region: Region, entry: Mapping[str, Any], language: str) -> list[str]:
    """The skills that are read in the words of an entry."""
    text = f"{entry['title']}. {entry['note']}"
    return list(dict.fromkeys(one.skill for one in region.recognise(text, language)))


def take_over(
    trip: Trip,
    brought: Brought,
    region: Region,
    *,
    entries: Iterable[Mapping[str, Any]],
    languages: Mapping[str, str],
    papers: Iterable[str],
) -> None:
    """Puts what somebody confirmed into their trip; an entry brings the skills that it shows."""
    if brought.text and brought.text not in trip.text:
        joined = f"{trip.text}\n\n{brought.text}" if trip.text and not trip.example else brought.text
        trip.text = joined[:TEXT_LENGTH_AT_MOST].rstrip()
        trip.language = brought.language
    trip.example = ""
    trip.masked = brought.masked
    for entry in entries:
        proof = {name: _said(value) for name, value in entry.items()}
        proof["skills"] = [one for one in skills_of(region, proof, brought.language) if one not in trip.dropped]
        if _same(proof) not in map(_same, trip.proofs) and len(trip.proofs) < PROOFS_AT_MOST:
            trip.proofs.append(proof)
        _show(trip, proof)
    trip.languages.update(languages)
    trip.take_papers(papers)


def _show(trip: Trip, proof: Mapping[str, Any]) -> None:
    """Takes in the skills that a proof shows; what is shown more strongly already stays."""
    shows = Evidence(SHOWS[ProofKind(proof["kind"])].value)
    for skill in proof["skills"]:
        held = trip.skills.get(skill)
        if held is None or _STRENGTH[shows] > _STRENGTH[Evidence(held)]:
            trip.keep(skill, shows)


def _same(proof: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(proof[name] for name in ("kind", "title", "whose", "from_on", "until_on"))


def _said(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else ("" if value is None else value)
