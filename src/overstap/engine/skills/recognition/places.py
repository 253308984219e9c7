# SPDX-License-Identifier: EUPL-1.2
"""Where in a sentence the words stand that a label was recognised by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from overstap.engine.skills.recognition.evidence import WINDOW, Model, Seen

SAME_WORDS = 0.5
"""Of two skills seen in the same words, the lesser is left out when it has less than this share of the odds."""

_CALLED = 0.1
"""The least chance by which an associated word is shown as a reason."""


def place_of(model: Model, words: Sequence[Seen], label: int) -> tuple[int, ...] | None:
    """Positions in `words` that speak for the label, within one window; None when nothing does."""
    wanted = {int(term) for term in model.index.terms_of(label)}
    there = [wanted.intersection(_own(word)) for word in words]
    # With the whole label there, words that only hint at it are no part of its place.
    whole = wanted <= set[int]().union(*there)
    worth = [
        _there(model, terms) if terms or whole else _called(model, word, wanted)
        for word, terms in zip(words, there, strict=True)
    ]
    best: tuple[float, tuple[int, ...]] = (0.0, ())
    for first in range(len(words)):
        if worth[first] <= 0.0:
            continue
        stretch = range(first, min(len(words), first + WINDOW))
        total = sum(worth[i] for i in stretch)
        if total > best[0] + 1e-9:
            best = (total, tuple(i for i in stretch if worth[i] > 0.0))
    return best[1] or None


@dataclass(frozen=True, slots=True)
class Claim:
    """A label that is confidently seen, with the positions of the words that speak for it.

    `phrase`: of those the words that stand in the label themselves; none when a comma parts them. `whole`:
    whether that is all of the label.
    """

    confidence: float
    label: int
    place: tuple[int, ...]
    phrase: frozenset[int]
    whole: bool

    def uses_up(self, other: Claim) -> bool:
        """Whether the other is seen in part of this phrase only: "bedienen" in "kassa bedienen".

        A phrase that is there whole may be somewhat less sure than the word it uses up.
        """
        least = SAME_WORDS if self.whole else 1.0
        return self.phrase > set(other.place) and self.confidence >= least * other.confidence


def claim_of(model: Model, text: str, words: Sequence[Seen], label: int, confidence: float) -> Claim | None:
    """A label in its place in a text; None when nothing speaks for it."""
    place = place_of(model, words, label)
    if place is None:
        return None
    wanted = {int(term) for term in model.index.terms_of(label)}
    phrase = frozenset(i for i in place if wanted.intersection(_own(words[i])))
    there = set[int]().union(*(_own(words[i]) for i in phrase))
    if "," in text[words[place[0]].start : words[place[-1]].end]:
        phrase = frozenset()
    return Claim(confidence, label, place, phrase, wanted <= there)


def _own(word: Seen) -> tuple[int, ...]:
    return word.parts if word.term is None else (word.term, *word.parts)


def _there(model: Model, terms: set[int]) -> float:
    """How much a word says for the wanted terms that it is: the largest idf."""
    return max((float(model.index.idf[term]) for term in terms), default=0.0)


def _called(model: Model, word: Seen, wanted: set[int]) -> float:
    """How much a word says for wanted terms that it calls for: their idf, times the chance of it."""
    calls = 0.0
    for term in _own(word):
        first, last = model.associations.indptr[term], model.associations.indptr[term + 1]
        for other, chance in zip(
            model.associations.indices[first:last], model.associations.data[first:last], strict=True
        ):
            if chance >= _CALLED and int(other) in wanted:
                calls = max(calls, float(chance * model.index.idf[other]))
    return calls
