# SPDX-License-Identifier: EUPL-1.2
"""Where in a sentence the words stand that a label was recognised by."""

from __future__ import annotations

from collections.abc import Sequence

from overstap.engine.skills.recognition.evidence import WINDOW, Model, Seen

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


def words_of(model: Model, words: Sequence[Seen], place: Sequence[int], label: int) -> list[int]:
    """Of the positions of a place, those of words that stand in the label themselves."""
    wanted = {int(term) for term in model.index.terms_of(label)}
    return [i for i in place if wanted.intersection(_own(words[i]))]


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
