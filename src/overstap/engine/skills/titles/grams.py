# SPDX-License-Identifier: EUPL-1.2
"""Likeness of letters: character n-grams of words and titles, hashed, so no list of them is kept."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from overstap.engine.skills.titles.packing import Arrays

_BUCKETS = 1 << 18
_MULTIPLIER = np.uint64(0x9E37_79B9_7F4A_7C15)


def gram_buckets(
    texts: Sequence[str], shortest: int, longest: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The n-grams of texts with a space at each end: for each, the row of its text and its hash bucket.

    The hash is multiplicative over the code points, the same on every machine.

    >>> rows, buckets = gram_buckets(["kok", "ok"], 2, 2)
    >>> rows.tolist(), len(set(buckets.tolist()))
    ([0, 0, 0, 0, 1, 1, 1], 5)
    """
    padded = [f" {text} " for text in texts]
    letters = np.frombuffer("".join(padded).encode("utf-32-le", "surrogatepass"), np.uint32)
    sizes = np.array([len(text) for text in padded], np.int64)
    row_of = np.repeat(np.arange(len(texts)), sizes)
    rows, buckets = [], []
    for size in range(shortest, longest + 1):
        last = len(letters) - size + 1
        if last < 1:
            continue
        inside = row_of[:last] == row_of[size - 1 :]
        hashed = np.full(last, size, np.uint64)
        for step in range(size):
            hashed = (hashed ^ letters[step : step + last].astype(np.uint64)) * _MULTIPLIER
            hashed ^= hashed >> np.uint64(29)
        rows.append(row_of[:last][inside])
        buckets.append((hashed[inside] % np.uint64(_BUCKETS)).astype(np.int64))
    if not rows:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    return np.concatenate(rows), np.concatenate(buckets)


class GramIndex:
    """Texts as weighted bags of hashed n-grams; `scores(text)` is the cosine with each of them.

    `weigh`: with inverse document frequency (for titles) or every n-gram alike (for words).
    """

    def __init__(self, matrix: sp.csc_array, idf: NDArray[np.float32], sizes: tuple[int, int]) -> None:
        self._matrix = matrix
        self._idf = idf
        self._sizes = sizes

    @classmethod
    def build(cls, texts: Sequence[str], sizes: tuple[int, int], *, weigh: bool = True) -> GramIndex:
        """Texts must be folded; `sizes`: the shortest and longest n-gram."""
        rows, columns = gram_buckets(texts, *sizes)
        ones = np.ones(len(rows), np.float32)
        # Building from coordinates adds up the n-grams that a text has more than once.
        raw = sp.csr_array((ones, (rows, columns)), shape=(len(texts), _BUCKETS))
        found_in = np.bincount(raw.indices, minlength=_BUCKETS)
        idf = np.ones(_BUCKETS, np.float32)
        if weigh:
            idf = (np.log((1 + len(texts)) / (1 + found_in)) + 1).astype(np.float32)
        raw.data *= idf[raw.indices]
        norms = np.sqrt(np.add.reduceat(np.append(raw.data**2, np.float32(0)), raw.indptr[:-1]))
        lengths = np.diff(raw.indptr)
        raw.data /= np.repeat(np.maximum(norms, 1e-9), lengths)
        return cls(raw.tocsc(), idf, sizes)

    def scores(self, text: str) -> NDArray[np.float32]:
        """Cosine (0 to 1) of a folded text with each text; shape (texts,)."""
        found = np.zeros(self._matrix.shape[0], np.float32)
        buckets, counts = np.unique(gram_buckets([text], *self._sizes)[1], return_counts=True)
        weights = counts * self._idf[buckets]
        weights = (weights / max(float(np.linalg.norm(weights)), 1e-9)).astype(np.float32)
        indptr, indices, data = self._matrix.indptr, self._matrix.indices, self._matrix.data
        for bucket, weight in zip(buckets.tolist(), weights, strict=True):
            start, end = indptr[bucket], indptr[bucket + 1]
            found[indices[start:end]] += data[start:end] * weight
        return found

    def to_arrays(self) -> Arrays:
        """The index as arrays."""
        matrix = self._matrix
        return {
            "data": matrix.data,
            "indices": matrix.indices,
            "indptr": matrix.indptr,
            "idf": self._idf,
            "shape": np.array([*matrix.shape, *self._sizes], np.int64),
        }

    @classmethod
    def from_arrays(cls, arrays: Arrays) -> GramIndex:
        """The same as was given to `to_arrays`."""
        rows, columns, shortest, longest = (int(value) for value in arrays["shape"])
        parts = (arrays["data"], arrays["indices"], arrays["indptr"])
        return cls(sp.csc_array(parts, shape=(rows, columns)), arrays["idf"], (shortest, longest))
