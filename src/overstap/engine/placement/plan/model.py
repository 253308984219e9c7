# SPDX-License-Identifier: EUPL-1.2
"""What a plan is made of, and what comes out of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntFlag

import numpy as np
import numpy.typing as npt

Integers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Booleans = npt.NDArray[np.bool_]

FINE = 1000
"""Worth is counted in whole thousandths of a point, so that sums are exact."""


class Bar(IntFlag):
    """Why an option cannot be taken, whatever others do."""

    TRAVEL = 1
    INCOME = 2
    PAPERS = 4
    DATES = 8
    FORBIDDEN = 16
    COURSE = 32
    """No course that can still be joined teaches what is missing."""
    HOURS = 64
    KIND = 128
    """Another kind of place than is wished."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What counts how much, in points. The defaults put each goal before the next.

    `placed`: a place that is sure to last. `income`: a loss of EUR 1,000 a month. `fit`: fitting wholly.
    `cost`: EUR 1,000. `change`: going elsewhere than planned before.
    """

    placed: float = 1000.0
    income: float = 100.0
    fit: float = 50.0
    cost: float = 1.0
    change: float = 100.0


@dataclass(frozen=True)
class Options:
    """What people can do, in the order of people. All of shape (options,).

    `edition`: -1 without a course. `lasting`: the chance that the place lasts, 0..1. `income`: the change
    in EUR a month. `cost`: EUR in all. `barred`: see `Bar`, 0 for what can be taken. `use` (limits,
    options): what it takes of each limit.
    """

    ids: tuple[str, ...]
    person: Integers
    opening: Integers
    edition: Integers
    lasting: Floats
    income: Floats
    fit: Floats
    cost: Floats
    barred: Integers
    use: Floats


@dataclass(frozen=True)
class Limit:
    """Something of which there is so much: a budget in EUR, or guidance in hours."""

    id: str
    kind: str
    most: float


@dataclass(frozen=True)
class Case:
    """People, openings, editions, limits, and the options of people.

    `places` (openings,), `seats` and `least` (editions,): an edition runs with at least `least`, or not at all.
    `now` (people,): the option each has in a plan of before, -1 for none; `locked` (people,): it stays.
    `groups`: name -> who belongs to it (people,).
    """

    people: tuple[str, ...]
    openings: tuple[str, ...]
    places: Integers
    editions: tuple[str, ...]
    seats: Integers
    least: Integers
    limits: tuple[Limit, ...]
    options: Options
    now: Integers
    locked: Booleans
    groups: dict[str, Booleans] = field(default_factory=dict)

    def worth(self, weights: Weights) -> Integers:
        """What each option is worth, in thousandths of a point. Shape (options,)."""
        one = self.options
        points = (
            weights.placed * one.lasting
            - weights.income * np.maximum(-one.income, 0.0) / 1000
            + weights.fit * one.fit
            - weights.cost * one.cost / 1000
        )
        has = self.now[one.person]
        stays = (has >= 0) & (np.arange(len(one.person)) == has)
        worth: Integers = np.rint((points + weights.change * stays) * FINE).astype(np.int64)
        return worth


@dataclass(frozen=True)
class Prices:
    """What others would give for it, in thousandths of a point: a place, a seat, and one of a limit.

    `gain` (people,): what each person gains over these prices.
    """

    gain: Integers
    opening: Integers
    seat: Floats
    limit: Floats


@dataclass(frozen=True)
class Plan:
    """A plan. `taken` (people,): the option of each, -1 for none. `worth` and `bound` in thousandths of a
    point.

    `bound`: what no plan can be worth more than. `proven`: there is no better one.
    """

    taken: Integers
    worth: int
    bound: int
    proven: bool
    stopped: bool
    prices: Prices

    @property
    def gap(self) -> float:
        """How much better the best plan can be at most, as a share of this one."""
        return 0.0 if self.proven or self.worth <= 0 else max(self.bound - self.worth, 0) / self.worth
