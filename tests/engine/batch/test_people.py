# SPDX-License-Identifier: EUPL-1.2
"""People as Parquet: read whole, or refused with everything that is wrong."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from scipy import sparse

from overstap.engine.batch.people import COLUMNS, PeoplePart, prepared, read_people, table_of
from overstap.engine.batch.reference import Skills
from overstap.engine.matching.model import Evidence, HeldSkill, OpeningKind, Passport, Position, Wishes
from overstap.engine.problems import InputRefused

SKILLS = Skills(("count", "talk", "weld"), sparse.csr_array(np.eye(3)), np.zeros(3, dtype=bool))
RIGHT = {"person": ["b", "a"], "skills": [["weld", "count"], []]}


def written(folder: Path, columns: dict[str, object], **types: pl.DataType) -> Path:
    file = folder / "people.parquet"
    pl.DataFrame(columns, schema_overrides=types).write_parquet(file)
    return file


def refused(file: Path) -> list[tuple[str, int | None]]:
    with pytest.raises(InputRefused) as told:
        read_people(file, SKILLS)
    assert all(problem.text("nl") and problem.text("en") for problem in told.value.problems)
    return [(problem.column, problem.row) for problem in told.value.problems]


def test_two_columns_are_enough_and_people_come_in_the_order_of_their_ids(tmp_path):
    people = PeoplePart(read_people(written(tmp_path, RIGHT), SKILLS))
    assert people.frame.get_column("person").to_list() == ["a", "b"]
    assert [one.tolist() for one in people.held] == [[0, 0, 2], [2, 0]]
    assert [one.tolist() for one in people.held_shown] == [[0, 0, 0], []]
    assert list(people.wishes()) == [Wishes(), Wishes()]


def test_what_goes_in_as_objects_comes_out_as_it_was():
    wishes = Wishes(
        Position(52.0, 4.5), 25.0, 16.0, 32.0, 18.5, frozenset({OpeningKind.TRIAL}), date(2027, 2, 1)
    )
    passport = Passport(
        (HeldSkill("weld", Evidence.CERTIFIED), HeldSkill("talk")), frozenset({"first-aid", "licence-b"})
    )
    people = PeoplePart(prepared(table_of([("z", passport, wishes), ("a", Passport(), Wishes())]), SKILLS, ""))
    assert list(people.wishes()) == [Wishes(), wishes]
    assert people.certificates == (frozenset(), passport.certificates)
    assert [one.tolist() for one in people.held] == [[0, 0, 2], [2, 1]]
    assert [one.tolist() for one in people.held_shown] == [[0, 0, 1], [2]]


def test_all_files_of_a_folder_are_read_together(tmp_path):
    for name in ("x", "y"):
        pl.DataFrame({"person": [name], "skills": [["talk"]]}).write_parquet(tmp_path / f"{name}.parquet")
    assert read_people(tmp_path, SKILLS).get_column("person").to_list() == ["x", "y"]


@pytest.mark.parametrize(
    ("columns", "wrong"),
    [
        ({"person": ["a"]}, [("skills", None)]),
        ({**RIGHT, "name": ["Ann", "Bo"]}, [("name", None)]),
        ({**RIGHT, "latitude": ["north", "south"]}, [("latitude", None)]),
        ({"person": ["a", None], "skills": [[], []]}, [("person", 3)]),
        ({"person": ["a", "b", "a"], "skills": [[], [], []]}, [("person", 2), ("person", 4)]),
        ({"person": ["a", "b"], "skills": [["talk"], ["talk", "sing", "hum"]]}, [("skills", 3)]),
        ({**RIGHT, "evidence": [["claimed", "sworn"], []]}, [("evidence", 2)]),
        ({**RIGHT, "evidence": [["claimed"], []]}, [("evidence", 2)]),
        ({**RIGHT, "kinds": [["holiday"], []]}, [("kinds", 2)]),
        ({**RIGHT, "latitude": [52.0, 91.0], "longitude": [4.0, 4.0]}, [("latitude", 3)]),
        ({**RIGHT, "wage_floor": [float("nan"), -1.0]}, [("wage_floor", 2), ("wage_floor", 3)]),
        ({**RIGHT, "latitude": [52.0, None], "longitude": [None, None]}, [("latitude", 2)]),
    ],
)
def test_what_is_wrong_is_told_with_its_place(tmp_path, columns, wrong):
    types = {"longitude": pl.Float64()} if "longitude" in columns else {}
    assert refused(written(tmp_path, columns, **types)) == wrong


def test_what_is_no_parquet_is_refused(tmp_path):
    (tmp_path / "people.parquet").write_bytes(b"PAR1 and then nothing")
    assert refused(tmp_path / "people.parquet") == [("", None)]
    assert refused(tmp_path / "absent.parquet") == [("", None)]
    (tmp_path / "empty").mkdir()
    assert refused(tmp_path / "empty") == [("", None)]


def test_the_page_describes_every_column():
    page = (Path(__file__).parents[3] / "docs" / "reference" / "people-parquet.md").read_text(encoding="utf-8")
    assert [column for column in COLUMNS if f"`{column}`" not in page] == []
