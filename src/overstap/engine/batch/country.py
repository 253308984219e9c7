# SPDX-License-Identifier: EUPL-1.2
"""A made-up country as files that a batch reads, so that work of any size can be tried and measured."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl

from overstap.engine.batch.files import as_parquet, put_file
from overstap.engine.batch.people import COLUMNS
from overstap.engine.batch.reference import Skills, save_openings, save_skills
from overstap.engine.generate.country import MadePeople, Shape, make_language, make_openings, make_people
from overstap.engine.matching.large.index import build_opening_index
from overstap.engine.matching.model import Evidence

PEOPLE = "people.parquet"


def write_country(folder: Path, openings: int, people: int, shape: Shape, seed: int) -> None:
    """Writes a country of `engine.generate.country` to a folder: the language, the index, and the people.

    The same numbers give the same bytes.
    """
    language = make_language(shape, seed)
    names = tuple(f"skill-{number:05}" for number in range(shape.skills))
    skills = Skills(names, language.similarity, language.attitudes)
    known = save_skills(skills, folder)
    save_openings(
        build_opening_index(make_openings(language, openings, shape, seed), language.attitudes), folder, known
    )
    put_file(folder / PEOPLE, as_parquet(people_table(make_people(language, people, shape, seed), names)))


def people_table(people: MadePeople, names: tuple[str, ...]) -> pl.DataFrame:
    """Made-up people in a table as others would give it; `names` are those of the skills."""
    owner = np.repeat(np.arange(len(people), dtype=np.int64), np.diff(people.indptr))
    evidence = pl.Series([str(Evidence.CLAIMED), str(Evidence.ENDORSED)])
    lists = (
        pl.DataFrame(
            {
                "owner": owner,
                "skills": pl.Series(names, dtype=pl.String).gather(people.skills),
                "evidence": evidence.gather(people.shown.astype(np.int64)),
            }
        )
        .group_by("owner", maintain_order=True)
        .agg("skills", "evidence")
    )
    everybody = pl.DataFrame(
        {
            "owner": np.arange(len(people), dtype=np.int64),
            "person": [f"person-{number:09}" for number in range(len(people))],
            "certificates": [sorted(one) for one in people.certificates],
            "latitude": people.latitude,
            "longitude": people.longitude,
        },
        schema_overrides={"certificates": COLUMNS["certificates"]},
    )
    return everybody.join(lists, on="owner", how="left", maintain_order="left").select(
        "person",
        pl.col("skills").fill_null([]),
        pl.col("evidence").fill_null([]),
        "certificates",
        "latitude",
        "longitude",
    )
