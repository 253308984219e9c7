# SPDX-License-Identifier: EUPL-1.2
"""Openings and how they match, in words and numbers that a card can show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy

from overstap.engine.matching.model import Coverage, Edition, Match, Reach
from overstap.engine.region.region import Region
from overstap.engine.region.rows import OpeningRow
from overstap.web import words
from overstap.web.planner.presenters.departures import Departure, departures
from overstap.web.templatetags.overstap import said

STEPS = {
    Reach.NOW: gettext_lazy("Good to learn as well:"),
    Reach.ONE_AWAY: gettext_lazy("Change here:"),
    Reach.FURTHER: gettext_lazy("A first step:"),
}


@dataclass(frozen=True)
class Bar:
    """The coverage bar: widths in percent as SVG wants them, and the words beside it."""

    shown: str
    claimed: str
    percent: int
    shown_percent: int
    words: str


@dataclass(frozen=True)
class DemandLine:
    """One thing that is asked, and what the person has for it."""

    skill: str
    label: str
    importance: str
    held: str
    evidence: str
    covered: bool
    exact: bool


@dataclass(frozen=True)
class WishLine:
    """One wish: met, not met, or not told."""

    label: str
    met: bool | None


@dataclass(frozen=True)
class Sector:
    """A line: its colour, sign and name."""

    id: str
    hue: int
    letter: str
    label: str


@dataclass(frozen=True)
class OpeningCard:
    """What any list says about an opening."""

    id: str
    title: str
    organisation: str
    occupation_id: str
    occupation: str
    place: str
    distance: str
    hours: str
    pay: str
    against_today: str
    direction: str
    kind: str
    sector: Sector
    starts: str
    closes_on: date | None
    invented: bool


@dataclass(frozen=True)
class MatchCard:
    """An opening, and how it fits this person."""

    opening: OpeningCard
    bar: Bar
    why: str
    demands: Sequence[DemandLine]
    wishes: Sequence[WishLine]
    to_learn: Sequence[str]
    papers: Sequence[str]
    step: str
    """What the first step is called here: the change that is missing, or a first of several."""
    quiet: bool
    """The step is no condition: the work fits now."""
    next_departure: Departure | None
    teaches: str


def bar(coverage: Coverage, text: str) -> Bar:
    """The bar for a coverage; `text` stands beside it."""
    return Bar(
        shown=f"{coverage.shown * 100:.2f}%",
        claimed=f"{coverage.claimed * 100:.2f}%",
        percent=round(coverage.claimed * 100),
        shown_percent=round(coverage.shown * 100),
        words=text,
    )


def sector_of(region: Region, occupation: str) -> Sector:
    """The line an occupation runs on."""
    row = region.records.sectors[region.records.occupations[occupation].sector]
    return Sector(row.id, row.hue, row.letter, said(row.label))


def opening_card(
    region: Region, opening: OpeningRow, *, wage: float | None = None, distance_km: float | None = None
) -> OpeningCard:
    """An opening in words; `wage` is today's pay per hour."""
    records = region.records
    against, direction = words.pay_against_today(opening.wage_low, opening.wage_high, wage)
    return OpeningCard(
        id=opening.id,
        title=said(opening.title),
        organisation=records.organisations[opening.organisation].name,
        occupation_id=opening.occupation,
        occupation=said(records.occupations[opening.occupation].label),
        place=records.places[opening.place].label,
        distance=words.distance(distance_km),
        hours=words.hours(opening.hours_low, opening.hours_high),
        pay=words.pay(opening.wage_low, opening.wage_high),
        against_today=against,
        direction=direction,
        kind=str(words.KINDS[opening.kind]),
        sector=sector_of(region, opening.occupation),
        starts=words.day(opening.starts_on),
        closes_on=opening.closes_on,
        invented=opening.invented,
    )


def opening_cards(region: Region, ids: Sequence[str]) -> list[OpeningCard]:
    """Several openings in words, read together."""
    return [opening_card(region, row) for row in region.stock.read(ids)]


def match_card(region: Region, match: Match, *, wage: float | None, today: date) -> MatchCard:
    """A match as a card."""
    language = words.language()
    next_edition, teaches = first_step(region, match)
    rows = departures(region.records, [region.records.editions[next_edition.id]], today) if next_edition else []
    counts = (match.covered_count, match.asked_count, len(match.must_missing), len(match.attitudes_asked))
    return MatchCard(
        opening=opening_card(
            region, region.records.openings[match.opening], wage=wage, distance_km=match.distance_km
        ),
        bar=bar(match.coverage, words.covered(*counts)),
        why=region.explain(match, language),
        demands=demand_lines(region, match),
        wishes=[WishLine(str(words.WISHES[part.wish]), part.met) for part in match.wish.parts],
        to_learn=[region.skill_label(gap.skill, language) for gap in match.missing],
        papers=[region.certificate_label(paper, language) for paper in match.certificates_missing],
        step=str(STEPS[match.reach]),
        quiet=match.reach is Reach.NOW,
        next_departure=rows[0] if rows else None,
        teaches=teaches,
    )


def first_step(region: Region, match: Match) -> tuple[Edition | None, str]:
    """The first course to leave that closes the heaviest gap, and the name of what it gives."""
    language = words.language()
    for gap in match.missing:
        if gap.editions:
            return gap.editions[0], region.skill_label(gap.skill, language)
    for paper in match.certificates_missing:
        editions: Mapping[str, tuple[Edition, ...]] = match.certificate_editions
        if editions.get(paper):
            return editions[paper][0], region.certificate_label(paper, language)
    return None, ""


def demand_lines(region: Region, match: Match, *, of_another: bool = False) -> list[DemandLine]:
    """All that an opening asks, what is held against it: by who reads it, or by another."""
    language = words.language()
    evidences = words.EVIDENCES_OF_ANOTHER if of_another else words.EVIDENCES
    return [
        DemandLine(
            skill=demand.skill,
            label=region.skill_label(demand.skill, language),
            importance=str(words.IMPORTANCES[demand.importance]),
            held=region.skill_label(demand.held, language) if demand.held else "",
            evidence=str(evidences[demand.evidence]) if demand.evidence else "",
            covered=demand.covered,
            exact=demand.held == demand.skill,
        )
        for demand in match.demands
    ]
