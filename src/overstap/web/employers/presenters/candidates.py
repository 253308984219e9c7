# SPDX-License-Identifier: EUPL-1.2
"""People for an opening as an employer sees them; what of oneself may be found, as one sees it oneself."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from overstap.apps.contacts.enums import Condition, State
from overstap.apps.passports.enums import Part
from overstap.bridge.candidates import conditions_of
from overstap.engine.matching.model import Match
from overstap.engine.region.region import Region
from overstap.web import words
from overstap.web.contacts.words import TAGS
from overstap.web.passports.presenters.passports import passport_shown
from overstap.web.planner.presenters.matches import Bar, DemandLine, WishLine, bar, demand_lines


@dataclass(frozen=True)
class WishBar:
    """How the work meets the wishes: a bar and words. `width`: of the wishes that can be told."""

    width: str
    words: str
    told: bool


@dataclass(frozen=True)
class CandidateCard:
    """Somebody for an opening: two scores beside each other, and why. `wishes` only where they show them."""

    id: UUID
    name: str
    work: Bar
    wish: WishBar
    why: str
    demands: list[DemandLine]
    wishes: list[WishLine] = field(default_factory=list)
    papers: list[str] = field(default_factory=list)
    tag: str = ""
    """Where a contact with them stands, when there is or was one."""


def name_of(number: UUID) -> str:
    """What an opening calls somebody."""
    return _("Somebody %(number)s") % {"number": str(number)[:6]}


def wish_bar(match: Match) -> WishBar:
    """How the work meets the wishes."""
    known = [part.met for part in match.wish.parts if part.met is not None]
    unsaid = len(match.wish.parts) - len(known)
    share = match.wish.score or 0.0
    return WishBar(f"{share * 100:.2f}%", words.wishes_met(sum(known), len(known), unsaid), bool(known))


def work_bar(match: Match) -> Bar:
    """How somebody covers the work."""
    counts = (match.covered_count, match.asked_count, len(match.must_missing), len(match.attitudes_asked))
    return bar(match.coverage, words.covered(*counts))


def candidate_card(
    region: Region, number: UUID, match: Match, parts: list[str], contact: Any = None, *, demands: bool = True
) -> CandidateCard:
    """Somebody for an opening, with what they agreed to show; `demands`: also each thing the work asks."""
    language = words.language()
    shows_wishes = str(Part.WISHES) in parts
    return CandidateCard(
        id=number,
        name=name_of(number),
        work=work_bar(match),
        wish=wish_bar(match),
        why=region.explain(match, language, of_another=True),
        demands=demand_lines(region, match, of_another=True) if demands else [],
        wishes=[WishLine(str(words.WISHES_OF_ANOTHER[one.wish]), one.met) for one in match.wish.parts]
        if shows_wishes
        else [],
        papers=[region.certificate_label(paper, language) for paper in match.certificates_missing],
        tag=str(TAGS[State(contact.state)]) if contact else "",
    )


def found_passport(passport: Any, region: Region, language: str, parts: frozenset[Part]) -> dict[str, Any]:
    """What an employer sees of somebody who is found: blind, and without years, which tell an age."""
    shown = passport_shown(passport, region, language, parts=parts, blind=True, of_another=True)
    for proof in shown.get("proofs", ()):
        begin, end = proof.pop("from_on"), proof.pop("until_on")
        proof["lasted"] = words.length(begin, end) if begin and end else ""
    return shown


def condition_choices(passport: Any) -> list[tuple[str, str]]:
    """The wishes somebody told, as conditions they may make of them: value and words."""
    said = {
        Condition.DISTANCE: lambda: (
            _("no further than %(distance)s km") % {"distance": words.plain(passport.distance)}
        ),
        Condition.HOURS: lambda: words.hours(passport.hours_low, passport.hours_high),
        Condition.WAGE: lambda: _("at least %(amount)s an hour") % {"amount": words.euros(passport.wage_floor)},
        Condition.KIND: lambda: (
            _("only: %(kinds)s") % {"kinds": ", ".join(str(words.KINDS_BY_NAME[one]) for one in passport.kinds)}
        ),
        Condition.START: lambda: _("not before %(day)s") % {"day": words.day(passport.starts_on)},
    }
    return [(one.value, said[one]()) for one in conditions_of(passport)]
