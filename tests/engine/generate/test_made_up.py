# SPDX-License-Identifier: EUPL-1.2
"""A made-up country as a pack: whole, of the shape that is asked, and the same from the same seed."""

from __future__ import annotations

import dataclasses
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from overstap.engine import Pack, read_pack, write_pack
from overstap.engine.generate.country import Shape
from overstap.engine.generate.made_up import MadeUp, pack_of_made_up

DAY = date(2026, 11, 2)
SMALL = MadeUp(
    DAY, Shape(skills=600, occupations=30, places=12), openings=400, people=60, courses=20, editions=2, seed=3
)


@pytest.fixture(scope="module")
def pack() -> Pack:
    return pack_of_made_up(SMALL)


@pytest.mark.parametrize("format", ["csv", "parquet"])
def test_it_is_right_and_reads_back_equal(pack: Pack, tmp_path: Path, format: str) -> None:
    write_pack(pack, tmp_path / "made-up", format=format)
    assert read_pack(tmp_path / "made-up") == pack


def test_it_has_what_was_asked(pack: Pack) -> None:
    tables = ("skills", "occupations", "places", "openings", "people", "courses", "course_editions")
    assert [len(pack.table(name)) for name in tables] == [600, 30, 12, 400, 60, 20, 40]


def test_openings_ask_eight_to_twenty_different_skills(pack: Pack) -> None:
    asked = Counter(row["opening"] for row in pack.table("opening_skills"))
    assert len(asked) == 400
    assert (min(asked.values()), max(asked.values())) == (8, 20)
    assert len({(row["opening"], row["skill"]) for row in pack.table("opening_skills")}) == asked.total()


def test_people_hold_ten_to_forty_skills_with_evidence(pack: Pack) -> None:
    held = Counter(row["person"] for row in pack.table("person_skills"))
    assert (len(held), min(held.values()) >= 10, max(held.values()) <= 40) == (60, True, True)
    assert len({row["evidence"] for row in pack.table("person_skills")}) == 5


def test_each_skill_is_related_to_some_fifteen(pack: Pack) -> None:
    related: Counter[object] = Counter()
    for row in pack.table("skill_relations"):
        related.update((row["skill"], row["other"]))
    assert 13 < related.total() / 600 < 17


def test_every_opening_is_open_on_the_first_day(pack: Pack) -> None:
    days = [row["closes_on"] for row in pack.table("openings")]
    assert all(day is None or day >= DAY for day in days)
    assert any(day is not None for day in days)


def test_the_same_seed_gives_the_same_country_and_another_another(pack: Pack) -> None:
    assert pack_of_made_up(SMALL) == pack
    other = pack_of_made_up(dataclasses.replace(SMALL, seed=4))
    assert other.table("opening_skills") != pack.table("opening_skills")


def test_all_of_it_says_that_it_is_made_up(pack: Pack) -> None:
    for table in ("courses", "organisations", "openings", "people"):
        assert all(row["invented"] is True for row in pack.table(table))
    assert {row["kind"] for row in pack.table("sources")} == {"estimate"}
    for table in ("places", "certificates"):
        assert {row["source"] for row in pack.table(table)} == {"invented"}


def test_there_may_be_none_of_anything_on_offer() -> None:
    none = pack_of_made_up(dataclasses.replace(SMALL, openings=0, people=0, courses=0))
    assert {len(none.table(name)) for name in ("organisations", "openings", "people", "courses")} == {0}
