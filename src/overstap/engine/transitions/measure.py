# SPDX-License-Identifier: EUPL-1.2
"""How usual a step from one occupation to another is.

A sum of few parts, each of which says something that can be checked: how large the destination is, how alike
the work is in words and in kinds of skills, what carries over and what of it is used, whether both stand in
one group, and how far level, pay and interests lie apart. The sum is the logarithm of how often the step is
made, as in a gravity model. The formula, its weights, how they were chosen and what they are worth:
docs/methods/usual-steps.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import cached_property

import numpy as np
import numpy.typing as npt

from overstap.engine.transitions.covering import all_pairs_coverage
from overstap.engine.transitions.likeness import kind_vectors, word_vectors
from overstap.engine.transitions.traits import Traits

Floats = npt.NDArray[np.float64]
Rows = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Weights:
    """What each part counts for. The same for every occupation, language and country."""

    size: float = 0.85
    words: float = 3.5
    kinds: float = 0.4
    fit: float = 0.2
    use: float = 0.2
    group: float = 0.4
    level: float = 0.15
    pay: float = 0.5
    interests: float = 0.3


DEFAULT_WEIGHTS = Weights()
PARTS = tuple(one.name for one in fields(Weights) if one.name != "size")


class Grade(StrEnum):
    """How usual a step is, in a word."""

    USUAL = "usual"
    LESS_USUAL = "less usual"
    UNUSUAL = "unusual"


USUAL_FROM, LESS_USUAL_FROM = 3.0, 1.0
"""From how many times as often as the average step a step is called usual, and less usual."""

_AT_ONCE = 128
"""Origins that are worked out together: enough to be quick, few enough to need little memory."""


@dataclass(frozen=True)
class Steps:
    """All steps between the occupations of `traits`; positions are those of `traits.ids`."""

    traits: Traits
    weights: Weights = DEFAULT_WEIGHTS

    @cached_property
    def coverage(self) -> npt.NDArray[np.float32]:
        """Shape (n, n): `[a, b]` is the share of what b asks that a's usual skills meet."""
        return all_pairs_coverage(self.traits.demands, self.traits.similarity)

    @cached_property
    def _words(self) -> Floats:
        return word_vectors(self.traits.words)

    @cached_property
    def _kinds(self) -> Floats:
        return kind_vectors(self.traits.kinds)

    @cached_property
    def _interests(self) -> Floats:
        """In standard deviations over the occupations; NaN where unknown."""
        known = self.traits.interests
        if known.shape[1] == 0 or np.isnan(known).any(axis=1).all():
            return known
        spread = np.nanstd(known, axis=0)
        return np.asarray((known - np.nanmean(known, axis=0)) / np.where(spread > 0, spread, 1.0))

    @cached_property
    def _groups(self) -> tuple[npt.NDArray[np.int64], ...]:
        """Per depth of group a number for each occupation, -1 where it stands in none."""
        depth = max((len(groups) for groups in self.traits.groups), default=0)
        numbered = []
        for at in range(depth):
            codes = [groups[at] if len(groups) > at else "" for groups in self.traits.groups]
            index = {code: number for number, code in enumerate(dict.fromkeys(filter(None, codes)))}
            numbered.append(np.array([index.get(code, -1) for code in codes], np.int64))
        return tuple(numbered)

    def parts(self, origin: int) -> dict[str, Floats]:
        """For every destination what each part says, not yet weighed. Shapes (n,).

        words, kinds: likeness, -1 to 1. fit: how much of what is asked carries over; use: how much of what
        one can is asked, both 0 to 1. group: share of the depths of groups that both stand in. level (steps),
        pay (logarithm of the ratio), interests (standard deviations): minus the distance, the mean of the
        others where one of both is unknown.
        """
        return {name: part[0] for name, part in self._parts(np.array([origin])).items()}

    def _parts(self, origins: Rows) -> dict[str, Floats]:
        """The parts for several origins at once, shapes (origins, n)."""
        return {
            "words": self._words[origins] @ self._words.T,
            "kinds": self._kinds[origins] @ self._kinds.T,
            "fit": self.coverage[origins].astype(np.float64),
            "use": self.coverage[:, origins].T.astype(np.float64),
            "group": self._together(origins),
            "level": -_apart(self.traits.level[:, None], origins),
            "pay": -_apart(np.log(self.traits.pay)[:, None], origins),
            "interests": -_apart(self._interests, origins),
        }

    def weighed(self, origin: int) -> dict[str, Floats]:
        """The parts times their weights."""
        return {name: getattr(self.weights, name) * part for name, part in self.parts(origin).items()}

    def scores(self, origin: int, shares: Floats | None = None) -> Floats:
        """Shape (n,): the logarithm of how often each step is made, up to a constant; minus infinity to itself.

        `shares` (n,) are those of `destination_shares`; without them all destinations are of one size.
        """
        score = np.asarray(np.sum(list(self.weighed(origin).values()), axis=0))
        score[origin] = -np.inf
        return score if shares is None else self.sized(score, shares)

    def sized(self, scores: Floats, shares: Floats) -> Floats:
        """Scores without a size, with the sizes in `shares` (n,) put in."""
        return np.asarray(scores + self.weights.size * np.log(shares))

    def lifts(self, origin: int) -> Floats:
        """Shape (n,): how many times as often as an average step to work of the same size; 0 to itself."""
        return lifts_of(self.scores(origin))

    def rows(self, origins: Rows) -> Iterator[Floats]:
        """The scores of each of `origins`, as `scores` gives them without a size, but many times as fast."""
        for start in range(0, len(origins), _AT_ONCE):
            block = origins[start : start + _AT_ONCE]
            found = np.zeros((len(block), len(self.traits)))
            for name, part in self._parts(block).items():
                found += getattr(self.weights, name) * part
            found[np.arange(len(block)), block] = -np.inf
            yield from found

    def matrix(self) -> Floats:
        """All lifts, shape (n, n): row from, column to. All pairs of ESCO's occupations take seconds."""
        n = len(self.traits)
        found = np.zeros((n, n))
        for row, scores in zip(found, self.rows(np.arange(n)), strict=True):
            row[:] = lifts_of(scores)
        return found

    def rank(self, origin: int, shares: Floats | None = None) -> npt.NDArray[np.intp]:
        """All other occupations, the most usual step first; of equal ones the first in the taxonomy."""
        scores = self.scores(origin, shares)
        return np.lexsort((np.arange(len(scores)), -scores))[:-1]

    def _together(self, origins: Rows) -> Floats:
        shared = np.zeros((len(origins), len(self.traits)))
        for numbers in self._groups:
            here = numbers[origins, np.newaxis]
            shared += (here == numbers) & (here >= 0)
        return shared / max(len(self._groups), 1)


def _apart(values: Floats, origins: Rows) -> Floats:
    """The distance (root of the mean square over the columns) from each origin to each occupation.

    What is unknown is taken to be as far as the others are on average: it speaks neither for nor against.
    """
    squares = np.zeros((len(origins), len(values)))
    for column in values.T:
        squares += (column[origins, np.newaxis] - column) ** 2
    distances = np.sqrt(squares / max(values.shape[1], 1))
    unknown = np.isnan(distances)
    known = np.maximum((~unknown).sum(axis=1, keepdims=True), 1)
    means = np.where(unknown, 0.0, distances).sum(axis=1, keepdims=True) / known
    return np.asarray(np.where(unknown, means, distances))


def lifts_of(scores: Floats) -> Floats:
    """Lifts (n,) out of the scores (n,) of the steps from one origin, itself at minus infinity."""
    if len(scores) < 2:
        return np.zeros(len(scores))
    often = np.exp(scores - scores.max())
    return np.asarray(often / (often.sum() / (len(scores) - 1)))


def grade(lift: float) -> Grade:
    """A lift in a word.

    >>> str(grade(4.2)), str(grade(1.5)), str(grade(0.3))
    ('usual', 'less usual', 'unusual')
    """
    if lift >= USUAL_FROM:
        return Grade.USUAL
    return Grade.LESS_USUAL if lift >= LESS_USUAL_FROM else Grade.UNUSUAL


def above_average(weighed: Mapping[str, Floats], origin: int, to: int) -> dict[str, float]:
    """How much each part brings this step above the average step out of `origin`; negative: below it.

    The unit is that of the scores: 0.69 doubles how often the step is made.
    """
    others = np.arange(len(next(iter(weighed.values())))) != origin
    return {
        name: float(part[to] - part[others].mean()) if others.any() else 0.0 for name, part in weighed.items()
    }
