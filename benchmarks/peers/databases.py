# SPDX-License-Identifier: EUPL-1.2
"""PostgreSQL from the server that comes along: postings in a table, and pgvector's sparse vectors."""

from __future__ import annotations

import io
from collections.abc import Iterable

import numpy as np
import psycopg

from benchmarks.peers.data import DAY, FILTERS, Case
from benchmarks.peers.libraries import Answer, facts, postings

OPTIONS = {
    "shared_buffers": "4GB",
    "work_mem": "256MB",
    "maintenance_work_mem": "1GB",
    "max_parallel_workers_per_gather": "2",
    "fsync": "off",
    "max_wal_size": "8GB",
}
"""Generous for a machine that does nothing else, and no waiting for the disk while loading."""


def _copy(here: psycopg.Connection, table: str, columns: Iterable[np.ndarray]) -> None:
    """Loads columns as text, a hundred thousand rows at a time."""
    columns = list(columns)
    with here.cursor().copy(f"copy {table} from stdin") as copy:
        for begin in range(0, len(columns[0]), 100_000):
            text = io.StringIO()
            rows = zip(*(column[begin : begin + 100_000].tolist() for column in columns), strict=True)
            text.writelines("\t".join(map(repr, row)) + "\n" for row in rows)
            copy.write(text.getvalue())


class Postings:
    """A row for each demand, indexed by skill with all that is needed in the index."""

    name = "PostgreSQL"

    def __init__(self, case: Case, url: str) -> None:
        self.here = psycopg.connect(url, autocommit=True)
        self.here.execute("drop table if exists posting, fact")
        self.here.execute("create table posting (skill integer, opening integer, share double precision)")
        self.here.execute(
            "create table fact (opening integer primary key, place integer, hours double precision, "
            "wage double precision, closes bigint)"
        )
        _copy(self.here, "posting", postings(case).values())
        _copy(self.here, "fact", facts(case).values())
        self.here.execute("create index on posting (skill) include (opening, share)")
        self.here.execute("create index on posting (opening) include (skill, share)")
        self.here.execute("create index on fact (place, wage)")
        self.here.execute("vacuum analyze")
        self.near_places = [-1, *np.flatnonzero(case.places()).tolist()]

    def memory(self) -> int:
        found = self.here.execute(
            "select pg_total_relation_size('posting') + pg_total_relation_size('fact')"
        ).fetchone()
        return int(found[0]) if found else 0

    def single(self, near: np.ndarray, top: int) -> Answer:
        skills = np.flatnonzero(near)
        rows = self.here.execute(
            "select opening, sum(share * near) as coverage "  # noqa: S608
            "from unnest(%s::integer[], %s::double precision[]) as held (skill, near) "
            f"join posting using (skill) group by opening order by coverage desc, opening limit {top}",
            (skills.tolist(), near[skills].tolist()),
        ).fetchall()
        return np.array([row[0] for row in rows], dtype=np.int64), np.array([row[1] for row in rows])

    def filtered(self, near: np.ndarray, top: int) -> Answer:
        """What passes first, then its demands: much faster than to join and filter in one."""
        skills = np.flatnonzero(near)
        limits = (self.near_places, FILTERS.hours_low, FILTERS.wage_floor, DAY.toordinal())
        rows = self.here.execute(
            "with passing as materialized (select opening from fact "  # noqa: S608
            "where place = any(%s) and hours >= %s and wage >= %s and closes >= %s) "
            "select opening, sum(share * near) as coverage from passing join posting using (opening) "
            "join unnest(%s::integer[], %s::double precision[]) as held (skill, near) using (skill) "
            f"group by opening order by coverage desc, opening limit {top}",
            (*limits, skills.tolist(), near[skills].tolist()),
        ).fetchall()
        return np.array([row[0] for row in rows], dtype=np.int64), np.array([row[1] for row in rows])


class SparseVectors:
    """pgvector: a sparse vector for each opening; every one is compared (its graph index finds only some)."""

    name = "pgvector"

    def __init__(self, case: Case, url: str) -> None:
        self.skills = case.skills
        self.here = psycopg.connect(url, autocommit=True)
        self.here.execute("create extension if not exists vector")
        self.here.execute("drop table if exists asked")
        self.here.execute(f"create table asked (opening integer primary key, skills sparsevec({self.skills}))")
        with self.here.cursor().copy("copy asked from stdin") as copy:
            shares = case.shares
            for row in range(shares.shape[0]):
                begin, end = shares.indptr[row], shares.indptr[row + 1]
                copy.write(f"{row}\t{self._text(shares.indices[begin:end], shares.data[begin:end])}\n")
        self.here.execute("vacuum analyze asked")

    def memory(self) -> int:
        found = self.here.execute("select pg_total_relation_size('asked')").fetchone()
        return int(found[0]) if found else 0

    def single(self, near: np.ndarray, top: int) -> Answer:
        held = np.flatnonzero(near)
        rows = self.here.execute(
            "select opening, -(skills <#> %s::sparsevec) from asked "  # noqa: S608
            f"order by skills <#> %s::sparsevec, opening limit {top}",
            (self._text(held, near[held]),) * 2,
        ).fetchall()
        return np.array([row[0] for row in rows], dtype=np.int64), np.array([row[1] for row in rows])

    def _text(self, skills: np.ndarray, values: np.ndarray) -> str:
        pairs = zip(skills.tolist(), values.tolist(), strict=True)
        return "{" + ",".join(f"{skill + 1}:{value!r}" for skill, value in pairs) + f"}}/{self.skills}"
