# SPDX-License-Identifier: EUPL-1.2
"""The index of titles: from what someone types to the occupations of a taxonomy, best first.

The score of an occupation is a weighted mean of four likenesses, each the best over its labels:

    score = (units + 0.4 letters + 0.3 latent + 0.1 other languages) / 1.8

`docs/methods/occupation-titles.md` explains each with a worked example and says how the weights came about.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from overstap.engine.skills.taxonomy import Taxonomy, label_in
from overstap.engine.skills.titles.latent import LatentSpace, learn_latent
from overstap.engine.skills.titles.packing import Arrays, pack_words, put_under, taken_from, unpack_words
from overstap.engine.skills.titles.synonyms import read_synonyms
from overstap.engine.skills.titles.view import LabelTable, LanguageView, Query
from overstap.engine.skills.titles.why import Kind, Why
from overstap.engine.skills.titles.words import TitleWords, count_words

LETTERS, LATENT, OTHER_LANGUAGES = 0.4, 0.3, 0.1
"""Weights beside the 1 of the units."""

PREFERRED = 0.03
"""What a preferred label is ahead of an alternative one that fits as well."""

_LONGEST_TITLE = 300
_DECIMALS = 6


@dataclass(frozen=True, slots=True)
class FoundOccupation:
    """An occupation found: its id and name, the score (0 to 1), the label that fitted best, and why."""

    id: str
    label: str
    score: float
    matched: str
    why: Why


@dataclass(frozen=True)
class TitleScores:
    """How well a title fits everything: `occupations` (occupations,) 0 to 1, `labels` (labels of the view,)."""

    occupations: NDArray[np.float32]
    labels: NDArray[np.float32]
    query: Query


class TitleIndex:
    """Finds occupations from titles; build it with `build_title_index`."""

    def __init__(self, taxonomy: Taxonomy, views: dict[str, LanguageView], latent: LatentSpace | None) -> None:
        self.taxonomy = taxonomy
        self._views = views
        self._latent = latent
        ids = np.array([occupation.id for occupation in taxonomy.occupations])
        self._by_id = np.empty(len(ids), np.int64)
        self._by_id[np.argsort(ids, kind="stable")] = np.arange(len(ids))

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages whose labels are searched."""
        return tuple(self._views)

    def find(
        self, text: str, language: str, top: int = 20, *, typing: bool = True
    ) -> tuple[FoundOccupation, ...]:
        """The occupations that fit a title best, at most `top`; none for a text without letters or digits.

        `language` is the one the title is in; labels of the other languages of the index count a little.
        `typing`: the last word may be unfinished ("verpleegk"). Ties are in the order of the ids.
        """
        scores = self.scores(text, language, typing=typing)
        if scores is None or top < 1:
            return ()
        order = np.lexsort((self._by_id, -scores.occupations))
        best = [int(at) for at in order[:top] if scores.occupations[at] > 0]
        return tuple(self._found(language, at, scores) for at in best)

    def scores(self, text: str, language: str, *, typing: bool = False) -> TitleScores | None:
        """How well a title fits every occupation and every label; none when there is nothing to compare."""
        view = self._view(language)
        text = text[:_LONGEST_TITLE]
        if view is None or self._latent is None or not any(letter.isalnum() for letter in text):
            return None
        ahead = PREFERRED * view.table.preferred
        query = view.query(text, typing=typing)
        units = view.units(query)
        letters = view.letters(text)
        total = self._best(view, units + ahead) + LETTERS * self._best(view, letters + ahead)
        total += LATENT * self._latent.scores(f"{view.words.language}:{stem}" for stem in query.stems)
        for other in self._views.values():
            if other is not view:
                total += OTHER_LANGUAGES * self._best(other, other.letters(text))
        most = 1 + LETTERS + LATENT + OTHER_LANGUAGES * (len(self._views) > 1)
        occupations = _rounded(np.minimum(total / most, 1))
        if not units.any() and not letters.any():
            occupations[:] = 0
        return TitleScores(occupations, _rounded(units + LETTERS * letters + ahead), query)

    def labels(self, language: str) -> LabelTable:
        """The labels that are searched for titles in this language, in the order of `TitleScores.labels`.

        Raises `KeyError` when the index has no labels at all.
        """
        view = self._view(language)
        if view is None:
            raise KeyError(language)
        return view.table

    def _view(self, language: str) -> LanguageView | None:
        return self._views.get(language) or next(iter(self._views.values()), None)

    def _best(self, view: LanguageView, values: NDArray[np.float32]) -> NDArray[np.float32]:
        """The best value of each occupation's labels; 0 for occupations without labels in the language."""
        owners = view.table.owners
        firsts = np.flatnonzero(np.r_[True, owners[1:] != owners[:-1]])
        best = np.zeros(len(self.taxonomy.occupations), np.float32)
        best[owners[firsts]] = np.maximum.reduceat(values, firsts)
        return best

    def _found(self, language: str, at: int, scores: TitleScores) -> FoundOccupation:
        occupation = self.taxonomy.occupations[at]
        label = label_in(occupation.words, language)
        view = self._view(language)
        matched, why = label, Why(Kind.MEANING)
        if view is not None:
            first, last = np.searchsorted(view.table.owners, [at, at + 1])
            if first < last:
                row = int(first + scores.labels[first:last].argmax())
                matched, why = view.table.texts[row], view.why(scores.query, row)
        return FoundOccupation(occupation.id, label, float(scores.occupations[at]), matched, why)

    # --- compiled form ----------------------------------------------------------------------------

    def to_arrays(self) -> Arrays:
        """Everything that takes time to build, as arrays; the taxonomy itself is kept by the caller."""
        arrays: Arrays = {"languages": pack_words(self._views)}
        if self._latent is not None:
            arrays |= put_under("latent", self._latent.to_arrays())
        for language, view in self._views.items():
            arrays |= put_under(f"words/{language}", view.words.to_arrays())
            arrays |= put_under(f"view/{language}", view.to_arrays())
        return arrays

    @classmethod
    def from_arrays(cls, taxonomy: Taxonomy, arrays: Arrays) -> TitleIndex:
        """The index that `to_arrays` was called on; `taxonomy` must be the one it was built from.

        Raises `ValueError` when the taxonomy has other labels than the arrays were made from.
        """
        latent = LatentSpace.from_arrays(taken_from("latent", arrays)) if "latent/stems" in arrays else None
        views = {}
        for language in unpack_words(arrays["languages"]):
            table = label_table(taxonomy, language)
            view = taken_from(f"view/{language}", arrays)
            if len(view["keys"]) != len(table.texts) or latent is None:
                raise ValueError(f"the compiled titles in {language} were made from another taxonomy")
            words = TitleWords.from_arrays(language, taken_from(f"words/{language}", arrays))
            views[language] = LanguageView(table, words, read_synonyms(words), latent, view)
        return cls(taxonomy, views, latent)


def _rounded(values: NDArray[Any]) -> NDArray[np.float32]:
    """Without the last digits, in which machines differ, so that ties are ties everywhere."""
    return np.asarray(np.round(values, _DECIMALS), np.float32)


def build_title_index(taxonomy: Taxonomy, languages: Sequence[str]) -> TitleIndex:
    """An index of the occupations of `taxonomy` by their labels in `languages`.

    Languages in which no occupation has a label are left out; a taxonomy without any gives an index that
    finds nothing. The same taxonomy gives the same index.
    """
    tables = {language: label_table(taxonomy, language) for language in dict.fromkeys(languages)}
    tables = {language: table for language, table in tables.items() if table.texts}
    words = {language: TitleWords(language, count_words(taxonomy, language)) for language in tables}
    if not tables:
        return TitleIndex(taxonomy, {}, None)
    # Labels are cut once and used twice.
    labels = {
        language: {text: words[language].stems(text) for text in dict.fromkeys(table.texts)}
        for language, table in tables.items()
    }
    latent = learn_latent(taxonomy, words, labels)
    views = {
        language: LanguageView.build(table, words[language], latent, labels[language])
        for language, table in tables.items()
    }
    return TitleIndex(taxonomy, views, latent)


def label_table(taxonomy: Taxonomy, language: str) -> LabelTable:
    """All labels of all occupations in one language, by the occupations' order, the preferred label first."""
    texts: list[str] = []
    owners: list[int] = []
    preferred: list[bool] = []
    for at, occupation in enumerate(taxonomy.occupations):
        words = occupation.words.get(language)
        for text in words.all_labels() if words else ():
            texts.append(text)
            owners.append(at)
            preferred.append(words is not None and text == words.label)
    return LabelTable(tuple(texts), np.array(owners, np.int32), np.array(preferred, np.bool_))
