# SPDX-License-Identifier: EUPL-1.2
"""A round for the page: places and students in words, and what came out with why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from overstap.apps.rounds import queries
from overstap.engine.region.region import Region
from overstap.web.rounds.forms import CHOICES, CRITERIA


@dataclass(frozen=True)
class FittingPlace:
    """A place as a student sees it: `fit` is how much of what they want to learn is done there, 0 to 1."""

    id: str
    title: str
    host: str
    where: str
    fit: float
    opening: str

    @property
    def fit_said(self) -> str:
        """The fit as people read it."""
        return f"{self.fit:.0%}"

    @property
    def said(self) -> str:
        """The place in one line."""
        return f"{self.title}, {self.host}"


def title_of(opening: Any, language: str) -> str:
    """What an opening is called."""
    title = opening.title
    return str(title.get(language) or next(iter(title.values()), ""))


def places_by_fit(places: Sequence[Any], fits: Any, language: str) -> list[FittingPlace]:
    """The places, best fitting first."""
    made = [
        FittingPlace(
            str(place.pk),
            title_of(place.opening, language),
            place.opening.organisation.name,
            place.opening.place.label if place.opening.place else "",
            float(fit),
            place.opening_id,
        )
        for place, fit in zip(places, fits, strict=True)
    ]
    return sorted(made, key=lambda one: (-one.fit, one.said))


def place_lines(places: Sequence[Any], language: str) -> list[dict[str, Any]]:
    """The places at the desk."""
    return [
        {
            "place": place,
            "title": title_of(place.opening, language),
            "criterion": CRITERIA[place.criteria[0] if place.criteria else ""],
            "left": place.places - place.taken,
        }
        for place in places
    ]


def offer_lines(openings: Sequence[Any], region: Region, language: str) -> list[dict[str, Any]]:
    """What can be added, at the desk."""
    known = region.records.occupations
    return [
        {
            "opening": one,
            "title": title_of(one, language),
            "study": region.occupation_label(one.occupation_id, language) if one.occupation_id in known else "",
        }
        for one in openings
    ]


def student_lines(students: Sequence[Any], region: Region, language: str) -> list[dict[str, Any]]:
    """The students at the desk."""
    known = region.records.occupations
    return [
        {
            "student": one,
            "study": region.occupation_label(one.occupation, language) if one.occupation in known else "",
            "wishes": len(one.wishes.all()),
        }
        for one in students
    ]


def result_of(round_: Any, result: Mapping[str, Any], language: str) -> dict[str, Any]:
    """Who got what, what other choices would have given, and who is left on both sides."""
    students, places = queries.students_of(round_), queries.places_of(round_)
    names = {str(one.pk): one for one in places}
    left = {one["student"]: one for one in result["unplaced_students"]}
    lines = []
    for one in students:
        unplaced = left.get(str(one.pk))
        lines.append(
            {
                "reference": one.reference,
                "place": title_of(one.got.opening, language) if one.got else "",
                "host": one.got.opening.organisation.name if one.got else "",
                "rank": one.rank,
                "wished": bool(one.wished_at),
                "why": _why(unplaced) if unplaced else "",
                "near": [
                    f"{title_of(names[near['host']].opening, language)} ({near['score']:.0%})"
                    for near in (unplaced or {"near": ()})["near"]
                ],
            }
        )
    return {
        "students": sorted(lines, key=lambda one: (bool(one["place"]), one["reference"])),
        "placed": sum(bool(one["place"]) for one in lines),
        "stability": result["stability"],
        "compared": [
            {"said": said, "here": str(name) == round_.choice, **result["compared"][str(name)]}
            for name, said in CHOICES.items()
        ],
        "places_left": [
            {
                "title": title_of(names[one["host"]].opening, language),
                "host": names[one["host"]].opening.organisation.name,
                "left": one["left"],
                "asked_by": one["asked_by"],
            }
            for one in result["places_left"]
        ],
    }


def _why(unplaced: Mapping[str, Any]) -> str:
    if unplaced["reason"] == "full":
        return _("Every place this student would take went to somebody whom it orders higher.")
    if unplaced["reason"] == "not-accepted":
        return _("No place of the round takes this student.")
    return _("No place of the round teaches what this student wants to learn.")
