# SPDX-License-Identifier: EUPL-1.2
"""Word forms brought back to one stem, further than the stemmers go.

The Dutch Snowball stemmer leaves the `t` of "hij werkt" and the `ge-` of "gewerkt", and no stemmer knows
that "gaf" is "geven". What is done here is: strong verbs by a table, then endings of weak verbs and
participles, but only where that gives a verb that the skills language itself uses; otherwise the plain stem.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Set
from functools import lru_cache
from importlib.resources import files

from overstap.engine.skills.text import stem

PARTICLES = frozenset(
    [
        "aan",
        "af",
        "achter",
        "bij",
        "binnen",
        "buiten",
        "dicht",
        "door",
        "in",
        "klaar",
        "los",
        "mee",
        "na",
        "neer",
        "om",
        "onder",
        "op",
        "open",
        "over",
        "rond",
        "samen",
        "schoon",
        "terug",
        "thuis",
        "toe",
        "uit",
        "vast",
        "voor",
        "voort",
        "vrij",
        "weg",
    ]
)
"""First parts of separable verbs: aan-nemen, schoon-maken."""


@lru_cache(maxsize=1)
def _irregular() -> dict[str, dict[str, str]]:
    """Language -> form -> base form of its irregular verbs."""
    text = (files("overstap.engine.skills.data") / "irregular_verbs.csv").read_text(encoding="utf-8")
    found: dict[str, dict[str, str]] = {}
    for row in csv.DictReader(text.splitlines()):
        for form in row["forms"].split():
            found.setdefault(row["language"], {}).setdefault(form, row["base"])
    return found


def plain_stem(word: str, language: str) -> str:
    """The stem of a folded word without looking at any vocabulary.

    Beyond the stemmer, in Dutch: lassen and las meet (one consonant at the end), and so do agenda's and agenda.
    """
    if language != "nl":
        return stem(word, language)
    bare = word[:-2] if word.endswith("'s") else word
    root = stem(bare, "nl").rstrip("'")
    if len(root) > 3 and root[-1] == root[-2] and root[-1] not in "aeou":
        return root[:-1]
    return root


class Inflection:
    """Brings word forms of one language back to stems.

    `words`: the folded words of labels; an ending is only taken off further than the stemmer does where
    that leads to one of them.

    >>> dutch = Inflection("nl", {"werken", "aannemen", "schoonmaken"})
    >>> dutch.stem("gewerkt") == dutch.stem("werkte") == dutch.stem("werkt") == dutch.stem("werken")
    True
    >>> dutch.stem("aangenomen") == dutch.stem("aannemen"), dutch.joined("schoon", "maakte")
    (True, 'schoonmak')
    """

    def __init__(self, language: str, words: Set[str]) -> None:
        self.language = language
        self.words = words
        self._forms = _irregular().get(language, {})
        self._memory: dict[str, str] = {}

    def stem(self, word: str) -> str:
        """The stem of a folded word."""
        found = self._memory.get(word)
        if found is None:
            found = self._stem(word)
            if len(self._memory) < 200_000:
                self._memory[word] = found
        return found

    def strong(self, word: str) -> bool:
        """Whether it is a form of a strong verb in the table."""
        return word in self._forms

    def joined(self, particle: str, verb: str) -> str | None:
        """The stem of a separable verb from its parts ("nam" ... "aan"), when labels have it."""
        infinitive = self._forms.get(verb)
        if infinitive:
            whole = particle + infinitive
            return plain_stem(whole, self.language) if whole in self.words else None
        if particle + verb in self.words:
            return plain_stem(particle + verb, self.language)
        return self._root_of(particle, (verb, *_weak_roots(verb)))

    def _stem(self, word: str) -> str:
        infinitive = self._forms.get(word)
        if infinitive:
            return plain_stem(infinitive, self.language)
        if self.language == "nl":
            if word.endswith("se") and word[:-1] in self.words:
                return word  # Pools is a language, Poolse collega's are people
            # A participle is looked at first: labels may have "gelast" themselves.
            found = self._of_participle(word)
            if found is None and word not in self.words:
                found = self._root_of("", _weak_roots(word)) or self._of_plural(word)
            if found is not None:
                return found
        return plain_stem(word, self.language)

    def _of_participle(self, word: str) -> str | None:
        """gewerkt -> werken; schoongemaakt -> schoonmaken; aangenomen -> aannemen."""
        for start in (0, *(len(particle) for particle in PARTICLES if word.startswith(particle))):
            particle, rest = word[:start], word[start:]
            if not rest.startswith("ge") or len(rest) < 6:
                continue
            if rest in self._forms:
                whole = particle + self._forms[rest]
                if whole in self.words:
                    return plain_stem(whole, self.language)
            elif rest.endswith(("t", "d")):
                found = self._root_of(particle, (rest[2:-1], rest[2:]))
                if found is not None:
                    return found
        return None

    def _root_of(self, particle: str, roots: Iterable[str]) -> str | None:
        """The stem of the first root of which labels have the infinitive."""
        for root in roots:
            for infinitive in _infinitives(root):
                if particle + infinitive in self.words:
                    return plain_stem(particle + infinitive, self.language)
        return None

    def _of_plural(self, word: str) -> str | None:
        singular = word[:-1].rstrip("'")
        if len(word) > 4 and word.endswith("s") and singular in self.words:
            return plain_stem(singular, self.language)
        return None


def _infinitives(root: str) -> Iterator[str]:
    """werk -> werken; las -> lassen; maak -> maken; verf -> verven; verhuis -> verhuizen."""
    if len(root) < 3:
        return
    yield root + "en"
    yield root + root[-1] + "en"
    if root[-2] == root[-3]:
        yield root[:-3] + root[-2:] + "en"
    if root[-1] in "fs":
        yield root[:-1] + {"f": "v", "s": "z"}[root[-1]] + "en"
        if root[-2] == root[-3]:
            yield root[:-3] + root[-2] + {"f": "v", "s": "z"}[root[-1]] + "en"
    if root[-1] in "aeiou":
        yield root + "n"


def _weak_roots(word: str) -> Iterator[str]:
    """werkt -> werk; werkte, werkten -> werk; verzorgd -> verzorg."""
    if len(word) < 5:
        return
    for ending in ("ten", "den", "te", "de", "t", "d"):
        if word.endswith(ending):
            yield word[: -len(ending)]
