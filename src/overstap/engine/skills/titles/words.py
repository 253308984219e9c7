# SPDX-License-Identifier: EUPL-1.2
"""Cuts a title into units: the stems of its words and of the parts of its compounds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from overstap.engine.skills.compounds import CompoundSplitter
from overstap.engine.skills.taxonomy import Taxonomy
from overstap.engine.skills.text import fold, folded_words, stem
from overstap.engine.skills.titles.forms import STOP_WORDS, likely_forms, neutral_form
from overstap.engine.skills.titles.packing import Arrays, pack_words, unpack_words


@dataclass(frozen=True, slots=True)
class Unit:
    """A stem, the folded word it was cut from, and whether it is that whole word or a part of it."""

    stem: str
    word: str
    whole: bool


def title_key(text: str) -> str:
    """What two spellings of the same title have in common: letters and digits, folded.

    >>> title_key("Café-medewerker  (m/v)") == title_key("cafe medewerker")
    True
    """
    stop = frozenset("mvx")
    return " ".join(word for word in folded_words(text.replace("\xad", "")) if word not in stop)


class TitleWords:
    """Cuts titles of one language. `counts`: folded word -> how often the vocabulary has it."""

    def __init__(self, language: str, counts: Mapping[str, int]) -> None:
        self.language = language
        self._counts = counts
        self._splitter = CompoundSplitter(counts) if language == "nl" else None
        self._memory: dict[str, tuple[Unit, ...]] = {}
        self._stop = STOP_WORDS.get(language, frozenset())

    def units(self, text: str) -> tuple[Unit, ...]:
        """The units of a title in order; function words are left out unless nothing else is left."""
        folded = folded_words(text.replace("\xad", ""))
        kept = [word for word in folded if word not in self._stop] or folded
        return tuple(unit for word in kept for unit in self._of_word(word))

    def stems(self, text: str) -> list[str]:
        """The stems of the units of a title."""
        return [unit.stem for unit in self.units(text)]

    def shared_stems(self, text: str) -> list[str]:
        """The same of a longer text, without the words that the vocabulary has only once: they join nothing."""
        words = folded_words(text)
        shared = (word for word in words if self._counts.get(word, 0) > 1 and word not in self._stop)
        return [unit.stem for word in shared for unit in self._of_word(word)]

    def _of_word(self, word: str) -> tuple[Unit, ...]:
        known = self._memory.get(word)
        if known is None:
            parts = self._parts(word)
            known = tuple(Unit(stem(part, self.language), word, len(parts) == 1) for part in parts)
            if len(self._memory) < 200_000:
                self._memory[word] = known
        return known

    def _parts(self, word: str) -> tuple[str, ...]:
        if self._splitter is None:
            return (word,)
        parts = tuple(neutral_form(part, self._counts) for part in self._splitter.split(word))
        if len(parts) == 1 and parts[0] != word:
            parts = tuple(neutral_form(part, self._counts) for part in self._splitter.split(parts[0]))
        if parts == (word,):
            # Nobody wrote kassamedewerker, but kassa and medewerker are there.
            cut = (self._splitter.split(form) for form in likely_forms(word))
            parts = next((found for found in cut if len(found) > 1), parts)
        return parts

    def to_arrays(self) -> Arrays:
        """The vocabulary as arrays."""
        return {
            "words": pack_words(self._counts),
            "counts": np.fromiter(self._counts.values(), np.int32, len(self._counts)),
        }

    @classmethod
    def from_arrays(cls, language: str, arrays: Arrays) -> TitleWords:
        """The same as was given to `to_arrays`."""
        words = unpack_words(arrays["words"])
        return cls(language, dict(zip(words, arrays["counts"].tolist(), strict=True)))


def count_words(taxonomy: Taxonomy, language: str, more: Iterable[str] = ()) -> Counter[str]:
    """Folded words of all labels, and of the descriptions of occupations, with how often each occurs.

    Words are counted where they stand alone, which is what shows that they can be a part of a compound.
    """
    counts: Counter[str] = Counter()
    for concepts, with_description in ((taxonomy.occupations, True), (taxonomy.skills, False)):
        for concept in concepts:
            words = concept.words.get(language)
            if words is None:
                continue
            for label in words.all_labels():
                counts.update(folded_words(label))
            if with_description:
                counts.update(folded_words(words.description))
    for text in more:
        counts.update(folded_words(text))
    return counts


def plain(text: str) -> str:
    """A title as its letters are compared: folded, single spaces, no soft hyphens."""
    return " ".join(fold(text.replace("\xad", "")).split())
