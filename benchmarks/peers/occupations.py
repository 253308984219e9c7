# SPDX-License-Identifier: EUPL-1.2
"""How much of each occupation the skills of each other cover, all pairs, both directions: ours and SciPy."""

from __future__ import annotations

import numpy as np
from scipy import sparse

from benchmarks.peers.data import SEED, Case
from overstap.engine.transitions.covering import all_pairs_coverage


class Pairs:
    """All occupations of a case, each asking twenty of the skills of its profile."""

    def __init__(self, case: Case) -> None:
        language = case.language
        random = np.random.default_rng(SEED)
        spans = zip(language.profile_from[:-1], language.profile_from[1:], strict=True)
        asked = [random.permutation(language.profiles[begin:end])[:20] for begin, end in spans]
        rows = np.repeat(np.arange(len(asked)), [len(one) for one in asked])
        weights = random.choice([1.0, 0.5, 0.25], size=len(rows))
        size = (len(asked), case.skills)
        self.demands = sparse.csr_array((weights, (rows, np.concatenate(asked))), shape=size)
        self.similarity = language.similarity

    def ours(self) -> np.ndarray:
        return all_pairs_coverage(self.demands, self.similarity)

    def scipy(self) -> np.ndarray:
        """The best similarity by occupation, then one product."""
        held = (np.flatnonzero(one) for one in self.demands.toarray())
        near = sparse.vstack([self.similarity[one].max(axis=0).tocsr() for one in held], format="csr")
        met = (near @ self.demands.T).toarray()
        return met / np.asarray(self.demands.sum(axis=1)).ravel()

    def differ(self) -> float:
        """The largest difference between the two."""
        return float(np.abs(self.ours() - self.scipy()).max())
