# SPDX-License-Identifier: EUPL-1.2
"""The words of a label or a text that carry meaning, as stems with their places."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from overstap.engine.skills.compounds import CompoundSplitter
from overstap.engine.skills.recognition.inflection import PARTICLES, Inflection
from overstap.engine.skills.text import Token, tokens

_AFTER_VERB = 8
"""Words between a verb and its particle at most: "nam bij de balie vaak de telefoon aan"."""


_BEGINS_ANEW = PARTICLES | {"en", "of", "maar", "want", "met", "van", "als", "toen", "terwijl", "tijdens"}
_BEGINS_ANEW |= {
    "per",
    "naar",
    "zodat",
    "die",
    "dat",
    "waar",
    "elke",
    "elk",
    "iedere",
    "ook",
    "tot",
    "dan",
    "te",
}
"""Words that may follow the loose part of a verb."""


@lru_cache(maxsize=1)
def place_names() -> dict[str, frozenset[str]]:
    """Per language the names of places and programs that are also words.

    With a capital within a sentence they are the name. A name without a language is one in every language.
    """
    text = (files("overstap.engine.skills.data") / "place_names.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    return {
        language: frozenset(row["name"] for row in rows if row["language"] in ("", language))
        for language in {"", *(row["language"] for row in rows)}
    }


@lru_cache(maxsize=1)
def stop_words() -> dict[str, frozenset[str]]:
    """Per language the words that carry no meaning of their own."""
    text = (files("overstap.engine.skills.data") / "stop_words.csv").read_text(encoding="utf-8")
    found: dict[str, set[str]] = {}
    for row in csv.DictReader(text.splitlines()):
        found.setdefault(row["language"], set()).add(row["word"])
    return {language: frozenset(words) for language, words in found.items()}


_LETTERS = re.compile(r"[a-z0-9]")


@dataclass(frozen=True, slots=True)
class Term:
    """A stem with its place in the text, and the parts when the word is a compound."""

    stem: str
    start: int
    end: int
    parts: tuple[str, ...] = ()


class TermReader:
    """Reads terms out of text in one language.

    `words`: the folded words of labels; `counts`: folded word -> how often it stands alone in labels and
    descriptions (only used to split Dutch compounds).
    """

    def __init__(self, language: str, words: Iterable[str], counts: dict[str, int]) -> None:
        self.language = language
        self.words = tuple(words)
        self.inflection = Inflection(language, frozenset(self.words))
        self.counts = counts
        self.stop = stop_words().get(language, frozenset())
        self.names = place_names().get(language) or place_names()[""]
        self._splitter = CompoundSplitter(counts) if language == "nl" else None
        self._parts: dict[str, tuple[str, ...]] = {}

    def read(self, text: str) -> list[Term]:
        """The content words, in order, with separable verbs joined at the place of their verb."""
        words = tokens(text)
        verbs = self._separable(words, text) if self.language == "nl" else {}
        taken = {particle for particle, _ in verbs.values()}
        found = []
        for i, word in enumerate(words):
            if i in verbs:
                found.append(Term(verbs[i][1], word.start, word.end, ()))
            elif i not in taken and self._says(word, i, text):
                parts = self.parts(word.folded)
                found.append(Term(self.inflection.stem(word.folded), word.start, word.end, parts))
        return found

    def _says(self, word: Token, position: int, text: str) -> bool:
        if word.folded in self.stop or not _LETTERS.search(word.folded):
            return False
        return position == 0 or text[word.start : word.end] not in self.names

    def of(self, words: Iterable[str]) -> list[str]:
        """Stems of the content words among folded words; of stop words only, of all of them."""
        listed = list(words)
        return [self.inflection.stem(word) for word in listed if word not in self.stop] or [
            self.inflection.stem(word) for word in listed
        ]

    def parts(self, folded: str) -> tuple[str, ...]:
        """Stems of the parts of a compound; empty when it is none."""
        if self._splitter is None:
            return ()
        known = self._parts.get(folded)
        if known is None:
            split = self._splitter.split(folded)
            known = tuple(self.inflection.stem(part) for part in split) if len(split) > 1 else ()
            if len(self._parts) < 200_000:
                self._parts[folded] = known
        return known

    def _separable(self, words: list[Token], text: str) -> dict[int, tuple[int, str]]:
        """Position of a verb -> (position of its particle, stem of the whole): "nam de telefoon aan"."""
        found: dict[int, tuple[int, str]] = {}
        for i, word in enumerate(words):
            if word.folded not in PARTICLES or not _closes(words, i, text):
                continue
            for j in range(i - 1, max(-1, i - 1 - _AFTER_VERB), -1):
                verb = words[j].folded
                if j in found or verb in PARTICLES or (verb in self.stop and not self.inflection.strong(verb)):
                    continue
                whole = self.inflection.joined(word.folded, verb)
                if whole:
                    found[j] = (i, whole)
                    break
        return found


def _closes(words: list[Token], i: int, text: str) -> bool:
    """Whether the word may be the loose part of a verb: at the end, or before a word that begins anew.

    "nam de telefoon aan bij de bank", but not "stond aan de kassa" or "kwam om te kijken".
    """
    if i + 1 == len(words):
        return True
    if any(sign in text[words[i].end : words[i + 1].start] for sign in ",;:.()"):
        return True
    following = words[i + 1].folded
    if words[i].folded == "om" and following == "te":
        return False
    return following in _BEGINS_ANEW
