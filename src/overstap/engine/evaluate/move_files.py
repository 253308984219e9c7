# SPDX-License-Identifier: EUPL-1.2
"""Reads observed moves between occupations: pairs with counts, or careers of people.

Pairs: a CSV with the columns `origin`, `destination` and (without it, 1) `count`. Careers: a CSV with the
columns `resume_id` and `matched_code`, the jobs of a person one after the other, as the JobHop data set has
them; a move is two jobs of one person in a row, both known, with different codes. Codes are kept as they are
written.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from math import isfinite
from pathlib import Path

import polars as pl

from overstap.engine.problems import InputRefused, Problem

UNKNOWN = "unknown"
PAIRS = ("origin", "destination")
CAREERS = ("resume_id", "matched_code")


@dataclass(frozen=True)
class Moves:
    """Moves as a file has them: (origin, destination) -> count, no pair twice, none to itself.

    `stays` counts what was left out because origin and destination are the same; `careers` whether it was
    made from the careers of people.
    """

    counts: dict[tuple[str, str], float]
    stays: float = 0.0
    careers: bool = False


def read_moves(path: Path) -> Moves:
    """Reads moves. Raises `InputRefused` when the file cannot be read, has other columns, a cell is wrong, or
    no move
    is in it."""
    try:
        frame = pl.read_csv(path, infer_schema=False, encoding="utf8").fill_null("")
    except (pl.exceptions.PolarsError, UnicodeDecodeError, OSError) as error:
        raise InputRefused([_unreadable(path)]) from error
    frame = frame.rename({name: name.lstrip("\ufeff").strip() for name in frame.columns})
    if set(CAREERS) <= set(frame.columns):
        moves = _summed(_moves_of_careers(frame), careers=True)
    elif set(PAIRS) <= set(frame.columns):
        moves = _summed(_moves_of_pairs(path, frame), careers=False)
    else:
        raise InputRefused([_other_columns(path, frame.columns)])
    if not moves.counts:
        raise InputRefused([_no_moves(path)])
    return moves


def _moves_of_careers(frame: pl.DataFrame) -> Iterable[tuple[str, str, float]]:
    jobs = ((person, code.strip()) for person, code in frame.select(CAREERS).iter_rows())
    for (person, origin), (next_person, destination) in pairwise(jobs):
        known = {origin, destination}.isdisjoint(("", UNKNOWN))
        if person == next_person and known:
            yield origin, destination, 1.0


def _moves_of_pairs(path: Path, frame: pl.DataFrame) -> list[tuple[str, str, float]]:
    problems: list[Problem] = []
    found = []
    counts = frame["count"] if "count" in frame.columns else ["1"] * len(frame)
    rows = zip(frame["origin"], frame["destination"], counts, strict=True)
    for at, (origin, destination, text) in enumerate(rows, start=2):
        for column, value in (("origin", origin), ("destination", destination)):
            if not value.strip():
                problems.append(_empty(path, at, column))
        count = _count(text)
        if count is None:
            problems.append(_no_count(path, at, text))
        else:
            found.append((origin.strip(), destination.strip(), count))
    if problems:
        raise InputRefused(problems)
    return found


def _summed(rows: Iterable[tuple[str, str, float]], *, careers: bool) -> Moves:
    counts: dict[tuple[str, str], float] = {}
    stays = 0.0
    for origin, destination, count in rows:
        if origin == destination:
            stays += count
        elif count > 0:
            counts[origin, destination] = counts.get((origin, destination), 0.0) + count
    return Moves(counts, stays, careers)


def _count(text: str) -> float | None:
    try:
        count = float(text)
    except ValueError:
        return None
    return count if isfinite(count) and count >= 0 else None


# --- what is wrong --------------------------------------------------------------------------------


def _unreadable(path: Path) -> Problem:
    return Problem(
        {"en": "cannot be read as CSV in UTF-8", "nl": "is niet te lezen als CSV in UTF-8"},
        path.name,
        mend=_HOW,
    )


def _other_columns(path: Path, columns: list[str]) -> Problem:
    return Problem(
        {
            "en": "has neither the columns origin and destination nor resume_id and matched_code",
            "nl": "heeft de kolommen origin en destination niet, en ook niet resume_id en matched_code",
        },
        path.name,
        1,
        value=", ".join(columns)[:80],
        mend=_HOW,
    )


def _no_moves(path: Path) -> Problem:
    return Problem({"en": "holds no moves", "nl": "heeft geen overstappen"}, path.name, mend=_HOW)


def _empty(path: Path, row: int, column: str) -> Problem:
    return Problem(
        {"en": "the cell is empty", "nl": "de cel is leeg"},
        path.name,
        row,
        column,
        mend={"en": "Write an occupation code.", "nl": "Schrijf een beroepscode."},
    )


def _no_count(path: Path, row: int, text: str) -> Problem:
    return Problem(
        {"en": "is not a number of 0 or more", "nl": "is geen getal van 0 of meer"},
        path.name,
        row,
        "count",
        text[:80],
        mend={"en": "Write how many moves there were.", "nl": "Schrijf hoeveel overstappen er waren."},
    )


_HOW = {
    "en": "Give a CSV file with the columns origin, destination and count.",
    "nl": "Geef een CSV-bestand met de kolommen origin, destination en count.",
}
