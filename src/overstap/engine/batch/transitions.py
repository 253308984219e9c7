# SPDX-License-Identifier: EUPL-1.2
"""All steps between occupations, both directions: how a batch of it is prepared, and how one part is done."""

from __future__ import annotations

import threading
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl
from scipy import sparse

from overstap.engine.batch import plan as plans
from overstap.engine.batch import wording
from overstap.engine.batch.plan import Receipt, plan_for, read_part, write_answer
from overstap.engine.matching.large.arrayfile import map_arrays, stored_digest, write_arrays
from overstap.engine.problems import InputRefused
from overstap.engine.transitions.covering import all_pairs_coverage

WORK = "transitions"
SKILLS = "skills"
"""What the file of `save_occupations` is called, and what is in it."""
_KIND, _VERSION = "occupations", 1
ANSWER: dict[str, pl.DataType] = {
    "origin": pl.String(),
    "rank": pl.UInt32(),
    "destination": pl.String(),
    "fit": pl.Float32(),
    "use": pl.Float32(),
}
"""The columns of an answer: `fit` is the share of what the destination asks that the origin's usual skills
meet, `use` that of what the origin asks that the destination's meet: the step the other way."""

Matrix = sparse.csr_array[Any]
Coverage = npt.NDArray[np.float32]


def save_occupations(folder: Path, ids: tuple[str, ...], demands: Matrix, similarity: Matrix) -> str:
    """Writes what coverage is computed from (see `all_pairs_coverage`) to a file; gives what it is known by."""
    arrays = {
        f"{name}.{part}": getattr(matrix, part)
        for name, matrix in (("demands", demands), ("similarity", similarity))
        for part in ("indptr", "indices", "data")
    }
    name = write_arrays(folder, _KIND, _VERSION, "", arrays, {"ids": list(ids)})
    (folder / name).replace(folder / SKILLS)
    return stored_digest(folder / SKILLS)


def origins_of(ids: tuple[str, ...]) -> pl.DataFrame:
    """What is done in parts: every occupation, with its position."""
    positions = np.arange(len(ids), dtype=np.int64)
    return pl.DataFrame([pl.Series("origin", ids, dtype=pl.String), pl.Series("position", positions)])


def do_part(folder: str, plan: str, number: int) -> Receipt:
    """Does one part of a batch of steps: the same bytes wherever, and however often, it is done.

    `plan`: what the plan in the folder is known by. Raises `InputRefused` when something is not what it was.
    """
    place = Path(folder)
    agreed = plan_for(place, plan)
    with _COMPUTING:
        ids, coverage = _coverage(place / plans.INPUT / SKILLS, agreed.inputs[SKILLS])
    origins = read_part(place, agreed, number).get_column("position").to_numpy()
    top, floor = int(agreed.options["top"] or 0), float(agreed.options["floor"] or 0.0)
    return write_answer(place, agreed, number, steps_from(origins, ids, coverage, top, floor))


def steps_from(
    origins: npt.NDArray[np.int64], ids: pl.Series, coverage: Coverage, top: int, floor: float
) -> pl.DataFrame:
    """The steps from some occupations to all others in the columns `ANSWER`, the one that fits best first.

    Of equals the first in the order of `ids`. `top`: at most so many for each, 0 for all; `floor`: least fit.
    """
    here, there, rank = [], [], []
    for origin in origins:
        order = np.argsort(-coverage[origin], kind="stable")
        order = order[(order != origin) & (coverage[origin, order] >= floor)][: top or None]
        here.append(np.full(len(order), origin))
        there.append(order)
        rank.append(np.arange(1, len(order) + 1))
    if not here:
        return pl.DataFrame(schema=ANSWER)
    start, end = np.concatenate(here), np.concatenate(there)
    return pl.DataFrame(
        {
            "origin": ids.gather(start),
            "rank": np.concatenate(rank),
            "destination": ids.gather(end),
            "fit": coverage[start, end],
            "use": coverage[end, start],
        },
        schema_overrides=ANSWER,
    )


_COMPUTING = threading.Lock()
"""The kernel uses all cores by itself, and cannot be entered twice at once."""


@lru_cache(maxsize=1)
def _coverage(file: Path, digest: str) -> tuple[pl.Series, Coverage]:
    """All pairs at once, kept for the other parts that this process does: it takes less than writing them."""
    if stored_digest(file) != digest:
        raise InputRefused([wording.damaged(str(file))])
    arrays, texts = map_arrays(file, _KIND, _VERSION, "")

    def matrix(name: str) -> Matrix:
        data, indices, indptr = (arrays[f"{name}.{part}"] for part in ("data", "indices", "indptr"))
        return sparse.csr_array((data, indices, indptr), shape=(len(indptr) - 1, skills))

    skills = len(arrays["similarity.indptr"]) - 1
    return pl.Series(texts["ids"], dtype=pl.String), all_pairs_coverage(matrix("demands"), matrix("similarity"))
