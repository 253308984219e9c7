# SPDX-License-Identifier: EUPL-1.2
"""Many openings, over more than one block: planted answers, ties, too many asked, and random questions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from overstap.engine.generate.country import MadeLanguage, Shape, make_language, make_openings, make_people
from overstap.engine.matching.index import Filters
from overstap.engine.matching.large.batch import WIDTH, best_for_many, expander
from overstap.engine.matching.large.index import Question, build_opening_index
from overstap.engine.matching.large.openings import OpeningArrays
from overstap.engine.matching.model import OpeningKind, Position
from tests.contracts.plain import PlainArrays
from tests.contracts.variants import VARIANTS, Searches

SHAPE = Shape(skills=900, occupations=80, places=40, certificates=6)
COUNT = 140_000
DAY = date(2027, 1, 20)
FILTERS = {
    "none": Filters(),
    "few pass": Filters(
        position=Position(52.0, 4.6), distance=40, hours_low=32, wage_floor=25, today=DAY, starts_on=DAY
    ),
    "most pass": Filters(today=DAY, hours_high=40),
    "some pass": Filters(
        kinds=frozenset({OpeningKind.VACANCY}), occupations=frozenset({"occupation-3", ""}), held=frozenset()
    ),
    "nothing passes": Filters(wage_floor=1e6, hours_low=100, occupations=frozenset({"nobody"})),
}


@pytest.fixture(scope="module")
def country() -> tuple[MadeLanguage, OpeningArrays]:
    language = make_language(SHAPE, 7)
    openings = make_openings(language, COUNT, SHAPE, 7)
    # Ids in no order at all.
    return language, replace(openings, ids=np.random.default_rng(1).permutation(COUNT) * 3)


@pytest.fixture(scope="module", params=VARIANTS)
def index(request, country, tmp_path_factory) -> Searches:
    language, openings = country
    folder: Path = tmp_path_factory.mktemp("index")
    return VARIANTS[request.param](openings, language.attitudes, folder)


def questions(language: MadeLanguage, count: int, seed: int) -> list[np.ndarray]:
    people = make_people(language, count, SHAPE, seed)
    return [language.similarity[people.held(one)].max(axis=0).todense().ravel() for one in range(count)]


@pytest.mark.parametrize("name", FILTERS)
def test_random_passports_get_what_the_plain_product_gives(country, index, name):
    language, openings = country
    plain = PlainArrays(openings, SHAPE.skills)
    for top, near in zip((1, 7, 50, 3000), questions(language, 4, len(name)), strict=True):
        ids, coverage = plain.best(near, top, FILTERS[name])
        found = index.best(Question(near), top, filters=FILTERS[name])
        assert found.ids.tolist() == ids.tolist()
        assert found.claimed.tolist() == coverage.tolist()


def test_whoever_holds_all_that_an_opening_asks_finds_it_covered_whole(country, index):
    _, openings = country
    for planted in (0, 65_536, COUNT - 1):
        near = np.zeros(SHAPE.skills)
        near[openings.skills[openings.indptr[planted] : openings.indptr[planted + 1]]] = 1.0
        found = index.best(Question(near), 200, floor=1.0)
        assert openings.ids[planted] in found.ids
        assert (found.claimed == 1.0).all()


def test_who_holds_nothing_finds_nothing(index):
    assert len(index.best(Question(np.zeros(SHAPE.skills)), 10)) == 0


def test_asking_for_more_than_there_are_gives_all_there_are(country, index):
    _, openings = country
    near = np.zeros(SHAPE.skills)
    near[int(openings.skills[0])] = 0.5
    coverage = PlainArrays(openings, SHAPE.skills).coverage(near)
    assert len(index.best(Question(near), COUNT * 2)) == (coverage > 0).sum()


def test_asking_for_none_gives_none(country, index):
    assert len(index.best(Question(questions(country[0], 1, 5)[0]), 0)) == 0


def test_equals_come_in_the_order_of_their_ids(country, index):
    """Who holds everything covers everything: only the ids tell openings apart."""
    found = index.best(Question(np.ones(SHAPE.skills)), 500)
    assert found.ids.tolist() == sorted(country[1].ids.tolist())[:500]


def test_what_is_found_is_at_least_the_floor(country, index):
    near = questions(country[0], 1, 9)[0]
    everything = index.best(Question(near), 5000)
    floor = float(everything.claimed[100])
    assert index.best(Question(near), 5000, floor=floor).ids.tolist() == [
        one
        for one, claimed in zip(everything.ids.tolist(), everything.claimed, strict=True)
        if claimed >= floor
    ]


@pytest.mark.parametrize("threads", [1, 3])
def test_many_at_once_get_what_each_gets_alone_with_filters_of_their_own_or_the_same(country, threads):
    language, openings = country
    index = build_opening_index(openings, language.attitudes)
    people = make_people(language, WIDTH + 6, SHAPE, 4)
    near_of = expander(language.similarity, people.indptr, people.skills)
    own = [list(FILTERS.values())[one % len(FILTERS)] for one in range(len(people))]
    for filters in (FILTERS["most pass"], own):
        many = best_for_many(index, near_of, len(people), 12, filters=filters, threads=threads)
        for one in range(0, len(people), 7):
            alone = own[one] if filters is own else FILTERS["most pass"]
            found = index.best(Question(near_of(one, one + 1)[0]), 12, filters=alone)
            assert many.ids[one, : many.found[one]].tolist() == found.ids.tolist()
            assert many.claimed[one, : many.found[one]].tolist() == found.claimed.tolist()


def test_nobody_at_all_is_a_batch_too(country):
    index = build_opening_index(country[1], country[0].attitudes)
    assert len(best_for_many(index, lambda *_: np.zeros((0, SHAPE.skills)), 0, 5).found) == 0
