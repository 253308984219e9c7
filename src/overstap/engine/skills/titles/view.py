# SPDX-License-Identifier: EUPL-1.2
"""The labels of all occupations in one language, and how well a title fits each of them.

Two views of likeness. **Units** compares meanings word by word: every unit of the title looks for its best
counterpart in the label (the same stem 1, a synonym, a neighbour in the latent space, a like spelling less)
and the other way round, each unit counting for how informative it is. **Letters** is the cosine of
character n-grams, which sees word order, small words and inflection.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA

from overstap.engine.skills.text import stem as stem_of
from overstap.engine.skills.titles.forms import LIGHT_WORDS
from overstap.engine.skills.titles.grams import GramIndex
from overstap.engine.skills.titles.latent import LatentSpace, cosines
from overstap.engine.skills.titles.packing import Arrays, pack_words, put_under, taken_from, unpack_words
from overstap.engine.skills.titles.synonyms import Synonyms, read_synonyms
from overstap.engine.skills.titles.why import Kind, Pair, Why, why_of
from overstap.engine.skills.titles.words import TitleWords, Unit, plain, title_key

SYNONYM = 0.65
"""What a counterpart from the same group of synonyms counts; the same stem counts 1."""

SPELLING, LEAST_SPELLING = 0.6, 0.6
"""What like spelling counts at most (times the likeness), and the likeness it takes."""

MEANING, LEAST_MEANING = 0.6, 0.5
"""What nearness in the latent space counts at most (times the cosine), and the cosine it takes."""

BEGINNING = 0.8
"""What the beginning of a word counts at most while it is being typed (times the share typed)."""

TITLE_SIDE = 0.65
"""Weight of how much of the title is found, against how much of the label is asked for."""

CORRECTED, SHORTEST_CORRECTED = 0.85, 7
"""What a known word counts that an unknown one most likely is a fault for, and the letters it takes."""

_CANDIDATES, _LONG_WORD = 10, 10

LIGHT = 0.3
"""What a word that hardly tells anything (ervaren, allround) counts of its usual weight."""

_UNIT_GRAMS, _LABEL_GRAMS = (2, 3), (2, 4)


@dataclass(frozen=True)
class LabelTable:
    """Labels in rows, grouped by occupation: text, position of the occupation, preferred or not."""

    texts: tuple[str, ...]
    owners: NDArray[np.int32]
    preferred: NDArray[np.bool_]


@dataclass(frozen=True)
class Query:
    """A title, cut, and the likeness of its units to those of the vocabulary: (units, vocabulary).

    `stems`: of the units, spelling faults mended.
    """

    units: tuple[Unit, ...]
    stems: tuple[str, ...]
    likeness: NDArray[np.float32]
    exact: frozenset[int]


class LanguageView:
    """The labels of one language, ready to be compared with a title."""

    def __init__(
        self, table: LabelTable, words: TitleWords, synonyms: Synonyms, latent: LatentSpace, arrays: Arrays
    ) -> None:
        self.table = table
        self.words = words
        self.keys = arrays["keys"]
        self._latent = latent
        self._stems = unpack_words(arrays["stems"])
        self._index = {stem: i for i, stem in enumerate(self._stems)}
        self._cells = arrays["cells"]
        self._starts = arrays["starts"]
        self._idf = arrays["idf"]
        self._letters = GramIndex.from_arrays(taken_from("letters", arrays))
        self._spelling = GramIndex.from_arrays(taken_from("spelling", arrays))
        self._meaning = latent.word_vectors([f"{words.language}:{stem}" for stem in self._stems])
        self._synonyms = synonyms
        self._members: dict[int, list[int]] = {}
        for (stem,), groups in synonyms.single():
            for group in groups:
                if stem in self._index:
                    self._members.setdefault(group, []).append(self._index[stem])
        self._arrays = arrays

    @classmethod
    def build(
        cls, table: LabelTable, words: TitleWords, latent: LatentSpace, labels: Mapping[str, Sequence[str]]
    ) -> LanguageView:
        """Counts the labels of `table`, of which there must be at least one; `labels`: label -> its stems."""
        synonyms = read_synonyms(words)
        index: dict[str, int] = {}
        rows = []
        for text in table.texts:
            stems = labels[text]
            marks = [_mark(group) for start, end, group in synonyms.spans(stems) if end - start > 1]
            rows.append([index.setdefault(stem, len(index)) for stem in dict.fromkeys([*stems, *marks])])
        empty = index.setdefault("", len(index))
        rows = [row or [empty] for row in rows]
        cells = np.array([cell for row in rows for cell in row], np.int32)
        starts = np.concatenate([[0], np.cumsum([len(row) for row in rows])]).astype(np.int64)
        arrays: Arrays = {
            "stems": pack_words(index),
            "cells": cells,
            "starts": starts,
            "idf": _informative(cells, starts, table.owners, list(index), words.language),
            "keys": np.array([label_key(text) for text in table.texts], np.uint32),
        }
        letters = GramIndex.build([plain(text) for text in table.texts], _LABEL_GRAMS)
        spelling = GramIndex.build(list(index), _UNIT_GRAMS, weigh=False)
        arrays |= put_under("letters", letters.to_arrays()) | put_under("spelling", spelling.to_arrays())
        return cls(table, words, synonyms, latent, arrays)

    def to_arrays(self) -> Arrays:
        """The view as arrays; `table`, the words and the latent space are kept beside it."""
        return self._arrays

    # --- scores -----------------------------------------------------------------------------------

    def letters(self, text: str) -> NDArray[np.float32]:
        """Cosine of character n-grams with each label; shape (labels,)."""
        return self._letters.scores(plain(text))

    def units(self, query: Query) -> NDArray[np.float32]:
        """Fit by units with each label, 0 to 1; shape (labels,)."""
        if not query.units:
            return np.zeros(len(self.table.texts), np.float32)
        weights = np.array([self._weight(typed) for typed in query.stems], np.float32)
        found = np.zeros(len(self.table.texts), np.float32)
        for weight, likeness in zip(weights, query.likeness, strict=True):
            found += weight * np.maximum.reduceat(likeness[self._cells], self._starts[:-1])
        found /= weights.sum()
        best = query.likeness.max(axis=0)
        asked = np.add.reduceat((best * self._idf)[self._cells], self._starts[:-1])
        asked /= np.maximum(np.add.reduceat(self._idf[self._cells], self._starts[:-1]), 1e-9)
        return np.asarray(found**TITLE_SIDE * asked ** (1 - TITLE_SIDE), np.float32)

    def _exact(self, text: str) -> list[int]:
        """Rows of the labels that are this very title."""
        key = title_key(text)
        rows = np.flatnonzero(self.keys == label_key(text)).tolist()
        return [row for row in rows if title_key(self.table.texts[row]) == key]

    def why(self, query: Query, row: int) -> Why:
        """Why the label in `row` was found for this title."""
        if row in query.exact:
            return Why(Kind.EXACT)
        label = {self._index[unit.stem]: unit for unit in reversed(self.words.units(self.table.texts[row]))}
        cells = self._cells[self._starts[row] : self._starts[row + 1]]
        pairs: dict[Pair, None] = {}
        left: dict[str, None] = {}
        for unit, likeness in zip(query.units, query.likeness, strict=True):
            best = int(cells[likeness[cells].argmax()])
            if likeness[best] > 0:
                met = label.get(best)
                pairs[Pair(unit.word, met.word if met else self.table.texts[row], self._how(unit, met))] = None
            else:
                left[unit.word] = None
        return why_of(tuple(pairs), tuple(left))

    def _how(self, unit: Unit, met: Unit | None) -> Kind:
        if met is None:
            return Kind.MEANING
        if unit.stem == met.stem:
            return Kind.WORDS if unit.whole and met.whole else Kind.PART
        if met.stem.startswith(unit.stem) or met.word.startswith(unit.word):
            return Kind.PART
        like = float(self._spelling.scores(unit.stem)[self._index[met.stem]])
        return Kind.SPELLING if like > LEAST_SPELLING else Kind.MEANING

    def query(self, text: str, *, typing: bool = False) -> Query:
        """Cuts a title and compares it with the vocabulary. `typing`: the last word may be unfinished."""
        units = self.words.units(text)
        likeness = np.zeros((len(units), len(self._stems)), np.float32)
        stems = []
        for row, unit in enumerate(units):
            spelling = self._spelling.scores(unit.stem)
            meant = self._meant(unit.stem, spelling)
            like = np.where(spelling > LEAST_SPELLING, SPELLING * spelling, 0)
            likeness[row] = np.maximum(like, self._like_meaning(meant))
            if meant in self._index:
                likeness[row, self._index[meant]] = 1 if meant == unit.stem else CORRECTED
            stems.append(meant)
        for start, end, group in self._synonyms.spans(stems):
            members = self._members.get(group, [])
            mark = self._index.get(_mark(group))
            for row in range(start, end):
                columns = members if mark is None else [*members, mark]
                likeness[row, columns] = np.maximum(likeness[row, columns], SYNONYM)
        if typing and units and text[-1:].isalnum():
            likeness[-1] = np.maximum(likeness[-1], self._begins_with(units[-1]))
        likeness[:, self._index[""]] = 0
        return Query(units, tuple(stems), likeness, frozenset(self._exact(text)))

    def _meant(self, typed: str, spelling: NDArray[np.float32]) -> str:
        """The stem, or the known one that it most likely is a fault for."""
        if typed in self._index or len(typed) < SHORTEST_CORRECTED:
            return typed
        # One fault in a short word, two in a long one; letters that changed places are one.
        allowed = 1 + (len(typed) >= _LONG_WORD)
        nearest = np.argsort(-spelling, kind="stable")[:_CANDIDATES]
        known = [self._stems[at] for at in nearest if spelling[at] > 0]
        faults = {stem: OSA.distance(typed, stem, score_cutoff=allowed) for stem in known}
        best = min(known, key=faults.__getitem__, default=typed)
        return best if faults.get(best, 0) <= allowed else typed

    def _like_meaning(self, typed: str) -> NDArray[np.float32]:
        vector = self._latent.word_vectors([f"{self.words.language}:{typed}"])[0]
        likeness = cosines(self._meaning, vector)
        return np.where(likeness > LEAST_MEANING, MEANING * likeness, 0).astype(np.float32)

    def _begins_with(self, unit: Unit) -> NDArray[np.float32]:
        likeness = np.zeros(len(self._stems), np.float32)
        typed = unit.word if unit.whole else unit.stem
        if len(typed) >= 2:
            for column, stem in enumerate(self._stems):
                if stem.startswith(typed):
                    likeness[column] = BEGINNING * (0.5 + 0.5 * len(typed) / len(stem))
        return likeness

    def _weight(self, typed: str) -> float:
        at = self._index.get(typed)
        # What no label has still is something the title says; it counts nearly as the rarest of words.
        return float(self._idf[at]) if at is not None else 0.8 * float(self._idf.max())


def label_key(text: str) -> int:
    """A 32-bit key that equal titles share."""
    return zlib.crc32(title_key(text).encode("utf-8", "surrogatepass"))


def _mark(group: int) -> str:
    """Stands in a label for a phrase of several words that is in a group of synonyms."""
    return f"= {group}"


def _informative(
    cells: NDArray[np.int32],
    starts: NDArray[np.int64],
    owners: NDArray[np.int32],
    stems: list[str],
    language: str,
) -> NDArray[np.float32]:
    """How much each unit tells: the log of how few occupations have it in a label; shape (stems,).

    Marks of synonyms weigh nothing: the words they stand for are counted already.
    """
    light = {stem_of(word, language) for word in LIGHT_WORDS.get(language, ())}
    by_label = np.repeat(owners.astype(np.int64), np.diff(starts))
    pairs = np.unique(by_label * len(stems) + cells)
    known_in = np.bincount(pairs % len(stems), minlength=len(stems))
    idf = np.log(1 + len(np.unique(owners)) / (0.5 + known_in)).astype(np.float32)
    idf[[i for i, unit in enumerate(stems) if unit in light]] *= LIGHT
    idf[[i for i, unit in enumerate(stems) if not unit or unit.startswith("= ")]] = 0
    return idf
