# SPDX-License-Identifier: EUPL-1.2
"""What in a sentence speaks for which skill: the features that ranking and confidence are made of.

A sentence is looked at through windows of a few content words, since the words of one skill stand near one
another. In a window every term is present (1), present as part of a compound (0.7), or called for by an
associated word (the chance of it). For a label with terms `l`:

    share = sum(idf[l] * presence[l]) / sum(idf[l])         how much of the label is there
    worth = ln(1 + share ** p * sum(idf[l]))                and how much it says

`worth` is taken with p = 2 (half a label still says something) and p = 6 (nearly all of it), over words
that are really there and over associated ones, for official labels and everyday phrases apart; per skill
the best label counts. All sentences of a text go through one pass: a product of sparse matrices costs much the
same for one row as for a hundred.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from scipy import sparse

from overstap.engine.skills.recognition.index import Floats, Ints, LabelIndex, LabelKind, Matrix, unit_rows

Longs = npt.NDArray[np.int64]

FEATURES = (
    "there2", "there6", "there_whole", "called2", "called6",
    "everyday2", "everyday6", "everyday_whole", "everyday_called2", "everyday_called6",
    "preferred", "described", "latent", "asked", "transversal", "cross_sector", "sector", "knowledge",
)  # fmt: skip

WINDOW = 5
_STEP = 2
_PART = 0.7
_RESPELLED = 0.8
_CERTAIN = 0.95
_WHOLE = 0.999


@dataclass(frozen=True, slots=True)
class Seen:
    """A content word of a text: its term (None when no label or description has it), the terms of its parts."""

    term: int | None
    parts: tuple[int, ...]
    start: int
    end: int
    respelled: bool = False


@dataclass(frozen=True)
class Model:
    """What evidence is computed from: see the modules that make each part.

    `about`: skills x the last five features, which do not depend on the text.
    """

    index: LabelIndex
    associations: Matrix
    directions: Floats
    places: Floats
    about: Floats

    @cached_property
    def silence(self) -> Matrix:
        """Terms x terms: ln(1 - the chance that a term calls for another)."""
        log = self.associations.copy()
        log.data = np.log1p(-np.minimum(_CERTAIN, log.data)).astype(np.float32)
        return log


@dataclass(frozen=True)
class Evidence:
    """Skills that have any evidence, sentence after sentence, their features, and the best label of each.

    `sentence`: the number of the sentence. `label`: the label that speaks most for the skill; -1 where none
    does. `there`, `called`: the share of that label that is really there, and with associated words.
    """

    sentence: Ints
    skills: Ints
    features: Floats
    label: Ints
    there: Floats
    called: Floats


def windows(seen: Sequence[Seen], width: int = WINDOW) -> list[Sequence[Seen]]:
    """Stretches of at most `width` content words, overlapping, that together hold all."""
    if len(seen) <= width:
        return [seen] if seen else []
    return [seen[i : i + width] for i in range(0, len(seen) - width + _STEP, _STEP)]


def gather(model: Model, sentences: Sequence[Sequence[Sequence[Seen]]], *, narrow: bool) -> Evidence:
    """The evidence in sentences, each given as its windows. `narrow`: only skills with a label worth a look."""
    index, skills = model.index, len(model.about)
    stretches = [stretch for each in sentences for stretch in each]
    owner = np.repeat(np.arange(len(sentences)), [len(each) for each in sentences])
    there = _presence(stretches, len(index.terms))
    called = _called_for(there, model.silence)
    found = _shares(index, owner, there, called, narrow=narrow)
    labels = found.labels
    # Labels stand in the order of their skills, so these are in order too.
    pairs = found.sentence * skills + index.skill[labels]
    chosen = np.unique(pairs) if narrow else np.arange(len(sentences) * skills)
    place = np.searchsorted(chosen, pairs).astype(np.int32)
    sentence, skill = (chosen // skills).astype(np.int32), (chosen % skills).astype(np.int32)
    columns = [
        _best_per_skill(worth, place, len(chosen))
        for worth in _worths(found.hard, found.soft, index.mass[labels], index.kind[labels])
    ]
    whole = _presence([[word for stretch in each for word in stretch] for each in sentences], len(index.terms))
    columns += _whole_sentence(model, whole, _largest(called, owner, len(sentences)), sentence, skill)
    features = np.column_stack([*columns, model.about[skill]]).astype(np.float32)
    return Evidence(sentence, skill, features, *_best_labels(index, found, place, len(chosen)))


@dataclass(frozen=True)
class _Shares:
    """Pairs of a sentence and a label, in order, and how much of the label is there and called for."""

    sentence: Longs
    labels: Ints
    hard: Floats
    soft: Floats


def _presence(stretches: Sequence[Sequence[Seen]], terms: int) -> Matrix:
    """Stretches x terms: 1 where a term stands, less where it is part of a compound."""
    columns: list[int] = []
    values: list[float] = []
    ends = [0]
    for stretch in stretches:
        there: dict[int, float] = {}
        for word in stretch:
            for part in word.parts:
                there[part] = max(there.get(part, 0.0), _PART)
            if word.term is not None:
                sure = _RESPELLED if word.respelled else 1.0
                there[word.term] = max(there.get(word.term, 0.0), sure)
        columns += there.keys()
        values += there.values()
        ends.append(len(columns))
    data = np.array(values, dtype=np.float32)
    return sparse.csr_matrix((data, np.array(columns, dtype=np.int32), ends), (len(stretches), terms))


def _called_for(there: Matrix, silence: Matrix) -> Matrix:
    """Presence with associated words: 1 - prod(1 - chance), never less than what is really there."""
    drawn = sparse.csr_matrix(there @ silence)
    drawn.data = 1.0 - np.exp(drawn.data)
    return sparse.csr_matrix(drawn.maximum(there))


_LOOKED_AT = 400
_LEAST_WORTH = 0.8


def _shares(index: LabelIndex, owner: Longs, there: Matrix, called: Matrix, *, narrow: bool) -> _Shares:
    """Of each label the largest share in any window of a sentence; `narrow`: of those worth a look."""
    size = len(index.mass)
    keys, values = _entries(sparse.csr_matrix(called @ index.by_term), owner)
    if narrow:
        likely = values**2 * index.mass[keys % size] >= _LEAST_WORTH
        keys, values = keys[likely], values[likely]
    pairs, position = np.unique(keys, return_inverse=True)
    soft = np.zeros(len(pairs), dtype=np.float32)
    np.maximum.at(soft, position, values)
    if narrow:
        kept = _worth_a_look(soft**2 * index.mass[pairs % size], pairs // size)
        pairs, soft = pairs[kept], soft[kept]
    keys, values = _entries(sparse.csr_matrix(there @ index.by_term), owner)
    hard = np.zeros(len(pairs), dtype=np.float32)
    if len(pairs):
        position = np.searchsorted(pairs, keys).clip(max=len(pairs) - 1)
        known = pairs[position] == keys
        np.maximum.at(hard, position[known], values[known])
    return _Shares(pairs // size, (pairs % size).astype(np.int32), hard, soft)


def _entries(windows_by: Matrix, owner: Longs) -> tuple[Longs, Floats]:
    """All entries of a matrix with a row per window: (sentence x columns + column, value)."""
    rows = np.repeat(owner * windows_by.shape[1], np.diff(windows_by.indptr))
    return rows + windows_by.indices, windows_by.data


def _largest(windows_by: Matrix, owner: Longs, sentences: int) -> Matrix:
    """Sentences x columns: the largest value in any window of the sentence."""
    columns = windows_by.shape[1]
    keys, values = _entries(windows_by, owner)
    pairs, position = np.unique(keys, return_inverse=True)
    largest = np.zeros(len(pairs), dtype=np.float32)
    np.maximum.at(largest, position, values)
    return sparse.csr_matrix((largest, (pairs // columns, pairs % columns)), (sentences, columns))


def _worth_a_look(worth: Floats, sentence: Longs) -> npt.NDArray[np.bool_]:
    """Of each sentence the labels that say most; equals of the last all stay."""
    kept = np.ones(len(worth), dtype=np.bool_)
    ends = np.flatnonzero(np.diff(sentence, append=-1)) + 1
    for first, last in pairwise([0, *ends.tolist()]):
        if last - first > _LOOKED_AT:
            stretch = worth[first:last]
            kept[first:last] = stretch >= np.partition(stretch, -_LOOKED_AT)[-_LOOKED_AT]
    return kept


def _best_per_skill(values: Floats, place: Ints, count: int) -> Floats:
    """Per place the largest value; 0 where it has none. `place` is in order."""
    found = np.zeros(count, dtype=np.float32)
    if len(place):
        starts = np.flatnonzero(np.diff(place, prepend=-1))
        found[place[starts]] = np.maximum.reduceat(values, starts)
    return found


def _worths(hard: Floats, soft: Floats, mass: Floats, kind: Ints) -> list[Floats]:
    whole = np.where(hard > _WHOLE, np.sqrt(mass), 0)
    hard2, soft2 = hard**2, soft**2
    found = [
        np.log1p(hard2 * mass),
        np.log1p(hard**6 * mass),
        whole,
        np.log1p(soft2 * mass),
        np.log1p(soft**6 * mass),
    ]
    everyday = kind == LabelKind.EVERYDAY
    return [
        *(worth * ~everyday for worth in found),
        *(worth * everyday for worth in found),
        np.log1p(hard**3 * mass) * (kind == LabelKind.PREFERRED),
    ]


def _whole_sentence(model: Model, there: Matrix, called: Matrix, sentence: Ints, skill: Ints) -> list[Floats]:
    """Likeness of whole sentences to the descriptions of skills, and in the latent space.

    `there`, `called`: sentences x terms.
    """
    index = model.index
    query = there.copy()
    query.data = np.sqrt(query.data) * index.idf[query.indices]
    described = sparse.csr_matrix(unit_rows(query) @ index.described_by_term).toarray()[sentence, skill]
    meant = called.copy()
    meant.data = meant.data * index.idf[meant.indices]
    points = np.asarray(meant @ model.directions)
    points = points / np.linalg.norm(points, axis=1, keepdims=True).clip(1e-9)
    latent = np.einsum("ij,ij->i", model.places[skill], points[sentence])
    return [described, latent.clip(0)]


def _best_labels(index: LabelIndex, found: _Shares, place: Ints, count: int) -> tuple[Ints, Floats, Floats]:
    # What is really there goes before what is only called for.
    worth = (0.5 * found.hard**2 + 0.5 * found.soft**2) * index.mass[found.labels]
    order = np.lexsort((worth, place))
    last = np.flatnonzero(np.diff(place[order], append=-1))
    best = np.full(count, -1, dtype=np.int32)
    there, called = np.zeros(count, dtype=np.float32), np.zeros(count, dtype=np.float32)
    at = order[last]
    best[place[at]], there[place[at]], called[place[at]] = found.labels[at], found.hard[at], found.soft[at]
    return best, there, called
