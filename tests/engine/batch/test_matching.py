# SPDX-License-Identifier: EUPL-1.2
"""What a part answers is what the plain product gives, to the last digit."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import polars as pl
import pytest

from overstap.engine.batch.country import people_table
from overstap.engine.batch.matching import ANSWER, ANSWER_IN_GROUPS, MatchOptions, match_people
from overstap.engine.batch.people import PeoplePart, prepared
from overstap.engine.batch.reference import Skills
from overstap.engine.generate.country import Shape, make_language, make_openings, make_people
from overstap.engine.matching.index import Filters
from overstap.engine.matching.large.index import Question, build_opening_index
from overstap.engine.matching.model import Reach
from overstap.engine.matching.wishes import only_wished
from tests.contracts.plain import PlainArrays

SHAPE = Shape(skills=300, occupations=20, places=12, certificates=5)
LANGUAGE = make_language(SHAPE, 11)
OPENINGS = make_openings(LANGUAGE, 1500, SHAPE, 11)
INDEX = build_opening_index(OPENINGS, LANGUAGE.attitudes)
SKILLS = Skills(tuple(f"skill-{one}" for one in range(300)), LANGUAGE.similarity, LANGUAGE.attitudes)
MADE = make_people(LANGUAGE, 150, SHAPE, 11)
TODAY = date(2027, 1, 20)
OPTIONS = MatchOptions(top=12, floor=0.0, only_wished=True, in_groups=False, today=TODAY)


@pytest.fixture(scope="module")
def people() -> PeoplePart:
    """Every other one has wishes; one holds nothing."""
    random = np.random.default_rng(5)
    wishing = pl.Series(np.arange(150) % 2 == 0)
    table = people_table(MADE, SKILLS.ids).with_columns(
        distance=pl.when(wishing).then(pl.lit(80.0)),
        hours_low=pl.when(wishing).then(pl.Series(random.choice([16.0, 24.0, 32.0], 150))),
        hours_high=None,
        wage_floor=pl.when(wishing).then(pl.lit(20.0)),
        kinds=pl.lit([], dtype=pl.List(pl.String)),
        starts_on=pl.lit(None, dtype=pl.Date),
        skills=pl.when(pl.int_range(150) == 7).then(pl.lit([], dtype=pl.List(pl.String))).otherwise("skills"),
        evidence=pl.when(pl.int_range(150) == 7)
        .then(pl.lit([], dtype=pl.List(pl.String)))
        .otherwise("evidence"),
    )
    return PeoplePart(prepared(table, SKILLS, ""))


def near(people: PeoplePart, at: int, *, shown: bool = False) -> np.ndarray:
    indptr, skills = people.held_shown if shown else people.held
    held = skills[indptr[at] : indptr[at + 1]]
    if not len(held):
        return np.zeros(SHAPE.skills)
    return LANGUAGE.similarity[held].max(axis=0).todense().ravel()


@pytest.mark.parametrize("wished", [True, False])
def test_everybody_gets_what_the_plain_product_gives(people, wished):
    plain = PlainArrays(OPENINGS, SHAPE.skills)
    answer = match_people(INDEX, SKILLS, people, replace(OPTIONS, only_wished=wished))
    assert dict(answer.schema) == ANSWER
    found = answer.partition_by("person", as_dict=True)
    filtered = 0
    for at, (person, wishes) in enumerate(zip(people.frame.get_column("person"), people.wishes(), strict=True)):
        filters = only_wished(wishes, today=TODAY) if wished else Filters(today=TODAY)
        ids, coverage = plain.best(near(people, at), 12, filters)
        filtered += filters.distance is not None
        mine = found.get((person,), answer.clear())
        assert mine.get_column("opening").to_list() == [str(one) for one in ids]
        assert mine.get_column("claimed").to_list() == coverage.tolist()
        assert mine.get_column("rank").to_list() == list(range(1, len(ids) + 1))
        shown = plain.coverage(near(people, at, shown=True))
        assert mine.get_column("shown").to_list() == shown[ids].tolist()
    assert filtered == (75 if wished else 0)
    assert ("person-000000007",) not in found


def test_each_opening_stands_in_the_group_that_the_index_puts_it_in(people):
    """Groups of the index are held to the plain matcher by its own contract."""
    answer = match_people(INDEX, SKILLS, people, replace(OPTIONS, only_wished=False, top=200))
    reached = set()
    for at in range(0, 150, 13):
        person = people.frame.get_column("person")[at]
        question = Question(near(people, at), near(people, at, shown=True), people.certificates[at])
        groups = INDEX.grouped(question, 1500, filters=Filters(today=TODAY))
        expected = {str(id_): str(reach) for reach, found in groups.items() for id_ in found.ids}
        rows = answer.filter((pl.col("person") == person) & (pl.col("claimed") >= 0.15))
        for opening, reach in rows.select("opening", "reach").iter_rows():
            assert reach == expected[opening]
            reached.add(reach)
    assert reached == {str(one) for one in Reach}


def test_in_groups_everybody_gets_what_the_index_gives(people):
    answer = match_people(INDEX, SKILLS, people, replace(OPTIONS, in_groups=True, top=3))
    assert dict(answer.schema) == ANSWER_IN_GROUPS
    for at, wishes in list(enumerate(people.wishes()))[::17]:
        question = Question(near(people, at), near(people, at, shown=True), people.certificates[at])
        filters = only_wished(wishes, today=TODAY)
        groups = INDEX.grouped(question, 3, filters=filters, wishes=wishes)
        rows = answer.filter(pl.col("person") == people.frame.get_column("person")[at])
        expected = [
            (str(reach), rank + 1, str(found.ids[rank]), found.claimed[rank], found.shown[rank])
            for reach, found in groups.items()
            for rank in range(len(found))
        ]
        assert rows.select("reach", "rank", "opening", "claimed", "shown").rows() == expected


def test_what_is_found_is_at_least_the_floor(people):
    everything = match_people(INDEX, SKILLS, people, OPTIONS)
    least = match_people(INDEX, SKILLS, people, replace(OPTIONS, floor=0.7))
    assert 0 < len(least) < len(everything)
    assert least.equals(everything.filter(pl.col("claimed") >= 0.7))


@pytest.mark.parametrize("groups", [True, False])
def test_nobody_at_all_gives_an_empty_table_with_all_columns(people, groups):
    nobody = PeoplePart(people.frame.clear())
    answer = match_people(INDEX, SKILLS, nobody, replace(OPTIONS, in_groups=groups))
    assert dict(answer.schema) == (ANSWER_IN_GROUPS if groups else ANSWER)
    assert answer.is_empty()
