# SPDX-License-Identifier: EUPL-1.2
"""Holds every way of searching to the plain product on as many random cases as there is time for.

    .venv/bin/python -m tests.contracts.many_cases --minutes 30 [--seed 1]

Each case is one question to one variant: ids, order and coverage must be equal to the last digit. Small
countries of any shape, most questions with filters; stops at the first difference and tells its seed.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from overstap.engine.generate.country import Shape, make_language, make_openings, make_people
from overstap.engine.matching.index import Filters
from overstap.engine.matching.large.batch import best_for_many, expander
from overstap.engine.matching.large.index import Question
from overstap.engine.matching.large.openings import KINDS, OpeningArrays
from overstap.engine.matching.model import Position
from tests.contracts.plain import PlainArrays
from tests.contracts.variants import VARIANTS, Searches

DAY = date(2027, 1, 20)
PASSPORTS = 130


def any_filters(random: np.random.Generator, openings: OpeningArrays) -> Filters:
    """Filters of which each is there half of the time."""

    def maybe(value):
        return value if random.random() < 0.5 else None

    day = DAY + timedelta(int(random.integers(-20, 60)))
    kinds = frozenset(KINDS[one] for one in random.integers(0, len(KINDS), 2))
    wanted = random.choice(len(openings.occupations), min(5, len(openings.occupations)), replace=False)
    papers = openings.certificate_sets[int(random.integers(len(openings.certificate_sets)))]
    return Filters(
        position=maybe(Position(random.uniform(50.8, 53.5), random.uniform(3.4, 7.2))),
        distance=float(random.choice([5, 30, 80, 400])),
        hours_low=maybe(float(random.choice([8, 24, 36]))),
        hours_high=maybe(float(random.choice([12, 24, 40]))),
        wage_floor=maybe(float(random.uniform(14, 40))),
        kinds=kinds if random.random() < 0.3 else frozenset(),
        starts_on=maybe(day),
        today=maybe(day),
        occupations=frozenset(openings.occupations[one] for one in wanted)
        if random.random() < 0.2
        else frozenset(),
        held=maybe(papers),
    )


def one_country(seed: int) -> int:
    """Questions to every variant over one made-up country; how many."""
    random = np.random.default_rng(seed)
    shape = Shape(
        skills=int(random.integers(20, 2000)),
        occupations=int(random.integers(1, 60)),
        related=int(random.integers(1, 16)),
        places=int(random.integers(1, 60)),
        certificates=int(random.integers(1, 9)),
        demands=(int(random.integers(1, 8)), int(random.integers(8, 40))),
        held=(1, int(random.integers(2, 40))),
    )
    language = make_language(shape, seed)
    openings = make_openings(language, int(random.integers(1, 3000)), shape, seed)
    people = make_people(language, PASSPORTS, shape, seed)
    near_of = expander(language.similarity, people.indptr, people.skills)
    near = near_of(0, PASSPORTS)
    plain = PlainArrays(openings, shape.skills)
    tops = random.integers(1, 60, size=PASSPORTS)
    filters = [any_filters(random, openings) if random.random() < 0.7 else Filters() for _ in range(PASSPORTS)]
    expected = [plain.best(*one) for one in zip(near, tops.tolist(), filters, strict=True)]
    done = 0
    for name, variant in VARIANTS.items():
        if name == "in batch":
            continue
        with tempfile.TemporaryDirectory() as folder:
            index: Searches = variant(openings, language.attitudes, Path(folder))
            for at, (ids, coverage) in enumerate(expected):
                found = index.best(Question(near[at]), int(tops[at]), filters=filters[at])
                same = found.ids.tolist() == ids.tolist() and found.claimed.tolist() == coverage.tolist()
                assert same, f"seed {seed}, variant {name}, passport {at}"
                done += 1
    index = VARIANTS["chosen"](openings, language.attitudes, Path())
    for shared in (Filters(), filters[0]):
        top = int(tops[0])
        many = best_for_many(index, near_of, PASSPORTS, top, filters=shared)
        for at in range(PASSPORTS):
            ids, coverage = plain.best(near[at], top, shared)
            count = many.found[at]
            same = many.ids[at, :count].tolist() == ids.tolist()
            same = same and many.claimed[at, :count].tolist() == coverage.tolist()
            assert same, f"seed {seed}, in batch, passport {at}"
            done += 1
    return done


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ask.add_argument("--minutes", type=float, default=10)
    ask.add_argument("--seed", type=int, default=1)
    given = ask.parse_args()
    until = time.monotonic() + given.minutes * 60
    seed, cases = given.seed, 0
    while time.monotonic() < until:
        cases += one_country(seed)
        seed += 1
    print(f"{cases:,} cases in {seed - given.seed:,} countries: all equal to the last digit")


if __name__ == "__main__":
    main()
