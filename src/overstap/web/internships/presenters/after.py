# SPDX-License-Identifier: EUPL-1.2
"""How an internship was and where the student went, in words; each side sees what it may see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from overstap.apps.internships.enums import Again, Guided, Moment, Now, Party
from overstap.engine.region.region import Region
from overstap.web.internships.words import AGAIN, AGAIN_ASKED, GUIDED, MOMENTS, NOWS, PARTIES


def evaluations_shown(
    given: Mapping[Party, Any], looks: Party, region: Region, language: str
) -> list[dict[str, Any]]:
    """What each side said, as `looks` may read it.

    One's own always; another's once student and host both answered; and a host never reads a student's.
    """
    both = {Party.STUDENT, Party.HOST} <= set(given)
    shown = []
    for party, one in given.items():
        hidden = looks is Party.HOST and party is Party.STUDENT
        if party is looks or (both and not hidden):
            shown.append(_said(party, one, region, language))
    return shown


def answered_unseen(given: Mapping[Party, Any]) -> list[Any]:
    """Who answered while the others did not yet, so that nobody reads it."""
    both = {Party.STUDENT, Party.HOST} <= set(given)
    return [] if both else [PARTIES[one] for one in given if one is not Party.SCHOOL]


def _said(party: Party, one: Any, region: Region, language: str) -> dict[str, Any]:
    def labels(ids: Sequence[str]) -> list[str]:
        return [region.skill_label(id_, language) for id_ in ids if id_ in region.taxonomy.skill_index]

    return {
        "party": PARTIES[party],
        "on": one.given_on,
        "guided": GUIDED[Guided(one.guided)],
        "again_asked": AGAIN_ASKED[party],
        "again": AGAIN[Again(one.again)],
        "learned": labels(one.learned),
        "partly": labels(one.partly),
        "note": one.note,
    }


def figures_shown(went: Sequence[Any], region: Region, language: str) -> list[dict[str, Any]]:
    """Where students went, a table for each moment with a row for each study."""
    known = region.records.occupations
    return [
        {
            "moment": MOMENTS[moment],
            "rows": [
                {
                    "study": region.occupation_label(one.occupation, language)
                    if one.occupation in known
                    else "",
                    "numbers": [(NOWS[now], one.went[now]) for now in Now],
                }
                for one in went
                if one.moment is moment
            ],
        }
        for moment in Moment
    ]


def where_shown(told: Mapping[Moment, Any], asked: Sequence[Moment]) -> list[dict[str, Any]]:
    """Each moment of which one may tell by now, with what was told."""
    return [
        {
            "moment": str(moment),
            "label": MOMENTS[moment],
            "now": NOWS[Now(told[moment].now)] if moment in told else "",
            "by": PARTIES[Party(told[moment].told_by)] if moment in told else "",
            "by_student": moment in told and told[moment].told_by == Party.STUDENT,
            "on": told[moment].told_on if moment in told else None,
        }
        for moment in asked
    ]
