# SPDX-License-Identifier: EUPL-1.2
"""What words mean, learned from the skills language alone: associations between words, and a latent space.

The latent space is latent semantic analysis (Deerwester et al., Indexing by Latent Semantic Analysis, 1990)
of skills and occupations with all their words in all languages together, so that a Dutch text comes near a
skill that only has English words. Its truncated decomposition is the randomised one of Halko, Martinsson
and Tropp (2011), with a fixed start, so that a build gives the same every time.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from scipy import sparse

from overstap.engine.skills.recognition.associations import Pair, learn_associations
from overstap.engine.skills.recognition.index import Floats, LabelIndex, Matrix, unit_rows
from overstap.engine.skills.recognition.wording import ALTERNATIVE, EVERYDAY, PREFERRED, Wording

DIMENSIONS = 64
_OVERSAMPLING = 8
_SOURCES_PER_CONCEPT = 4
_WORTH_LEARNING = 0.05
"""Share of skills without words in one language from which occupations are read to bridge to another."""


def associations_of(wording: Wording, index: LabelIndex) -> Matrix:
    """Terms x terms: the chance that a word of a text calls for a word of a label (see `associations`)."""
    return learn_associations(_pairs(wording, index), len(index.terms))


def _pairs(wording: Wording, index: LabelIndex) -> Iterator[Pair]:
    number = index.number
    flat, ends = index.matrix.indices.tolist(), index.matrix.indptr.tolist()
    rows = [flat[first:last] for first, last in pairwise(ends)]
    start = 0
    labels = wording.labels
    for position, document in enumerate(wording.documents):
        end = start
        while end < len(labels) and labels[end].skill == position:
            end += 1
        group = range(start, end)
        start = end
        preferred = [i for i in group if labels[i].kind == PREFERRED]
        for i in preferred:
            target = rows[i]
            here = labels[i].language
            for j in group:
                if labels[j].kind != PREFERRED or labels[j].language != here:
                    yield rows[j], target
            for language, words in document:
                yield wording.number(language, words, number), target
        yield from _across(wording, rows, group)
    needed = _needed(index)
    for (language, words), (other, other_words) in wording.alike:
        if (language, other) in needed:
            yield _known(wording, language, words, number), _known(wording, other, other_words, number)


def _needed(index: LabelIndex) -> set[tuple[int, int]]:
    """(from, to) languages of which the second has words for skills that have none in the first."""
    skills = [set(index.skill[index.language == i].tolist()) for i in range(len(index.languages))]
    return {
        (i, j)
        for i, own in enumerate(skills)
        for j, other in enumerate(skills)
        if i != j and len(other - own) > _WORTH_LEARNING * len(other)
    }


def _across(wording: Wording, rows: list[list[int]], group: range) -> Iterator[Pair]:
    """A label in one language with a few alternative ones in another."""
    labels = wording.labels
    for i in group:
        if labels[i].kind == EVERYDAY:
            continue
        others = [
            j for j in group if labels[j].kind == ALTERNATIVE and labels[j].language != labels[i].language
        ]
        for j in others[:_SOURCES_PER_CONCEPT]:
            yield rows[i], rows[j]


def _known(wording: Wording, language: int, words: tuple[str, ...], number: dict[str, int]) -> list[int]:
    spoken = wording.languages[language]
    stems = (f"{spoken}:{stem}" for stem in wording.readers[spoken].of(words))
    return [number[term] for term in stems if term in number]


def latent_space(wording: Wording, index: LabelIndex) -> tuple[Floats, Floats]:
    """Directions of meaning: terms x d, and skills x d (rows of length 1)."""
    # Both languages of an occupation in one document tie their words together.
    documents: list[list[int]] = []
    for (language, words), (other, other_words) in wording.alike:
        if min(len(words), len(other_words)) > 8:
            terms = _known(wording, language, words, index.number) + _known(
                wording, other, other_words, index.number
            )
            documents.append(list(dict.fromkeys(terms)))
    pointers = np.cumsum([0, *(len(document) for document in documents)])
    columns = np.array([term for document in documents for term in document], dtype=np.int64)
    shape = (len(documents), len(index.terms))
    together = unit_rows(sparse.csr_matrix((index.idf[columns], columns, pointers), shape))
    matrix = sparse.csr_matrix(sparse.vstack([index.described, together]).astype(np.float32))
    directions = _directions(matrix, min(DIMENSIONS, *matrix.shape))
    skills = index.described @ directions
    lengths = np.linalg.norm(skills, axis=1, keepdims=True).clip(1e-9)
    return directions, (skills / lengths).astype(np.float32)


def _directions(matrix: Matrix, dimensions: int) -> Floats:
    """The right singular vectors of the largest singular values: columns x dimensions."""
    start = np.random.default_rng(20260101).standard_normal(
        (matrix.shape[1], min(matrix.shape[1], dimensions + _OVERSAMPLING)), dtype=np.float32
    )
    turned = sparse.csr_matrix(matrix.T)
    basis, _ = np.linalg.qr(matrix @ start)
    basis, _ = np.linalg.qr(matrix @ (turned @ basis))
    _, _, right = np.linalg.svd((turned @ basis).T, full_matrices=False)
    found: Floats = np.ascontiguousarray(right[:dimensions].T, dtype=np.float32)
    return found
