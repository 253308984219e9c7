# SPDX-License-Identifier: EUPL-1.2
"""The match index beside what a user could pick instead, in one run on one data set.

    .venv/bin/python -m benchmarks.matching [--openings 1000000] [--passports 20] [--rounds 7] [--skew ESCO]

Every answer is compared with the plain product. Rounds go through all peers in turn, so that whatever else the
machine does falls on all of them alike; what counts is the ratio of the medians. Writes
`benchmarks/results/matching[-ESCO].json` and, from all results there are, `docs/benchmarks.md` with its charts.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks import report
from benchmarks.peers.data import Case, make_case, touched
from benchmarks.peers.databases import OPTIONS, Postings, SparseVectors
from benchmarks.peers.libraries import Answer, DuckDB, Ours, Polars, SciPy, SparseDotTopN, best_of
from benchmarks.peers.occupations import Pairs
from benchmarks.turns import RESULTS, machine, rounds, tell
from overstap.engine.matching.large.storage import map_index, save_index
from overstap.host.postgres import Server

TOP, BATCH_TOP, PAIRS_TOP = 50, 20, 10
_NEAR_ENOUGH = 1e-5
"""Peers that keep single precision or sum in another order still count as right within this."""


def recall(answer: Answer, coverage: np.ndarray, top: int) -> tuple[float, bool]:
    """The share of the right coverages found, and whether the answer is the reference's to the last digit."""
    ids, expected = best_of(coverage, top)
    found = np.asarray(answer[0], dtype=np.int64)
    line = expected[-1] if len(expected) else 0.0
    good = int((coverage[found] >= line - _NEAR_ENOUGH).sum())
    right = good / len(expected) if len(expected) else float(not len(found))
    same = found.tolist() == ids.tolist() and np.asarray(answer[1]).tolist() == expected.tolist()
    return right, same


def told(
    ask: Callable[[np.ndarray], Answer], near: np.ndarray, coverages: list[np.ndarray], top: int
) -> dict[str, Any]:
    each = [recall(ask(one), coverage, top) for one, coverage in zip(near, coverages, strict=True)]
    return {
        "recall": float(np.mean([one[0] for one in each])),
        "to the last digit": all(one[1] for one in each),
    }


def singles(case: Case, peers: list[Any], rows: np.ndarray, method: str, count: int) -> dict[str, Any]:
    """One search after the other: seconds for each, and how right."""
    near = case.near[rows]
    coverages = [case.reference(one) for one in near]
    if method == "filtered":
        ok = case.passing()
        coverages = [np.where(ok, one, 0.0) for one in coverages]
    asks = {peer.name: getattr(peer, method) for peer in peers if hasattr(peer, method)}
    right = {name: told(lambda one, ask=ask: ask(one, TOP), near, coverages, TOP) for name, ask in asks.items()}

    def all_of(ask: Callable[[np.ndarray, int], Answer]) -> Callable[[], None]:
        def run() -> None:
            for one in near:
                ask(one, TOP)

        return run

    taken = rounds({name: all_of(ask) for name, ask in asks.items()}, count)
    return {
        name: {**{key: value / len(near) for key, value in taken[name].items()}, **right[name]} for name in asks
    }


def batches(case: Case, peers: list[Any], sizes: dict[str, int], top: int, count: int) -> dict[str, Any]:
    """Many at once: seconds for each passport. A peer may get fewer passports than others (`sizes`)."""
    work, right = {}, {}
    for peer in peers:
        if not hasattr(peer, "batch"):
            continue
        near = case.near[: sizes.get(peer.name, sizes[""])]
        answers = peer.batch(near, top)
        some = range(0, len(near), max(len(near) // 20, 1))
        each = [recall(answers[one], case.reference(near[one]), top) for one in some]
        right[peer.name] = {
            "recall": float(np.mean([one[0] for one in each])),
            "to the last digit": all(one[1] for one in each),
            "passports": len(near),
        }
        work[peer.name] = lambda peer=peer, near=near: peer.batch(near, top)
    taken = rounds(work, count)
    return {
        name: {**{key: value / right[name]["passports"] for key, value in taken[name].items()}, **right[name]}
        for name in work
    }


def built(makers: dict[str, Callable[[], Any]]) -> tuple[list[Any], dict[str, Any]]:
    """The peers, and what building each took."""
    peers, costs = [], {}
    for name, maker in makers.items():
        began = time.perf_counter()
        tell(f"building {name}")
        peer = maker()
        costs[peer.name] = {"build, s": time.perf_counter() - began, "memory, MB": peer.memory() / 1e6}
        peers.append(peer)
    return peers, costs


def growth(sizes: list[int], passports: int, count: int, skew: str) -> dict[str, Any]:
    """How time grows with the number of openings: the power that fits best."""
    found: dict[str, Any] = {"openings": sizes, "seconds": {}, "power": {}}
    for size in sizes:
        case = make_case(size, passports, skew)
        result = singles(case, [Ours(case), SciPy(case)], np.arange(passports), "single", count)
        for name, one in result.items():
            found["seconds"].setdefault(name, []).append(one["median"])
    for name, seconds in found["seconds"].items():
        found["power"][name] = float(np.polyfit(np.log(sizes), np.log(seconds), 1)[0])
    return found


def pairs(given: argparse.Namespace) -> dict[str, Any]:
    """People against openings, as many of both: time for each of the people, of whom peers get some."""
    case = make_case(given.pairs, given.pairs, given.skew)
    some = max(given.pairs // 500, 2)
    peers = [Ours(case), SciPy(case), SparseDotTopN(case)]
    return batches(case, peers, {"": some, "Overstap": max(given.pairs // 10, 2)}, PAIRS_TOP, 1)


def occupations(case: Case, count: int) -> dict[str, Any]:
    """All pairs of occupations: seconds for all together."""
    both = Pairs(case)
    difference = both.differ()
    found: dict[str, Any] = rounds({"Overstap": both.ours, "SciPy": both.scipy}, count)
    for one in found.values():
        one |= {"recall": float(difference < _NEAR_ENOUGH), "to the last digit": False}
    return found


def files(ours: Ours) -> dict[str, float]:
    """The index as a file: size, writing, mapping with the checksum."""
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        name = save_index(ours.index, Path(folder), "benchmark")
        saved = time.perf_counter()
        map_index(Path(folder) / name, "benchmark")
        mapped = time.perf_counter()
        size = (Path(folder) / name).stat().st_size
    return {"size, MB": size / 1e6, "save, s": saved - began, "map and check, s": mapped - saved}


@contextmanager
def database() -> Iterator[str]:
    """A PostgreSQL of our own for this run alone."""
    with tempfile.TemporaryDirectory(prefix="overstap-benchmark-") as folder:
        Path(folder).chmod(0o711)
        server = Server(Path(folder) / "postgres", OPTIONS)
        with server.using():
            yield server.url("postgres")


def measured(given: argparse.Namespace, url: str) -> dict[str, Any]:
    """Everything, as it is written down."""
    case = make_case(given.openings, max(given.batch, given.passports * 10), given.skew)
    share = touched(case)
    order = np.argsort(share)
    middle = np.arange(given.passports)
    makers: dict[str, Callable[[], Any]] = {
        "ours": lambda: Ours(case),
        "scipy": lambda: SciPy(case),
        "topn": lambda: SparseDotTopN(case),
        "polars": lambda: Polars(case),
        "duckdb": lambda: DuckDB(case),
        "postgres": lambda: Postings(case, url),
        "pgvector": lambda: SparseVectors(case, url),
    }
    Ours(make_case(1000, 2))  # so that compiling is no part of building
    peers, costs = built(makers)
    quick = [peer for peer in peers if peer.name not in ("PostgreSQL", "pgvector")]
    few = max(given.batch // 15, 2)
    return {
        "openings": given.openings,
        "demands": len(case.openings.skills),
        "skew": given.skew,
        "passports": given.passports,
        "rounds": given.rounds,
        "skills near a passport": float((case.near > 0).sum(axis=1).mean()),
        "share of demands touched": float(share.mean()),
        "pass the filters": int(case.passing().sum()),
        "machine": machine(),
        "build": costs,
        "file": files(peers[0]),
        "single": singles(case, peers, middle, "single", given.rounds),
        "filtered": singles(case, peers, middle, "filtered", given.rounds),
        "frequent skills": singles(case, quick, order[-given.passports :], "single", given.rounds),
        "rare skills": singles(case, quick, order[: given.passports], "single", given.rounds),
        "batch": batches(case, peers, {"": few, "Overstap": given.batch}, BATCH_TOP, max(given.rounds // 2, 1)),
        "pairs": pairs(given),
        "occupations": occupations(case, given.rounds),
        "growth": growth(given.growth, given.passports, given.rounds, given.skew),
    }


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ask.add_argument("--openings", type=int, default=1_000_000)
    ask.add_argument("--passports", type=int, default=20)
    ask.add_argument("--batch", type=int, default=1500)
    ask.add_argument("--pairs", type=int, default=100_000, help="openings, and people, of the all-pairs job")
    ask.add_argument("--rounds", type=int, default=7)
    ask.add_argument("--growth", type=int, nargs="*", default=[10_000, 100_000, 1_000_000])
    ask.add_argument("--skew", choices=["made up", "ESCO"], default="made up")
    ask.add_argument("--check", action="store_true", help="write nothing; fail when ours is not exact")
    given = ask.parse_args()
    with database() as url:
        result = measured(given, url)
    for what in ("single", "filtered", "frequent skills", "rare skills", "batch", "pairs"):
        assert result[what]["Overstap"]["to the last digit"], f"{what}: not the answer of the plain product"
    print(report.text(result))
    if not given.check:
        RESULTS.mkdir(exist_ok=True)
        name = "matching" if given.skew == "made up" else "matching-ESCO"
        (RESULTS / f"{name}.json").write_text(json.dumps(result, indent=1) + "\n")
        report.write_page(RESULTS)


if __name__ == "__main__":
    main()
