# SPDX-License-Identifier: EUPL-1.2
"""What in a sentence speaks for which skill: the features that ranking and confidence are made of.

A sentence is looked at through windows of a few content words, since the words of one skill stand near one
another. In a window every term is present (1), present as part of a compound (0.7), or called for by an
associated word (the chance of it). For a label with terms `l`:

    share = sum(idf[l] * presence[l]) / sum(idf[l])         how much of the label is there
    worth = ln(1 + share ** p * sum(idf[l]))                and how much it says

`worth` is taken with p = 2 (half a label still says something) and p = 6 (nearly all of it), over words
that are really there and over associated ones, for official labels and everyday phrases apart; per skill
the best label counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

from overstap.engine.skills.recognition.index import Floats, Ints, LabelIndex, LabelKind, Matrix

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


@dataclass(frozen=True)
class Evidence:
    """Of one sentence: skills that have any, their features, and the best label of each.

    `label`: the label that speaks most for the skill; -1 where none does. `there`, `called`: the share of
    that label that is really there, and with associated words.
    """

    skills: Ints
    features: Floats
    label: Ints
    there: Floats
    called: Floats


def windows(seen: Sequence[Seen]) -> list[Sequence[Seen]]:
    """Stretches of at most `WINDOW` content words, overlapping, that together hold all."""
    if len(seen) <= WINDOW:
        return [seen] if seen else []
    return [seen[i : i + WINDOW] for i in range(0, len(seen) - WINDOW + _STEP, _STEP)]


def presence(stretches: Sequence[Sequence[Seen]], terms: int) -> Matrix:
    """Windows x terms: 1 where a term stands, less where it is part of a compound."""
    rows: list[int] = []
    columns: list[int] = []
    values: list[float] = []
    for row, stretch in enumerate(stretches):
        there: dict[int, float] = {}
        for word in stretch:
            for part in word.parts:
                there[part] = max(there.get(part, 0.0), _PART)
            if word.term is not None:
                sure = _RESPELLED if word.respelled else 1.0
                there[word.term] = max(there.get(word.term, 0.0), sure)
        rows += [row] * len(there)
        columns += there.keys()
        values += there.values()
    return sparse.csr_matrix(
        (np.array(values, dtype=np.float32), (rows, columns)), (len(stretches), terms), dtype=np.float32
    )


def called_for(there: Matrix, associations: Matrix) -> Matrix:
    """Presence with associated words: 1 - prod(1 - chance), never less than what is really there."""
    log = associations.copy()
    log.data = np.log1p(-np.minimum(_CERTAIN, log.data)).astype(np.float32)
    drawn = sparse.csr_matrix(there @ log)
    drawn.data = 1.0 - np.exp(drawn.data)
    return sparse.csr_matrix(drawn.maximum(there))


def best_per_skill(labels: Ints, values: Floats, skills: Ints, count: int) -> Floats:
    """Per skill the largest value among its labels; 0 where it has none. `skills` is sorted."""
    found = np.zeros(count, dtype=np.float32)
    if len(labels):
        starts = np.flatnonzero(np.r_[True, skills[1:] != skills[:-1]])
        found[skills[starts]] = np.maximum.reduceat(values, starts)
    return found


def gather(model: Model, there: Matrix, called: Matrix, *, narrow: bool) -> Evidence:
    """The evidence in one sentence, given its windows. `narrow`: only skills with a label worth a look."""
    index = model.index
    share_there, share_called = _shares(there, index), _shares(called, index)
    labels = np.flatnonzero(share_called).astype(np.int32)
    mass = index.mass[labels]
    hard, soft = share_there[labels], share_called[labels]
    if narrow:
        kept = soft**2 * mass >= _worth_a_look(soft**2 * mass)
        labels, mass, hard, soft = labels[kept], mass[kept], hard[kept], soft[kept]
    owners = index.skill[labels]
    chosen = np.unique(owners) if narrow else np.arange(len(model.about), dtype=np.int32)
    place = np.searchsorted(chosen, owners).astype(np.int32)
    official = index.kind[labels] != LabelKind.EVERYDAY
    columns = [
        best_per_skill(labels, worth, place, len(chosen))
        for worth in _worths(hard, soft, mass, official, index.kind[labels] == LabelKind.PREFERRED)
    ]
    columns += _whole_text(model, there, called, chosen)
    features = np.column_stack([*columns, model.about[chosen]]).astype(np.float32)
    best, there_best, called_best = _best_labels(labels, hard, soft, mass, place, len(chosen))
    return Evidence(chosen, features, best, there_best, called_best)


_LOOKED_AT = 400
_LEAST_WORTH = 0.8


def _worth_a_look(worth: Floats) -> float:
    if len(worth) <= _LOOKED_AT:
        return _LEAST_WORTH
    return max(_LEAST_WORTH, float(np.partition(worth, -_LOOKED_AT)[-_LOOKED_AT]))


def _shares(present: Matrix, index: LabelIndex) -> Floats:
    """Per label the largest share of it in any window."""
    found = np.zeros(len(index.mass), dtype=np.float32)
    product = sparse.csr_matrix(present @ index.by_term)
    for row in range(product.shape[0]):
        at = slice(product.indptr[row], product.indptr[row + 1])
        columns = product.indices[at]
        found[columns] = np.maximum(found[columns], product.data[at])
    return found


def _worths(
    hard: Floats, soft: Floats, mass: Floats, official: npt.NDArray[np.bool_], preferred: npt.NDArray[np.bool_]
) -> list[Floats]:
    whole = np.where(hard > _WHOLE, np.sqrt(mass), 0)
    found = [
        np.log1p(hard**2 * mass),
        np.log1p(hard**6 * mass),
        whole,
        np.log1p(soft**2 * mass),
        np.log1p(soft**6 * mass),
    ]
    everyday = ~official
    return [
        *(worth * official for worth in found),
        *(worth * everyday for worth in found),
        np.log1p(hard**3 * mass) * preferred,
    ]


def _whole_text(model: Model, there: Matrix, called: Matrix, chosen: Ints) -> list[Floats]:
    """Likeness of the whole sentence to descriptions, and in the latent space."""
    index = model.index
    query = np.sqrt(there.max(axis=0).toarray().ravel()) * index.idf
    query = (query / max(1e-9, float(np.linalg.norm(query)))).astype(np.float32)
    terms = np.flatnonzero(query)
    described = np.asarray(index.described_by_term[terms].T @ query[terms]).ravel()[chosen]
    meant = called.max(axis=0).toarray().ravel() * index.idf
    terms = np.flatnonzero(meant)
    point = meant[terms] @ model.directions[terms]
    latent = model.places[chosen] @ (point / max(1e-9, float(np.linalg.norm(point))))
    return [described, latent.clip(0)]


def _best_labels(
    labels: Ints, hard: Floats, soft: Floats, mass: Floats, place: Ints, count: int
) -> tuple[Ints, Floats, Floats]:
    # What is really there goes before what is only called for.
    worth = (0.5 * hard**2 + 0.5 * soft**2) * mass
    order = np.lexsort((worth, place))
    last = np.flatnonzero(np.r_[place[order][1:] != place[order][:-1], True]) if len(order) else order
    best = np.full(count, -1, dtype=np.int32)
    there, called = np.zeros(count, dtype=np.float32), np.zeros(count, dtype=np.float32)
    at = order[last]
    best[place[at]], there[place[at]], called[place[at]] = labels[at], hard[at], soft[at]
    return best, there, called
