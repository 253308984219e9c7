# SPDX-License-Identifier: EUPL-1.2
"""Likeness of letters: character n-grams of words and titles, hashed, so no list of them is kept."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from overstap.engine.skills.titles.packing import Arrays

_BUCKETS = 1 << 18


def grams(text: str, shortest: int, longest: int) -> list[str]:
    """The n-grams of a text with a space at each end.

    >>> grams("kok", 2, 3)
    [' k', 'ko', 'ok', 'k ', ' ko', 'kok', 'ok ']
    """
    padded = f" {text} "
    lengths = range(shortest, longest + 1)
    return [padded[i : i + size] for size in lengths for i in range(len(padded) - size + 1)]


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
        bucket = _remembering(_bucket)
        rows: list[int] = []
        columns: list[int] = []
        values: list[int] = []
        for row, text in enumerate(texts):
            counted = Counter(bucket(gram) for gram in grams(text, *sizes))
            rows += [row] * len(counted)
            columns += counted.keys()
            values += counted.values()
        raw = sp.csr_array(
            (np.array(values, np.float32), (np.array(rows, np.int32), np.array(columns, np.int32))),
            shape=(len(texts), _BUCKETS),
        )
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
        counted = Counter(_bucket(gram) for gram in grams(text, *self._sizes))
        weights = {bucket: count * float(self._idf[bucket]) for bucket, count in counted.items()}
        norm = float(np.sqrt(sum(weight**2 for weight in weights.values())))
        indptr, indices, data = self._matrix.indptr, self._matrix.indices, self._matrix.data
        for bucket, weight in sorted(weights.items()):
            start, end = indptr[bucket], indptr[bucket + 1]
            found[indices[start:end]] += data[start:end] * np.float32(weight / norm)
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


def _bucket(gram: str) -> int:
    return zlib.crc32(gram.encode()) % _BUCKETS


def _remembering(function: Callable[[str], int]) -> Callable[[str], int]:
    memory: dict[str, int] = {}

    def remembered(text: str) -> int:
        value = memory.get(text)
        if value is None:
            value = memory[text] = function(text)
        return value

    return remembered
