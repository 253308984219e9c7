# SPDX-License-Identifier: EUPL-1.2
"""How well usual steps are told from unusual ones: observed moves against a ranking of all other occupations.

Of every origin in the file all other candidates are ranked by three measures: `size` (how often each is a
destination), `overlap` (what share of the skills that either asks both ask) and `product` (ours, with the
same size). All that is used of the file is how often each occupation is a destination, and of that the moves
from the origin at hand are left out: nothing of the moves that are to be found again is known to any measure.

A figure is a mean over moves: a row with count 3 counts three times.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

from overstap.engine.evaluate.move_files import Moves
from overstap.engine.problems import InputRefused, Problem
from overstap.engine.transitions.measure import Grade, Steps, grade, lifts_of
from overstap.engine.transitions.size import destination_shares
from overstap.engine.transitions.traits import Traits

Floats = npt.NDArray[np.float64]

CUTOFFS = (10, 50, 100)

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class PlacedMoves:
    """Moves between candidates: `counts` (n, n), sparse, row from, column to.

    `unknown`: code -> how many moves were left out because the taxonomy does not know it.
    """

    counts: sparse.csr_array
    unknown: Mapping[str, float]
    left_out: float
    """Moves of which the origin, the destination or both are unknown."""


@dataclass(frozen=True)
class RankScore:
    """Mean reciprocal rank, share of moves in the first k, and the published variant over origins.

    `by_origin` is, averaged over origins, how many of the first ten were observed, over how many could have
    been (ten, or all that were observed where those are fewer).
    """

    mrr: float
    recall: Mapping[int, float]
    by_origin: float

    def as_dict(self) -> dict[str, float]:
        """As plain data, for `--json`."""
        recall = {f"recall_at_{k}": round(share, 4) for k, share in self.recall.items()}
        return {
            "mrr": round(self.mrr, 4),
            **recall,
            "recall_at_10_by_origin": round(self.by_origin, 4),
        }


@dataclass(frozen=True, slots=True)
class GradeScore:
    """What a grade is worth: the share of the candidates it is given to, of the moves that were made, and of
    the
    moves that would have been made had everybody gone by the size of the destination alone."""

    candidates: float
    observed: float
    expected: float

    def as_dict(self) -> dict[str, float]:
        """As plain data, for `--json`."""
        shares = {"candidates": self.candidates, "observed": self.observed, "expected": self.expected}
        return {name: round(share, 4) for name, share in shares.items()}


@dataclass(frozen=True)
class TransitionEvaluation:
    """The product and, on the same moves in the same run, size and overlap; and what each grade is worth."""

    product: RankScore
    size: RankScore
    overlap: RankScore
    grades: Mapping[Grade, GradeScore]
    moves: float
    pairs: int
    origins: int
    candidates: int
    seconds: float

    def as_dict(self) -> dict[str, object]:
        """As plain data, for `--json`."""
        scores = {"product": self.product, "size": self.size, "overlap": self.overlap}
        return {
            **{name: score.as_dict() for name, score in scores.items()},
            "grades": {str(grade): score.as_dict() for grade, score in self.grades.items()},
            "moves": self.moves,
            "pairs": self.pairs,
            "origins": self.origins,
            "candidates": self.candidates,
            "seconds": round(self.seconds, 2),
        }


def place_moves(moves: Moves, index: Mapping[str, int], candidates: int) -> PlacedMoves:
    """Moves by the positions of their occupations; `index` knows every code, id or URI that may be written.

    Raises `InputRefused` when no move has both its occupations known.
    """
    unknown: dict[str, float] = {}
    left_out = 0.0
    rows, columns, counts = [], [], []
    for (origin, destination), count in moves.counts.items():
        missing = [code for code in (origin, destination) if code not in index]
        for code in missing:
            unknown[code] = unknown.get(code, 0.0) + count
        if missing:
            left_out += count
        elif index[origin] != index[destination]:
            rows.append(index[origin])
            columns.append(index[destination])
            counts.append(count)
    if not counts:
        raise InputRefused([_none_known(next(iter(unknown), ""))])
    placed = sparse.csr_array((counts, (rows, columns)), shape=(candidates, candidates), dtype=np.float64)
    placed.sum_duplicates()
    return PlacedMoves(placed, unknown, left_out)


def evaluate_transitions(
    placed: PlacedMoves, steps: Steps, progress: Progress | None = None
) -> TransitionEvaluation:
    """Ranks all other occupations for the origin of each move, by each measure, and scores the rankings.

    `progress` is called with origins done and origins in all.
    """
    started = time.perf_counter()
    counts = placed.counts
    ends = np.asarray(counts.sum(axis=0), dtype=np.float64).ravel()
    usual = float(counts.data.mean())
    common = _overlap(steps.traits)
    origins = np.flatnonzero(np.diff(counts.indptr))
    tallies = {name: _Tally() for name in ("product", "size", "overlap")}
    grades = _GradeTally()
    rows = zip(origins.tolist(), steps.rows(origins), strict=True)
    for done, (origin, plain) in enumerate(rows, start=1):
        seen = slice(counts.indptr[origin], counts.indptr[origin + 1])
        found, weight = counts.indices[seen], counts.data[seen]
        elsewhere = ends.copy()
        elsewhere[found] -= weight
        shares = destination_shares(elsewhere, usual)
        grades.add(lifts_of(plain), shares, origin, found, weight)
        scores = {
            "product": steps.sized(plain, shares),
            "size": elsewhere,
            "overlap": common(origin),
        }
        for name, score in scores.items():
            tallies[name].add(_ranks(score, origin, found), weight)
        if progress:
            progress(done, len(origins))
    return TransitionEvaluation(
        **{name: tally.score() for name, tally in tallies.items()},
        grades=grades.score(),
        moves=float(counts.data.sum()),
        pairs=int(counts.nnz),
        origins=len(origins),
        candidates=counts.shape[0],
        seconds=time.perf_counter() - started,
    )


def _overlap(traits: Traits) -> Callable[[int], Floats]:
    """Per origin the share of the skills of either that both ask (Jaccard), for all destinations."""
    asks = traits.demands.copy()
    asks.data = np.ones_like(asks.data)
    many = np.asarray(asks.sum(axis=1), dtype=np.float64).ravel()

    def overlap(origin: int) -> Floats:
        both = np.asarray((asks @ asks[[origin]].T).todense(), dtype=np.float64).ravel()
        return np.asarray(both / np.maximum(many + many[origin] - both, 1.0))

    return overlap


def _ranks(score: Floats, origin: int, found: npt.NDArray[np.integer]) -> npt.NDArray[np.int64]:
    """Places, from 1, of the candidates in `found`; the origin is no candidate, of equal ones the first
    comes first."""
    order = np.lexsort((np.arange(len(score)), -score))
    place = np.empty(len(score), np.int64)
    place[order[order != origin]] = np.arange(1, len(score))
    return np.asarray(place[found])


class _Tally:
    """Adds up the ranks of observed moves, origin after origin."""

    def __init__(self) -> None:
        self._ranks: list[npt.NDArray[np.int64]] = []
        self._weights: list[Floats] = []
        self._by_origin: list[float] = []

    def add(self, ranks: npt.NDArray[np.int64], weights: Floats) -> None:
        self._ranks.append(ranks)
        self._weights.append(weights)
        self._by_origin.append(float((ranks <= 10).sum() / min(10, len(ranks))))

    def score(self) -> RankScore:
        ranks, weights = np.concatenate(self._ranks), np.concatenate(self._weights)
        total = weights.sum()
        return RankScore(
            float((weights / ranks).sum() / total),
            {k: float(weights[ranks <= k].sum() / total) for k in CUTOFFS},
            float(np.mean(self._by_origin)),
        )


class _GradeTally:
    """Adds up, per grade, candidates, moves made, and moves expected by size alone."""

    def __init__(self) -> None:
        self._sums = {each: np.zeros(3) for each in Grade}

    def add(
        self, lifts: Floats, shares: Floats, origin: int, found: npt.NDArray[np.integer], weights: Floats
    ) -> None:
        others = np.arange(len(lifts)) != origin
        expected = shares * others
        expected *= weights.sum() / expected.sum()
        made = np.zeros(len(lifts))
        made[found] = weights
        grades = np.array([grade(lift) for lift in lifts.tolist()])
        for each, sums in self._sums.items():
            here = (grades == each) & others
            sums += (here.sum(), made[here].sum(), expected[here].sum())

    def score(self) -> dict[Grade, GradeScore]:
        total = np.sum(list(self._sums.values()), axis=0)
        return {each: GradeScore(*(sums / total).tolist()) for each, sums in self._sums.items()}


def _none_known(code: str) -> Problem:
    return Problem(
        {
            "en": "no move has two occupations that are known here",
            "nl": "van geen overstap zijn beide beroepen hier bekend",
        },
        value=code,
        mend={
            "en": "Give ESCO codes or URIs with --esco, SOC or O*NET codes with --onet.",
            "nl": "Geef ESCO-codes of URI's met --esco, SOC- of O*NET-codes met --onet.",
        },
    )
