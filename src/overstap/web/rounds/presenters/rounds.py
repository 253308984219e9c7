# SPDX-License-Identifier: EUPL-1.2
"""A round for the page: places and students in words, and what came out with why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isnan
from typing import Any

from overstap.apps.rounds.enums import Without
from overstap.engine.region.region import Region
from overstap.web.rounds.forms import CHOICES, CRITERIA, WITHOUT
from overstap.web.words import WEEKDAYS


@dataclass(frozen=True)
class FittingPlace:
    """A place as a student sees it: `fit` is how much of what they want to learn is done there, 0 to 1.

    `km` from home, and `days` on which one works there, where they are known.
    """

    id: str
    title: str
    host: str
    where: str
    fit: float
    opening: str
    km: float | None = None
    days: str = ""
    guidance_hours: float | None = None

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


def places_by_fit(places: Sequence[Any], fits: Any, km: Any, language: str) -> list[FittingPlace]:
    """The places, best fitting first."""
    made = [
        FittingPlace(
            str(place.pk),
            title_of(place.opening, language),
            place.opening.organisation.name,
            place.opening.place.label if place.opening.place else "",
            float(fit),
            place.opening_id,
            None if isnan(far) else float(far),
            ", ".join(str(label) for day, label in WEEKDAYS.items() if str(day) in place.days),
            place.guidance_hours,
        )
        for place, fit, far in zip(places, fits, km, strict=True)
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
            "wishes": one.wishes_given,
        }
        for one in students
    ]


def result_lines(students: Sequence[Any], places: Mapping[str, Any], language: str) -> list[dict[str, Any]]:
    """Who got what and, for who got nothing, why and what comes near; `places`: those of the round by id."""
    return [
        {
            "reference": one.reference,
            "place": title_of(one.got.opening, language) if one.got else "",
            "host": one.got.opening.organisation.name if one.got else "",
            "rank": one.rank,
            "wished": bool(one.wished_at),
            "by_hand": one.by_hand,
            "why": WITHOUT[Without(one.without)] if one.without else "",
            "near": [
                f"{title_of(places[near].opening, language)} ({fit:.0%})"
                for near, fit in zip(one.near, one.near_fits, strict=True)
                if near in places
            ],
        }
        for one in students
    ]


def compared_lines(round_: Any) -> list[dict[str, Any]]:
    """What other choices would have given, and which was made."""
    compared = round_.outcome.get("compared", {})
    return [
        {"said": said, "here": str(name) == round_.choice, **compared[str(name)]}
        for name, said in CHOICES.items()
        if str(name) in compared
    ]


def places_left(places: Sequence[Any], language: str) -> list[dict[str, Any]]:
    """The places that nobody has, those with most of them first."""
    left = [
        {
            "title": title_of(one.opening, language),
            "host": one.opening.organisation.name,
            "left": one.places - one.taken,
        }
        for one in places
        if one.taken < one.places
    ]
    return sorted(left, key=lambda one: -one["left"])
