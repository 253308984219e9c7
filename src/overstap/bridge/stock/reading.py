# SPDX-License-Identifier: EUPL-1.2
"""From rows of the database to the arrays of the index: all openings, or some of them.

A million openings have some fourteen million demands. PostgreSQL hands them over by COPY, as text that Polars
reads many columns at a time; no object is made for any of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl
from django.db import connection
from psycopg.sql import SQL, Composed, Literal

from overstap.engine.matching.large.joining import some_of
from overstap.engine.matching.large.openings import IMPORTANCES, KINDS, UNKNOWN_DAY, OpeningArrays
from overstap.engine.matching.model import Position

Integers = npt.NDArray[np.int64]
Numbers = npt.NDArray[Any]

_OPENINGS = SQL("""
    COPY (SELECT id, place_id, occupation_id, kind, array_to_string(certificates, ' ') AS certificates,
                 hours_low, hours_high, wage_low, wage_high,
                 starts_on - DATE '0001-01-01' + 1 AS starts, closes_on - DATE '0001-01-01' + 1 AS closes
          FROM openings_opening WHERE NOT retired AND status = 'published' AND origin = ANY ({origins}) {which})
    TO STDOUT (FORMAT csv)
""")
_DEMANDS = SQL("""
    COPY (SELECT opening_id, string_agg(skill_id, ' ' ORDER BY skill_id),
                 string_agg(left(importance, 1), '' ORDER BY skill_id)
          FROM openings_openingskill {which} GROUP BY opening_id)
    TO STDOUT (FORMAT csv)
""")
_OPENING_COLUMNS = {
    "id": pl.String,
    "place": pl.String,
    "occupation": pl.String,
    "kind": pl.String,
    "certificates": pl.String,
    "hours_low": pl.Float64,
    "hours_high": pl.Float64,
    "wage_low": pl.Float64,
    "wage_high": pl.Float64,
    "starts": pl.Int32,
    "closes": pl.Int32,
}
_DEMAND_COLUMNS = {"id": pl.String, "skills": pl.String, "importance": pl.String}
_LETTERS = np.array([str(one)[0] for one in IMPORTANCES])
"""The first letters of the importances, which differ."""


@dataclass(frozen=True)
class Terms:
    """What ids mean: the columns of the index, and what else openings refer to.

    `on_hiring`: certificates that come with the job, which stop nobody.
    """

    skill_index: Mapping[str, int]
    places: Mapping[str, Position]
    occupations: tuple[str, ...]
    on_hiring: frozenset[str]
    origins: tuple[str, ...]


def read_openings(terms: Terms, ids: Sequence[str] | None = None) -> OpeningArrays:
    """The openings that are published and not withdrawn, or those of them with these ids; two queries.

    An opening that asks a skill which is not in the language is left out: it is never judged on less than it
    asks. Call it in a transaction that sees one moment.
    """
    which = SQL("") if ids is None else SQL("AND id = ANY ({})").format(Literal(list(ids)))
    asked = SQL("") if ids is None else SQL("WHERE opening_id = ANY ({})").format(Literal(list(ids)))
    openings = _copied(_OPENINGS.format(origins=Literal(list(terms.origins)), which=which), _OPENING_COLUMNS)
    demands = _copied(_DEMANDS.format(which=asked), _DEMAND_COLUMNS)
    table = openings.join(demands, on="id", how="left").sort("id").with_columns(pl.col(pl.String).fill_null(""))
    each = table["skills"].str.split(" ")
    lengths = each.list.len().to_numpy().astype(np.int64)
    lengths[(table["skills"] == "").to_numpy()] = 0
    named = each.explode().replace("", None).drop_nulls()
    skills = _numbers(named, terms.skill_index)
    importance = _importances("".join(table["importance"].to_list()))
    if named.n_unique() > len(np.unique(skills)):  # some skill is asked under two names
        lengths, skills, importance = _each_once(lengths, skills, importance)
    return _known(_arrays(table, terms, lengths, skills, importance))


def _copied(query: Composed, columns: Mapping[str, Any]) -> pl.DataFrame:
    """What a COPY tells, as a table."""
    with connection.cursor() as cursor, cursor.copy(query) as copy:
        told = BytesIO()
        for part in copy:
            told.write(part)
    told.seek(0)
    if not told.getbuffer().nbytes:
        return pl.DataFrame(schema=dict(columns))
    return pl.read_csv(told, has_header=False, schema=dict(columns), quote_char='"')


def _numbers(names: pl.Series, known: Mapping[str, int]) -> npt.NDArray[np.int32]:
    """The number of each name, -1 for one that is not known."""
    if not len(names):
        return np.zeros(0, dtype=np.int32)
    each = names.unique()
    numbers = pl.Series([known.get(name, -1) for name in each.to_list()], dtype=pl.Int32)
    return names.replace_strict(each, numbers, return_dtype=pl.Int32).to_numpy()


def _each_once(lengths: Integers, skills: Numbers, importance: Numbers) -> tuple[Integers, Numbers, Numbers]:
    """Demands without those for a skill that is asked already under another name: what is asked most counts."""
    row = np.repeat(np.arange(len(lengths)), lengths)
    order = np.lexsort((importance, skills, row))
    first = np.append(True, (np.diff(row[order]) != 0) | (np.diff(skills[order]) != 0))
    kept = np.sort(order[first])
    return np.bincount(row[kept], minlength=len(lengths)), skills[kept], importance[kept]


def _known(openings: OpeningArrays) -> OpeningArrays:
    """Those that ask nothing outside the language."""
    strange = np.flatnonzero(openings.skills < 0)
    if not len(strange):
        return openings
    rows = np.searchsorted(openings.indptr, strange, side="right") - 1
    return some_of(openings, np.setdiff1d(np.arange(len(openings)), rows))


def _importances(letters: str) -> npt.NDArray[np.uint8]:
    told = np.frombuffer(letters.encode("ascii"), dtype=np.uint8)
    of_letter = np.zeros(256, dtype=np.uint8)
    for number, letter in enumerate(_LETTERS):
        of_letter[ord(letter)] = number
    return of_letter[told]


def _arrays(
    table: pl.DataFrame,
    terms: Terms,
    lengths: Integers,
    skills: Numbers,
    importance: Numbers,
) -> OpeningArrays:
    papers = table["certificates"]
    each = papers.unique().to_list()
    sets = {text: frozenset(text.split()) - terms.on_hiring for text in each}
    known_sets = tuple(dict.fromkeys((frozenset[str](), *sets.values())))
    set_number = {text: known_sets.index(papers_of) for text, papers_of in sets.items()}
    place_number = {name: number for number, name in enumerate(terms.places)}
    occupation_number = {name: number for number, name in enumerate(terms.occupations)}
    kind_number = {str(kind): number for number, kind in enumerate(KINDS)}
    return OpeningArrays(
        ids=np.array([name.encode() for name in table["id"].to_list()], dtype=np.bytes_),
        indptr=np.append(0, np.cumsum(lengths)).astype(np.int64),
        skills=skills,
        importance=importance,
        latitude=np.array([one.latitude for one in terms.places.values()], dtype=np.float64),
        longitude=np.array([one.longitude for one in terms.places.values()], dtype=np.float64),
        place=_numbers(table["place"], place_number),
        occupations=terms.occupations,
        occupation=_numbers(table["occupation"], occupation_number),
        kind=_numbers(table["kind"], kind_number).astype(np.uint8),
        certificate_sets=known_sets,
        certificates=_numbers(papers, set_number),
        hours_low=_floats(table["hours_low"]),
        hours_high=_floats(table["hours_high"]),
        wage_low=_floats(table["wage_low"]),
        wage_high=_floats(table["wage_high"]),
        starts=table["starts"].fill_null(UNKNOWN_DAY).to_numpy().astype(np.int32),
        closes=table["closes"].fill_null(UNKNOWN_DAY).to_numpy().astype(np.int32),
    )


def _floats(values: pl.Series) -> npt.NDArray[np.float64]:
    return values.cast(pl.Float64).fill_null(float("nan")).to_numpy()
