# SPDX-License-Identifier: EUPL-1.2
"""Where the weights of usual steps come from, and whether they carry over: the tables of docs/methods/usual-
steps.md.

    OVERSTAP_DATA=… .venv/bin/python benchmarks/usual_steps.py

Fits the weights to observed moves (conditional logit: the likelihood of each destination among all
candidates, no weight below zero) on all data, on either country alone, and on halves: Flemish careers split
by person, US moves by origin. Every half is measured with the weights fitted to the other half and with
those that are shipped; the sizes of destinations are always those of the half that is measured.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import astuple, fields
from pathlib import Path

import numpy as np
import numpy.typing as npt
import polars as pl
from scipy import optimize

from overstap.engine import Steps, build_graph, read_esco, read_onet, traits_of_onet, traits_of_taxonomy
from overstap.engine.evaluate.move_files import Moves, read_moves
from overstap.engine.evaluate.transitions import (
    PlacedMoves,
    TransitionEvaluation,
    evaluate_transitions,
    place_moves,
)
from overstap.engine.skills.esco import occupation_codes
from overstap.engine.transitions.measure import DEFAULT_WEIGHTS, Weights
from overstap.engine.transitions.size import destination_shares
from overstap.engine.transitions.soc import soc_unit

Floats = npt.NDArray[np.float32]

NAMES = tuple(one.name for one in fields(Weights))
PENALTY = 1e-4


class Choices:
    """What every origin could choose from (origins, candidates, parts), and what was chosen."""

    def __init__(self, steps: Steps, placed: PlacedMoves) -> None:
        counts = placed.counts.toarray()
        self.origins = np.flatnonzero(counts.sum(axis=1))
        elsewhere = counts.sum(axis=0) - counts[self.origins]
        size = np.log(destination_shares(elsewhere, float(placed.counts.data.mean())))
        parts = [steps.parts(origin) for origin in self.origins.tolist()]
        columns = [size, *(np.stack([one[name] for one in parts]) for name in NAMES if name != "size")]
        self.seen: Floats = np.stack(columns, axis=-1).astype(np.float32)
        self.chosen = counts[self.origins] / counts.sum()
        self.mean = np.einsum("on,onk->k", self.chosen, self.seen)

    def loss(self, weights: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
        """Minus the mean log likelihood of a move, and its gradient."""
        score = self.seen @ weights.astype(np.float32)
        score[np.arange(len(self.origins)), self.origins] = -np.inf
        highest = score.max(axis=1, keepdims=True)
        odds = np.exp(score - highest)
        total = odds.sum(axis=1, keepdims=True)
        moves = self.chosen.sum(axis=1)
        log_total = (moves * (highest[:, 0] + np.log(total[:, 0]))).sum()
        expected = np.einsum("on,onk->k", odds / total * moves[:, None], self.seen)
        return float(log_total - weights @ self.mean), expected - self.mean


def fitted(several: Sequence[Choices]) -> Weights:
    """The weights that make the moves of all of them most likely, each data set counting alike."""

    def loss(weights: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
        each = [one.loss(weights) for one in several]
        gradient = np.sum([one[1] for one in each], axis=0) + 2 * PENALTY * weights
        return sum(one[0] for one in each) + PENALTY * float(weights @ weights), gradient

    start = np.full(len(NAMES), 0.1)
    found = optimize.minimize(loss, start, jac=True, method="L-BFGS-B", bounds=[(0, None)] * len(NAMES))
    return Weights(*found.x.tolist())


def flemish(data: Path) -> tuple[Steps, PlacedMoves, list[PlacedMoves]]:
    places = [data / "esco-1.1.1-en", data / "esco-1.2.1-nl"]
    taxonomy, _ = read_esco(places)
    index = dict(taxonomy.occupation_index)
    file = data / "development" / "careers-flemish" / "careers.csv"
    careers = pl.read_csv(file, infer_schema=False)
    codes = occupation_codes(places, careers["matched_code"])
    index |= {code: index[uri] for code, uri in codes.items() if uri in index}
    steps = Steps(traits_of_taxonomy(taxonomy, build_graph(taxonomy)))
    people = careers["resume_id"].unique(maintain_order=True)
    halves = []
    with tempfile.TemporaryDirectory() as folder:
        for half in (0, 1):
            part = Path(folder) / f"{half}.csv"
            careers.filter(pl.col("resume_id").is_in(people.gather_every(2, half).to_list())).write_csv(part)
            halves.append(read_moves(part))
    n = len(taxonomy.occupations)
    return steps, place_moves(read_moves(file), index, n), [place_moves(one, index, n) for one in halves]


def american(data: Path) -> tuple[Steps, PlacedMoves, list[PlacedMoves]]:
    read, _ = read_onet(data / "onet-29")
    moves = read_moves(data / "development" / "moves-us" / "moves.csv")
    known = [one.code for one in read.occupations]
    units = {code: soc_unit(code, known).members for code in sorted({c for pair in moves.counts for c in pair})}
    units = {code: members for code, members in units.items() if members}
    index = {code: at for at, code in enumerate(units)}
    steps = Steps(traits_of_onet(read, build_graph(read.taxonomy), units))
    origins = sorted({origin for origin, _ in moves.counts})
    halves = [place_moves(_from(moves, frozenset(origins[half::2])), index, len(units)) for half in (0, 1)]
    return steps, place_moves(moves, index, len(units)), halves


def _from(moves: Moves, origins: frozenset[str]) -> Moves:
    return Moves({pair: count for pair, count in moves.counts.items() if pair[0] in origins})


def told(name: str, weights: Weights) -> None:
    listed = "  ".join(f"{part} {value:.2f}" for part, value in zip(NAMES, astuple(weights), strict=True))
    sys.stdout.write(f"{name:<34} {listed}\n")


def measured(name: str, found: TransitionEvaluation, which: str = "product") -> None:
    score = getattr(found, which)
    figures: Mapping[str, float] = score.as_dict()
    listed = "  ".join(f"{key.removeprefix('recall_at_')} {value:.3f}" for key, value in figures.items())
    sys.stdout.write(f"{name:<34} {listed}\n")


def main() -> None:
    data = Path(os.environ["OVERSTAP_DATA"])
    sets = {"Flemish": flemish(data), "US": american(data)}
    whole = {name: Choices(steps, placed) for name, (steps, placed, _) in sets.items()}
    told("shipped", DEFAULT_WEIGHTS)
    told("fitted to both", fitted(list(whole.values())))
    for name, choices in whole.items():
        told(f"fitted to {name}", fitted([choices]))
    for name, (steps, placed, halves) in sets.items():
        other = next(one for one in sets if one != name)
        crossed = Steps(steps.traits, fitted([whole[other]]))
        measured(f"{name}, shipped", evaluate_transitions(placed, steps))
        measured(f"{name}, fitted to {other}", evaluate_transitions(placed, crossed))
        for half in (0, 1):
            weights = fitted([Choices(steps, halves[1 - half])])
            told(f"fitted to half {2 - half} of {name}", weights)
            found = evaluate_transitions(halves[half], steps)
            measured(f"half {half + 1}: size alone", found, "size")
            fresh = evaluate_transitions(halves[half], Steps(steps.traits, weights))
            measured(f"half {half + 1}: fitted to the other", fresh)
            measured(f"half {half + 1}: shipped", found)


if __name__ == "__main__":
    main()
