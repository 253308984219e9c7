# SPDX-License-Identifier: EUPL-1.2
"""From answers to a profile of interests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from overstap.engine.orientation.items import ITEMS, MOST, Item, Letter

FEWEST_ANSWERS = 3
"""Of the five questions of a letter; with fewer its score is unknown."""
FLAT_UNDER = 12.5
"""Points between the highest and the lowest score under which a profile tells too little to rank by: on average
half a step of the scale.
"""


@dataclass(frozen=True, slots=True)
class Profile:
    """Scores of the six letters, 0 to 100; None where too little was answered."""

    scores: Mapping[Letter, float | None]
    answered: int

    @property
    def complete(self) -> bool:
        """Whether each letter has a score."""
        return all(score is not None for score in self.scores.values())

    @property
    def spread(self) -> float:
        """The highest score less the lowest; 0 when a score is missing."""
        known = [score for score in self.scores.values() if score is not None]
        return max(known) - min(known) if len(known) == len(Letter) else 0.0

    @property
    def tells(self) -> bool:
        """Whether work can be ranked by it: it is complete, and not flat."""
        return self.complete and self.spread >= FLAT_UNDER

    @property
    def order(self) -> tuple[Letter, ...]:
        """The letters that have a score, the highest first; equal ones in the order of RIASEC."""
        known = [letter for letter in Letter if self.scores[letter] is not None]
        return tuple(sorted(known, key=lambda letter: -(self.scores[letter] or 0.0)))

    @property
    def code(self) -> str:
        """The three highest letters, as they are usually written; empty when it does not tell enough."""
        return "".join(letter.value for letter in self.order[:3]) if self.tells else ""


def profile_of(answers: Mapping[str, int]) -> Profile:
    """The profile of answers: item id -> 0 to 4. What was not answered is left out, not counted as 0.

    The score of a letter is the mean of its answers, as a part of the most: 100 * mean / 4.
    Raises `ValueError` for an item that is not there or an answer outside the scale.

    >>> profile = profile_of({"R1": 4, "R2": 3, "R3": 2})
    >>> profile.scores[Letter.REALISTIC], profile.scores[Letter.SOCIAL], profile.complete
    (75.0, None, False)
    """
    known = {item.id for item in ITEMS}
    wrong = [id_ for id_, answer in answers.items() if id_ not in known or not 0 <= answer <= MOST]
    if wrong:
        raise ValueError(f"no item, or no answer of 0 to {MOST}: {', '.join(sorted(wrong))}")
    return Profile({letter: _score(letter, ITEMS, answers) for letter in Letter}, len(answers))


def _score(letter: Letter, items: tuple[Item, ...], answers: Mapping[str, int]) -> float | None:
    given = [answers[item.id] for item in items if item.letter is letter and item.id in answers]
    if len(given) < FEWEST_ANSWERS:
        return None
    return 100.0 * sum(given) / (MOST * len(given))
