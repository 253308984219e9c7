# SPDX-License-Identifier: EUPL-1.2
"""More about what was found for many people at once: what others stand for, and how far away it is."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from overstap.engine.matching.large.batch import Many
from overstap.engine.matching.large.index import OpeningIndex, Question
from overstap.engine.matching.large.kernels import Lines, describe
from overstap.engine.matching.large.openings import Floats
from overstap.engine.matching.model import DEFAULT_THRESHOLDS, Reach, Thresholds

REACHES = (Reach.NOW, Reach.ONE_AWAY, Reach.FURTHER)
"""A group is told as its position here."""


class Describer:
    """Tells more about what was found in one index. `certificates` of each person asked about, if any."""

    def __init__(self, index: OpeningIndex, thresholds: Thresholds = DEFAULT_THRESHOLDS) -> None:
        self._index = index
        self._ask = index.ask(Question(np.zeros(index.skills)))
        self._lines = Lines(
            thresholds.fits, thresholds.near, thresholds.shown, thresholds.covered, grouped=True
        )
        self._lacking: dict[frozenset[str], npt.NDArray[np.int64]] = {}

    def describe(
        self, many: Many, near: Floats, near_shown: Floats, certificates: Sequence[frozenset[str]]
    ) -> tuple[Floats, npt.NDArray[np.int8]]:
        """Coverage as shown, and the group (position in `REACHES`) of each that was found.

        `near` and `near_shown` have shape (people, skills), as in `Question`; both results (people, top).
        """
        rows = self._index.rows_of(many.ids.ravel()).reshape(many.ids.shape)
        shown = np.zeros(many.claimed.shape)
        group = np.zeros(many.claimed.shape, dtype=np.int8)
        lacking = np.stack([self._lacks(one) for one in certificates])
        describe(
            self._index.lists, self._index.columns, self._index.scaled, self._ask, self._lines, near,
            near_shown, lacking, many.claimed, rows, many.found, shown, group,
        )  # fmt: skip
        return shown, group

    def _lacks(self, held: frozenset[str]) -> npt.NDArray[np.int64]:
        """How many certificates of each set somebody lacks. Shape (sets,)."""
        if held not in self._lacking:
            sets = self._index.certificate_sets
            self._lacking[held] = np.array([len(papers - held) for papers in sets], dtype=np.int64)
        return self._lacking[held]
