# SPDX-License-Identifier: EUPL-1.2
"""What a word of a title is, whoever does the job: medewerkster is medewerker, directrice is directeur.

Dutch titles come in a feminine and a masculine form. A rule says what the other form could be; only a
form that the vocabulary knows is taken, so that minister stays minister.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

_DUTCH = (
    "aan als bij de den der des die dit door een en et het in is m man met naar niet of om onder op over te "
    "tot uit v van ver via voor vrouw waar x"
)
_ENGLISH = "a an and at by for from in into m f of on or the to with x"

STOP_WORDS: Mapping[str, frozenset[str]] = {
    "nl": frozenset(_DUTCH.split()),
    "en": frozenset(_ENGLISH.split()),
}

_LIGHT_DUTCH = (
    "algemeen algemene allround ervaren fulltime gezocht junior medior parttime polyvalent senior startend "
    "zelfstandig"
)

LIGHT_WORDS: Mapping[str, tuple[str, ...]] = {
    "nl": tuple(_LIGHT_DUTCH.split()),
    "en": ("experienced", "fulltime", "junior", "medior", "parttime", "senior", "wanted"),
}
"""Words of a title that hardly tell one occupation from another."""

# Ending -> what may stand in its place. The first group nearly always is a feminine form; the second only
# sometimes, so there the other form must be at least half as frequent.
_SURE = (
    ("aarster", ("aar",)),
    ("ster", ("er", "der", "aar")),
    ("trice", ("teur", "tor")),
    ("drice", ("deur",)),
    ("euse", ("eur",)),
    ("vrouw", ("man",)),
)
_MAYBE = (("iere", ("ier",)), ("esse", ("",)), ("es", ("",)), ("in", ("",)), ("e", ("",)), ("a", ("us",)))
_SURE_ENDINGS = tuple(ending for ending, _ in _SURE)
_SHORTEST_REST = 3
_CLOSED = re.compile(r"(aa|ee|oo|uu)([bcdfgklmnprstvz])$")


def neutral_form(word: str, counts: Mapping[str, int]) -> str:
    """The masculine form of a folded Dutch word, where `counts` (word -> frequency) knows one; else the word.

    >>> counts = {"verkoper": 9, "maker": 5, "directeur": 4, "minister": 2}
    >>> [neutral_form(word, counts) for word in ("verkoopster", "maakster", "directrice", "minister")]
    ['verkoper', 'maker', 'directeur', 'minister']
    """
    for form in likely_forms(word):
        if counts.get(form, 0) >= 1:
            return form
    for ending, others in _MAYBE:
        for form in _other_forms(word, ending, others):
            if 2 * counts.get(form, 0) >= max(1, counts.get(word, 0)):
                return form
    return word


def likely_forms(word: str) -> Iterator[str]:
    """What a folded word would be in the masculine if its ending is a feminine one; known words or not.

    >>> "kassamedewerker" in likely_forms("kassamedewerkster")
    True
    """
    if word.endswith(_SURE_ENDINGS):
        for ending, others in _SURE:
            yield from _other_forms(word, ending, others)


def _other_forms(word: str, ending: str, others: tuple[str, ...]) -> Iterator[str]:
    rest = word.removesuffix(ending)
    if rest == word or len(rest) < _SHORTEST_REST:
        return
    for base in _spellings(rest) if ending == "ster" else (rest,):
        for other in others:
            yield base + other


def _spellings(rest: str) -> Iterator[str]:
    """A closed syllable and what it becomes before -er: maak, mak; schrijf, schrijv; lees, lez."""
    opened = _CLOSED.search(rest)
    for base in (rest, rest[: opened.start()] + opened[1][0] + opened[2]) if opened else (rest,):
        yield base
        if base.endswith("f"):
            yield base[:-1] + "v"
        if base.endswith("s"):
            yield base[:-1] + "z"
