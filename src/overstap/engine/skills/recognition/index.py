# SPDX-License-Identifier: EUPL-1.2
"""Every label of every skill as weighted stems, ready to be held against a text.

A term is a stem of one language (`nl:las`). How much a term says is its inverse document frequency over
the skills whose words of that language hold it, so that "use" or "werken" weigh next to nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from itertools import chain
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

from overstap.engine.skills.recognition.wording import Wording

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int32]
Matrix = sparse.csr_matrix


RAREST = 9.0
"""What a word that labels of one skill alone hold weighs."""


class LabelKind(IntEnum):
    """Where a label comes from."""

    PREFERRED = 0
    ALTERNATIVE = 1
    EVERYDAY = 2


@dataclass(frozen=True)
class LabelIndex:
    """All labels, in the order of their skills (`n` labels, `t` terms, `s` skills).

    `skill`, `language`, `kind`: per label the position of its skill, of its language, and its `LabelKind`.
    `matrix`: n x t, each row the idf of its terms over their sum, so that a row times the presence of terms
    (0..1) is the share of the label that is there. `mass`: that sum per label. `idf`: per term.
    `described`: s x t, the words of labels and descriptions (tf-idf, rows of length 1).
    """

    languages: tuple[str, ...]
    terms: tuple[str, ...]
    idf: Floats
    texts: tuple[str, ...]
    skill: Ints
    language: Ints
    kind: Ints
    matrix: Matrix
    mass: Floats
    described: Matrix

    @cached_property
    def number(self) -> dict[str, int]:
        """Term -> its position."""
        return {term: position for position, term in enumerate(self.terms)}

    @cached_property
    def by_term(self) -> Matrix:
        """The matrix turned: t x n."""
        return sparse.csr_matrix(self.matrix.T)

    @cached_property
    def described_by_term(self) -> Matrix:
        """The descriptions turned: t x s."""
        return sparse.csr_matrix(self.described.T)

    def terms_of(self, label: int) -> Ints:
        """The terms of one label."""
        found: Ints = self.matrix.indices[self.matrix.indptr[label] : self.matrix.indptr[label + 1]]
        return found


def build_index(wording: Wording, number: dict[str, int]) -> LabelIndex:
    """One index of all labels and descriptions. `number` gives terms their positions and grows."""
    rows = [wording.number(label.language, label.words, number) for label in wording.labels]
    documents = [
        list(chain.from_iterable(wording.number(language, words, number) for language, words in document))
        for document in wording.documents
    ]
    skill = np.array([label.skill for label in wording.labels], dtype=np.int32)
    language = np.array([label.language for label in wording.labels], dtype=np.int32)
    spoken = [wording.languages.index(term.split(":", 1)[0]) for term in number]
    elsewhere = [_known(wording, language_, words, number) for language_, words in wording.elsewhere]
    idf = _idf(skill, language, rows, [*documents, *elsewhere], spoken)
    matrix, mass = _label_matrix(rows, idf)
    return LabelIndex(
        wording.languages,
        tuple(number),
        idf,
        tuple(label.text for label in wording.labels),
        skill,
        language,
        np.array([label.kind for label in wording.labels], dtype=np.int32),
        matrix,
        mass,
        _described(skill, rows, documents, idf),
    )


def _known(wording: Wording, language: int, words: Iterable[str], number: dict[str, int]) -> list[int]:
    spoken = wording.languages[language]
    terms = (f"{spoken}:{stem}" for stem in wording.readers[spoken].of(words))
    return [number[term] for term in terms if term in number]


def _idf(
    skill: Ints, language: Ints, rows: list[list[int]], documents: list[list[int]], spoken: Sequence[int]
) -> Floats:
    """ln((N + 1) / (df + 0.5)), N and df over the skills that have words in the language of the term.

    Brought to one scale, on which a word of a single skill weighs `RAREST` however many skills there are, so
    that evidence weighs the same in a small pack and in all of ESCO.
    """
    lengths = np.array([len(row) for row in rows], dtype=np.int64)
    flat = np.fromiter(chain.from_iterable(rows), dtype=np.int64, count=int(lengths.sum()))
    held = np.unique(np.repeat(skill.astype(np.int64), lengths) * len(spoken) + flat) % max(1, len(spoken))
    df = np.bincount(held, minlength=len(spoken))
    # A word that labels hardly use may still be common in descriptions: then it does not count as rare.
    told = Counter(chain.from_iterable(set(document) for document in documents))
    in_text = np.array([told.get(term, 0) for term in range(len(spoken))], dtype=np.int64)
    df = np.maximum(df, in_text // 4)
    pairs = np.unique(skill.astype(np.int64) * 64 + language) % 64
    size = np.bincount(pairs, minlength=64).clip(1)[np.array(spoken, dtype=np.int64)]
    scale = RAREST / np.log((size.clip(2) + 1.0) / 1.5)
    idf: Floats = (scale * np.log((size + 1.0) / (df + 0.5))).clip(0.05).astype(np.float32)
    return idf


def _label_matrix(rows: list[list[int]], idf: Floats) -> tuple[Matrix, Floats]:
    kept = [list(dict.fromkeys(row)) for row in rows]
    pointers = np.cumsum([0, *(len(row) for row in kept)])
    columns = np.fromiter(chain.from_iterable(kept), dtype=np.int32, count=int(pointers[-1]))
    values = idf[columns]
    label = np.repeat(np.arange(len(kept)), np.diff(pointers))
    mass = np.bincount(label, values, minlength=len(kept)).astype(np.float32)
    shape = (len(kept), len(idf))
    return sparse.csr_matrix(((values / mass[label]).astype(np.float32), columns, pointers), shape), mass


def _described(skill: Ints, rows: list[list[int]], documents: list[list[int]], idf: Floats) -> Matrix:
    owners: list[npt.NDArray[Any]] = []
    for owner, lists in ((skill, rows), (np.arange(len(documents), dtype=np.int32), documents)):
        owners.append(np.repeat(owner, [len(row) for row in lists]))
    columns = np.fromiter(chain.from_iterable([*rows, *documents]), dtype=np.int64)
    shape = (len(documents), len(idf))
    counts = sparse.csr_matrix((np.ones(len(columns)), (np.concatenate(owners), columns)), shape)
    return unit_rows(
        sparse.csr_matrix((np.sqrt(counts.data) * idf[counts.indices], counts.indices, counts.indptr), shape)
    )


def unit_rows(matrix: Matrix) -> Matrix:
    """The matrix with rows of length 1; empty rows stay empty."""
    norms = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel()).clip(1e-9)
    lengths = np.repeat(norms, np.diff(matrix.indptr))
    return sparse.csr_matrix(
        ((matrix.data / lengths).astype(np.float32), matrix.indices.astype(np.int32), matrix.indptr),
        matrix.shape,
    )
