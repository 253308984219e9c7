# SPDX-License-Identifier: EUPL-1.2
"""Latent meaning, learned from the taxonomy itself: words that occupations share come to lie near each other.

Every occupation is a document of weighted features: the stems of its labels and description in every
language, its ISCO-08 groups and their names, the skills it asks and the stems of their names. A truncated
singular value decomposition of that matrix gives a vector per occupation and per stem (latent semantic
analysis: Deerwester and others, Indexing by Latent Semantic Analysis, 1990).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from scipy.sparse.linalg import svds

from overstap.engine.skills.taxonomy import Importance, Occupation, Skill, Taxonomy
from overstap.engine.skills.titles.packing import Arrays, pack_words, unpack_words
from overstap.engine.skills.titles.words import TitleWords

DIMENSIONS = 200
_ISCO_LEVELS = (2, 3, 4)
_SEEDED = 20_270_101


@dataclass(frozen=True)
class LatentSpace:
    """Vectors of occupations and stems.

    `occupations`: (occupations, k), rows of length 1, or 0 for one without description and skills.
    `stems`: (features, k). `idf`: (features,). `index`: "nl:kok" -> row of `stems`.
    `known_in`: occupations that have the feature. `strengths`: (k,), the singular values.
    """

    occupations: NDArray[np.float32]
    stems: NDArray[np.float32]
    idf: NDArray[np.float32]
    known_in: NDArray[np.int32]
    index: Mapping[str, int]
    strengths: NDArray[np.float32]

    def scores(self, features: Iterable[str]) -> NDArray[np.float32]:
        """Cosine (0 to 1) of a bag of features with every occupation; zeros when none is known."""
        rows = [self.index[feature] for feature in features if feature in self.index]
        if not rows:
            return np.zeros(len(self.occupations), np.float32)
        query = (self.stems[rows] * self.idf[rows][:, None]).sum(axis=0)
        return np.maximum(cosines(self.occupations, _unit_length(query[None])[0]), 0)

    def word_vectors(self, features: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of length 1 of features, to compare them; zeros for the unknown and the rare."""
        found = np.zeros((len(features), self.stems.shape[1]), np.float32)
        weights = np.sqrt(self.strengths)
        for row, feature in enumerate(features):
            at = self.index.get(feature, -1)
            if at >= 0 and self.known_in[at] >= 2:
                found[row] = self.stems[at] * weights
        return _unit_length(found)

    def to_arrays(self) -> Arrays:
        """The space as arrays."""
        return {
            "occupations": self.occupations,
            "stems": self.stems,
            "idf": self.idf,
            "known_in": self.known_in,
            "strengths": self.strengths,
            "features": pack_words(self.index),
        }

    @classmethod
    def from_arrays(cls, arrays: Arrays) -> LatentSpace:
        """The same as was given to `to_arrays`."""
        index = {feature: row for row, feature in enumerate(unpack_words(arrays["features"]))}
        names = ("occupations", "stems", "idf", "known_in", "strengths")
        return cls(index=index, **{name: arrays[name] for name in names})


def learn_latent(
    taxonomy: Taxonomy, words: Mapping[str, TitleWords], labels: Mapping[str, Mapping[str, Sequence[str]]]
) -> LatentSpace:
    """Learns the space of a taxonomy. `words` cuts the texts of each language, `labels` holds what has been
    cut already: language -> label -> stems.
    """
    # A skill is asked by many occupations; its name is cut once.
    names = {skill.id: _name_stems(skill, words) for skill in taxonomy.skills}
    documents = [
        Counter(_features(taxonomy, occupation, words, labels, names)) for occupation in taxonomy.occupations
    ]
    index: dict[str, int] = {}
    for document in documents:
        for feature in document:
            index.setdefault(feature, len(index))
    matrix, idf, known_in = _weighted(documents, index)
    left, strengths, right = _decomposed(matrix)
    # Only what a title can hold is kept: stems. The other features have done their work in the learning.
    kept = [feature for feature in index if feature.partition(":")[0] in words]
    rows = [index[feature] for feature in kept]
    vectors = _unit_length(left * strengths)
    # A few words of its own labels place an occupation nowhere: that takes a description or skills.
    vectors[[at for at, occupation in enumerate(taxonomy.occupations) if not _described(occupation)]] = 0
    return LatentSpace(
        vectors,
        right[rows],
        idf[rows],
        known_in[rows],
        {feature: row for row, feature in enumerate(kept)},
        strengths,
    )


def _features(
    taxonomy: Taxonomy,
    occupation: Occupation,
    words: Mapping[str, TitleWords],
    labels: Mapping[str, Mapping[str, Sequence[str]]],
    names: Mapping[str, Sequence[str]],
) -> list[str]:
    features = []
    for language, cut in words.items():
        spoken = occupation.words.get(language)
        for label in spoken.all_labels() if spoken else ():
            features += [f"{language}:{stem}" for stem in labels[language][label]]
        texts = [spoken.description] if spoken else []
        texts += [taxonomy.isco.get(occupation.isco[:level], {}).get(language, "") for level in _ISCO_LEVELS]
        features += [f"{language}:{stem}" for text in texts for stem in cut.shared_stems(text)]
    features += [f"isco {occupation.isco[:level]}" for level in _ISCO_LEVELS if occupation.isco]
    for demand in occupation.demands:
        features.append(f"skill {demand.skill}")
        if demand.importance is Importance.MUST:
            features += names[taxonomy.skill(demand.skill).id]
    return features


def _described(occupation: Occupation) -> bool:
    return bool(occupation.demands) or any(words.description for words in occupation.words.values())


def _name_stems(skill: Skill, words: Mapping[str, TitleWords]) -> list[str]:
    """The stems of a skill's name in the first language that has one; the others would only say it again."""
    for language, cut in words.items():
        if language in skill.words:
            return [f"{language}:{stem}" for stem in cut.shared_stems(skill.words[language].label)]
    return []


def _weighted(
    documents: Sequence[Mapping[str, int]], index: Mapping[str, int]
) -> tuple[sp.csr_array, NDArray[np.float32], NDArray[np.int32]]:
    """Occupations x features, tf-idf, rows of length 1; idf and document frequency per feature."""
    rows = np.repeat(np.arange(len(documents)), [len(document) for document in documents])
    columns = np.array([index[feature] for document in documents for feature in document], np.int64)
    counts = [1 + math.log(count) for document in documents for count in document.values()]
    known_in = np.bincount(columns, minlength=len(index)).astype(np.int32)
    idf = (np.log(len(documents) / np.maximum(known_in, 1)) + 0.1).astype(np.float32)
    values = np.array(counts, np.float32) * idf[columns]
    norms = np.sqrt(np.bincount(rows, values**2, minlength=len(documents)))
    values /= np.maximum(norms, 1e-9)[rows]
    shape = (len(documents), len(index))
    return sp.csr_array((values.astype(np.float32), (rows, columns)), shape=shape), idf, known_in


def _decomposed(
    matrix: sp.csr_array,
) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]:
    """Left vectors (rows, k), strengths (k,), right vectors (columns, k)."""
    smaller = min(matrix.shape)
    dimensions = min(DIMENSIONS, smaller - 1)
    if dimensions < 1:
        rows, columns = matrix.shape
        return np.zeros((rows, 1), np.float32), np.zeros(1, np.float32), np.zeros((columns, 1), np.float32)
    if smaller <= 2 * DIMENSIONS:
        left, strengths, right = np.linalg.svd(matrix.toarray(), full_matrices=False)
        left, strengths, right = left[:, :dimensions], strengths[:dimensions], right[:dimensions]
    else:
        left, strengths, right = svds(matrix, k=dimensions, random_state=_SEEDED)
    return (
        np.ascontiguousarray(left, np.float32),
        np.ascontiguousarray(strengths, np.float32),
        np.ascontiguousarray(right.T, np.float32),
    )


def cosines(vectors: NDArray[np.float32], vector: NDArray[np.float32]) -> NDArray[np.float32]:
    """Inner products of rows with one vector; shape (rows,).

    Not `@`: that wakes a thread per core for a millisecond of work, and on a busy machine waits for them.
    """
    return np.asarray(np.einsum("ij,j->i", vectors, vector), np.float32)


def _unit_length(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(norms, 1e-9), np.float32)
