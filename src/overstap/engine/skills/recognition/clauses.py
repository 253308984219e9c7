# SPDX-License-Identifier: EUPL-1.2
"""A text cut into sentences and clauses, and what in them is not this person's skill.

A skill that is denied ("geen rijbewijs", "no experience with"), wished for ("wil graag leren lassen"), not
asked ("is niet nodig"), offered as training or somebody else's ("mijn man is elektricien") is not a skill
of the one who speaks. Such a scope reaches to the end of its clause, and stops at a conjunction that
turns ("maar", "but", "wel").
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from overstap.engine.skills.recognition.scope import LITTLE_OF, Scope, of_one_thing, scope_of, takes_back

# A full stop ends a sentence before a space; line breaks, bullets and semicolons always do.
_SENTENCE_END = re.compile(r"[.!?…]+(?=[\s\"'”’)]+\S|[\s\"'”’)]*$)|[\r\n]+|[•▪●◦‣·]|\s[–—*-]\s(?=\S)|;")
_LOWER_NEXT = re.compile(r"[\s\"'”’)]+[a-z]")
_ABBREVIATION = re.compile(
    r"(?<![^\W_])(?:(?:[a-z]\.)+[a-z]|bijv|bv|incl|inc|excl|enz|etc|evt|ca|resp|vnl|zgn|max|min|nr|tel|jr|mnd"
    r"|dhr|mevr|mw|mr|drs|dr|ir|ing|prof|vs|approx|dept|esp)$",
    re.IGNORECASE,
)
"""What a full stop belongs to when a lower-case word follows: "o.a. kassa", "incl. kas", "e.g. welding"."""
_LONGEST_ABBREVIATION = 12
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[,:()]", re.UNICODE)


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch `text[start:end]` within one sentence, and whose it is.

    `sentence` counts the sentences of the text from 0.
    """

    start: int
    end: int
    sentence: int
    scope: Scope = Scope.OWN


_TURN = {
    "nl": frozenset(["maar", "echter", "wel", "alleen", "hoewel", "terwijl"]),
    "en": frozenset(["but", "however", "although", "though", "yet", "except"]),
}
_JOIN = {
    "nl": frozenset(
        ["maar", "want", "dus", "terwijl", "omdat", "zodat", "hoewel", "echter", "doch", "geen", "zonder"]
    ),
    "en": frozenset(
        ["but", "because", "so", "while", "although", "though", "however", "whereas", "yet", "no", "without"]
    ),
}
"""Words a new clause begins with. "geen" and "zonder" deny only what follows them, so they begin one too."""

_SPEAKER = frozenset(["ik", "i", "we", "wij"])
"""Who begins a clause of their own, not an item of a list: "geen rijbewijs, ik kan koken"."""


def clauses(text: str, language: str) -> list[Clause]:
    """The clauses of a text, in order; together they hold every word.

    >>> [(c.scope.value, c.sentence) for c in clauses("Geen rijbewijs, maar wel een heftruck.", "nl")]
    [('denied', 0), ('own', 0)]
    >>> [c.scope.value for c in clauses("I don't only cook but also bake", "en")]
    ['own', 'own']
    """
    found: list[Clause] = []
    for number, (start, end) in enumerate(_sentences(text)):
        pieces = list(_pieces(text, start, end, language))
        scopes = _carry(
            [scope_of(text[first:last], language) for first, last in pieces], text, pieces, language
        )
        found += [
            Clause(first, last, number, scope) for (first, last), scope in zip(pieces, scopes, strict=True)
        ]
    return _taken_back(found, text)


def _sentences(text: str) -> list[tuple[int, int]]:
    bounds, start = [], 0
    for match in _SENTENCE_END.finditer(text):
        if _abbreviates(text, match):
            continue
        bounds.append((start, match.start()))
        start = match.end()
    bounds.append((start, len(text)))
    return [(first, last) for first, last in bounds if text[first:last].strip()]


def _abbreviates(text: str, stop: re.Match[str]) -> bool:
    """Whether what looks like the end of a sentence is the full stop of an abbreviation within it."""
    if stop.group() != "." or not _LOWER_NEXT.match(text, stop.end()):
        return False
    before = text[max(0, stop.start() - _LONGEST_ABBREVIATION) : stop.start()]
    return _ABBREVIATION.search(before) is not None


def _pieces(text: str, start: int, end: int, language: str) -> list[tuple[int, int]]:
    """A sentence cut at commas, colons, brackets and conjunctions that join clauses."""
    joins = _JOIN.get(language, _JOIN["en"])
    cuts = [start]
    for match in _WORD.finditer(text, start, end):
        word = match.group().lower()
        if word in (",", ":", "(", ")"):
            cuts.append(match.end())
        elif word in joins and match.start() > start:
            cuts.append(match.start())
    for match in LITTLE_OF.finditer(text[start:end].lower()):
        cuts += (start + match.start(), start + match.end())
    cuts.append(end)
    return [(a, b) for a, b in pairwise(sorted(cuts)) if text[a:b].strip(" ,:()\t")]


def _taken_back(found: list[Clause], text: str) -> list[Clause]:
    """What the next clause of the same line takes back ("Dutch (A2)", "BHV - verlopen") is denied with it."""
    kept = list(found)
    for i in range(1, len(found)):
        before, clause = found[i - 1], found[i]
        if "\n" not in text[before.end : clause.start] and takes_back(
            text[clause.start : clause.end], text[before.start : before.end]
        ):
            kept[i - 1] = replace(before, scope=Scope.DENIED)
            kept[i] = replace(clause, scope=Scope.DENIED)
    return kept


def _carry(scopes: list[Scope], text: str, pieces: list[tuple[int, int]], language: str) -> list[Scope]:
    """A denial that opens a list ("geen ervaring met koken, bakken of braden") holds for its short items."""
    turns = _TURN.get(language, _TURN["en"])
    carried = list(scopes)
    for i in range(1, len(pieces)):
        words = [m.group().lower() for m in _WORD.finditer(text, *pieces[i])]
        words = [word for word in words if word not in (",", ":", "(", ")")]
        item_of_list = 0 < len(words) <= 3 and not turns.intersection(words) and words[0] not in _SPEAKER
        last_of_list = words[:1] in (["of"], ["or"], ["noch"], ["nor"])
        if of_one_thing(text[slice(*pieces[i - 1])]):
            continue
        if carried[i - 1] is not Scope.OWN and scopes[i] is Scope.OWN and (item_of_list or last_of_list):
            carried[i] = carried[i - 1]
    return carried
