# SPDX-License-Identifier: EUPL-1.2
"""What a ranking of short texts must beat: BM25 over words and the cosine of character n-grams.

Both see folded texts and nothing else: no taxonomy, no synonyms, no stems.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from overstap.engine.skills.text import fold, tokens

_K1, _B = 1.5, 0.75
_SHORTEST, _LONGEST = 2, 4


def bm25_scores(queries: Sequence[str], texts: Sequence[str]) -> NDArray[np.float32]:
    """Okapi BM25 (k1 1.5, b 0.75) over folded words; shape (queries, texts).

    Source: Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond, 2009.
    """
    asked, held = _counts(queries, _words, texts)
    lengths = np.asarray(held.sum(axis=1)).ravel()
    norms = _K1 * (1 - _B + _B * lengths / max(lengths.mean(), 1e-9))
    norms = np.repeat(norms, np.diff(held.indptr))
    held.data = held.data * (_K1 + 1) / (held.data + norms)
    known_in = np.bincount(held.indices, minlength=held.shape[1])
    idf = np.log(1 + (len(texts) - known_in + 0.5) / (known_in + 0.5))
    held.data *= idf[held.indices]
    return np.asarray((asked @ held.T).toarray(), np.float32)


def char_tfidf_scores(queries: Sequence[str], texts: Sequence[str]) -> NDArray[np.float32]:
    """Cosine of TF-IDF weighted character n-grams (2 to 4, across words); shape (queries, texts)."""
    asked, held = _counts(queries, _grams, texts)
    known_in = np.bincount(held.indices, minlength=held.shape[1])
    idf = np.log((1 + len(texts)) / (1 + known_in)) + 1
    return np.asarray((_normed(asked, idf) @ _normed(held, idf).T).toarray(), np.float32)


def _words(text: str) -> list[str]:
    return [token.folded for token in tokens(text)]


def _grams(text: str) -> list[str]:
    padded = f" {fold(text)} "
    sizes = range(_SHORTEST, _LONGEST + 1)
    return [padded[i : i + size] for size in sizes for i in range(len(padded) - size + 1)]


def _counts(
    queries: Sequence[str], cut: Callable[[str], list[str]], texts: Sequence[str]
) -> tuple[sp.csr_array, sp.csr_array]:
    """Queries x features and texts x features: how often each holds each."""
    vocabulary: dict[str, int] = {}
    counted = [[Counter(cut(text)) for text in several] for several in (queries, texts)]
    for count in (count for counts in counted for count in counts):
        for feature in count:
            vocabulary.setdefault(feature, len(vocabulary))
    asked, held = (_matrix(counts, vocabulary) for counts in counted)
    return asked, held


def _matrix(counts: Sequence[Counter[str]], vocabulary: Mapping[str, int]) -> sp.csr_array:
    columns = np.array([vocabulary[feature] for count in counts for feature in count], np.int32)
    values = np.array([value for count in counts for value in count.values()], np.float64)
    ends = np.concatenate([[0], np.cumsum([len(count) for count in counts])]).astype(np.int32)
    return sp.csr_array((values, columns, ends), shape=(len(counts), len(vocabulary)))


def _normed(counts: sp.csr_array, idf: NDArray[np.float64]) -> sp.csr_array:
    weighted = counts.copy()
    weighted.data *= idf[weighted.indices]
    rows = np.repeat(np.arange(weighted.shape[0]), np.diff(weighted.indptr))
    norms = np.sqrt(np.bincount(rows, weighted.data**2, minlength=weighted.shape[0]))
    weighted.data /= np.maximum(norms, 1e-9)[rows]
    return weighted
