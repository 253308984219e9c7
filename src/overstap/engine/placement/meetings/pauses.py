# SPDX-License-Identifier: EUPL-1.2
"""When tables pause: after so many talks in a row a slot stays free, as few as can be, where it costs least."""

from __future__ import annotations

import numpy as np

from overstap.engine.placement.meetings.model import Booleans, Integers


def with_breaks(there: Booleans, stands: Booleans, wanted: Integers, run: int) -> Booleans:
    """The slots in which a new talk may be, so that no table has more than `run` talks in a row.

    `there` (tables, slots): where it can talk; `stands`: talks that are there already and stay. As many slots
    as can be stay open; among those ways the one that keeps the most of `wanted` (tables, slots, not
    negative). Equals are spread over the tables, so that not everybody pauses at once. Exact: dynamic
    programming over the number of talks in a row. Talks that stand may be too many in a row; they stay.

    >>> import numpy as np
    >>> day = np.ones((1, 7), bool)
    >>> with_breaks(day, ~day, np.zeros((1, 7), int), 3).astype(int)
    array([[1, 1, 1, 0, 1, 1, 1]])
    """
    free = there & ~stands
    if run <= 0 or free.size == 0:
        return free
    tables, slots = free.shape
    spread = (np.arange(slots)[None, :] + np.arange(tables)[:, None]) % (run + 1) != run
    gain = 2 * wanted + spread
    gain += 1 + int(gain.sum(axis=1).max())  # one slot more goes before anything else
    worst = -(2**62)
    best = np.full((tables, run + 1), worst)
    best[:, 0] = 0
    came_from = np.zeros((slots, tables, run + 1), np.int16 if run < 2**15 else np.int64)
    every = np.arange(tables)
    for slot in range(slots):
        after = np.full_like(best, worst)
        # Without a talk the row ends, from whatever it was.
        longest = best.argmax(axis=1)
        after[:, 0] = np.where(stands[:, slot], worst, best[every, longest])
        came_from[slot, :, 0] = longest
        talk = np.where(stands[:, slot], 0, np.where(free[:, slot], gain[:, slot], worst))
        grown = best[:, :-1] + talk[:, None]
        after[:, 1:] = np.where((best[:, :-1] > worst) & (talk > worst)[:, None], grown, worst)
        came_from[slot, :, 1:] = np.arange(run)
        stuck = stands[:, slot] & (after == worst).all(axis=1)  # too many in a row stand already
        after[stuck, run] = best[stuck, run]
        came_from[slot, stuck, run] = run
        best = after
    opened = np.zeros_like(free)
    state = best.argmax(axis=1)
    for slot in range(slots - 1, -1, -1):
        opened[:, slot] = state > 0
        state = came_from[slot, every, state].astype(np.int64)
    return opened & free


def never_too_long(there: Booleans, stands: Booleans, run: int) -> Booleans:
    """The slots in which a new talk may be beside those that stand, wherever breaks are. Shape (tables, slots).

    >>> import numpy as np
    >>> day, stands = np.ones((1, 5), bool), np.array([[False, True, True, False, False]])
    >>> never_too_long(day, stands, 2).astype(int)
    array([[0, 0, 0, 0, 1]])
    """
    free = there & ~stands
    if run <= 0 or free.size == 0:
        return free
    rows = []
    for standing in (stands, stands[:, ::-1]):
        before, row = np.zeros(len(free), np.int64), np.empty(free.shape, np.int64)
        for slot in range(free.shape[1]):
            row[:, slot] = before
            before = np.where(standing[:, slot], before + 1, 0)
        rows.append(row)
    return np.asarray(free & (rows[0] + rows[1][:, ::-1] < run), dtype=np.bool_)
