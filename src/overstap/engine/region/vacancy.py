# SPDX-License-Identifier: EUPL-1.2
"""A vacancy as it was written, read in a region: which work, where, what it asks and offers. All proposals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from overstap.engine.matching.model import OpeningKind
from overstap.engine.region.papers import papers_named
from overstap.engine.region.region import NAMES_WORK_FROM, Region
from overstap.engine.skills.spoken import spoken_language
from overstap.engine.skills.taxonomy import Importance
from overstap.engine.skills.text import fold, folded_words
from overstap.engine.vacancies.asked import AskedSkill, read_asked
from overstap.engine.vacancies.figures import Range, dates_in, days_in, hours_in, pay_in, places_in
from overstap.engine.vacancies.posting import Posting

LONGEST_TITLE = 90
OCCUPATIONS = 6
"""Occupations that are offered for a title."""
_KINDS = (
    (OpeningKind.APPRENTICESHIP, ("bbl", "leerling", "apprentice", "apprenticeship")),
    (OpeningKind.LEARN_WORK, ("leerwerkplek", "leerwerkplaats", "leerwerktraject", "traineeship")),
    (OpeningKind.INTERNSHIP, ("stage", "stagiair", "stagiaire", "stageplek", "internship", "intern")),
    (OpeningKind.TRIAL, ("proefplaats", "proefplaatsing", "werkervaringsplek")),
)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What was read in a vacancy, in the ids of a region. Empty or None: not said, or not clear.

    Hours per week; pay in EUR gross per hour; `occupations` the likeliest first.
    """

    kind: OpeningKind
    title: str
    text: str
    language: str
    occupation: str
    occupations: tuple[str, ...]
    place: str
    hours: Range | None
    wage: Range | None
    days: tuple[str, ...]
    starts_on: date | None
    closes_on: date | None
    places: int
    certificates: tuple[str, ...]
    asked: tuple[AskedSkill, ...]
    reference: str


def propose(
    region: Region,
    posting: Posting,
    *,
    today: date,
    otherwise: str = "nl",
    occupation: str = "",
    demands: bool = True,
) -> Proposal:
    """Reads a vacancy. `otherwise` is the language of a text that is too short to tell.

    `occupation`: known already, so that none is looked for; `demands` False: what it asks is known already.
    """
    text = posting.text.strip()
    language = posting.language if posting.language in ("nl", "en") else spoken_language(text, otherwise)
    title = posting.title or _first_line(text)
    if title and not posting.title:
        text = text.split("\n", 1)[-1].strip() if "\n" in text else text
    occupations = (occupation,) if occupation else occupations_for(region, title, language)
    usual = usual_demands(region, occupations[0] if occupations else "")
    hours = posting.hours or hours_in(text)
    pay = posting.pay or pay_in(text)
    starts, closes = dates_in(text, today)
    return Proposal(
        kind=OpeningKind(posting.kind) if posting.kind else _kind(f"{title}\n{text[:400]}"),
        title=title,
        text=text,
        language=language,
        occupation=occupations[0] if occupations else "",
        occupations=occupations,
        place=_place(region, posting.place) or _place(region, title) or _place(region, text),
        hours=hours,
        wage=pay.per_hour(hours.high if hours else None) if pay else None,
        days=days_in(text),
        starts_on=posting.starts_on or starts,
        closes_on=posting.closes_on or closes,
        places=posting.places or places_in(text) or 1,
        certificates=tuple(paper for paper, _start, _end in papers_named(region, text, language)),
        asked=read_asked(text, title, language, region.recognise, usual) if demands else (),
        reference=posting.reference,
    )


def occupations_for(region: Region, title: str, language: str) -> tuple[str, ...]:
    """The region's own occupations that a title may name, the likeliest first, at most `OCCUPATIONS`."""
    if not title.strip():
        return ()
    found = region.find_occupations(title, language, 30)
    own = [one.id for one in found if one.id in region.records.occupations and one.score >= NAMES_WORK_FROM]
    return tuple(own[:OCCUPATIONS])


def usual_demands(region: Region, occupation: str) -> dict[str, Importance]:
    """What work of an occupation usually asks; nothing for none."""
    row = region.records.occupations.get(occupation)
    return {demand.skill: demand.importance for demand in row.demands} if row else {}


def _first_line(text: str) -> str:
    line = next((line.strip(" #*\t") for line in text.splitlines() if line.strip(" #*\t")), "")
    return line if len(line) <= LONGEST_TITLE and not line.endswith((".", ":")) else ""


def _kind(text: str) -> OpeningKind:
    said = set(folded_words(text))
    return next((kind for kind, words in _KINDS if said.intersection(words)), OpeningKind.VACANCY)


def _place(region: Region, text: str) -> str:
    """The place of the region that a text names most often, the first of equal ones."""
    said = f" {' '.join(folded_words(text))} "
    counts = {
        row.id: said.count(f" {' '.join(folded_words(fold(row.label)))} ")
        for row in region.records.places.values()
    }
    best = max(counts, key=lambda id_: counts[id_], default="")
    return best if best and counts[best] else ""
