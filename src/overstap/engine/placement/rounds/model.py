# SPDX-License-Identifier: EUPL-1.2
"""What a round is made of, and what comes out of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
import numpy.typing as npt

Integers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Booleans = npt.NDArray[np.bool_]


class Choice(StrEnum):
    """What a round is to bring about."""

    STABLE = "stable"
    """Stable, and best for students: no student and host would both rather have each other."""
    STABLE_LARGER = "stable-larger"
    """Stable, and more places filled by using the ties of hosts: at least two thirds of what can be had."""
    MOST = "most"
    """The most places filled that can be; not always stable."""


class TieBreak(StrEnum):
    """What decides between students whom a host finds equal."""

    SINGLE = "single"
    """One lottery for all hosts."""
    MULTIPLE = "multiple"
    """A lottery of its own for each host."""
    ORDER = "order"
    """No lottery: the order of the table of students."""


@dataclass(frozen=True)
class Scores:
    """How well students and hosts fit, of those pairs of which it is known.

    All of shape (pairs,): positions of `student` and `host`, `score` 0..1, `km` (NaN: unknown).
    """

    student: Integers = field(default_factory=lambda: np.empty(0, np.int64))
    host: Integers = field(default_factory=lambda: np.empty(0, np.int64))
    score: Floats = field(default_factory=lambda: np.empty(0))
    km: Floats = field(default_factory=lambda: np.empty(0))


@dataclass(frozen=True)
class Round:
    """Students, hosts and the pairs that both sides accept.

    `places` (hosts,). Pairs are in the order of students, best wished first: `student`, `host` (pairs,);
    `wish`: the place of the host in the order of the student, `rank`: that of the student in the order of the
    host; both from 1, equals share a place. `first` (students + 1,): where the pairs of each student begin.
    `wished` and `ranked`: how many hosts each student accepts and students each host accepts, one-sided pairs
    included. `guided` (students,): who needs more guidance than usual, and `guided_places` (hosts,): how many
    of those a host takes at most; none: nobody does.
    """

    students: tuple[str, ...]
    hosts: tuple[str, ...]
    places: Integers
    first: Integers
    student: Integers
    host: Integers
    wish: Integers
    rank: Integers
    wished: Integers
    ranked: Integers
    scores: Scores = field(default_factory=Scores)
    guided: Booleans | None = None
    guided_places: Integers | None = None

    def __post_init__(self) -> None:
        sizes = {len(self.student), len(self.host), len(self.wish), len(self.rank), int(self.first[-1])}
        if len(sizes) != 1 or len(self.first) != len(self.students) + 1 or len(self.places) != len(self.hosts):
            raise ValueError("the arrays of a round have sizes that do not fit")
        if (self.guided is None) != (self.guided_places is None):
            raise ValueError("who needs guidance goes with how many of them a host takes")
        if (
            self.guided is not None
            and self.guided_places is not None
            and (len(self.guided), len(self.guided_places)) != (len(self.students), len(self.hosts))
        ):
            raise ValueError("the arrays of a round have sizes that do not fit")


@dataclass(frozen=True)
class Stability:
    """Whether anybody would break a placement off for something both sides prefer.

    `pairs`: the blocking pairs as places in the pairs of the round, at most `LISTED`; `count`: all of them.
    """

    count: int
    pairs: Integers

    @property
    def stable(self) -> bool:
        """No pair would rather have each other."""
        return self.count == 0


@dataclass(frozen=True)
class Figures:
    """What a placement is worth, to lay beside another."""

    placed: int
    first_choice: int
    mean_wish: float
    blocking_pairs: int


@dataclass(frozen=True)
class Outcome:
    """A round that was held. `taken` (students,): the pair each student has in `Round`, -1 for none.

    `compared`: figures of every choice, so that what one gains and another loses can be seen.
    """

    choice: Choice
    tie_break: TieBreak
    seed: int
    taken: Integers
    stability: Stability
    compared: Mapping[Choice, Figures]
