# SPDX-License-Identifier: EUPL-1.2
"""Work to look at, in the order of how well it goes with interests and cards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from overstap.engine.orientation.cards import Asked, Sorted, agreement
from overstap.engine.orientation.interests import OccupationInterests, Vector
from overstap.engine.orientation.items import Letter
from overstap.engine.orientation.profile import Profile


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An occupation with what speaks for it. `order`: -1 to 1, what the list is sorted by.

    `interest`: the correlation of the two profiles, -1 to 1; none when the person's tells too little or the
    work's is not known. `cards`: how it goes with the cards, -1 to 1; none when no card is about it.
    `shared`: letters that are among the three highest of both. `digits`: how narrow the group was that the
    work's profile is of, 0 when it has none.
    """

    occupation: str
    order: float
    interest: float | None
    cards: float | None
    shared: tuple[Letter, ...]
    digits: int


def suggest(
    profile: Profile,
    interests: Mapping[str, OccupationInterests | None],
    *,
    asked: Asked | None = None,
    cards: Mapping[str, Sorted] | None = None,
) -> tuple[Suggestion, ...]:
    """Every occupation of `interests` about which something can be said, the best first; equal ones by id.

    Interest is Pearson's correlation over the six letters: the shape of a profile counts, not whether somebody
    ticks high or low. With cards as well the order is the mean of both, each as much; where one of the two is
    not known, the other alone.
    """
    own = _vector(profile) if profile.tells else None
    found = []
    for occupation, theirs in interests.items():
        interest = None if own is None or theirs is None else correlation(own, theirs.values)
        sorted_ = agreement((asked or {}).get(occupation, {}), cards or {})
        known = [value for value in (interest, sorted_) if value is not None]
        if known:
            shared = _shared(profile, theirs) if interest is not None and theirs is not None else ()
            order = sum(known) / len(known)
            digits = theirs.digits if theirs else 0
            found.append(Suggestion(occupation, order, interest, sorted_, shared, digits))
    return tuple(sorted(found, key=lambda one: (-round(one.order, 9), one.occupation)))


def correlation(one: Vector, other: Vector) -> float | None:
    """Pearson's correlation of two profiles, each of shape (6,); none when one of them is flat.

    >>> correlation(np.array([1.0, 2, 3, 4, 5, 6]), np.array([2.0, 4, 6, 8, 10, 12]))
    1.0
    """
    a, b = one - one.mean(), other - other.mean()
    length = float(np.sqrt((a @ a) * (b @ b)))
    return None if length == 0 else float(np.clip((a @ b) / length, -1.0, 1.0))


def _vector(profile: Profile) -> Vector:
    return np.array([profile.scores[letter] for letter in Letter], dtype=np.float64)


def _shared(profile: Profile, theirs: OccupationInterests) -> tuple[Letter, ...]:
    return tuple(letter for letter in profile.order[:3] if letter in theirs.highest)
