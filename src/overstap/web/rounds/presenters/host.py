# SPDX-License-Identifier: EUPL-1.2
"""A round as its host and its school see the places that were brought."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from overstap.apps.rounds.enums import PlaceStatus, Track
from overstap.bridge.host_places import blind, code_of
from overstap.engine.region.region import Region
from overstap.web.rounds.forms import CRITERIA
from overstap.web.rounds.host_forms import TRACKS
from overstap.web.rounds.presenters.rounds import title_of
from overstap.web.words import WEEKDAYS

if TYPE_CHECKING:
    from overstap.web.asking import Visit

STUDIES_SHOWN = 4


def studies_said(rounds: Iterable[Any], region: Region, language: str) -> list[dict[str, Any]]:
    """Rounds with the studies that most students are in, and how many students each has."""
    known = region.records.occupations
    return [
        {
            "round": one,
            "students": sum(one.studies.values()),
            "studies": [
                (region.occupation_label(id_, language), count)
                for id_, count in one.studies.items()
                if id_ in known
            ][:STUDIES_SHOWN],
            "more": max(0, len(one.studies) - STUDIES_SHOWN),
        }
        for one in rounds
    ]


def learner_lines(students: Iterable[Any], visit: Visit) -> list[dict[str, Any]]:
    """Students, blind, by code: the order tells nothing about anybody."""
    region, language = visit.region, visit.language
    known = region.records.occupations
    lines = [
        {
            "code": one.code,
            "study": region.occupation_label(one.occupation, language) if one.occupation in known else "",
            "learns": [visit.label(skill) for skill in one.skills],
        }
        for one in (blind(student, region) for student in students)
    ]
    return sorted(lines, key=lambda one: one["code"])


def brought_lines(places: Sequence[Any], round_: Any, language: str) -> list[dict[str, Any]]:
    """The places of a host, with where each stands; who has one only once the round stands."""
    return [
        facts_of(place, language)
        | {
            "taken": place.taken if round_.fixed else None,
            "codes": sorted(code_of(one.pk) for one in place.taken_by.all()) if round_.fixed else [],
        }
        for place in places
    ]


def facts_of(place: Any, language: str) -> dict[str, Any]:
    """What was said of a place."""
    return {
        "place": place,
        "title": title_of(place.opening, language),
        "where": place.opening.place.label if place.opening.place else "",
        "track": TRACKS[Track(place.track)] if place.track else "",
        "days": ", ".join(str(label) for day, label in WEEKDAYS.items() if str(day) in place.days),
        "criterion": CRITERIA[place.criteria[0] if place.criteria else ""],
        "waiting": place.status == PlaceStatus.OFFERED,
        "declined": place.status == PlaceStatus.DECLINED,
        "recognised": _recognised(place),
    }


def _recognised(place: Any) -> str:
    if place.recognised and place.recognised_on:
        return _("recognised by SBB, looked up by the school")
    if place.recognised:
        return _("recognised by SBB")
    return _("recognised by SBB, says the host") if place.says_recognised else _("not recognised by SBB")
