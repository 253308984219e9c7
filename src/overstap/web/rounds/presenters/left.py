# SPDX-License-Identifier: EUPL-1.2
"""Both sides left over after a round, in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from overstap.bridge.rounds_left import Left, LeftOver, Refused
from overstap.web.rounds.presenters.rounds import title_of

if TYPE_CHECKING:
    from overstap.web.asking import Visit

STUDENTS_SHOWN = 5


def left_lines(left: LeftOver, visit: Visit) -> list[dict[str, Any]]:
    """The students without a place, by reference."""
    return [_line(one, visit) for one in sorted(left.students, key=lambda one: one.student.reference)]


def _line(left: Left, visit: Visit) -> dict[str, Any]:
    known = visit.region.records.occupations
    study = left.student.occupation
    return {
        "student": left.student,
        "study": visit.region.occupation_label(study, visit.language) if study in known else "",
        "refused": [
            {"wish": one.wish, "title": _named(one.place, visit.language), "why": _why(one)}
            for one in left.refused
        ],
        "fits": [(place.pk, f"{_named(place, visit.language)} ({fit:.0%})") for place, fit in left.fits],
    }


def _why(refused: Refused) -> str:
    if refused.guidance:
        return _("gives less guidance than this student needs")
    if refused.priority is None:
        return _("did not take this student")
    if refused.lowest is None:
        return _("has a place left, or had no guidance left")
    if refused.priority == refused.lowest:
        return _("full; a lot decided between students it finds equal")
    told = {"place": refused.priority, "last": refused.lowest}
    return _("full; the student stood at %(place)s in its order, and the last with a place at %(last)s") % told


def place_lines(left: LeftOver, visit: Visit) -> list[dict[str, Any]]:
    """The places left, with the students who would learn most there."""
    return [
        {
            "title": title_of(place.opening, visit.language),
            "host": place.opening.organisation.name,
            "left": place.places - place.taken,  # type: ignore[attr-defined] # counted by the query
            "near": [
                f"{one.reference} ({fit:.0%})" for one, fit in left.near[place][:STUDENTS_SHOWN] if fit > 0
            ],
        }
        for place in left.places
    ]


def by_hand_lines(students: Iterable[Any], language: str) -> list[dict[str, Any]]:
    """What was given by hand."""
    return [{"student": one, "title": _named(one.got, language)} for one in students if one.by_hand and one.got]


def _named(place: Any, language: str) -> str:
    return f"{title_of(place.opening, language)}, {place.opening.organisation.name}"
