# SPDX-License-Identifier: EUPL-1.2
"""Our index, and the libraries that work in the same process: SciPy, sparse_dot_topn, Polars, DuckDB."""

from __future__ import annotations

import tempfile
from itertools import pairwise
from pathlib import Path

import duckdb
import numpy as np
import polars as pl
from scipy import sparse
from sparse_dot_topn import sp_matmul_topn

from benchmarks.peers.data import DAY, FILTERS, Case
from overstap.engine.matching.large.batch import best_for_many
from overstap.engine.matching.large.index import Question, build_opening_index

Answer = tuple[np.ndarray, np.ndarray]
"""Openings, best first, and their coverage."""


def best_of(coverage: np.ndarray, top: int, numbers: np.ndarray | None = None) -> Answer:
    """The best of all, ties by number: a partition, and a sort of what reaches the last."""
    if len(coverage) > top:
        line = np.partition(coverage, len(coverage) - top)[len(coverage) - top]
        kept = np.flatnonzero(coverage >= line)
    else:
        kept = np.arange(len(coverage))
    order = kept[np.lexsort((kept, -coverage[kept]))][:top]
    order = order[coverage[order] > 0]
    return (order if numbers is None else numbers[order]), coverage[order]


class Ours:
    """The match index."""

    name = "Overstap"

    def __init__(self, case: Case) -> None:
        self.index = build_opening_index(case.openings, case.language.attitudes)

    def memory(self) -> int:
        index = self.index
        return sum(one.nbytes for one in (*index.lists, *index.columns, index.scaled, index.ids))

    def single(self, near: np.ndarray, top: int) -> Answer:
        found = self.index.best(Question(near), top)
        return found.ids, found.claimed

    def filtered(self, near: np.ndarray, top: int) -> Answer:
        found = self.index.best(Question(near), top, filters=FILTERS)
        return found.ids, found.claimed

    def batch(self, near: np.ndarray, top: int) -> list[Answer]:
        many = best_for_many(self.index, lambda first, last: near[first:last], len(near), top)
        return [(many.ids[i, :n], many.claimed[i, :n]) for i, n in enumerate(many.found.tolist())]


class SciPy:
    """The product with all openings, and the best of it."""

    name = "SciPy"

    def __init__(self, case: Case) -> None:
        self.case = case

    def memory(self) -> int:
        one = self.case.demands
        return one.data.nbytes + one.indices.nbytes + one.indptr.nbytes

    def single(self, near: np.ndarray, top: int) -> Answer:
        return best_of(self.case.reference(near), top)

    def filtered(self, near: np.ndarray, top: int) -> Answer:
        rows = np.flatnonzero(self.case.passing())
        coverage = (self.case.demands[rows] @ near) / self.case.total[rows]
        return best_of(coverage, top, rows)

    def batch(self, near: np.ndarray, top: int) -> list[Answer]:
        answers = []
        for begin in range(0, len(near), 16):
            some = sparse.csc_array(near[begin : begin + 16].T)
            met = (self.case.demands @ some).toarray() / self.case.total[:, None]
            answers += [best_of(met[:, at], top) for at in range(met.shape[1])]
        return answers


class SparseDotTopN:
    """ING's product that keeps the best of each row."""

    name = "sparse_dot_topn"

    def __init__(self, case: Case) -> None:
        self.asked_by = sparse.csr_matrix(case.shares.T)

    def memory(self) -> int:
        one = self.asked_by
        return one.data.nbytes + one.indices.nbytes + one.indptr.nbytes

    def single(self, near: np.ndarray, top: int) -> Answer:
        return self._rows(near[None, :], top, 1)[0]

    def batch(self, near: np.ndarray, top: int) -> list[Answer]:
        return self._rows(near, top, 2)

    def _rows(self, near: np.ndarray, top: int, threads: int) -> list[Answer]:
        found = sp_matmul_topn(sparse.csr_matrix(near), self.asked_by, top_n=top, n_threads=threads, sort=True)
        ends = zip(found.indptr[:-1], found.indptr[1:], strict=True)
        return [(found.indices[begin:end], found.data[begin:end]) for begin, end in ends]


def postings(case: Case) -> dict[str, np.ndarray]:
    """A row for each demand, in the order of skills: what databases keep."""
    opening = np.repeat(np.arange(len(case.openings), dtype=np.int32), np.diff(case.openings.indptr))
    order = np.argsort(case.openings.skills, kind="stable")
    return {"skill": case.openings.skills[order], "opening": opening[order], "share": case.shares.data[order]}


def facts(case: Case) -> dict[str, np.ndarray]:
    """A row for each opening: what is filtered by. Unknown is what always passes."""
    one = case.openings
    wage = np.where(np.isnan(one.wage_high), one.wage_low, one.wage_high)
    return {
        "opening": np.arange(len(one), dtype=np.int32),
        "place": one.place.astype(np.int32),
        "hours": np.nan_to_num(one.hours_high, nan=1e9),
        "wage": np.nan_to_num(wage, nan=1e9),
        "closes": one.closes.astype(np.int64),
    }


class Polars:
    """Postings joined with the passport, summed, and the best."""

    name = "Polars"

    def __init__(self, case: Case) -> None:
        self.postings = pl.DataFrame(postings(case))

    def memory(self) -> int:
        return int(self.postings.estimated_size())

    def single(self, near: np.ndarray, top: int) -> Answer:
        skills = np.flatnonzero(near)
        held = pl.DataFrame({"skill": skills.astype(np.int32), "near": near[skills]})
        found = (
            self.postings.lazy()
            .join(held.lazy(), on="skill")
            .group_by("opening")
            .agg((pl.col("share") * pl.col("near")).sum().alias("coverage"))
            .sort(["coverage", "opening"], descending=[True, False])
            .head(top)
            .collect()
        )
        return found["opening"].to_numpy(), found["coverage"].to_numpy()


class DuckDB:
    """The same as one SQL statement, in memory, on two threads."""

    name = "DuckDB"

    def __init__(self, case: Case) -> None:
        self.here = duckdb.connect(config={"threads": 2})
        with tempfile.TemporaryDirectory() as folder:
            for name, columns in (("postings", postings(case)), ("facts", facts(case))):
                file = Path(folder) / f"{name}.parquet"
                pl.DataFrame(columns).write_parquet(file)
                self.here.execute(f"create table {name} as select * from read_parquet('{file}')")  # noqa: S608
        self.near_places = np.flatnonzero(case.places()).tolist()

    def memory(self) -> int:
        rows = self.here.execute("select sum(memory_usage_bytes) from duckdb_memory()").fetchone()
        return int(rows[0]) if rows else 0

    def _ask(self, near: np.ndarray, top: int, where: str) -> Answer:
        skills = np.flatnonzero(near)
        self.here.execute("create or replace temp table held (skill integer, near double)")
        self.here.execute(
            "insert into held select unnest(?::integer[]), unnest(?::double[])",
            [skills.tolist(), near[skills].tolist()],
        )
        rows = self.here.execute(
            "select opening, sum(share * near) as coverage from postings join held using (skill) "  # noqa: S608
            f"{where} group by opening order by coverage desc, opening limit {top}"
        ).fetchnumpy()
        return rows["opening"], rows["coverage"]

    def single(self, near: np.ndarray, top: int) -> Answer:
        return self._ask(near, top, "")

    def filtered(self, near: np.ndarray, top: int) -> Answer:
        places = ",".join(map(str, [-1, *self.near_places]))
        return self._ask(
            near,
            top,
            f"where opening in (select opening from facts where place in ({places}) "  # noqa: S608
            f"and hours >= {FILTERS.hours_low} and wage >= {FILTERS.wage_floor} "
            f"and closes >= {DAY.toordinal()})",
        )

    def batch(self, near: np.ndarray, top: int) -> list[Answer]:
        passport, skill = np.nonzero(near)
        self.here.execute("create or replace temp table given (passport integer, skill integer, near double)")
        self.here.execute(
            "insert into given select unnest(?::integer[]), unnest(?::integer[]), unnest(?::double[])",
            [passport.tolist(), skill.tolist(), near[passport, skill].tolist()],
        )
        found = self.here.execute(
            "select passport, opening, coverage from "  # noqa: S608
            "(select passport, opening, sum(share * near) as coverage "
            "from postings join given using (skill) group by passport, opening) "
            f"qualify row_number() over (partition by passport order by coverage desc, opening) <= {top} "
            "order by passport, coverage desc, opening"
        ).fetchnumpy()
        ends = pairwise(np.searchsorted(found["passport"], np.arange(len(near) + 1)))
        return [(found["opening"][begin:end], found["coverage"][begin:end]) for begin, end in ends]
