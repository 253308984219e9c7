# SPDX-License-Identifier: EUPL-1.2
"""Matches as plain data, the same for `--json`, an API and a notebook; as docs/reference/cli-json.md says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from overstap.engine.matching.model import DemandMatch, Edition, Gap, Match, Matches
from overstap.engine.matching.whatif import Pool, SkillGain
from overstap.engine.region.region import Region

Plain = dict[str, Any]


def matches_as_plain(region: Region, matches: Matches, language: str) -> Plain:
    """The three groups, each best first, and how many openings the filters left out."""
    return {
        "now": [match_as_plain(region, match, language) for match in matches.now],
        "one_away": [match_as_plain(region, match, language) for match in matches.one_away],
        "further": [match_as_plain(region, match, language) for match in matches.further],
        "filtered_out": matches.filtered_out,
    }


def match_as_plain(region: Region, match: Match, language: str) -> Plain:
    """One match with its reasons, in words and as data."""
    row = region.records.openings[match.opening]
    organisation = region.records.organisations[row.organisation]
    return {
        "opening": match.opening,
        "title": row.title.get(language) or next(iter(row.title.values())),
        "organisation": organisation.name,
        "occupation": row.occupation,
        "kind": str(row.kind),
        "place": row.place,
        "reach": str(match.reach),
        "coverage": {"shown": match.coverage.shown, "claimed": match.coverage.claimed},
        "covered": match.covered_count,
        "asked": match.asked_count,
        "demands": [_demand(region, demand, language) for demand in match.demands],
        "missing": [_gap(region, gap, language) for gap in match.missing],
        "certificates_missing": [
            {
                "certificate": certificate,
                "label": region.certificate_label(certificate, language),
                "editions": _editions(match.certificate_editions[certificate]),
            }
            for certificate in match.certificates_missing
        ],
        "certificates_on_hiring": [
            {"certificate": certificate, "label": region.certificate_label(certificate, language)}
            for certificate in match.certificates_on_hiring
        ],
        "wish": {
            "score": match.wish.score,
            "parts": [{"wish": part.wish, "met": part.met} for part in match.wish.parts],
        },
        "distance_km": match.distance_km,
        "why": region.explain(match, language),
    }


def gains_as_plain(region: Region, gains: Sequence[SkillGain], language: str) -> list[Plain]:
    """Which skill opens how much."""
    return [
        {
            "skill": gain.skill,
            "label": region.skill_label(gain.skill, language),
            "opens": gain.opens,
            "openings": list(gain.openings),
            "editions": _editions(gain.editions),
        }
        for gain in gains
    ]


def pool_as_plain(region: Region, pool: Pool, language: str) -> Plain:
    """How many people fit, and how many would with a demand dropped, softened or trained.

    Counts of people: whoever shows those of real people must withhold small ones.
    """
    return {
        "fits": pool.fits,
        "people": pool.people,
        "effects": [
            {
                "skill": effect.skill,
                "label": region.skill_label(effect.skill, language),
                "dropped": effect.dropped,
                "softened": effect.softened,
                "trained": effect.trained,
                "editions": _editions(effect.editions),
            }
            for effect in pool.effects
        ],
    }


def _demand(region: Region, demand: DemandMatch, language: str) -> Plain:
    return {
        "skill": demand.skill,
        "label": region.skill_label(demand.skill, language),
        "importance": str(demand.importance),
        "similarity": demand.similarity,
        "held": demand.held,
        "evidence": str(demand.evidence) if demand.evidence else None,
        "covered": demand.covered,
    }


def _gap(region: Region, gap: Gap, language: str) -> Plain:
    return {
        "skill": gap.skill,
        "label": region.skill_label(gap.skill, language),
        "importance": str(gap.importance),
        "nearest_held": gap.nearest_held,
        "similarity": gap.similarity,
        "learnable": gap.learnable,
        "editions": _editions(gap.editions),
    }


def _editions(editions: Sequence[Edition]) -> list[Plain]:
    return [
        {
            "edition": edition.id,
            "course": edition.course,
            "starts_on": edition.starts_on.isoformat(),
            "ends_on": edition.ends_on.isoformat(),
            "cost": edition.cost,
            "hours": edition.hours,
            "seats": edition.seats,
            "continuous": edition.continuous,
            "weeks": edition.weeks,
        }
        for edition in editions
    ]
