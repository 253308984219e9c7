# SPDX-License-Identifier: EUPL-1.2
"""A round as plain data: who goes where, and who is left on both sides, why, and what is near."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from overstap.engine.placement.rounds.guided import worst_placed
from overstap.engine.placement.rounds.model import Choice, Figures, Integers, Outcome, Round

Booleans = npt.NDArray[np.bool_]

NEAR = 5
"""Near matches told of each that is left."""


def round_as_plain(asked: Round, outcome: Outcome) -> dict[str, Any]:
    """All of an outcome, for `--json`; the keys are described in docs/reference/cli-json.md."""
    taken = outcome.taken
    there = np.bincount(asked.host[taken[taken >= 0]], minlength=len(asked.hosts))
    return {
        "ok": True,
        "choice": str(outcome.choice),
        "tie_break": str(outcome.tie_break),
        "seed": outcome.seed,
        "strategy_proof": outcome.choice is Choice.STABLE,
        "students": len(asked.students),
        "hosts": len(asked.hosts),
        "places": int(asked.places.sum()),
        "placed": int((taken >= 0).sum()),
        "placements": [_placement(asked, pair) for pair in taken[taken >= 0].tolist()],
        "stability": _stability(asked, outcome),
        "compared": {str(one): _figures(figures) for one, figures in outcome.compared.items()},
        "unplaced_students": _unplaced(asked, taken, there),
        "places_left": _left(asked, taken, there),
    }


@dataclass(frozen=True)
class Unplaced:
    """A student without a place, by position, why, and the hosts with places left that come nearest."""

    student: int
    reason: str
    near: tuple[tuple[int, float], ...]


def unplaced_of(asked: Round, outcome: Outcome) -> tuple[Unplaced, ...]:
    """Who has no place, as `round_as_plain` tells it, without what became of each of their wishes."""
    taken, scores = outcome.taken, asked.scores
    free = np.bincount(asked.host[taken[taken >= 0]], minlength=len(asked.hosts)) < asked.places
    near = _near(scores.student, scores.score, free[scores.host] & (taken < 0)[scores.student])
    return tuple(
        Unplaced(
            one,
            _reason(asked, one, int(asked.first[one + 1] - asked.first[one])),
            tuple((int(scores.host[at]), float(scores.score[at])) for at in near.get(one, ())),
        )
        for one in np.flatnonzero(taken < 0).tolist()
    )


def stability_and_figures(outcome: Outcome) -> dict[str, Any]:
    """`stability` without its pairs, and `compared`, as `round_as_plain` tells them."""
    found = outcome.stability
    return {
        "stability": {"stable": found.stable, "blocking_pairs": found.count},
        "compared": {str(one): _figures(figures) for one, figures in outcome.compared.items()},
    }


def _placement(asked: Round, pair: int) -> dict[str, Any]:
    return {
        "student": asked.students[asked.student[pair]],
        "host": asked.hosts[asked.host[pair]],
        "preference": int(asked.wish[pair]),
        "priority": int(asked.rank[pair]),
    }


def _stability(asked: Round, outcome: Outcome) -> dict[str, Any]:
    found = outcome.stability
    return {
        "stable": found.stable,
        "blocking_pairs": found.count,
        "pairs": [_placement(asked, pair) for pair in found.pairs.tolist()],
    }


def _figures(figures: Figures) -> dict[str, Any]:
    return {
        "placed": figures.placed,
        "first_choice": figures.first_choice,
        "mean_preference": round(figures.mean_wish, 4),
        "blocking_pairs": figures.blocking_pairs,
    }


def _unplaced(asked: Round, taken: Integers, there: Integers) -> list[dict[str, Any]]:
    """Students without a place: what became of every wish, and which places that are left fit them."""
    lowest = worst_placed(asked, taken[taken >= 0])
    free = there < asked.places
    near = _near(
        asked.scores.student, asked.scores.score, free[asked.scores.host] & (taken < 0)[asked.scores.student]
    )
    told = []
    for one in np.flatnonzero(taken < 0).tolist():
        pairs = range(int(asked.first[one]), int(asked.first[one + 1]))
        told.append(
            {
                "student": asked.students[one],
                "accepts": int(asked.wished[one]),
                "accepted_by": len(pairs),
                "reason": _reason(asked, one, len(pairs)),
                "asked": [_asked(asked, pair, lowest, free) for pair in pairs],
                "near": [
                    {
                        "host": asked.hosts[asked.scores.host[at]],
                        "score": float(asked.scores.score[at]),
                        "places_left": int((asked.places - there)[asked.scores.host[at]]),
                    }
                    for at in near.get(one, ())
                ],
            }
        )
    return told


def _reason(asked: Round, one: int, pairs: int) -> str:
    """Why a student has no place, as a word that programs can read."""
    if asked.wished[one] == 0:
        return "no-list-and-no-scores"
    return "full" if pairs else "not-accepted"


def _asked(asked: Round, pair: int, lowest: Integers, free: Booleans) -> dict[str, Any]:
    """What became of a wish. Without any place there is nobody whom the host ranks lowest."""
    host = int(asked.host[pair])
    return {
        "host": asked.hosts[host],
        "preference": int(asked.wish[pair]),
        "priority": int(asked.rank[pair]),
        "lowest_priority_placed": None if free[host] or not asked.places[host] else int(lowest[host]),
    }


def _left(asked: Round, taken: Integers, there: Integers) -> list[dict[str, Any]]:
    """Hosts with places left, and which students without a place fit them."""
    near = _near(asked.scores.host, asked.scores.score, (taken < 0)[asked.scores.student])
    accepting = np.bincount(asked.host, minlength=len(asked.hosts))
    return [
        {
            "host": asked.hosts[host],
            "places": int(asked.places[host]),
            "left": int(asked.places[host] - there[host]),
            "asked_by": int(accepting[host]),
            "near": [
                {
                    "student": asked.students[asked.scores.student[at]],
                    "score": float(asked.scores.score[at]),
                }
                for at in near.get(host, ())
            ],
        }
        for host in np.flatnonzero(there < asked.places).tolist()
    ]


def _near(own: Integers, score: np.ndarray[Any, Any], counted: Booleans) -> dict[int, list[int]]:
    """For each of one side the scored pairs that count, the best few."""
    rows = np.flatnonzero(counted & (score > 0))
    order = rows[np.lexsort((rows, -score[rows], own[rows]))]
    whose = own[order]
    nth = np.arange(len(order)) - np.searchsorted(whose, whose)
    found: dict[int, list[int]] = {}
    for at in order[nth < NEAR].tolist():
        found.setdefault(int(own[at]), []).append(at)
    return found
