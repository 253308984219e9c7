# SPDX-License-Identifier: EUPL-1.2
"""A text as sentences of content words, each with its place and whose it is."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from overstap.engine.skills.recognition.clauses import Clause, clauses
from overstap.engine.skills.recognition.evidence import Seen
from overstap.engine.skills.recognition.scope import Scope
from overstap.engine.skills.recognition.spelling import Speller
from overstap.engine.skills.recognition.terms import Term, TermReader


@dataclass(frozen=True, slots=True)
class Sentence:
    """The content words of one sentence, and apart those that are this person's own.

    `items`: of the own words those of each short piece between commas, colons and brackets, where there are
    several pieces: "SQL, Git" is a list of two.
    """

    words: tuple[Seen, ...]
    own: tuple[Seen, ...]
    items: tuple[tuple[Seen, ...], ...] = ()


_LONGEST_ITEM = 3


def read_sentences(
    text: str, language: str, reader: TermReader, number: Mapping[str, int], speller: Speller
) -> list[Sentence]:
    """The sentences of a text. Words nobody wrote are respelled where one known word is near."""
    pieces = clauses(text, language)
    starts = [piece.start for piece in pieces]
    words: dict[int, list[Seen]] = {}
    own: dict[int, dict[int, list[Seen]]] = {}
    for first, last in _sentence_bounds(pieces):
        for term in reader.read(text[first:last]):
            moved = Term(term.stem, term.start + first, term.end + first, term.parts)
            seen = _seen(moved, text, language, reader, number, speller)
            at = bisect_right(starts, moved.start) - 1
            piece = pieces[at]
            words.setdefault(piece.sentence, []).append(seen)
            if piece.scope is Scope.OWN:
                own.setdefault(piece.sentence, {}).setdefault(at, []).append(seen)
    return [_sentence(words[s], list(own.get(s, {}).values())) for s in sorted(words)]


def _sentence(words: Sequence[Seen], own: Sequence[Sequence[Seen]]) -> Sentence:
    listed = [tuple(piece) for piece in own if len(piece) <= _LONGEST_ITEM] if len(own) > 1 else []
    return Sentence(tuple(words), tuple(chain.from_iterable(own)), tuple(listed))


def _mended(text: str, term: Term, speller: Speller) -> str | None:
    """The word that was meant; a name (a capital within a sentence) is left alone."""
    written = text[term.start : term.end]
    before = text[: term.start].rstrip()
    if written[:1].isupper() and not written.isupper() and before and before[-1] not in ".!?:;•-*\n":
        return None
    return speller.mend(written.lower())


def _sentence_bounds(pieces: Sequence[Clause]) -> list[tuple[int, int]]:
    bounds: dict[int, tuple[int, int]] = {}
    for piece in pieces:
        first, _ = bounds.get(piece.sentence, (piece.start, piece.end))
        bounds[piece.sentence] = (first, piece.end)
    return list(bounds.values())


def _seen(
    term: Term, text: str, language: str, reader: TermReader, number: Mapping[str, int], speller: Speller
) -> Seen:
    position = number.get(f"{language}:{term.stem}")
    parts = tuple(number[f"{language}:{part}"] for part in term.parts if f"{language}:{part}" in number)
    if position is None and not parts:
        mended = _mended(text, term, speller)
        if mended is not None:
            position = number.get(f"{language}:{reader.inflection.stem(mended)}")
            return Seen(position, parts, term.start, term.end, position is not None)
    return Seen(position, parts, term.start, term.end)
