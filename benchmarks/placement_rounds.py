# SPDX-License-Identifier: EUPL-1.2
"""How long a placement round takes, beside the library `matching`, on the same lists in one run.

    .venv/bin/python -m benchmarks.placement_rounds [--repeat N] [--check]

Strict lists, so that there is one right answer: that both give the same, student by student, is checked on
every size. `matching` copies its players by recursion, as deep as there are players; it is given a thread
with a deep stack, without which it ends in a RecursionError from some hundreds of students on. Making its
players is told apart from solving; making our arrays from lists is part of ours, which is asked for all three
choices.
With `--check` only a small size is run and nothing is written.
"""

from __future__ import annotations

import argparse
import json
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
from matching.games import HospitalResident

from benchmarks import report
from benchmarks.turns import RESULTS, machine, tell
from overstap.engine.placement.rounds.lists import Side, make_round
from overstap.engine.placement.rounds.model import Integers, Round, Scores
from overstap.engine.placement.rounds.solve import hold_round

SEED = 1
WISHES = 20
SIZES = ((500, 100), (2000, 400), (10_000, 2000))
STACK = 1000 * 2**20


@dataclass(frozen=True)
class Lists:
    """Strict orders on both sides.

    `wishes` (students, WISHES): hosts, best first; `lot` (students, WISHES): by which a host orders those
    who ask. `places` (hosts,).
    """

    wishes: Integers
    lot: Integers
    places: Integers


def make_lists(students: int, hosts: int) -> Lists:
    """Lists from a seed: some hosts are asked far more than others; about as many places as students."""
    random = np.random.default_rng(SEED)
    weight = -np.log(np.arange(1, hosts + 1) ** 0.5)
    wishes = np.empty((students, WISHES), np.int64)
    for row in range(students):
        wishes[row] = np.argsort(-(weight + random.gumbel(size=hosts)))[:WISHES]
    lot = random.permutation(students * WISHES).reshape(students, WISHES)
    return Lists(wishes, lot, random.integers(1, 10, hosts))


def round_from(lists: Lists) -> Round:
    """Our arrays from the lists."""
    students, hosts = len(lists.wishes), len(lists.places)
    own, other = np.repeat(np.arange(students), WISHES), lists.wishes.ravel()
    rank = np.empty(students * WISHES, np.int64)
    order = np.lexsort((lists.lot.ravel(), other))
    begins = np.searchsorted(other[order], np.arange(hosts))
    rank[order] = np.arange(len(order)) - begins[other[order]] + 1
    names = tuple(map(str, range(students))), tuple(map(str, range(hosts)))
    wishes = Side(own, other, np.tile(np.arange(1, WISHES + 1), students))
    return make_round(*names, lists.places, wishes, Side(other, own, rank), Scores())


def ours(lists: Lists) -> list[int]:
    """The host of each student, -1 for none."""
    asked = round_from(lists)
    taken = hold_round(asked).taken
    return np.where(taken < 0, -1, asked.host[taken]).tolist()


def theirs(lists: Lists) -> tuple[list[int], float, float]:
    """The same by `matching`; seconds for making its players, and for solving."""
    asked: dict[int, list[tuple[int, int]]] = {host: [] for host in range(len(lists.places))}
    for student, (row, lots) in enumerate(zip(lists.wishes.tolist(), lists.lot.tolist(), strict=True)):
        for host, lot in zip(row, lots, strict=True):
            asked[host].append((lot, student))
    # Its players are known by name: hosts get names that no student has.
    far = 10_000_000
    residents = {student: [far + host for host in row] for student, row in enumerate(lists.wishes.tolist())}
    hospitals = {far + host: [student for _, student in sorted(who)] for host, who in asked.items() if who}
    places = {far + host: int(lists.places[host]) for host, who in asked.items() if who}
    began = time.perf_counter()
    game = HospitalResident.create_from_dictionaries(residents, hospitals, places)
    made = time.perf_counter()
    found = game.solve(optimal="resident")
    ended = time.perf_counter()
    where = [-1] * len(residents)
    for host, students in found.items():
        for student in students:
            where[student.name] = host.name - far
    return where, made - began, ended - made


def measure(repeat: int, sizes: tuple[tuple[int, int], ...]) -> list[dict[str, Any]]:
    """Each size: both in turn, and whether they agree."""
    told = []
    ours(make_lists(100, 2 * WISHES))  # compiled beforehand, as on a second call
    for students, hosts in sizes:
        lists = make_lists(students, hosts)
        mine, making, solving = [], [], []
        same = True
        for turn in range(repeat):
            tell(f"{students:,} students: turn {turn + 1}")
            began = time.perf_counter()
            found = ours(lists)
            mine.append(time.perf_counter() - began)
            where, made, solved = theirs(lists)
            making.append(made)
            solving.append(solved)
            same &= found == where
        assert same, "the two do not agree"
        figures = hold_round(round_from(lists)).compared
        told.append(
            {
                "students": students,
                "hosts": hosts,
                "places": int(lists.places.sum()),
                "ours": float(np.median(mine)),
                "making": float(np.median(making)),
                "solving": float(np.median(solving)),
                "placed": {str(choice): one.placed for choice, one in figures.items()},
                "blocking": {str(choice): one.blocking_pairs for choice, one in figures.items()},
            }
        )
    return told


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--check", action="store_true", help="a small size, for its correctness")
    asked = parser.parse_args()
    result: dict[str, Any] = {"machine": machine(), "wishes": WISHES, "repeat": asked.repeat}
    result["sizes"] = measure(asked.repeat, SIZES[:1] if asked.check else SIZES)
    print(json.dumps(result["sizes"], indent=1))
    if not asked.check:
        (RESULTS / "placement-rounds.json").write_text(json.dumps(result, indent=1) + "\n")
        report.write_page(RESULTS)


if __name__ == "__main__":
    sys.setrecursionlimit(100_000_000)
    threading.stack_size(STACK)
    with ThreadPoolExecutor(1) as pool:
        pool.submit(main).result()
