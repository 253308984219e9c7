# SPDX-License-Identifier: EUPL-1.2
"""Small meetings, and the best of every schedule they can have, by trying all of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from hypothesis import strategies as st

from overstap.engine.placement.meetings.model import Meeting, Talks

Talk = tuple[int, int, int, int]


def meeting(
    fit: list[list[int | None]],
    slots: int = 2,
    *,
    there: tuple[list[list[bool]], list[list[bool]]] | None = None,
    least: int = 1,
    most: int = 9,
    tables: int = 1,
    run: int = 0,
    rest: int = 0,
    kept: tuple[Talk, ...] = (),
) -> Meeting:
    """A meeting from a table of fits: a row for each employer, None where they may not meet."""
    employers, people = len(fit), len(fit[0])
    pairs = [(e, p) for e in range(employers) for p in range(people) if fit[e][p] is not None]
    ones = [np.ones((side, slots), np.bool_) for side in (employers, people)]
    employer_there, person_there = ones if there is None else map(np.array, there)
    return Meeting(
        tuple(f"e{at}" for at in range(employers)),
        tuple(f"p{at}" for at in range(people)),
        tuple(f"s{at}" for at in range(slots)),
        np.full(employers, tables),
        employer_there,
        person_there,
        np.array([e for e, _ in pairs], dtype=np.int64),
        np.array([p for _, p in pairs], dtype=np.int64),
        np.array([fit[e][p] for e, p in pairs], dtype=np.int64),
        np.full(people, least),
        np.full(people, most),
        np.zeros(employers, np.int64),
        np.full(employers, 9),
        run,
        rest,
        Talks(*np.array(kept, dtype=np.int64).reshape(-1, 4).T),
    )


@dataclass(frozen=True)
class Best:
    """The best of all schedules of a meeting, tried one by one, whenever tables pause."""

    asked: Meeting

    @cached_property
    def value(self) -> tuple[int, int]:
        """The talks that are due, and the fit."""
        asked = self.asked
        tables = [(e, t) for e in range(len(asked.employers)) for t in range(int(asked.tables[e]))]
        spots = [(e, t, s) for e, t in tables for s in range(len(asked.slots)) if asked.employer_there[e, s]]
        fits = dict(
            zip(
                zip(asked.employer.tolist(), asked.person.tolist(), strict=True),
                asked.fit.tolist(),
                strict=True,
            )
        )
        return self._from(spots, fits, [])

    def _from(
        self, spots: list[tuple[int, int, int]], fits: dict[tuple[int, int], int], held: list[Talk]
    ) -> tuple[int, int]:
        if not spots:
            talks = [sum(one[2] == p for one in held) for p in range(len(self.asked.people))]
            met = sum(min(a, int(b)) for a, b in zip(talks, self.asked.least, strict=True))
            return met, sum(fits[e, p] for e, _, p, _ in held)
        (e, t, s), *others = spots
        best = self._from(others, fits, held)
        for p in range(len(self.asked.people)):
            if self._may(e, p, s, fits, held) and not self._too_long(e, t, s, held):
                best = max(best, self._from(others, fits, [*held, (e, t, p, s)]))
        return best

    def _too_long(self, e: int, t: int, s: int, held: list[Talk]) -> bool:
        """Whether a table would have more talks in a row than it may; its slots are tried in order."""
        run, own = self.asked.run, {one[3] for one in held if one[:2] == (e, t)}
        return run > 0 and set(range(s - run, s)) <= own

    def _may(self, e: int, p: int, s: int, fits: dict[tuple[int, int], int], held: list[Talk]) -> bool:
        own = [one for one in held if one[2] == p]
        return (
            (e, p) in fits
            and bool(self.asked.person_there[p, s])
            and len(own) < self.asked.most[p]
            and all(one[0] != e and abs(one[3] - s) > self.asked.rest for one in own)
        )


@st.composite
def small_meetings(draw: st.DrawFn, *, everybody_there: bool) -> Meeting:
    """Meetings that can be tried whole."""
    employers, people, slots = (draw(st.integers(1, most)) for most in (2, 3, 3))
    fit = [[draw(st.none() | st.integers(0, 5)) for _ in range(people)] for _ in range(employers)]
    there = None
    if not everybody_there:
        rows = st.lists(st.booleans(), min_size=slots, max_size=slots)
        there = tuple([draw(rows) for _ in range(side)] for side in (employers, people))
    least = draw(st.integers(0, 2))
    most = draw(st.integers(least, 3))
    run, rest = (0, 0) if everybody_there else (draw(st.integers(0, 2)), draw(st.integers(0, 1)))
    return meeting(fit, slots, there=there, least=least, most=most, run=run, rest=rest)
