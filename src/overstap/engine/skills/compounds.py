# SPDX-License-Identifier: EUPL-1.2
"""Splits Dutch compounds by what a vocabulary shows: kassamedewerker is kassa + medewerker.

Method: of all ways to cut a word into parts that stand alone elsewhere, take the one whose parts have the
highest geometric mean of frequency, and keep the word whole when it is itself more frequent than that
(Koehn and Knight, Empirical Methods for Compound Splitting, 2003). In Dutch the last part is the head.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cached_property

LINKS = ("", "s", "en", "n", "e", "er")
"""What may join two parts: bedrijf-s-leider, ziek-en-huis."""

SHORTEST_PART = 3
_SHORT = 3
_SHORT_MUST_OCCUR = 5
_PRICE_PER_CUT = 0.7
"""Taken off the mean log frequency for each cut: landbouw + producten rather than land + bouw + producten."""

# Words that stand alone but as a part are nearly always a mistake: prefixes, endings, function words.
_NEVER_A_PART = frozenset(
    [
        "aan",
        "aar",
        "achtig",
        "baar",
        "bij",
        "daar",
        "dat",
        "der",
        "den",
        "des",
        "die",
        "dit",
        "dom",
        "door",
        "eerder",
        "een",
        "eren",
        "eur",
        "haar",
        "heid",
        "her",
        "hij",
        "hun",
        "ier",
        "iek",
        "iets",
        "ing",
        "isch",
        "ist",
        "loos",
        "lijk",
        "mede",
        "naar",
        "niet",
        "onder",
        "ont",
        "over",
        "reden",
        "schap",
        "ster",
        "ten",
        "ter",
        "toe",
        "tor",
        "uit",
        "ver",
        "van",
        "vele",
        "voor",
        "waar",
        "welk",
        "wel",
        "zij",
        "zijn",
    ]
)
_SHORT_HEADS = frozenset(["arts", "bode", "boer", "gids", "hulp", "klerk", "knecht", "kok", "smid", "tolk"])


class CompoundSplitter:
    """Cuts words into parts that the vocabulary knows.

    `counts`: folded word -> how often it stands alone. Words of fewer than two parts' length, with
    digits, or without a split that beats the whole come back as they are.
    """

    def __init__(self, counts: Mapping[str, int]) -> None:
        self._logs = {
            word: math.log(count + 1.0) for word, count in counts.items() if _may_be_part(word, count)
        }
        self._whole = {word: math.log(count + 1.0) for word, count in counts.items()}
        self._memory: dict[str, tuple[str, ...]] = {}

    @cached_property
    def parts(self) -> frozenset[str]:
        """Every word that may be a part."""
        return frozenset(self._logs)

    def split(self, word: str) -> tuple[str, ...]:
        """The parts of a folded word, the head last; the linking letters are left out.

        >>> splitter = CompoundSplitter({"bedrijf": 30, "leider": 40, "kassa": 9, "medewerker": 90})
        >>> splitter.split("bedrijfsleider"), splitter.split("medewerker"), splitter.split("opera")
        (('bedrijf', 'leider'), ('medewerker',), ('opera',))
        """
        known = self._memory.get(word)
        if known is None:
            known = self._split(word)
            if len(self._memory) < 200_000:
                self._memory[word] = known
        return known

    def _split(self, word: str) -> tuple[str, ...]:
        if len(word) < 2 * SHORTEST_PART or not word.isalpha():
            return (word,)
        best = self._best(word, len(word))
        if best is None:
            return (word,)
        total, parts = best
        return parts if _worth(total, parts) > self._whole.get(word, 0.0) else (word,)

    def _best(self, word: str, end: int) -> tuple[float, tuple[str, ...]] | None:
        """The best cut of `word` into two or more known parts, by mean log frequency."""
        # ends[i]: the best cut of word[:i]; keeps the sum, compared by the mean. Going forward from the places
        # that can be reached at all, most places are never looked at.
        ends: list[tuple[float, tuple[str, ...]] | None] = [None] * (end + 1)
        ends[0] = (0.0, ())
        for start in range(end - SHORTEST_PART + 1):
            before = self._before(word, ends, start)
            if before is None:
                continue
            for stop in range(start + SHORTEST_PART, end + 1):
                part = word[start:stop]
                log = self._logs.get(part)
                if log is None or (stop == end and (start == 0 or not _may_be_head(part))):
                    continue
                ends[stop] = _better(ends[stop], before, log, part)
        return ends[end]

    @staticmethod
    def _before(
        word: str, ends: list[tuple[float, tuple[str, ...]] | None], start: int
    ) -> tuple[float, tuple[str, ...]] | None:
        """The best cut that ends at `start`, or before the linking letters that stand there."""
        if start == 0:
            return ends[0]
        for link in LINKS:
            if word.endswith(link, 0, start) and (found := ends[start - len(link)]) is not None and found[1]:
                return found
        return None


def _better(
    old: tuple[float, tuple[str, ...]] | None,
    before: tuple[float, tuple[str, ...]],
    log: float,
    part: str,
) -> tuple[float, tuple[str, ...]] | None:
    new = (before[0] + log, (*before[1], part))
    if old is None or _worth(*new) > _worth(*old):
        return new
    return old


def _worth(total: float, parts: tuple[str, ...]) -> float:
    return total / len(parts) - _PRICE_PER_CUT * (len(parts) - 1)


def _may_be_head(part: str) -> bool:
    return len(part) > _SHORT or part in _SHORT_HEADS


def _may_be_part(word: str, count: int) -> bool:
    if len(word) < SHORTEST_PART or not word.isalpha() or word in _NEVER_A_PART:
        return False
    return len(word) > _SHORT or count >= _SHORT_MUST_OCCUR
