# SPDX-License-Identifier: EUPL-1.2
"""Every job at once on four counts: labels that no other beats, in rounds of one change, over dated steps.

A network has a node for each job and steps between them, each with a few dated options: who came to the first
job until some day may take it, arrives on a day at the earliest, and pays, studies and earns so much. Round k
extends each label that round k - 1 left, over every step and option (McRAPTOR; Delling, Pajor and Werneck
2015). A label is a row of day, cents, tenths of an hour, and the lowest month in cents, negative: smaller is
better in each. All labels of a node hang on one chain, so a new one meets only those it could beat or be beaten
by.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from numba import njit

Ints = npt.NDArray[np.int64]

ROW = 4
NEVER_PAID = -(2**60)
"""The lowest month of who has had no month yet."""
_NOBODY = -1


class Network(NamedTuple):
    """Dated steps. Days are ordinals, cost in cents, hours in tenths, pay in cents a month.

    From node n lead the steps `first[n]` up to `first[n + 1]`, each to node `to`; step s has the options
    `option_first[s]` up to `option_first[s + 1]`. An option is for who came to n until and with `until`: who is
    early waits. Then one is in the next job on `arrives`, or when the `stay` (nodes,) in n is over if that is
    later. Who sets out has stayed already.
    """

    first: Ints
    to: Ints
    option_first: Ints
    until: Ints
    arrives: Ints
    cost: Ints
    tenths: Ints
    pay: Ints
    stay: Ints


class Labels(NamedTuple):
    """Labels that no other of the same node beats, in the order of their rounds.

    `rows` (labels, 4): day, cost, tenths of an hour, lowest month (negative). `rounds` is the number of
    changes.
    """

    node: Ints
    rows: Ints
    rounds: Ints


def labels_from(network: Network, origin: int, day: int, changes: int, until: int) -> Labels:
    """What nothing beats in every node, for who stands at `origin` on a day, within so many changes.

    Nobody arrives after `until`. The origin has its own label, of no change.

    >>> of = lambda *values: np.array(values)
    >>> one = Network(of(0, 1, 1), of(1), of(0, 1), of(30), of(40), of(9_00), of(80), of(2_000_00), of(0, 365))
    >>> labels_from(one, 0, 10, 3, 1000).rows.tolist()[1]
    [40, 900, 80, -200000]
    """
    return Labels(*_labels(network, origin, day, changes, until))


@njit(cache=True)
def _labels(net, origin, day, changes, until):  # type: ignore[no-untyped-def]
    nodes = len(net.first) - 1
    rows = np.empty((1024, ROW), dtype=np.int64)
    node = np.empty(1024, dtype=np.int64)
    # Labels of a node hang on a chain, the newest first; what is beaten is taken off it.
    after = np.empty(1024, dtype=np.int64)
    alive = np.empty(1024, dtype=np.bool_)
    newest = np.full(nodes, _NOBODY, dtype=np.int64)
    ends = np.zeros(changes + 1, dtype=np.int64)
    rows[0] = (day, 0, 0, NEVER_PAID)
    node[0], after[0], alive[0], newest[origin] = origin, _NOBODY, True, 0
    count = 1
    ends[0] = 1
    start = 0
    for turn in range(1, changes + 1):
        stop = count
        for label in range(start, stop):
            if not alive[label]:
                continue
            here = node[label]
            came, paid, studied, least = rows[label]
            free = came if turn == 1 else came + net.stay[here]
            for step in range(net.first[here], net.first[here + 1]):
                there = net.to[step]
                for option in range(net.option_first[step], net.option_first[step + 1]):
                    if came > net.until[option]:
                        continue
                    arrives = max(free, net.arrives[option])
                    if arrives > until:
                        continue
                    cost = paid + net.cost[option]
                    tenths = studied + net.tenths[option]
                    low = max(least, -net.pay[option])
                    if not _takes_place(rows, after, alive, newest, there, arrives, cost, tenths, low):
                        continue
                    if count == len(node):
                        rows, node, after, alive = _twice(rows, node, after, alive)
                    rows[count, 0], rows[count, 1], rows[count, 2], rows[count, 3] = arrives, cost, tenths, low
                    node[count], after[count], alive[count] = there, newest[there], True
                    newest[there] = count
                    count += 1
        start = stop
        ends[turn] = count
    kept = np.flatnonzero(alive[:count])
    return node[kept], rows[kept], np.searchsorted(ends, kept, side="right")


@njit(cache=True)
def _takes_place(rows, after, alive, newest, node, day, cost, tenths, low):  # type: ignore[no-untyped-def]
    """Whether nothing in a node is at least as good; what it is at least as good as is taken off the chain."""
    before = _NOBODY
    label = newest[node]
    while label != _NOBODY:
        then, paid, studied, least = rows[label]
        if then <= day and paid <= cost and studied <= tenths and least <= low:
            return False
        if then >= day and paid >= cost and studied >= tenths and least >= low:
            alive[label] = False
            if before == _NOBODY:
                newest[node] = after[label]
            else:
                after[before] = after[label]
        else:
            before = label
        label = after[label]
    return True


@njit(cache=True)
def _twice(rows, node, after, alive):  # type: ignore[no-untyped-def]
    """The same arrays with room for as many again."""
    return (
        np.concatenate((rows, np.empty_like(rows))),
        np.concatenate((node, np.empty_like(node))),
        np.concatenate((after, np.empty_like(after))),
        np.concatenate((alive, np.zeros_like(alive))),
    )
