# SPDX-License-Identifier: EUPL-1.2
"""A ranking explained: whether it comes out the same again, and why each place is below the one above it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.translation import gettext as _

from overstap.apps.rankings.actions import Placed
from overstap.apps.rankings.enums import Kind
from overstap.apps.rankings.queries import Noted, same
from overstap.bridge.rankings import engine_version, placed_matches, revision
from overstap.engine.matching.model import Match
from overstap.engine.region.region import Region
from overstap.web import words
from overstap.web.planner.ordering import REACHES, Ranked, place
from overstap.web.templatetags.overstap import said

SHOWN_OF_A_GROUP = 20


class Outcome(StrEnum):
    """What asking the same again gave."""

    SAME = "same"
    REGION_CHANGED = "region-changed"
    ENGINE_CHANGED = "engine-changed"
    OTHER_INPUTS = "other-inputs"
    DIFFERS = "differs"
    NOT_ASKED = "not-asked"


@dataclass(frozen=True)
class Row:
    """One place: what stands there, its figure, and why it is there."""

    at: int
    title: str
    opening: str
    figure: str
    why: str


@dataclass(frozen=True)
class Group:
    """The places of one group."""

    reach: str
    rows: Sequence[Row]


def outcome_of(noted: Noted, inputs: object, result: Sequence[Placed]) -> Outcome:
    """How a ranking of now compares with the one that was noted."""
    if not noted.made_of(inputs):
        return Outcome.OTHER_INPUTS
    if noted.gave(result):
        return Outcome.SAME
    if noted.engine != engine_version():
        return Outcome.ENGINE_CHANGED
    return Outcome.REGION_CHANGED if noted.revision != revision() else Outcome.DIFFERS


def again_openings(region: Region, ranked: Ranked) -> list[Group]:
    """The places as they come out now, each with what put it below the one above it."""
    groups = []
    for reach in REACHES:
        matches = ranked.group(reach)[:SHOWN_OF_A_GROUP]
        rows = []
        for at, match in enumerate(matches, 1):
            row = region.records.openings[match.opening]
            above = matches[at - 2] if at > 1 else None
            rows.append(
                Row(
                    at,
                    f"{said(row.title)}, {region.records.organisations[row.organisation].name}",
                    match.opening,
                    words.share(match.coverage.claimed),
                    why_below(region, ranked, above, match) if above else _("At the top of this group."),
                )
            )
        groups.append(Group(reach, rows))
    return groups


def as_noted(region: Region, noted: Noted) -> list[Group]:
    """The places as they were noted, with the figures of then."""
    groups: dict[str, list[Row]] = {}
    for one in noted.places:
        rows = groups.setdefault(one.group, [])
        rows.append(Row(len(rows) + 1, *_called(region, noted.kind, one.id), _figure(noted.kind, one), ""))
    return [Group(reach, rows) for reach, rows in groups.items()]


def places_that_differ(noted: Noted, ranked: Ranked) -> int:
    """How many of the places that were noted have something else, or another figure, now."""
    now = placed_matches(ranked.found)
    return sum(at >= len(now) or not same(one, now[at]) for at, one in enumerate(noted.places))


def _called(region: Region, kind: Kind, id_: str) -> tuple[str, str]:
    """What stood at a place, and the opening to link to."""
    if kind is Kind.CANDIDATES:
        return _("a person (%(code)s)") % {"code": id_}, ""
    if kind is Kind.JOURNEYS:
        known = id_ in region.taxonomy.occupation_index
        return (region.occupation_label(id_, words.language()) if known else id_), ""
    row = region.records.openings.get(id_)
    if row is None:
        return _("work that is no longer there"), ""
    return f"{said(row.title)}, {region.records.organisations[row.organisation].name}", id_


def _figure(kind: Kind, one: Placed) -> str:
    if kind is Kind.JOURNEYS:
        return words.day(date.fromordinal(int(one.scores[0])))
    return words.share(one.scores[0]) if one.scores else ""


# --- why below ------------------------------------------------------------------------------------


def why_below(region: Region, ranked: Ranked, above: Match, below: Match) -> str:
    """The first thing, in the order in which things count, on which two neighbours differ."""
    chosen = _chosen_order(region, ranked.order, above, below)
    if chosen:
        return chosen
    goal_above, internship_above = place(region, above, ranked.goal, ranked.internships_last)
    goal_below, internship_below = place(region, below, ranked.goal, ranked.internships_last)
    if goal_above != goal_below:
        return _("The one above is the occupation you want to go to; this is another.")
    if internship_above != internship_below:
        return _("This is an internship. Those come last, because you have an occupation.")
    return _what_fits(above, below)


def _what_fits(above: Match, below: Match) -> str:
    more, less = above.coverage, below.coverage
    if more.claimed != less.claimed:
        figures = _apart(more.claimed, less.claimed)
        return _("You cover %(less)s of what this asks, and %(more)s of the one above.") % figures
    if more.shown != less.shown:
        figures = _apart(more.shown, less.shown)
        return (
            _("You cover as much of both. Others vouch for %(less)s of this, %(more)s of the one above.")
            % figures
        )
    if (above.wish.score or 0.0) != (below.wish.score or 0.0):
        return _("You cover as much of both. This meets fewer of your wishes.")
    if above.distance_km != below.distance_km:
        if below.distance_km is None:
            return _("You cover as much of both. How far away this is, is not known.")
        figures = {"less": words.distance(above.distance_km), "more": words.distance(below.distance_km)}
        return _("You cover as much of both. This is further away: %(more)s, against %(less)s.") % figures
    return _("Equal to the one above in everything that counts. Then its number decides.")


def _chosen_order(region: Region, order: str, above: Match, below: Match) -> str:
    first, second = (region.records.openings[one.opening] for one in (above, below))
    if order == "pay" and (first.wage_high or first.wage_low) != (second.wage_high or second.wage_low):
        return _("You sorted by pay, and this pays less or does not say.")
    if order == "near" and above.distance_km != below.distance_km:
        return _("You sorted by distance, and this is further away or does not say.")
    if order == "wishes" and (above.wish.score or 0.0) != (below.wish.score or 0.0):
        return _("You sorted by wishes, and this meets fewer of them.")
    return ""


def _apart(more: float, less: float) -> dict[str, str]:
    """Two shares in so many digits that one sees them differ."""
    for decimals in range(5):
        said_more, said_less = (f"{words.number(100 * one, decimals)}%" for one in (more, less))
        if said_more != said_less:
            return {"more": said_more, "less": said_less}
    return {"more": _("a hair more"), "less": said_less}
