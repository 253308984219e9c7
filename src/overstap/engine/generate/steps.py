# SPDX-License-Identifier: EUPL-1.2
"""A network of dated steps between occupations, from a seed: of any size, to measure the search on.

Destinations are drawn by popularity (share ~ rank to the power of minus a half): some work many go to. A step
has a few dated options, spread over the horizon: the sooner one is there, the more of them are still to come.
Half of the steps cost nothing, study takes 0 to 240 hours, and pay goes with the destination. All of it is made
up.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from overstap.engine.journeys.network import Network

_STAY = 365
_STUDY_DAYS = (14, 300)
_PAY = (2_300_00, 4_500_00)


@dataclass(frozen=True, slots=True)
class Extent:
    """How large the network is. The defaults are a country's: 90,000 steps, 270,000 dated options."""

    occupations: int = 3_000
    steps: int = 30
    """From each occupation."""
    options: int = 3
    """Of each step."""
    days: int = 1_095
    """Options leave within so many days from day 0."""
    skew: float = 0.5


def make_steps(extent: Extent, seed: int) -> Network:
    """The network; the same extent and seed give the same to the last value. Nodes are occupations, day 0 the
    first.
    """
    rng = np.random.default_rng(seed)
    count = extent.occupations
    share = np.arange(1, count + 1) ** -extent.skew
    share = rng.permutation(share / share.sum())
    # Without replacement, and never to where one is: the largest keys of a race in which popularity runs ahead.
    keys = np.log(share) + rng.gumbel(size=(count, count))
    np.fill_diagonal(keys, -np.inf)
    to = (
        np.sort(np.argpartition(-keys, extent.steps, axis=1)[:, : extent.steps], axis=1)
        .ravel()
        .astype(np.int64)
    )
    options = len(to) * extent.options
    leaves = rng.integers(0, extent.days, size=(len(to), extent.options))
    study = rng.integers(*_STUDY_DAYS, size=leaves.shape)
    free = rng.random(len(to)) < 0.5
    price = np.where(free[:, None], 0, rng.integers(50, 3_000, size=leaves.shape) * 100)
    pay = rng.integers(*_PAY, size=count)
    return Network(
        first=np.arange(0, len(to) + 1, extent.steps, dtype=np.int64),
        to=to,
        option_first=np.arange(0, options + 1, extent.options, dtype=np.int64),
        until=leaves.ravel().astype(np.int64),
        arrives=(leaves + study).ravel().astype(np.int64),
        cost=price.ravel().astype(np.int64),
        tenths=rng.integers(0, 2_400, size=options).astype(np.int64),
        pay=np.repeat(pay[to], extent.options).astype(np.int64),
        stay=np.full(count, _STAY, dtype=np.int64),
    )
