# SPDX-License-Identifier: EUPL-1.2
"""Word forms brought back to one stem, further than the stemmers go.

The Dutch Snowball stemmer leaves the `t` of "hij werkt" and the `ge-` of "gewerkt", and no stemmer knows
that "gaf" is "geven". What is done here is: strong verbs by a table, then endings of weak verbs and
participles, but only where that gives a stem that the skills language itself uses; otherwise the plain stem.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Set
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

    `known`: stems that the skills language uses in its labels; an ending is only taken off further than
    the stemmer does where that leads to one of them.

    >>> dutch = Inflection("nl", {plain_stem("werken", "nl"), plain_stem("aannemen", "nl")})
    >>> dutch.stem("gewerkt") == dutch.stem("werkte") == dutch.stem("werkt") == plain_stem("werken", "nl")
    True
    >>> dutch.stem("aangenomen") == plain_stem("aannemen", "nl")
    True
    """

    def __init__(self, language: str, known: Set[str]) -> None:
        self.language = language
        self.known = known
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
        """The stem of a separable verb from its parts ("nam" ... "aan"), when it is a known one."""
        infinitive = self._forms.get(verb)
        candidates = [infinitive] if infinitive else [verb, *_weak_roots(verb)]
        for candidate in candidates:
            whole = plain_stem(particle + candidate, self.language)
            if whole in self.known:
                return whole
        return None

    def _stem(self, word: str) -> str:
        infinitive = self._forms.get(word)
        if infinitive:
            return plain_stem(infinitive, self.language)
        plain = plain_stem(word, self.language)
        if self.language != "nl":
            return plain
        # A participle is looked at first: "gelast" and "gekookt" may occur in labels themselves.
        for candidate in _participle_roots(word, self._forms):
            root = plain_stem(candidate, "nl")
            if root in self.known:
                return root
        if plain in self.known:
            return plain
        for candidate in _weak_roots(word):
            root = plain_stem(candidate, "nl")
            if root in self.known:
                return root
        return plain


def _participle_roots(word: str, forms: dict[str, str]) -> Iterator[str]:
    """gewerkt -> werk; schoongemaakt -> schoonmaak; aangenomen -> aannemen."""
    for start in (0, *(len(particle) for particle in PARTICLES if word.startswith(particle))):
        rest = word[start:]
        if not rest.startswith("ge") or len(rest) < 6:
            continue
        particle = word[:start]
        if rest in forms:
            yield particle + forms[rest]
        elif rest.endswith(("t", "d")):
            yield particle + rest[2:-1]
            yield particle + rest[2:]


def _weak_roots(word: str) -> Iterator[str]:
    """werkt -> werk; werkte, werkten -> werk; verzorgd -> verzorg."""
    if len(word) < 5:
        return
    for ending in ("ten", "den", "te", "de", "t", "d", "s"):
        if word.endswith(ending):
            yield word[: -len(ending)]
