# SPDX-License-Identifier: EUPL-1.2
"""Which course each line takes: so that lines cross where people cross, and nowhere else.

An iterated local search over the catalogue (`lattice`). A move takes one line off the lattice and gives it
the best of all courses, the others lying where they lie; when no line can do better a few are taken off
together and laid again. Octilinear layout by small moves with a weighed sum of criteria follows Stott,
Rodgers, Martínez-Ovando and Walker (2011); that every segment keeps to eight directions as a hard rule
follows Nöllenburg and Wolff (2011).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from overstap.engine.transit.lattice import Bits, Catalogue

Floats = npt.NDArray[np.float64]
Booleans = npt.NDArray[np.bool_]

FORBIDDEN = 1000.0
"""Cost of what a map may not have: two lines on one edge, three at one vertex, a crossing off the lattice."""


@dataclass(frozen=True, slots=True)
class CourseSettings:
    """What a good course costs and earns; `docs/methods/transit-map.md` says why. Our choice, by eye."""

    meeting: float = 3.0
    """Earned when two lines cross that people really step between, whatever the strength."""
    strength: float = 2.0
    """Earned on top by the strongest step; by others in proportion."""
    crossing: float = 3.0
    """Cost of a crossing without an interchange, and of each crossing of two lines after the first."""
    bend: float = 0.55
    bend_at_crossing: float = 0.5
    end_at_crossing: float = 1.8
    level: float = 0.12
    """Cost of a horizontal edge: names of stations stand less easily along it."""
    level_neighbours: float = 0.8
    """Cost of two interchanges beside each other on a horizontal edge."""
    neighbours: float = 0.5
    """The same on any other edge."""
    boxed_in: float = 1.5
    """Cost of an interchange with a diagonal in each of the four cells around it: its names have no room."""
    length: float = 0.5
    """Cost of each edge more or fewer than a line's fair share."""
    rounds: int = 60
    """How often some lines are taken off and laid again."""


def choose_courses(
    courses: Catalogue, gain: Floats, target: Floats, settings: CourseSettings | None = None
) -> tuple[int, ...]:
    """The course of each line, as an index into the catalogue.

    `gain` has shape (lines, lines), symmetric: what the step strength between two lines lies above the
    threshold, negative where people do not cross. `target` has shape (lines,): edges that suit each line.
    Deterministic: the same input gives the same courses.
    """
    rules = settings or CourseSettings()
    search = _Search(courses, gain, target, rules)
    return search.run()


class _Search:
    def __init__(self, courses: Catalogue, gain: Floats, target: Floats, rules: CourseSettings) -> None:
        self.courses, self.rules = courses, rules
        self.lines, self.width = len(target), np.uint64(courses.width)
        last = sum(1 << (y * courses.width + courses.width - 1) for y in range(courses.height))
        self.inner = np.uint64(~last & (2**64 - 1))
        self.earns = np.where(gain >= 0, -rules.meeting - rules.strength * gain, rules.crossing)
        self.own = [
            rules.bend * courses.bend_count
            + rules.level * courses.level_count
            + rules.length * np.abs(courses.length - edges)
            for edges in target
        ]
        self.chosen: list[int | None] = [None] * self.lines
        self.pair: list[Floats] = [np.zeros(0)] * self.lines
        self.meets: list[Booleans] = [np.zeros(0, bool)] * self.lines
        self.met: dict[int, tuple[Booleans, Floats]] = {}

    def run(self) -> tuple[int, ...]:
        random = np.random.default_rng(71)
        # The line that crosses most others lies first: the others come to it.
        order = sorted(range(self.lines), key=lambda line: (float(self.earns[line].sum()), line))
        for line in order:
            self._lay(line)
        self._settle(order)
        best, best_cost = list(self.chosen), self._total()
        for _ in range(self.rules.rounds if self.lines > 1 else 0):
            taken = random.choice(self.lines, size=min(self.lines, int(random.integers(2, 5))), replace=False)
            for line in taken:
                self.chosen[line] = None
            for line in taken:
                self._lay(int(line))
            self._settle([int(line) for line in random.permutation(self.lines)])
            cost = self._total()
            if cost <= best_cost:
                best, best_cost = list(self.chosen), cost
            else:
                for line, course in enumerate(best):
                    if course != self.chosen[line] and course is not None:
                        self._put(line, course)
        return tuple(course for course in best if course is not None)

    def _settle(self, order: list[int]) -> None:
        """Lays lines anew, one at a time, until none can do better."""
        for _ in range(2):
            if not [line for line in order if self._lay(line)]:
                return

    def _lay(self, line: int) -> bool:
        """Gives a line its best course; tells whether that is another than it had."""
        cost = self._costs(line)
        best, had = int(np.argmin(cost)), self.chosen[line]
        if had is not None and cost[best] >= cost[had] - 1e-9:
            return False
        self._put(line, best)
        return True

    def _put(self, line: int, course: int) -> None:
        self.chosen[line] = course
        if course not in self.met:
            self.met[course] = self._met_by(course)
        self.meets[line], self.pair[line] = self.met[course]

    def _met_by(self, course: int) -> tuple[Booleans, Floats]:
        """For every course, whether it meets this one, and what the two cost together whoever they are."""
        all_ = self.courses
        meets = np.bitwise_count(all_.vertices & all_.vertices[course])
        wrong = np.bitwise_count(all_.falling & all_.rising[course])
        wrong = wrong + np.bitwise_count(all_.rising & all_.falling[course])
        for mask in (all_.level, all_.upright, all_.falling, all_.rising):
            wrong = wrong + np.bitwise_count(mask & mask[course])
        again = np.maximum(meets.astype(np.float64) - 1, 0)
        return meets > 0, FORBIDDEN * wrong + self.rules.crossing * again

    def _costs(self, line: int) -> Floats:
        """What each course would cost this line, the others as they lie. Shape (courses,)."""
        all_, rules = self.courses, self.rules
        cost = self.own[line].copy()
        once, twice, bends = _ZERO, _ZERO, _ZERO
        for other, course in enumerate(self.chosen):
            if other == line or course is None:
                continue
            cost += self.pair[other] + self.earns[line, other] * self.meets[other]
            twice |= once & all_.vertices[course]
            once |= all_.vertices[course]
            bends |= all_.bends[course]
        cost += FORBIDDEN * np.bitwise_count(all_.vertices & twice)
        cost += rules.bend_at_crossing * (
            np.bitwise_count(all_.bends & once) + np.bitwise_count(all_.vertices & bends)
        )
        cost += rules.end_at_crossing * np.bitwise_count(all_.ends & once)
        cost += rules.level_neighbours * np.bitwise_count(all_.level & once & (once >> np.uint64(1)))
        cost += rules.neighbours * np.bitwise_count(all_.upright & once & (once >> self.width))
        cost += rules.neighbours * np.bitwise_count(all_.falling & once & (once >> (self.width + _ONE)))
        cost += rules.neighbours * np.bitwise_count(all_.rising & (once >> _ONE) & (once >> self.width))
        cost += rules.boxed_in * np.bitwise_count((twice | (all_.vertices & once)) & self._boxed_in(line))
        return np.asarray(cost)

    def _boxed_in(self, line: int) -> Bits:
        """For each course of this line the vertices with a diagonal in each cell around: no name fits."""
        all_ = self.courses
        diagonal = all_.falling | all_.rising
        for other, course in enumerate(self.chosen):
            if other != line and course is not None:
                diagonal = diagonal | all_.falling[course] | all_.rising[course]
        below = diagonal & ((diagonal & self.inner) << _ONE)
        return np.asarray(below & (below << self.width))

    def _total(self) -> float:
        """The cost of the whole map. What two lines have in common is counted for both, as it is felt."""
        chosen = [course for course in self.chosen if course is not None]
        return sum(float(self._costs(line)[course]) for line, course in enumerate(chosen))


_ZERO, _ONE = np.uint64(0), np.uint64(1)
