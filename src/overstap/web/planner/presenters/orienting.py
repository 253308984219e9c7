# SPDX-License-Identifier: EUPL-1.2
"""A profile of interests and the work that goes with it, as a page shows it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from overstap.engine.orientation.cards import Sorted
from overstap.engine.orientation.items import Letter
from overstap.engine.orientation.profile import Profile
from overstap.engine.orientation.suggesting import Suggestion
from overstap.engine.region.region import Region
from overstap.web import words
from overstap.web.planner.presenters.matches import sector_of

LETTERS = {
    Letter.REALISTIC: (
        gettext_lazy("doing and making"),
        gettext_lazy("with your hands, machines, plants or outdoors"),
    ),
    Letter.INVESTIGATIVE: (
        gettext_lazy("finding out"),
        gettext_lazy("thinking, testing, understanding how it works"),
    ),
    Letter.ARTISTIC: (
        gettext_lazy("designing and imagining"),
        gettext_lazy("making something that was not there yet"),
    ),
    Letter.SOCIAL: (gettext_lazy("with people"), gettext_lazy("caring, teaching, listening")),
    Letter.ENTERPRISING: (
        gettext_lazy("enterprising and leading"),
        gettext_lazy("persuading, organising, deciding"),
    ),
    Letter.CONVENTIONAL: (
        gettext_lazy("ordering and precise work"),
        gettext_lazy("keeping things right and in order"),
    ),
}
PILES = {
    Sorted.CAN: gettext_lazy("I can do this"),
    Sorted.LEARN: gettext_lazy("I want to learn this"),
    Sorted.NOT: gettext_lazy("rather not"),
}
ANSWERS = (
    gettext_lazy("not at all"),
    gettext_lazy("not really"),
    gettext_lazy("do not know"),
    gettext_lazy("yes"),
    gettext_lazy("very much"),
)
"""From 0 to 4."""


def letters_of(profile: Profile) -> list[dict[str, Any]]:
    """The six letters with their scores, in the order of RIASEC."""
    top = set(profile.order[:3]) if profile.tells else set()
    return [
        {
            "name": LETTERS[letter][0],
            "says": LETTERS[letter][1],
            "score": None if score is None else round(score),
            "high": letter in top,
        }
        for letter, score in profile.scores.items()
    ]


def work_of(region: Region, found: Sequence[Suggestion]) -> list[dict[str, Any]]:
    """Occupations with the reason they stand there."""
    return [
        {
            "id": one.occupation,
            "label": region.occupation_label(one.occupation, words.language()),
            "sector": sector_of(region, one.occupation),
            "outlook": words.OUTLOOKS.get(region.records.occupations[one.occupation].outlook, ""),
            "why": _why(one),
        }
        for one in found
    ]


def _why(one: Suggestion) -> str:
    said = []
    if one.shared:
        shared = ", ".join(str(LETTERS[letter][0]) for letter in one.shared)
        said.append(_("You both have: %(letters)s.") % {"letters": shared})
    if one.interest is not None and not one.shared:
        said.append(_("Your profile looks like that of this work as a whole."))
    if one.cards is not None:
        said.append(
            _("It asks cards that you can or want.")
            if one.cards > 0
            else _("It asks cards that you would rather not.")
        )
    if one.digits and one.digits < 4:
        said.append(_("Of this work itself no profile is known; this is that of a wider group."))
    return " ".join(said)
