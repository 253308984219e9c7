# SPDX-License-Identifier: EUPL-1.2
"""A made-up country: the same for the same seed, in the shape it says."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest
from scipy import sparse

from overstap.engine import build_graph, read_esco
from overstap.engine.generate.country import Shape, language_of, make_language, make_openings, make_people

SHAPE = Shape(skills=2000, occupations=100)


def test_the_same_seed_gives_the_same_country_and_another_another():
    one, same, other = (make_openings(make_language(SHAPE, seed), 500, SHAPE, seed) for seed in (1, 1, 2))
    assert one.skills.tolist() == same.skills.tolist()
    assert one.wage_high.tobytes() == same.wage_high.tobytes()
    assert one.skills.tolist() != other.skills.tolist()


def test_openings_ask_eight_to_twenty_different_skills_of_their_occupation():
    language = make_language(SHAPE, 3)
    openings = make_openings(language, 2000, SHAPE, 3)
    openings.check(SHAPE.skills)
    lengths = np.diff(openings.indptr)
    assert (lengths.min(), lengths.max()) == (8, 20)
    for at in range(0, 2000, 97):
        asked = openings.skills[openings.indptr[at] : openings.indptr[at + 1]]
        assert len(set(asked.tolist())) == len(asked)
        profile = language.profiles[slice(*language.profile_from[openings.occupation[at] :][:2])]
        assert set(asked.tolist()) <= set(profile.tolist())


def test_similarity_is_one_for_the_same_skill_only():
    similarity = make_language(SHAPE, 4).similarity
    assert (similarity.diagonal() == 1).all()
    others = similarity - sparse.eye_array(SHAPE.skills)
    assert 0 < others.max() < 1
    assert np.diff(similarity.indptr).max() == SHAPE.related + 1


def test_popularity_is_uneven():
    openings = make_openings(make_language(Shape(), 5), 20_000, Shape(), 5)
    share = np.sort(np.bincount(openings.skills, minlength=14_000))[::-1] / len(openings)
    assert share[0] > 0.1
    assert np.median(share) < 0.002


def test_people_hold_ten_to_forty_skills():
    people = make_people(make_language(SHAPE, 6), 800, SHAPE, 6)
    lengths = np.diff(people.indptr)
    assert (lengths.min(), lengths.max()) == (10, 40)


@pytest.mark.skipif("OVERSTAP_DATA" not in os.environ, reason="needs ESCO in OVERSTAP_DATA")
def test_the_skew_can_be_that_of_esco():
    taxonomy, _ = read_esco([Path(os.environ["OVERSTAP_DATA"]) / "esco-1.1.1-en"], ["en"])
    pairs = [
        (row, taxonomy.skill_index[demand.skill])
        for row, occupation in enumerate(taxonomy.occupations)
        for demand in occupation.demands
    ]
    size = (len(taxonomy.occupations), len(taxonomy.skills))
    demands = sparse.csr_array((np.ones(len(pairs)), np.array(pairs).T), shape=size)
    language = language_of(build_graph(taxonomy).similarity, demands, np.zeros(size[1], dtype=bool))
    shape = Shape(skills=size[1], occupations=language.occupations)
    openings = make_openings(language, 5000, shape, 7)
    openings.check(size[1])
    assert np.diff(openings.indptr).max() <= 20
