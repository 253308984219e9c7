# SPDX-License-Identifier: EUPL-1.2
"""How large a destination is: the share of all moves that end there, from few observations."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

DISCOUNT = 0.75
"""What is taken off every destination seen, in counts of a usual row, and shared among all destinations."""


def destination_shares(
    counts: npt.NDArray[np.float64], usual: float = 1.0, discount: float = DISCOUNT
) -> npt.NDArray[np.float64]:
    """Shares that add up to 1 and are never 0, of the same shape as `counts` (..., destinations).

    Absolute discounting (Ney, Essen and Kneser, On Structuring Probabilistic Dependences, 1994): where moves
    are counted one by one, a destination seen once is hardly more certain than one not seen yet. `usual` is
    the mean count of a row of the file: 1 where every move is a person, hundreds where rows are estimates of
    a whole country.

    >>> destination_shares(np.array([2.0, 1.0, 0.0, 0.0])).round(3).tolist()
    [0.542, 0.208, 0.125, 0.125]
    """
    kept = np.maximum(counts - discount * usual, 0.0)
    total = counts.sum(axis=-1, keepdims=True)
    left = (total - kept.sum(axis=-1, keepdims=True)) / counts.shape[-1]
    even = np.full_like(counts, 1 / max(counts.shape[-1], 1))
    return np.where(total > 0, (kept + left) / np.where(total > 0, total, 1.0), even)
