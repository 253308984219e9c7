# SPDX-License-Identifier: EUPL-1.2
"""The same network of dated steps for networkx, and in plain Python.

networkx finds the earliest arrival, one count, as a shortest path: nodes are jobs, a step holds its options,
and its weight is the days it takes for who comes as soon as can be. Nothing is lost by that, as earlier is
never worse when only arrival counts. Its search has no limit on changes; the horizon is such that a fourth
change, after a year in each job, cannot be in time.
"""

from __future__ import annotations

from typing import Any

import networkx as nx

from overstap.engine.journeys.network import NEVER_PAID, Network

Row = tuple[int, int, int, int]
Option = tuple[int, int, int, int, int]
"""Until when one must have come, the day of arrival, cents, tenths of an hour, cents a month."""


def options_of(network: Network, step: int) -> list[Option]:
    """The options of a step, those that arrive soonest first."""
    at = slice(int(network.option_first[step]), int(network.option_first[step + 1]))
    columns = (network.until, network.arrives, network.cost, network.tenths, network.pay)
    return sorted(zip(*(one[at].tolist() for one in columns), strict=True), key=lambda option: option[1])


class NetworkX:
    """Earliest arrival everywhere, by `single_source_dijkstra_path_length`."""

    name = "networkx, one count"

    def __init__(self, network: Network) -> None:
        self.stay = network.stay.tolist()
        self.graph = nx.DiGraph()
        self.graph.add_nodes_from(range(len(self.stay)))
        for node in range(len(self.stay)):
            for step in range(int(network.first[node]), int(network.first[node + 1])):
                dates = tuple(option[:2] for option in options_of(network, step))
                self.graph.add_edge(node, int(network.to[step]), options=dates)

    def earliest(self, origin: int, until: int) -> dict[int, int]:
        """The first day in each job that is reached, from day 0 on."""
        came = {origin: 0}

        def days(here: int, there: int, step: dict[str, Any]) -> int | None:
            then = came[here]  # final by now: networkx goes on from the soonest first
            free = then if here == origin else then + self.stay[here]
            for latest, arrives in step["options"]:
                if then <= latest:
                    day = max(free, arrives)
                    if day < came.get(there, until + 1):
                        came[there] = day
                    return int(day - then)
            return None

        found: dict[int, int] = nx.single_source_dijkstra_path_length(
            self.graph, origin, cutoff=until, weight=days
        )
        return found


class PlainPython:
    """All four counts, in rounds, as our kernel but by lists and tuples: what its answers are compared with."""

    name = "plain Python"

    def __init__(self, network: Network) -> None:
        self.stay = network.stay.tolist()
        self.steps = [
            [
                (int(network.to[step]), options_of(network, step))
                for step in range(int(network.first[node]), int(network.first[node + 1]))
            ]
            for node in range(len(self.stay))
        ]

    def labels(self, origin: int, changes: int, until: int) -> dict[int, set[Row]]:
        """What nothing beats in each job, from day 0 on."""
        kept: dict[int, set[Row]] = {origin: {(0, 0, 0, NEVER_PAID)}}
        new = [(origin, row) for row in kept[origin]]
        for turn in range(changes):
            found: list[tuple[int, Row]] = []
            for here, row in new:
                if row not in kept[here]:
                    continue
                came, paid, studied, least = row
                free = came if turn == 0 else came + self.stay[here]
                for there, options in self.steps[here]:
                    for latest, arrives, cost, tenths, pay in options:
                        day = max(free, arrives)
                        if came > latest or day > until:
                            continue
                        one = (day, paid + cost, studied + tenths, max(least, -pay))
                        those = kept.setdefault(there, set())
                        if any(all(a <= b for a, b in zip(old, one, strict=True)) for old in those):
                            continue
                        beaten = {old for old in those if all(a <= b for a, b in zip(one, old, strict=True))}
                        those -= beaten
                        those.add(one)
                        found.append((there, one))
            new = found
        return kept
