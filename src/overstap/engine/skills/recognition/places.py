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
    worth = [_worth(model, word, wanted) for word in words]
    best: tuple[float, tuple[int, ...]] = (0.0, ())
    for first in range(len(words)):
        if worth[first] <= 0.0:
            continue
        stretch = range(first, min(len(words), first + WINDOW))
        total = sum(worth[i] for i in stretch)
        if total > best[0] + 1e-9:
            best = (total, tuple(i for i in stretch if worth[i] > 0.0))
    return best[1] or None


def _worth(model: Model, word: Seen, wanted: set[int]) -> float:
    """How much a word says for the wanted terms: their idf, times the chance by which it calls for them."""
    idf = model.index.idf
    own = [term for term in (word.term, *word.parts) if term is not None]
    there = [float(idf[term]) for term in own if term in wanted]
    if there:
        return max(there)
    calls = 0.0
    for term in own:
        first, last = model.associations.indptr[term], model.associations.indptr[term + 1]
        for other, chance in zip(
            model.associations.indices[first:last], model.associations.data[first:last], strict=True
        ):
            if chance >= _CALLED and int(other) in wanted:
                calls = max(calls, float(chance * idf[other]))
    return calls
