# SPDX-License-Identifier: EUPL-1.2
"""The labels of a network are what trying every path finds."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from overstap.engine.journeys.network import NEVER_PAID, Network, labels_from
from tests.properties.test_journeys import FEW

Row = tuple[int, int, int, int]


def network_of(seed: int) -> Network:
    """A few nodes and days, so that paths meet and are often equal."""
    rng = np.random.default_rng(seed)
    nodes = int(rng.integers(2, 6))
    steps = np.array([rng.integers(0, 4) for _ in range(nodes)])
    options = np.array([rng.integers(0, 3) for _ in range(steps.sum())], dtype=np.int64)
    count = int(options.sum())
    return Network(
        first=np.concatenate([[0], np.cumsum(steps)]),
        to=rng.integers(0, nodes, steps.sum()),
        option_first=np.concatenate([[0], np.cumsum(options)]).astype(np.int64),
        until=rng.integers(0, 12, count),
        arrives=rng.integers(0, 12, count),
        cost=rng.integers(0, 4, count),
        tenths=rng.integers(0, 4, count),
        pay=rng.integers(1, 4, count),
        stay=rng.integers(0, 4, nodes),
    )


def paths(
    network: Network, node: int, row: Row, changes: int, until: int, *, out: bool
) -> Iterator[tuple[int, Row]]:
    """Where every path ends, with its counts."""
    yield node, row
    if not changes:
        return
    day, cost, tenths, low = row
    free = day if out else day + int(network.stay[node])
    for step in range(network.first[node], network.first[node + 1]):
        for at in range(network.option_first[step], network.option_first[step + 1]):
            arrives = max(free, int(network.arrives[at]))
            if day <= network.until[at] and arrives <= until:
                there = (
                    arrives,
                    cost + int(network.cost[at]),
                    tenths + int(network.tenths[at]),
                    max(low, -int(network.pay[at])),
                )
                yield from paths(network, int(network.to[step]), there, changes - 1, until, out=False)


@settings(FEW, max_examples=300)
@given(st.integers(0, 10**9), st.integers(0, 3), st.integers(5, 15))
def test_labels_are_what_no_path_beats(seed: int, changes: int, until: int) -> None:
    network = network_of(seed)
    ends: dict[int, set[Row]] = {}
    for node, row in paths(network, 0, (0, 0, 0, NEVER_PAID), changes, until, out=True):
        ends.setdefault(node, set()).add(row)
    unbeaten = {
        node: {
            row
            for row in rows
            if not any(o != row and all(a <= b for a, b in zip(o, row, strict=True)) for o in rows)
        }
        for node, rows in ends.items()
    }
    labels = labels_from(network, 0, 0, changes, until)
    found: dict[int, list[Row]] = {}
    for node, row in zip(labels.node.tolist(), labels.rows.tolist(), strict=True):
        found.setdefault(node, []).append(tuple(row))
    assert {node: sorted(rows) for node, rows in found.items()} == {
        node: sorted(rows) for node, rows in unbeaten.items()
    }
