# SPDX-License-Identifier: EUPL-1.2
"""Plans many thousands of small regions twice, and says where the planner and trying everything disagree, and
which journeys break a rule on their way.

Run from the repository: `python -m tests.properties.journeys_at_length --examples 10000 --seed 1`. The seed of
each case is the first one plus its number, so that a case that disagrees can be made again by itself.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from dataclasses import dataclass, field

from tests.engine.journeys import brute_force
from tests.engine.journeys.case import Case, Counts, counts
from tests.engine.journeys.random_cases import Maker
from tests.engine.journeys.walk import broken


def case_of(seed: int) -> Case:
    """The case of a seed."""
    return _maker(seed).case()


def twins_of(seed: int) -> Case:
    """The case of a seed in which many ways meet."""
    return _maker(seed).twins()


def _maker(seed: int) -> Maker:
    dice = random.Random(seed)  # noqa: S311 (nothing secret)
    return Maker(lambda options: options[dice.randrange(len(options))])


@dataclass
class Tally:
    """What came by."""

    cases: int = 0
    with_journeys: int = 0
    with_study: int = 0
    several_changes: int = 0
    journeys: int = 0
    seconds: float = 0.0
    disagreed: list[int] = field(default_factory=list)

    def add(self, seed: int, expected: list[Counts], found: list[Counts], wrong: list[str]) -> None:
        """One case more."""
        self.cases += 1
        self.journeys += len(expected)
        self.with_journeys += bool(expected)
        self.with_study += any(row[5] for row in expected)
        self.several_changes += any(row[4] > 1 for row in expected)
        if expected != found or wrong:
            self.disagreed.append(seed)
            print(f"seed {seed}: expected {expected}, found {found} {wrong}", flush=True)


def main() -> int:
    """Compares, and says how it went; the exit code is 1 when any case disagrees."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--twins", action="store_true", help="cases in which many ways meet")
    asked = parser.parse_args()
    tally, begun = Tally(), time.perf_counter()
    for seed in range(asked.seed, asked.seed + asked.examples):
        case = twins_of(seed) if asked.twins else case_of(seed)
        found = case.plan().everything
        wrong = [what for journey in found for what in broken(case, journey)]
        tally.add(seed, brute_force.everything(case), [counts(one) for one in found], wrong)
    tally.seconds = round(time.perf_counter() - begun, 1)
    print(tally)
    return 1 if tally.disagreed else 0


if __name__ == "__main__":
    sys.exit(main())
