# SPDX-License-Identifier: EUPL-1.2
"""All pairs of ESCO's occupations, both directions: our coverage beside a published method, in one run.

    OVERSTAP_DATA=… .venv/bin/python benchmarks/all_pairs.py [--pairs N] [--vectors FILE.npy] [--json]

Needs `esco-1.1.1-en` in OVERSTAP_DATA. The published method is that of Nesta's Mapping Career Causeways
(2020), made anew here from its description: skills are matched one to one, greedily by the cosine of their
embeddings, each match weighed by sigmoid(-43.5 + 50 cosine), summed over the number of the destination's
essential skills; once for the origin's essential skills and once for all of them. It runs on a sample of
pairs, in NumPy, and is multiplied out.

Both see the same occupations and the same links. The published method needs a vector for each skill: those
of --vectors (one row for each skill, in the order of the taxonomy, such as a MiniLM model makes), else
vectors of ours out of the skills' own words; its time does not depend on which. What is done once (vectors,
our skill graph) is told apart. The run times that Nesta published for all pairs were 884 s and 5,277 s, on
another machine.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse, stats

from overstap.engine import Taxonomy, build_graph, read_esco
from overstap.engine.skills.taxonomy import Importance
from overstap.engine.skills.text import folded_words
from overstap.engine.transitions.covering import all_pairs_coverage
from overstap.engine.transitions.likeness import word_vectors
from overstap.engine.transitions.measure import Steps
from overstap.engine.transitions.traits import traits_of_taxonomy

SEED = 20_270_101

Floats = npt.NDArray[np.float64]
Skills = list[npt.NDArray[np.int64]]


def greedy_overlap(origin: npt.NDArray[np.int64], to: npt.NDArray[np.int64], vectors: Floats) -> float:
    """The published overlap of one pair."""
    if len(origin) == 0 or len(to) == 0:
        return 0.0
    cosine = vectors[origin] @ vectors[to].T
    free_rows, free_columns = np.ones(len(origin), bool), np.ones(len(to), bool)
    total = 0.0
    for at in np.argsort(-cosine, axis=None):
        row, column = divmod(int(at), len(to))
        if free_rows[row] and free_columns[column]:
            free_rows[row] = free_columns[column] = False
            total += 1 / (1 + np.exp(43.5 - 50 * cosine[row, column]))
            if not (free_rows.any() and free_columns.any()):
                break
    return total / len(to)


def skills_of(taxonomy: Taxonomy) -> tuple[Skills, Skills]:
    """Per occupation its essential skills, and all of them."""
    essential, every = [], []
    for one in taxonomy.occupations:
        at = [(taxonomy.skill_index[demand.skill], demand.importance) for demand in one.demands]
        essential.append(np.array([skill for skill, how in at if how is Importance.MUST], np.int64))
        every.append(np.array([skill for skill, _ in at], np.int64))
    return essential, every


def own_vectors(taxonomy: Taxonomy) -> Floats:
    """Vectors of skills out of their labels and descriptions."""
    vocabulary: dict[str, int] = {}
    rows, columns = [], []
    for row, skill in enumerate(taxonomy.skills):
        words = skill.words["en"]
        for word in folded_words(" ".join((*words.all_labels(), words.description))):
            rows.append(row)
            columns.append(vocabulary.setdefault(word, len(vocabulary)))
    counts = sparse.csr_array(
        (np.ones(len(rows)), (rows, columns)), shape=(len(taxonomy.skills), len(vocabulary))
    )
    counts.sum_duplicates()
    return word_vectors(counts)


def timed(work: Any) -> tuple[float, Any]:
    began = time.perf_counter()
    result = work()
    return time.perf_counter() - began, result


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--pairs", type=int, default=20_000)
    parser.add_argument("--vectors", type=Path)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    taxonomy, _ = read_esco(Path(os.environ["OVERSTAP_DATA"]) / "esco-1.1.1-en", ["en"])
    n = len(taxonomy.occupations)
    graph_seconds, graph = timed(lambda: build_graph(taxonomy))
    traits = traits_of_taxonomy(taxonomy, graph)
    compiling, _ = timed(lambda: all_pairs_coverage(traits.demands[:2], graph.similarity))
    ours, coverage = timed(lambda: all_pairs_coverage(traits.demands, graph.similarity))
    whole, _ = timed(lambda: Steps(traits).matrix())
    vector_seconds, vectors = timed(lambda: np.load(given.vectors) if given.vectors else own_vectors(taxonomy))
    essential, every = skills_of(taxonomy)
    pairs = np.random.default_rng(SEED).integers(0, n, (given.pairs, 2))
    sample, found = timed(
        lambda: [
            (
                greedy_overlap(essential[a], essential[b], vectors),
                greedy_overlap(every[a], essential[b], vectors),
            )
            for a, b in pairs
        ]
    )
    theirs = sample / len(pairs) * n * (n - 1)
    agreement = stats.spearmanr(np.mean(found, axis=1), coverage[pairs[:, 0], pairs[:, 1]]).statistic
    figures = {
        "occupations": n,
        "pairs, both directions": n * (n - 1),
        "ours: skill graph, once, s": graph_seconds,
        "ours: loading or compiling the kernel, once, s": compiling,
        "ours: coverage of all pairs, s": ours,
        "ours: the whole measure of all pairs, s": whole,
        "published: vectors, once, s": vector_seconds,
        "published: pairs in the sample": len(pairs),
        "published: the sample, s": sample,
        "published: all pairs, multiplied out, s": theirs,
        "published over ours (coverage)": theirs / ours,
        "published over ours (whole measure)": theirs / whole,
        "Spearman of both over the sample": float(agreement),
    }
    if given.json:
        json.dump(figures, sys.stdout, indent=2)
        return
    for name, value in figures.items():
        sys.stdout.write(f"{name:<50} {value:14,.2f}\n")


if __name__ == "__main__":
    main()
