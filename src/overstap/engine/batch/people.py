# SPDX-License-Identifier: EUPL-1.2
"""People as a table: as others give it, checked, and as the parts of a batch read it.

Of each person only what matching needs: no name, no story. The columns: docs/reference/people-parquet.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from overstap.engine.batch import wording
from overstap.engine.batch.reference import Skills
from overstap.engine.matching.model import SHOWN, Evidence, OpeningKind, Passport, Position, Wishes
from overstap.engine.pack.isolated import unpack_file
from overstap.engine.problems import InputRefused, Problem

Integers = npt.NDArray[np.int64]

_TEXTS = pl.List(pl.String())
COLUMNS: Mapping[str, pl.DataType] = {
    "person": pl.String(),
    "skills": _TEXTS,
    "evidence": _TEXTS,
    "certificates": _TEXTS,
    "latitude": pl.Float64(),
    "longitude": pl.Float64(),
    "distance": pl.Float64(),
    "hours_low": pl.Float64(),
    "hours_high": pl.Float64(),
    "wage_floor": pl.Float64(),
    "kinds": _TEXTS,
    "starts_on": pl.Date(),
}
"""What is read, and of what type. Only `person` and `skills` have to be there."""
_NEEDED = ("person", "skills")
_RANGES = {
    "latitude": (-90.0, 90.0),
    "longitude": (-180.0, 180.0),
    "distance": (0.0, 50_000.0),
    "hours_low": (0.0, 168.0),
    "hours_high": (0.0, 168.0),
    "wage_floor": (0.0, 10_000.0),
}
_SAID_AT_MOST = 20
"""Problems told of one column."""


def table_of(people: Sequence[tuple[str, Passport, Wishes]]) -> pl.DataFrame:
    """People as objects in a table as others would give it."""
    rows = [
        {
            "person": id_,
            "skills": [one.skill for one in passport.skills],
            "evidence": [str(one.evidence) for one in passport.skills],
            "certificates": sorted(passport.certificates),
            "latitude": wishes.position and wishes.position.latitude,
            "longitude": wishes.position and wishes.position.longitude,
            "distance": wishes.distance,
            "hours_low": wishes.hours_low,
            "hours_high": wishes.hours_high,
            "wage_floor": wishes.wage_floor,
            "kinds": sorted(str(kind) for kind in wishes.kinds),
            "starts_on": wishes.starts_on,
        }
        for id_, passport, wishes in people
    ]
    return pl.DataFrame(rows, schema=dict(COLUMNS))


# --- reading what others give ---------------------------------------------------------------------


def read_people(place: Path, skills: Skills) -> pl.DataFrame:
    """The people in a Parquet file, or in all Parquet files of a folder, as parts read them.

    Raises `InputRefused` with everything that is wrong.
    """
    files = sorted(place.glob("*.parquet")) if place.is_dir() else [place]
    frames = []
    problems: list[Problem] = []
    for file in files:
        frame = unpack_file(file)
        if frame is None:
            problems.append(wording.no_people_file(str(file)))
        else:
            fitting, wrong = _fitting(frame, file.name)
            problems += wrong or _wrong_values(fitting, file.name, skills)
            frames.append(fitting)
    if not files:
        problems.append(wording.no_people_file(str(place)))
    if problems:
        raise InputRefused(problems)
    return prepared(pl.concat(frames), skills, place.name)


def prepared(people: pl.DataFrame, skills: Skills, name: str) -> pl.DataFrame:
    """A table as others give it, once found right, as parts read it: by id, skills as their positions.

    Raises `InputRefused` for a person who is there twice; `name` is told with it.
    """
    known = pl.Enum([str(one) for one in Evidence])
    shown = pl.Series([str(one) for one in Evidence if one in SHOWN], dtype=known)
    language = pl.Enum(skills.ids)
    found = people.sort("person", maintain_order=True).select(
        pl.col("person"),
        pl.col("skills").list.eval(pl.element().cast(language).to_physical().cast(pl.Int32)),
        pl.col("evidence").list.eval(pl.element().cast(known).is_in(shown)).alias("shown"),
        *(pl.col(column) for column in COLUMNS if column not in ("person", "skills", "evidence")),
    )
    twice = found.filter(pl.col("person").is_duplicated()).get_column("person").unique(maintain_order=True)
    if len(twice):
        rows = people.with_row_index("row", 2).filter(pl.col("person").is_in(twice.implode()))
        told = rows.select("row", "person").head(_SAID_AT_MOST).iter_rows()
        raise InputRefused([wording.wrong_value(name, row, "person", one, "twice") for row, one in told])
    return found


def _fitting(frame: pl.DataFrame, file: str) -> tuple[pl.DataFrame, list[Problem]]:
    """The table with all columns in their types, and what stands in the way of that."""
    problems = [wording.unknown_column(file, name) for name in frame.columns if name not in COLUMNS]
    problems += [wording.absent_column(file, name) for name in _NEEDED if name not in frame.columns]
    columns = []
    for name, wanted in COLUMNS.items():
        if name not in frame.columns:
            columns.append(pl.Series(name, [None], dtype=wanted).new_from_index(0, frame.height))
            continue
        series = frame.get_column(name)
        if _fits(series.dtype, wanted):
            columns.append(series.cast(wanted))
        else:
            problems.append(wording.wrong_type(file, name, str(series.dtype), str(wanted)))
    if problems:
        return frame, problems
    fitting = pl.DataFrame(columns)
    claimed = pl.lit(str(Evidence.CLAIMED)).repeat_by(pl.col("skills").list.len())
    return fitting.with_columns(
        pl.col("skills").fill_null([]),
        pl.col("certificates").fill_null([]),
        pl.col("kinds").fill_null([]),
    ).with_columns(pl.col("evidence").fill_null(claimed)), []


def _fits(found: Any, wanted: Any) -> bool:
    """Whether values can be taken over without changing what they say."""
    if isinstance(wanted, pl.List):
        return (isinstance(found, pl.List) and _fits(found.inner, wanted.inner)) or found == pl.Null
    if wanted == pl.String:
        return found in (pl.String, pl.Categorical, pl.Enum) or found == pl.Null
    if wanted == pl.Float64:
        return bool(found.is_numeric() or found == pl.Null)
    return found in (wanted, pl.Null)


def _wrong_values(people: pl.DataFrame, file: str, skills: Skills) -> list[Problem]:
    numbered = people.with_row_index("row", 2)  # as in a table with a header
    evidence = [str(one) for one in Evidence]
    return [
        *_told(numbered, file, "person", pl.col("person").is_null() | (pl.col("person") == ""), "absent"),
        *_unknown(numbered, file, "skills", skills.ids),
        *_unknown(numbered, file, "evidence", evidence),
        *_unknown(numbered, file, "kinds", [str(one) for one in OpeningKind]),
        *_told(
            numbered,
            file,
            "evidence",
            pl.col("evidence").list.len() != pl.col("skills").list.len(),
            "length",
        ),
        *(
            problem
            for column, (low, high) in _RANGES.items()
            for problem in _told(numbered, file, column, ~pl.col(column).is_between(low, high), "outside")
        ),
        *_told(
            numbered, file, "latitude", pl.col("latitude").is_null() != pl.col("longitude").is_null(), "half"
        ),
    ]


def _told(numbered: pl.DataFrame, file: str, column: str, wrong: pl.Expr, reason: str) -> list[Problem]:
    rows = numbered.filter(wrong).select("row", column).head(_SAID_AT_MOST)
    return [
        wording.wrong_value(
            file, row, column, "" if value is None or reason == "length" else str(value), reason
        )
        for row, value in rows.iter_rows()
    ]


def _unknown(numbered: pl.DataFrame, file: str, column: str, known: Sequence[str]) -> list[Problem]:
    """Values in lists that are not among those known, each row once."""
    single = numbered.select("row", column).filter(pl.col(column).list.len() > 0).explode(column)
    wrong = single.filter(~pl.col(column).is_in(list(known)) | pl.col(column).is_null())
    rows = wrong.unique("row", keep="first", maintain_order=True).head(_SAID_AT_MOST)
    return [wording.wrong_value(file, row, column, value or "", "unknown") for row, value in rows.iter_rows()]


# --- as a part reads them -------------------------------------------------------------------------


@dataclass(frozen=True)
class PeoplePart:
    """The people of one part. Lists of skills are CSR: `indptr` (people + 1), `skills`."""

    frame: pl.DataFrame

    def __len__(self) -> int:
        return self.frame.height

    @cached_property
    def held(self) -> tuple[Integers, Integers]:
        """All that is held: `indptr`, `skills`."""
        return _lists(self.frame.get_column("skills"))

    @cached_property
    def held_shown(self) -> tuple[Integers, Integers]:
        """What others stand for: `indptr`, `skills`."""
        indptr, skills = self.held
        flat = _flat(self.frame.get_column("shown")).to_numpy().astype(bool)
        before = np.append(0, np.cumsum(flat))
        return before[indptr].astype(np.int64), skills[flat]

    @cached_property
    def certificates(self) -> tuple[frozenset[str], ...]:
        """The legal papers of each."""
        return tuple(frozenset(one) for one in self.frame.get_column("certificates").to_list())

    def wishes(self) -> Iterator[Wishes]:
        """What each wants."""
        for row in self.frame.select(list(_WISHED)).iter_rows(named=True):
            yield _wishes(**row)


_WISHED = (
    "latitude",
    "longitude",
    "distance",
    "hours_low",
    "hours_high",
    "wage_floor",
    "kinds",
    "starts_on",
)


def _wishes(
    latitude: float | None,
    longitude: float | None,
    distance: float | None,
    hours_low: float | None,
    hours_high: float | None,
    wage_floor: float | None,
    kinds: list[str],
    starts_on: date | None,
) -> Wishes:
    position = None if latitude is None or longitude is None else Position(latitude, longitude)
    wanted = frozenset(OpeningKind(kind) for kind in kinds)
    return Wishes(position, distance, hours_low, hours_high, wage_floor, wanted, starts_on)


def _lists(series: pl.Series) -> tuple[Integers, Integers]:
    indptr = np.append(0, np.cumsum(series.list.len().to_numpy().astype(np.int64)))
    return indptr, _flat(series).to_numpy().astype(np.int64)


def _flat(series: pl.Series) -> pl.Series:
    """The values of all lists after each other; an empty list brings none."""
    return series.filter(series.list.len() > 0).explode()
