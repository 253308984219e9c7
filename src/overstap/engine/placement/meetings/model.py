# SPDX-License-Identifier: EUPL-1.2
"""What a meeting schedule is made of, and what comes out of it."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

Integers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Booleans = npt.NDArray[np.bool_]

PARTS = 1_000_000
"""A fit counts to this part of one: totals are whole numbers, so that a proof is exact."""


@dataclass(frozen=True)
class Talks:
    """Talks with a slot: positions of `employer`, its `table`, `person` and `slot`, each of shape (talks,)."""

    employer: Integers = field(default_factory=lambda: np.empty(0, np.int64))
    table: Integers = field(default_factory=lambda: np.empty(0, np.int64))
    person: Integers = field(default_factory=lambda: np.empty(0, np.int64))
    slot: Integers = field(default_factory=lambda: np.empty(0, np.int64))

    def __len__(self) -> int:
        return len(self.employer)


@dataclass(frozen=True)
class Meeting:
    """Employers, people, slots, and the pairs that may meet.

    `tables` (employers,): how many talks an employer has at once. `employer_there` (employers, slots),
    `person_there` (people, slots): who can talk when. `employer`, `person`, `fit` (pairs,): who may meet
    whom, once, and how well they fit, `fit` in millionths and not negative. `least`, `most` (people,): talks
    that a person should and may have; `employer_least`, `employer_most` (employers,) the same. `run`: talks
    in a row after which a table has a slot free (0: none needed). `rest`: free slots between two talks of a
    person. `kept`: talks that stand and stay in their slot; `begun` (slots,): where nothing new can be planned.
    """

    employers: tuple[str, ...]
    people: tuple[str, ...]
    slots: tuple[str, ...]
    tables: Integers
    employer_there: Booleans
    person_there: Booleans
    employer: Integers
    person: Integers
    fit: Integers
    least: Integers
    most: Integers
    employer_least: Integers
    employer_most: Integers
    run: int = 0
    rest: int = 0
    kept: Talks = field(default_factory=Talks)
    begun: Booleans = field(default_factory=lambda: np.empty(0, np.bool_))

    def __post_init__(self) -> None:
        pairs = {len(self.employer), len(self.person), len(self.fit)}
        shapes = (self.employer_there.shape, self.person_there.shape)
        expected = tuple((len(side), len(self.slots)) for side in (self.employers, self.people))
        if len(pairs) != 1 or shapes != expected or (len(self.fit) and int(self.fit.min()) < 0):
            raise ValueError("the arrays of a meeting do not fit together")

    @property
    def open_slots(self) -> Booleans:
        """Slots in which something can still be planned. Shape (slots,)."""
        return ~self.begun if len(self.begun) else np.ones(len(self.slots), np.bool_)


@dataclass(frozen=True)
class Total:
    """What a schedule is worth: first the talks that people and employers should have, then the fit.

    `met`: of the talks they should have, those they have. `fit`: in millionths, over all talks.
    """

    met: int
    fit: int


@dataclass(frozen=True)
class Schedule:
    """Who meets whom, when, and how good that is.

    `bound`: no schedule of this meeting is better; computed from prices, not from the schedule. `chosen`: pairs
    that were worth a talk, `unscheduled`: those among them for which no slot was left in the end.
    """

    talks: Talks
    fit: Integers
    total: Total
    bound: Total
    unscheduled: int

    @property
    def proven(self) -> bool:
        """Whether no better schedule exists."""
        return self.total == self.bound
