# SPDX-License-Identifier: EUPL-1.2
"""Long words that nobody writes, brought to the known word they were most likely meant to be."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

SHORTEST = 7
"""Shorter words have too many neighbours: "trappen" and "tappen" are both right."""
_TWO_FAULTS_FROM = 11


class Speller:
    """Finds the one known word within one fault (two in a long word); the first two letters are never wrong.

    >>> Speller(["verpleging", "boekhouding"]).mend("boekhoudng"), Speller(["verpleging"]).mend("verplicht")
    ('boekhouding', None)
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._by_shape: dict[tuple[str, int], list[str]] = {}
        for word in words:
            if len(word) >= SHORTEST and word.isalpha():
                self._by_shape.setdefault((word[:2], len(word)), []).append(word)
        self._memory: dict[str, str | None] = {}

    def mend(self, word: str) -> str | None:
        """The known word that was meant; None when none is near, or two are equally near."""
        if len(word) < SHORTEST or not word.isalpha():
            return None
        if word not in self._memory:
            if len(self._memory) > 100_000:
                self._memory.clear()
            self._memory[word] = self._nearest(word)
        return self._memory[word]

    def _nearest(self, word: str) -> str | None:
        faults = 2 if len(word) >= _TWO_FAULTS_FROM else 1
        candidates = [
            known
            for length in range(len(word) - faults, len(word) + faults + 1)
            for known in self._by_shape.get((word[:2], length), ())
        ]
        found = process.extract(
            word, candidates, scorer=DamerauLevenshtein.distance, score_cutoff=faults, limit=2
        )
        if not found or (len(found) > 1 and found[0][1] == found[1][1]):
            return None
        return str(found[0][0])
