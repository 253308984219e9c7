# SPDX-License-Identifier: EUPL-1.2
"""Both sides left over after a round, in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from overstap.apps.rounds import queries
from overstap.apps.rounds.queries import Room
from overstap.bridge.rounds_left import Refused, fitting, learning_most, refusals_of
from overstap.web.rounds.presenters.rounds import title_of

if TYPE_CHECKING:
    from overstap.web.asking import Visit


def left_over(
    row: Any, rooms: Sequence[Room], students: Sequence[Any], places: Sequence[Room], visit: Visit
) -> dict[str, Any]:
    """The students and the places left on a page: `lines` and `places`. `rooms`: all places of the round."""
    free, known = [one for one in rooms if not one.full], {one.pk: one for one in rooms}
    fits = fitting(students, free, visit.region)
    refused = [refusals_of(one, known) for one in students]
    near = learning_most(row, places, visit.region)
    told = {room.pk for listed in fits for room, _fit in listed} | {one.pk for one in places}
    named = queries.named_among(told | {wish.place for listed in refused for wish in listed})
    return {
        "lines": [
            {
                "student": student,
                "study": _study(student, visit),
                "refused": [
                    {"wish": wish.wish, "title": _named(named[wish.place], visit.language), "why": _why(wish)}
                    for wish in refusals
                    if wish.place in named
                ],
                "fits": [
                    (room.pk, f"{_named(named[room.pk], visit.language)} ({fit:.0%})")
                    for room, fit in fitted
                    if room.pk in named
                ],
            }
            for student, fitted, refusals in zip(students, fits, refused, strict=True)
        ],
        "places": [
            {
                "title": title_of(named[room.pk].opening, visit.language),
                "host": named[room.pk].opening.organisation.name,
                "left": room.places - room.taken,
                "near": [f"{reference} ({fit:.0%})" for reference, fit in near[room.pk]],
            }
            for room in places
            if room.pk in named
        ],
    }


def _study(student: Any, visit: Visit) -> str:
    known = visit.region.records.occupations
    study = student.occupation
    return visit.region.occupation_label(study, visit.language) if study in known else ""


def _why(refused: Refused) -> str:
    if refused.guidance:
        return _("gives less guidance than this student needs")
    if refused.priority is None:
        # A round held before its orders were kept says of a full place no more than that.
        return _("full") if refused.full and refused.lowest is None else _("did not take this student")
    if refused.lowest is None:
        return _("has a place left, or had no guidance left")
    if refused.priority == refused.lowest:
        return _("full; a lot decided between students it finds equal")
    told = {"place": refused.priority, "last": refused.lowest}
    return _("full; the student stood at %(place)s in its order, and the last with a place at %(last)s") % told


def by_hand_lines(students: Iterable[Any], language: str) -> list[dict[str, Any]]:
    """What was given by hand."""
    return [{"student": one, "title": _named(one.got, language)} for one in students if one.by_hand and one.got]


def _named(place: Any, language: str) -> str:
    return f"{title_of(place.opening, language)}, {place.opening.organisation.name}"
