# SPDX-License-Identifier: EUPL-1.2
"""Vectors whose inner product says how alike the work is.

**Words**: what is said of an occupation, as TF-IDF, brought down to its main directions (latent semantic
analysis: Deerwester and others, Indexing by Latent Semantic Analysis, 1990). Each direction counts by its
singular value to the power `EMPHASIS`: the broad lines of a labour market come before a word that two texts
happen to share.

**Kinds**: how much is asked of each kind of skill, compared with what occupations ask on average.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.sparse.linalg import svds

Matrix = sparse.csr_array[Any]
Floats = npt.NDArray[np.float64]

DIRECTIONS = 150
EMPHASIS = 1.5

_TOLERANCE = 1e-3
"""Likenesses differ by less than 0.00001 from those of an exact decomposition, in a third of the time."""


def word_vectors(words: Matrix) -> Floats:
    """Unit vectors (n, at most `DIRECTIONS`) out of counts of words (n, words); zero where nothing is said.

    A third as many directions as occupations at most: with more, few occupations keep their accidental words.
    """
    n = words.shape[0]
    weighted = _tfidf(words)
    wanted = min(DIRECTIONS, max(n // 3, 2), n)
    if wanted == 0 or weighted.nnz == 0:
        return np.zeros((n, 1))
    if wanted < min(weighted.shape):
        start = np.ones(min(weighted.shape), np.float32)
        left, strengths, _ = svds(weighted.astype(np.float32), k=wanted, v0=start, tol=_TOLERANCE)
    else:
        left, strengths, _ = np.linalg.svd(weighted.toarray(), full_matrices=False)
    vectors = np.asarray(left * strengths**EMPHASIS, np.float64)
    # What the directions hardly see is rounding; it must not be made as long as what they do see.
    vectors[np.linalg.norm(left * strengths, axis=1) < _TOLERANCE] = 0.0
    return unit_rows(vectors)


def kind_vectors(kinds: Floats) -> Floats:
    """Unit vectors (n, kinds): how far each is above or below the mean, in standard deviations. NaN gives
    zeros."""
    if kinds.shape[1] == 0:
        return np.zeros((len(kinds), 1))
    known = ~np.isnan(kinds).any(axis=1)
    found = np.zeros_like(kinds)
    if known.sum() > 1:
        spread = kinds[known].std(axis=0)
        found[known] = (kinds[known] - kinds[known].mean(axis=0)) / np.where(spread > 0, spread, 1.0)
    return unit_rows(found)


def unit_rows(values: Floats) -> Floats:
    """Rows scaled to length 1; a row of zeros stays."""
    lengths = np.linalg.norm(values, axis=1, keepdims=True)
    return np.asarray(values / np.where(lengths > 0, lengths, 1.0))


def _tfidf(words: Matrix) -> Matrix:
    """`(log(1 + count)) log((1 + n) / (1 + texts with the word))`, rows scaled to length 1."""
    n = words.shape[0]
    found = words.copy()
    texts = np.bincount(words.indices, minlength=words.shape[1])
    found.data = np.log1p(found.data) * np.log((1 + n) / (1 + texts))[found.indices]
    squares = np.asarray(found.multiply(found).sum(axis=1)).ravel()
    scale = sparse.diags_array(1 / np.sqrt(np.where(squares > 0, squares, 1.0)))
    return sparse.csr_array(scale @ found)
